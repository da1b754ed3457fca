"""Keeping people out who were forgotten, without keeping who they were.

Of whoever is forgotten the store keeps *marks*: HMAC-SHA256 of what they could be told by (profile, address, phone with
name, name with company), under a key drawn at random. An import makes the same of every entry, and leaves out whom a
mark fits. A bare name is never enough: a namesake at another company, or with a profile of their own, comes in.

The key is a note in the same store, since marks that no other machine could use would let people come back after a
restore, or over a colleague's import. So whoever has the whole store can test a guess ("is ann@example.com one of
them?", "is Ann Lee at Acme?"), and cannot read a list.

Nobody can look up who was forgotten, so there is no way to undo it. But the marks of one person lie together: who types
an address, a profile, or a name with a company again lifts all marks of whoever that fits (`lift`). There is no mark of
a name alone, which whoever has a list of names would find in minutes.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from graph.batch import Batch
from graph.errors import UserError
from graph.owners import Whose
from graph.records import ContactRecord, GroupRecord, IdentifierKind, Origin, PairRecord, Party, PersonName, SourceRef
from graph.resolve.companies import organization_key
from graph.resolve.names import clean_name
from graph.resolve.normalize import identifiers_of
from graph.store.base import StoreTransaction
from graph.store.codec import fact_to_text
from graph.store.kept import EGO_SCOPE, Note, RecordId, StoredRecord
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words

KEY_KIND, KEY_NAME = "keep_out", "key"
"""The note that holds the key."""

KEY_BYTES = 32

PERSON_KIND = "kept_out"
"""The notes that hold the marks of one person each."""

_ENOUGH_ALONE = (IdentifierKind.PROFILE, IdentifierKind.EMAIL, IdentifierKind.UID)
"""What marks somebody without their name; a telephone may be a family's."""


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What an import leaves out: how many of its rows, and the interactions that are told of nobody else."""

    rows: int = 0
    interactions: frozenset[str] = frozenset()


def marks_for(tx: StoreTransaction, records: Iterable[StoredRecord], shared: Set[str]) -> frozenset[str]:
    """The marks of a person of these records; the key is made where there is none.

    Args:
        tx: the write in which they are forgotten; the marks are noted there as those of one person.
        records: all their records.
        shared: identifiers that somebody else has too; alone they mark nobody.
    """
    key = _key(tx)
    if key is None:
        key = secrets.token_bytes(KEY_BYTES)
        tx.put_note(Note(KEY_KIND, KEY_NAME, key.hex()))
    marks = frozenset(_mark(key, each) for each in _told_by(tuple(records), shared))
    if marks:
        together = " ".join(sorted(marks))
        tx.put_note(Note(PERSON_KIND, _mark(key, together), together))
    return marks


def lift(tx: StoreTransaction, text: str) -> int:
    """Lets those in again who are known by an address, a profile, or "name, company"; how many people that are."""
    key = _key(tx)
    asked = {_mark(key, phrase) for phrase in _typed(text)} if key else set()
    held = {note.id: frozenset(note.content.split()) for note in tx.notes(PERSON_KIND)}
    fitting = {name for name, marks in held.items() if not asked.isdisjoint(marks)}
    stays = {mark for name, marks in held.items() if name not in fitting for mark in marks}
    for name in fitting:
        tx.remove_suppressed(held[name] - stays)
        tx.remove_note(PERSON_KIND, name)
    alone = (asked & tx.suppressed()).difference(*held.values())  # of somebody forgotten before marks lay together
    tx.remove_suppressed(alone)
    return len(fitting) + bool(alone)


def without_kept_out(tx: GraphReader, batch: Batch, whose: Whose) -> tuple[Batch, KeptOut]:
    """A batch without the people whom a mark of the store fits, and without what is said about them.

    Raises:
        UserError: when the list is theirs.
    """
    key, marks = _key(tx), tx.suppressed()
    if key is None or not marks:
        return batch, KeptOut()
    gone = _kept_out(batch.records, key, marks)
    if any(record.origin is Origin.OWNER for record in gone) and whose.scope != EGO_SCOPE:
        raise UserError(
            "This is the list of somebody whom you asked to forget.", "Nothing of it was stored. Import another file."
        )
    return _without(batch, {record.id for record in gone}, _parties(gone))


def _kept_out(records: Sequence[StoredRecord], key: bytes, marks: Set[str]) -> list[StoredRecord]:
    """Those whom a mark fits, and whoever has an address or a profile of such a one and the same name."""
    waiting = [record for record in records if isinstance(record.fact, ContactRecord)]
    waiting = [record for record in waiting if not (record.origin is Origin.OWNER and record.scope == EGO_SCOPE)]
    gone: list[StoredRecord] = []
    known: set[str] = set()
    while True:
        found = [each for each in waiting if not known.isdisjoint(_same(each)) or _fits(each, key, marks)]
        if not found:
            return gone
        known |= {phrase for record in found for phrase in _same(record)}
        gone += found
        held = {record.id for record in found}
        waiting = [record for record in waiting if record.id not in held]
        marks = frozenset()  # what a mark fits was found in the first round


def _fits(record: StoredRecord, key: bytes, marks: Set[str]) -> bool:
    return bool(marks) and any(_mark(key, phrase) in marks for phrase in _asked_by(record))


def _without(batch: Batch, gone: Set[RecordId], parties: Set[Party]) -> tuple[Batch, KeptOut]:
    about = {pair.record for pair in batch.pairs if pair.a in gone or pair.b in gone}
    lost, kept = set[str](), set[str]()
    for record in batch.records:
        if isinstance(record.fact, PairRecord):
            (lost if record.id in about else kept).update(entry.key for entry in record.fact.entries)
    rows = sum(record.id in gone for record in batch.rows)
    left = Batch(
        tuple(_without_members(each, parties) for each in batch.records if each.id not in gone | about),
        tuple(_without_members(record, parties) for record in batch.rows if record.id not in gone),
        tuple(record for record in batch.people if record not in gone),
        tuple(pair for pair in batch.pairs if pair.record not in about),
    )
    return left, KeptOut(rows, frozenset(lost - kept))


def _parties(gone: Iterable[StoredRecord]) -> frozenset[Party]:
    """How a group may name those who are kept out."""
    facts = [record.fact for record in gone if isinstance(record.fact, ContactRecord)]
    return frozenset(
        party for fact in facts for party in (Party(name=fact.name.full), Party(uid=fact.uid)) if party != Party()
    )


def _without_members(record: StoredRecord, parties: Set[Party]) -> StoredRecord:
    if not isinstance(record.fact, GroupRecord):
        return record
    left = tuple(
        each for each in record.fact.members if parties.isdisjoint((Party(name=each.name), Party(uid=each.uid)))
    )
    fact = replace(record.fact, members=left)
    return replace(record, fact=fact, content=fact_to_text(fact), key=fact_to_text(fact))


def _typed(text: str) -> Iterator[str]:
    """What a text that somebody types may be to a person: an address, a profile, or their name and a company."""
    name, _, company = text.rpartition(",")
    called = PersonName(clean_text(name))
    said = ContactRecord(called, SourceRef(""), emails=(text,), profile=text, organization=clean_text(company))
    yield from (f"{each.kind} {each.value}" for each in identifiers_of(said, None) if each.kind in _ENOUGH_ALONE)
    if name.strip():
        yield from (f"{scheme} {at} {_folded(said)}" for scheme in ("at", "always at") for at in _companies(said))


def _told_by(records: Sequence[StoredRecord], shared: Set[str]) -> Iterator[str]:
    """What somebody is to be known by from now on."""
    for record in records:
        for said in record.identifiers:
            if said.kind in _ENOUGH_ALONE and said.value not in shared:
                yield f"{said.kind} {said.value}"
        yield from _same(record)
    facts = [record.fact for record in records if isinstance(record.fact, ContactRecord)]
    names = {name for fact in facts if (name := _folded(fact))}
    companies = {company for fact in facts for company in _companies(fact)}
    schemes = ["at"] if any(fact.profile for fact in facts) else ["at", "always at"]
    yield from (f"{scheme} {company} {name}" for scheme in schemes for company in companies for name in names)


def _asked_by(record: StoredRecord) -> Iterator[str]:
    """What an entry is looked up by."""
    assert isinstance(record.fact, ContactRecord)
    fact = record.fact
    yield from (f"{said.kind} {said.value}" for said in record.identifiers if said.kind in _ENOUGH_ALONE)
    yield from _same(record)
    schemes = ["always at"] if fact.profile else ["at", "always at"]
    yield from (f"{scheme} {company} {_folded(fact)}" for scheme in schemes for company in _companies(fact))


def _same(record: StoredRecord) -> Iterator[str]:
    """What makes two entries the same person for sure: a profile, or an address or number with the name."""
    assert isinstance(record.fact, ContactRecord)
    name = _folded(record.fact)
    for said in record.identifiers:
        if said.kind is IdentifierKind.PROFILE:
            yield f"{said.kind} {said.value}"
        elif said.kind in (IdentifierKind.EMAIL, IdentifierKind.PHONE):
            yield f"{said.kind} {said.value} {name}"


def _companies(fact: ContactRecord) -> set[str]:
    named = [fact.organization, *(job.organization for job in fact.jobs)]
    return {key for each in named if each and (key := organization_key(each))}


def _folded(fact: ContactRecord) -> str:
    return fold_words(clean_name(fact.name).full)


def _key(store: GraphReader) -> bytes | None:
    held = next((note for note in store.notes(KEY_KIND) if note.id == KEY_NAME), None)
    return bytes.fromhex(held.content) if held else None


def _mark(key: bytes, phrase: str) -> str:
    return hmac.digest(key, phrase.encode("utf-8", "replace"), "sha256").hex()
