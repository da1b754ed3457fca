"""Days and moments as exports write them, and only those that can mean one.

"08 Feb 2026", Excel's "4-Apr-21", ISO days and month names of several languages are read. "03/04/2026" is two days,
depending on where it was written: it is read where another day of its column tells which ("25/04/2026"), else not.
A moment is a day with a time; one that does not name its time zone stays without, because nobody knows it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from functools import lru_cache

_MONTHS = (
    "jan january januar janvier enero ene gennaio gen janeiro januari janv janner",
    "feb february februar fevrier febrero febbraio fevereiro februari fev fevr feber",
    "mar march marz mars marzo marco maart mrt maerz mrz",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei mag",
    "jun june juni juin junio giugno junho giu",
    "jul july juli juillet julio luglio julho juil lug",
    "aug august aout agosto augustus ago aug",
    "sep sept september septembre septiembre settembre setembro set",
    "oct october oktober octobre octubre ottobre outubro okt ott out",
    "nov november novembre noviembre novembro",
    "dec december dezember decembre diciembre dicembre dezembro dez dic",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Month names and short forms in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents."""

_TIME = r"(?:[ t,]+\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_MONTH_NAMED = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?[ /-]*(?:de )?([a-z]+)\.?,?[ /-]*(?:de )?(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_NAMED_FIRST = re.compile(rf"([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}")
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?")
_DOTTED = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}){_TIME}")
_SLASHED = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_TIME}")
_SHORT_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})")
_MONTH_OF_YEAR = re.compile(r"([a-z]+)\.?,? ?(?:de )?(\d{4})")
_NUMBER_OF_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:[/.-](\d{1,2}))?")
_MOMENT = re.compile(
    r"(?P<day>.*?\d)(?:,? |t)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r" ?(?:(?P<half>[ap])\.? ?m\b\.?)? ?(?P<zone>[a-z]{1,5}|[+-]\d{2}:?\d{2})?"
)
_JAVA = re.compile(r"[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2}) (\S{1,6}) (\d{4})")
"""How a Java program writes a moment: "Wed Jun 24 12:43:42 UTC 2026"."""


class NumberOrder(Enum):
    """Which of the two numbers before the year is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


def number_order(texts: Iterable[str]) -> NumberOrder:
    """What the days of a column tell about those among them that could be two; one number above 12 is enough."""
    orders = {order for text in texts if "/" in text or "-" in text for order in _order_of(text)}
    return orders.pop() if len(orders) == 1 else NumberOrder.UNKNOWN


def _order_of(text: str) -> Iterable[NumberOrder]:
    found = _SLASHED.fullmatch(_plain(text).strip())
    if found and int(found[1]) != int(found[2]):
        day_first, month_first = _day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])
        if day_first and not month_first:
            yield NumberOrder.DAY_FIRST
        if month_first and not day_first:
            yield NumberOrder.MONTH_FIRST


@lru_cache(maxsize=4096)
def read_day(text: str, order: NumberOrder = NumberOrder.UNKNOWN) -> date | None:
    """The day a text names; None when it names none, or could name two and the `order` of its numbers is unknown."""
    plain = " ".join(_plain(text).split())
    for form in (_YEAR_FIRST, _CHINESE):
        if found := form.fullmatch(plain):
            return _day(found[1], found[2], found[3])
    if found := _MONTH_NAMED.fullmatch(plain):
        return _day(found[3], _MONTH_OF.get(found[2]), found[1])
    if found := _MONTH_NAMED_FIRST.fullmatch(plain):
        return _day(found[3], _MONTH_OF.get(found[1]), found[2])
    if found := _DOTTED.fullmatch(plain):
        return _day(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(plain):
        return _numbered(_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2]), order)
    return None


@lru_cache(maxsize=4096)
def read_moment(text: str, order: NumberOrder = NumberOrder.UNKNOWN) -> datetime | date | None:
    """The moment a text names, or the day where it names no time; None as in `read_day`.

    A year of two digits between slashes ("1/29/26, 2:37 PM") is read in the `order` given and in no other. A moment in
    UTC or with an offset is in UTC; any other has no time zone, as nobody knows it.
    """
    plain = " ".join(_plain(text).split())
    if java := _JAVA.fullmatch(plain):
        plain = f"{java[2]} {java[1]} {java[5]} {java[3]} {java[4]}"
    found = _MOMENT.fullmatch(plain)
    if found is None:
        return _short_day(plain, order)
    day = _short_day(found["day"], order)
    return day and _at(day, found)


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or all days of a month or a year, from `first` to `last`."""

    first: date
    last: date


def read_span(text: str) -> Span | None:
    """The days that "Jan 2024", "01/2024", "2024-01", "2012" or a day stand for; None when it is none of these."""
    plain = " ".join(_plain(text).split())
    if found := _MONTH_OF_YEAR.fullmatch(plain):
        return _month(found[2], _MONTH_OF.get(found[1]))
    if found := _NUMBER_OF_MONTH.fullmatch(plain):
        return _month(found[2], int(found[1]))
    if found := _YEAR_AND_MONTH.fullmatch(plain):
        return _month(found[1], int(found[2])) if found[2] else _year(found[1])
    day = read_day(text)
    return Span(day, day) if day else None


def _month(year: str, month: int | None) -> Span | None:
    first = _day(year, month, "1")
    return Span(first, first.replace(day=monthrange(first.year, first.month)[1])) if first else None


def _year(year: str) -> Span | None:
    first = _day(year, 1, "1")
    return Span(first, first.replace(month=12, day=31)) if first else None


def _short_day(text: str, order: NumberOrder) -> date | None:
    """The same as `read_day`, with years of two digits between slashes."""
    short = _SHORT_SLASHED.fullmatch(text)
    if short is None:
        return read_day(text, order)
    first, second, year = short.groups()
    if order is NumberOrder.MONTH_FIRST:
        return _day(year, first, second)
    return _day(year, second, first) if order is NumberOrder.DAY_FIRST else None


def _at(day: date, found: re.Match[str]) -> datetime | None:
    """A day with a time of day, of 24 hours or of 12 with "am" or "pm"."""
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    try:
        moment = datetime.combine(
            day, time(hour, int(found["minute"]), int(found["second"] or 0)), _zone(found["zone"])
        )
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> tzinfo | None:
    """The time zone of an offset or of UTC's names; other short names mean several zones, so they mean none here."""
    if text in ("utc", "gmt", "z"):
        return UTC
    if not text or text[0] not in "+-":
        return None
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-ahead if text[0] == "-" else ahead)


def _numbered(day_first: date | None, month_first: date | None, order: NumberOrder) -> date | None:
    if day_first and month_first and day_first != month_first:
        return {NumberOrder.DAY_FIRST: day_first, NumberOrder.MONTH_FIRST: month_first}.get(order)
    return day_first or month_first


def _plain(text: str) -> str:
    """Lower case, without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _day(year: str, month: str | int | None, day: str) -> date | None:
    """A day of the calendar; a year of two digits is of this century, in which every network began."""
    if month is None:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
