"""The store's interface, documented once: what every back end keeps; what it answers is in `graph.store.reader`.

A store keeps *records* (facts, one row per import run and contact) and, derived from them, *people*, *affiliations* and
*evidence*. `graph.resolve.derive` makes the conclusions; a store only keeps them. Terms:

- **run**: one import. Its records leave with it when it is undone.
- **key**: what makes a record the same record in a newer import of the same kind of list of the same owner.
- **scope**: whose list a key belongs to, so that two owners' cards never count as versions of one another.
- **revision**: a whole number that every committed write moves up by one; caches are keyed by it.
- **network stamp**: names the state of what paths depend on; caches that targets and notes leave alone are keyed by it.
- **digest**: a fingerprint of everything concluded and decided, without run ids and times.

Every write happens inside `GraphStore.write`, all or nothing. Reads on the store see only committed data.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from graph.model import Decision, ImportRun, Organization, OrganizationId, PersonId, Target
from graph.records import Identifier, Origin, RunId
from graph.store.kept import Note, PairEnds, PersonEntry, RecordEvidence, RecordId, StoredRecord
from graph.store.reader import GraphReader
from graph.store.upkeep import Upkeep

Result = TypeVar("Result")
Writing = TypeVar("Writing", bound="StoreTransaction")
Given = ParamSpec("Given")

NOT_WHOLE = ("A copy into this store was not finished.", "Run the same again: intrograph copy or intrograph restore.")
"""What to say about a store that is `unfinished`, and what to do."""


class StoreTransaction(GraphReader):
    """A write under way: reads see what was written so far. Nothing here decides anything."""

    changes_network = False
    """Whether something `changing_network` was done, so that `GraphReader.network_stamp` must move."""

    @abstractmethod
    def put_unfinished(self, name: str) -> None:
        """Says that a copy of this name is being put in; empty when it is whole."""

    @abstractmethod
    def put_run(self, run: ImportRun) -> None:
        """Adds an import run or replaces the one of the same id."""

    @abstractmethod
    def remove_run(self, run: RunId) -> None:
        """Removes a run with all its records and their evidence. People are left to `graph.resolve.derive`."""

    @abstractmethod
    def erase_traces(self) -> None:
        """Leaves no word of those who are gone in what people are found by; call it when an import was taken back."""

    @abstractmethod
    def put_records(self, records: Iterable[StoredRecord]) -> None:
        """Adds records."""

    @abstractmethod
    def remove_records(self, records: Iterable[RecordId]) -> None:
        """Removes records with what they say about pairs and their evidence. People are left as with `remove_run`."""

    @abstractmethod
    def records_saying(self, texts: Iterable[str]) -> tuple[StoredRecord, ...]:
        """The records in whose content, key or locator one of these texts stands (case may differ), in order of id."""

    @abstractmethod
    def contents(self, scope: str) -> Mapping[tuple[Origin, str], str]:
        """(origin, key) -> content of the newest record of each key in an owner's lists; nothing about pairs."""

    @abstractmethod
    def related_records(self, records: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        """These records and all that share identifiers with them, directly or through others, in order of id."""

    @abstractmethod
    def listed_in(self, run: RunId) -> frozenset[RecordId]:
        """The ids of a run's records but those about pairs."""

    @abstractmethod
    def records(self, ids: Iterable[RecordId]) -> tuple[StoredRecord, ...]:
        """These records, in order of id."""

    @abstractmethod
    def records_with(self, said: Iterable[Identifier]) -> tuple[RecordId, ...]:
        """The records that carry one of these identifiers, in order."""

    @abstractmethod
    def records_about(self, people: Iterable[PersonId]) -> frozenset[RecordId]:
        """The ids of all records about these people."""

    @abstractmethod
    def names_alone(self) -> Iterator[str]:
        """The names (folded) of records of which nothing but the name is known."""

    @abstractmethod
    def people_of(self, records: Iterable[RecordId]) -> Mapping[RecordId, PersonId]:
        """Whom records are about; those about nobody are left out."""

    @abstractmethod
    def put_pairs(self, pairs: Iterable[PairEnds]) -> None:
        """Says of which records pair records speak, and of which people; replaces what was said before."""

    @abstractmethod
    def pairs_with(self, records: Iterable[RecordId]) -> tuple[PairEnds, ...]:
        """The pairs of which one end is among these records, in order of their own records."""

    @abstractmethod
    def pairs_between(self, people: Iterable[tuple[PersonId, PersonId]]) -> tuple[PairEnds, ...]:
        """All pairs about these two people each, whichever comes first, in order of their own records."""

    @abstractmethod
    def pair_records(self, scope: str) -> Iterator[StoredRecord]:
        """What is said about pairs in an owner's lists, in order of id."""

    @abstractmethod
    def assign(self, people: Mapping[RecordId, PersonId | None]) -> None:
        """Says which person each record is about; None for nobody in particular."""

    @abstractmethod
    def put_people(self, people: Iterable[PersonEntry]) -> None:
        """Adds or replaces people with their affiliations."""

    @abstractmethod
    def remove_people(self, people: Iterable[PersonId]) -> None:
        """Removes people with their affiliations (their records and evidence are handled by those who call)."""

    @abstractmethod
    def put_organizations(self, organizations: Iterable[Organization]) -> None:
        """Adds organisations or renames the ones of the same id."""

    @abstractmethod
    def settle_organizations(self, organizations: Iterable[OrganizationId]) -> None:
        """Names these by their commonest spelling and removes those without affiliation, target or decision."""

    @abstractmethod
    def replace_evidence(self, records: Iterable[RecordId], evidence: Iterable[RecordEvidence]) -> None:
        """Removes all evidence from `records` and adds `evidence`."""

    @abstractmethod
    def put_shift(self, scope: str, shift: float | None) -> None:
        """Says so for one owner's archive, and in all evidence from its messages and mails; None forgets it."""

    @abstractmethod
    def put_target(self, target: Target) -> None:
        """Adds a target or replaces the one at the same organisation."""

    @abstractmethod
    def remove_target(self, organization: OrganizationId) -> None:
        """Takes an organisation off the target list."""

    @abstractmethod
    def put_decision(self, decision: Decision) -> None:
        """Keeps a decision; the same kind and subjects are kept once."""

    @abstractmethod
    def remove_decision(self, decision: Decision) -> None:
        """Takes a decision back."""

    @abstractmethod
    def put_note(self, note: Note) -> None:
        """Keeps a note, or replaces the one of the same kind and id."""

    @abstractmethod
    def remove_note(self, kind: str, name: str) -> None:
        """Removes the note of this kind and id."""

    @abstractmethod
    def put_suppressed(self, marks: Iterable[str]) -> None:
        """Adds marks of identifiers whose people are kept out."""

    @abstractmethod
    def remove_suppressed(self, marks: Iterable[str]) -> None:
        """Takes marks back; others are passed over."""


def changing_network(
    step: Callable[Concatenate[Writing, Given], Result],
) -> Callable[Concatenate[Writing, Given], Result]:
    """A step of a write after which what was computed of the network no longer holds."""

    @wraps(step)
    def done(transaction: Writing, /, *given: Given.args, **named: Given.kwargs) -> Result:
        transaction.changes_network = True
        return step(transaction, *given, **named)

    return done


class GraphStore(GraphReader, Upkeep):
    """A place where a network is kept."""

    @abstractmethod
    def write(self, work: Callable[[StoreTransaction], Result], *, filling: bool = False) -> Result:
        """Runs `work` as one atomic write and returns what it returned; moves the revision up by one.

        Whatever `work` raises undoes everything. Writers wait for each other. `work` may be run more than once by a
        back end that retries, so it must not depend on anything that its own run changed. `filling` is for the steps of
        a copy (`graph.copying`): between them no other write is taken, since what is there is not whole.

        Raises:
            UserError: when a copy into the store is not finished and this is no step of it.
        """

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[GraphReader]:
        """One unchanging view for several questions, whatever others write meanwhile; hold it briefly."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and connections; the store cannot be used afterwards."""
