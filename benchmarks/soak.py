"""Thousands of imports and undos: does the store stay what it was, and as small as it was?

python -m benchmarks.soak [--times 5000] [--rows 20]
"""

import argparse
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.kills import take_in
from graph import curate
from graph.records import RunId
from graph.store import open_store


@dataclass(frozen=True, slots=True)
class Soaked:
    """Sizes in bytes: before, after so many imports and undos, and when that was compacted."""

    before: int
    worn: int
    compacted: int
    is_same: bool
    seconds: float


def soak(path: Path, times: int, rows: int) -> Soaked:
    """Imports and takes back; up to three imports are there at once, and any of them goes first."""
    rng = Random(1)
    with closing(open_store(str(path))) as store:
        take_in(store, "Ann", 500)
        store.compact()
        before, digest = store.status().size, store.digest()
        started = time.perf_counter()
        there = list[RunId]()
        for number in range(times):
            there.append(take_in(store, f"Soak {number % 7}", rows, digest=str(number)).run)
            if len(there) == 3:
                curate.undo(store, there.pop(rng.randrange(len(there))))
        while there:
            curate.undo(store, there.pop(rng.randrange(len(there))))
        seconds, worn = time.perf_counter() - started, store.status().size
        store.compact()
        return Soaked(before, worn, store.status().size, store.digest() == digest, seconds)


def main() -> None:
    """Runs it and prints the sizes."""
    parser = argparse.ArgumentParser(description="Thousands of imports and undos.")
    parser.add_argument("--times", type=int, default=5000)
    parser.add_argument("--rows", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = soak(Path(folder) / "network.db", arguments.times, arguments.rows)
    growth = done.compacted / done.before - 1
    print(f"{arguments.times} imports and undos in {done.seconds:.0f} s; the same network: {done.is_same}")
    print(f"{done.before:,} bytes before, {done.worn:,} after, {done.compacted:,} compacted ({growth:+.1%})")


if __name__ == "__main__":
    main()
