"""JSON for other programs: what is read, kept and found as plain dicts, with the fields that CLI.md fixes.

Identifiers are in their comparable form, dates in ISO 8601, text on one line. Fields may be added, never renamed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from graph.model import (
    Affiliation,
    ImportCounts,
    ImportRun,
    Introductions,
    IntroPath,
    Person,
    Reason,
    Target,
    TargetPeople,
)
from graph.records import (
    CardKind,
    ContactRecord,
    GroupRecord,
    InteractionRecord,
    Job,
    Origin,
    Party,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    Skipped,
    SkipReason,
)
from graph.resolve.names import clean_name
from graph.resolve.normalize import email_address, phone_number, profile_slug
from graph.store.kept import StoredRecord, StoreStatus
from graph.text import clean_text

if TYPE_CHECKING:  # a command need not load what it does not tell
    from graph.ingest import ImportReport
    from graph.review import Candidate
    from graph.snapshots import Change

Json = dict[str, Any]


@dataclass(slots=True)
class Summary:
    """Counts what a preview has shown; its line comes last. `columns`: what those of guessed tables were taken for."""

    files: Sequence[RunFile]
    region: str | None
    columns: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    skipped: Counter[SkipReason] = field(default_factory=Counter)

    def line(self, item: Record | Problem) -> Json | None:
        """The line for one item, which is counted; None for a row that was left out on purpose."""
        if isinstance(item, Skipped):
            self.skipped[item.reason] += 1
            return None
        shown = problem(item) if isinstance(item, Problem) else record(item, self.region)
        self.seen[shown["type"]] += 1
        return shown

    def last_line(self) -> Json:
        """How much there was of everything."""
        reasons = [reason for reason in SkipReason if reason is not SkipReason.HIDDEN]
        return {
            "type": "summary",
            "files": [_file(each) for each in self.files],
            "contacts": self.seen["contact"],
            "organizations": self.seen["organization"],
            "interactions": self.seen["interaction"],
            "relations": self.seen["relation"],
            "groups": self.seen["group"],
            "hidden": self.skipped[SkipReason.HIDDEN],
            "skipped": {reason.value: self.skipped[reason] for reason in reasons},
            "problems": self.seen["problem"],
            "columns": self.columns,
        }


def record(fact: ContactRecord | InteractionRecord | RelationRecord | GroupRecord, region: str | None) -> Json:
    """What a source says; `region` is the country of phone numbers without `+`."""
    if isinstance(fact, ContactRecord):
        return _contact(fact, region)
    source = {"source": fact.source.locator}
    if isinstance(fact, InteractionRecord):
        recipients = [_party(each) for each in fact.recipients]
        parties = {"from": _party(fact.sender), "to": recipients, "at": moment(fact.at), "thread": fact.thread}
        return {"type": "interaction", "kind": fact.kind.value, **parties, "bulk": fact.bulk, **source}
    if isinstance(fact, RelationRecord):
        parties = {"from": _party(fact.subject), "to": _party(fact.to)}
        return {"type": "relation", **parties, "label": clean_text(fact.label), **source}
    members = [_party(each) for each in fact.members]
    return {"type": "group", "name": clean_text(fact.name), "members": members, **source}


def problem(found: Problem) -> Json:
    """What could not be read; `kept` when only a part of the row was lost."""
    return {"type": "problem", **_said(found), "kept": found.kept}


def import_report(report: "ImportReport") -> Json:
    """What came of an import; `problems` are rows that were lost, `warnings` rows that lost a part."""
    return {
        "run": report.run,
        "owner": report.owner_name,
        **_counts(report.counts),
        "ties_added": report.ties_added,
        "problems": [_said(each) for each in report.problems],
        "warnings": [_said(each) for each in report.warnings],
        "repeated": report.repeated,
    }


def demo(reports: Iterable["ImportReport"], held: StoreStatus, wanted: Iterable[Target]) -> Json:
    """What the demo's store holds, and the imports and targets that made it."""
    return {**status(held), "imports": [import_report(each) for each in reports], "target_list": [*map(target, wanted)]}


def run(held: ImportRun) -> Json:
    """One import in the history."""
    return {
        "run": held.id,
        "number": held.number,
        "owner": held.owner_name,
        "owner_id": held.owner,
        "at": moment(held.at),
        "files": [_file(each) for each in held.files],
        **_counts(held.counts),
        "problems": held.counts.problems,
    }


def person(one: Person) -> Json:
    """A person as a list shows them: where they are now, and what they are found by."""
    held = one.position
    return {
        "id": one.id,
        "name": one.name,
        "given": one.given,
        "family": one.family,
        "credentials": list(one.credentials),
        "organization": held.organization_name if held else None,
        "title": held.title if held else None,
        "emails": list(one.emails),
        "phones": list(one.phones),
        "profile": one.profile,
        "schools": list(one.schools),
        "city": one.city,
        "labels": list(one.labels),
    }


def person_in_full(one: Person, records: Iterable[StoredRecord], ties: Iterable[Json], region: str | None) -> Json:
    """A person with every record and tie."""
    shown = [
        {"run": each.run, "origin": each.origin.value, **_contact(each.fact, region)}
        for each in records
        if isinstance(each.fact, ContactRecord)
    ]
    return {
        **person(one),
        "affiliations": [_affiliation(each) for each in one.affiliations],
        "records": shown,
        "ties": list(ties),
    }


def candidate(found: "Candidate") -> Json:
    """Two people who may be one; `weight` in bits is the sum of the reasons' effects, `chance` what it means."""
    match = found.match
    return {
        "a": person(found.one),
        "b": person(found.other),
        "weight": match.weight,
        "chance": match.chance,
        "recommendation": match.recommendation.value,
        "put_off": found.put_off,
        "reasons": [reason(each) for each in match.reasons],
    }


def change(found: "Change") -> Json:
    """What a newer export says about somebody."""
    return {
        "kind": found.kind.value,
        "person": found.person.id,
        "name": found.person.name,
        "before": _text(found.before),
        "now": _text(found.now),
        "day": moment(found.day),
        "target": found.target,
    }


def introductions(found: Introductions) -> Json:
    """Ranked paths to a company, or why there are none."""
    why = found.unreachable
    return {
        "target": _target_people(found.target),
        "paths": [path(each) for each in found.paths],
        "newer": [path(each) for each in found.newer],
        "unreachable": {"label": why.label, "detail": why.detail, "next": list(why.next)} if why else None,
    }


def path(found: IntroPath) -> Json:
    """A way in, step by step."""
    contact = found.contact
    held = contact.position
    return {
        "warmth": found.warmth,
        "low": found.low,
        "high": found.high,
        "direct": found.is_direct,
        "novelty": found.novelty,
        "steps": [
            {
                "from": step.giver.id,
                "from_name": step.giver.name,
                "to": step.receiver.id,
                "to_name": step.receiver.name,
                "strength": step.strength,
                "probability": step.probability,
                "observed": step.observed,
                "reasons": [reason(each) for each in step.reasons],
            }
            for step in found.steps
        ],
        "introducers": [each.id for each in found.introducers],
        "contact": {"id": contact.id, "name": contact.name, "title": held.title if held else None},
        "reasons": [reason(each) for each in found.reasons],
    }


def target(held: Target) -> Json:
    """A company on the target list."""
    return {
        "organization": held.name,
        "id": held.organization,
        "role": held.role,
        "priority": held.priority,
        "posting": held.posting,
        "stage": held.stage.value,
        "added_at": moment(held.added_at),
    }


def status(held: StoreStatus) -> Json:
    """What a store holds; `size` in bytes."""
    return {
        "store": held.location,
        "revision": held.revision,
        "people": held.people,
        "organizations": held.organizations,
        "records": held.records,
        "ties": held.ties,
        "runs": held.runs,
        "targets": held.targets,
        "size": held.size,
    }


def reason(why: Reason) -> Json:
    """Why a number is what it is."""
    return {"label": why.label, "effect": why.effect, "detail": why.detail}


def moment(when: datetime | date | None) -> str | None:
    """A day or a point in time as ISO 8601."""
    if isinstance(when, datetime) and when.tzinfo:
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return when.isoformat() if when else None


def _contact(fact: ContactRecord, region: str | None) -> Json:
    name = clean_name(fact.name)
    is_person = fact.kind is CardKind.PERSON
    return {
        "type": "owner" if fact.origin is Origin.OWNER else fact.kind.value,
        "name": name.full if is_person else clean_text(fact.name.full),
        "given": name.given if is_person else "",
        "family": name.family if is_person else "",
        "credentials": list(name.credentials) if is_person else [],
        "emails": _distinct(email_address(each) for each in fact.emails),
        "phones": _distinct(phone_number(each, region) or clean_text(each) for each in fact.phones),
        "profile": profile_slug(fact.profile) if fact.profile else None,
        "organization": _text(fact.organization),
        "department": _text(fact.department),
        "title": _text(fact.title),
        "jobs": [_job(each) for each in fact.jobs],
        "schools": [clean_text(each) for each in fact.schools],
        "city": _text(fact.city),
        "labels": [clean_text(each) for each in fact.labels],
        "uid": _text(fact.uid),
        "connected_on": moment(fact.connected_on),
        "note": _text(fact.note),
        "source": fact.source.locator,
    }


def _party(named: Party) -> Json:
    return {
        "name": _text(named.name),
        "email": email_address(named.email) if named.email else None,
        "profile": profile_slug(named.profile) if named.profile else None,
        "uid": None if named.is_owner else _text(named.uid),
    }


def _job(held: Job) -> Json:
    return {
        "organization": clean_text(held.organization),
        "title": _text(held.title),
        "start": moment(held.start),
        "end": moment(held.end),
    }


def _affiliation(held: Affiliation) -> Json:
    return {
        "organization": held.organization_name,
        "title": held.title,
        "start": moment(held.start),
        "end": moment(held.end),
        "current": held.current,
        "source": held.source.locator,
    }


def _target_people(target: TargetPeople) -> Json:
    people = [
        {"id": each.person.id, "name": each.person.name, "title": each.title, "current": each.current}
        for each in target.people
    ]
    similar = [{"organization": other.name, "people": number} for other, number in target.similar]
    named = target.organization
    return {"organization": named.name, "id": named.id, "people": people, "similar": similar}


def _said(found: Problem) -> Json:
    return {"source": found.source.locator, "message": found.message}


def _counts(counts: ImportCounts) -> Json:
    """What became of the rows that were read, but for those that were lost."""
    told = ("read", "added", "changed", "unchanged", "matched", "to_review", "hidden")
    return {name: getattr(counts, name) for name in told}


def _file(held: RunFile) -> Json:
    return {"name": held.name, "importer": held.importer}


def _text(said: str | None) -> str | None:
    return clean_text(said) or None if said else None


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
