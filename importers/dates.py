"""Days as exports write them, and only those that can mean one day.

"08 Feb 2026", Excel's "4-Apr-21", ISO days and month names of several languages are read. "03/04/2026" is two days,
depending on where it was written: it is read where another day of its column tells which ("25/04/2026"), else not.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
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
