"""The Review page: who may be one person, a pair at a time, until nobody looks like somebody else."""

from datetime import UTC, datetime

import streamlit as st

from graph.review import Candidate
from views import state, wording
from views.components import pair, people, welcome
from views.questions import Answer, Questions
from views.text import Html

BUTTONS = {
    Answer.MERGE: ("Merge", "M", ":material/merge:", "They are one person. All that is known of both is kept."),
    Answer.KEEP_APART: ("Keep apart", "K", ":material/call_split:", "They are two people, whatever they share."),
    Answer.LATER: ("Later", "L", ":material/schedule:", "Ask me another time."),
}
"""Label, key, icon and help of each answer."""

LOOKS = 1.0
"""Seconds between two looks whether the comparison is done."""


def show() -> None:
    """The page."""
    st.title("Review", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet(
            "When two of your sources seem to tell of the same person, you decide here whether they do."
        )
        return
    questions = state.questions()
    if questions is None:
        _comparing()
    elif questions.open:
        _ask(questions)
    else:
        _nothing_open(questions)


@st.fragment(run_every=LOOKS)
def _comparing() -> None:
    """Shown until everybody in a large network has been compared; other pages may be looked at meanwhile."""
    if state.questions() is not None:
        st.rerun()
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="comparing"):
        st.html(people.note("Comparing everybody with everybody. You can go on meanwhile: it takes some seconds."))


def _ask(questions: Questions) -> None:
    candidate = questions.open[0]
    number = len(questions.answered) + 1
    total = len(questions.answered) + len(questions.open)
    st.html(people.lead("One person or two? What you decide holds for every import to come, and can be taken back."))
    st.progress((number - 1) / total, f"{number:,} of {total:,}")
    with st.container(border=True, key="pair"):
        st.html(_headline(candidate))
        st.html(pair.side_by_side(candidate.one, candidate.other))
    with st.container(horizontal=True, vertical_alignment="center", key="decide"):
        for answer, (label, key, icon, said) in BUTTONS.items():
            if st.button(
                label,
                key=f"answer_{answer.name}",
                shortcut=key,
                icon=icon,
                help=said,
                type="primary" if answer is Answer.MERGE else "secondary",
            ):
                questions.answer(state.store(), answer, datetime.now(UTC))
                st.rerun()
        _undo(questions)
    with st.container(border=True, key="why_pair", gap="xsmall"):
        st.html(people.kicker("Why they may be one, or not"))
        st.html(pair.reasons(candidate.match.reasons))


def _headline(candidate: Candidate) -> Html:
    chance = wording.chance_of_match(candidate.match.weight)
    return people.odds(chance, "that this is one person")


def _undo(questions: Questions) -> None:
    """The way back from the last answer of this session."""
    if not questions.answered:
        return
    last = questions.answered[-1]
    if st.button("Undo", key="undo_answer", shortcut="U", icon=":material/undo:", type="tertiary"):
        questions.take_back(state.store())
        st.rerun()
    names = wording.listed([last.candidate.one.name, last.candidate.other.name])
    st.html(people.note(f"{last.answer.value}: {names}"), width="content")


def _nothing_open(questions: Questions) -> None:
    with st.container(border=True, key="nothing_open"):
        st.html(people.kicker("Nothing to decide"))
        if questions.put_off:
            waiting = wording.counted(len(questions.put_off), "question")
            st.html(people.lead(f"You put off {waiting}; all others are answered."))
            st.button("Ask me now", key="ask_again", icon=":material/schedule:", on_click=questions.ask_again)
        else:
            st.html(people.lead("Nobody looks like somebody else."))
        st.html(
            people.note("Entries that share an e-mail, a phone number or a profile became one person by themselves.")
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            _undo(questions)
        st.page_link("views/sources.py", label="Import from another place", icon=":material/upload_file:")


if __name__ == "__main__":  # run by st.navigation
    show()
