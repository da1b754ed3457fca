"""XML as a stream of elements, for files from strangers.

Expat itself rather than `xml.etree`, because only it can be told to refuse what a file defines for itself: entities
that grow to gigabytes or stand for files of this machine, and attributes that every element has, however long they are.
No network file needs any. It also gives line numbers, and
what stood before a fault is kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from importers.base import HEAD_BYTES, SourceFile
from importers.decoding import decode, marked_encoding

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_UNPRINTABLE = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
"""U+FFFE and U+FFFF in UTF-8."""
_REFUSED = "The file defines entities or attributes of its own, which can do harm, so it is not read from here on."
_BROKEN = "The file is damaged here, so what comes after it is not read."


@dataclass(frozen=True, slots=True)
class Element:
    """An element that ended: its name without a prefix, attributes, the text right in it, the line it starts on."""

    name: str
    attributes: Mapping[str, str]
    text: str
    line: int


def root_of(file: SourceFile) -> str:
    """The name of a file's outermost element in lower case; empty when it does not look like XML."""
    head = file.head()[:HEAD_BYTES]
    text = head.decode(marked_encoding(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return ""
    found = _ROOT.search(_COMMENT.sub("", text))
    return found[1].casefold() if found else ""


def read_elements(
    data: bytes, begin: Callable[[Element], None], end: Callable[[Element], None]
) -> tuple[int, str] | None:
    """Hands over every element, without its text where it begins and with it where it ends.

    Returns the line and the message of what stopped the reading, None when all was read.
    """
    walk = _Walk(begin, end)
    plain, encoding = _readable(data)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: walk.begin(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = parser.AttlistDeclHandler = _refuse
    try:
        parser.Parse(plain, True)
    except _EntityError:
        return parser.CurrentLineNumber, _REFUSED
    except (expat.ExpatError, LookupError, ValueError):  # the last two for encodings that nobody knows
        return parser.CurrentLineNumber, _BROKEN
    return None


class _EntityError(Exception):
    """The file defines an entity or attributes."""


def _refuse(*_: object) -> None:
    raise _EntityError


class _Walk:
    """The elements that are open, each with what was read of its text."""

    def __init__(self, begin: Callable[[Element], None], end: Callable[[Element], None]) -> None:
        self._begin = begin
        self._end = end
        self._open: list[tuple[Element, list[str]]] = []

    def begin(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        element = Element(name.rpartition(":")[2].casefold(), attributes, "", line)
        self._open.append((element, []))
        self._begin(element)

    def end(self, _: str) -> None:
        element, texts = self._open.pop()
        self._end(Element(element.name, element.attributes, "".join(texts).strip(), element.line))

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)


def _readable(data: bytes) -> tuple[bytes, str | None]:
    """Octets for the parser and the encoding it is to assume; None where it is to find that itself.

    A file that is no UTF-8, and does not say what else, is guessed; characters that XML does not allow are left out.
    """
    marked = marked_encoding(data)
    if marked and marked != "utf-8-sig":
        return _allowed(data.decode(marked, "replace")), "utf-8"
    declared = _DECLARED.match(data[:200].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"utf-16"):
        return data.lstrip(), None
    return _allowed(decode(data).text.lstrip()), "utf-8"


def _allowed(text: str) -> bytes:
    return _NO_CHARACTERS.sub(b"", text.encode("utf-8", "replace").translate(None, _UNPRINTABLE))
