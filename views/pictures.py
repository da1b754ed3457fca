"""Network pictures with who is in them, made once for each revision of the store."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from graph.model import OrganizationId, PersonId
from graph.store.base import GraphReader
from graph.ties.judgement import Guesses
from views import state
from views.components import network_picture, scene
from views.components.canvas import Picture
from views.components.scene import Scene

KEPT_PICTURES = 24
"""Pictures that are remembered, so that going back and clicking about costs nothing."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and what is in it."""

    scene: Scene
    picture: Picture


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is about: a person, a company, or everybody when both are None. `told` is read out.

    With `guessing` the inferred ties among those who are drawn are drawn too.
    """

    told: str
    person: PersonId | None = None
    company: OrganizationId | None = None
    depth: int = 1
    guessing: bool = False


def drawn(subject: Subject) -> Drawn:
    """The picture of a subject in the present network."""
    guesses = state.guesses() if subject.guessing else None
    return _drawn(state.store_url(), state.store().revision(), state.today(), subject, state.store(), guesses)


@st.cache_resource(show_spinner=False, max_entries=KEPT_PICTURES)
def _drawn(
    url: str, revision: int, day: date, subject: Subject, _store: GraphReader, _guesses: Guesses | None
) -> Drawn:
    if subject.person is not None:
        shown = scene.around_person(_store, subject.person, subject.depth, day)
    elif subject.company is not None:
        shown = scene.around_company(_store, subject.company, subject.depth, day)
    else:
        shown = scene.everybody(_store, day)
        return Drawn(shown, network_picture.everybody(shown, subject.told))
    if _guesses:
        shown = scene.with_guesses(shown, _guesses)
    return Drawn(shown, network_picture.around(shown, subject.told))
