"""Whom somebody may know though nobody has seen it, and the user's word about it: yes, no, or how well."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from graph import stating
from graph.chances import about
from graph.model import EGO, DecisionKind, Person, PersonId
from graph.ties.judgement import Judgement
from views import state, wording
from views.components import people
from views.text import html

SHOWN_GUESSES = 6
"""Guesses that are listed, the likeliest first; the rest are counted."""


def show(shown: Person) -> None:
    """Likely and possible ties of somebody, each to be confirmed or denied, and what was said before."""
    if shown.id == EGO:
        return
    inferred = state.guesses()
    guesses = inferred.of(shown.id) if inferred else ()
    with st.container(gap="xsmall", key="guesses"):
        if guesses:
            st.html(people.kicker(f"May know {wording.counted(len(guesses), 'more person', 'more people')}"))
            st.html(people.note("Nobody has seen it. Your word settles it, and improves the other guesses."))
        names = state.store().people(tie.other(shown.id) for tie in guesses[:SHOWN_GUESSES])
        for tie in guesses[:SHOWN_GUESSES]:
            _guess(shown, names[tie.other(shown.id)], tie)
        if len(guesses) > SHOWN_GUESSES:
            st.html(people.note(f"and {len(guesses) - SHOWN_GUESSES:,} more, less likely"))
        _say(shown)


def _guess(shown: Person, other: Person, tie: Judgement) -> None:
    *why, last = tie.probability_reasons
    st.html(
        html(
            '<ul class="ig-reasons"><li>{mark}<div><b>{name}</b> ({word}, {chance}){why}</div></li></ul>',
            mark=people.tie_mark(tie.strength, False),
            name=other.name,
            word=last.label.lower(),
            chance=about(tie.probability),
            why=people.reason_lines(why),
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        _button("They know each other", ":material/check:", other, lambda at: _state(shown.id, other.id, at))
        _button("They do not", ":material/close:", other, lambda at: _deny(shown.id, other.id, at))


def _button(label: str, icon: str, other: Person, answer: Callable[[datetime], None]) -> None:
    if st.button(label, icon=icon, key=f"{label}_{other.id}", type="tertiary"):
        answer(datetime.now(UTC))
        state.session().notice = f"Kept. **{label}.** You can take it back under “What you say”."
        st.rerun()


def _state(one: PersonId, other: PersonId, at: datetime) -> None:
    stating.state_tie(state.store(), one, other, at=at)


def _deny(one: PersonId, other: PersonId, at: datetime) -> None:
    stating.deny_tie(state.store(), one, other, at=at)


def _say(shown: Person) -> None:
    """The user's own word about any two people."""
    said = stating.said_of(state.store(), shown)
    title = "What you say" + (f" ({len(said)})" if said else "")
    with st.expander(title, type="compact", key="say"):
        for other, decision in said:
            word = (
                "do not know each other"
                if decision.kind is DecisionKind.DENY_TIE
                else f"know each other {wording.LEVEL_WORDS[int(decision.subjects[2]) - 1]}"
            )
            name = "You" if other.id == EGO else other.name
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(people.note(f"{name} and {shown.name} {word}."), width="content")
                if st.button("Take back", key=f"take_back_{other.id}", type="tertiary"):
                    stating.take_back_tie(state.store(), shown.id, other.id)
                    st.rerun()
        names = {EGO: "You", **{who: name for who, name in state.everybody_by_name().items() if who != shown.id}}
        who = st.selectbox("Whom do they know?", list(names), index=None, format_func=names.__getitem__, key="say_who")
        level = st.select_slider(
            "How well?", range(1, 6), value=stating.USUAL_LEVEL, format_func=_level, key="say_level"
        )
        if st.button("Keep it", key="say_keep", disabled=who is None) and who:
            stating.state_tie(state.store(), shown.id, who, level, at=datetime.now(UTC))
            st.rerun()


def _level(level: int) -> str:
    return wording.LEVEL_WORDS[level - 1]
