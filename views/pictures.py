"""Network pictures with who is in them, made once for each revision of the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import streamlit as st

from graph.drawing import picture, tones
from graph.drawing.picture import Picture
from graph.drawing.tones import Tones
from graph.model import EGO, OrganizationId, PersonId
from graph.search.communities import Labels, members, named
from graph.search.network import Network
from graph.search.surroundings import surroundings
from graph.search.targets import same_organizations
from graph.store.base import GraphReader, GraphStore
from graph.ties.judgement import Guesses
from views import state, wording
from views.standalone import STRENGTH_WORDS, STRENGTHS

KEPT_PICTURES = 12
"""Pictures around somebody that are remembered, so that going back and clicking about costs nothing."""
GUESSED_UP_TO = 3000
"""People up to whom likely ties help to find communities: without them a single export has none."""
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
    guesses = state.guesses() if subject.guessing else None
    make = _everybody if subject.is_everybody else _around
    return make(state.store_url(), state.store().revision(), state.today(), subject, state.store(), guesses)


def coloured(subject: Subject, colour: str) -> Tones:
    """The colours of a subject's picture, by one of `COLOURS`."""
    return _coloured(state.store_url(), state.store().revision(), state.today(), subject, colour, drawn(subject))


def organizations() -> Mapping[OrganizationId, str]:
    """The names of all companies."""
    return {one.id: one.name for one, _ in state.organizations()}


@st.cache_resource(show_spinner=False, max_entries=2)
def _everybody(
    url: str, revision: int, day: date, subject: Subject, _store: GraphStore, _guesses: Guesses | None
) -> Drawn:
    made = picture.everybody(_store, state.network(), organizations(), _guesses)
    return Drawn(made, made.sheet(STRENGTHS))


@st.cache_resource(show_spinner=False, max_entries=KEPT_PICTURES)
def _around(
    url: str, revision: int, day: date, subject: Subject, _store: GraphStore, _guesses: Guesses | None
) -> Drawn:
    middle = _middle(_store, subject)
    network = state.network() if state.fits() else _near(_store, middle, subject.depth, day)
    made = picture.around(_store, network, organizations(), middle, subject.depth, _guesses)
    lines = ["" if who == EGO else wording.standing(made.people[who]) for who in made.ids() if who in made.people]
    return Drawn(made, made.sheet(STRENGTHS, lines))


def _middle(store: GraphReader, subject: Subject) -> list[PersonId]:
    """Whom a picture is about: a person, or those who are at a company now, however it is written."""
    if subject.person is not None:
        return [subject.person]
    if subject.company is None:
        return []
    held = store.affiliations_at(same_organizations(store, subject.company))
    return list(dict.fromkeys(one.person for one in held if one.current))


def _near(store: GraphStore, middle: list[PersonId], depth: int, day: date) -> Network:
    with store.snapshot() as view:
        return surroundings(view, middle, depth, day)


@st.cache_resource(show_spinner=False, max_entries=KEPT_PICTURES)
def _coloured(url: str, revision: int, day: date, subject: Subject, colour: str, _drawn: Drawn) -> Tones:
    if colour == "company":
        return tones.by_company(_drawn.picture)
    if colour == "strength":
        return tones.by_strength(_drawn.picture, STRENGTHS, [f"{word} ties" for word in STRENGTH_WORDS])
    network = _drawn.picture.network
    if not network.whole:
        return tones.by_community(_drawn.picture, members(network), ())
    membership, names = _communities(url, revision, day, state.store(), network)
    return tones.by_community(_drawn.picture, membership, names)


@st.cache_resource(show_spinner=False, max_entries=2)
def _communities(
    url: str, revision: int, day: date, _store: GraphStore, _network: Network
) -> tuple[Labels, tuple[str, ...]]:
    network = state.network(guessing=len(_network.people) <= GUESSED_UP_TO)
    membership = members(network)
    return membership, tuple(each.name for each in named(network, _store, membership, tones.TONES))


def company_sizes(made: Picture) -> list[tuple[str, int]]:
    """The companies in a picture with how many of its people are there, most people first."""
    count = np.bincount(made.company[made.company >= 0], minlength=len(made.companies))
    ranked = sorted(zip(made.companies, count.tolist(), strict=True), key=lambda each: (-each[1], each[0]))
    return [each for each in ranked if each[0]]
