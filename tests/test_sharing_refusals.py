"""Bundles that were changed, cut, made to harm or are over, and wishes that make no sense: one sentence each."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.model import Shows
from graph.owners import Owner
from graph.records import EvidenceKind, RunFile
from graph.sharing import Wish, share
from graph.signing import name_of, own_key, sign
from graph.store.base import GraphStore
from importers import read
from importers.archive import open_sources
from tests.bundles import TODAY, danas, made, mayas, took
from tests.samples import NOW

__all__ = ["danas", "mayas"]

SIGNED = {"owner": "A B", "shows": "names", "expires": "2027-01-31", "made": "2026-11-23T09:00:00+00:00"}
"""What a bundle says besides whom it shows."""


def test_every_byte_that_changes_is_noticed(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    never, whole = danas.digest(), path.read_bytes()
    start = whole.index(b'"sender"')
    for place in range(start, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(UserError):
            took(danas, path)
    for length in range(25, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(UserError, match="damaged or cut off"):
            took(danas, path)
    assert danas.digest() == never


def test_a_later_day_cannot_be_written_into_a_bundle(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    path.write_text(path.read_text("utf-8").replace("2027-01-31", "2099-01-31"), "utf-8")
    with pytest.raises(UserError, match="not as its sender signed it"):
        took(danas, path)


def test_an_expired_bundle_is_refused(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    with pytest.raises(UserError, match="expired on 2027-01-31"):
        took(danas, path, at=datetime(2027, 1, 31, 0, 1, tzinfo=UTC))
    assert len(danas.runs()) == 1


@pytest.mark.parametrize(
    "body",
    [
        [], {}, {**SIGNED, "owner": ""}, {**SIGNED, "shows": "everything"}, {**SIGNED, "expires": "soon"},
        {**SIGNED, "shows": ["names"]}, {**SIGNED, "expires": 3}, {**SIGNED, "made": "now"}, {**SIGNED, "made": 3},
        {**SIGNED, "people": [{"name": 3}]}, {**SIGNED, "people": {"name": "x"}},
        {**SIGNED, "shows": "strength", "people": [{"name": "x", "strength": 2}]},
        {**SIGNED, "shows": "companies", "companies": [{"name": "x", "people": -1}]},
        {**SIGNED, "shows": "companies", "companies": [{"name": "x", "people": True}]},
        *({**SIGNED, "shows": "companies", "companies": [{"name": "x", "people": 2, "known": known}]} for known in (
            ["well"], {"well": 1}, {"well": 3}, {"well": 3, "barely": -1}, {"well": True, "barely": 1}, {"best": 2},
        )),
    ],
)  # fmt: skip
def test_a_well_signed_bundle_of_nonsense_is_refused(danas: GraphStore, tmp_path: Path, body: object) -> None:
    key, text = own_key(tmp_path), json.dumps(body)
    whole = {"intrograph_bundle": 1, "sender": name_of(key), "signature": sign(key, text), "body": text}
    (tmp_path / "x.bundle").write_text(json.dumps(whole))
    with pytest.raises(UserError, match="damaged or cut off"):
        took(danas, tmp_path / "x.bundle")


@pytest.mark.parametrize(
    "text", ['{"intrograph_bundle":' * 99_999, '{"intrograph_bundle": 2}', '{"intrograph_bundle":']
)
def test_a_bundle_made_to_harm_or_by_a_newer_version_is_refused(danas: GraphStore, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.bundle").write_text(text)
    with pytest.raises(UserError):
        took(danas, tmp_path / "x.bundle")


def test_what_a_sender_did_not_mean_to_show_is_not_read(danas: GraphStore, tmp_path: Path) -> None:
    key = own_key(tmp_path)
    text = json.dumps(
        {
            **SIGNED, "owner": "Maya Ruiz", "companies": [{"name": "X", "people": 1}],
            "people": [{"name": "Raj Patel", "organization": "Globex", "strength": 0.9, "emails": ["raj@x.example"]}],
        }
    )  # fmt: skip
    whole = {"intrograph_bundle": 1, "sender": name_of(key), "signature": sign(key, text), "body": text}
    (tmp_path / "x.bundle").write_text(json.dumps(whole))
    took(danas, tmp_path / "x.bundle")
    (raj,) = danas.find_people("Raj")
    assert raj.emails == ()
    (tie,) = danas.ties_of(raj.id)
    assert [(said.kind, said.stated) for said in tie.evidence] == [(EvidenceKind.BUNDLE, None)]
    assert [organization.name for organization, _ in danas.organizations()] == ["Acme", "Globex", "Orbit"]


def test_a_bundle_is_imported_by_itself(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    with open_sources([path]) as sources:
        reading = read(sources)
        files = (*reading.files, RunFile("Connections.csv", "linkedin-connections", "x"))
        with pytest.raises(UserError, match="by itself"):
            ingest(danas, files, reading.records(), owner=Owner(), options=IngestOptions(NOW))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(Shows.EVERYTHING), "never shows everything"), (Wish(Shows.NAMES, name=" "), "whose bundle"),
        (Wish(Shows.NAMES, expires=TODAY), "after today"), (Wish(Shows.NAMES, expires=date(2030, 1, 1)), "two years"),
    ],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_is_refused(mayas: GraphStore, tmp_path: Path, wish: Wish, said: str) -> None:
    with pytest.raises(UserError, match=said):
        share(mayas, wish, tmp_path / "x.bundle", keys=tmp_path, at=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_too_large_for_any_bundle_is_not_read_whole(
    danas: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.bundle").write_text('{"intrograph_bundle": 1, "body": "' + "x" * 5_000 + '"}')
    monkeypatch.setattr("importers.bundle.LARGEST", 4_096)
    with pytest.raises(UserError, match="damaged or cut off"):
        took(danas, tmp_path / "x.bundle")


def test_a_bundle_in_a_zip_that_unpacks_to_far_more_is_refused(danas: GraphStore, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("x.bundle", '{"intrograph_bundle":' + " " * (64 << 20))
    with pytest.raises(UserError, match="unpack to far more"):
        took(danas, tmp_path / "x.zip")
