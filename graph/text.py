"""Text as people compare it: without what the eye does not see, and folded to plain words."""

import re
import unicodedata
from typing import Literal

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h"}
)


NORMALIZED_AT_ONCE = 500
"""Characters; sorting the marks of one letter takes time with the square of their number."""

_ASCII_WORDS = str.maketrans(
    {char: None if char in "'`." else char.lower() if char.isalnum() else " " for char in map(chr, range(128))}
)


def clean_text(text: str) -> str:
    """Text on one line without control, zero-width and direction-changing characters, in composed form."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", _normal("NFC", text)).split())


def fold_words(text: str) -> str:
    """Words in lower case without accents and punctuation, separated by single blanks; for comparing, not showing."""
    if not text.isascii():
        plain = _normal("NFKD", _INVISIBLE.sub("", text)).casefold().translate(_LETTERS_WITHOUT_MARKS)
        text = "".join(char for char in plain if not unicodedata.combining(char))
        text = "".join("" if char in "’‘´" else char if char.isalnum() or char in "'`." else " " for char in text)
    return " ".join(text.translate(_ASCII_WORDS).split())


def _normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    """Text in a normal form, long ones piece by piece: a letter with a million accents must not take days."""
    starts = range(0, len(text), NORMALIZED_AT_ONCE)
    return "".join(unicodedata.normalize(form, text[start : start + NORMALIZED_AT_ONCE]) for start in starts)
