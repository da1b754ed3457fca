"""Bundles for people who help each other: as much of one's own contacts as one chooses, signed, good until a day.

Three levels. *Companies*: how many people one knows at each company, and how many of them well, and nothing else.
*Names*: who they are and where they work. *Strength*: how well one knows each, too. No level holds an e-mail address, a
phone number, a note or a word of a message, and none holds what somebody else's files say: only one's own lists are
looked at.

What companies alone tell is little, not nothing: who knows the sender may guess who the one person at a small company
is, and reads in the band how well the two know each other; and one bundle after another shows what changed. Names or
addresses are never put in as hashes: whoever has a list of names finds them in seconds.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import log
from pathlib import Path
from typing import Any

from graph.errors import UserError
from graph.model import EGO, EGO_NAME, PersonId, Shows
from graph.private import write_private
from graph.records import CardKind, ContactRecord, Origin
from graph.resolve.companies import former_company, organization_key
from graph.resolve.names import clean_name
from graph.resolve.normalize import profile_slug
from graph.resolve.people import newest_versions
from graph.shown import BANDS
from graph.signing import name_of, own_key, sign
from graph.store.kept import EGO_SCOPE, StoredRecord
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words
from graph.ties.strength import strength_of

USUAL_DAYS = 90
"""How long a bundle is good when nobody says: a job search takes about as long."""

LONGEST_DAYS = 731
"""Two years: what is older says little about who knows whom, and a promise to let something go should come due."""

SHORTEST_COMPACT_NAME = 5
"""A name of fewer letters is found in company names by chance."""

LONGEST_NAME = 6
"""Words that a name has at most when it is looked for in the names of companies."""

_LISTED = (Origin.NETWORK, Origin.ADDRESS_BOOK, Origin.NAMED)
"""The lists that one's contacts stand in, the most reliable first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one wants to share: as whom (None for one's own name), how much, and until when (None for the usual)."""

    shows: Shows
    name: str | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it goes out; `people` or `companies` count what it shows, `sender` tells its key."""

    owner: str
    shows: Shows
    expires: date
    people: int
    companies: int
    sender: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Contact:
    """Somebody one knows, as one's own lists say."""

    name: str
    profile: str | None
    organization: str | None
    title: str | None
    strength: float


def share(store: GraphReader, wish: Wish, path: Path, *, keys: Path, at: datetime) -> Bundle:
    """Makes a bundle of one's own contacts, signed with the key in the folder `keys`, as a file for a friend.

    Raises:
        UserError: when the wish makes no sense, there is nothing to share, or the file cannot be written.
    """
    if not path.name:
        raise UserError("The bundle has no name.", "Name the file to make: --to friend.bundle")
    bundle = signed(store, wish, keys=keys, at=at)
    write_private(path, [bundle.text.encode("utf-8")], replacing=True)
    return replace(bundle, text="")


def signed(store: GraphReader, wish: Wish, *, keys: Path, at: datetime) -> Bundle:
    """A bundle of one's own contacts as a friend gets it, signed with the key in the folder `keys`.

    Raises:
        UserError: when the wish makes no sense, there is nothing to share, or the key cannot be used.
    """
    shown = made(store, wish, at)
    key = own_key(keys)
    sender = name_of(key)
    whole = {"intrograph_bundle": 1, "sender": sender, "signature": sign(key, shown.text), "body": shown.text}
    return replace(shown, sender=sender, text=json.dumps(whole, ensure_ascii=False))


def made(store: GraphReader, wish: Wish, at: datetime) -> Bundle:
    """What a bundle holds before it is signed. It tells when it was made, so that it never replaces a newer one.

    Raises:
        UserError: when the wish makes no sense, or there is nothing to share.
    """
    if wish.shows is Shows.EVERYTHING:
        raise UserError("A bundle never shows everything.", "Use --show companies, names or strength.")
    today = at.date()
    owner, expires = _owner(store, wish.name), wish.expires or today + timedelta(days=USUAL_DAYS)
    if not today < expires <= today + timedelta(days=LONGEST_DAYS):
        raise UserError("A bundle expires after today and within two years.", "Choose such a day with --expires.")
    contacts = tuple(_contacts(store, today))
    names = {fold_words(one.name) for one in store.find_people("", limit=2**31 - 1)}
    companies = _companies(contacts, names) if wish.shows is Shows.COMPANIES else []
    people = [] if wish.shows is Shows.COMPANIES else [_person(each, wish.shows) for each in contacts]
    if not companies and not people:
        raise UserError("You have no contacts to share yet.", "Import your own first: intrograph import FILE")
    held = {"companies": companies} if wish.shows is Shows.COMPANIES else {"people": people}
    made_at = at.astimezone(UTC).isoformat(timespec="seconds")  # not the sender's zone
    body = {"owner": owner, "shows": wish.shows.value, "made": made_at, "expires": expires.isoformat()}
    text = json.dumps({**body, **held}, ensure_ascii=False)
    return Bundle(owner, wish.shows, expires, len(people), len(companies), text=text)


def _owner(store: GraphReader, name: str | None) -> str:
    ego = store.person(EGO)
    said = clean_text(name) if name is not None else ego.name if ego and ego.name != EGO_NAME else ""
    if not fold_words(said):
        raise UserError("Your friend could not tell whose bundle it is.", "Say who you are: --as 'Ann Lee'")
    return said


def _contacts(store: GraphReader, today: date) -> Iterator[_Contact]:
    """Whom ego knows, by name, as ego's own lists say; nobody whom only others know."""
    found: dict[PersonId, list[StoredRecord]] = defaultdict(list)
    for origin in _LISTED:
        for record in store.records_of_origin(origin):
            if record.scope == EGO_SCOPE and record.person and record.person != EGO:
                found[record.person].append(record)
    ties = store.ties_between((EGO, person) for person in found)
    known = {tie.other(EGO): strength_of(tie, today).value for tie in ties.values()}
    people = (_contact(newest_versions(tuple(records)), known.get(person, 0.0)) for person, records in found.items())
    ordered = [one for one in people if one and one.strength > 0]
    yield from sorted(ordered, key=lambda one: (fold_words(one.name), one.profile or "", one.organization or ""))


def _contact(records: Sequence[StoredRecord], strength: float) -> _Contact | None:
    """One person as their newest records say; None without a name."""
    facts = [each.fact for each in sorted(records, key=_telling)]
    cards = [fact for fact in facts if isinstance(fact, ContactRecord) and fact.kind is CardKind.PERSON]
    name = next((said for fact in cards if (said := clean_name(fact.name).full) and "@" not in said), "")
    at = next((fact for fact in cards if fact.organization and not former_company(fact.organization)), None)
    profile = next((slug for fact in cards if (slug := profile_slug(fact.profile or ""))), None)
    if not name:
        return None
    organization, title = (clean_text(at.organization or ""), clean_text(at.title or "")) if at else ("", "")
    return _Contact(name, profile, organization or None, title or None, strength)


def _telling(record: StoredRecord) -> tuple[int, int]:
    return _LISTED.index(record.origin), -record.newness[0].toordinal()


def _person(one: _Contact, shows: Shows) -> Mapping[str, Any]:
    said: dict[str, Any] = {"name": one.name, "organization": one.organization, "title": one.title}
    said["profile"] = one.profile
    if shows is Shows.STRENGTH:
        said["strength"] = max(round(one.strength, 2), 0.01)
    return {key: value for key, value in said.items() if value is not None}


def _companies(contacts: Collection[_Contact], everybody: Collection[str]) -> list[Mapping[str, Any]]:
    """How many people there are at each company, and how well they are known; a company that is called after somebody
    would name them."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    staff: dict[str, list[_Contact]] = defaultdict(list)
    for one in contacts:
        if one.organization and (key := organization_key(one.organization)):
            names[key][one.organization] += 1
            staff[key].append(one)
    return [
        {"name": _usual(spellings), "people": spellings.total(), "known": _bands(staff[key])}
        for key, spellings in sorted(names.items())
        if not any(_names_somebody(spelling, [one.name for one in staff[key]], everybody) for spelling in spellings)
    ]


def _bands(staff: Collection[_Contact]) -> Mapping[str, int]:
    """How many of them are known how well, the best known first: the band whose weight is nearest, as ratios go."""
    counts = Counter(min(BANDS, key=lambda band: abs(log(one.strength / BANDS[band]))) for one in staff)
    return {band: counts[band] for band in BANDS if counts[band]}


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _names_somebody(company: str, staff: Collection[str], everybody: Collection[str]) -> bool:
    """Whether a company's name holds somebody's name, an e-mail address or the address of a page."""
    if any(sign in company for sign in ("@", "/")) or "www." in company.casefold():
        return True
    words = fold_words(company).split()
    starts = range(len(words))
    runs = {" ".join(words[start : start + length]) for start in starts for length in range(1, LONGEST_NAME + 1)}
    compact = "".join(words)
    return any(run in everybody for run in runs) or any(
        len(name) >= SHORTEST_COMPACT_NAME and name in compact
        for one in staff
        if (name := fold_words(one).replace(" ", ""))
    )
