from collections.abc import Sequence

import pytest

from importers import table
from importers.base import HEAD_BYTES
from importers.codepages import likeliest_latin

LETTERS = {
    "cp1252": ["Jürgen Groß", "José Muñoz, Peña", "Hélène Lefèvre", "Søren Kjær", "João Conceição", "Åsa Öberg"],
    "cp1250": ["Łukasz Żółć, Spółka", "Kamila Kamińska, Księgowa", "Antonín Dvořák, Česká spořitelna"],
    "cp1251": ["Иван Петров, Газета"],
    "cp1254": ["Ayşe Yılmaz, Şirketi Müdürü", "Gülşen Öğüt, İş Bankası"],
    "cp932": ["太郎 山田, 能表株式会社"],
    "gb18030": ["小明,王,阿里巴巴集团,高级软件工程师"],
    "utf-8": ["Zoë 王 🚀"],
    "utf-8-sig": ["Zoë 王 🚀"],
    "utf-16": ["Zoë 王 🚀"],
    "utf-16-le": ["Zoë Brandt"],
    "utf-16-be": ["Zoë Brandt"],
    "utf-32": ["Zoë 王 🚀"],
}


def is_header(cells: Sequence[str]) -> bool:
    return tuple(cells) == ("A", "B", "C")


def is_row(cells: Sequence[str]) -> bool:
    return len(cells) == 3 and cells[2].isdigit()


def read(text: str) -> list[table.Row]:
    lines = table.lines_of(text.encode())
    header = table.find_header(lines, is_header)
    assert header is not None
    return list(table.rows(lines, header, is_row))


@pytest.mark.parametrize(("encoding", "line"), [(page, line) for page, lines in LETTERS.items() for line in lines])
def test_one_line_is_enough_to_tell_how_a_table_is_encoded(encoding: str, line: str) -> None:
    text = f"First Name,Last Name,Company\nAnn,Lee,Acme\n{line}\n"
    assert "".join(table.lines_of(text.encode(encoding))) == text


def test_western_letters_win_where_two_pages_make_equal_sense() -> None:
    assert likeliest_latin("Müller, Groß\nKaminski\n".encode("cp1252")) == "cp1252"


def test_a_few_bad_bytes_do_not_turn_a_table_into_another_encoding() -> None:
    text = "Zoë Müller Jürgen Käser\n" * 3
    assert "".join(table.lines_of(text.encode() + b"\xff\n")) == text + "\ufffd\n"


def test_a_letter_cut_by_the_end_of_the_head_does_not_change_the_encoding() -> None:
    head = ("x" * (HEAD_BYTES - 3) + "\n王王").encode()[:HEAD_BYTES]
    assert table.first_lines(head) == [head[: HEAD_BYTES - 2].decode()]


@pytest.mark.parametrize("delimiter", table.DELIMITERS)
def test_the_header_is_found_by_its_names_whatever_separates_them(delimiter: str) -> None:
    lines = table.lines_of(f"Notes:\nx, y; z\n\n{delimiter.join('ABC')}\n1{delimiter}2{delimiter}3".encode())
    header = table.find_header(lines, is_header)
    assert header == table.Header(4, ("A", "B", "C"), delimiter)


def test_a_header_below_the_first_rows_is_none() -> None:
    assert table.find_header(["x\n"] * table.HEADER_ROWS + ["A,B,C\n"], is_header) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_has_the_line_it_starts_on(end: str) -> None:
    rows = read(end.join(("x", "A,B,C", "1,2,3", '4,"5', "5", '5",6', "", "7,8,9")))
    assert [(row.line, row.cells[0]) for row in rows] == [(3, "1"), (4, "4"), (8, "7")]


def test_rows_of_blanks_are_no_rows() -> None:
    assert read('A,B,C\n,,\n  ,\t,""\n\n1,,\n') == [table.Row(5, ["1", "", ""])]


def test_other_characters_that_break_lines_stay_within_a_row() -> None:
    [row] = read("A,B,C\na\u2028b,c\x0bd,\x85e\n")
    assert row.cells == ["a\u2028b", "c\x0bd", "\x85e"]


def test_a_mark_that_is_not_closed_marks_its_row_only() -> None:
    rows = read('A,B,C\n1,"2,3\n4,5,6\n7,"8",9\n')
    assert rows == [
        table.Row(2, ["1", "2", "3"], torn=True),
        table.Row(3, ["4", "5", "6"]),
        table.Row(4, ["7", "8", "9"]),
    ]


def test_a_mark_that_is_not_closed_before_the_end_loses_nothing() -> None:
    assert [row.line for row in read('A,B,C\n1,2,"3\nx,y,z\nx,y,z\n')] == [2, 3, 4]


def test_a_whole_row_between_two_stray_marks_is_not_swallowed() -> None:
    rows = read('A,B,C\n1,"2,3\n4,5,6\n7,8",9\n')
    assert [(row.line, row.cells) for row in rows if not row.torn] == [(3, ["4", "5", "6"]), (4, ["7", '8"', "9"])]


def test_a_row_over_many_lines_is_one_row() -> None:
    note = "\n".join(f"line {number}, with a comma" for number in range(table.MAX_ROW_LINES - 1))
    assert read(f'A,B,C\n1,"{note}",3\n4,5,6\n') == [
        table.Row(2, ["1", note, "3"]),
        table.Row(table.MAX_ROW_LINES + 1, ["4", "5", "6"]),
    ]


def test_a_row_that_never_ends_is_cut_into_its_lines() -> None:
    rows = read('A,B,C\n1,"2,3\n' + "x\n" * (table.MAX_ROW_LINES + 5))
    assert len(rows) == table.MAX_ROW_LINES + 6
