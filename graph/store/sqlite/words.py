"""The full-text index of what people are found by: no word of those who are gone may stay in it.

FTS5 only marks what is deleted until its parts are put together (`optimize`). Each time that takes the index two levels
higher, and SQLite 3.40, for one, cannot read one of more than 2,000 levels any more: the store would be lost to the
user after a thousand undos. Made anew (`rebuild`) it begins at the bottom, but for 250,000 people that takes 20 seconds
instead of one, so it is done once in a while.
"""

import sqlite3

HIGHEST = 500
"""Levels at which the index is made anew: after some 250 undos, far from where it could not be read."""

_SECOND_FORM = b"\xff\x00\x00\x01"
"""Marks the form that newer versions of SQLite may write; the number of levels comes after it."""


def erase_words(connection: sqlite3.Connection) -> None:
    """Leaves only the words of those who are there."""
    command = "rebuild" if levels(connection) >= HIGHEST else "optimize"
    connection.execute("insert into person_words (person_words) values (?)", (command,))


def levels(connection: sqlite3.Connection) -> int:
    """How many levels the index has: in the record about its structure, after 4 bytes, in groups of 7 bits."""
    (record,) = connection.execute("select block from person_words_data where id = 10").fetchone()
    number = 0
    for byte in record[4:].removeprefix(_SECOND_FORM):
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return number
