"""The arrays beside a store are those of the store, of its present state and of today, or are made again."""

import os
import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from graph import curate
from graph.model import EGO
from graph.search import cache, projection
from graph.search.network import Network
from graph.search.paths import PathFinder, SearchOptions
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from tests.networks import network_of
from tests.samples import NOW, member, take_in

TODAY = NOW.date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(str(tmp_path / "a.db"))
    take_in(opened, [member("Maya Ruiz", "Orbit"), member("Tom Wu", "Globex"), member("Ann Lee")])
    take_in(opened, [member("Raj Patel", "Globex"), member("Tom Wu", "Globex")], "Maya Ruiz")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.db-network"


def same(one: Network, other: Network) -> bool:
    mine, theirs = cache._arrays(one), cache._arrays(other)
    equal = all(np.array_equal(mine[name], theirs[name]) for name in mine)
    return equal and (one.stamp, one.today) == (other.stamp, other.today)


def made(store: GraphStore, today: date = TODAY) -> Network:
    return projection._made(store, today)


def is_used(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the next projection comes from the file."""
    with monkeypatch.context() as patch:
        patch.setattr(projection, "_made", lambda *_, **__: network_of(["me"], {}))
        patch.setattr(cache, "save", lambda *_: None)
        return len(project(store, TODAY).people) > 1


def test_a_mapped_network_is_the_one_that_was_made(
    store: GraphStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = project(store, TODAY)
    assert file.exists()
    assert is_used(store, monkeypatch)
    second = project(store, TODAY)
    assert same(first, second)
    assert same(second, made(store))
    assert second.number(EGO) == first.number(EGO)
    targets = {number: 1.0 for number in range(len(first.people)) if first.people[number] != EGO}
    one, other = (
        PathFinder(each, {each.number(EGO) or 0: 1.0}).search(targets, SearchOptions()) for each in (first, second)
    )
    assert one == other != []


def test_a_write_or_another_day_makes_it_anew(store: GraphStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(store, TODAY)
    take_in(store, [member("New One")], file="more")
    assert not is_used(store, monkeypatch)
    assert same(project(store, TODAY), made(store))
    assert is_used(store, monkeypatch)
    tomorrow = TODAY + timedelta(days=1)
    assert project(store, tomorrow).today == tomorrow
    assert same(project(store, tomorrow), made(store, tomorrow))


def test_targets_and_notes_leave_it_as_it_is(store: GraphStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(store, TODAY)
    curate.add_target(store, "Somewhere Else", at=NOW)
    store.write(lambda tx: tx.put_note(Note("kind", "id", "text")))
    assert is_used(store, monkeypatch)
    assert same(project(store, TODAY), made(store))


def test_a_store_that_was_put_back_does_not_get_the_arrays_of_what_it_was(tmp_path: Path, file: Path) -> None:
    path, kept = tmp_path / "a.db", tmp_path / "kept.db"
    for name in ("Ann Lee", "Bo Chen", "Cy Diaz"):
        opened = open_store(str(path))
        take_in(opened, [member(name)])
        project(opened, TODAY)
        opened.close()
        if name == "Ann Lee":
            kept.write_bytes(path.read_bytes())
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(kept.read_bytes())
    opened = open_store(str(path))
    take_in(opened, [member("Di Evans")])
    take_in(opened, [member("Ed Fox")])
    assert opened.network_stamp() == made(opened).stamp
    assert same(project(opened, TODAY), made(opened))
    assert len(project(opened, TODAY).people) == 4
    opened.close()


def damaged(content: bytes, how: str, rng: Random) -> bytes:
    place = rng.randrange(len(content))
    if how == "flipped":
        return content[:place] + bytes([content[place] ^ (1 << rng.randrange(8))]) + content[place + 1 :]
    if how == "cut":
        return content[:place]
    if how == "longer":
        return content + b"x"
    return rng.randbytes(len(content))


@pytest.mark.parametrize("how", ["flipped", "cut", "longer", "noise"])
@pytest.mark.parametrize("sealed", [True, False])
def test_damage_is_never_trusted(
    how: str, sealed: bool, store: GraphStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sealed:
        monkeypatch.setattr(cache, "_SETTLED", -1)
    right = made(store)
    for seed in range(60):
        for each in file.parent.glob("a.db-network*"):
            each.unlink()
        project(store, TODAY)
        assert same(project(store, TODAY), right)
        assert file.with_name("a.db-network.seal").exists() is sealed
        before = file.stat().st_mtime_ns
        file.write_bytes(damaged(file.read_bytes(), how, Random(seed)))
        if file.stat().st_mtime_ns == before:  # the clock of the file system stood still meanwhile
            os.utime(file, ns=(before, before + 1))
        assert same(project(store, TODAY), right)


def test_a_seal_is_only_set_when_a_later_change_would_be_seen(store: GraphStore, file: Path) -> None:
    seal = file.with_name("a.db-network.seal")
    project(store, TODAY)
    project(store, TODAY)
    assert not seal.exists()
    past = file.stat().st_mtime_ns - 10 * cache._SETTLED
    os.utime(file, ns=(past, past))
    project(store, TODAY)
    assert seal.exists()


def test_nobody_else_may_read_it(store: GraphStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", -1)
    project(store, TODAY)
    project(store, TODAY)
    for each in (file, file.with_name("a.db-network.seal")):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    assert b"Maya" not in file.read_bytes()
    assert sorted(each.name for each in file.parent.glob("a.db-network*")) == ["a.db-network", "a.db-network.seal"]


def test_where_nothing_can_be_kept_the_answer_is_the_same(store: GraphStore, file: Path) -> None:
    file.mkdir()
    assert same(project(store, TODAY), made(store))
    assert list(file.parent.glob("a.db-network.*")) == []


def test_in_memory_nothing_is_kept() -> None:
    opened = open_store(":memory:")
    assert opened.beside() is None
    assert list(project(opened, TODAY).people) == []
    opened.close()


def test_an_empty_store_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_store(str(tmp_path / "empty.db"))
    for _ in range(2):
        assert list(project(opened, TODAY).people) == []
    opened.close()
