"""This week: a few asks with words to send, what to follow up, two introductions for others, one tie to wake."""

from collections.abc import Sequence

import streamlit as st

from graph.outreach.asks import Ask, Happening
from graph.outreach.week import Week
from views import due, state, weekly, wording
from views.components import ask_card, focus_form, journal_box, people, shortlist, week_side, welcome


def show() -> None:
    """The page."""
    found = due.week() if state.store().runs() else None
    st.title("This week", anchor=False)
    if found is None:
        welcome.nothing_yet("Your contacts come first: they are the ones who can introduce you.")
        return
    st.html(people.lead(_lead(found)))
    if found.focus is None:
        focus_form.first()
        shortlist.show()
        return
    main, side = st.columns([7, 4], gap="large")
    with main:
        _asks(found)
        focus_form.kept(found.focus)
        shortlist.below()
    with side:
        week_side.show(found)
        journal_box.show()


def _lead(found: Week) -> str:
    if found.focus is None:
        return "It begins with a focus: nobody can help with “anything”. Say it in three lines, and the words follow."
    open_asks = len(found.planned) + len(found.under_way)
    if not open_asks and not found.plan.asks:
        return "No ask is waiting. Add a company to your targets, or meet somebody new."
    under_way = f"{wording.counted(len(found.under_way), 'ask')} under way" if found.under_way else ""
    planned = f"{len(found.planned)} planned" if found.planned else ""
    offered = f"{len(found.plan.asks)} more to choose from" if found.plan.asks else ""
    told = ", ".join(filter(None, (under_way, planned, offered)))
    return f"{told[:1].upper()}{told[1:]}. A few good asks a week go further than fifty applications."


def _asks(found: Week) -> None:
    for title, group in (("Under way", _most_pressing(found)), ("Planned", found.planned)):
        if group:
            st.subheader(title, anchor=False)
        for ask in group:
            ask_card.show(ask)
    for ask in due.declined_today():
        ask_card.another_way(ask)
    if found.plan.asks:
        st.subheader("Whom to ask next", anchor=False)
        for line in weekly.summary(found.plan):
            st.html(people.note(line))
        for number, offered in enumerate(found.plan.asks):
            ask_card.offer(offered, number)


def _most_pressing(found: Week) -> Sequence[Ask]:
    """Asks under way, those first on which something is due, then the one that has gone furthest."""
    pressing, steps = {each.ask.id for each in found.due}, list(Happening)
    return sorted(found.under_way, key=lambda ask: (ask.id not in pressing, -steps.index(ask.events[-1].what), ask.id))


if __name__ == "__main__":  # run by st.navigation
    show()
