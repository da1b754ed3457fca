"""The user's word about who is who: two people are one, are two, or that can wait; one of them is really several.

Each is kept as a decision about ids and entries that stay the same in the next import, so it holds for that too, and
can be taken back.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime
from itertools import combinations

from graph.derive import derive
from graph.entries import entries_of, known_person
from graph.errors import UserError
from graph.model import Decision, DecisionKind, Person, PersonId
from graph.records import ContactRecord, IdentifierKind
from graph.resolve.names import CleanName, clean_name, names_agree
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import StoredRecord, alias_of
from graph.text import clean_text, fold_words

_ABOUT_PEOPLE = (DecisionKind.MERGE, DecisionKind.KEEP_APART, DecisionKind.LATER)


def merge(store: GraphStore, one: PersonId, other: PersonId, *, at: datetime) -> None:
    """Makes two people one; `take_back` undoes it.

    Raises:
        UserError: when there is no such person, or they are one already.
    """
    _decide(store, DecisionKind.MERGE, (one, other), at)


def keep_apart(store: GraphStore, one: PersonId, other: PersonId, *, at: datetime) -> None:
    """Keeps that two people are two, whatever they come to share.

    Raises:
        UserError: when there is no such person, or they are one.
    """
    _decide(store, DecisionKind.KEEP_APART, (one, other), at)


def later(store: GraphStore, one: PersonId, other: PersonId, *, at: datetime) -> None:
    """Puts off the question whether two people are one.

    Raises:
        UserError: when there is no such person, or they are one.
    """
    _decide(store, DecisionKind.LATER, (one, other), at)


def split(store: GraphStore, person: PersonId, *, at: datetime) -> tuple[Person, ...]:
    """Takes a person apart who is really several; returns those.

    People whom the user made one become two again. Otherwise entries with different profiles or names part, or, where
    there are none, each entry is a person.

    Raises:
        UserError: when there is no such person, or they stand in one entry only.
    """
    return store.write(lambda tx: _split(tx, known_person(tx, person), at.astimezone(UTC)))


def take_back(store: GraphStore, one: PersonId, other: PersonId) -> None:
    """Takes back what was decided about two people, who may be one by that; nothing happens where nothing was.

    Raises:
        UserError: when there is no such person.
    """

    def work(tx: StoreTransaction) -> None:
        held = [known_person(tx, person) for person in (one, other)]
        made = _between(tx, held) if held[0].id != held[1].id else _within(tx, held[0], {one, other})
        for decision in made:
            tx.remove_decision(decision)
        derive(tx, {record.id for each in held for record in tx.records_of(each.id)})

    store.write(work)


def _decide(store: GraphStore, kind: DecisionKind, people: tuple[PersonId, PersonId], at: datetime) -> None:
    def work(tx: StoreTransaction) -> None:
        held = [known_person(tx, person) for person in people]
        if held[0].id == held[1].id:
            raise UserError("These two are one person already.", "To take one apart: intrograph split PERSON")
        for former in _between(tx, held):
            tx.remove_decision(former)
        for subjects in _subjects(tx, kind, held):
            tx.put_decision(Decision(kind, subjects, at.astimezone(UTC)))
        derive(tx, {record.id for each in held for record in tx.records_of(each.id)})

    store.write(work)


def _subjects(tx: StoreTransaction, kind: DecisionKind, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Whom a decision names, by entries, since several may be called by one address.

    One entry of each for "one person": all else follows. To keep two apart, every entry of one with every other one.
    """
    mine, theirs = (entries_of(tx, each.id) for each in people)
    if kind is DecisionKind.KEEP_APART:
        yield from (_sorted(one, other) for one in mine for other in theirs)
    else:
        yield _sorted(mine[0], theirs[0])


def _sorted(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _between(tx: StoreTransaction, people: Sequence[Person]) -> list[Decision]:
    """What was decided before about the same two people."""
    mine, theirs = ({record.entry for record in tx.records_of(each.id)} for each in people)
    return [
        decision
        for decision in tx.decisions()
        if decision.kind in _ABOUT_PEOPLE
        and any(a in mine and b in theirs for a, b in (decision.subjects[:2], decision.subjects[1::-1]))
    ]


def _within(tx: StoreTransaction, person: Person, ids: Set[PersonId]) -> list[Decision]:
    """The merge by which people of these ids became one person, or else all by which this one did."""
    merges = _merges_of(tx, person)
    return [decision for decision in merges if all(ids & _ids_of(tx, entry) for entry in decision.subjects)] or merges


def _ids_of(tx: StoreTransaction, entry: str) -> set[PersonId]:
    """By what ids the person of an entry may have been called."""
    return {alias_of(said) for record in tx.records_of_entry(entry) for said in record.identifiers}


def _merges_of(tx: StoreTransaction, person: Person) -> list[Decision]:
    entries = {record.entry for record in tx.records_of(person.id)}
    return [each for each in tx.decisions() if each.kind is DecisionKind.MERGE and set(each.subjects) <= entries]


def _split(tx: StoreTransaction, person: Person, at: datetime) -> tuple[Person, ...]:
    records = tx.records_of(person.id)
    merges = _merges_of(tx, person)
    for decision in merges:
        tx.remove_decision(decision)
    apart = _unmerged(tx, records, at) if merges else _apart(records, at)
    if not apart:
        raise UserError(
            f"{clean_text(person.name)} stands in one entry only, so there is nothing to take apart.",
            "See what is known about them with: intrograph person PERSON",
        )
    for decision in apart:
        tx.put_decision(decision)
    derive(tx, {record.id for record in records})
    return tuple(tx.people(tx.people_of(record.id for record in records).values()).values())


def _unmerged(tx: StoreTransaction, records: Sequence[StoredRecord], at: datetime) -> list[Decision]:
    """Those whom only the user's word made one stay two from now on."""
    derive(tx, {record.id for record in records})
    people = sorted(set(tx.people_of(record.id for record in records).values()))
    found = [tx.people([one, other]) for one, other in combinations(people, 2)]
    return [
        Decision(DecisionKind.KEEP_APART, subjects, at)
        for pair in found
        for subjects in _subjects(tx, DecisionKind.KEEP_APART, list(pair.values()))
    ]


def _apart(records: Sequence[StoredRecord], at: datetime) -> list[Decision]:
    """Every two entries that are on different sides."""
    sides = _sides({record.entry: record for record in records}.values())
    return [
        Decision(DecisionKind.KEEP_APART, _sorted(one.entry, other.entry), at)
        for mine, theirs in combinations(sides, 2)
        for one in mine
        for other in theirs
    ]


def _sides(entries: Iterable[StoredRecord]) -> list[list[StoredRecord]]:
    """Entries that may be one person stay together; where all may, each is on its own."""
    sides: list[list[StoredRecord]] = []
    listed = list(entries)
    for entry in listed:
        side = next((side for side in sides if all(_may_be_one(entry, each) for each in side)), None)
        if side is None:
            sides.append([entry])
        else:
            side.append(entry)
    return sides if len(sides) > 1 else [[entry] for entry in listed]


def _may_be_one(one: StoredRecord, other: StoredRecord) -> bool:
    mine, theirs = _profiles(one), _profiles(other)
    if mine and theirs:
        return not mine.isdisjoint(theirs)
    names = _name(one), _name(other)
    families = [fold_words(name.family) for name in names]
    return names_agree(*names) and (families[0] == families[1] or not all(families))


def _profiles(record: StoredRecord) -> set[str]:
    return {said.value for said in record.identifiers if said.kind is IdentifierKind.PROFILE}


def _name(record: StoredRecord) -> CleanName:
    assert isinstance(record.fact, ContactRecord)
    return clean_name(record.fact.name)
