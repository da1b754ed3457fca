"""Reads the LinkedIn files that other projects and this one collected, where they are present."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UserError
from graph.records import ContactRecord, Problem, Record, Skipped
from graph.resolve.normalize import profile_slug
from importers import read
from importers.archive import open_sources

ROOT = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = ROOT / "expected"
CONNECTIONS = sorted(
    path
    for path in (*EXPECTED.glob("linkedin/**/*Connections.csv.json"), *EXPECTED.glob("nasty/linkedin/*.json"))
    if "onnections" in path.name
)
OWN = ROOT / "linkedin" / "own" / "Complete_LinkedInDataExport_09-14-2026"
NASTY = ROOT / "nasty" / "linkedin"

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the corpus is not here (../shared/corpus)")


def records(path: Path) -> Sequence[Record | Problem]:
    with open_sources([path]) as sources:
        return list(read(sources).records())


def as_expected(contact: ContactRecord) -> dict[str, Any]:
    return {
        "first": contact.name.given,
        "last": contact.name.family,
        "slug": profile_slug(contact.profile or "") or "",
        "email": contact.emails[0] if contact.emails else "",
        "company": contact.organization or "",
        "position": contact.title or "",
        "connected": contact.connected_on.isoformat() if contact.connected_on else "",
    }


def test_the_corpus_holds_the_files_that_are_tested() -> None:
    assert len(CONNECTIONS) >= 9


@pytest.mark.parametrize("expected", CONNECTIONS, ids=lambda path: path.name)
def test_a_collected_file_reads_as_its_expected_parse(expected: Path) -> None:
    said = json.loads(expected.read_text(encoding="utf-8"))
    found = records(ROOT / expected.relative_to(EXPECTED).with_suffix(""))
    assert [as_expected(record) for record in found if isinstance(record, ContactRecord)] == said["people"]
    assert sum(isinstance(record, Skipped) for record in found) == said["hidden"]
    assert not [record for record in found if isinstance(record, Problem)]


def test_a_zip_a_folder_and_the_loose_file_hold_the_same() -> None:
    loose = records(OWN / "Connections.csv")
    assert len(loose) == 9
    assert records(OWN.with_suffix(".zip")) == loose
    assert records(OWN) == loose


def test_a_file_that_german_excel_saved_reads_without_garbled_letters() -> None:
    warning, contact = records(NASTY / "11_Connections.csv")
    assert isinstance(warning, Problem)
    assert warning.kept
    assert isinstance(contact, ContactRecord)
    assert (contact.name.full, contact.organization) == ("Hans Müller", "Beispiel AG")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("21_bomb.zip", "unpack to far more"),
        ("23_LearningCoachMessages.csv", "no columns that are known"),
        ("13_messages.csv", "no columns that are known"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(name: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        records(NASTY / name)
    assert words in caught.value.what
