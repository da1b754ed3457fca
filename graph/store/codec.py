"""Facts to JSON text and back, for stores that keep a record as text. Only what differs from the default is written."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.model import ImportCounts
from graph.records import (
    CardKind,
    ContactRecord,
    EvidenceKind,
    GroupRecord,
    Job,
    Origin,
    PairEntry,
    PairRecord,
    Party,
    PersonName,
    RunFile,
    SourceRef,
)
from graph.store.kept import StoredFact

Json = dict[str, Any]

_CARD_KINDS = {kind.value: kind for kind in CardKind}
_ORIGINS = {origin.value: origin for origin in Origin}
_EVIDENCE_KINDS = {kind.value: kind for kind in EvidenceKind}


def fact_to_text(fact: StoredFact) -> str:
    """What the fact says, without where it stands, as compact JSON: equal for two rows that say the same."""
    return _dump(_said(fact))


def fact_from_text(text: str, source: SourceRef) -> StoredFact:
    """The fact that `fact_to_text` wrote, standing at `source`."""
    data: Json = json.loads(text)
    match data["type"]:
        case "contact":
            return _contact(data, source)
        case "pair":
            entries = tuple(PairEntry(key, _day_of(day), bool(out), group) for key, day, out, group in data["entries"])
            return PairRecord(_EVIDENCE_KINDS[data["kind"]], entries, source, data.get("label"), data.get("strength"))
        case _:
            return GroupRecord(data["name"], tuple(_party(each) for each in data["members"]), source)


def files_to_text(files: tuple[RunFile, ...]) -> str:
    """The files of a run as JSON."""
    return _dump([[each.name, each.importer, each.digest] for each in files])


def files_from_text(text: str) -> tuple[RunFile, ...]:
    """The files that `files_to_text` wrote."""
    return tuple(RunFile(*each) for each in json.loads(text))


def counts_to_text(counts: ImportCounts) -> str:
    """The counts of a run as JSON."""
    names = ("added", "changed", "unchanged", "matched", "to_review", "hidden", "problems")
    return _dump({name: getattr(counts, name) for name in names})


def counts_from_text(text: str) -> ImportCounts:
    """The counts that `counts_to_text` wrote."""
    return ImportCounts(**json.loads(text))


def _said(fact: StoredFact) -> Json:
    match fact:
        case ContactRecord():
            return _contact_data(fact)
        case PairRecord():
            entries = [[each.key, _number_of(each.day), int(each.outward), each.group] for each in fact.entries]
            said = {"label": fact.label, "strength": fact.strength}
            known = {name: value for name, value in said.items() if value is not None}
            return {"type": "pair", "kind": fact.kind.value, "entries": entries, **known}
        case GroupRecord():
            return {"type": "group", "name": fact.name, "members": [_party_data(each) for each in fact.members]}


def _contact_data(fact: ContactRecord) -> Json:
    data: Json = {
        "type": "contact",
        "name": [fact.name.full, fact.name.given, fact.name.family],
        "kind": fact.kind.value,
        "origin": fact.origin.value,
        "emails": fact.emails,
        "phones": fact.phones,
        "profile": fact.profile,
        "uid": fact.uid,
        "organization": fact.organization,
        "department": fact.department,
        "title": fact.title,
        "jobs": [[job.organization, job.title, _day_text(job.start), _day_text(job.end)] for job in fact.jobs],
        "schools": fact.schools,
        "city": fact.city,
        "labels": fact.labels,
        "connected_on": _day_text(fact.connected_on),
        "note": fact.note,
    }
    return {name: value for name, value in data.items() if value}


def _contact(data: Json, source: SourceRef) -> ContactRecord:
    return ContactRecord(
        name=PersonName(*data["name"]),
        source=source,
        kind=_CARD_KINDS[data["kind"]],
        origin=_ORIGINS[data["origin"]],
        emails=tuple(data.get("emails", ())),
        phones=tuple(data.get("phones", ())),
        profile=data.get("profile"),
        uid=data.get("uid"),
        organization=data.get("organization"),
        department=data.get("department"),
        title=data.get("title"),
        jobs=tuple(Job(name, title, _day(start), _day(end)) for name, title, start, end in data.get("jobs", ())),
        schools=tuple(data.get("schools", ())),
        city=data.get("city"),
        labels=tuple(data.get("labels", ())),
        connected_on=_day(data.get("connected_on")),
        note=data.get("note"),
    )


def _party_data(party: Party) -> Json:
    fields = {"name": party.name, "email": party.email, "profile": party.profile, "uid": party.uid}
    return {name: value for name, value in fields.items() if value}


def _party(data: Mapping[str, str]) -> Party:
    return Party(**data)


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number_of(day: date | None) -> int | None:
    """A mailbox has a hundred thousand days to keep: a number is shorter than a date."""
    return day.toordinal() if day else None


def _day_of(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
