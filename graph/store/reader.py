"""The questions a store answers, documented once for every back end."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.model import (
    Affiliation,
    Decision,
    ImportRun,
    Organization,
    OrganizationId,
    Person,
    PersonId,
    Target,
    Tie,
)
from graph.records import Origin, RunId, SourceRef
from graph.store.kept import (
    Background,
    EvidenceColumns,
    Note,
    PairEnds,
    PersonEntry,
    RecordEvidence,
    StoredRecord,
    StoreStatus,
)


class GraphReader(ABC):
    """The questions a store answers, outside and inside a write."""

    @abstractmethod
    def revision(self) -> int:
        """Number of the last committed write; 0 for a new store."""

    @abstractmethod
    def stamp(self) -> str:
        """Tells this state of the store from every other that any store was in; another one after every write."""

    @abstractmethod
    def network_stamp(self) -> str:
        """Tells in the same way the state of people, imports, evidence and decisions: a write of nothing but targets,
        notes or marks leaves it as it is, so that what was computed of the network holds on."""

    @abstractmethod
    def beside(self) -> Path | None:
        """Where files derived from the store may lie: at this path with an ending. None where there is no such place,
        where the store is encrypted, or within a write, where they would tell what is not committed."""

    def at_hand(self) -> bool:
        """Whether everything may be read at once: the store is on this machine, and large parts of it come quickly."""
        return False

    @abstractmethod
    def unfinished(self) -> str:
        """The name of the copy that is being put in (`GraphStore.write`); empty for a store that is whole."""

    @abstractmethod
    def status(self) -> StoreStatus:
        """Counts and sizes."""

    @abstractmethod
    def runs(self) -> tuple[ImportRun, ...]:
        """All import runs, oldest first. The owner's own card (`intrograph me`) is no run."""

    @abstractmethod
    def person(self, person: PersonId) -> Person | None:
        """The person of this id, or of an id that they had before more was known about them."""

    @abstractmethod
    def people(self, ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Several people by their present ids; unknown ids are left out."""

    @abstractmethod
    def find_people(self, text: str, limit: int = 50) -> tuple[Person, ...]:
        """People whose name, company, title or e-mail has a word starting with each word of `text`, by name.

        Case and accents do not matter. An empty text finds everybody. Ego is never among them, nor who has no name
        (`Person.is_nameless`).
        """

    @abstractmethod
    def names(self) -> Iterator[tuple[PersonId, str]]:
        """Everybody's id and name, in no order: all that a picture of the whole network writes about them."""

    @abstractmethod
    def people_named(self, name_folds: Iterable[str]) -> Mapping[str, tuple[PersonId, ...]]:
        """Who has exactly this folded name (`graph.resolve.normalize.fold_name`)."""

    @abstractmethod
    def entries(self, after: str, limit: int) -> tuple[PersonEntry, ...]:
        """The next people as they are kept, ego too, whose ids come after this one, in order of id."""

    @abstractmethod
    def organization(self, organization: OrganizationId) -> Organization | None:
        """The organisation of this id."""

    @abstractmethod
    def organizations(self) -> tuple[tuple[Organization, int], ...]:
        """Every organisation with the number of people there now, most people first, then by name."""

    @abstractmethod
    def organizations_like(self, key: str, keys: Collection[str]) -> tuple[tuple[Organization, int], ...]:
        """Of `organizations` those whose key contains `key`, is in it or in `keys`, or whose name has brackets."""

    @abstractmethod
    def affiliations_at(self, organizations: Iterable[OrganizationId]) -> tuple[Affiliation, ...]:
        """Everybody who is or was at one of them: current first, then by person id."""

    @abstractmethod
    def entries_of_run(self, run: RunId, origin: Origin) -> Mapping[PersonId, str]:
        """What a run's list of this kind says about each person in it (as `graph.store.codec` wrote it)."""

    @abstractmethod
    def records_of(self, person: PersonId) -> tuple[StoredRecord, ...]:
        """Every record about a person, in order of import."""

    @abstractmethod
    def records_of_origin(self, origin: Origin) -> tuple[StoredRecord, ...]:
        """All records of one origin, in order of id."""

    @abstractmethod
    def records_of_entry(self, entry: str) -> tuple[StoredRecord, ...]:
        """All versions of an entry (`StoredRecord.entry`), in order of id."""

    @abstractmethod
    def pairs_of_run(self, run: RunId) -> tuple[PairEnds, ...]:
        """The pairs that a run speaks of, in order of their own records."""

    @abstractmethod
    def records_of_run(self, run: RunId) -> tuple[StoredRecord, ...]:
        """All records of a run, in order."""

    @abstractmethod
    def evidence_of_run(self, run: RunId) -> tuple[RecordEvidence, ...]:
        """All evidence that came from a run's records."""

    @abstractmethod
    def shifts(self) -> Mapping[str, float]:
        """How readily the people of each owner's archive keep writing (`Evidence.shift`), by scope, where known."""

    @abstractmethod
    def lists_of_people(self) -> Mapping[PersonId, frozenset[str]]:
        """In whose lists (scopes) everybody stands as a contact."""

    @abstractmethod
    def ties_of(self, person: PersonId) -> tuple[Tie, ...]:
        """The ties of one person, ordered by the other's id."""

    @abstractmethod
    def ties_between(self, pairs: Iterable[tuple[PersonId, PersonId]]) -> Mapping[frozenset[PersonId], Tie]:
        """The ties of these pairs, whichever end comes first, by their two ends; pairs without a tie are left out."""

    @abstractmethod
    def ties(self) -> Iterator[Tie]:
        """Every tie, ordered by its ends."""

    @abstractmethod
    def evidence_columns(self) -> EvidenceColumns:
        """All evidence as arrays, read in one consistent view; people in the order of their ids."""

    @abstractmethod
    def evidence_around(
        self, people: Collection[PersonId], others: Collection[PersonId] | None = None
    ) -> EvidenceColumns:
        """The evidence with one end among `people` and, unless None, the other among `others`: of a pair all or none.

        As arrays like `evidence_columns`, whose `people` are then those at an end.
        """

    @abstractmethod
    def kinds_around(self, people: Collection[PersonId]) -> Mapping[PersonId, Sequence[tuple[PersonId, str]]]:
        """For each of these people with whom there is evidence, and of what kind (`EvidenceKind`), in no order."""

    @abstractmethod
    def evidence_count(self, people: Collection[PersonId] | None = None) -> int:
        """How much evidence there is; with `people` how much hangs on them, that between two of them counted twice."""

    @abstractmethod
    def workplaces(self) -> Iterator[tuple[PersonId, OrganizationId]]:
        """Who is where now, in no order; everybody once for each organisation."""

    @abstractmethod
    def backgrounds(self) -> Iterator[Background]:
        """Where everybody who has a name may have met others, ordered by person."""

    @abstractmethod
    def targets(self) -> tuple[Target, ...]:
        """The target list: highest priority first, then by name."""

    @abstractmethod
    def decisions(self) -> tuple[Decision, ...]:
        """What the user decided, oldest first."""

    @abstractmethod
    def notes(self, kind: str | None = None) -> tuple[Note, ...]:
        """What the user keeps beside the people, of one kind or all, by kind and id."""

    @abstractmethod
    def suppressed(self) -> frozenset[str]:
        """The marks of identifiers whose people are kept out of every import."""

    def digest(self) -> str:
        """Fingerprint of all people, affiliations, ties, targets, decisions and notes, whatever way led to them."""
        seal = hashlib.sha256()
        for person in sorted(self.find_people("", limit=2**31), key=lambda one: one.id):
            places = [(where.organization, where.title, where.current) for where in person.affiliations]
            seal.update(repr((person.id, person.name, person.profile, sorted(places, key=repr))).encode())
            seal.update(repr((person.emails, person.phones, person.schools, person.city, person.labels)).encode())
        for tie in self.ties():
            said = [repr(replace(each, source=SourceRef(each.source.locator))) for each in tie.evidence]
            seal.update(repr((tie.a, tie.b, sorted(said))).encode())
        for target in self.targets():
            held = (target.organization, target.name, target.role, target.priority, target.posting, target.stage.value)
            seal.update(repr(held).encode())
        for decision in self.decisions():
            seal.update(repr((decision.kind.value, decision.subjects)).encode())
        seal.update(repr((self.notes(), sorted(self.suppressed()))).encode())
        return seal.hexdigest()
