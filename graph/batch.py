"""What was read, as the records of one run: each row under a key that stays the same in the owner's next export.

Rows come first, in their order; then what the files tell about their owner, everybody who is named somewhere, and what
is said about pairs of people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.condense import OWNER_KEY, Condensed
from graph.owners import Whose
from graph.records import ContactRecord, GroupRecord, Identifier, IdentifierKind, Origin, RunId
from graph.resolve.names import clean_name
from graph.resolve.normalize import identifiers_of
from graph.store.codec import fact_to_text
from graph.store.kept import PairEnds, RecordId, StoredFact, StoredRecord, record_id
from graph.text import fold_words

_KEYS_OF_IDENTIFIERS = ("profile:", "email:")
"""Records with such a key share an identifier with their other versions; the others need one of their own for that."""

UNIQUE_UID = 16
"""A UID of so many characters was drawn at random; shorter ones are counted up, and every list counts from 1."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an import brings: rows, what the files tell about their owner, and what is said about pairs."""

    rows: Sequence[ContactRecord | GroupRecord]
    told: Sequence[ContactRecord]
    condensed: Condensed


@dataclass(frozen=True, slots=True)
class Batch:
    """The records of a run. `rows` are those that are counted, `pairs` of whom the last ones speak."""

    records: tuple[StoredRecord, ...]
    rows: tuple[StoredRecord, ...]
    people: tuple[RecordId, ...]
    pairs: tuple[PairEnds, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where records belong: the run, its number, whose list it holds, where its phone numbers are from, and its day."""

    run: RunId
    number: int
    whose: Whose
    region: str | None
    as_of: date | None


def batch_of(given: Given, place: Place) -> Batch:
    """The records of what an import brings."""
    card = place.whose.card(place.run, place.number)
    card = replace(card, as_of=place.as_of) if card else None
    rows = tuple(_rows(given.rows, place))
    start = 1 + len(rows)
    told = tuple(
        replace(place.whose.told(record_id(place.number, position), place.run, fact, place.region), as_of=place.as_of)
        for position, fact in enumerate(given.told, start)
    )
    start += len(told)
    named = dict(_named(given.condensed, place, start))
    pairs = tuple(_pairs(given.condensed, place, start + len(named)))
    ends = {key: record.id for key, record in named.items()}
    ends |= {f"row:{position}": record.id for position, record in enumerate(rows)}
    ends[OWNER_KEY] = card.id if card else place.whose.own_card
    people = (*([card] if card else ()), *rows, *told, *named.values())
    return Batch(
        (*people, *pairs),
        (*rows, *told),
        tuple(record.id for record in people),
        tuple(
            PairEnds(record.id, ends[pair.a], ends[pair.b])
            for record, pair in zip(pairs, given.condensed.pairs, strict=True)
        ),
    )


def _rows(rows: Sequence[ContactRecord | GroupRecord], place: Place) -> Iterator[StoredRecord]:
    seen: dict[str, list[str]] = {}
    shared = _addresses_of_several(rows, place.region)
    names = Counter(_fold(fact) for fact in rows if isinstance(fact, ContactRecord) and fact.origin is Origin.NAMED)
    for position, fact in enumerate(rows, 1):
        said = identifiers_of(fact, place.region) if isinstance(fact, ContactRecord) else ()
        key = _key_of(fact, said)
        if key in shared:
            key = f"{key}|{_fold(fact)}"
        if isinstance(fact, ContactRecord) and not key.startswith(_KEYS_OF_IDENTIFIERS):
            key = _told_apart(key, fact, seen)
            said = (*said, Identifier(IdentifierKind.UID, f"{place.whose.scope}|{fact.origin}|{key}"))
            if fact.origin is Origin.NAMED and len(said) == 1 and names[_fold(fact)] == 1:
                said = (*said, Identifier(IdentifierKind.NAME, _fold(fact)))
        yield _stored(fact, place, (position, key), said)


def _addresses_of_several(rows: Sequence[ContactRecord | GroupRecord], region: str | None) -> set[str]:
    """Keys that entries of several names have in one list: a household's address. Each entry is kept by itself."""
    names: dict[str, set[str]] = defaultdict(set)
    for fact in rows:
        if isinstance(fact, ContactRecord) and fact.emails:
            key = _key_of(fact, identifiers_of(fact, region))
            if key.startswith("email:"):
                names[key].add(_fold(fact))
    return {key for key, held in names.items() if len(held) > 1}


def _named(condensed: Condensed, place: Place, start: int) -> Iterator[tuple[str, StoredRecord]]:
    for position, (key, fact) in enumerate(condensed.named.items(), start):
        said = identifiers_of(fact, place.region)
        if not said:
            name = key.removeprefix("name:")
            own = Identifier(IdentifierKind.UID, f"{place.whose.scope}|named|{name}")
            said = (own, Identifier(IdentifierKind.NAME, name))
        yield key, _stored(fact, place, (position, f"named:{key}"), said)


def _pairs(condensed: Condensed, place: Place, start: int) -> Iterator[StoredRecord]:
    for position, pair in enumerate(condensed.pairs, start):
        key = f"pair:{pair.fact.kind.value}|{pair.a}|{pair.b}|{pair.fact.label or ''}"
        yield _stored(pair.fact, place, (position, key), ())


def _stored(
    fact: StoredFact, place: Place, where: tuple[int, str], identifiers: tuple[Identifier, ...]
) -> StoredRecord:
    position, key = where
    number = record_id(place.number, position)
    scope, content = place.whose.scope, fact_to_text(fact)
    return StoredRecord(number, place.run, scope, key, fact, identifiers, content, None, place.as_of)


def _key_of(fact: ContactRecord | GroupRecord, said: Sequence[Identifier]) -> str:
    """What stays the same in the owner's next export.

    A UID that a program counts up, or a number, is one person's only together with the name. An entry that nothing
    identifies is the same one when the day of the connection is the same, or else when it says exactly the same:
    a name alone never makes two entries one person.
    """
    if isinstance(fact, GroupRecord):
        return fact_to_text(fact)
    if said and said[0].kind is IdentifierKind.PROFILE:
        return f"profile:{said[0].value}"
    if fact.uid and len(fact.uid) >= UNIQUE_UID:
        return f"uid:{fact.uid}"
    name = _fold(fact)
    if fact.uid:
        return f"uid:{fact.uid}|{name}"
    if said and said[0].kind is IdentifierKind.EMAIL:
        return f"email:{said[0].value}"
    if said:
        return f"phone:{said[0].value}|{name}"
    return f"day:{fact.connected_on}|{name}" if fact.connected_on else fact_to_text(fact)


def _told_apart(key: str, fact: ContactRecord, seen: dict[str, list[str]]) -> str:
    """Entries of one key in one list: other names under one UID, and nameless twins, are other people."""
    name = _fold(fact)
    held = seen.setdefault(key, [])
    held.append(name)
    if key.startswith("phone:") or len(held) == 1:
        return key
    if key.startswith("uid:"):
        return key if name == held[0] else f"{key}|{name}"
    return f"{key}#{len(held)}"


def _fold(fact: ContactRecord | GroupRecord) -> str:
    assert isinstance(fact, ContactRecord)
    return fold_words(clean_name(fact.name).full)
