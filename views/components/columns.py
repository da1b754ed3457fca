"""Which column of a table of contacts is what: the guess, the first rows beside it, and the user's better knowledge."""

from collections.abc import Mapping

import streamlit as st

from importers.columns import FIELDS
from importers.contacts_csv import Mapped
from views import kinds
from views.components import people
from views.preview import ColumnsSaid, Preview, Table
from views.text import clean, markdown

SIDE_BY_SIDE = 3
"""Choices in one row on a wide screen."""

NOT_READ = -1
"""The choice for what no column holds, or what is not wanted."""


def said(shown: Preview | None, uploads: tuple[str, ...]) -> ColumnsSaid:
    """What the user chose otherwise than guessed; nothing when other files were dropped since."""
    if shown is None or shown.uploads != uploads:
        return {}
    chosen = {table.digest: _said_of(table) for table in shown.tables}
    return {digest: fields for digest, fields in chosen.items() if fields}


def show(shown: Preview) -> None:
    """The choices, for each table whose columns had to be guessed; open where none is known."""
    for table in shown.tables:
        _table(table, is_open=shown.refusal is not None)


def _table(table: Table, is_open: bool) -> None:
    mapped, guessed = table.mapped, _guess(table.mapped)
    title = f"Which column is what in {markdown(table.name)}"
    with st.expander(title, icon=":material/view_column:", key=f"columns_{table.digest}", expanded=is_open):
        st.html(people.note("Choose another column where the guess is wrong, or one for what was not found."))
        st.dataframe(_first_rows(mapped), hide_index=True, key=f"sample_{table.digest}", alt="The first rows")
        names = {NOT_READ: "not read", **dict(enumerate(_names(mapped)))}
        for start in range(0, len(FIELDS), SIDE_BY_SIDE):
            for place, field in zip(st.columns(SIDE_BY_SIDE), FIELDS[start : start + SIDE_BY_SIDE], strict=False):
                place.selectbox(
                    kinds.FIELD_WORDS[field],
                    list(names),
                    index=guessed.get(field, NOT_READ) + 1,
                    format_func=names.__getitem__,
                    key=_key(table, field),
                )


def _said_of(table: Table) -> Mapping[str, str]:
    guessed = _guess(table.mapped)
    chosen = {field: st.session_state.get(_key(table, field)) for field in FIELDS}
    return {
        field: "" if place == NOT_READ else _column(table.mapped, place)
        for field, place in chosen.items()
        if place is not None and place != guessed.get(field, NOT_READ)
    }


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


def _first_rows(table: Mapped) -> Mapping[str, list[str]]:
    return {
        name: [clean(row[place]) if place < len(row) else "" for row in table.sample]
        for place, name in enumerate(_names(table))
    }


def _key(table: Table, field: str) -> str:
    return f"column_{field}_{table.digest}"
