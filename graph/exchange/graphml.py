"""GraphML, which Gephi, yEd, igraph, networkx and Intrograph itself read.

XML 1.0 has no way to write most control characters, halves of surrogate pairs and two others, so these are dropped.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from graph.exchange import KnownTie
from graph.model import Person
from graph.text import clean_text

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_KEYS = (
    ("node", "label", "string"),
    ("node", "company", "string"),
    ("node", "title", "string"),
    ("node", "email", "string"),
    ("node", "profile", "string"),
    ("node", "city", "string"),
    ("node", "group", "string"),
    ("edge", "weight", "double"),
    ("edge", "label", "string"),
    ("edge", "observed", "boolean"),
    ("edge", "last", "string"),
)
"""What nodes and edges carry: a person's first company, e-mail and label; a tie's strength, kinds and last day."""


def graphml(people: Iterable[Person], ties: Iterable[KnownTie]) -> Iterator[str]:
    """The lines of a GraphML file; ties of people who are not among these are left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, name, kind in _KEYS:
        yield f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="undirected">\n'
    inside = set()
    for person in people:
        inside.add(person.id)
        yield f"<node id={_quoted(person.id)}>{_data('node', _of_person(person))}</node>\n"
    for tie in ties:
        if tie.a in inside and tie.b in inside:
            ends = f"source={_quoted(tie.a)} target={_quoted(tie.b)}"
            yield f"<edge {ends}>{_data('edge', _of_tie(tie))}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _of_person(person: Person) -> list[tuple[str, str]]:
    held = person.position
    return [
        ("label", person.name),
        ("company", held.organization_name if held else ""),
        ("title", (held.title or "") if held else ""),
        ("email", next(iter(person.emails), "")),
        ("profile", person.profile or ""),
        ("city", person.city or ""),
        ("group", next(iter(person.labels), "")),
    ]


def _of_tie(tie: KnownTie) -> list[tuple[str, str]]:
    return [
        ("weight", f"{tie.strength:.6g}"),
        ("label", ", ".join(tie.kinds)),
        ("observed", str(tie.observed).lower()),
        ("last", tie.last.isoformat() if tie.last else ""),
    ]


def _data(owner: str, said: Iterable[tuple[str, str]]) -> str:
    cleaned = ((name, clean_text(text)) for name, text in said)
    return "".join(f'<data key="{owner}_{name}">{_escaped(text)}</data>' for name, text in cleaned if text)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub("", text), {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
