"""Introduction paths as a picture: you on the left, the people at the target on the right, the chosen path in front."""

from collections.abc import Sequence

from graph.model import EGO, IntroPath, Person, PersonId
from views import wording
from views.components.canvas import Dot, Line, Picture
from views.components.layout import Place, height_of, layered

DRAWN_PATHS = 6
"""Paths in one picture: more would be too small to read. The chosen one is always among them."""
ROOM = 132
"""Height beyond the middles of the first and last row: half a card and air on both sides, in pixels."""


def picture(paths: Sequence[IntroPath], chosen: IntroPath, company: str) -> Picture:
    """Draws the first paths and the chosen one."""
    drawn = [*paths[:DRAWN_PATHS]]
    if chosen not in drawn:
        drawn.append(chosen)
    places = layered([people_on(path) for path in drawn])
    return Picture(
        dots=_dots(drawn, chosen, places),
        lines=_lines(drawn, chosen),
        description=f"{wording.counted(len(drawn), 'way')} into {company}. In front: {_told(chosen)}.",
        height=int(height_of(places)) + ROOM,
    )


def people_on(path: IntroPath) -> list[PersonId]:
    """Everybody on a path, ego first."""
    return [path.steps[0].giver.id, *(step.receiver.id for step in path.steps)]


def _dots(paths: Sequence[IntroPath], chosen: IntroPath, places: dict[PersonId, Place]) -> tuple[Dot, ...]:
    people = {one.id: one for path in paths for step in path.steps for one in (step.giver, step.receiver)}
    contacts = {path.contact.id for path in paths}
    front = set(people_on(chosen))
    return tuple(_dot(people[who], place, who in contacts, who not in front) for who, place in places.items())


def _dot(person: Person, place: Place, is_contact: bool, dim: bool) -> Dot:
    if person.id == EGO:
        return Dot(person.id, "You", "", place.x, place.y, role="ego", width=112)
    role = "contact" if is_contact else "person"
    return Dot(person.id, person.name, wording.standing(person), place.x, place.y, role=role, dim=dim)


def _lines(paths: Sequence[IntroPath], chosen: IntroPath) -> tuple[Line, ...]:
    front = {(step.giver.id, step.receiver.id) for step in chosen.steps}
    steps = {(step.giver.id, step.receiver.id): step for path in paths for step in path.steps}
    return tuple(
        Line(giver, receiver, step.strength, step.observed, dim=(giver, receiver) not in front)
        for (giver, receiver), step in steps.items()
    )


def _told(path: IntroPath) -> str:
    return " to ".join(["you", *(step.receiver.name for step in path.steps)])
