"""A network as a picture: people of one company stand together on its ground, in its colour."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model import EGO, Person, PersonId
from views import wording
from views.components.canvas import Area, Dot, Line, Picture
from views.components.discs import Disc, belt, packed, radius_of, ringed, within
from views.components.scene import Scene

COLOURS = 10
"""Companies with a colour of their own, the largest in the picture; the others are grey."""
MOST_DISCS = 160
"""Companies with a ground of their own in the whole network; people at smaller ones stand around them."""
LEAST_ON_DISC = 2
"""A company needs this many people in the picture for a ground of its own."""
LEAST_OF_HUB = 12
"""Somebody with so many ties, such as the owner of an address book, stands among the discs even when alone."""
LEAST_REACH = 80.0
"""Free space around a single person in the middle, so that their name and ties can be seen."""
HEIGHT = 660
MANY = 400
"""From so many people on, ties are drawn fainter."""


@dataclass(frozen=True, slots=True)
class _Group:
    """People of one company, the most important first."""

    company: str
    people: tuple[PersonId, ...]


def around(scene: Scene, description: str) -> Picture:
    """The middle of a scene in the middle, the others around it, company by company."""
    middle, *outer = scene.rings
    places = dict(zip(middle, within(Disc(0, 0, 0), len(middle)), strict=True))
    grounds: list[tuple[_Group, Disc]] = []
    reach = max(radius_of(len(middle)), LEAST_REACH)
    for ring in outer:
        groups = _by_company(scene, ring)
        discs = ringed([len(group.people) for group in groups], reach)
        grounds += zip(groups, discs, strict=True)
        reach = max((float(np.hypot(disc.x, disc.y)) + disc.radius for disc in discs), default=reach)
    return _picture(scene, places, grounds, description)


def everybody(scene: Scene, description: str) -> Picture:
    """Every company as a disc, those that know each other close together, the rest in a belt around them."""
    groups = _by_company(scene, scene.rings[0])
    ties = _ties_of_each(scene)
    large = [group for group in groups if len(group.people) >= LEAST_ON_DISC or ties[group.people[0]] >= LEAST_OF_HUB]
    large = large[:MOST_DISCS]
    number = {who: at for at, group in enumerate(large) for who in group.people}
    links = [(number[tie.a], number[tie.b]) for tie in scene.ties if tie.a in number and tie.b in number]
    discs = packed([len(group.people) for group in large], np.array(links, dtype=np.int64).reshape(-1, 2))
    rest = [who for who in scene.rings[0] if who not in number]
    return _picture(
        scene, dict(zip(rest, belt(discs, len(rest)), strict=True)), list(zip(large, discs, strict=True)), description
    )


def _picture(
    scene: Scene, places: dict[PersonId, tuple[float, float]], grounds: Sequence[tuple[_Group, Disc]], description: str
) -> Picture:
    for group, disc in grounds:
        places |= zip(group.people, within(disc, len(group.people)), strict=True)
    tones = _tones(scene.people.values())
    ties = _ties_of_each(scene)
    ranked = sorted(places, key=lambda who: (who != EGO, who not in scene.rings[0][:1], -ties[who], who))
    return Picture(
        kind="dots",
        dots=tuple(_dot(scene, who, places[who], tones) for who in ranked if who in scene.people),
        lines=_lines(scene, places),
        description=description,
        areas=tuple(
            Area(group.company, disc.x, disc.y, disc.radius, tones.get(group.company, -1))
            for group, disc in grounds
            if group.company and len(group.people) >= LEAST_ON_DISC
        ),
        height=HEIGHT,
    )


def _by_company(scene: Scene, people: Iterable[PersonId]) -> list[_Group]:
    """The people of a ring by company, the largest first, those without a company last; ego stands alone."""
    members: dict[str, list[PersonId]] = defaultdict(list)
    for who in people:
        members["" if who == EGO else _company(scene.people[who])].append(who)
    named = [_Group(company, tuple(here)) for company, here in members.items() if company]
    alone = [_Group("", (who,)) for who in members.get("", ())]
    return sorted(named, key=lambda group: (-len(group.people), group.company)) + alone


def _company(person: Person) -> str:
    return person.position.organization_name if person.position else ""


def _tones(people: Iterable[Person]) -> dict[str, int]:
    sizes = Counter(company for person in people if (company := _company(person)))
    ranked = sorted(sizes, key=lambda company: (-sizes[company], company))
    return {company: tone for tone, company in enumerate(ranked[:COLOURS]) if sizes[company] >= LEAST_ON_DISC}


def _ties_of_each(scene: Scene) -> Counter[PersonId]:
    return Counter(who for tie in scene.ties for who in (tie.a, tie.b))


def _dot(scene: Scene, who: PersonId, place: tuple[float, float], tones: dict[str, int]) -> Dot:
    person = scene.people[who]
    in_middle = len(scene.rings) > 1 and who in scene.rings[0]
    alone = in_middle and len(scene.rings[0]) == 1
    role = "ego" if who == EGO else "middle" if alone else "person"
    size = 13.0 if role != "person" else 9.0 if in_middle else 7.5
    name = "You" if who == EGO else person.name
    line = "" if who == EGO else wording.standing(person)
    return Dot(who, name, line, *place, role=role, tone=tones.get(_company(person), -1), size=size)


def _lines(scene: Scene, places: dict[PersonId, tuple[float, float]]) -> tuple[Line, ...]:
    middle = set(scene.rings[0]) if len(scene.rings) > 1 else set()
    near, far = (0.16, 0.16) if len(places) > MANY else (0.42, 0.13)
    return tuple(
        Line(tie.a, tie.b, tie.strength, tie.observed, faint=near if tie.a in middle or tie.b in middle else far)
        for tie in scene.ties
        if tie.a in places and tie.b in places
    )
