"""Whatever LinkedIn's files hold, nothing but a user error is raised and every row is accounted for."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import ContactRecord, Origin, Problem, Record
from importers.base import Importer, SourceFile
from importers.linkedin import LINKEDIN
from importers.linkedin.recipients import KnownNames, recipients_of
from tests.test_importers_linkedin_archive import KINDS
from tests.test_importers_linkedin_messages import ENDINGS, SINCE_2023, TO_2023

FILES = [
    *((name, header.strip()) for name, header, _ in KINDS),
    ("messages.csv", TO_2023),
    ("messages.csv", SINCE_2023 + ENDINGS[-1]),
]
ONE_CARD = {
    "linkedin-positions",
    "linkedin-education",
    "linkedin-email-addresses",
    "linkedin-phone-numbers",
}
"""Files of which all rows become one card."""

DAMAGE = st.sampled_from([b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff\xfe", b"\xe9", b'""', b"https://"])
CELLS = st.text(st.sampled_from('", ;\n\raé🚀\ufffd\u2028|/:%'), max_size=6) | st.sampled_from(
    [
        "Ann",
        "Lee, Ph.D.",
        "LinkedIn Member",
        "https://www.linkedin.com/in/ann-lee",
        "https://www.linkedin.com/in/a,https://www.linkedin.com/in/b",
        "1/29/26, 2:37\u202fPM",
        "2025-06-01 14:03:22 UTC",
        "Wed Jun 24 12:43:42 UTC 2026",
        "13/2/25, 9:00 AM",
        "Jan 2024",
        "OUTGOING",
        "INCOMING",
        "VISIBLE",
        "ACCEPTED",
        "Yes",
        "ann@example.com",
        "+1 555 0100",
    ]
)


def readers(file: SourceFile) -> Sequence[Importer]:
    return [importer for importer in LINKEDIN if importer.identify(file)]


def check(found: Sequence[Record | Problem]) -> None:
    for record in found:
        assert " line " in record.source.locator
        if isinstance(record, ContactRecord) and record.origin is not Origin.OWNER:
            assert record.name.full


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    name, header = draw(st.sampled_from(FILES))
    rows = draw(st.lists(st.lists(CELLS, max_size=14), max_size=5))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    data = bytearray(f"{header}\n{text.getvalue()}".encode())
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 30))] = draw(st.binary(max_size=12) | DAMAGE)
    return name, bytes(data)


@settings(max_examples=300)
@given(damaged() | st.tuples(st.just("messages.csv"), st.binary(max_size=400)))
def test_whatever_the_bytes_nothing_is_raised(case: tuple[str, bytes]) -> None:
    file = SourceFile.from_bytes(*case)
    for importer in readers(file):
        check(list(importer.extract(file)))


@pytest.mark.parametrize(("name", "header"), FILES)
@settings(max_examples=40)
@given(data=st.data())
def test_every_row_is_told_by_exactly_its_line(name: str, header: str, data: st.DataObject) -> None:
    width = header.count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    text = io.StringIO(newline="")
    write = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    lines: list[int] = []
    write(header.split(","))
    for cells in rows:
        if any(cell.strip() for cell in cells):
            lines.append(len(list(io.StringIO(text.getvalue(), newline=""))) + 1)
        write(cells)
    file = SourceFile.from_bytes(name, text.getvalue().encode())
    (importer,) = readers(file)
    found = list(importer.extract(file))
    check(found)

    cards = [each for each in found if isinstance(each, ContactRecord) and each.origin is Origin.OWNER]
    others = [each for each in found if each not in cards]
    lost = {each.source.locator for each in others if not (isinstance(each, Problem) and each.kept)}
    told = {each.source.locator for each in found}
    wanted = {f"{file.base_name} line {line}" for line in lines}
    assert told <= wanted
    if importer.name in ONE_CARD:
        parts = {part for card in cards for part in (*card.jobs, *card.schools, *card.emails, *card.phones)}
        assert len(parts) <= len(lines) - len(lost)
        assert bool(parts) == (len(lost) < len(lines))
    else:
        assert told == wanted


@pytest.mark.parametrize(("name", "header"), FILES)
@pytest.mark.parametrize("cell", ["x" * 200_000, "a, " * 60_000, " ;\n" * 900, "https://" * 20_000, "1/" * 100_000])
def test_very_long_cells_end(name: str, header: str, cell: str) -> None:
    quoted = ",".join(f'"{cell}"' for _ in header.split(","))
    file = SourceFile.from_bytes(name, f"{header}\n{quoted}\n".encode())
    (importer,) = readers(file)
    check(list(importer.extract(file)))


@settings(max_examples=200)
@given(
    names=st.lists(
        st.sampled_from(["Ann Lee", "Ph.D.", "MBA", "Bo Chen", "LinkedIn Member", "Coach", "", "PMP®"]), max_size=7
    ),
    links=st.lists(st.sampled_from(["ann-lee", "bo", "cy", ""]), max_size=5),
)
def test_every_url_gets_one_recipient_and_nobody_is_called_by_a_title(names: list[str], links: list[str]) -> None:
    written = [link and f"https://www.linkedin.com/in/{link}" for link in links]
    found = recipients_of(", ".join(names), ",".join(written), KnownNames({}, frozenset()))
    assert Counter(each.profile for each in found if each.profile) == Counter(filter(None, dict.fromkeys(written)))
    alone = len([name for name in names if name]) <= 1
    assert alone or not {each.name for each in found} & {"Ph.D.", "MBA", "PMP®"}
