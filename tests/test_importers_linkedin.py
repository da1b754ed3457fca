import csv
import io
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UserError
from graph.records import ContactRecord, Origin, Problem, Record, Skipped
from importers import identify
from importers.base import SourceFile
from importers.linkedin import CONNECTIONS
from tests import golden

NOTES = 'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
HEADER = ",".join(COLUMNS) + "\n"


def records(text: str | bytes, name: str = "Connections.csv") -> Sequence[Record | Problem]:
    data = text.encode() if isinstance(text, str) else text
    return list(CONNECTIONS.extract(SourceFile.from_bytes(name, data)))


def contacts(found: Sequence[Record | Problem]) -> list[ContactRecord]:
    return [record for record in found if isinstance(record, ContactRecord)]


def rows_told(found: Sequence[Record | Problem]) -> int:
    return sum(not (isinstance(record, Problem) and record.kept) for record in found)


@pytest.mark.parametrize("sample", golden.samples("linkedin"), ids=lambda path: path.name)
def test_a_sample_reads_as_expected(sample: Path) -> None:
    assert golden.found(sample) == golden.expected(sample)


def test_a_raw_export_of_862_rows_gives_860_people_and_two_rows_with_their_lines() -> None:
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    for number in range(862):
        name = ("", "") if number in (100, 861) else (f"Ann {'🚀' if number % 9 else ''}", f"Lee {number}, Ph.D.")
        mail = "" if number % 10 < 7 else f"a{number}@example.com"
        link = f"https://www.linkedin.com/in/ann-{number}"
        write([*name, link, mail, "Acme, Inc.", 'Engineer "Core", Payments', "08 Feb 2026"])

    found = records(NOTES + HEADER + text.getvalue())

    assert len(contacts(found)) == 860
    assert all(contact.organization == "Acme, Inc." for contact in contacts(found))
    lost = [record for record in found if isinstance(record, Problem)]
    assert [problem.source.locator for problem in lost] == ["Connections.csv line 105", "Connections.csv line 866"]
    assert not any(problem.kept for problem in lost)


def test_a_day_that_could_be_two_is_read_as_the_rest_of_its_column_and_else_left_out() -> None:
    alone = records(HEADER + "Ann,Lee,,,,,03/04/2026\n")
    among = records(HEADER + "Ann,Lee,,,,,03/04/2026\nBo,Chen,,,,,25/04/2026\n")

    assert [contact.connected_on for contact in contacts(alone)] == [None]
    assert [record.kept for record in alone if isinstance(record, Problem)] == [True]
    assert [contact.connected_on for contact in contacts(among)] == [date(2026, 4, 3), date(2026, 4, 25)]
    assert not any(isinstance(record, Problem) for record in among)


def test_two_exports_put_together_make_nobody_of_the_second_header() -> None:
    found = records(NOTES + HEADER + "Ann,Lee,,,,,08 Feb 2026\n" + HEADER + "Bo,Chen,,,,,08 Feb 2026\n")
    assert [contact.name.full for contact in contacts(found)] == ["Ann Lee", "Bo Chen"]
    assert len(found) == 2


def test_guessed_letters_are_warned_of() -> None:
    warning, contact = records((HEADER + "Jürgen,Groß,,,,,08 Feb 2026\n").encode("cp1252"))
    assert isinstance(warning, Problem)
    assert isinstance(contact, ContactRecord)
    assert (warning.kept, contact.name.full) == (True, "Jürgen Groß")


def test_a_member_who_left_is_skipped_also_when_the_day_is_unclear() -> None:
    (found,) = records(HEADER + ",,,,,,03/04/2026\n")
    assert isinstance(found, Skipped)


def test_the_content_decides_what_a_file_is_not_its_name() -> None:
    assert identify(SourceFile.from_bytes("my friends.txt", (NOTES + HEADER).encode())) is CONNECTIONS
    notes = b"Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    with pytest.raises(UserError):
        identify(SourceFile.from_bytes("Connections.csv", notes))


def test_contacts_come_from_a_network() -> None:
    [contact] = contacts(records(HEADER + "Ann,Lee,,,,,\n"))
    assert contact.origin is Origin.NETWORK


def test_text_around_a_line_end_is_one_line() -> None:
    [contact] = contacts(records(HEADER + '"Ann\r\n ","\tLee ",,,"Acme\n\nHoldings",,\n'))
    assert (contact.name.full, contact.organization) == ("Ann Lee", "Acme Holdings")


def test_a_quotation_mark_that_is_not_closed_costs_no_other_row() -> None:
    rows = [f"Ann{number},Lee,,,Acme,CTO,08 Feb 2026\n" for number in range(50)]
    rows[10] = 'Bo,Chen,,,"Acme,CTO,08 Feb 2026\n'
    found = records(HEADER + "".join(rows))
    assert len(contacts(found)) == 50
    assert [record.source.locator for record in found if isinstance(record, Problem)] == ["Connections.csv line 12"]


def test_a_very_long_cell_is_read() -> None:
    [contact] = contacts(records(HEADER + f"Ann,Lee,,,Acme,{'x' * 500_000},\n"))
    assert contact.title == "x" * 500_000


CELLS = st.text(
    alphabet=st.sampled_from(['"', ",", ";", "\n", "\r", " ", "a", "é", "🚀", "\ufffd", "\u2028"]), max_size=6
)
DATES = st.sampled_from(["08 Feb 2026", "4-Apr-21", "03/04/2026", "soon", ""])


@settings(max_examples=200)
@given(rows=st.lists(st.tuples(*[CELLS] * 6, DATES), max_size=12), preamble=st.booleans())
def test_every_row_of_a_well_formed_file_is_accounted_for(rows: list[tuple[str, ...]], preamble: bool) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    found = records((NOTES if preamble else "") + HEADER + text.getvalue())
    assert rows_told(found) == sum(any(cell.strip() for cell in row) for row in rows)


SAMPLES = [sample.read_bytes() for sample in golden.samples("linkedin")]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 40))] = draw(
            st.binary(max_size=12) | st.sampled_from([b'"', b",", b"\n"])
        )
    return bytes(data)


@settings(max_examples=300)
@given(data=damaged() | st.binary(max_size=400))
def test_whatever_the_bytes_nothing_but_a_user_error_is_raised(data: bytes) -> None:
    file = SourceFile.from_bytes("Connections.csv", data)
    with suppress(UserError):  # also while it is read, as where it says that it is a bundle
        for record in identify(file).extract(file):
            assert record.source.locator


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann,Lee,,,Acme,CEO,08 Feb 2026",
                'Bo,"Chen,,,Acme,CEO,08 Feb 2026',
                'Cy,Diaz,,,"Acme, Inc.",CEO,08 Feb 2026',
                ",,,,,,08 Feb 2026",
                ",,,,Acme,,08 Feb 2026",
                'Di,Eco,,,,"CEO,08 Feb 2026',
                "Ed",
                'Fi,Go,,,"A ""B""",CEO,08 Feb 2026',
                '"Gu" Gu,Ho,,,,,08 Feb 2026',
                "Hi,Jo,,,A,B,C,D,E",
            ]
        ),
        max_size=20,
    )
)
def test_every_line_of_a_file_with_stray_marks_is_accounted_for(lines: list[str]) -> None:
    found = records(HEADER + "\n".join(lines))
    kinds = Counter(type(record) for record in found)
    assert rows_told(found) == len(lines)
    assert kinds[Skipped] == lines.count(",,,,,,08 Feb 2026")
    told = {record.source.locator for record in found}
    assert told == {f"Connections.csv line {number}" for number in range(2, len(lines) + 2)}
