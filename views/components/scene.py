"""Who and what is in a picture of a network: the people around somebody or some company, or everybody; and their ties.

A picture is only of use while it can be read, so each kind has a limit, keeps the strongest ties, and says how many
people it left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model import EGO, OrganizationId, Person, PersonId, Tie
from graph.search.targets import same_organizations
from graph.store.base import GraphReader
from graph.ties.judgement import Guesses, judged

MOST_NEAR = 140
"""People drawn who know whom the picture is about."""
MOST_FAR = 140
"""People drawn who are a step farther away."""
MOST_PEOPLE = 3000
"""People drawn of a whole network; from here on dots are too small to tell apart."""


@dataclass(frozen=True, slots=True)
class JudgedTie:
    """A tie with its strength; where nobody has seen it, with what is expected of it."""

    a: PersonId
    b: PersonId
    strength: float
    observed: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """`rings` are the people from the middle outwards; `hidden` counts those left out of each ring."""

    people: Mapping[PersonId, Person]
    rings: tuple[tuple[PersonId, ...], ...]
    ties: tuple[JudgedTie, ...]
    hidden: tuple[int, ...]


def around_person(store: GraphReader, person: PersonId, depth: int, today: date) -> Scene:
    """Somebody, those whom they know, and with `depth` 2 those whom these know."""
    return _around(store, (person,), depth, today)


def around_company(store: GraphReader, company: OrganizationId, depth: int, today: date) -> Scene:
    """The people who work at a company now, however it is written, and those who know them."""
    held = store.affiliations_at(same_organizations(store, company))
    inside = dict.fromkeys(one.person for one in held if one.current)
    return _around(store, tuple(inside), depth, today)


def everybody(store: GraphReader, today: date) -> Scene:
    """All people, or those with most ties where they are too many, in one ring."""
    ties = [tie for held in store.ties() if (tie := _judged(held, today))]
    count: dict[PersonId, int] = {}
    for tie in ties:
        count[tie.a] = count.get(tie.a, 0) + 1
        count[tie.b] = count.get(tie.b, 0) + 1
    ranked = sorted(count, key=lambda who: (who != EGO, -count[who], who))
    kept = ranked[:MOST_PEOPLE]
    inside = set(kept)
    drawn = tuple(tie for tie in ties if tie.a in inside and tie.b in inside)
    return Scene(store.people(kept), (tuple(kept),), drawn, (len(ranked) - len(kept),))


def with_guesses(scene: Scene, guesses: Guesses) -> Scene:
    """A scene with the inferred ties among those who are in it."""
    inside = set(scene.people)
    found = {
        (tie.a, tie.b): JudgedTie(tie.a, tie.b, tie.strength, False)
        for who in scene.people
        for tie in guesses.of(who)
        if tie.other(who) in inside
    }
    return replace(scene, ties=(*scene.ties, *found.values()))


def _around(store: GraphReader, middle: Sequence[PersonId], depth: int, today: date) -> Scene:
    rings: list[tuple[PersonId, ...]] = [tuple(middle[:MOST_NEAR])]
    hidden: list[int] = [max(len(middle) - MOST_NEAR, 0)]
    ties: dict[tuple[PersonId, PersonId], JudgedTie] = {}
    for limit in (MOST_NEAR, MOST_FAR)[:depth]:
        met = [tie for who in rings[-1] for held in store.ties_of(who) if (tie := _judged(held, today))]
        ties |= {(tie.a, tie.b): tie for tie in met}
        seen = {who for ring in rings for who in ring}
        found = _strongest(met, seen)
        rings.append(tuple(found[:limit]))
        hidden.append(max(len(found) - limit, 0))
    for who in rings[-1]:
        ties |= {(tie.a, tie.b): tie for held in store.ties_of(who) if (tie := _judged(held, today))}
    drawn = {who for ring in rings for who in ring}
    kept = tuple(tie for tie in ties.values() if tie.a in drawn and tie.b in drawn)
    return Scene(store.people(drawn), tuple(rings), kept, tuple(hidden))


def _strongest(ties: Iterable[JudgedTie], seen: set[PersonId]) -> list[PersonId]:
    """The people at the other ends, the one with the strongest tie first."""
    best: dict[PersonId, float] = {}
    for tie in ties:
        for who in (tie.a, tie.b):
            if who not in seen:
                best[who] = max(best.get(who, 0.0), tie.strength)
    return sorted(best, key=lambda who: (-best[who], who))


def _judged(tie: Tie, today: date) -> JudgedTie | None:
    seen = judged(tie, today)
    return JudgedTie(tie.a, tie.b, seen.strength, True) if seen else None
