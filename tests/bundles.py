"""Two friends' stores, and a bundle from one to the other, for the tests of sharing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from graph import curate
from graph.ingest import ImportReport, IngestOptions, ingest
from graph.model import Shows
from graph.owners import Owner
from graph.sharing import Wish, share
from graph.store import open_store
from graph.store.base import GraphStore
from importers import read
from importers.archive import open_sources
from tests.samples import NOW, card, member, take_in

TODAY = NOW.date()
UNTIL = date(2027, 1, 31)


@pytest.fixture
def mayas() -> Iterator[GraphStore]:
    """Maya's own store: Raj and Sue at Globex, Uma, and a number, an address and a note nobody else should see."""
    store = open_store(":memory:")
    curate.set_ego(store, "Maya Ruiz", ["maya@private.example"], "maya-ruiz")
    secret = replace(card("Uma Roy", email="uma.roy@secret.example", phone="+14155550199"), note="owes me a favour")
    rows = [
        member("Raj Patel", "Globex, Inc."), member("Sue Fox", "Globex"), member("Dana Reyes", "Orbit"),
        member("Ines Sole", "Ines Sole Consulting"), member("Bo Li", "boli.example / Bo Li"),
    ]  # fmt: skip
    take_in(store, [*rows, secret, replace(secret, organization="Initech")])
    take_in(store, [member("Only Toms", "Hidden Works")], "Tom Wu")
    yield store
    store.close()


@pytest.fixture
def danas() -> Iterator[GraphStore]:
    """Dana's store: she knows Maya, and nobody at Globex."""
    store = open_store(":memory:")
    curate.set_ego(store, "Dana Reyes", [], "dana-reyes")
    take_in(store, [member("Maya Ruiz", "Orbit"), member("Ann Lee", "Acme")])
    yield store
    store.close()


def made(
    store: GraphStore, folder: Path, shows: Shows, name: str = "maya.bundle", until: date = UNTIL, at: datetime = NOW
) -> Path:
    path = folder / name
    share(store, Wish(shows, expires=until), path, keys=folder / "keys", at=at)
    return path


def took(store: GraphStore, path: Path, at: datetime = NOW, owner: str | None = None) -> ImportReport:
    with open_sources([path]) as sources:
        reading = read(sources)
        return ingest(store, reading.files, reading.records(), owner=Owner(owner), options=IngestOptions(at))


def body_of(path: Path) -> str:
    return str(json.loads(path.read_text("utf-8"))["body"])
