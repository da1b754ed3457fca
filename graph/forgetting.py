"""Forgetting a person: nothing of them stays, and later imports keep them out.

What goes: every record about them in every import, what is said about them and others, what the user decided and wrote
about them, lists that they gave, and mentions of them by name or address in what is left (notes of other cards, groups,
names of files). What stays: companies, targets, and the marks of `graph.keeping_out`. Then no trace is left in files
(`graph.erasing`).
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from graph import erasing
from graph.calibrate import calibrate
from graph.curate import undo_within
from graph.derive import derive
from graph.entries import known_person
from graph.errors import UserError
from graph.keeping_out import lift, marks_for
from graph.model import EGO, Decision, ImportRun, Person, PersonId
from graph.records import (
    ContactRecord,
    GroupRecord,
    Identifier,
    IdentifierKind,
    Origin,
    PairRecord,
    Party,
    PersonName,
    SourceRef,
)
from graph.resolve.names import clean_name
from graph.store.base import GraphStore, StoreTransaction
from graph.store.codec import fact_to_text
from graph.store.kept import Note, PairEnds, StoredRecord
from graph.store.reader import GraphReader
from graph.text import fold_words

INSTEAD = "somebody"
"""What stands in other people's notes where the name stood."""

SERVER_KEEPS = (
    "A server's files hold traces of them yet: its transaction logs, and places in its store that nothing was written "
    "over. To be rid of these, take the network to a new server (intrograph copy) and have the old one's files and "
    "backups deleted."
)
"""What is said where the store is a Neo4j server: Neo4j does not wipe what it deletes, and cannot be told to."""

_SHORTEST_MENTION = 5
"""Shorter names and addresses would be found within other words."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes when somebody is forgotten. `lists` are the imports that they gave."""

    person: Person
    records: int
    ties: int
    decisions: int
    notes: int
    lists: tuple[ImportRun, ...]


def preview(store: GraphReader, person: PersonId) -> Leaving:
    """What would go; nothing is changed.

    Raises:
        UserError: when there is nobody of that id, or it is the user.
    """
    one = _somebody(store, person)
    records = store.records_of(one.id)
    return Leaving(
        one, len(records), len(store.ties_of(one.id)), len(_decisions(store, records)), len(_notes(store, one)),
        _lists(store, one),
    )  # fmt: skip


def forget(store: GraphStore, person: PersonId) -> Leaving:
    """Removes a person from the store and the files beside it, and keeps them out of later imports.

    Raises:
        UserError: when there is nobody of that id, or it is the user; or when they are gone, but somebody reads the
            store at the moment, so that its files could not be made anew.
    """
    left = store.write(lambda tx: _forget(tx, person))
    if not erasing.finish(store):
        raise UserError(
            "They are gone, but traces stay in the store's files while another window or command reads it.",
            "Close it, and run: intrograph compact",
        )
    return left


def let_back(store: GraphStore, text: str) -> int:
    """Lets later imports bring somebody again who was forgotten; what was erased stays so.

    Args:
        store: where they were forgotten.
        text: an address or a profile of theirs, or "name, company": it is not kept anywhere to choose from.

    Returns:
        How many people are known by that.

    Raises:
        UserError: when nobody is.
    """
    found = store.write(lambda tx: lift(tx, text))
    if not found:
        raise UserError(
            "Nobody who was forgotten is known by that.",
            "Try an address, a profile, or name and company (Ann Lee, Acme): which they were is not kept.",
        )
    return found


def _forget(tx: StoreTransaction, person: PersonId) -> Leaving:
    one = _somebody(tx, person)
    left = preview(tx, one.id)
    known = tx.records_of(one.id)
    for run in left.lists:
        undo_within(tx, run.id)
    ids = {one.id, *tx.people_of(record.id for record in known).values()}  # with their lists gone they may have another
    gone = _records(tx, known, ids)
    for decision in _decisions(tx, (*known, *gone)):
        tx.remove_decision(decision)
    for note in _notes(tx, one):
        tx.remove_note(note.kind, note.id)
    tx.put_suppressed(marks_for(tx, known, _shared(tx, known, ids)))
    _remove(tx, ids, gone)
    _unmention(tx, _Mentions.of(tx, known))
    erasing.begin(tx)
    return left


def _somebody(store: GraphReader, person: PersonId) -> Person:
    one = known_person(store, person)
    if one.id == EGO:
        raise UserError(
            "You cannot forget yourself.", "To begin anew, delete the store; intrograph status shows where."
        )
    return one


def _lists(store: GraphReader, one: Person) -> tuple[ImportRun, ...]:
    return tuple(run for run in store.runs() if run.owner == one.id)


def _notes(store: GraphReader, one: Person) -> list[Note]:
    def is_about(person: PersonId) -> bool:
        now = store.person(person)
        return person == one.id or (now is not None and now.id == one.id)

    return [note for note in store.notes() if any(map(is_about, note.about))]


def _decisions(store: GraphReader, records: Iterable[StoredRecord]) -> list[Decision]:
    entries = {record.entry for record in records}
    return [decision for decision in store.decisions() if not entries.isdisjoint(decision.subjects)]


def _records(tx: StoreTransaction, known: Sequence[StoredRecord], ids: Set[PersonId]) -> tuple[StoredRecord, ...]:
    """The records about somebody that are there yet; also those that name them in passing, or may mean them by name."""
    said = {each for record in known for each in record.identifiers}
    names = {Identifier(IdentifierKind.NAME, name) for name in _folded(known) if name}
    found = tx.records({*tx.records_about(ids), *tx.records_with(said | names)})
    return tuple(record for record in found if record.person in {*ids, None} and not _is_pair(record))


def _is_pair(record: StoredRecord) -> bool:
    return record.origin is Origin.PAIR


def _folded(records: Iterable[StoredRecord]) -> set[str]:
    facts = (record.fact for record in records)
    return {fold_words(clean_name(fact.name).full) for fact in facts if isinstance(fact, ContactRecord)}


def _shared(tx: StoreTransaction, known: Sequence[StoredRecord], ids: Set[PersonId]) -> set[str]:
    """Identifiers that somebody else has too, such as a family's address."""
    said = {each for record in known for each in record.identifiers}
    others = tx.records(tx.records_with(said))
    return {each.value for record in others if record.person not in {*ids, None} for each in record.identifiers}


def _remove(tx: StoreTransaction, people: Set[PersonId], gone: Sequence[StoredRecord]) -> None:
    pairs = tx.pairs_with(record.id for record in gone)
    spoken_of = tx.records(pair.record for pair in pairs)
    leaving = {record.id for record in (*gone, *spoken_of)}
    left = {record.id for record in tx.related_records(record.id for record in gone)} - leaving
    tx.remove_records(leaving)
    derive(tx, left, people, _people_in(pairs))
    for scope in sorted({record.scope for record in spoken_of}):
        calibrate(tx, scope)


def _people_in(pairs: Iterable[PairEnds]) -> list[tuple[PersonId, PersonId]]:
    return [(pair.person_a, pair.person_b) for pair in pairs if pair.person_a and pair.person_b]


@dataclass(frozen=True, slots=True)
class _Mentions:
    """How somebody may be mentioned in what others' cards say: `words`, one of which stands in each, and a pattern."""

    words: tuple[str, ...]
    pattern: "re.Pattern[str]"

    @classmethod
    def of(cls, tx: StoreTransaction, records: Sequence[StoredRecord]) -> "_Mentions | None":
        """None where nothing tells them from others, such as a single short name."""
        facts = [record.fact for record in records if isinstance(record.fact, ContactRecord)]
        spelled = [*_names(tx, facts), *([each] for each in sorted(_addresses(records, facts)))]
        if not spelled:
            return None
        texts = sorted((r"[\W_]+".join(map(re.escape, words)) for words in spelled), key=len, reverse=True)
        return cls(
            tuple({max(words, key=len) for words in spelled}),
            re.compile(rf"(?<![^\W_])(?:{'|'.join(texts)})(?![^\W_])", re.IGNORECASE),
        )

    def without(self, text: str) -> str:
        """The text with something else instead."""
        return self.pattern.sub(INSTEAD, text)

    def found_in(self, member: Party) -> bool:
        """Whether it is they who are named."""
        return any(text and self.pattern.search(text) for text in (member.name, member.email, member.profile))


def _names(tx: StoreTransaction, facts: Iterable[ContactRecord]) -> list[list[str]]:
    """Their full names, word by word; a name that somebody else has stays theirs."""
    names = {name for fact in facts for name in (fact.name, PersonName(clean_name(fact.name).full))}
    folded = {name: fold_words(clean_name(name).full) for name in names}
    namesakes = tx.people_named(set(folded.values()))
    words = [name.full.split() for name in names if folded[name] not in namesakes]
    return sorted(each for each in words if len(each) > 1 and sum(map(len, each)) >= _SHORTEST_MENTION)


def _addresses(records: Iterable[StoredRecord], facts: Iterable[ContactRecord]) -> set[str]:
    """Their e-mails, profiles and numbers, as written and in comparable form."""
    told = {each for fact in facts for each in (*fact.emails, *fact.phones, fact.profile or "")}
    told |= {said.value for record in records for said in record.identifiers if said.kind in _SPELLED}
    return {each for each in told if len(each) >= _SHORTEST_MENTION}


_SPELLED = (IdentifierKind.PROFILE, IdentifierKind.EMAIL, IdentifierKind.PHONE)


def _unmention(tx: StoreTransaction, mentions: _Mentions | None) -> None:
    if mentions is None:
        return
    found = tx.records_saying(mentions.words)
    changed = [new for record in found if (new := _without_mention(record, mentions)) != record]
    _put_again(tx, changed)
    for run in tx.runs():
        files = tuple(replace(each, name=mentions.without(each.name)) for each in run.files)
        if files != run.files:
            tx.put_run(replace(run, files=files))
    for note in tx.notes():
        content = mentions.without(note.content)
        if content != note.content:
            tx.put_note(replace(note, content=content))


def _put_again(tx: StoreTransaction, changed: Sequence[StoredRecord]) -> None:
    ids = {record.id for record in changed}
    spoken_of = {record.run for record in changed if _is_pair(record)}
    pairs = [pair for run in sorted(spoken_of) for pair in tx.pairs_of_run(run) if pair.record in ids]
    tx.remove_records(ids)
    tx.put_records(changed)
    tx.put_pairs(pairs)
    derive(tx, {record.id for record in changed if not _is_pair(record)}, (), _people_in(pairs))


def _without_mention(record: StoredRecord, mentions: _Mentions) -> StoredRecord:
    """The record without a word of them in what is written freely, among a group's members and in its file's name."""
    fact = replace(record.fact, source=SourceRef(mentions.without(record.fact.source.locator), record.run))
    if isinstance(fact, ContactRecord):
        labels = tuple(map(mentions.without, fact.labels))
        fact = replace(fact, note=mentions.without(fact.note) if fact.note else None, labels=labels)
    elif isinstance(fact, GroupRecord):
        members = tuple(each for each in fact.members if not mentions.found_in(each))
        fact = replace(fact, name=mentions.without(fact.name), members=members)
    if fact == record.fact:
        return record
    if isinstance(fact, PairRecord):
        return replace(record, fact=fact)
    content = fact_to_text(fact)
    is_keyed_by_text = record.key.startswith(record.content)
    key = content + record.key.removeprefix(record.content) if is_keyed_by_text else record.key
    said = tuple(replace(each, value=each.value.replace(record.content, content)) for each in record.identifiers)
    return replace(record, fact=fact, content=content, key=key, identifiers=said)
