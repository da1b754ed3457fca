"""Records -> evidence: what each record in an owner's list says about the owner and the person it describes."""

from collections.abc import Iterator, Mapping
from datetime import date

from graph.model import EGO, Evidence, EvidenceKind, PersonId
from graph.records import ContactRecord, Origin, RunId
from graph.resolve.people import Conclusion
from graph.store.base import RecordEvidence, StoredRecord


def evidence_from(
    conclusion: Conclusion, owners: Mapping[RunId, PersonId], days: Mapping[RunId, date]
) -> Iterator[RecordEvidence]:
    """What a person's newest records say about who knows them.

    Args:
        conclusion: a person and their records.
        owners: whose list each run holds.
        days: the day of each run, which dates the handing over of a list.
    """
    for record in conclusion.newest:
        if record.origin is not Origin.EGO:
            said = _evidence(record, conclusion.person.id, owners[record.run], days[record.run])
            if said.a != said.b:
                yield RecordEvidence(record.id, said)


def _evidence(record: StoredRecord, person: PersonId, owner: PersonId, day: date) -> Evidence:
    if record.origin is Origin.OWNER:
        return Evidence(EvidenceKind.SHARED_EXPORT, person, EGO, day, day, 1, 0, record.source)
    kind = EvidenceKind.CONNECTION if record.origin is Origin.NETWORK else EvidenceKind.ADDRESS_BOOK
    since = record.fact.connected_on if isinstance(record.fact, ContactRecord) else None
    return Evidence(kind, owner, person, since, since, 1, 0, record.source)
