"""About forty companies to choose from, in the order to work on them; motivation and posting are set in place."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from graph import curate
from graph.outreach.focus import Row, paste
from views import asks, due, state, wording
from views.components import people
from views.text import clean


def show() -> None:
    """The list."""
    st.subheader("Companies to choose from", anchor=False)
    _list()


def below() -> None:
    """The list, folded away."""
    with st.expander("Companies to choose from", icon=":material/list_alt:", type="compact", key="shortlist_folded"):
        _list()


def _list() -> None:
    st.html(
        people.note(
            "Made from your targets, what you follow or applied to, and where you know people. By motivation, then "
            "posting, then advocates: people there who know you. Tick those to add, and set how much you want each."
        )
    )
    _table(due.shortlist())
    with st.popover("Paste a list", icon=":material/content_paste:"):
        text = st.text_area("One company a line", key="pasted", height=160)
        if st.button("Add them", key="add_pasted", type="primary", disabled=not text.strip()):
            added = paste(state.store(), text, datetime.now(UTC))
            state.session().notice = f"{wording.counted(len(added), 'company', 'companies')} added."
            st.rerun()


def _table(rows: Sequence[Row]) -> None:
    edited = st.data_editor(
        pd.DataFrame(
            {
                "On your list": [row.is_target for row in rows],
                "Company": [clean(row.name) for row in rows],
                "Motivation": [row.motivation for row in rows],
                "Posting": [row.posting for row in rows],
                "Advocates": [row.advocates for row in rows],
                "Why": [asks.why(row) for row in rows],
            }
        ),
        column_config={
            "On your list": st.column_config.CheckboxColumn(width="small"),
            "Motivation": _mark("0 (some day) to 3 (now)"),
            "Posting": _mark("0 (none seen) to 3 (fitting, fresh)"),
            "Advocates": st.column_config.NumberColumn(width="small"),
        },
        disabled=["Company", "Advocates", "Why"],
        hide_index=True,
        width="stretch",
        height=420,
        key=f"shortlist_{state.store().revision()}",
    )
    if st.button("Keep changes", key="keep_shortlist", icon=":material/check:"):
        changed = _keep(rows, *(edited[name].tolist() for name in ("On your list", "Motivation", "Posting")))
        state.session().notice = f"{wording.counted(changed, 'company', 'companies')} changed."
        st.rerun()


def _mark(told: str) -> ColumnConfig:
    return st.column_config.NumberColumn(width="small", min_value=0, max_value=3, step=1, help=told)


def _keep(rows: Sequence[Row], listed: Sequence[bool], motivation: Sequence[int], posting: Sequence[int]) -> int:
    changed = 0
    for row, wanted, priority, seen in zip(rows, listed, motivation, posting, strict=True):
        if wanted and (not row.is_target or (priority, seen) != (row.motivation, row.posting)):
            curate.add_target(state.store(), row.name, priority=int(priority), posting=int(seen), at=datetime.now(UTC))
            changed += 1
        elif row.is_target and not wanted:
            curate.remove_target(state.store(), row.name)
            changed += 1
    return changed
