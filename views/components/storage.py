"""Where the store is, backups, exports, and putting one back."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from graph import inventory, safekeeping
from graph.copies import Copies
from graph.errors import UserError
from graph.passing import passing_place
from graph.store import sealing
from views import state, wording
from views.components import people
from views.text import clean

_SAVED_AS = (
    ("Everything", ".zip", "application/zip", "All that is kept here. Intrograph reads it back."),
    ("Address book", ".vcf", "text/vcard", "Cards for phones and mail programs."),
    ("Table", ".csv", "text/csv", "One row a person, for spreadsheets; nothing in it is taken for a formula."),
    ("Network", ".graphml", "application/xml", "People and ties for Gephi, yEd and others."),
)  # fmt: skip
"""What can be saved: label, ending, kind of file, and what it is for."""


def where() -> None:
    """The store and its files."""
    store = state.store()
    held = state.status()
    files = inventory.kept_files(store.file(), state.settings().data_folder)
    with st.container(border=True, key="where"):
        st.subheader("Your network", anchor=False)
        counts = [("people", held.people), ("ties", held.ties), ("imports", held.runs)]
        st.html(people.figures([(f"{number:,}", noun) for noun, number in counts]))
        size = [("Size", wording.size(held.size))] if held.size else []
        st.html(people.facts([("Kept in", clean(held.location)), *size]))
        if files:
            with st.expander(f"{wording.counted(len(files), 'file')} on this machine", key="files"):
                st.html(people.items([(clean(file.path.name), _about(file)) for file in files]))


def keep_safe() -> None:
    """Backup and exports."""
    with st.container(border=True, key="keep_safe"):
        st.subheader("Keep it safe", anchor=False)
        if state.store().file():
            _offer_backup()
        st.html(people.kicker("Export"))
        with st.container(horizontal=True):
            for label, ending, kind, told in _SAVED_AS:
                st.download_button(
                    label, partial(_saved, ending), f"intrograph{ending}", kind, key=f"save{ending}",
                    help=told, icon=":material/download:", on_click="ignore",
                )  # fmt: skip
        st.html(people.note("An export is as private as your address book, and not encrypted."))


def _offer_backup() -> None:
    passphrase = again = ""
    if sealing.is_installed() and state.store().beside():  # a backup of an encrypted store is encrypted as it is
        passphrase = st.text_input(
            "Passphrase of the backup", type="password", key="backup_passphrase",
            placeholder="None: a plain file", help="With one, the backup is sealed in the age format.",
        )  # fmt: skip
        again = st.text_input("Once more", type="password", key="backup_again") if passphrase else ""
    is_ready = passphrase == again
    if st.button("Back up now", icon=":material/save:", key="back_up", type="primary", disabled=not is_ready):
        _back_up(passphrase)


def bring_back() -> None:
    """Restores a backup or an export of everything into an empty store."""
    with st.container(border=True, key="bring_back"):
        st.subheader("Restore", anchor=False)
        store = state.store()
        if store.entries("", 1) or store.targets() or store.runs():
            st.html(
                people.lead(
                    "A backup or an export of everything goes into an empty network, so that nothing is written "
                    "over. In a terminal: intrograph --store new.db restore FILE"
                )
            )
            return
        upload = st.file_uploader("A backup (.db, .age) or an export of everything (.zip)", key="restore_file")
        given = st.text_input("Its passphrase, if it has one", type="password", key="restore_passphrase")
        if upload and st.button("Restore it", icon=":material/restore:", key="restore", type="primary"):
            with st.spinner("Restoring …"):
                _restore(upload.getvalue(), given)
            state.session().notice = "Restored, and checked to be the same."
            st.rerun()


def _about(file: inventory.KeptFile) -> str:
    readers = "only you may read it" if not file.mode & 0o077 else "others on this machine may read it"
    return f"{file.holds} · {wording.size(file.size)} · {readers}"


def _back_up(passphrase: str) -> None:
    at, folder = datetime.now(UTC), state.settings().data_folder
    named = safekeeping.backup_name(folder, state.store(), at)
    file = named.with_name(named.name + sealing.ENDING) if passphrase else named
    with st.spinner("Backing up …"), Copies(folder).making(file, at):
        safekeeping.back_up(state.store(), file, lambda: passphrase)
    st.success("Backed up to this file.", icon=":material/check_circle:")
    st.code(clean(str(file)), language=None)


def _saved(ending: str) -> bytes:
    """The file's content, made when it is asked for."""
    with passing_place(state.settings().data_folder) as place:
        file = place / f"intrograph{ending}"
        safekeeping.export(state.store(), file, datetime.now(UTC))
        return file.read_bytes()


def _restore(content: bytes, passphrase: str) -> None:
    with passing_place(state.settings().data_folder) as place:
        file = place / "uploaded"
        file.write_bytes(content)
        safekeeping.restore(file, state.store(), place, partial(_typed, passphrase))


def _typed(passphrase: str) -> str:
    if not passphrase:
        raise UserError("This file needs a passphrase.", "Type it below the file, and restore again.")
    return passphrase
