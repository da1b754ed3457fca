"""What a network file says, whatever its format: its nodes are people, its edges are ties.

A weight in (0, 1] is taken for the strength it is meant to be. Where one is above 1, the weights of the file count
something (mails, meetings, papers), so they only order the ties: twice as often is stronger, but never certain.
"""

import math
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.records import (
    ContactRecord,
    Origin,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
    Skipped,
    SkipReason,
    SourceRef,
)
from graph.text import clean_text

STRONGEST_COUNT = 0.5
"""A tie that is counted most often approaches this strength; the typical one has half of it."""

TIE = "tie"
"""What an edge is called that has no name of its own."""

_FIELDS = {
    "name": ("label", "name", "fullname", "displayname", "nodelabel"),
    "given": ("firstname", "givenname"),
    "family": ("lastname", "familyname", "surname"),
    "organization": ("company", "organization", "organisation", "employer", "org"),
    "title": ("title", "jobtitle", "role", "position"),
    "email": ("email", "mail", "emailaddress"),
    "profile": ("linkedin", "linkedinurl", "profile", "profileurl", "url"),
    "city": ("city",),
    "group": ("group", "groups", "community"),
}
"""The attributes that tell something about a person, by their names in lower case without blanks and marks."""

_DIRECTIONS = frozenset({"directed", "undirected", "mutual"})
"""What some programs write as the type of an edge: it is no name of a tie."""

_NUMBER = re.compile(r"[\d.,\s-]+")
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_NO_STRENGTH = "The weight of this tie is no number above 0, so it was left out."
_NUMBERS_FOR_NAMES = "Some people have only a number, which stands for their name."


@dataclass(frozen=True, slots=True)
class Node:
    """One node as written; `attributes` by the names that the file gives them."""

    uid: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge between the nodes with two ids; `weight` and `label` are empty where the file has none."""

    source: str
    target: str
    line: int
    weight: str = ""
    label: str = ""


@dataclass(slots=True)
class Network:
    """What is read from one file; `problems` are those of lines that became no node and no edge, by line."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def plain_name(name: str) -> str:
    """The name of an attribute or column in lower case, without blanks and marks."""
    return _NOT_IN_NAMES.sub("", name.casefold())


def records_of(network: Network, file_name: str) -> Iterator[Record | Problem]:
    """A contact for each node, a relation for each edge; loops and edges that are told twice are skipped."""

    def at(line: int) -> SourceRef:
        return SourceRef(f"{file_name} line {line}")

    people: dict[str, ContactRecord] = {}
    for node in (*network.nodes, *_undeclared(network)):
        if node.uid in people:
            yield Problem(at(node.line), "There is a node with this id already, so this one was left out.")
        else:
            people[node.uid] = _contact(node, at(node.line))
    yield from people.values()
    numbered = next((each for each in people.values() if _NUMBER.fullmatch(each.name.full)), None)
    if numbered:
        yield Problem(numbered.source, _NUMBERS_FOR_NAMES, kept=True)
    for line, message in network.problems:
        yield Problem(at(line), message)
    parties = {uid: Party(name=contact.name.full, uid=uid) for uid, contact in people.items()}
    yield from _relations(network.edges, parties, file_name)


def _undeclared(network: Network) -> Iterable[Node]:
    """The nodes that only edges name."""
    known = {node.uid for node in network.nodes}
    found: dict[str, Node] = {}
    for edge in network.edges:
        for uid in (edge.source, edge.target):
            if uid not in known:
                found.setdefault(uid, Node(uid, edge.line))
    return found.values()


def _contact(node: Node, source: SourceRef) -> ContactRecord:
    by_name: dict[str, str] = {}
    for name, text in node.attributes.items():
        if cleaned := clean_text(text):
            by_name.setdefault(plain_name(name), cleaned)
    said = {key: [by_name[name] for name in names if name in by_name] for key, names in _FIELDS.items()}
    first = {key: texts[0] for key, texts in said.items() if texts}
    given, family = first.get("given", ""), first.get("family", "")
    names = [*said["name"], f"{given} {family}".strip(), clean_text(node.uid) or node.uid]
    written = next((name for name in names if name and not _NUMBER.fullmatch(name)), "")
    return ContactRecord(
        PersonName(written or next(filter(None, names)), given, family),
        source,
        origin=Origin.NAMED,
        emails=tuple(email.removeprefix("mailto:") for email in said["email"] if "@" in email),
        profile=first.get("profile"),
        uid=node.uid,
        organization=first.get("organization"),
        title=first.get("title"),
        city=first.get("city"),
        labels=tuple(dict.fromkeys(said["group"])),
    )


def _relations(edges: Sequence[Edge], parties: Mapping[str, Party], file_name: str) -> Iterator[Record | Problem]:
    """A relation for each edge; one that says the same as another, in the same or the other direction, says nothing."""
    weights = [_weight(edge.weight) for edge in edges]
    counted = [weight for weight in weights if weight]
    typical = statistics.median(counted) if any(weight > 1 for weight in counted) else 0.0
    says_nothing = all(weight == 1 for weight in counted)  # programs write 1 where nobody gave a weight
    told: set[tuple[str, str, str, float | None]] = set()
    for edge, weight in zip(edges, weights, strict=True):
        source = SourceRef(f"{file_name} line {edge.line}")
        label = "" if edge.label.casefold() in _DIRECTIONS else clean_text(edge.label)
        one, other = sorted((edge.source, edge.target))
        if one == other or (one, other, label, weight) in told:
            yield Skipped(SkipReason.EMPTY, source)
            continue
        told.add((one, other, label, weight))
        if edge.weight and weight is None:
            yield Problem(source, _NO_STRENGTH, kept=True)
        said = None if says_nothing else weight
        strength = _of_count(said, typical) if said and typical else said
        yield RelationRecord(parties[edge.source], parties[edge.target], label or TIE, source, strength)


def _of_count(weight: float, typical: float) -> float:
    """The strength of a tie that was counted so often, against the median of the file."""
    strength = STRONGEST_COUNT * weight / (weight + typical)
    return min(STRONGEST_COUNT, max(strength, math.ulp(0.0)))  # huge numbers leave nothing of it


def _weight(text: str) -> float | None:
    """The number that a weight is, if it is one above 0."""
    plain = text.strip()
    try:
        weight = float(plain.replace(",", ".") if "." not in plain else plain)
    except ValueError:
        return None
    return weight if 0.0 < weight < math.inf else None
