"""What somebody lets others see of whom they know, as records: the same from a bundle and from a team."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
)
from graph.text import clean_text

COMPANIES, NAMES, STRENGTH = LEVELS = ("companies", "names", "strength")
"""How much is shown, in the words of `graph.model.Shows`."""

Json = Mapping[str, Any]


def records_shown(body: Json, source: SourceRef) -> Iterator[Record]:
    """Everybody whom a body of the right shape shows at its level, each with their tie to the owner; never more."""
    if body["shows"] == COMPANIES:
        for each in body.get("companies", ()):
            yield from _company(each, source)
    else:
        yield from _people(body.get("people", ()), body["shows"] == STRENGTH, source)


def _company(each: Json, source: SourceRef) -> Iterator[Record]:
    """Somebody at a company, who stands for all whom the owner knows there."""
    name = clean_text(each["name"])
    people = "1 person" if each["people"] == 1 else f"{each['people']:,} people"
    here = SourceRef(f"{source.locator}: {people} at {name}")
    yield ContactRecord(PersonName(f"Somebody at {name}"), here, origin=Origin.NAMELESS, uid=name, organization=name)
    yield RelationRecord(LIST_OWNER, Party(uid=name), BUNDLE_TIE, here)


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
