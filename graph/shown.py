"""What somebody lets others see of whom they know, as records: the same from a bundle and from a team."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph.records import (
    BUNDLE_TIE,
    LIST_OWNER,
    ContactRecord,
    Origin,
    Party,
    PersonName,
    Record,
    RelationRecord,
    SourceRef,
    Terms,
)
from graph.text import clean_text

COMPANIES, NAMES, STRENGTH = LEVELS = ("companies", "names", "strength")
"""How much is shown, in the words of `graph.model.Shows`."""

BANDS = {"well": 0.5, "familiar": 0.25, "barely": 0.1}
"""How well somebody is known who is not named, the best known first, and what that counts: the middle of each band is
what `graph.ties.strength` gives strong, familiar and linked-only ties."""

_TELLING = {"well": "known well", "familiar": "familiar", "barely": "barely known"}

Json = Mapping[str, Any]


def records_shown(body: Json, source: SourceRef) -> Iterator[Record]:
    """Everybody whom a body of the right shape shows at its level, each with their tie to the owner; never more."""
    if body["shows"] == COMPANIES:
        for each in body.get("companies", ()):
            yield from _company(each, source)
    else:
        yield from _people(body.get("people", ()), body["shows"] == STRENGTH, source)


def terms_of(body: Json, sender: str, source: SourceRef) -> Terms:
    """On what terms a body of the right shape was given; a time without a zone is of Greenwich."""
    made = datetime.fromisoformat(body["made"])
    return Terms(
        body["owner"], sender, body["shows"], date.fromisoformat(body["expires"]),
        made if made.tzinfo else made.replace(tzinfo=UTC), source,
    )  # fmt: skip


def _company(each: Json, source: SourceRef) -> Iterator[Record]:
    """Somebody at a company, who stands for all whom the owner knows there: the best known of them would be asked."""
    name = clean_text(each["name"])
    people = "1 person" if each["people"] == 1 else f"{each['people']:,} people"
    known = {band: each["known"][band] for band in BANDS if band in each.get("known", ())}
    bands = "".join(f", {count:,} {_TELLING[band]}" for band, count in known.items())
    here = SourceRef(f"{source.locator}: {people} at {name}{bands}")
    yield ContactRecord(PersonName(f"Somebody at {name}"), here, origin=Origin.NAMELESS, uid=name, organization=name)
    best = next((BANDS[band] for band in known), None)
    yield RelationRecord(LIST_OWNER, Party(uid=name), BUNDLE_TIE, here, best)


def _people(people: Iterable[Json], with_strength: bool, source: SourceRef) -> Iterator[Record]:
    """Namesakes are told apart by their order, so that the same entry has the same key in what the owner shows next."""
    seen: Counter[str] = Counter()
    for place, each in enumerate(people, 1):
        name = each["name"]
        seen[name] += 1
        uid = f"{name} {seen[name]}"
        here = SourceRef(f"{source.locator} entry {place}")
        yield ContactRecord(
            PersonName(name), here, origin=Origin.NAMED, uid=uid, profile=each.get("profile"),
            organization=each.get("organization"), title=each.get("title"),
        )  # fmt: skip
        strength = float(each["strength"]) if with_strength and each.get("strength") else None
        yield RelationRecord(LIST_OWNER, Party(uid=uid), BUNDLE_TIE, here, strength)
