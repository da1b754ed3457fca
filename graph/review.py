"""Who may be the same person and is not yet: the pairs that are worth a look, without those already decided."""

from dataclasses import dataclass

from graph.model import DecisionKind, Person, PersonId
from graph.resolve.matching import Match, review, subject_of
from graph.store.reader import GraphReader

_EVERYBODY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who may be one, and why; `put_off` when the user said "later"."""

    one: Person
    other: Person
    match: Match
    put_off: bool


def candidates(store: GraphReader) -> tuple[Candidate, ...]:
    """The pairs worth a look, the most likely first; those that were put off come last."""
    people = {person.id: person for person in store.find_people("", limit=_EVERYBODY)}
    lists = store.lists_of_people()
    matches = review([subject_of(person, lists=lists.get(person.id, ())) for person in people.values()])
    decided = _pairs(store, DecisionKind.KEEP_APART)
    put_off = _pairs(store, DecisionKind.LATER)
    found = [
        Candidate(people[match.a], people[match.b], match, {match.a, match.b} in put_off)
        for match in matches
        if {match.a, match.b} not in decided
    ]
    return tuple(sorted(found, key=lambda each: each.put_off))


def _pairs(store: GraphReader, kind: DecisionKind) -> set[frozenset[PersonId]]:
    """The people of whom something was decided, two by two, as they are called now."""
    made = (decision for decision in store.decisions() if decision.kind is kind)
    ends = ((_ends(store, decision.subjects[0]), _ends(store, decision.subjects[1])) for decision in made)
    return {frozenset((a, b)) for mine, theirs in ends for a in mine for b in theirs}


def _ends(store: GraphReader, entry: str) -> set[PersonId]:
    return {record.person for record in store.records_of_entry(entry) if record.person}
