from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.dates import NumberOrder, Span, read_moment, read_span


@pytest.mark.parametrize(
    "text",
    "2026-06-24 12:43:42 UTC|2026/06/24 12:43:42 UTC|Wed Jun 24 12:43:42 UTC 2026|2026-06-24T12:43:42Z|"
    "2026-06-24T12:43:42.123Z|2026-06-24T14:43:42+02:00|2026-06-24 12:43:42 GMT|24 Jun 2026, 12:43:42 PM UTC".split(
        "|"
    ),
)
def test_a_moment_with_a_time_zone_is_read_in_utc(text: str) -> None:
    assert read_moment(text) == datetime(2026, 6, 24, 12, 43, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    "1/29/26, 2:37 PM|1/29/26, 2:37\u202fPM|01/29/26, 2:37 p.m.|1/29/2026 14:37|2026-01-29 14:37:00|"
    "29.01.2026 14:37|Jan 29, 2026 02:37 PM|Thu Jan 29 14:37:00 PST 2026".split("|"),
)
def test_a_moment_without_a_known_time_zone_has_none(text: str) -> None:
    assert read_moment(text, NumberOrder.MONTH_FIRST) == datetime(2026, 1, 29, 14, 37)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("01/19/13, 12:10 AM", datetime(2013, 1, 19, 0, 10)),
        ("01/19/13, 12:10 PM", datetime(2013, 1, 19, 12, 10)),
        ("9/1/26", date(2026, 9, 1)),
        ("05 Jun 1833", date(1833, 6, 5)),
        ("1823-07-18 11:00:00 UTC", datetime(1823, 7, 18, 11, tzinfo=UTC)),
    ],
)
def test_days_and_half_days_are_read(text: str, moment: datetime | date) -> None:
    assert read_moment(text, NumberOrder.MONTH_FIRST) == moment


def test_a_short_year_between_slashes_needs_the_order_of_numbers() -> None:
    assert read_moment("1/2/26, 2:37 PM") is None
    assert read_moment("1/2/26", NumberOrder.DAY_FIRST) == date(2026, 2, 1)
    assert read_moment("13/2/25, 9:00 AM", NumberOrder.MONTH_FIRST) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "25:00",
        "2026-01-29 25:00",
        "2026-01-29 13:00 PM",
        "2026-01-29 12:60",
        "2026-02-30 12:00",
        "2026-01-29 10:00 +99:99",
        "9999-12-31 23:59:59-14:00",
        "0001-01-01 00:00:00+14:00",
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jan 2024", date(2024, 1, 1), date(2024, 1, 31)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Sept. 2008", date(2008, 9, 1), date(2008, 9, 30)),
        ("März 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("02/2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("08 Feb 2026", date(2026, 2, 8), date(2026, 2, 8)),
    ],
)
def test_a_month_and_a_year_stand_for_all_their_days(text: str, first: date, last: date) -> None:
    assert read_span(text) == Span(first, last)


@pytest.mark.parametrize("text", ["", "now", "Foo 2024", "13/2024", "2024-00", "0000", "12"])
def test_what_is_no_month_or_year_is_none(text: str) -> None:
    assert read_span(text) is None


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 30)).map(lambda moment: moment.replace(microsecond=0)))
def test_every_moment_is_read_back_from_the_forms_that_tell_its_zone(moment: datetime) -> None:
    forms = ("%Y-%m-%d %H:%M:%S UTC", "%Y/%m/%d %H:%M:%S UTC", "%a %b %d %H:%M:%S UTC %Y")
    known = moment.replace(tzinfo=UTC)
    assert {read_moment(moment.strftime(form)) for form in forms} == {known}
    assert read_moment(f"{moment + timedelta(hours=1):%Y-%m-%d %H:%M:%S}+01:00") == known


@given(st.text(st.sampled_from("0123456789/-:., apmutczJanFeb年月日+٣")) | st.text(max_size=30))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    for order in NumberOrder:
        assert read_moment(text, order) is None or isinstance(read_moment(text, order), date)
    assert read_span(text) is None or isinstance(read_span(text), Span)
