"""What a store holds as JSON objects with named fields, and back: the lines of an export of everything."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graph.model import (
    Decision,
    DecisionKind,
    ImportCounts,
    ImportRun,
    Organization,
    OrganizationId,
    PersonId,
    Shows,
    Stage,
    Target,
)
from graph.records import Identifier, IdentifierKind, RunFile, RunId, SourceRef
from graph.store.codec import counts_to_text, fact_from_text, fact_to_text
from graph.store.kept import Note, PairEnds, PersonEntry, RecordEvidence, RecordId, StoredRecord
from graph.store.rows import (
    affiliation_from,
    affiliation_row,
    day_from,
    evidence_from,
    evidence_row,
    facts_of,
    person_from,
    time_from,
)

Json = dict[str, Any]

_AFFILIATION = ("person", "organization", "name", "title", "start", "end", "current", "run", "locator")
_EVIDENCE = (
    "record", "low", "high", "outward", "kind", "first", "last", "sent", "received", "run", "locator", "together",
    "stated", "label", "sent_fresh", "received_fresh", "shift",
)  # fmt: skip
_PAIR = ("record", "a", "b", "person_a", "person_b")


def from_run(run: ImportRun) -> Json:
    """An import run."""
    return {
        "id": run.id, "number": run.number, "owner": run.owner, "owner_name": run.owner_name,
        "files": [{"name": each.name, "importer": each.importer, "digest": each.digest} for each in run.files],
        "at": run.at.isoformat(), "counts": json.loads(counts_to_text(run.counts)),
        "as_of": run.as_of.isoformat() if run.as_of else None, "shows": run.shows.value,
        "expires": run.expires.isoformat() if run.expires else None,
        "made": run.made.isoformat() if run.made else None,
    }  # fmt: skip


def to_run(row: Json) -> ImportRun:
    """The run that `from_run` wrote."""
    return ImportRun(
        RunId(row["id"]), int(row["number"]), PersonId(row["owner"]), row["owner_name"],
        tuple(RunFile(**each) for each in row["files"]), datetime.fromisoformat(row["at"]),
        ImportCounts(**row["counts"]), day_from(row["as_of"]), Shows(row["shows"]), day_from(row["expires"]),
        time_from(row.get("made")),
    )  # fmt: skip


def from_record(record: StoredRecord) -> Json:
    """A record, without its run."""
    return {
        "id": record.id, "scope": record.scope, "key": record.key, "source": record.source.locator,
        "identifiers": [[said.kind.value, said.value] for said in record.identifiers], "person": record.person,
        "says": json.loads(record.content),
    }  # fmt: skip


def to_record(row: Json, run: ImportRun) -> StoredRecord:
    """The record that `from_record` wrote, in its run."""
    fact = fact_from_text(json.dumps(row["says"]), SourceRef(row["source"], run.id))
    said = tuple(Identifier(IdentifierKind(kind), value) for kind, value in row["identifiers"])
    person = PersonId(row["person"]) if row["person"] else None
    return StoredRecord(
        RecordId(row["id"]), run.id, row["scope"], row["key"], fact, said, fact_to_text(fact), person, run.as_of
    )


def from_entry(entry: PersonEntry) -> Json:
    """A person."""
    held = [dict(zip(_AFFILIATION, affiliation_row(each), strict=True)) for each in entry.person.affiliations]
    return {
        "id": entry.person.id, "name": entry.person.name, "name_fold": entry.name_fold, "aliases": entry.aliases,
        "facts": json.loads(facts_of(entry.person)), "affiliations": held,
    }  # fmt: skip


def to_entry(row: Json) -> PersonEntry:
    """The person that `from_entry` wrote."""
    held = tuple(affiliation_from(_values(each, _AFFILIATION)) for each in row["affiliations"])
    person = person_from(row["id"], row["name"], json.dumps(row["facts"]), held)
    return PersonEntry(person, row["name_fold"], tuple(map(PersonId, row["aliases"])))


def from_pair(pair: PairEnds) -> Json:
    """Of whom a record about a pair speaks."""
    return {name: getattr(pair, name) for name in _PAIR}


def to_pair(row: Json) -> PairEnds:
    """The pair that `from_pair` wrote."""
    return PairEnds(*_values(row, _PAIR))


def from_evidence(said: RecordEvidence) -> Json:
    """Evidence for a tie."""
    return dict(zip(_EVIDENCE, evidence_row(said.record, said.evidence), strict=True))


def to_evidence(row: Json) -> RecordEvidence:
    """The evidence that `from_evidence` wrote."""
    record, *values = _values(row, _EVIDENCE)
    return RecordEvidence(RecordId(record), evidence_from(values))


def from_organization(held: Organization) -> Json:
    """A company."""
    return {"id": held.id, "name": held.name, "key": held.key}


def to_organization(row: Json) -> Organization:
    """The company that `from_organization` wrote."""
    return Organization(OrganizationId(row["id"]), row["name"], row["key"])


def from_target(target: Target) -> Json:
    """A target."""
    return {
        "organization": target.organization, "name": target.name, "role": target.role, "priority": target.priority,
        "added_at": target.added_at.isoformat(), "posting": target.posting, "stage": target.stage.value,
    }  # fmt: skip


def to_target(row: Json) -> Target:
    """The target that `from_target` wrote."""
    return Target(
        OrganizationId(row["organization"]), row["name"], row["role"], int(row["priority"]),
        datetime.fromisoformat(row["added_at"]), int(row["posting"]), Stage(row["stage"]),
    )  # fmt: skip


def from_decision(decision: Decision) -> Json:
    """What the user decided."""
    return {"kind": decision.kind.value, "subjects": decision.subjects, "at": decision.at.isoformat()}


def to_decision(row: Json) -> Decision:
    """The decision that `from_decision` wrote."""
    return Decision(DecisionKind(row["kind"]), tuple(row["subjects"]), datetime.fromisoformat(row["at"]))


def from_note(note: Note) -> Json:
    """What the user keeps beside the people."""
    return {"kind": note.kind, "id": note.id, "content": note.content, "about": note.about}


def to_note(row: Json) -> Note:
    """The note that `from_note` wrote."""
    return Note(row["kind"], row["id"], row["content"], tuple(map(PersonId, row["about"])))


def _values(row: Json, names: Sequence[str]) -> list[Any]:
    return [row[name] for name in names]
