"""People asked vaguely once: who they are, whom to call again with which words, and one's own order beside it."""

from datetime import timedelta

import streamlit as st

from graph.errors import UserError
from graph.model import PersonId
from graph.outreach.drafts import second_call
from graph.outreach.second_calls import SecondCall, forget_vague_ask, note_vague_asks
from graph.outreach.week import Week
from graph.outreach.worth import comfort, keep_comfort
from views import state, wording
from views.components import letter_box, people
from views.text import clean, markdown

WHY = (
    "“Let me know if you hear of anything” burns nobody, it is only hard to answer. After a no, a second and clearer "
    "question was granted 43 times in 100."
)
"""What somebody should know who does not dare to call again."""

USUALLY_AGO = timedelta(days=180)
"""When a vague ask was, until somebody says it better."""

_ORDER = "comfort_order"


def show(found: Week) -> None:
    """The box."""
    with st.container(border=True, key="second_calls", gap="small"):
        st.html(people.kicker("Call again, with a better question"))
        if not found.second_calls:
            st.html(people.note(WHY))
        for call in found.second_calls:
            _call(call)
        if found.second_calls:
            _own_order(found)
        with st.expander("Whom I asked vaguely", icon=":material/person_add:", type="compact", key="vague"):
            _asked_vaguely()


def _call(call: SecondCall) -> None:
    who, place = call.asked.who, f" · number {call.comfort} for you" if call.comfort else ""
    label = f"{markdown(call.worth.person.name)}, asked in {call.asked.on:%B %Y}{place}"
    with st.expander(label, icon=":material/call:", type="compact", key=f"again_{who.id}"):
        st.html(people.items((reason.label, reason.detail) for reason in call.worth.reasons[:-1]))
        try:
            letter_box.letter(second_call(state.store(), who, call.asked.on), f"again_{who.id}")
        except UserError as error:
            st.html(people.note(str(error)))
        if st.button("I called, or leave it", icon=":material/check:", key=f"called_{who.id}", type="tertiary"):
            forget_vague_ask(state.store(), who)
            state.session().notice = "Noted. What was said goes into “Note it down”."
            st.rerun()


def _own_order(found: Week) -> None:
    """The user's own order, to be chosen by tapping people one after the other."""
    known = comfort(state.store())
    listed = [call.worth.person.id for call in found.second_calls]
    listed += [found.dormant.worth.person.id] if found.dormant else []
    named = state.store().people([*known, *listed])
    st.session_state[_ORDER] = [who for who in sorted(known, key=known.__getitem__) if who in named]
    st.multiselect(
        "Your own order, most at ease first",
        [who for who in dict.fromkeys([*known, *listed]) if who in named],
        format_func=lambda who: clean(named[who].name) if who in named else who,
        placeholder="Choose one after the other",
        help="The list above goes by who is new to you and willing. People feel safer with those they know well.",
        key=_ORDER,
        on_change=_keep_order,
    )


def _keep_order() -> None:
    chosen: list[PersonId] = st.session_state[_ORDER]
    named = state.store().people(chosen)
    keep_comfort(state.store(), tuple(named[who] for who in chosen if who in named))


def _asked_vaguely() -> None:
    known = state.acquaintances()
    with st.form("vague_form", border=False, clear_on_submit=True):
        chosen = st.multiselect(
            "Whom", list(known), format_func=lambda one: known.get(one, one), placeholder="Choose people",
            key="vague_who",
        )  # fmt: skip
        on = st.date_input(
            "About when", state.today() - USUALLY_AGO, max_value=state.today(), key="vague_on", format="YYYY-MM-DD"
        )
        sent = st.form_submit_button("Note it", key="vague_note")
    if sent and chosen:
        named = state.store().people(chosen)
        note_vague_asks(state.store(), [named[who] for who in chosen], on)
        names = wording.listed([named[who].name for who in chosen])
        state.session().notice = markdown(f"Noted: {names}. The words for a second call are beside your week.")
        st.rerun()
