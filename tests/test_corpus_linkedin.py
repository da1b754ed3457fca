"""Reads the LinkedIn files that other projects and this one collected, where they are present."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UserError
from graph.records import (
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    Problem,
    Record,
    Skipped,
    SkipReason,
)
from graph.resolve.normalize import profile_slug
from importers import read
from importers.archive import open_sources
from importers.linkedin import LINKEDIN

ROOT = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = ROOT / "expected"
SAID = sorted((*EXPECTED.glob("linkedin/**/*.csv.json"), *EXPECTED.glob("nasty/linkedin/*.csv.json")))
CONNECTIONS = [path for path in SAID if "onnections" in path.name]
MESSAGES = [path for path in SAID if "essages" in path.name]
COLLECTED = sorted(path for path in (ROOT / "linkedin").rglob("*") if path.suffix in (".csv", ".zip"))
OWN = ROOT / "linkedin" / "own" / "Complete_LinkedInDataExport_09-14-2026"
NASTY = ROOT / "nasty" / "linkedin"

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the corpus is not here (../shared/corpus)")


def records(*paths: Path) -> Sequence[Record | Problem]:
    """What LinkedIn's importers read; a file that none of them reads gives nothing."""
    with open_sources(paths) as sources:
        chosen = [(file, importer) for file in sources for importer in LINKEDIN if importer.identify(file)]
        return [record for file, importer in chosen for record in importer.extract(file)]


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
    assert len(MESSAGES) >= 6
    assert len(COLLECTED) >= 39


@pytest.mark.parametrize("expected", CONNECTIONS, ids=lambda path: path.name)
def test_a_collected_file_reads_as_its_expected_parse(expected: Path) -> None:
    said = json.loads(expected.read_text(encoding="utf-8"))
    found = records(ROOT / expected.relative_to(EXPECTED).with_suffix(""))
    assert [as_expected(record) for record in found if isinstance(record, ContactRecord)] == said["people"]
    assert sum(isinstance(record, Skipped) for record in found) == said["hidden"]
    assert not [record for record in found if isinstance(record, Problem)]


def as_sender(party: Party) -> str:
    return f"{party.name or ''}|{profile_slug(party.profile or '') or ''}"


def skipped(found: Sequence[Record | Problem]) -> Counter[SkipReason]:
    return Counter(record.reason for record in found if isinstance(record, Skipped))


@pytest.mark.parametrize("expected", MESSAGES, ids=lambda path: path.name)
def test_collected_messages_read_as_their_expected_parse(expected: Path) -> None:
    """The expected files count a row that is none, and name the senders of sponsored messages too."""
    said = json.loads(expected.read_text(encoding="utf-8"))
    found = records(ROOT / expected.relative_to(EXPECTED).with_suffix(""))
    messages = [record for record in found if isinstance(record, InteractionRecord)]
    told = skipped(found)
    assert len(found) == said["messages"]
    assert (told[SkipReason.DRAFT], told[SkipReason.SPAM]) == (said["drafts"], said["spam"])
    assert told[SkipReason.SPONSORED] == said["sponsored"]
    assert len({message.thread for message in messages}) >= said["conversations"] - said["messages"] + len(messages)
    named = {as_sender(record.sender) for record in messages}
    assert len(set(said["senders"]) - {"|"} - named) == said["sponsored"]
    assert named <= set(said["senders"])


def test_every_collected_file_is_read_by_one_importer_at_most_and_loses_one_row() -> None:
    found: list[Record | Problem] = []
    for path in COLLECTED:
        with open_sources([path]) as sources:
            for file in sources:
                readers = [importer for importer in LINKEDIN if importer.identify(file)]
                assert len(readers) <= 1
                found += [record for importer in readers for record in importer.extract(file)]
    assert len(found) > 3000
    lost = [record.source.locator for record in found if isinstance(record, Problem)]
    assert lost == ["tests__fixtures__linkedin__messages.csv line 5"]


def test_a_zip_and_a_folder_hold_the_same() -> None:
    def in_order(path: Path) -> list[str]:
        return sorted(map(repr, records(path)))

    assert len(records(OWN / "Connections.csv")) == 9
    assert in_order(OWN.with_suffix(".zip")) == in_order(OWN)


def test_a_whole_archive_tells_ties_owner_and_targets() -> None:
    found = records(OWN)
    contacts = [record for record in found if isinstance(record, ContactRecord)]
    kinds = Counter(record.kind for record in found if isinstance(record, InteractionRecord))
    assert Counter(contact.origin for contact in contacts) == {
        Origin.NETWORK: 7,
        Origin.OWNER: 5,
        Origin.INTEREST: 6,
        Origin.ADDRESS_BOOK: 1,
    }
    assert kinds == {
        InteractionKind.MESSAGE: 23,
        InteractionKind.INVITATION: 2,
        InteractionKind.RECOMMENDATION: 2,
        InteractionKind.ENDORSEMENT: 2,
    }
    assert skipped(found) == {
        SkipReason.HIDDEN: 2,
        SkipReason.SPONSORED: 1,
        SkipReason.PENDING: 1,
        SkipReason.EMPTY: 1,
    }
    owner = [contact for contact in contacts if contact.origin is Origin.OWNER]
    assert {contact.name.full for contact in owner} == {"", "Lena Fischer"}
    assert [contact.profile for contact in owner if contact.profile] == ["https://www.linkedin.com/in/lena-fischer-0"]
    assert [contact.organization for contact in contacts if contact.labels == ("applied",)] == ["Stripe", "Initech"]


def test_n13_two_recipients_and_nobody_called_ph_d() -> None:
    (message,) = records(NASTY / "13_messages.csv")
    assert isinstance(message, InteractionRecord)
    assert [as_sender(each) for each in message.recipients] == ["Jane Doe, Ph.D.|jane", "Bo Chen|bo"]


def test_n16_both_invitations_are_kept_the_impossible_month_without_a_date() -> None:
    found = records(NASTY / "16_Invitations.csv")
    invitations = [record for record in found if isinstance(record, InteractionRecord)]
    assert [each.at for each in invitations] == [datetime(2026, 1, 29, 14, 37), None]
    assert [each.kept for each in found if isinstance(each, Problem)] == [True]


def test_n18_followed_companies_with_java_dates() -> None:
    found = [record for record in records(NASTY / "18_Company_Follows.csv") if isinstance(record, ContactRecord)]
    assert [(each.organization, each.connected_on) for each in found] == [
        ("Acme", date(2026, 6, 24)),
        ("Beta", date(2024, 1, 1)),
    ]


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
        ("23_LearningCoachMessages.csv", "LearningCoachMessages.csv"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(name: str, words: str) -> None:
    with pytest.raises(UserError) as caught, open_sources([NASTY / name]) as sources:
        read(sources)
    assert words in caught.value.what
