"""What the Import page shows: what files hold, what came of an import, and the imports so far."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph import curate
from graph.ingest import ImportReport
from graph.model import EGO, EGO_NAME, ImportRun
from graph.owners import Owner
from graph.records import ContactRecord, Problem, RunFile, RunId
from views import kinds, state, wording
from views.components import people
from views.preview import SHOWN_CONTACTS, Preview
from views.text import clean, markdown

SHOWN_FILES = 3
"""Recognised files of one kind that are named; the rest are counted."""
SHOWN_RUNS = 20
"""Imports that are listed at first, the newest."""
PLACE_WIDTH = 240
"""Pixels in which a file and its line can be read whole."""


def import_label(preview: Preview, owner: Owner) -> str:
    """What the import button says: also whose contacts they will be, as a friend's are easily taken for one's own."""
    is_mine = owner.name is None and owner.person is None
    whose = "my own contacts" if is_mine else "a friend's contacts"
    return f"Import {wording.entries(preview.found.entries)} as {whose}"


def preview_counts(shown: Preview) -> None:
    """What was found in the files that were dropped, as numbers."""
    found = shown.found
    lost = sum(not problem.kept for problem in shown.problems)
    done = ((found.interactions[kind], many) for kind, (_, many) in kinds.INTERACTION_WORDS.items())
    others = _unless_zero(
        *done,
        (found.relations, "relations"),
        (found.companies, "company cards"),
        (found.interests, "companies of interest"),
        (lost, "not readable"),
    )
    named = "person" if found.people == 1 else "people"
    people_found = [(f"{found.people:,}", named)] if found.people or not others else []
    st.html(people.figures([*people_found, *others]))
    left_out = [
        wording.counted(found.skipped[reason], *words)
        for reason, words in kinds.SKIP_WORDS.items()
        if found.skipped[reason]
    ]
    if left_out:
        st.html(people.note(f"Left out on purpose: {wording.listed(left_out)}."))


def preview_details(shown: Preview) -> None:
    """Which files were recognised, the first contacts, and the entries that made trouble."""
    st.html(people.facts(_file_facts(shown.files)))
    problems(shown.problems)
    if not shown.contacts:
        return
    if shown.found.people > SHOWN_CONTACTS:
        st.caption(f"The first {SHOWN_CONTACTS} contacts:")
    st.dataframe(_contact_table(shown.contacts), hide_index=True, key="preview_table", alt="Preview")


def problems(found: Sequence[Problem]) -> None:
    """What could not be read, each with its file and line."""
    if not found:
        return
    with st.expander(f"{wording.counted(len(found), 'remark')} on single entries", type="compact", expanded=True):
        table = {
            "Where": [clean(problem.source.locator) for problem in found],
            "What": [clean(problem.message) for problem in found],
            "Entry": ["kept" if problem.kept else "left out" for problem in found],
        }
        st.dataframe(
            table,
            hide_index=True,
            key="problems_table",
            alt="Remarks on single entries",
            column_config={
                "Where": st.column_config.TextColumn(width=PLACE_WIDTH),
                "What": st.column_config.TextColumn(width="large"),
            },
        )


def result(report: ImportReport) -> None:
    """What came of an import, as counts that add up."""
    counts = report.counts
    with st.container(border=True, key="import_result"):
        if report.repeated:
            st.markdown("**These files are in already.** Nothing was changed.")
            return
        whose = "your contacts" if report.owner_name == EGO_NAME else f"the contacts of {markdown(report.owner_name)}"
        ties = wording.counted(report.ties_added, "new tie")
        st.markdown(f"**{wording.entries(counts.read)} read** from {whose}. {ties}.")
        st.html(
            people.figures(
                (
                    (f"{counts.added:,}", "new"),
                    *_unless_zero(
                        (counts.matched, "people you had already"),
                        (counts.changed, "changed"),
                        (counts.unchanged, "unchanged"),
                        (counts.to_review, "perhaps known already"),
                        (counts.hidden, "left out"),
                        (counts.problems, "not readable"),
                    ),
                )
            )
        )
        problems((*report.problems, *report.warnings))
        if counts.to_review:
            st.page_link("views/review.py", label="See who may be the same person", icon=":material/join_inner:")
        st.page_link("views/targets.py", label="Next: which companies would you like to reach?", icon=":material/flag:")


def history(runs: Sequence[ImportRun]) -> None:
    """The imports so far, newest first, each of which can be taken back."""
    if not runs:
        return
    st.subheader("Imports so far", anchor=False)
    shown = len(runs) if st.session_state.get("all_runs") else SHOWN_RUNS
    for run in runs[: -shown - 1 : -1]:
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
    if len(runs) > shown:
        st.button(f"Show all {len(runs)} imports", icon=":material/expand_more:", key="more_runs", on_click=_show_all)


def _show_all() -> None:
    st.session_state["all_runs"] = True


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
    names = [one.name.rsplit("/", 1)[-1] for one in run.files if one.importer]
    return f"{run.owner_name}: {_files(names)}"


def _run_line(run: ImportRun) -> str:
    counts = run.counts
    told = _unless_zero(
        (counts.added, "new"),
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.matched, "matched"),
        (counts.to_review, "perhaps known already"),
        (counts.hidden, "left out"),
        (counts.problems, "not readable"),
    )
    read = f"{wording.ago(run.at, state.today())}: {counts.read:,} read"
    terms = [wording.terms(run.shows, run.expires)] if run.expires else []
    return ", ".join([read, *(" ".join(each) for each in told), *terms])


def _file_facts(files: Sequence[RunFile]) -> list[tuple[str, str]]:
    """Each kind of file with the files of that kind."""
    found: dict[str, list[str]] = {}
    for one in files:
        if one.importer:
            found.setdefault(kinds.importer(one.importer), []).append(one.name.rsplit("/", 1)[-1])
    unread = sum(not one.importer for one in files)
    unneeded = [("Not needed", wording.counted(unread, "other file"))] if unread else []
    return [*((kind, _files(names)) for kind, names in found.items()), *unneeded]


def _files(names: Sequence[str]) -> str:
    more = len(names) - SHOWN_FILES
    return ", ".join(names[:SHOWN_FILES]) + (f" and {more:,} more" if more > 0 else "")


def _contact_table(contacts: Sequence[ContactRecord]) -> dict[str, list[Any]]:
    return {
        "Name": [clean(one.name.full) for one in contacts],
        "Title": [clean(one.title or "") for one in contacts],
        "Company": [clean(one.organization or "") for one in contacts],
        "Since": [one.connected_on for one in contacts],
        "Source": [clean(one.source.locator) for one in contacts],
    }
