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
    NAME = "name"
    """Where nothing but a name is known: to be found by it, never to be one person because of it."""


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
    """Name parts as written; `full` is empty only where a file tells something about its owner but not the name."""

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
    NAMED = "named"
    """No list: a mail, a meeting, a card or a network names somebody, whom the owner need not know."""
    SEEN = "seen"
    """As NAMED, but so much in passing that it makes nobody a person: a stranger's one mail."""
    NAMELESS = "nameless"
    """No list: somebody at a company whom the owner of a bundle knows and does not name."""
    INTEREST = "interest"
    """No list of people: a company that the owner follows, applied to or dreams of; its card says in `labels` which."""
    OWNER = "owner"
    """No list: whose list an import holds, as the user says or as the files themselves tell."""
    EGO = "me"
    """No list: the user's own card."""
    PAIR = "pair"
    """No list: what is said about two people together."""


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
    city: str | None = None
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

    @property
    def is_owner(self) -> bool:
        """Whether the owner of the list is meant, whatever else is known of them."""
        return self.uid == _OWNER_UID


_OWNER_UID = "owner of the list"

LIST_OWNER = Party(uid=_OWNER_UID)
"""Stands for the owner of the list where a source does not name them, as in "recommendations received"."""


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
    """One message, mail, meeting ...: who, whom, when; never a subject or a text. `thread` is an opaque key.

    `key` tells the same interaction in another export, such as a Message-ID. `bulk`: it went to a mailing list or came
    from a machine, so it says nothing about who knows whom. `group` is the number of people there were, where it is
    larger than those who are named. Everybody at a meeting stands among the recipients but for who called it.
    """

    kind: InteractionKind
    sender: Party
    recipients: tuple[Party, ...]
    at: datetime | date | None
    source: SourceRef
    thread: str | None = None
    key: str | None = None
    bulk: bool = False
    group: int = 0


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """One contact's card names another person: `label` is what `to` is to `subject` (manager, spouse, assistant).

    In a network that somebody made, `label` is "tie" or what the file calls it, and `strength` in (0, 1] what it says.
    """

    subject: Party
    to: Party
    label: str
    source: SourceRef
    strength: float | None = None


BUNDLE_TIE = "bundle"
"""The label of a relation that the owner of a bundle tells: whom they know."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms somebody gave what a bundle holds: `sender` is the key that it was signed with, `owner` the name
    they gave, `shows` a word of `graph.model.Shows`, `expires` the first day on which it counts as never imported,
    `made` when it was made.
    """

    owner: str
    sender: str
    shows: str
    expires: date
    made: datetime
    source: SourceRef


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A named group of contacts."""

    name: str
    members: tuple[Party, ...]
    source: SourceRef


class EvidenceKind(Enum):
    """What speaks for a tie."""

    CONNECTION = "connection"
    """The two are connected on a network such as LinkedIn."""
    ADDRESS_BOOK = "address_book"
    """One keeps the other in an address book."""
    SHARED_EXPORT = "shared_export"
    """One gave the other their contacts."""
    MESSAGE = "message"
    MAIL = "mail"
    MEETING = "meeting"
    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"
    INVITATION = "invitation"
    """One asked the other to connect."""
    CO_RECIPIENT = "co_recipient"
    """Both stood among the sender and receivers of one message."""
    RELATION = "relation"
    """A card says that one is the other's manager, spouse, assistant ..."""
    NETWORK = "network"
    """A network that somebody made ties the two."""
    BUNDLE = "bundle"
    """One says so in a bundle that they gave."""
    STATED = "stated"
    """The user says that they know each other."""
    DENIED = "denied"
    """The user says that they do not."""


@dataclass(frozen=True, slots=True)
class PairEntry:
    """One interaction of two people: `outward` when it went from the first to the second.

    `key` tells it from all others, also in another export; `group` is the number of people there were.
    """

    key: str
    day: date | None
    outward: bool
    group: int


@dataclass(frozen=True, slots=True)
class PairRecord:
    """What one import says about two people: all their interactions of one kind, or what one is to the other.

    Messages are kept like this rather than one by one: a mailbox has a hundred thousand, and what counts is between
    whom and when. `source` is where the first of them stands.
    """

    kind: EvidenceKind
    entries: tuple[PairEntry, ...]
    source: SourceRef
    label: str | None = None
    strength: float | None = None


class SkipReason(Enum):
    """Why a readable row becomes nobody."""

    HIDDEN = "hidden"
    """The member left or hides: only a date is filled."""
    DRAFT = "draft"
    SPAM = "spam"
    SPONSORED = "sponsored"
    PENDING = "pending"
    """An endorsement or recommendation that was not accepted, or is hidden."""
    DECLINED = "declined"
    """Somebody was invited to a meeting and did not come."""
    RESOURCE = "resource"
    """A room, a device or a mailing list among the people at a meeting."""
    CANCELLED = "cancelled"
    """A meeting that did not take place."""
    EMPTY = "empty"
    """Nobody but the owner took part, or it tells nothing about people."""


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


Record = ContactRecord | InteractionRecord | RelationRecord | GroupRecord | Terms | Skipped
