"""Records -> evidence: what an entry in an owner's list, or a record about two people, says about who knows whom."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model import EGO, Decision, DecisionKind, Evidence, PersonId
from graph.records import ContactRecord, EvidenceKind, Origin, PairEntry, PairRecord, RunId, SourceRef
from graph.resolve.people import Conclusion
from graph.store.kept import EGO_RUN, RecordEvidence, StoredRecord
from graph.ties.strength import STATED, WRITTEN, half_life

_LISTED = (Origin.NETWORK, Origin.ADDRESS_BOOK)


@dataclass(frozen=True, slots=True)
class SaidOfPair:
    """A record about two people, and who they are; the record's entries go out from `a`."""

    record: StoredRecord
    a: PersonId
    b: PersonId


def evidence_from(
    conclusion: Conclusion, owners: Mapping[RunId, PersonId], days: Mapping[RunId, date]
) -> Iterator[RecordEvidence]:
    """What a person's newest records say about who knows them.

    Args:
        conclusion: a person and their records.
        owners: whose list each run holds.
        days: the day of each run, which dates the handing over of a list.
    """
    person = conclusion.person.id
    for record in conclusion.newest:
        if record.origin is Origin.OWNER and record.is_owners_card and person != EGO:
            day = days[record.run]
            said = Evidence(EvidenceKind.SHARED_EXPORT, person, EGO, day, day, 1, 0, record.source)
            yield RecordEvidence(record.id, said)
        elif record.origin in _LISTED and owners[record.run] != person:
            yield RecordEvidence(record.id, _entry(record, person, owners[record.run]))


def evidence_of_pairs(
    said: Iterable[SaidOfPair], days: Mapping[RunId, date], shifts: Mapping[str, float]
) -> Iterator[RecordEvidence]:
    """What several imports say about pairs of people: the same message in two of them counts once.

    Two addresses of one person are no pair. Each piece of evidence belongs to the newest record that speaks for it.

    Args:
        said: records about pairs.
        days: the day of each run; a message dated later has no known day, a meeting is then still to come.
        shifts: how readily the people of each owner's archive keep writing, by scope.
    """
    gathered: dict[tuple[PersonId, PersonId, EvidenceKind, str | None], list[SaidOfPair]] = defaultdict(list)
    for each in said:
        if each.a != each.b:
            fact = _fact(each)
            gathered[min(each.a, each.b), max(each.a, each.b), fact.kind, fact.label].append(each)
    for (low, high, kind, label), group in gathered.items():
        ordered = sorted(group, key=lambda each: each.record.id)
        newest = ordered[-1].record
        shift = shifts.get(newest.scope, 0.0) if kind in WRITTEN else 0.0
        evidence = _together((low, high), (kind, label), ordered, days[newest.run])
        yield RecordEvidence(newest.id, replace(evidence, shift=shift))


def evidence_of_word(said: Iterable[Decision], conclusions: Sequence[Conclusion]) -> Iterator[RecordEvidence]:
    """What the user says about who knows whom, where both are among these people.

    It belongs to the newest record of the first of the two, and leaves with either.
    """
    said = tuple(said)
    named = {entry for decision in said for entry in decision.subjects[:2]}
    found = {
        record.entry: (record.id, each.person.id)
        for each in (conclusions if named else ())
        for record in each.records
        if record.entry in named
    }
    for decision in said:
        one, other = (found.get(entry) for entry in decision.subjects[:2])
        if one and other and one[1] != other[1]:
            know = decision.kind is DecisionKind.STATE_TIE
            kind = EvidenceKind.STATED if know else EvidenceKind.DENIED
            strength = STATED[int(decision.subjects[2]) - 1] if know else None
            day = decision.at.date()
            source = SourceRef("your word", EGO_RUN)
            yield RecordEvidence(one[0], Evidence(kind, one[1], other[1], day, day, 1, 0, source, stated=strength))


def _entry(record: StoredRecord, person: PersonId, owner: PersonId) -> Evidence:
    kind = EvidenceKind.CONNECTION if record.origin is Origin.NETWORK else EvidenceKind.ADDRESS_BOOK
    since = record.fact.connected_on if isinstance(record.fact, ContactRecord) else None
    return Evidence(kind, owner, person, since, since, 1, 0, record.source)


def _together(
    people: tuple[PersonId, PersonId],
    what: tuple[EvidenceKind, str | None],
    group: Sequence[SaidOfPair],
    read_on: date,
) -> Evidence:
    entries: dict[str, tuple[PairEntry, bool]] = {}
    for each in group:
        for entry in _fact(each).entries:
            entries[entry.key] = entry, entry.outward == (each.a == people[0])
    kind, label = what
    dated = [(entry.day, outward) for entry, outward in entries.values() if entry.day and entry.day <= read_on]
    last = max((day for day, _ in dated), default=None)
    sent = sum(outward for _, outward in entries.values())
    stated = [strength for each in group if (strength := _fact(each).strength) is not None]
    fresh = (_fresh(kind, [day for day, way in dated if way is outward], last) for outward in (True, False))
    return Evidence(
        kind, *people, min((day for day, _ in dated), default=None), last, sent, len(entries) - sent,
        group[-1].record.source, min((entry.group for entry, _ in entries.values()), default=0),
        max(stated, default=None), label, *fresh,
    )  # fmt: skip


def _fresh(kind: EvidenceKind, days: Iterable[date], last: date | None) -> float:
    """What is left on the day `last` of interactions on some days."""
    return math.fsum(0.5 ** ((last - day).days / half_life(kind)) for day in days) if last else 0.0


def _fact(said: SaidOfPair) -> PairRecord:
    assert isinstance(said.record.fact, PairRecord)
    return said.record.fact
