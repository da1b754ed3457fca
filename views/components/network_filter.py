"""What of a network picture is shown, in which colours, with which path in front; and what is hidden by that."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from graph.drawing import filters
from graph.drawing.filters import Filter, Shown
from graph.drawing.picture import Picture
from graph.drawing.tones import Tones
from graph.model import EGO, IntroPath, PersonId
from graph.search.introductions import Question
from graph.search.targets import organization_called
from views import pictures, state, wording
from views.components import people
from views.components.atlas import Look, Step
from views.pictures import COLOURS, Drawn, Subject
from views.standalone import STRENGTH_WORDS, STRENGTHS
from views.text import clean

MOST_COMPANIES = 500
"""Companies that may be chosen, those with most people in the picture."""
LEAST_WORDS = {0: "All", 1: "Familiar and strong", 2: "Strong"}
"""Which ties are shown, by the place of the weakest word."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the widgets say; `shown` is who remains, `path` what is to be in front."""

    colour: str
    filter: Filter
    least: int
    shown: Shown
    path: IntroPath | None


def ask(picture: Picture, subject: Subject) -> Asked:
    """The widgets above the picture."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="network_look"):
        colour = st.segmented_control(
            "Colour by",
            COLOURS,
            format_func=COLOURS.__getitem__,
            default="company",
            required=True,
            key="network_colour",
        )
        with st.popover("Filter", icon=":material/filter_alt:", key="network_filter"):
            asked, least = _filter(picture, subject)
        path = _path()
    return Asked(colour or "company", asked, least, filters.shown(picture, asked), path)


def look(drawn: Drawn, subject: Subject, asked: Asked, tones: Tones, description: str) -> Look:
    """How the picture is to be looked at."""
    picture, picked = drawn.picture, state.session().picked
    ego = picture.row(EGO)
    middle = [] if subject.is_everybody or int((picture.scene.ring == 0).sum()) > 1 else [0]
    return Look(
        sheet=drawn.sheet,
        tones=tones.packed(),
        shown=asked.shown.packed(),
        colour=asked.colour,
        least=asked.least,
        inferred=asked.filter.inferred,
        marked=tuple({*middle, *([] if ego is None else [ego])}),
        path=_steps(picture, asked.path),
        picked=picture.row(picked) if picked else None,
        description=description,
    )


def tell_hidden(picture: Picture, asked: Asked) -> None:
    """How many are not to be seen, and why."""
    left_out = sum(picture.scene.hidden)
    said = []
    if left_out:
        said.append(f"{_people(left_out)} left out, those with the weakest ties, so that the picture can be read.")
    shown = asked.shown
    reasons = (
        (shown.unknown, f"not known by {_known_by(picture, asked.filter)}"),
        (shown.elsewhere, f"not at {asked.filter.company}"),
        (shown.weaker, "with weaker ties only"),
    )
    hidden = [f"{count:,} {reason}" for count, reason in reasons if count]
    if hidden:
        seen = wording.counted(int(shown.mask.sum()), "person", "people")
        said.append(f"{seen} of {len(picture):,} shown. Hidden by your filter: {', '.join(hidden)}.")
    if asked.path and len(_steps(picture, asked.path)) < len(asked.path.steps):
        said.append("Somebody on the way is not in this picture; choose Everybody to see the whole way.")
    if said:
        st.html(people.note(" ".join(said)))


def _filter(picture: Picture, subject: Subject) -> tuple[Filter, int]:
    owners = _owners(picture)
    known_by = st.selectbox(
        "Whose contacts", [None, *owners], format_func=lambda who: owners[who] if who else "Everybody's",
        key="network_owner", help="Whom the owner of an address book knows.",
    )  # fmt: skip
    company = st.selectbox("Company", _companies(picture), index=None, placeholder="All companies", key="network_at")
    least = st.selectbox("Ties", LEAST_WORDS, format_func=LEAST_WORDS.__getitem__, key="network_least")
    return Filter(known_by, company, (0.0, *STRENGTHS)[least], subject.guessing), least


def _owners(picture: Picture) -> dict[PersonId, str]:
    """Those who gave their contacts and are in the picture."""
    owners = {run.owner: "You" if run.owner == EGO else clean(run.owner_name) for run in state.store().runs()}
    return {who: name for who, name in owners.items() if picture.row(who) is not None}


def _companies(picture: Picture) -> list[str]:
    counts = pictures.company_sizes(picture)
    return [name for name, _ in counts[:MOST_COMPANIES]]


def _known_by(picture: Picture, asked: Filter) -> str:
    name = _owners(picture).get(asked.known_by, "") if asked.known_by else ""
    return name.lower() if name == "You" else name


def _people(count: int) -> str:
    return wording.counted(count, "person is", "people are")


def _path() -> IntroPath | None:
    targets = [one.name for one in state.store().targets()]
    if not targets:
        return None
    name = st.selectbox("Show the way to", targets, index=None, placeholder="a target", key="network_way", width=210)
    if not name:
        return None
    found = state.ways_in(organization_called(state.store(), name), Question(limit=1), guessing=False)
    return found.paths[0] if found.paths else None


def _steps(picture: Picture, path: IntroPath | None) -> Sequence[Step]:
    """The steps of a path that are in the picture."""
    made = []
    for step in path.steps if path else ():
        start, end = picture.row(step.giver.id), picture.row(step.receiver.id)
        if start is not None and end is not None:
            word = STRENGTH_WORDS.index(wording.strength_word(step.strength))
            made.append(Step(start, end, word, step.observed))
    return made
