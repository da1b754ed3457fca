"""Many interactions -> what is said about each two people, and who is named in them.

A mailbox has a hundred thousand messages among a few thousand people, and what counts is between whom, when and how
often. So messages, meetings and relations are gathered by pair, each with a key by which it is told from the others:
when two imports hold the same message it counts once. No subject, no text and no address list is kept.

Whom a source names becomes a record of its own, found again in other lists by address; a stranger who wrote one mail
and had no answer is only SEEN, which makes nobody a person.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b

from graph.records import (
    BUNDLE_TIE,
    CardKind,
    ContactRecord,
    EvidenceKind,
    GroupRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    PairEntry,
    PairRecord,
    Party,
    PersonName,
    RelationRecord,
    SourceRef,
)
from graph.resolve.names import clean_name
from graph.resolve.normalize import email_address, identifying_email, profile_slug
from graph.text import clean_text, fold_words

LARGEST_AUDIENCE = 30
"""A message to more people than this is an announcement: it says nothing about who knows whom."""

LARGEST_MEETING = 50
"""At a larger meeting than this one does not meet everybody; only who called it and the owner are still counted."""

OWNER_KEY = "owner"
"""The key of the owner of the list among those who are named."""

NOBODY = frozenset({"linkedin member", "unknown sender", "undisclosed recipients"})
"""What stands in place of a name where an account is gone or nobody is meant (folded)."""

_KINDS = {
    InteractionKind.MESSAGE: EvidenceKind.MESSAGE,
    InteractionKind.MAIL: EvidenceKind.MAIL,
    InteractionKind.MEETING: EvidenceKind.MEETING,
    InteractionKind.RECOMMENDATION: EvidenceKind.RECOMMENDATION,
    InteractionKind.ENDORSEMENT: EvidenceKind.ENDORSEMENT,
    InteractionKind.INVITATION: EvidenceKind.INVITATION,
}
_MAKES_KNOWN = (EvidenceKind.MEETING, EvidenceKind.RECOMMENDATION, EvidenceKind.RELATION, EvidenceKind.NETWORK)
"""Who is named in one of these is a person to the user; for messages it takes an answer."""

_WRITTEN = (EvidenceKind.MESSAGE, EvidenceKind.MAIL)
_NOTHING = ""
_PairKey = tuple[str, str, EvidenceKind, str | None]
_Said = tuple[str, str, EvidenceKind, str | None, PairEntry]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said about the two who have these keys."""

    a: str
    b: str
    fact: PairRecord


@dataclass(frozen=True, slots=True)
class Condensed:
    """Who is named, by key, and what is said about pairs of them; rows of the same read have the keys "row:PLACE".

    `keys` are those of the interactions that say something about two people, in order; `idle` is the number of others.
    """

    named: Mapping[str, ContactRecord]
    pairs: tuple[Pair, ...]
    keys: tuple[str, ...]
    idle: int


class Condenser:
    """Takes in interactions one by one, so that a mailbox of any size fits."""

    def __init__(self) -> None:
        self._people = _People()
        self._gathered: dict[_PairKey, _Gathered] = {}
        self._keys: list[str] = []
        self._idle = 0

    def add(self, record: InteractionRecord) -> None:
        """Takes in an interaction."""
        key = _NOTHING if record.bulk else self._take(_interacted(record, self._people), record.source.locator)
        if key:
            self._keys.append(key)
        else:
            self._idle += 1

    def finish(self, relations: Iterable[RelationRecord], rows: Sequence[ContactRecord | GroupRecord]) -> Condensed:
        """What was taken in, with the relations that cards name; `rows` are what was read beside them, in order.

        The same records give the same pairs in the same order, whatever order they came in.
        """
        self._people.know(rows)
        for relation in relations:
            self._take(_related(relation, self._people), relation.source.locator, relation.strength)
        pairs = tuple(_pair(key, self._gathered[key]) for key in sorted(self._gathered, key=_order))
        return Condensed(self._people.named(_known(pairs)), pairs, tuple(self._keys), self._idle)

    def _take(self, said: Iterable[_Said], locator: str, strength: float | None = None) -> str:
        """Adds what a record says to the pairs it speaks of; returns its key, "" when it says nothing."""
        key = _NOTHING
        for a, b, kind, label, entry in said:
            key = entry.key
            if a > b:
                a, b, entry = b, a, PairEntry(entry.key, entry.day, not entry.outward, entry.group)
            held = self._gathered.get((a, b, kind, label))
            if held is None:
                held = self._gathered[a, b, kind, label] = _Gathered(locator)
            held.add(entry)
            if strength is not None:
                held.strength = max(held.strength or 0.0, strength)
        return key


def entry_key(kind: EvidenceKind, text: str) -> str:
    """A short key for an interaction; two different ones have the same in one of 10^14 cases."""
    return _digest(f"{kind.value}|{text}")


@lru_cache(maxsize=1 << 16)
def _digest(text: str) -> str:
    return urlsafe_b64encode(blake2b(text.encode("utf-8", "replace"), digest_size=6).digest()).decode()


@dataclass(slots=True)
class _Gathered:
    """Interactions of one kind between two people, while they are being collected."""

    first: str
    entries: dict[str, PairEntry] = field(default_factory=dict)
    strength: float | None = None

    def add(self, entry: PairEntry) -> None:
        held = self.entries.get(entry.key)
        if held is None or (held.day is None and entry.day is not None):
            self.entries[entry.key] = entry


class _People:
    """Everybody who is named in one read."""

    def __init__(self) -> None:
        self._by_uid: dict[tuple[str, str], str] = {}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        self._named: dict[str, list[Party]] = {}
        self._sources: dict[str, SourceRef] = {}
        self._keys: dict[Party, str | None] = {}

    def know(self, rows: Sequence[ContactRecord | GroupRecord]) -> None:
        """Cards name others by UID or name: these are the rows that they may mean."""
        for place, row in enumerate(rows):
            if isinstance(row, ContactRecord) and row.kind is CardKind.PERSON:
                file = _file_of(row.source)
                if row.uid:
                    self._by_uid.setdefault((file, row.uid), f"row:{place}")
                self._by_name.setdefault((file, row.name.full), []).append(f"row:{place}")

    def row_of(self, party: Party, source: SourceRef) -> str | None:
        """The key of the row of the same file that a card or a tie names; else as `key_of`.

        UIDs are counted up in every file, so they mean nothing in another.
        """
        file = _file_of(source)
        if party.uid and (file, party.uid) in self._by_uid:
            return self._by_uid[file, party.uid]
        rows = self._by_name.get((file, party.name or ""), [])
        is_bare = not (party.email or party.profile)
        return rows[0] if is_bare and len(rows) == 1 else self.key_of(party, source)

    def key_of(self, party: Party, source: SourceRef) -> str | None:
        """The key of whom a source names; None when it is nobody in particular."""
        if party not in self._keys:
            self._keys[party] = self._key_of(party)
            key = self._keys[party]
            if key and not key.startswith(("row:", OWNER_KEY)):
                self._named.setdefault(key, []).append(party)
                self._sources.setdefault(key, source)
        return self._keys[party]

    def named(self, known: set[str]) -> Mapping[str, ContactRecord]:
        """Everybody who is no row of the read and not the owner; those outside `known` were only seen."""
        return {
            key: replace(_described(self._named[key], key in known), source=self._sources[key])
            for key in sorted(self._named)
        }

    def _key_of(self, party: Party) -> str | None:
        if party.is_owner:
            return OWNER_KEY
        slug = profile_slug(party.profile) if party.profile else None
        if slug:
            return f"profile:{slug}"
        if party.email and email_address(party.email):
            email = identifying_email(party.email)
            return f"email:{email}" if email else None
        name = fold_words(clean_name(PersonName(clean_text(party.name))).full) if party.name else ""
        return f"name:{name}" if name and name not in NOBODY else None


def _related(record: RelationRecord, people: _People) -> Iterator[_Said]:
    a, b = people.row_of(record.subject, record.source), people.row_of(record.to, record.source)
    if a and b and a != b:
        is_card = record.label not in ("tie", BUNDLE_TIE) and record.strength is None
        kind = EvidenceKind.RELATION if is_card else EvidenceKind.NETWORK
        kind = EvidenceKind.BUNDLE if record.label == BUNDLE_TIE else kind
        entry = PairEntry(entry_key(kind, f"{min(a, b)}|{max(a, b)}|{record.label}"), None, True, 0)
        yield a, b, kind, record.label if is_card else None, entry


def _interacted(record: InteractionRecord, people: _People) -> Iterator[_Said]:
    kind = _KINDS[record.kind]
    sender = people.key_of(record.sender, record.source)
    named = (people.key_of(party, record.source) for party in record.recipients)
    others = [key for key in dict.fromkeys(named) if key and key != sender]
    size = max(record.group, len(record.recipients), len(others))
    key = entry_key(kind, record.key or f"{record.at}|{sender}|{others}|{record.thread}")
    day = _day(record.at)
    if kind is EvidenceKind.MEETING:
        yield from _met([each for each in (sender, *others) if each], size, PairEntry(key, day, True, 0))
        return
    if size > LARGEST_AUDIENCE:
        return
    if sender:
        yield from ((sender, other, kind, None, PairEntry(key, day, True, size)) for other in others)
    if kind in _WRITTEN and len(others) > 1:
        group = [sender, *others] if sender else others
        together = PairEntry(key, day, True, size)
        yield from (
            (one, other, EvidenceKind.CO_RECIPIENT, None, together)
            for place, one in enumerate(group)
            for other in group[place + 1 :]
        )


def _met(people: Sequence[str], invited: int, entry: PairEntry) -> Iterator[_Said]:
    """Everybody met everybody, but at large meetings only the one who called it and the owner met each of the rest."""
    size = max(invited, len(people))
    entry = PairEntry(entry.key, entry.day, True, size)
    for place, one in enumerate(people):
        for other in people[place + 1 :]:
            if size <= LARGEST_MEETING or place == 0 or OWNER_KEY in (one, other):
                yield one, other, EvidenceKind.MEETING, None, entry


def _order(key: _PairKey) -> tuple[str, ...]:
    a, b, kind, label = key
    return a, b, kind.value, label or ""


def _pair(key: _PairKey, found: _Gathered) -> Pair:
    a, b, kind, label = key
    entries = tuple(sorted(found.entries.values(), key=lambda each: (each.day or date.min, each.key)))
    more = f" and {len(entries) - 1:,} more" if len(entries) > 1 else ""
    return Pair(a, b, PairRecord(kind, entries, SourceRef(found.first + more), label, found.strength))


def _known(pairs: Iterable[Pair]) -> set[str]:
    """Who is somebody to the user: in writing only those who wrote and were written to."""
    known: set[str] = set()
    for pair in pairs:
        ways = {entry.outward for entry in pair.fact.entries}
        if pair.fact.kind in _MAKES_KNOWN or (pair.fact.kind in _WRITTEN and len(ways) == 2):
            known |= {pair.a, pair.b}
    return known


def _described(parties: Sequence[Party], is_known: bool) -> ContactRecord:
    """A record of somebody who is named in several ways: the fullest name, every address."""
    names = [clean_text(party.name) for party in parties if party.name]
    emails = tuple(dict.fromkeys(email for party in parties if (email := email_address(party.email or ""))))
    profile = next((slug for party in parties if (slug := profile_slug(party.profile or ""))), None)
    fullest = max(names, key=lambda name: (len(name.split()) > 1, names.count(name)), default="")
    name = fullest or (emails[0].partition("@")[0] if emails else profile or "")
    origin = Origin.NAMED if is_known and _names_somebody(name, emails, profile) else Origin.SEEN
    return ContactRecord(PersonName(name), SourceRef(""), origin=origin, emails=emails, profile=profile)


def _names_somebody(name: str, emails: Sequence[str], profile: str | None) -> bool:
    """Whether one could tell whom it means: "Mum" alone is nobody's name to others."""
    return bool(emails or profile) or len(fold_words(name).split()) > 1


def _file_of(source: SourceRef) -> str:
    return source.locator.rpartition(" line ")[0]


def _day(at: datetime | date | None) -> date | None:
    return at.date() if isinstance(at, datetime) else at
