"""One import run: records -> store, with a report in which the counts add up.

Reading the file happens before and outside the write; the write itself is one transaction. Every row is kept as a
record of its run, also when nothing in it is new, so that undoing any one import leaves what the others say.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from graph.batch import Given, Place, batch_of
from graph.calibrate import calibrate
from graph.condense import Condenser
from graph.derive import derive
from graph.errors import UserError
from graph.keeping_out import KeptOut, without_kept_out
from graph.model import EGO, ImportCounts, ImportRun, Person, PersonId, Shows
from graph.owners import Owner, Whose, ensure_ego, may_be_told, owner_of, owner_told
from graph.records import (
    ContactRecord,
    GroupRecord,
    InteractionRecord,
    Origin,
    PairRecord,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    RunId,
    Skipped,
    SourceRef,
    Terms,
)
from graph.resolve.blocking import LARGEST_BLOCK
from graph.resolve.matching import Recommendation, compare, subject_of
from graph.resolve.people import Conclusion
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import EGO_SCOPE, StoredRecord
from graph.store.reader import GraphReader
from graph.text import fold_words
from graph.withdrawing import senders, withdraw

STRAY = 0.02
"""An address that fewer than 2 of 100 mails in a folder of sent mail come from is somebody else's."""

_ANOTHER_SENDER = (
    "You have a bundle in this name that was signed with another key. Ask your friend whether both are theirs."
)
_NOWHERE = SourceRef("")
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
    said = owner_of(store, owner)
    read = _read(records, options.progress)
    if read.terms:
        whose = owner_of(store, Owner(name=read.terms.owner)) if said.scope == EGO_SCOPE else said
        read = _on_terms(store, read, read.terms, whose, (files, options.at.date()))
    else:
        whose = owner_told(store, read.given.told) if said.is_unsaid else said
    if not may_be_told(store, whose, read.given.told):
        read = _without_told(read)
    held = _run_with(store, files, whose)
    if held:
        return _repeated(held, read)
    run = RunId("r" + secrets.token_hex(5))
    return store.write(lambda tx: _store(tx, _Import(run, whose, tuple(files), read, options)))


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was read, sorted by what becomes of it."""

    given: Given
    hidden: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    terms: Terms | None = None

    @property
    def rows(self) -> int:
        """How many rows, cards, groups and interactions there were that say something."""
        return len(self.given.rows) + len(self.given.told) + len(self.given.condensed.keys)


@dataclass(frozen=True, slots=True)
class _Import:
    run: RunId
    whose: Whose
    files: tuple[RunFile, ...]
    read: _Read
    options: IngestOptions


def _read(records: Iterable[Record | Problem], progress: Callable[[int], None]) -> _Read:
    condenser = Condenser()
    found: dict[type, list[Any]] = defaultdict(list)
    number = 0
    for number, record in enumerate(records, 1):
        if isinstance(record, InteractionRecord):
            condenser.add(record)
        else:
            found[type(record)].append(record)
        if number % PROGRESS_STEP == 0:
            progress(number)
    progress(number)
    return _sorted(condenser, found)


def _sorted(condenser: Condenser, found: Mapping[type, Sequence[Any]]) -> _Read:
    contacts: Sequence[ContactRecord] = found[ContactRecord]
    told = _credible([fact for fact in contacts if fact.origin is Origin.OWNER])
    rows = (*(fact for fact in contacts if fact.origin is not Origin.OWNER), *found[GroupRecord])
    condensed = condenser.finish(found[RelationRecord], rows)
    problems: Sequence[Problem] = found[Problem]
    return _Read(
        Given(tuple(_with_labels(rows)), told, condensed),
        hidden=len(found[Skipped]) + condensed.idle,
        problems=tuple(problem for problem in problems if not problem.kept),
        warnings=tuple(problem for problem in problems if problem.kept),
        terms=next(iter(found[Terms]), None),
    )


def _on_terms(
    store: GraphReader, read: _Read, terms: Terms, whose: Whose, given: tuple[Sequence[RunFile], date]
) -> _Read:
    """What a bundle holds, with a word of whom it is from, if it may be imported at all."""
    files, today = given
    if sum(bool(file.importer) for file in files) > 1:
        raise UserError("A bundle is imported by itself.", "Import the other files without it.")
    if terms.expires <= today:
        raise UserError(f"This bundle expired on {terms.expires.isoformat()}.", "Ask your friend for a new one.")
    fact = ContactRecord(PersonName(whose.name), terms.source, origin=Origin.OWNER, uid=terms.sender)
    strange = [sender for record, sender in senders(store) if record.scope == whose.scope and sender != terms.sender]
    warnings = (Problem(terms.source, _ANOTHER_SENDER, kept=True),) if strange else ()
    return replace(read, given=replace(read.given, told=(fact,)), warnings=(*read.warnings, *warnings))


def _credible(told: Sequence[ContactRecord]) -> tuple[ContactRecord, ...]:
    """What files tell about their owner, each thing once; where thousands do, a stray one is not believed."""
    ways = Counter(replace(fact, source=_NOWHERE) for fact in told)
    least = max(ways.values(), default=0) * STRAY
    first = {replace(fact, source=_NOWHERE): fact for fact in reversed(told)}
    return tuple(first[fact] for fact, times in ways.items() if times >= least)


def _without_told(read: _Read) -> _Read:
    """What files tell about somebody else than the owner whom the user named is left out."""
    source = read.given.told[0].source
    warning = Problem(source, "The file says that it is somebody else's; what you said counts.", kept=True)
    return replace(read, given=replace(read.given, told=()), warnings=(*read.warnings, warning))


def _with_labels(facts: Sequence[ContactRecord | GroupRecord]) -> Iterable[ContactRecord | GroupRecord]:
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
    counts = ImportCounts(unchanged=read.rows, hidden=read.hidden, problems=len(read.problems))
    return ImportReport(held.id, held.owner_name, counts, 0, read.problems, read.warnings, True)


def _store(tx: StoreTransaction, job: _Import) -> ImportReport:
    held = _run_with(tx, job.files, job.whose)  # somebody may have imported the file since it was looked for
    if held:
        return _repeated(held, job.read)
    for older in _replaced(tx, job.read.terms):
        withdraw(tx, older)
    new = ensure_ego(tx, job.options.at)
    known = tx.contents(job.whose.scope)
    ties = tx.status().ties
    number = max((run.number for run in tx.runs()), default=0) + 1
    as_of = _day_of_export(job)
    run = ImportRun(job.run, number, EGO, job.whose.name, job.files, job.options.at, ImportCounts(), as_of)
    if job.read.terms:
        terms = job.read.terms
        run = replace(run, shows=Shows(terms.shows), expires=terms.expires, made=terms.made)
    tx.put_run(run)
    place = Place(job.run, number, job.whose, job.options.region, as_of)
    batch, kept_out = without_kept_out(tx, batch_of(job.read.given, place), job.whose)
    known_pairs = _known_pairs(tx, job)
    tx.put_records(batch.records)
    tx.put_pairs(batch.pairs)
    conclusions = derive(tx, [*new, *batch.people])
    if batch.pairs:
        calibrate(tx, job.whose.scope)
    counts = _count(tx, job, (batch.rows, kept_out), (known, conclusions), known_pairs)
    kept = next(each for each in tx.runs() if each.id == job.run)
    tx.put_run(replace(kept, counts=counts))
    added = max(tx.status().ties - ties, 0)
    return ImportReport(job.run, job.whose.name, counts, added, job.read.problems, job.read.warnings, False)


def _replaced(tx: StoreTransaction, terms: Terms | None) -> set[RunId]:
    """The older bundles of the same sender: a newer one stands for all that they let be seen.

    Raises:
        UserError: when one of them is the newer, which an old one must not bring down again.
    """
    held = {record.run for record, sender in senders(tx) if sender == terms.sender} if terms else set()
    if terms and any(run.made and run.made > terms.made for run in tx.runs() if run.id in held):
        raise UserError(
            "You have a newer bundle of this sender; this older one was not imported.",
            "Ask your friend for the newest, or take back the newer import first.",
        )
    return held


def _day_of_export(job: _Import) -> date | None:
    """The day of the newest connection: the export was made then or soon after."""
    rows = (row for row in job.read.given.rows if isinstance(row, ContactRecord) and row.origin is Origin.NETWORK)
    days = [row.connected_on for row in rows if row.connected_on]
    return min(max(days), job.options.at.date()) if days else None


def _known_pairs(tx: StoreTransaction, job: _Import) -> set[str]:
    """The keys of the interactions that the owner's earlier imports hold."""
    if not job.read.given.condensed.keys:
        return set()
    facts = (record.fact for record in tx.pair_records(job.whose.scope))
    return {entry.key for fact in facts if isinstance(fact, PairRecord) for entry in fact.entries}


def _count(
    tx: StoreTransaction,
    job: _Import,
    given: tuple[Sequence[StoredRecord], KeptOut],
    told: tuple[Mapping[tuple[Origin, str], str], Sequence[Conclusion]],
    known_pairs: Set[str],
) -> ImportCounts:
    """Sorts every row by what it was to the store: nothing new, a change, a match, or somebody or something new."""
    records, kept_out = given
    known, conclusions = told
    person_of = {record.id: conclusion for conclusion in conclusions for record in conclusion.records}
    doubtful = _doubtful(tx, [each.person for each in conclusions if each.records[-1].run == job.run])
    keys = [key for key in job.read.given.condensed.keys if key not in kept_out.interactions]
    left_out = kept_out.rows + len(job.read.given.condensed.keys) - len(keys)
    counts: Counter[str] = Counter("unchanged" if key in known_pairs else "added" for key in keys)
    for record in records:
        before = known.get((record.origin, record.key))
        person = person_of.get(record.id)
        if before is not None:
            counts["unchanged" if before == record.content else "changed"] += 1
        elif person and person.records[0].id < record.id and record.origin is not Origin.OWNER:
            counts["matched"] += 1
        else:
            counts["to_review" if person and person.person.id in doubtful else "added"] += 1
    return ImportCounts(**counts, hidden=job.read.hidden + left_out, problems=len(job.read.problems))


def _doubtful(tx: StoreTransaction, people: Sequence[Person]) -> set[PersonId]:
    """Namesakes of whom one may be the other, as the review would say; two members of one network never are."""
    names = {fold_words(person.name) for person in people} - {""}
    several = [ids for ids in tx.people_named(names).values() if len(ids) > 1]
    known = {person.id: person for person in people}
    known |= tx.people(one for ids in several for one in ids if one not in known)
    found: set[PersonId] = set()
    for ids in several:
        strangers = [one for one in ids if known[one].profile is None][:LARGEST_BLOCK]
        others = ids[:LARGEST_BLOCK] if strangers else ()
        subjects = {one: subject_of(known[one]) for one in {*strangers, *others}}
        for pair in ((one, other) for one in strangers for other in others if one != other):
            match = compare(subjects[pair[0]], subjects[pair[1]])
            found |= set(pair) if match.recommendation is not Recommendation.NONE else set()
    return found
