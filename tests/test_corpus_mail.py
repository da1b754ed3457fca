"""Reads the mail that other projects and this one collected, where it is present.

The JSON files beside some mails are what another program, Stalwart's mail-parser, reads from them.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.records import InteractionRecord, Origin, Party, Problem, Record, Skipped
from importers.base import SourceFile
from importers.mail import MAIL

ROOT = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = sorted((ROOT / "expected" / "mail").rglob("*.json"))
MAILS = sorted(path for path in (ROOT / "mail").rglob("*") if path.is_file() and path.suffix != ".json")
ORACLES = sorted(path for path in (ROOT / "mail").rglob("*.json") if path.with_suffix(".eml").exists())

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the corpus is not here (../shared/corpus)")

READ_BETTER = {"spec__fixtures__emails__rfc2822__example13.eml"}
"""A mail with blanks before its colons, which the standard allows. The expected file has nobody in it: Python's parser
takes "From  :" for the line that parts mails."""


def records(path: Path) -> Sequence[Record | Problem]:
    return list(MAIL.extract(SourceFile.from_path(path)))


def written(path: Path) -> Sequence[InteractionRecord]:
    return [record for record in records(path) if isinstance(record, InteractionRecord)]


def plain(parties: Sequence[Party]) -> list[list[str]]:
    return [[party.name or "", party.email or ""] for party in parties]


def cases() -> list[tuple[Path, dict[str, Any]]]:
    found = [json.loads(path.read_text("utf-8")) for path in EXPECTED]
    return [(ROOT.parent / "corpus" / Path(each["file"]).relative_to("shared"), each) for each in found]


@pytest.mark.parametrize(("path", "expected"), cases(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_every_mail_names_the_people_that_are_expected(path: Path, expected: dict[str, Any]) -> None:
    found = written(path)
    if path.name in READ_BETTER:
        assert [each.sender.email for each in found] == ["jdoe@machine.example"]
    elif expected["from"] and expected["to"] + expected["cc"]:
        assert [plain([each.sender]) for each in found] == [expected["from"]]
        assert plain(found[0].recipients) == expected["to"] + expected["cc"]
    else:
        assert not found


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.name)
def test_another_program_reads_the_same_people(path: Path) -> None:
    found = written(path.with_suffix(".eml"))
    assert [plain([each.sender]) for each in found] == [people for people in [oracle(path, "from")] if people]
    assert [plain(each.recipients) for each in found] == [people for people in [oracle(path, "to")] if people]


def oracle(path: Path, name: str) -> list[list[str]]:
    headers = json.loads(path.read_text("utf-8"))["parts"][0]["headers"]
    people = [each for header in headers if header["name"] == name for each in header["value"]["Address"]["List"]]
    return [[each["name"] or "", each["address"] or ""] for each in people]


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name)
def test_every_mail_is_recognised_and_accounted_for(path: Path) -> None:
    assert MAIL.identify(SourceFile.from_path(path))
    found = records(path)
    rows = [each for each in found if isinstance(each, InteractionRecord | Skipped) or is_lost(each)]
    assert [each.source.locator for each in rows] == [f"{path.name} message {n}" for n in range(1, len(rows) + 1)]
    assert rows
    assert not any(getattr(each, "origin", None) is Origin.OWNER for each in found)


def is_lost(record: Record | Problem) -> bool:
    return isinstance(record, Problem) and not record.kept


def test_the_corpus_holds_the_files_that_are_tested() -> None:
    assert (len(MAILS) >= 54, len(EXPECTED) >= 48) == (True, True)


@pytest.mark.parametrize(
    ("folder", "name", "mails"),
    [
        ("jstedfast+MimeKit", "UnitTests__TestData__mbox__unmunged.mbox.txt", 2),
        ("roundcube+roundcubemail", "tests__src__import.mbox", 3),
    ],
)
def test_mailboxes_hold_as_many_mails_as_were_put_in(folder: str, name: str, mails: int) -> None:
    assert len(records(ROOT / "mail" / folder / name)) == mails


def test_no_other_file_of_the_corpus_is_taken_for_mail() -> None:
    others = (path for path in ROOT.rglob("*") if path.is_file() and "mail" not in path.relative_to(ROOT).parts)
    assert [path.name for path in others if MAIL.identify(SourceFile.from_path(path))] == []


def test_n48_encoded_words_raw_letters_two_at_signs_a_bad_date_and_a_list() -> None:
    found = records(ROOT / "nasty" / "mail" / "48_utf8_and_words.eml")
    (mail,) = (each for each in found if isinstance(each, InteractionRecord))
    assert mail.sender == Party("Zoë Brandt", "zoe@example.com")
    assert mail.recipients == (
        Party("Jürgen", "jürgen@exämple.de"),
        Party("x", "x@example.com"),
        Party("Dev list", "list@lists.example.org"),
    )
    assert (mail.at, mail.bulk) == (None, True)
    assert [(each.kept, each.message[:10]) for each in found if isinstance(each, Problem)] == [
        (True, "An address"),
        (True, "The date o"),
    ]
