"""What the Import page shows: what files hold, what came of an import, and the imports so far."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph import curate
from graph.ingest import ImportReport
from graph.model import EGO, EGO_NAME, ImportRun
from graph.owners import Owner
from graph.records import ContactRecord, Problem, RunFile, RunId
from views import state, wording
from views.components import people
from views.jobs import SHOWN_CONTACTS, Preview
from views.text import clean, markdown

SHOWN_FILES = 6
"""Recognised files that are named; the rest are counted."""

IMPORTER_WORDS = {"linkedin-connections": "LinkedIn connections", "vcard": "vCards"}
"""What the importers are called on the page."""


def how_to_export() -> None:
    """How to get files out of the usual places."""
    with st.container(border=True, key="how_linkedin"):
        st.markdown("**Your LinkedIn connections**")
        st.html(
            people.steps(
                (
                    "Open Settings & Privacy, then Data privacy.",
                    "Choose Get a copy of your data, then Connections, and request it.",
                    "LinkedIn sends you a zip. Drop it here as it is.",
                )
            )
        )
    with st.container(border=True, key="how_vcard"):
        st.markdown("**Your address book (vCard)**")
        st.html(
            people.facts(
                (
                    ("Apple", "Contacts: select all, then File, Export, Export vCard"),
                    ("Google", "Google Contacts: Export, then vCard"),
                    ("Outlook", "People: Manage, Export contacts, or forward contacts as vCard"),
                )
            )
        )


def import_label(preview: Preview, owner: Owner) -> str:
    """What the import button says: also whose contacts they will be, as a friend's are easily taken for one's own."""
    is_mine = owner.name is None and owner.person is None
    whose = "my own contacts" if is_mine else "a friend's contacts"
    return f"Import {wording.counted(preview.rows, 'row')} as {whose}"


def preview_counts(shown: Preview) -> None:
    """What was found in the files that were dropped, as numbers."""
    lost = sum(not problem.kept for problem in shown.problems)
    st.html(
        people.figures(
            (
                (f"{shown.people:,}", "people"),
                *_unless_zero((shown.companies, "company cards"), (shown.left_out, "members who left")),
                *_unless_zero((lost, "rows that cannot be read")),
            )
        )
    )


def preview_details(shown: Preview) -> None:
    """Which files were recognised, the first contacts, and the rows that made trouble."""
    st.html(people.facts(_file_facts(shown.files)))
    problems(shown.problems)
    if not shown.contacts:
        return
    if shown.people > SHOWN_CONTACTS:
        st.caption(f"The first {SHOWN_CONTACTS} contacts:")
    st.dataframe(_contact_table(shown.contacts), hide_index=True, height=300, key="preview_table", alt="Preview")


def problems(found: Sequence[Problem]) -> None:
    """Rows that could not be read, each with its file and line."""
    if not found:
        return
    with st.expander(f"{wording.counted(len(found), 'remark')} on single rows", type="compact"):
        table = {
            "Where": [clean(problem.source.locator) for problem in found],
            "What": [clean(problem.message) for problem in found],
            "Row": ["kept" if problem.kept else "left out" for problem in found],
        }
        st.dataframe(table, hide_index=True, key="problems_table", alt="Remarks on single rows")


def result(report: ImportReport) -> None:
    """What came of an import, as counts that add up."""
    counts = report.counts
    with st.container(border=True, key="import_result"):
        if report.repeated:
            st.markdown("**These files are in already.** Nothing was changed.")
            return
        whose = "your contacts" if report.owner_name == EGO_NAME else f"the contacts of {markdown(report.owner_name)}"
        ties = wording.counted(report.ties_added, "new tie")
        st.markdown(f"**{wording.counted(counts.read, 'row')} read** from {whose}. {ties}.")
        st.html(
            people.figures(
                (
                    (f"{counts.added:,}", "new people"),
                    *_unless_zero(
                        (counts.matched, "people you had already"),
                        (counts.changed, "changed"),
                        (counts.unchanged, "unchanged"),
                        (counts.to_review, "to review"),
                        (counts.hidden, "members who left"),
                        (counts.problems, "not readable"),
                    ),
                )
            )
        )
        problems((*report.problems, *report.warnings))
        st.page_link("views/targets.py", label="Next: which companies would you like to reach?", icon=":material/flag:")


def history(runs: Sequence[ImportRun]) -> None:
    """The imports so far, newest first, each of which can be taken back."""
    if not runs:
        return
    st.subheader("Imports so far", anchor=False)
    for run in reversed(runs):
        with st.container(
            border=True,
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"run_{run.id}",
        ):
            st.html(people.titled(run.owner_name, _role(run), _run_title(run), _run_line(run)), width="stretch")
            st.button(
                "Take back",
                icon=":material/undo:",
                key=f"undo_{run.id}",
                type="tertiary",
                on_click=_ask_to_undo,
                args=(run.id,),
            )
        if st.session_state.get("undoing") == run.id:
            _confirm_undo(run)


def _unless_zero(*counts: tuple[int, str]) -> list[tuple[str, str]]:
    return [(f"{count:,}", noun) for count, noun in counts if count]


def _ask_to_undo(run: RunId) -> None:
    st.session_state["undoing"] = run


def _keep() -> None:
    st.session_state.pop("undoing", None)


@st.dialog("Take this import back?", on_dismiss=_keep)
def _confirm_undo(run: ImportRun) -> None:
    st.html(people.note(_run_title(run)))
    st.markdown(
        "Everything that only this import knew goes away: its people, its ties, its positions. Your targets stay."
    )
    if st.button("Take it back", type="primary", key="undo_confirmed"):
        curate.undo(state.store(), run.id)
        state.session().notice = "The import is taken back."
        state.session().job = None
        _keep()
        st.rerun()


def _role(run: ImportRun) -> str:
    return "ego" if run.owner == EGO else "person"


def _run_title(run: ImportRun) -> str:
    files = [one.name.rsplit("/", 1)[-1] for one in run.files if one.importer]
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return f"{run.owner_name}: {', '.join(files[:3])}{more}"


def _run_line(run: ImportRun) -> str:
    counts = run.counts
    told = _unless_zero(
        (counts.added, "new"),
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.matched, "matched"),
        (counts.to_review, "perhaps known already"),
        (counts.hidden, "left or hidden"),
        (counts.problems, "not readable"),
    )
    read = f"{wording.ago(run.at, state.today())}: {counts.read:,} read"
    return ", ".join([read, *(" ".join(each) for each in told)])


def _file_facts(files: Sequence[RunFile]) -> list[tuple[str, str]]:
    read = [(IMPORTER_WORDS.get(one.importer, one.importer), one.name) for one in files if one.importer]
    unread = len(files) - len(read)
    more = [("And", wording.counted(len(read) - SHOWN_FILES, "more file"))] if len(read) > SHOWN_FILES else []
    unneeded = [("Not needed", wording.counted(unread, "other file"))] if unread else []
    return [*read[:SHOWN_FILES], *more, *unneeded]


def _contact_table(contacts: Sequence[ContactRecord]) -> dict[str, list[Any]]:
    return {
        "Name": [clean(one.name.full) for one in contacts],
        "Title": [clean(one.title or "") for one in contacts],
        "Company": [clean(one.organization or "") for one in contacts],
        "Since": [one.connected_on for one in contacts],
        "Source": [clean(one.source.locator) for one in contacts],
    }
