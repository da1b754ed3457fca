"""Business days: Monday to Friday. Holidays differ from town to town and are not known here."""

from datetime import date, timedelta

_FRIDAY = 4


def after(day: date, count: int) -> date:
    """The day that is so many business days later; from a weekend they are counted from Monday on.

    >>> after(date(2026, 11, 26), 3), after(date(2026, 11, 28), 1)
    (datetime.date(2026, 12, 1), datetime.date(2026, 11, 30))
    """
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day


def before(day: date, count: int) -> date:
    """The day that was so many business days earlier.

    >>> before(date(2026, 12, 1), 3)
    datetime.date(2026, 11, 26)
    """
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
