"""What a source says: plain facts as an importer read them, before anyone concludes anything from them.

Text is kept as the source wrote it (decoded, unfolded, trimmed); comparable forms are made in
`graph.resolve.normalize`. A row that cannot be read is a `Problem`, a value like the others, not an exception.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import NewType

RunId = NewType("RunId", str)


class IdentifierKind(StrEnum):
    """What can tell two records to be the same person; the order is how much each is trusted."""

    PROFILE = "profile"
    EMAIL = "email"
    PHONE = "phone"
    UID = "uid"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A normalised identifier: profile slug, lower-case e-mail, phone as E.164, or a card's UID."""

    kind: IdentifierKind
    value: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a fact stands: `locator` for people ("Connections.csv line 12"), `run` once it was imported."""

    locator: str
    run: RunId | None = None


@dataclass(frozen=True, slots=True)
class RunFile:
    """One file of an import run; `digest` is SHA-256. `importer` is None and `digest` empty when nobody reads it."""

    name: str
    importer: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """Name parts as written; `full` is never empty, the others may be."""

    full: str
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One position; an unknown start or end is None, a job without an end is held now."""

    organization: str
    title: str | None = None
    start: date | None = None
    end: date | None = None


class CardKind(Enum):
    """Whether a card describes a person or a company."""

    PERSON = "contact"
    ORGANIZATION = "organization"


class Origin(StrEnum):
    """What kind of list a contact's entry stands in."""

    NETWORK = "network"
    """A network such as LinkedIn: both sides agreed to the entry, and the member keeps it up to date."""
    ADDRESS_BOOK = "address_book"
    """An address book: one side keeps it."""
    OWNER = "owner"
    """No list: the user's word whose list an import holds."""
    EGO = "me"
    """No list: the user's own card."""


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """One contact of one owner: a row of a table or a card.

    `organization` and `title` are the present ones; `jobs` are further positions, past or present.
    `connected_on` is the day on which the owner and the contact connected, where the source says so.
    """

    name: PersonName
    source: SourceRef
    kind: CardKind = CardKind.PERSON
    origin: Origin = Origin.ADDRESS_BOOK
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profile: str | None = None
    uid: str | None = None
    organization: str | None = None
    department: str | None = None
    title: str | None = None
    jobs: tuple[Job, ...] = ()
    schools: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    connected_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a source names without describing them; every field may be None, not all at once."""

    name: str | None = None
    email: str | None = None
    profile: str | None = None
    uid: str | None = None


class InteractionKind(Enum):
    """What two people did together."""

    MESSAGE = "message"
    MAIL = "mail"
    MEETING = "meeting"
    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    """One message, mail, meeting ...: who, whom, when; never a subject or a text. `thread` is an opaque key."""

    kind: InteractionKind
    sender: Party
    recipients: tuple[Party, ...]
    at: datetime | date | None
    source: SourceRef
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """One contact's card names another person: `label` is what `to` is to `subject` (manager, spouse, assistant)."""

    subject: Party
    to: Party
    label: str
    source: SourceRef


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A named group of contacts."""

    name: str
    members: tuple[Party, ...]
    source: SourceRef


class SkipReason(Enum):
    """Why a readable row becomes nobody."""

    HIDDEN = "hidden"
    """The member left or hides: only a date is filled."""
    DRAFT = "draft"
    SPAM = "spam"
    SPONSORED = "sponsored"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was read, counted and left out on purpose."""

    reason: SkipReason
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read. `kept`: the row stays, only this part of it is lost."""

    source: SourceRef
    message: str
    kept: bool = False


Record = ContactRecord | InteractionRecord | RelationRecord | GroupRecord | Skipped
