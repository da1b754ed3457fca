"""Shapes of text at which a pattern or a loop takes time with the square of the length, each in a file of some kind."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.hostile.carriers import CARRIERS, connections, meeting

Write = Callable[[int], tuple[str, bytes]]
"""A file with so many repetitions of the shape, and its name."""

_SHAPES: Mapping[str, str] = {
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "at signs": "@",
    "addresses without end": "a@",
    "dots": "a@b.",
    "opening brackets": "(",
    "opening brackets behind backslashes": "(\\",
    "square brackets": "[",
    "opening and closing brackets": "()",
    "angle brackets": "<",
    "routes": "<@a",
    "blanks between letters": "a  ",
    "slashes": "/",
    "profile paths": "/in/",
    "pronouns": "she/",
    "commas": ", ",
    "semicolons": ";",
    "backslashes": "\\",
    "quotation marks": '"',
    "quotation marks behind backslashes": '\\"',
    "colons": "a:",
    "encoded words that do not end": "=?utf-8?q?a",
    "encoded words": "=?utf-8?q?a?= ",
    "marks upon marks": "\u0301\u0316",
    "percent signs": "%4",
    "machines": "noreply-",
    "dates": "1/",
    "dashes": "-",
    "titles behind names": "PhD, ",
    "braces": "{{first",
    "Hangul": "김",
    "invisible letters": "\u200b",
    "former employers": "ex-",
    "forms of companies": "Inc. ",
}

_BLANK = "a{}b"


def _in(kind: str, piece: str) -> Write:
    return lambda times: (kind, CARRIERS[kind](piece * times))


def _blanks(kind: str) -> Write:
    return lambda times: (kind, CARRIERS[kind]("a" + " " * times + "b"))


def _of_lines(name: str, head: str, line: str, foot: str = "") -> Write:
    return lambda times: (name, (head + line * times + foot).encode("utf-8", "surrogatepass"))


_CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Chen\n"
_EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n"
_MAIL = "From: Bo Chen <bo@example.com>\n"
_PARTING = "From bo@example.com Mon Jan  5 10:00:00 2026\n"
_GRAPH = '<graphml><key id="n" for="node" attr.name="label"/><graph edgedefault="undirected">'
_TABLE = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"

SHAPES: Mapping[str, Write] = MappingProxyType(
    {
        **{f"{kind}: {name}": _in(kind, piece) for kind in CARRIERS for name, piece in _SHAPES.items()},
        **{f"{kind}: blanks inside a name": _blanks(kind) for kind in CARRIERS},
        "one bad byte behind a long line": lambda times: (
            "Connections.csv",
            connections("a" * times) + b"\xe9\xe9\xe9,\xe9\n",
        ),
        "one bad byte in a calendar with a long line": lambda times: ("c.ics", meeting("a" * times) + b"\xe9\n"),
        "nothing but line ends, called a calendar": _of_lines("c.ics", "", "\n"),
        "nothing but line ends, called a card": _of_lines("c.vcf", "", "\n"),
        "nothing but blanks, called a card": _of_lines("c.vcf", "", " \n"),
        "line ends before a card": _of_lines("c.vcf", "", "\n", _CARD + "END:VCARD\n"),
        "comments before a card": _of_lines("c.vcf", "", "#\n", _CARD + "END:VCARD\n"),
        "quotation marks that stay open on every line": _of_lines("Connections.csv", _TABLE, 'x","""\n'),
        "one open quotation mark in many lines": _of_lines("Connections.csv", _TABLE + '"', "x\n"),
        "open quotation marks that close on the next line": _of_lines("Connections.csv", _TABLE, 'x,"\n'),
        "rows of separators": _of_lines("Connections.csv", _TABLE, ",,,,,,\n"),
        "columns": _of_lines("t.csv", "Name,Email", ",Company", "\nBo,bo@example.com\n"),
        "columns that are numbered": lambda times: (
            "t.csv",
            ",".join(["Name", *(f"E-mail {n} - Value" for n in range(times // 20))]).encode() + b"\nBo\n",
        ),
        "a table without a header": _of_lines("t.csv", "", "Bo Chen,bo@example.com,Acme\n"),
        "an endless cell in a table without a header": _of_lines("t.csv", "Bo Chen,bo@example.com\nAnn Lee,", "a@."),
        "blanks in a table without a header": _of_lines("t.csv", "Bo Chen,bo@example.com\nAnn Lee,x", " ", "y\n"),
        "the same header again and again": _of_lines("m.eml", _MAIL, "To: a@b.co\n"),
        "people of one mail": _of_lines("m.eml", _MAIL + "To: ", "Ann <ann@example.com>, ", "\n"),
        "names without an address": _of_lines("m.eml", _MAIL + "To: ", "Ann, ", "\n"),
        "routes that lead nowhere": _of_lines("m.eml", _MAIL + "To: <", "@a", ">\n"),
        "comments that do not end": _of_lines("m.eml", _MAIL + "To: x ", "(\\", "\n"),
        "folded lines of a header": _of_lines("m.eml", _MAIL + "To: ann@example.com", "\n ", "\n"),
        "groups": _of_lines("m.eml", _MAIL + "To: ", "a:b;", "\n"),
        "lines that look like new mails": _of_lines("b.mbox", _PARTING + _MAIL + "\n", "From \n"),
        "mails without a body": _of_lines("b.mbox", "", _PARTING + _MAIL),
        "carriage returns behind headers": _of_lines("b.mbox", _PARTING + _MAIL, "\r"),
        "cards in cards": _of_lines("c.vcf", "", "BEGIN:VCARD\n", "END:VCARD\n"),
        "ends without a beginning": _of_lines("c.vcf", _CARD, "END:VCARD\n"),
        "soft line breaks": _of_lines("c.vcf", _CARD + "NOTE;ENCODING=QUOTED-PRINTABLE:", "=\n", "\nEND:VCARD\n"),
        "folded lines of a card": _of_lines("c.vcf", _CARD + "NOTE:x", "\n ", "\nEND:VCARD\n"),
        "pictures": _of_lines("c.vcf", _CARD, "PHOTO;ENCODING=b:AAAA\nAAAA\n", "END:VCARD\n"),
        "a picture that does not end": _of_lines("c.vcf", _CARD + "PHOTO;ENCODING=b:AAAA", "\nAAAA"),
        "parameters": _of_lines("c.vcf", _CARD + "TEL", ";TYPE=a", ":1\nEND:VCARD\n"),
        "parameters in quotation marks": _of_lines("c.vcf", _CARD + "TEL", ';TYPE="a"', ":1\nEND:VCARD\n"),
        "a quotation mark in every parameter": _of_lines("c.vcf", _CARD + "TEL", ';A="', ":1\nEND:VCARD\n"),
        "addresses of one card": _of_lines("c.vcf", _CARD, "EMAIL:bo@example.com\n", "END:VCARD\n"),
        "labels of one card": _of_lines("c.vcf", _CARD + "CATEGORIES:", "a,", "\nEND:VCARD\n"),
        "members of a group": _of_lines("c.vcf", _CARD + "KIND:group\n", "MEMBER:urn:uuid:1\n", "END:VCARD\n"),
        "parts inside an event": _of_lines("c.ics", _EVENT, "BEGIN:VALARM\n", "END:VEVENT\nEND:VCALENDAR\n"),
        "calendars in calendars": _of_lines("c.ics", "", "BEGIN:VCALENDAR\n", "END:VCALENDAR\n"),
        "guests of one meeting": _of_lines("c.ics", _EVENT, "ATTENDEE:mailto:a@example.com\n", "END:VEVENT\n"),
        "days of one series": _of_lines("c.ics", "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nUID:1\nEND:VEVENT\n"),
        "elements in elements": _of_lines("n.graphml", _GRAPH, "<node id='1'>"),
        "graphs in graphs": _of_lines("n.graphml", _GRAPH, "<graph>"),
        "loops": _of_lines(
            "n.graphml", _GRAPH + '<node id="1"/>', '<edge source="1" target="1"/>', "</graph></graphml>"
        ),
        "attributes by default": _of_lines(
            "n.graphml", '<!DOCTYPE graphml [<!ATTLIST node x CDATA "', "y", '">]>' + _GRAPH + "<node id='1'/>" * 1000
        ),
        "comments in XML": _of_lines("n.graphml", "", "<!-- -->", _GRAPH),
        "text in XML": _of_lines("n.graphml", _GRAPH + "<node id='1'><data key='n'>", "&amp;", "</data></node>"),
    }
)
"""Every shape, by what it is."""
