"""What a store keeps, as values: records with their place, pairs, people and evidence as they go in and come out."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NewType

from graph.model import Evidence, OrganizationId, Person, PersonId
from graph.records import (
    ContactRecord,
    EvidenceKind,
    GroupRecord,
    Identifier,
    Origin,
    PairRecord,
    RunId,
    SourceRef,
)

if TYPE_CHECKING:  # only the search needs arrays: importing a file should not wait for them
    import numpy as np
    import numpy.typing as npt

RecordId = NewType("RecordId", str)

EGO_RUN = RunId("me")
"""Ego's own card is kept like an import, but is none: it is not listed and cannot be undone."""

EGO_SCOPE = "me"
"""The scope of ego's lists."""

ENTRY_SEPARATOR = "\n"
"""Between scope, origin and key of an entry; neither of them holds a line end."""

OWNERS_CARD = "card"
"""The key of the user's word whose list a run holds."""

StoredFact = ContactRecord | PairRecord | GroupRecord


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it is kept. Ids sort by run and position; `content` is the text `graph.store.codec` makes of it."""

    id: RecordId
    run: RunId
    scope: str
    key: str
    fact: StoredFact
    identifiers: tuple[Identifier, ...]
    content: str
    person: PersonId | None = None
    as_of: date | None = None
    """The day of the export, as far as it is known."""

    @property
    def origin(self) -> Origin:
        """What kind of list the record stands in."""
        if isinstance(self.fact, PairRecord):
            return Origin.PAIR
        return self.fact.origin if isinstance(self.fact, ContactRecord) else Origin.ADDRESS_BOOK

    @property
    def newness(self) -> tuple[date, RecordId]:
        """Orders the versions of an entry, oldest first: by day of the export, then by import."""
        return self.as_of or date.min, self.id

    @property
    def entry(self) -> str:
        """What all versions of one entry in one list have in common; decisions may name it."""
        return ENTRY_SEPARATOR.join((self.scope, self.origin.value, self.key))

    @property
    def is_owners_card(self) -> bool:
        """Whether it is the user's word whose list the run holds, rather than what the files tell about them."""
        return self.key == OWNERS_CARD

    @property
    def source(self) -> SourceRef:
        """Where the record stands."""
        return SourceRef(self.fact.source.locator, self.run)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as they are kept: `name_fold` to find namesakes by, `aliases` the other ids they may be asked for by."""

    person: Person
    name_fold: str
    aliases: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class PairEnds:
    """The two records that a `PairRecord` speaks of, first and second, and the people they are about, once known."""

    record: RecordId
    a: RecordId
    b: RecordId
    person_a: PersonId | None = None
    person_b: PersonId | None = None


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """Evidence and the record that it came from, so that it leaves with the record."""

    record: RecordId
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user keeps beside the people: their focus, an ask, a conversation.

    `kind` and `id` name it, `about` tells whom it speaks of (it leaves with them when they are forgotten), `content` is
    text of those who made it; a store looks into none of them.
    """

    kind: str
    id: str
    content: str
    about: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceColumns:
    """All evidence as arrays, for the search: row i says that `people[a[i]]` and `people[b[i]]` know each other.

    `kind` indexes `EVIDENCE_KINDS`; `day` is the last day as days since 1970-01-01, or `NO_DAY`; the others are as in
    `Evidence`, with 0 for a strength that is not stated. `stamp` is the store's network stamp.
    """

    stamp: str
    people: tuple[PersonId, ...]
    a: "npt.NDArray[np.int32]"
    b: "npt.NDArray[np.int32]"
    kind: "npt.NDArray[np.uint8]"
    day: "npt.NDArray[np.int32]"
    sent: "npt.NDArray[np.int32]"
    received: "npt.NDArray[np.int32]"
    group: "npt.NDArray[np.int32]"
    stated: "npt.NDArray[np.float64]"
    sent_fresh: "npt.NDArray[np.float64]"
    received_fresh: "npt.NDArray[np.float64]"
    shift: "npt.NDArray[np.float64]"


EVIDENCE_KINDS = tuple(EvidenceKind)
"""Order of the kinds in `EvidenceColumns.kind`."""

NO_DAY = -(2**31)
"""Stands for an unknown date in `EvidenceColumns.day`."""


@dataclass(frozen=True, slots=True)
class Post:
    """A position as far as it tells with whom somebody worked; an unknown start or end is None."""

    organization: OrganizationId
    name: str
    title: str | None
    start: date | None
    end: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class Background:
    """Where somebody may have met others: what `graph.ties.contexts` looks at."""

    person: PersonId
    family: str
    city: str | None
    schools: tuple[str, ...]
    labels: tuple[str, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What a store holds: `location` for people to read, `size` in bytes on disk (0 in memory)."""

    location: str
    revision: int
    people: int
    organizations: int
    records: int
    ties: int
    runs: int
    targets: int
    size: int


def record_id(number: int, position: int) -> RecordId:
    """The id of a record by the number of its run and its place in it; ids sort in that order."""
    return RecordId(f"{number:06d}-{position:07d}")


def alias_of(said: Identifier) -> PersonId:
    """The id that a person has when this identifier is the most trusted one known: the same in every store."""
    return PersonId("p" + hashlib.sha256(f"{said.kind.value}:{said.value}".encode()).hexdigest()[:12])
