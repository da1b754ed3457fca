"""The target list as a table to edit: what one wants, how it stands, and what is known of the ways in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from graph import curate
from graph.model import EGO, Introductions, OrganizationId, PersonId, Target
from graph.search.coverage import Covered
from views import reach, state, wording
from views.text import clean

OPEN = "Show"
"""The column whose tick shows a target below the table."""

CHANCE = "Best way"
WAYS = "Separate ways"


def show(targets: Sequence[Target], ways: Mapping[OrganizationId, Introductions], firm: Sequence[Covered]) -> Target:
    """The table, and which of the targets (there is one at least) is to be shown in full."""
    opened = _opened(targets)
    known = state.acquaintances()
    firmness = {each.target.organization: each for each in firm}
    rows = [_row(one, ways[one.organization], firmness.get(one.organization), known, one is opened) for one in targets]
    table = state.session().target_table
    table.hold(targets)
    st.data_editor(
        pd.DataFrame(rows),
        hide_index=True,
        key=table.key,
        column_config=_columns(),
        disabled=["Company", "You know", "Now", "Before", CHANCE, WAYS],
        alt="Your targets; what you want and how it stands can be edited",
    )
    edited = st.session_state[table.key]["edited_rows"]
    news = table.new_in(edited)
    if news:
        for place, said in news.items():
            _keep(targets[place], said)
        table.take(edited)
        if any(OPEN in said for said in news.values()):
            table.begin_anew()  # a tick that was set stays in the browser's table as long as that table does
        else:
            table.expect(state.store().targets())
        st.rerun()
    return opened


def in_order(targets: Sequence[Target], ways: Mapping[OrganizationId, Introductions]) -> list[Target]:
    """The most wanted first, then where there is a posting, then where one knows most people, then by name."""
    known = state.acquaintances()
    return sorted(
        targets,
        key=lambda one: (-one.priority, -one.posting, -_advocates(ways[one.organization], known), one.name.casefold()),
    )


def open_target(organization: OrganizationId) -> None:
    """Makes a target the one that is shown in full."""
    st.query_params["target"] = organization


def _opened(targets: Sequence[Target]) -> Target:
    asked = st.query_params.get("target")
    return next((one for one in targets if one.organization == asked), targets[0])


def _row(
    target: Target, found: Introductions, firm: Covered | None, known: Mapping[PersonId, str], is_open: bool
) -> dict[str, Any]:
    now = sum(one.current for one in found.target.people)
    return {
        OPEN: is_open,
        "Company": clean(target.name),
        CHANCE: wording.best_chance(found),
        WAYS: clean(wording.fragile(reach.firmness(firm), bool(firm.needed)) if firm else ""),
        "Role": clean(target.role or ""),
        "Priority": wording.PRIORITY_WORDS[target.priority],
        "Posting": wording.POSTING_WORDS[target.posting],
        "Stage": wording.STAGE_WORDS[target.stage],
        "You know": _advocates(found, known),
        "Now": now,
        "Before": len(found.target.people) - now,
    }


def _advocates(found: Introductions, known: Mapping[PersonId, str]) -> int:
    """How many people there one knows oneself."""
    return sum(one.current and one.person.id in known and one.person.id != EGO for one in found.target.people)


def _columns() -> Mapping[str, Any]:
    config = st.column_config
    return {
        OPEN: config.CheckboxColumn(width=72, help="Tick to see the people and the ways in below the table."),
        "Company": config.TextColumn(width=160),
        "Role": config.TextColumn("Role wanted", max_chars=120, width=135),
        "Priority": config.SelectboxColumn(options=wording.PRIORITY_WORDS, required=True, width=92),
        "Posting": config.SelectboxColumn(options=wording.POSTING_WORDS, required=True, width=100),
        "Stage": config.SelectboxColumn(options=list(wording.STAGE_WORDS.values()), required=True, width=85),
        "You know": config.NumberColumn(width=72, help="People there now whom you know yourself."),
        "Now": config.NumberColumn(width=48, help="People in your data who are there now."),
        "Before": config.NumberColumn(width=58, help="People in your data who were there before."),
        CHANCE: config.TextColumn(width=122, help="The chance of the warmest way in."),
        WAYS: config.TextColumn(width=138, help="Ways in that share nobody. ⚠ One no closes them all."),
    }


def _keep(target: Target, said: Mapping[str, Any]) -> None:
    """Keeps what was edited of a target and opens it."""
    if said.keys() - {OPEN}:
        curate.add_target(state.store(), target.name, **_edited(target, said), at=datetime.now(UTC))
    if said.get(OPEN, True):
        open_target(target.organization)


def _edited(target: Target, said: Mapping[str, Any]) -> dict[str, Any]:
    """A target's wishes after an edit; what was not edited stays."""
    stages = {word: stage for stage, word in wording.STAGE_WORDS.items()}
    role = said.get("Role", target.role)
    return {
        "role": role.strip() if role and role.strip() else None,
        "priority": _place(wording.PRIORITY_WORDS, said.get("Priority"), target.priority),
        "posting": _place(wording.POSTING_WORDS, said.get("Posting"), target.posting),
        "stage": stages.get(str(said.get("Stage")), target.stage),
    }


def _place(words: Sequence[str], word: str | None, otherwise: int) -> int:
    return words.index(word) if word in words else otherwise
