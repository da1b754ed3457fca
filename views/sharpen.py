"""The Sharpen page: a few questions about groups of contacts whose answers improve all guesses about who knows whom."""

from datetime import UTC, datetime

import streamlit as st

from graph import stating
from graph.chances import about
from graph.model import Decision, DecisionKind
from graph.ties.judgement import Guesses
from graph.ties.questions import GroupQuestion, questions
from views import state, wording
from views.components import people, welcome
from views.text import html, joined

MOST_QUESTIONS = 10
"""More in a row are not answered with care."""

SHOWN_NAMES = 8
"""Names listed with a question; more are counted."""


def show() -> None:
    """The page."""
    st.title("Sharpen", anchor=False)
    if not state.store().runs():
        welcome.nothing_yet("When your contacts are here, a few questions about them tell who is likely to know whom.")
        return
    guesses = state.guesses()
    if guesses is None:
        st.html(
            people.lead(
                "This network is too large to work out here who is likely to know whom. "
                "In a terminal it takes a minute: intrograph sharpen"
            )
        )
        return
    asked = questions(guesses.facts, guesses.people, MOST_QUESTIONS)
    count = len(guesses.ties.low)
    st.html(
        people.lead(
            f"{wording.counted(count, 'pair')} of your contacts may know each other, going by what they share. "
            "You know better: each answer moves all pairs of its group."
        )
    )
    if asked:
        _ask(asked[0])
        if len(asked) > 1:
            more = wording.counted(len(asked) - 1, "more question")
            st.html(people.note(f"{more} after this one. Stop whenever you like: every answer counts by itself."))
    else:
        with st.container(border=True, key="nothing_to_ask"):
            st.html(people.kicker("Nothing to ask"))
            st.html(people.lead("No further group of your contacts is worth a question."))
            st.page_link("views/sources.py", label="Import from another place", icon=":material/upload_file:")
    _answered(guesses)


def _ask(question: GroupQuestion) -> None:
    with st.container(border=True, key="group_question"):
        size = len(question.people)
        st.html(people.kicker(wording.group(question.context)))
        st.subheader(f"How many of these {size} know each other?", anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", key="group_answers"):
            for word, said in wording.ANSWER_WORDS.items():
                if st.button(said.capitalize(), key=f"group_{word}"):
                    stating.rate_group(state.store(), question.context.key, word, at=datetime.now(UTC))
                    st.rerun()
        named = [people.person(one) for one in state.store().people(question.people[:SHOWN_NAMES]).values()]
        st.html(html('<div class="ig-names">{named}</div>', named=joined(named)))
        if size > SHOWN_NAMES:
            st.html(people.note(f"and {size - SHOWN_NAMES:,} more"))
        st.html(people.note(f"Without your answer we take it that {about(question.rate)} such pairs do."))


def _answered(guesses: Guesses) -> None:
    """What was answered, each to be taken back."""
    said = [each for each in state.store().decisions() if each.kind is DecisionKind.RATE_GROUP]
    if not said:
        return
    names = {context.key: wording.group(context) for context in guesses.facts.belonging.contexts}
    with st.expander(f"What you answered ({len(said)})", type="compact", key="answered"):
        for decision in reversed(said):
            _take_back(decision, names.get(decision.subjects[0], "A group that is gone"))


def _take_back(decision: Decision, name: str) -> None:
    key, word = decision.subjects
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(people.note(f"{name}: {wording.ANSWER_WORDS[word]}"), width="content")
        if st.button("Take back", key=f"take_back_{key}", type="tertiary"):
            stating.rate_group(state.store(), key, None, at=datetime.now(UTC))
            st.rerun()


if __name__ == "__main__":  # run by st.navigation
    show()
