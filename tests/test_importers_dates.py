from datetime import date

import pytest

from importers.dates import NumberOrder, number_order, read_day


@pytest.mark.parametrize(
    "text",
    "08 Feb 2026|8 feb 2026|08-Feb-26|2026-02-08|2026-2-8 23:59:01 UTC|2026/02/08|February 8, 2026|Feb 8 2026|"
    "8. Februar 2026|08.02.2026|8. 2. 2026|8 février 2026|8 de febrero de 2026|8 febbraio 2026|8 fev. 2026|"
    "8 feb. 2026|2026年2月8日|８ Feb ２０２６|08\u00a0Feb\u202f2026|8th February 2026".split("|"),
)
def test_a_day_is_read_in_every_way_it_is_written(text: str) -> None:
    assert read_day(text) == date(2026, 2, 8)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "03/04/2026", "31 Feb 2026", "00 Jan 2024", "8 Foo 2026", "2026", "Feb 2026", "99/99/9999", "1/2/26"],
)
def test_what_is_no_day_or_could_be_two_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["25/02/2026", "02/25/2026", "25-02-2026"])
def test_numbers_that_can_be_only_one_day_are_read(text: str) -> None:
    assert read_day(text) == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("column", "order", "day"),
    [
        (["25/04/2026", "03/04/2026"], NumberOrder.DAY_FIRST, date(2026, 4, 3)),
        (["4/25/2026", "08 Feb 2026", "03/04/2026"], NumberOrder.MONTH_FIRST, date(2026, 3, 4)),
        (["05/05/2026", "soon", "99/99/2026", "03/04/2026"], NumberOrder.UNKNOWN, None),
        (["25/04/2026", "04/25/2026", "03/04/2026"], NumberOrder.UNKNOWN, None),
    ],
)
def test_another_day_of_the_column_tells_which_number_is_the_day(
    column: list[str], order: NumberOrder, day: date | None
) -> None:
    assert number_order(column) is order
    assert read_day("03/04/2026", order) == day
