"""The Import page: drop files, see what they hold, import them, and take an import back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from graph.ingest import ImportReport, IngestOptions, ingest
from graph.owners import Owner
from importers import archive
from views import state
from views.boundary import guarded, tell
from views.components import columns, how_to, imports, owner_choice, people
from views.jobs import ImportJob
from views.preview import Preview, look_into

FOLDER_KEY = "whole_folder"
"""Key of the switch between files and a folder."""


def show() -> None:
    """The page."""
    st.title("Import", anchor=False)
    st.html(
        people.lead(
            "Bring in contacts, messages, mail and meetings as you exported them. Importing a file twice changes "
            "nothing, and every import can be taken back."
        )
    )
    runs = state.store().runs()
    work, help_beside = st.columns([7, 4], gap="large")
    with work, guarded():  # a file that cannot be read leaves the help and the history where they are
        _work()
    with help_beside:
        how_to.show()
    imports.history(runs)


def _work() -> None:
    job = state.session().job
    if job and job.running:
        _progress()
        return
    if job:
        if job.failed:
            _forget_job()
        imports.result(job.report())
        st.button("Import more", icon=":material/add:", key="import_more", on_click=_forget_job)
        return
    owner = owner_choice.choose()
    is_folder = _asks_for_folder()
    uploads = st.file_uploader(
        "Drop a folder" if is_folder else "Drop your files",
        accept_multiple_files="directory" if is_folder else True,
        key=f"files_{_round()}{'_folder' if is_folder else ''}",
        help="Several at once are fine, zips as they are. A mailbox may have no ending at all: what a file is, is told "
        "from what is in it.",
    )
    st.toggle("Choose a whole folder", key=FOLDER_KEY, help="For an export that is unpacked already.")
    if uploads:
        _preview(uploads, owner)
    else:
        st.html(people.note(how_to.WHAT_IS_READ))


def _preview(uploads: Sequence[Any], owner: Owner) -> None:
    session = state.session()
    ids = tuple(upload.file_id for upload in uploads)
    said = columns.said(session.preview, ids)
    if session.preview is None or (session.preview.uploads, session.preview.columns) != (ids, said):
        session.preview = None
        with st.spinner("Looking into your files …"):
            sources = archive.sources_of_uploads([(one.name, one.getvalue()) for one in uploads])
            session.preview = look_into(ids, sources, said)
    preview = session.preview
    if preview.refusal:
        tell(preview.refusal)
        columns.show(preview)
        return
    imports.preview_counts(preview)
    label = imports.import_label(preview, owner)
    if st.button(
        label, type="primary", icon=":material/download_done:", key="import", disabled=not preview.found.entries
    ):
        _start(preview, owner)
        st.rerun()
    columns.show(preview)
    imports.preview_details(preview)


def _asks_for_folder() -> bool:
    return bool(st.session_state.get(FOLDER_KEY))


def _start(preview: Preview, owner: Owner) -> None:
    store, region, at = state.store(), state.settings().region, datetime.now(UTC)

    def work(job: ImportJob) -> ImportReport:
        options = IngestOptions(at=at, region=region, progress=job.progress)
        return ingest(store, preview.files, preview.reading.records(), owner=owner, options=options)

    session = state.session()
    session.job = ImportJob.start(state.workers(), preview.found.entries, work)
    session.preview = None
    st.session_state["import_round"] = _round() + 1


@st.fragment(run_every=0.4)
def _progress() -> None:
    job = state.session().job
    if job is None or not job.running:
        st.rerun()
        return
    st.progress(job.share, f"Importing: {job.done:,} of {job.total:,} entries read. You may leave this page.")


def _forget_job() -> None:
    state.session().job = None


def _round() -> int:
    """Counts imports, so that the file chooser is empty after each."""
    count: int = st.session_state.get("import_round", 0)
    return count


if __name__ == "__main__":  # run by st.navigation
    show()
