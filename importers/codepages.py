"""Which of the Latin code pages of Windows is it? The one in whose languages most lines make sense.

The pages share most letters, so statistics over bytes take French for Czech ("Hélčne"). But a line is written in one
language: "Dvořák, Česká" read as Western would need the letters of three. Where two pages make equal sense, Western
wins, being the commonest by far.
"""

from collections.abc import Sequence

_WESTERN = (
    "äöüß",
    "àâæçéèêëîïôùûüÿœ",
    "áéíóúüñçàèò·ïºª",
    "áâãàçéêíóôõúü",
    "àèéìíòóùúî",
    "åäöæøéüá",
    "áðéíóúýþæö",
    "äëïéèöüóáíê",
)
_CENTRAL = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýžäľĺŕô",
    "áéíóöőúüű",
    "ăâîşţ",
    "čćžšđ",
    "äöüß",
)
_TURKISH = ("çğıi̇öşüâîû",)
_LANGUAGES: dict[str, Sequence[frozenset[str]]] = {
    page: tuple(map(frozenset, letters))
    for page, letters in (
        ("cp1252", _WESTERN),
        ("cp1250", _CENTRAL),
        ("cp1254", _TURKISH),
        ("mac_roman", _WESTERN),
    )
}
"""The letters beyond a to z of each language written in a page, in lower case, commonest page first."""

LATIN_PAGES = frozenset({*_LANGUAGES, "cp1257", "cp1258"})
"""Code pages that differ in a few letters only."""


def likeliest_latin(lines: bytes) -> str:
    """The Latin code page in which most of the lines are in one language."""
    return max(_LANGUAGES, key=lambda page: _sensible(lines.decode(page, "replace"), _LANGUAGES[page]))


def _sensible(text: str, languages: Sequence[frozenset[str]]) -> int:
    """In how many lines all foreign letters are of one language."""
    lines = ({char for char in line.casefold() if _tells(char)} for line in text.splitlines())
    return sum(any(found <= letters for letters in languages) for found in lines if found)


def _tells(char: str) -> bool:
    """Whether it is a letter, or a sign that stands in no name, beyond ASCII; dashes and quotes tell nothing."""
    return not char.isascii() and char not in "’‘“”„–—…®™©°•« »€\u00a0"
