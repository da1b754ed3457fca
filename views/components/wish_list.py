"""A whole list of companies at once, pasted from wherever it was kept."""

from datetime import UTC, datetime

import streamlit as st

from graph import curate
from graph.search.targets import organization_called
from graph.search.wishes import Wish, wishes
from graph.store.reader import GraphReader
from views import state, wording

NEW_PRIORITY = 1
"""What pasted companies are to begin with: soon."""

_EXAMPLE = "Acme, Product Manager\nGlobex\nInitech"


def paste() -> None:
    """The field for the list, folded away until it is wanted."""
    with st.expander("Paste a list", type="compact", key="paste_list"), st.form("wish_list", border=False):
        text = st.text_area(
            "One company a line; a role after a comma or a tab", placeholder=_EXAMPLE, key="wishes", height=150
        )
        if st.form_submit_button("Add them all", key="add_wishes"):
            _add(wishes(text or ""))


def _add(wished: tuple[Wish, ...]) -> None:
    if not wished:
        st.warning("There is no company on this list. Write one on each line.", icon=":material/info:")
        return
    fresh = [wish for wish in wished if not _is_on_list(state.store(), wish)]
    at = datetime.now(UTC)
    for wish in fresh:
        curate.add_target(state.store(), wish.company, role=wish.role, priority=NEW_PRIORITY, at=at)
    known = len(wished) - len(fresh)
    already = f" {wording.counted(known, 'was', 'were')} on it before." if known else ""
    state.session().notice = f"{wording.counted(len(fresh), 'company is', 'companies are')} new on your list.{already}"
    st.rerun()


def _is_on_list(store: GraphReader, wish: Wish) -> bool:
    return organization_called(store, wish.company).id in {one.organization for one in store.targets()}
