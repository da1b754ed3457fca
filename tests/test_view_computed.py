"""What pages share of a store is computed once, and let go when somebody has written."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st

from graph import curate
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from tests.samples import NOW, member, take_in
from views import beforehand, comparing, computed
from views.computed import Moment, by_network, kept

TODAY = date(2026, 11, 29)


@dataclass(eq=False)
class Costly:
    """What takes long to compute."""

    of: str


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with closing(open_store(str(tmp_path / "intrograph.db"))) as opened:
        yield opened
    st.cache_resource.clear()


def at(store: GraphStore, day: date = TODAY, url: str = "here") -> Moment:
    return computed.now(url, store, day)


def test_it_is_computed_once_for_one_moment_and_afresh_after_a_write_or_on_a_new_day(store: GraphStore) -> None:
    done: list[tuple[int, date]] = []

    @kept()
    def once(moment: Moment) -> Costly:
        done.append((moment.revision, moment.day))
        return Costly(moment.url)

    first = once(at(store))
    assert once(at(store)) is first
    curate.add_target(store, "Acme", at=NOW)
    second = once(at(store))
    assert second is not first
    assert once(at(store, TODAY + timedelta(1))) is not second
    assert len(set(done)) == len(done) == 3


def test_what_was_computed_of_an_earlier_moment_takes_no_memory(store: GraphStore) -> None:
    @kept()
    def costly(moment: Moment) -> Costly:
        return Costly(moment.url)

    earlier = weakref.ref(costly(at(store)))
    other = weakref.ref(costly(at(store, url="elsewhere")))
    gc.collect()
    assert earlier() is not None
    curate.add_target(store, "Acme", at=NOW)
    at(store)
    gc.collect()
    assert earlier() is None
    assert other() is not None, "another store was not written to, as far as anybody has looked"


def test_what_targets_and_notes_have_no_part_in_outlives_their_being_written(store: GraphStore) -> None:
    @kept(until=by_network)
    def of_network(moment: Moment) -> Costly:
        return Costly(moment.url)

    first = of_network(at(store))
    before = weakref.ref(first)
    curate.add_target(store, "Acme", at=NOW)
    store.write(lambda tx: tx.put_note(Note("kind", "id", "text")))
    assert of_network(at(store)) is first
    del first
    take_in(store, [member("Maya Ruiz")])
    at(store)
    gc.collect()
    assert before() is None


def test_of_more_stores_than_are_kept_the_one_that_was_asked_for_least_goes(store: GraphStore) -> None:
    done: list[str] = []

    @kept(2)
    def few(moment: Moment) -> str:
        done.append(moment.url)
        return moment.url

    for url in ("one", "two", "one", "three", "one", "two"):
        few(at(store, url=url))
    assert done == ["one", "two", "three", "two"]


def test_who_asks_meanwhile_waits_for_the_same(store: GraphStore) -> None:
    begun, goes_on, done = threading.Event(), threading.Event(), []

    @kept()
    def slow(moment: Moment) -> Costly:
        done.append(moment.url)
        begun.set()
        goes_on.wait(60)
        return Costly(moment.url)

    found: list[Costly] = []
    moment = at(store)
    threads = [threading.Thread(target=lambda: found.append(slow(moment))) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait(60)
    time.sleep(0.05)
    goes_on.set()
    for thread in threads:
        thread.join()
    assert done == ["here"]
    assert len(found) == 3
    assert len(set(map(id, found))) == 1


def test_a_failure_is_not_kept(store: GraphStore) -> None:
    tries: list[int] = []

    @kept()
    def failing(moment: Moment) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError
        return len(tries)

    with pytest.raises(ValueError, match=r"^$"):
        failing(at(store))
    assert failing(at(store)) == 2


def test_a_store_that_fails_is_let_go_and_the_others_are_still_looked_after(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(computed, "_shown", {})
    good, bad = at(store), at(store, url="bad")

    def failing(moment: Moment) -> bool:
        if moment.url == "bad":
            raise ValueError("Ann Lee")
        return True

    monkeypatch.setattr(beforehand, "_made", failing)
    ready: dict[str, Moment] = {}
    for shown in (bad, good):
        beforehand.look_at(shown, ready)
    assert [one.url for one in computed.shown()] == ["here"]
    assert list(ready) == ["here"]
    assert "ValueError" in caplog.text
    assert "Ann Lee" not in caplog.text


def test_members_who_compare_at_once_each_get_their_answer(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def found(url: str, passphrase: str | None) -> tuple[object, ...]:
        asked.append(url)
        return (url,)

    monkeypatch.setattr(comparing, "QUICKLY_COMPARED", -1)
    monkeypatch.setattr(comparing, "_asked", found)
    moments = [at(store, url=url) for url in ("one", "two", "three")]
    answers: dict[str, object] = {}
    deadline = time.monotonic() + 60
    while len(answers) < 3 and time.monotonic() < deadline:
        for moment in moments:
            if (answer := comparing.candidates(moment, None)) is not None:
                answers[moment.url] = answer
    assert answers == {"one": ("one",), "two": ("two",), "three": ("three",)}
    assert sorted(asked) == ["one", "three", "two"]


def test_a_comparison_that_failed_is_tried_again(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def found(url: str, passphrase: str | None) -> tuple[object, ...]:
        tries.append(url)
        if len(tries) == 1:
            raise ChildProcessError
        return ()

    monkeypatch.setattr(comparing, "QUICKLY_COMPARED", -1)
    monkeypatch.setattr(comparing, "_asked", found)
    moment, seen = at(store), list[object]()
    deadline = time.monotonic() + 60
    while () not in seen and time.monotonic() < deadline:
        try:
            seen.append(comparing.candidates(moment, None))
        except ChildProcessError as error:
            seen.append(type(error))
    assert ChildProcessError in seen
    assert () in seen
    assert len(tries) == 2


def test_people_are_compared_in_a_process_beside(demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_store(str(demo_file))) as opened:
        moment = computed.now(str(demo_file), opened, TODAY)
        at_once = comparing.candidates(moment, None)
        monkeypatch.setattr(comparing, "QUICKLY_COMPARED", -1)
        deadline = time.monotonic() + 120
        while (beside := comparing.candidates(moment, None)) is None and time.monotonic() < deadline:
            time.sleep(0.1)
    assert at_once
    assert beside == at_once
    st.cache_resource.clear()


def test_everything_is_made_beforehand_unless_somebody_writes_meanwhile(
    demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computed, "_shown", {})
    with closing(open_store(str(demo_file))) as opened:
        present = at(opened)
        assert beforehand._made(present)
        assert not beforehand._made(replace(present, revision=present.revision - 1))
    st.cache_resource.clear()
