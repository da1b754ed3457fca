"""Network pictures with who is in them, made once for each state of the network."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.drawing import picture, tones
from graph.drawing.picture import Picture
from graph.drawing.tones import Tones
from graph.model import EGO, OrganizationId, PersonId
from graph.search.communities import Labels, members, named
from graph.search.network import Network
from graph.search.surroundings import surroundings
from graph.search.targets import same_organizations
from graph.store.reader import GraphReader
from graph.ties.judgement import Guesses
from views import computed, state, wording
from views.computed import Moment, by_network, kept
from views.standalone import STRENGTH_WORDS, STRENGTHS

KEPT_PICTURES = 12
"""Pictures around somebody that are remembered, so that going back and clicking about costs nothing."""
COLOURS = {"company": "Company", "community": "Community", "strength": "Strength"}
"""What people may be coloured by."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is about: a person, a company, or everybody when both are None.

    With `guessing` the inferred ties among those who are drawn are drawn too.
    """

    person: PersonId | None = None
    company: OrganizationId | None = None
    depth: int = 1
    guessing: bool = False

    @property
    def is_everybody(self) -> bool:
        """Whether it is about everybody."""
        return self.person is None and self.company is None


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A picture, and the octets that a browser makes of it what one sees."""

    picture: Picture
    sheet: bytes


def drawn(subject: Subject) -> Drawn:
    """The picture of a subject in the present network."""
    return at(state.moment(), subject)


def at(moment: Moment, subject: Subject) -> Drawn:
    """The picture of a subject as its network is at a moment."""
    return _everybody(moment, subject.guessing) if subject.is_everybody else _around(moment, subject)


@kept(2, until=by_network)
def _everybody(moment: Moment, guessing: bool) -> Drawn:
    network = computed.network(moment, False)
    made = picture.everybody(moment.store, network, _organizations(moment), _guesses(moment, guessing))
    return Drawn(made, made.sheet(STRENGTHS))


@kept(KEPT_PICTURES, until=by_network)
def _around(moment: Moment, subject: Subject) -> Drawn:
    store, middle = moment.store, _middle(moment.store, subject)
    network = computed.network(moment, False) if computed.fits(moment) else _near(moment, middle, subject.depth)
    guesses = _guesses(moment, subject.guessing)
    made = picture.around(store, network, _organizations(moment), middle, subject.depth, guesses)
    lines = ["" if who == EGO else wording.standing(made.people[who]) for who in made.ids() if who in made.people]
    return Drawn(made, made.sheet(STRENGTHS, lines))


def _organizations(moment: Moment) -> Mapping[OrganizationId, str]:
    """The names of all companies."""
    return {one.id: one.name for one, _ in computed.organizations(moment)}


def _guesses(moment: Moment, guessing: bool) -> Guesses | None:
    return computed.network(moment, True).guesses if guessing and computed.infers(moment) else None


def _middle(store: GraphReader, subject: Subject) -> list[PersonId]:
    """Whom a picture is about: a person, or those who are at a company now, however it is written."""
    if subject.person is not None:
        return [subject.person]
    if subject.company is None:
        return []
    held = store.affiliations_at(same_organizations(store, subject.company))
    return list(dict.fromkeys(one.person for one in held if one.current))


def _near(moment: Moment, middle: list[PersonId], depth: int) -> Network:
    with moment.store.snapshot() as view:
        return surroundings(view, middle, depth, moment.day)


@kept(KEPT_PICTURES, until=by_network)
def coloured(moment: Moment, subject: Subject, colour: str) -> Tones:
    """The colours of a subject's picture, by one of `COLOURS`."""
    made = at(moment, subject).picture
    if colour == "company":
        return tones.by_company(made)
    if colour == "strength":
        return tones.by_strength(made, STRENGTHS, [f"{word} ties" for word in STRENGTH_WORDS])
    if not made.network.whole:
        return tones.by_community(made, members(made.network), ())
    return tones.by_community(made, *_communities(moment))


@kept(2, until=by_network)
def _communities(moment: Moment) -> tuple[Labels, tuple[str, ...]]:
    network = computed.network(moment, computed.status(moment).people <= computed.INFERRED_FOR_CIRCLES_UP_TO)
    membership = members(network)
    return membership, tuple(each.name for each in named(network, moment.store, membership, tones.TONES))


def company_sizes(made: Picture) -> list[tuple[str, int]]:
    """The companies in a picture with how many of its people are there, most people first."""
    count = np.bincount(made.company[made.company >= 0], minlength=len(made.companies))
    ranked = sorted(zip(made.companies, count.tolist(), strict=True), key=lambda each: (-each[1], each[0]))
    return [each for each in ranked if each[0]]
