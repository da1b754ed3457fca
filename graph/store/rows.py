"""People, affiliations and evidence as plain values for a database, and back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from graph.model import Affiliation, Evidence, OrganizationId, Person, PersonId, Tie
from graph.records import EvidenceKind, RunId, SourceRef
from graph.store.kept import Post, RecordId
from graph.text import fold_words

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def facts_of(person: Person) -> str:
    """Everything of a person but id, name and affiliations, as compact JSON."""
    facts = {
        "given": person.given, "family": person.family, "credentials": person.credentials, "emails": person.emails,
        "phones": person.phones, "profile": person.profile, "schools": person.schools, "city": person.city,
        "labels": person.labels,
    }  # fmt: skip
    return _ENCODE({name: fact for name, fact in facts.items() if fact})


def words_of(person: Person) -> str:
    """What a person is found by: folded words of the name, addresses, labels, companies and titles."""
    held = [_fold_repeated(text) for each in person.affiliations for text in (each.organization_name, each.title or "")]
    words = " ".join([fold_words(" ".join([person.name, *person.emails, *person.labels])), *held])
    return words if words.isascii() else " ".join([ending for word in words.split() for ending in _endings(word)])


_fold_repeated = lru_cache(maxsize=50_000)(fold_words)
"""Companies and titles repeat; names do not."""


def _endings(word: str) -> list[str]:
    """The word; for scripts written without blanks every ending too, so that a given name is found by itself."""
    return [word] if word.isascii() or word[0] < "\u2e80" else [word[start:] for start in range(len(word))]


def affiliation_row(held: Affiliation) -> tuple[object, ...]:
    """An affiliation as plain values, in the order in which `affiliation_from` takes them."""
    start, end = (day.isoformat() if day else None for day in (held.start, held.end))
    return (
        held.person, held.organization, held.organization_name, held.title, start, end, int(held.current),
        held.source.run, held.source.locator,
    )  # fmt: skip


def evidence_row(record: RecordId, said: Evidence) -> tuple[object, ...]:
    """Evidence as plain values, the record first and then in the order in which `ties_from` takes them."""
    low, high = (said.a, said.b) if said.a < said.b else (said.b, said.a)
    first = said.first.isoformat() if said.first else None
    last = first if said.last == said.first else said.last.isoformat() if said.last else None
    return (
        record, low, high, int(low == said.a), said.kind.value, first, last, said.sent, said.received, said.source.run,
        said.source.locator, said.group, said.stated, said.label, said.sent_fresh, said.received_fresh, said.shift,
    )  # fmt: skip


def person_from(person: str, name: str, facts: str, held: Iterable[Affiliation]) -> Person:
    """The person whose facts `facts_of` wrote."""
    data = json.loads(facts)
    return Person(
        PersonId(person), name, data.get("given", ""), data.get("family", ""), tuple(data.get("credentials", ())),
        tuple(data.get("emails", ())), tuple(data.get("phones", ())), data.get("profile"),
        tuple(data.get("schools", ())), data.get("city"), tuple(data.get("labels", ())), tuple(held),
    )  # fmt: skip


def affiliation_from(row: Sequence[str]) -> Affiliation:
    """The affiliation that `affiliation_row` took apart."""
    person, organization, name, title, start, end, current, run, locator = row
    return Affiliation(
        PersonId(person), OrganizationId(organization), name, title, day_from(start), day_from(end), bool(current),
        SourceRef(locator, RunId(run)),
    )  # fmt: skip


def post_from(row: Sequence[Any]) -> Post:
    """The position in a row of person, organisation, name, title, start, end and whether it is current."""
    _, organization, name, title, start, end, current = row
    return Post(OrganizationId(organization), name, title, day_from(start), day_from(end), bool(current))


def ties_from(rows: Iterable[Sequence[str]]) -> Iterator[Tie]:
    """Ties from rows of evidence, those of one tie one after the other."""
    for (low, high), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield Tie(PersonId(low), PersonId(high), tuple(evidence_from(row) for row in group))


def evidence_from(row: Sequence[object]) -> Evidence:
    """The evidence that `evidence_row` took apart, without the record."""
    low, high, outward, kind, first, last, sent, received, run, locator, together, stated, label, *fresh = row
    ends = (low, high) if outward else (high, low)
    return Evidence(
        EvidenceKind(kind), PersonId(str(ends[0])), PersonId(str(ends[1])), day_from(first), day_from(last),
        int(str(sent)), int(str(received)), SourceRef(str(locator), RunId(str(run))), int(str(together)),
        None if stated is None else float(str(stated)), str(label) if label else None, *(float(str(x)) for x in fresh),
    )  # fmt: skip


def day_from(text: object) -> date | None:
    """A day that was written as text; None for none."""
    return date.fromisoformat(str(text)) if text else None


def time_from(text: object) -> datetime | None:
    """A time that was written as text; None for none."""
    return datetime.fromisoformat(str(text)) if text else None
