"""A job-search council: six friends' bundles, 30,000 people, 150,000 ties. Is it quick, whole, and forgotten for good?

    python -m benchmarks.council

Everybody knows 25,000 of 30,000 made-up people at 2,500 companies, and lets names and strength be seen. Their bundles
are imported as anybody would; then a way to a company is asked for, everything exported and put back, and somebody
forgotten. Times include opening the store, as a command does; the first question makes the arrays. On a machine that is
busy with other things read the processor's seconds.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from graph import curate, forgetting, safekeeping
from graph.ingest import IngestOptions, ingest
from graph.owners import Owner
from graph.records import ContactRecord, Origin, PersonName, RunFile, SourceRef
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.signing import name_of, sign
from graph.store import open_store
from graph.store.base import GraphStore
from importers import read
from importers.archive import open_sources

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
FRIENDS, PEOPLE, KNOWN, COMPANIES = 6, 30_000, 25_000, 2_500
SEED = 15


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that something took."""

    clock: float
    processor: float


def main() -> None:
    """Does it, and prints a table."""
    with tempfile.TemporaryDirectory() as folder:
        print("| what | seconds | of the processor | |\n|---|---:|---:|---|", flush=True)
        for what, spent, told in _measured(Path(folder)):
            print(f"| {what} | {spent.clock:.1f} | {spent.processor:.1f} | {told} |", flush=True)


def _measured(folder: Path) -> Iterator[tuple[str, Spent, str]]:
    bundles, path = list(_bundles(folder)), folder / "network.db"
    with _opened(path) as store:
        curate.set_ego(store, "Dana Reyes", [], "dana-reyes")
        _know_friends(store)
    spent, _ = _timed(lambda: _take(path, bundles))
    with _opened(path) as store:
        held = store.status()
    yield "import of six bundles", spent, f"{held.people:,} people, {held.ties:,} ties, {held.size / 1e6:.0f} MB"
    for what in ("first question", "the next"):
        spent, found = _timed(lambda: _ask(path, "Company 77"))
        drawn = {step.receiver.id for way in found.paths for step in way.steps}
        yield what, spent, f"{len(found.paths)} ways, {len(drawn) + 1} people to draw"
    with _opened(path) as store:
        spent, _ = _timed(lambda: safekeeping.export(store, folder / "all.zip", NOW))
        yield "export of everything", spent, f"{(folder / 'all.zip').stat().st_size / 1e6:.0f} MB"
    with closing(open_store(str(folder / "again.db"), filling=True)) as again:
        spent, _ = _timed(lambda: safekeeping.restore(folder / "all.zip", again, folder))
        yield "putting it back", spent, "the same people, ties and answers"
    name = "Person 00077"
    with _opened(path) as store:
        (one,) = store.find_people(name)
        spent, _ = _timed(lambda: forgetting.forget(store, one.id))
    words = (b"person 00077", b"person-00077")
    traces = sum(file.read_bytes().lower().count(word) for file in folder.glob("network.db*") for word in words)
    yield "forgetting somebody", spent, f"their name and address left {traces} times"


def _bundles(folder: Path) -> Iterator[Path]:
    for number in range(FRIENDS):
        chance, key = Random(f"{SEED} {number}"), Ed25519PrivateKey.generate()
        people = [
            {
                "name": f"Person {one:05}", "profile": f"person-{one:05}", "organization": f"Company {one % COMPANIES}",
                "strength": round(chance.uniform(0.05, 0.9), 2),
            }
            for one in sorted(chance.sample(range(PEOPLE), KNOWN))
        ]  # fmt: skip
        text = json.dumps(
            {
                "owner": f"Friend {'ABCDEF'[number]}", "shows": "strength", "made": NOW.isoformat(),
                "expires": date(2027, 1, 31).isoformat(), "people": people,
            }
        )  # fmt: skip
        file = folder / f"{number}.bundle"
        whole = {"intrograph_bundle": 1, "sender": name_of(key), "signature": sign(key, text), "body": text}
        file.write_text(json.dumps(whole), "utf-8")
        yield file


def _know_friends(store: GraphStore) -> None:
    rows = [
        ContactRecord(PersonName(f"Friend {each}"), SourceRef("mine"), origin=Origin.NETWORK, profile=f"friend-{each}")
        for each in "ABCDEF"
    ]
    ingest(store, [RunFile("mine", "x", "mine")], rows, owner=Owner(), options=IngestOptions(NOW))


def _take(path: Path, bundles: Sequence[Path]) -> None:
    for bundle in bundles:
        with _opened(path) as store, open_sources([bundle]) as sources:
            reading = read(sources)
            ingest(store, reading.files, reading.records(), owner=Owner(), options=IngestOptions(NOW))


def _ask(path: Path, company: str) -> Any:
    with _opened(path) as store:
        return find(store, project(store, NOW.date()), organization_called(store, company), Question(limit=10))


@contextmanager
def _opened(path: Path) -> Iterator[GraphStore]:
    with closing(open_store(str(path))) as store:
        yield store


def _timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor), done


if __name__ == "__main__":
    main()
