"""How old everybody's newest export is, and what to do about an old one."""

from collections.abc import Sequence

import streamlit as st

from graph.freshness import Freshness
from graph.model import EGO
from views import wording
from views.components import people

SHOWN_OWNERS = 5
"""Owners of exports that are listed; the rest are counted."""


def show(found: Sequence[Freshness]) -> None:
    """Each owner's newest export with its age."""
    with st.container(border=True, key="freshness", gap="small"):
        st.html(people.kicker("How fresh your data is"))
        st.html(people.facts([(_whose(each), wording.age(each.days)) for each in found[:SHOWN_OWNERS]]))
        if len(found) > SHOWN_OWNERS:
            st.html(people.note(f"and {len(found) - SHOWN_OWNERS:,} more"))
        st.html(people.note(_advice(found)))
        st.page_link("views/sources.py", label="Import", icon=":material/upload_file:")


def _whose(each: Freshness) -> str:
    return "Yours" if each.owner == EGO else each.name


def _advice(found: Sequence[Freshness]) -> str:
    old = [each for each in found if each.stale]
    if not old:
        return "All of it is less than three months old."
    if old[0].owner == EGO:
        return "Yours is older than three months: a new export tells who has a new job. The old one stays."
    names = wording.listed([each.name for each in old[:SHOWN_OWNERS]])
    return f"Older than three months: ask {names} for a new export."
