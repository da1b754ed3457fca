"""One import run: records -> store, with a report in which the counts add up.

Reading the file happens before and outside the write; the write itself is one transaction. Every row is kept as a
record of its run, also when nothing in it is new, so that undoing any one import leaves what the others say.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from graph.derive import derive
from graph.model import EGO, ImportCounts, ImportRun, Person, PersonId
from graph.owners import Owner, Whose, ensure_ego, owner_of
from graph.records import (
    ContactRecord,
    GroupRecord,
    Identifier,
    IdentifierKind,
    Origin,
    Party,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    RunId,
    Skipped,
)
from graph.resolve.names import clean_name
from graph.resolve.normalize import identifiers_of
from graph.resolve.people import Conclusion
from graph.store.base import GraphReader, GraphStore, StoredFact, StoredRecord, StoreTransaction, record_id
from graph.store.codec import fact_to_text
from graph.text import fold_words

_KEYS_OF_IDENTIFIERS = ("profile:", "email:")
"""Records with such a key share an identifier with their other versions; the others need one of their own for that."""

UNIQUE_UID = 16
"""A UID of so many characters was drawn at random; shorter ones are counted up, and every list counts from 1."""

PROGRESS_STEP = 500
"""Rows between two calls of the progress function: several a second, not thousands."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """`at` is now; `region` reads phone numbers without `+`; `progress` is told how many rows have been read."""

    at: datetime
    region: str | None = None
    progress: Callable[[int], None] = field(default=lambda rows: None)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import. `problems` are rows that were lost, `warnings` rows that were kept without a part.

    `repeated`: an earlier run of this owner holds all these files, so nothing was stored and `run` is that one.
    """

    run: RunId
    owner_name: str
    counts: ImportCounts
    ties_added: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    repeated: bool


def ingest(
    store: GraphStore,
    files: Sequence[RunFile],
    records: Iterable[Record | Problem],
    *,
    owner: Owner,
    options: IngestOptions,
) -> ImportReport:
    """Imports what was read from `files` as one run.

    Raises:
        UserError: when the owner is nobody in particular, or the store cannot be written.
    """
    whose = owner_of(store, owner)
    read = _read(records, options.progress)
    held = _run_with(store, files, whose)
    if held:
        return _repeated(held, read)
    run = RunId("r" + secrets.token_hex(5))
    return store.write(lambda tx: _store(tx, _Import(run, whose, tuple(files), read, options)))


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was read, sorted by what becomes of it."""

    facts: tuple[StoredFact, ...]
    hidden: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Import:
    run: RunId
    whose: Whose
    files: tuple[RunFile, ...]
    read: _Read
    options: IngestOptions


def _read(records: Iterable[Record | Problem], progress: Callable[[int], None]) -> _Read:
    facts: list[StoredFact] = []
    lost: list[Problem] = []
    kept: list[Problem] = []
    hidden = 0
    number = 0
    for number, record in enumerate(records, 1):
        if isinstance(record, Problem):
            (kept if record.kept else lost).append(record)
        elif isinstance(record, Skipped):
            hidden += 1
        else:
            facts.append(record)
        if number % PROGRESS_STEP == 0:
            progress(number)
    progress(number)
    return _Read(tuple(_with_labels(facts)), hidden, tuple(lost), tuple(kept))


def _with_labels(facts: Sequence[StoredFact]) -> Iterable[StoredFact]:
    """A group's name becomes a label of its members."""
    groups: dict[Party, list[str]] = {}
    for fact in facts:
        if isinstance(fact, GroupRecord):
            for member in fact.members:
                groups.setdefault(_by_uid_or_name(member), []).append(fact.name)
    for fact in facts:
        if groups and isinstance(fact, ContactRecord):
            by_uid, by_name = Party(uid=fact.uid), Party(name=fact.name.full)
            names = (groups.get(by_uid, []) if fact.uid else []) + groups.get(by_name, [])
            fact = replace(fact, labels=tuple(dict.fromkeys((*fact.labels, *names))))
        yield fact


def _by_uid_or_name(member: Party) -> Party:
    return Party(uid=member.uid) if member.uid else Party(name=member.name)


def _run_with(store: GraphReader, files: Sequence[RunFile], whose: Whose) -> ImportRun | None:
    """The run in which this owner's very files were imported already."""
    wanted = {file.digest for file in files if file.importer}
    for run in reversed(store.runs()):
        holds = {file.digest for file in run.files if file.importer}
        if wanted <= holds and whose.has(run):
            return run
    return None


def _repeated(held: ImportRun, read: _Read) -> ImportReport:
    rows = sum(map(_is_counted, read.facts))
    counts = ImportCounts(unchanged=rows, hidden=read.hidden, problems=len(read.problems))
    return ImportReport(held.id, held.owner_name, counts, 0, read.problems, read.warnings, True)


def _store(tx: StoreTransaction, job: _Import) -> ImportReport:
    held = _run_with(tx, job.files, job.whose)  # somebody may have imported the file since it was looked for
    if held:
        return _repeated(held, job.read)
    new = ensure_ego(tx, job.options.at)
    known = tx.contents(job.whose.scope)
    ties = tx.status().ties
    number = max((run.number for run in tx.runs()), default=0) + 1
    run = ImportRun(job.run, number, EGO, job.whose.name, job.files, job.options.at, ImportCounts())
    tx.put_run(run)
    card = job.whose.card(job.run, number)
    records = [*([card] if card else []), *_stored(job, number)]
    tx.put_records(records)
    conclusions = derive(tx, [*new, *(record.id for record in records)])
    counts = _count(tx, job, records[1 if card else 0 :], (known, conclusions))
    kept = next(each for each in tx.runs() if each.id == job.run)
    tx.put_run(replace(kept, counts=counts))
    added = max(tx.status().ties - ties, 0)
    return ImportReport(job.run, job.whose.name, counts, added, job.read.problems, job.read.warnings, False)


def _stored(job: _Import, number: int) -> Iterable[StoredRecord]:
    seen: dict[str, list[str]] = {}
    for position, fact in enumerate(job.read.facts, 1):
        said = identifiers_of(fact, job.options.region) if isinstance(fact, ContactRecord) else ()
        key = _key_of(fact, said)
        if isinstance(fact, ContactRecord) and not key.startswith(_KEYS_OF_IDENTIFIERS):
            key = _told_apart(key, fact, seen)
            said = (*said, Identifier(IdentifierKind.UID, f"{job.whose.scope}|{fact.origin}|{key}"))
        yield StoredRecord(record_id(number, position), job.run, job.whose.scope, key, fact, said, fact_to_text(fact))


def _key_of(fact: StoredFact, said: Sequence[Identifier]) -> str:
    """What stays the same in the owner's next export.

    A UID that a program counts up, or a number, is one person's only together with the name. An entry that nothing
    identifies is the same one when the day of the connection is the same, or else when it says exactly the same:
    a name alone never makes two entries one person.
    """
    if not isinstance(fact, ContactRecord):
        return fact_to_text(fact)
    if said and said[0].kind is IdentifierKind.PROFILE:
        return f"profile:{said[0].value}"
    if fact.uid and len(fact.uid) >= UNIQUE_UID:
        return f"uid:{fact.uid}"
    name = fold_words(clean_name(fact.name).full)
    if fact.uid:
        return f"uid:{fact.uid}|{name}"
    if said and said[0].kind is IdentifierKind.EMAIL:
        return f"email:{said[0].value}"
    if said:
        return f"phone:{said[0].value}|{name}"
    return f"day:{fact.connected_on}|{name}" if fact.connected_on else fact_to_text(fact)


def _told_apart(key: str, fact: ContactRecord, seen: dict[str, list[str]]) -> str:
    """Entries of one key in one list: other names under one UID, and nameless twins, are other people."""
    name = fold_words(clean_name(fact.name).full)
    held = seen.setdefault(key, [])
    held.append(name)
    if key.startswith("phone:") or len(held) == 1:
        return key
    if key.startswith("uid:"):
        return key if name == held[0] else f"{key}|{name}"
    return f"{key}#{len(held)}"


def _is_counted(fact: StoredFact) -> bool:
    """A relation is a line of a card that is counted itself."""
    return not isinstance(fact, RelationRecord)


def _count(
    tx: StoreTransaction,
    job: _Import,
    records: Sequence[StoredRecord],
    told: tuple[Mapping[tuple[Origin, str], str], Sequence[Conclusion]],
) -> ImportCounts:
    """Sorts every counted record by what it was to the store: nothing new, a change, a match, or somebody new."""
    known, conclusions = told
    person_of = {record.id: conclusion for conclusion in conclusions for record in conclusion.records}
    doubtful = _doubtful(tx, [each.person for each in conclusions if each.records[-1].run == job.run])
    counts: Counter[str] = Counter()
    for record in filter(lambda each: _is_counted(each.fact), records):
        before = known.get((record.origin, record.key))
        person = person_of.get(record.id)
        if before is not None:
            counts["unchanged" if before == record.content else "changed"] += 1
        elif person and person.records[0].id < record.id:
            counts["matched"] += 1
        else:
            counts["to_review" if person and person.person.id in doubtful else "added"] += 1
    return ImportCounts(**counts, hidden=job.read.hidden, problems=len(job.read.problems))


def _doubtful(tx: StoreTransaction, people: Sequence[Person]) -> set[PersonId]:
    """Namesakes of whom one may be the other: two members of one network never are."""
    names = {fold_words(person.name) for person in people} - {""}
    several = [ids for ids in tx.people_named(names).values() if len(ids) > 1]
    known = {person.id: person for person in people}
    known |= tx.people(one for ids in several for one in ids if one not in known)
    return {one for ids in several if any(known[each].profile is None for each in ids) for one in ids}
