"""What we conclude from records: people, organisations, ties, paths. All values are frozen and carry their reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

from graph.records import EvidenceKind, RunFile, RunId, SourceRef

PersonId = NewType("PersonId", str)
OrganizationId = NewType("OrganizationId", str)

EGO = PersonId("me")
"""The owner of the store: the person who looks for introductions."""

NAMELESS_IDS = "somebody-"
"""How the ids of those begin of whom only the company is known: they end a path, and nobody looks for them."""

EGO_NAME = "You"
"""What ego is called until a file or `intrograph me` says a name."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a number is what it is: `effect` is what this reason alone contributes, `detail` names its source."""

    label: str
    effect: float
    detail: str


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What became of what was read; `read` is the sum of the others."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    matched: int = 0
    to_review: int = 0
    hidden: int = 0
    problems: int = 0

    @property
    def read(self) -> int:
        """How many rows, cards and groups there were."""
        return self.added + self.changed + self.unchanged + self.matched + self.to_review + self.hidden + self.problems


class Shows(Enum):
    """How much of their contacts an owner lets others see."""

    COMPANIES = "companies"
    """How many people they know at each company; nobody's name."""
    NAMES = "names"
    """Who they know and where these work; not how well."""
    STRENGTH = "strength"
    """Who they know, and how well."""
    EVERYTHING = "everything"
    """Whatever the files say."""


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import: whose contacts, from which files, when, and what came of it. `number` orders the runs.

    `as_of` is the day up to which the owner's list of connections reaches, None where it has none: imports of older
    exports may come later, and what a newer export says holds. `shows` is how much its owner lets be seen of it,
    `expires` the first day on which it counts as never imported, and `made` when they made it, where they said so.
    """

    id: RunId
    number: int
    owner: PersonId
    owner_name: str
    files: tuple[RunFile, ...]
    at: datetime
    counts: ImportCounts
    as_of: date | None = None
    shows: Shows = Shows.EVERYTHING
    expires: date | None = None
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """A company or other body; `name` is the commonest way it is written, `key` its comparable form."""

    id: OrganizationId
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person's position at an organisation. `current` is what the newest source says."""

    person: PersonId
    organization: OrganizationId
    organization_name: str
    title: str | None
    start: date | None
    end: date | None
    current: bool
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Person:
    """A person, concluded from all records about them; current affiliations come first."""

    id: PersonId
    name: str
    given: str
    family: str
    credentials: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profile: str | None = None
    schools: tuple[str, ...] = ()
    city: str | None = None
    labels: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()

    @property
    def is_nameless(self) -> bool:
        """Whether this stands for somebody whom a bundle only counts."""
        return self.id.startswith(NAMELESS_IDS)

    @property
    def position(self) -> Affiliation | None:
        """The first current affiliation."""
        return next((held for held in self.affiliations if held.current), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a source says about a pair; `a` is the one who says it (the owner), `b` the other.

    `sent` and `received` count what went from `a` to `b` and back; a connection or an entry counts 1 and 0. `group` is
    the smallest number of people who were together with them, 0 where that does not matter. `stated` is a strength that
    the source itself gives, `label` what one is to the other.

    `sent_fresh` and `received_fresh` are what is left of `sent` and `received` on the day `last`, when each counts half
    after the half-life of its kind (`graph.ties.strength.half_life`); what has no date counts nothing. `shift` is how
    much more (or less) the people of its archive keep writing than others do, in log-odds (`graph.ties.backtest`).
    """

    kind: EvidenceKind
    a: PersonId
    b: PersonId
    first: date | None
    last: date | None
    sent: int
    received: int
    source: SourceRef
    group: int = 0
    stated: float | None = None
    label: str | None = None
    sent_fresh: float = 0.0
    received_fresh: float = 0.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people (`a` < `b`) and what was seen of them together. Strength and probability are computed, not stored."""

    a: PersonId
    b: PersonId
    evidence: tuple[Evidence, ...]

    def other(self, person: PersonId) -> PersonId:
        """The other end of the tie."""
        return self.b if person == self.a else self.a


class DecisionKind(Enum):
    """What the user decided; survives re-import and undo."""

    SAME_ORGANIZATION = "same_organization"
    """Two differently named organisations are one."""
    MERGE = "merge"
    """Two people are one."""
    KEEP_APART = "keep_apart"
    """Two people are two, whatever they share."""
    LATER = "later"
    """Whether two people are one is not to be asked again for now."""
    STATE_TIE = "state_tie"
    """Two people know each other; the third subject says how well, from 1 to 5."""
    DENY_TIE = "deny_tie"
    """Two people do not know each other, whatever else speaks for it."""
    RATE_GROUP = "rate_group"
    """How many of those who share a context know each other; the second subject is a word of `graph.ties.feedback`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A statement by the user about its subjects: ids of organisations, or, about people, entries of lists."""

    kind: DecisionKind
    subjects: tuple[str, ...]
    at: datetime


class Stage(Enum):
    """How far the user has come with a target."""

    WISHED = "wished"
    ASKING = "asking"
    TALKING = "talking"
    APPLIED = "applied"
    OFFER = "offer"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Target:
    """A company the user wants to reach.

    `priority` tells how much, from 0 (some day) to 3 (now); `posting` whether they look for somebody, from 0 (nothing
    seen) to 3 (fitting and fresh).
    """

    organization: OrganizationId
    name: str
    role: str | None
    priority: int
    added_at: datetime
    posting: int = 0
    stage: Stage = Stage.WISHED


@dataclass(frozen=True, slots=True)
class TargetPerson:
    """Somebody at a target, now (`current`) or before."""

    person: Person
    title: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class TargetPeople:
    """A target company, its people now and before, and companies of a similar name that were not counted as it."""

    organization: Organization
    people: tuple[TargetPerson, ...]
    similar: tuple[tuple[Organization, int], ...]
    """(organisation, number of people) whose names start alike, such as "Acme Bakery" for "Acme"."""


@dataclass(frozen=True, slots=True)
class Step:
    """One introduction: `giver` passes it on to `receiver` over their tie.

    `strength` is the chance of that if they know each other, `probability` that they do; it is 1 for observed ties.
    Where the outcomes of asks have moved the strength, `before_asks` is what it was.
    """

    giver: Person
    receiver: Person
    strength: float
    observed: bool
    reasons: tuple[Reason, ...]
    probability: float = 1.0
    before_asks: float | None = None


@dataclass(frozen=True, slots=True)
class IntroPath:
    """A way in: steps from ego to the contact, best guess of its chance (`warmth`) with an 80 % range.

    `novelty` is the share of those whom the first introducer knows that ego does not: news comes from there. A direct
    path has none.
    """

    steps: tuple[Step, ...]
    warmth: float
    low: float
    high: float
    reasons: tuple[Reason, ...]
    novelty: float | None = None

    @property
    def contact(self) -> Person:
        """The person at the target."""
        return self.steps[-1].receiver

    @property
    def introducers(self) -> tuple[Person, ...]:
        """The people between, in order; none when the contact is known directly."""
        return tuple(step.receiver for step in self.steps[:-1])

    @property
    def is_direct(self) -> bool:
        """Whether ego knows the contact."""
        return len(self.steps) == 1


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why there is no path, and what to do next (three short sentences)."""

    label: str
    detail: str
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Introductions:
    """The answer to "who can introduce me to this company?"; either paths or a reason why there are none.

    `newer` are colder paths beyond `paths` over people whose circle is newer to ego than that of anybody warmer: where
    warm and new disagree, both are offered.
    """

    target: TargetPeople
    paths: tuple[IntroPath, ...]
    unreachable: Unreachable | None
    newer: tuple[IntroPath, ...] = ()
