"""Which column of a table of contacts is what: the guess, the first rows beside it, and the user's better knowledge."""

from collections.abc import Mapping

import streamlit as st

from importers.columns import FIELDS
from importers.contacts_csv import Mapped
from views import kinds
from views.components import people
from views.preview import Preview
from views.text import clean

SIDE_BY_SIDE = 3
"""Choices in one row on a wide screen."""


def said(shown: Preview | None, uploads: tuple[str, ...]) -> Mapping[str, str]:
    """What the user chose otherwise than guessed, as field -> column; nothing when other files were dropped since."""
    if shown is None or shown.table is None or shown.uploads != uploads:
        return {}
    chosen = {field: st.session_state.get(_key(uploads, field)) for field in FIELDS}
    guessed = _guess(shown.table)
    return {
        field: _column(shown.table, place)
        for field, place in chosen.items()
        if place is not None and place != guessed.get(field)
    }


def show(shown: Preview) -> None:
    """The choices; nothing when no table of contacts was dropped, or several, whose columns differ."""
    table = shown.table
    if table is None:
        return
    guessed = _guess(table)
    with st.expander("Which column is what", icon=":material/view_column:", key="columns"):
        st.html(people.note("Choose another column where the guess is wrong, or one for what was not found."))
        rows = {name: [clean(cell) for cell in cells] for name, cells in _by_column(table).items()}
        st.dataframe(rows, hide_index=True, key="columns_sample", alt="The first rows of the table")
        for start in range(0, len(FIELDS), SIDE_BY_SIDE):
            for place, field in zip(st.columns(SIDE_BY_SIDE), FIELDS[start : start + SIDE_BY_SIDE], strict=False):
                place.selectbox(
                    kinds.FIELD_WORDS[field],
                    range(len(table.columns.fields)),
                    index=guessed.get(field),
                    format_func=_names(table).__getitem__,
                    placeholder="not in the table",
                    key=_key(shown.uploads, field),
                )


def _guess(table: Mapped) -> Mapping[str, int]:
    """The first column of each field that one was found for."""
    found: dict[str, int] = {}
    for place, field in enumerate(table.columns.fields):
        if field:
            found.setdefault(field, place)
    return found


def _column(table: Mapped, place: int) -> str:
    """A column as importers are told it: its name where that is its own, else its number."""
    name = table.header[place] if place < len(table.header) else ""
    return name if name.strip() and table.header.count(name) == 1 else str(place + 1)


def _names(table: Mapped) -> list[str]:
    """What columns are called; those that are called alike, or not at all, have their number."""
    names = [clean(name) for name in table.header] + [""] * (len(table.columns.fields) - len(table.header))
    return [
        name if name and names.count(name) == 1 else f"{name} (column {place})".strip()
        for place, name in enumerate(names, 1)
    ]


def _by_column(table: Mapped) -> Mapping[str, list[str]]:
    return {
        name: [row[place] if place < len(row) else "" for row in table.sample]
        for place, name in enumerate(_names(table))
    }


def _key(uploads: tuple[str, ...], field: str) -> str:
    return f"column_{field}_{'_'.join(uploads)}"
