"""Makes text from a source safe to show: the one file where a contact's words become Markdown, HTML or a label.

A name such as `![x](https://evil.example/a.png)` would otherwise be fetched by the browser, and `<b>` be obeyed.
Every string that a file, a store or a person supplied passes through one of these functions on its way to the screen.
"""

import re
import unicodedata
from html import escape

LONGEST_TEXT = 300
"""Characters of one name, title or locator that are shown; longer ones end in an ellipsis."""

_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("‌‍")
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_MARKDOWN_IN_FILES = re.compile(r"([\\`*_\[\]<>#|~!])")
_MEANING = re.compile(r"(?i)(?<=[a-z0-9.])(://|@)|\bwww(?=\.)|:(?=[a-z+-])|<?-+>?")
"""Signs that get a meaning after escapes were read: addresses become links, `:tada:` an icon, `->` an arrow."""


class Html(str):
    """Text that is markup already; only `html` makes it."""

    __slots__ = ()


def clean(text: str, limit: int = LONGEST_TEXT) -> str:
    r"""One line without control, direction-changing or invisible characters.

    >>> clean("Ann\u202e\n  Lee")
    'Ann Lee'
    """
    seen = text[: limit * 4]
    if not (seen.isascii() and seen.isprintable()):  # most names are, and five thousand of them stand in a chooser
        seen = "".join(_seen(character) for character in unicodedata.normalize("NFC", seen))
    line = " ".join(seen.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def markdown(text: str) -> str:
    r"""Text for elements that read Markdown (labels, captions, toasts): every sign is escaped, nothing becomes a link.

    >>> markdown("*Ann* [x](y)")
    '\\*Ann\\* \\[x\\]\\(y\\)'
    """
    apart = _MEANING.sub(lambda found: f"\u2060{found[0]}\u2060", clean(text))
    return _MARKDOWN.sub(r"\\\1", apart)


def markdown_in_file(text: str) -> str:
    r"""Text for a Markdown file that people read as it stands: only signs that would become markup are escaped.

    >>> markdown_in_file("*Ann*, CTO <img> at [x](y)")
    '\\*Ann\\*, CTO \\<img\\> at \\[x\\](y)'
    """
    return _MARKDOWN_IN_FILES.sub(r"\\\1", clean(text))


def html(template: str, **fields: str | Html) -> Html:
    """Markup with its fields filled in; a field is escaped unless it is markup itself.

    >>> html("<b>{name}</b>", name="<i>")
    '<b>&lt;i&gt;</b>'
    """
    return Html(template.format(**{name: _as_markup(value) for name, value in fields.items()}))


def joined(parts: list[Html], between: str = "") -> Html:
    """Several pieces of markup as one."""
    return Html(between.join(parts))


def _as_markup(value: str | Html) -> str:
    return value if isinstance(value, Html) else escape(clean(value), quote=True)


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _BREAKS:
        return " "
    return "" if category in _UNSEEN and character not in _JOINERS else character
