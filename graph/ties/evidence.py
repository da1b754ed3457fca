"""Records -> evidence: what an entry in an owner's list, or a record about two people, says about who knows whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, Evidence, PersonId
from graph.records import ContactRecord, EvidenceKind, Origin, PairEntry, PairRecord, RunId
from graph.resolve.people import Conclusion
from graph.store.kept import RecordEvidence, StoredRecord

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


def evidence_of_pairs(said: Iterable[SaidOfPair]) -> Iterator[RecordEvidence]:
    """What several imports say about pairs of people: the same message in two of them counts once.

    Two addresses of one person are no pair. Each piece of evidence belongs to the newest record that speaks for it.
    """
    gathered: dict[tuple[PersonId, PersonId, EvidenceKind, str | None], list[SaidOfPair]] = defaultdict(list)
    for each in said:
        if each.a != each.b:
            fact = _fact(each)
            gathered[min(each.a, each.b), max(each.a, each.b), fact.kind, fact.label].append(each)
    for (low, high, kind, label), group in gathered.items():
        yield _together(low, high, kind, label, sorted(group, key=lambda each: each.record.id))


def _entry(record: StoredRecord, person: PersonId, owner: PersonId) -> Evidence:
    kind = EvidenceKind.CONNECTION if record.origin is Origin.NETWORK else EvidenceKind.ADDRESS_BOOK
    since = record.fact.connected_on if isinstance(record.fact, ContactRecord) else None
    return Evidence(kind, owner, person, since, since, 1, 0, record.source)


def _together(
    low: PersonId, high: PersonId, kind: EvidenceKind, label: str | None, group: list[SaidOfPair]
) -> RecordEvidence:
    entries: dict[str, tuple[PairEntry, bool]] = {}
    for each in group:
        for entry in _fact(each).entries:
            entries[entry.key] = entry, entry.outward == (each.a == low)
    days = [entry.day for entry, _ in entries.values() if entry.day]
    sent = sum(outward for _, outward in entries.values())
    newest = group[-1].record
    stated = [strength for each in group if (strength := _fact(each).strength) is not None]
    evidence = Evidence(
        kind, low, high, min(days, default=None), max(days, default=None), sent, len(entries) - sent, newest.source,
        min((entry.group for entry, _ in entries.values()), default=0), max(stated, default=None), label,
    )  # fmt: skip
    return RecordEvidence(newest.id, evidence)


def _fact(said: SaidOfPair) -> PairRecord:
    assert isinstance(said.record.fact, PairRecord)
    return said.record.fact
