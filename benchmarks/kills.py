"""A process is killed with SIGKILL at a random moment while it writes: is the store as before or after, never between?

    python -m benchmarks.kills [--times 200] [--seed 1] [STEP ...]

Each trial copies a store of some 160 people, does one step on it in a process of its own, and kills that at a moment
drawn from the time which the step takes. Then the store is opened as anybody would, and must be whole: the digest is
that of before or of after, `PRAGMA integrity_check` and `foreign_key_check` find nothing, files that were to be written
are there whole or not at all, and arrays beside the store give the same network as arrays made anew. Where somebody was
forgotten no file holds a byte of their name.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from graph import curate, erasing, forgetting, merging
from graph.ingest import ImportReport, IngestOptions, ingest
from graph.owners import Owner
from graph.records import ContactRecord, Origin, PersonName, RunFile, SourceRef
from graph.search import cache
from graph.search.projection import CACHE_ENDING, project
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.sqlite.schema import MIGRATIONS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

LONGER = 1.15
"""Moments are drawn from a little more than the time that a step took when nobody killed it."""

UNDONE = 2
"""Migrations that are wanting in a store which is to be brought up to this version."""

LEAST_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """Something that writes: `work` is done on the store in a file."""

    name: str
    work: Callable[[Path], None]
    older: bool = False
    """Begins with a store of the version before this one."""
    erases: tuple[str, ...] = ()
    """No file holds this after it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How trials of a step ended: how often the store was as before, as after, and in what other state."""

    step: str
    seconds: float
    ends: Mapping[str, int]

    @property
    def survived(self) -> int:
        """Trials after which the store was whole."""
        return self.ends.get("before", 0) + self.ends.get("after", 0)


def trials(step: Step, times: int, seed: int, folder: Path) -> Outcome:
    """Kills a step so many times."""
    base = _base(folder, older=step.older)
    before = _state(_copied(base, folder / "before"))
    done = _copied(base, folder / "done")
    started = time.perf_counter()
    _run(step, done, after=None)
    seconds = max(time.perf_counter() - started, LEAST_SECONDS)
    after = _state(done)
    rng, ends = Random(f"{step.name} {seed}"), Counter[str]()
    for number in range(times):
        path = _copied(base, folder / str(number))
        _run(step, path, after=rng.uniform(0.0, seconds * LONGER))
        end = _judged(path, before, after)
        ends["a trace is left" if end == "after" and _held(path.parent, step.erases) else end] += 1
        shutil.rmtree(path.parent)
    return Outcome(step.name, seconds, ends)


def _held(folder: Path, texts: Sequence[str]) -> bool:
    files = [file.read_bytes().lower() for file in folder.rglob("*") if file.is_file()]
    return any(text.encode() in held for text in texts for held in files)


def _run(step: Step, path: Path, after: float | None) -> None:
    """Does a step in a process of its own, which is killed after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            step.work(path)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _judged(path: Path, before: str, after: str) -> str:
    """What the store is like: "before", "after", or what is wrong with it."""
    problem = next(_damages(path), None)
    if problem:
        return problem
    state = _state(path)
    problem = next(_damages(path), None)
    return problem or {before: "before", after: "after"}.get(state, "between")


def _damages(path: Path) -> Iterator[str]:
    """What SQLite finds wrong with the store and the copies beside it."""
    files = [path, *path.parent.glob("*.db.before-version-?"), *path.parent.glob("backup.db")]
    for file in files:
        with closing(sqlite3.connect(file)) as connection:
            if connection.execute("pragma integrity_check").fetchall() != [("ok",)]:
                yield f"{file.name} is damaged"
            if connection.execute("pragma foreign_key_check").fetchall():
                yield f"{file.name} refers to nothing"


def _state(path: Path) -> str:
    """What the store holds, in what version, with which files; a backup that is there holds the same."""
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("pragma user_version").fetchone()[0]
    files = [name for name in ("backup.db", f"network.db{CACHE_ENDING}") if (path.parent / name).exists()]
    with _store(path) as store:
        digest = store.digest()
        arrays = path.with_name(path.name + CACHE_ENDING)
        kept = cache.load(arrays, store.network_stamp(), TODAY)
        if kept:
            arrays.unlink()
            made = project(store, TODAY)
            assert (kept.people.ids == made.people.ids).all()
            assert (kept.before.cost == made.before.cost).all()
    backup = path.parent / "backup.db"
    if backup.exists():
        with _store(backup) as store:
            assert store.digest() == digest
    return f"{digest} {version} {files}"


@contextmanager
def _store(path: Path) -> Iterator[GraphStore]:
    with closing(open_store(str(path))) as opened:
        erasing.go_on(opened)
        yield opened


def _copied(base: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(base, folder / "network.db"))


def _base(folder: Path, *, older: bool) -> Path:
    path = folder / "base.db"
    with _store(path) as store:
        take_in(store, "Ann", 60)
        take_in(store, "Bo", 60)
        take_in(store, "Cy", 40, owner="Ann 1")
        _forget_one(store, "Ann 0")  # whoever is forgotten first draws a key at random; from now on all is the same
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")
        if older:
            _made_older(connection)
    return path


def _made_older(connection: sqlite3.Connection) -> None:
    """The store as an earlier version had it: without what the last migrations add."""
    for statement in ";\n".join(MIGRATIONS[-UNDONE:]).split(";\n"):
        words = statement.split()
        if words[:2] == ["alter", "table"]:
            connection.execute(f"alter table {words[2]} drop column {words[5]}")
        elif words[:2] == ["create", "table"]:
            connection.execute(f"drop table {words[2]}")
        elif words[:3] == ["insert", "into", "meta"]:
            connection.execute(f"delete from meta where name = {words[4].strip(',')}")
    connection.execute(f"pragma user_version = {len(MIGRATIONS) - UNDONE:d}")
    connection.commit()


def take_in(
    store: GraphStore, name: str, rows: int, owner: str | None = None, *, digest: str | None = None
) -> ImportReport:
    """Imports a list of people who are called by this name and a number."""
    records = [
        ContactRecord(
            PersonName(f"{name} {number}"), SourceRef(f"Connections.csv line {number}"), origin=Origin.NETWORK,
            profile=f"{name.lower()}-{number}", organization=f"Company {number % 9}", connected_on=TODAY,
        )
        for number in range(rows)
    ]  # fmt: skip
    files = [RunFile("Connections.csv", "x", digest or name)]
    return ingest(store, files, records, owner=Owner(owner), options=IngestOptions(NOW))


def _import(path: Path) -> None:
    with _store(path) as store:
        take_in(store, "Dee", 100)


def _merge(path: Path) -> None:
    with _store(path) as store:
        one, other = store.find_people("", limit=2)
        merging.merge(store, one.id, other.id, at=NOW)


def _undo(path: Path) -> None:
    with _store(path) as store:
        curate.undo(store, store.runs()[1].id)


def _forget(path: Path) -> None:
    with _store(path) as store:
        _forget_one(store, "Cy 39")


def _forget_one(store: GraphStore, name: str) -> None:
    (one,) = (one for one in store.find_people(name) if one.name == name)
    forgetting.forget(store, one.id)


def _migrate(path: Path) -> None:
    _store(path).__enter__().close()


def _back_up(path: Path) -> None:
    with _store(path) as store:
        store.back_up(path.parent / "backup.db")


def _compact(path: Path) -> None:
    with _store(path) as store:
        store.compact()


def _project(path: Path) -> None:
    with _store(path) as store:
        project(store, TODAY)


STEPS = (
    Step("import", _import), Step("merge", _merge), Step("undo", _undo), Step("migration", _migrate, older=True),
    Step("backup", _back_up), Step("compact", _compact), Step("arrays", _project),
    Step("forget", _forget, erases=("cy 39", "cy-39")),
)  # fmt: skip


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The outcomes as a table for RESULTS.md."""
    yield "| step | seconds | killed | as before | as after | anything else |"
    yield "|---|---|---|---|---|---|"
    for each in outcomes:
        times = sum(each.ends.values())
        wrong = {name: number for name, number in each.ends.items() if name not in ("before", "after")}
        yield (
            f"| {each.step} | {each.seconds:.2f} | {times} | {each.ends.get('before', 0)} | "
            f"{each.ends.get('after', 0)} | {wrong or 0} |"
        )


def main() -> None:
    """Runs the steps and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("steps", nargs="*", choices=[[], *(step.name for step in STEPS)])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    outcomes = []
    for step in STEPS:
        if not arguments.steps or step.name in arguments.steps:
            with tempfile.TemporaryDirectory() as folder:
                outcomes.append(trials(step, arguments.times, arguments.seed, Path(folder)))
            print(f"{step.name}: {outcomes[-1].survived} of {arguments.times}", file=sys.stderr, flush=True)
    print("\n".join(table(outcomes)))


if __name__ == "__main__":
    main()
