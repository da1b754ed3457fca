"""How long may a text be that a file gives? What is longer than any name or address of this world is cut, and told.

Nobody is called by ten megabytes, but a file can say so, and then every comparison, page and search pays for it.
"""

from collections.abc import Iterator
from dataclasses import replace

from graph.records import (
    ContactRecord,
    GroupRecord,
    InteractionRecord,
    Job,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
)

LONGEST_TEXT = 1_000
"""Letters of a name, an address, a company and the like; the longest real ones have some two hundred."""
LONGEST_NOTE = 50_000
"""Letters of a note, twenty pages."""
MOST_OF_A_KIND = 500
"""Addresses, numbers, jobs or labels of one contact."""

_CUT = "Something here is longer than a name, an address or a note can be, so only its start was kept."


def within_limits(found: Record | Problem) -> Iterator[Record | Problem]:
    """The record, cut where it is too long, and then a problem that says so before it."""
    short = found
    if isinstance(found, ContactRecord):
        short = _contact(found) if _is_long(found) else found
    elif isinstance(found, InteractionRecord):
        short = _interaction(found)
    elif isinstance(found, RelationRecord):
        short = _relation(found)
    elif isinstance(found, GroupRecord):
        short = _group(found)
    if short is not found:
        yield Problem(found.source, _CUT, kept=True)
    yield short


def _is_long(found: ContactRecord) -> bool:
    name = found.name
    texts = (name.full, name.given, name.family, found.profile, found.uid, found.organization, found.department)
    others = (found.title, found.city, *found.emails, *found.phones, *found.schools, *found.labels)
    jobs = (text for job in found.jobs for text in (job.organization, job.title))
    lists = (found.emails, found.phones, found.schools, found.labels, found.jobs)
    return (
        any(text and len(text) > LONGEST_TEXT for text in (*texts, *others, *jobs))
        or any(len(each) > MOST_OF_A_KIND for each in lists)
        or len(found.note or "") > LONGEST_NOTE
    )


def _contact(found: ContactRecord) -> ContactRecord:
    name = found.name
    return replace(
        found,
        name=PersonName(_cut(name.full), _cut(name.given), _cut(name.family)),
        emails=_several(found.emails),
        phones=_several(found.phones),
        profile=_maybe(found.profile),
        uid=_maybe(found.uid),
        organization=_maybe(found.organization),
        department=_maybe(found.department),
        title=_maybe(found.title),
        jobs=tuple(
            Job(_cut(job.organization), _maybe(job.title), job.start, job.end) for job in found.jobs[:MOST_OF_A_KIND]
        ),
        schools=_several(found.schools),
        city=_maybe(found.city),
        labels=_several(found.labels),
        note=found.note[:LONGEST_NOTE] if found.note else found.note,
    )


def _interaction(found: InteractionRecord) -> InteractionRecord:
    keys = max(len(found.thread or ""), len(found.key or ""))
    if keys <= LONGEST_TEXT and not any(map(_is_long_party, (found.sender, *found.recipients))):
        return found
    return replace(
        found,
        sender=_party(found.sender),
        recipients=tuple(map(_party, found.recipients)),
        thread=_maybe(found.thread),
        key=_maybe(found.key),
    )


def _relation(found: RelationRecord) -> RelationRecord:
    if len(found.label) <= LONGEST_TEXT and not (_is_long_party(found.subject) or _is_long_party(found.to)):
        return found
    return replace(found, subject=_party(found.subject), to=_party(found.to), label=_cut(found.label))


def _group(found: GroupRecord) -> GroupRecord:
    if len(found.name) <= LONGEST_TEXT and not any(map(_is_long_party, found.members)):
        return found
    return replace(found, name=_cut(found.name), members=tuple(map(_party, found.members)))


def _is_long_party(one: Party) -> bool:
    return any(text and len(text) > LONGEST_TEXT for text in (one.name, one.email, one.profile, one.uid))


def _party(one: Party) -> Party:
    return Party(_maybe(one.name), _maybe(one.email), _maybe(one.profile), _maybe(one.uid))


def _cut(text: str) -> str:
    return text[:LONGEST_TEXT]


def _maybe(text: str | None) -> str | None:
    return _cut(text) if text else text


def _several(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_cut, texts[:MOST_OF_A_KIND])))
