"""A network in a Neo4j server beside the same in SQLite: `python -m benchmarks.neo4j`.

The network is M of `benchmarks/pooled.py` (30,000 people, 60,000 ties), imported as 21 exports into SQLite and copied
into the server that `NEO4J_URI` names, or into one of our own as the tests start it. Whatever it held is taken out.
"""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.pooled import SEED, TODAY, M, Pooled
from graph import copying
from graph.ingest import IngestOptions, ingest
from graph.owners import Owner
from graph.records import ContactRecord, Origin, PersonName, RunFile, SourceRef
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from tests.neo4j_server import PASSWORD, empty, start_server

SEARCHES = 200


def main() -> None:
    """Measures and prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        server = None
        if "NEO4J_URI" not in os.environ:
            os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
            server = start_server(Path(folder) / "neo4j")
        url = server.url if server else os.environ["NEO4J_URI"]
        local = open_store(str(Path(folder) / "m.db"))
        imported = imports(local)
        open_store(url).close()
        empty(url)
        remote = open_store(url)
        start = time.perf_counter()
        with local.snapshot() as view:
            copying.copy(view, remote)
        copied = time.perf_counter() - start
        held = remote.status()
        print(f"{held.people:,} people, {held.ties:,} ties in {held.runs} imports\n")
        print("| what | SQLite | Neo4j |\n|---|---:|---:|")
        print(f"| imports / copy in, s | {imported:.1f} | {copied:.1f} |")
        for name, one, other in zip(
            ("search as you type, ms, median", "and p95", "store to arrays, s"),
            (*searched(local), projected(local)),
            (*searched(remote), projected(remote)),
            strict=True,
        ):
            print(f"| {name} | {one:.2f} | {other:.2f} |")
        print(f"\nPeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")
        for store in (local, remote):
            store.close()
        if server:
            server.stop()


def imports(store: GraphStore) -> float:
    """Seconds that importing every owner's export takes."""
    pooled = Pooled(M)
    lists: dict[int, list[int]] = {owner: [] for owner in range(M.owners)}
    for low, high in zip(pooled.low.tolist(), pooled.high.tolist(), strict=True):
        lists[low if low in lists else high].append(high if low in lists else low)
    start = time.perf_counter()
    for owner, contacts in lists.items():
        rows = list(_rows(pooled, contacts))
        file = RunFile(f"Connections {owner}.csv", "LinkedIn connections", str(owner))
        options = IngestOptions(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC))
        ingest(store, [file], rows, owner=Owner(_name(owner).full if owner else None), options=options)
    return time.perf_counter() - start


def _rows(pooled: Pooled, contacts: list[int]) -> Iterator[ContactRecord]:
    for line, place in enumerate(contacts, 2):
        name = _name(place)
        row = ContactRecord(name, SourceRef(f"Connections.csv line {line}"), origin=Origin.NETWORK, connected_on=TODAY)
        company = pooled.name(int(pooled.company[place]))
        yield replace(row, profile=f"https://www.linkedin.com/in/p{place}", organization=company, title="Engineer")


def _name(place: int) -> PersonName:
    return PersonName(f"Given{place % 997} Family{place}", f"Given{place % 997}", f"Family{place}")


def searched(store: GraphStore) -> tuple[float, float]:
    """Milliseconds of a search for the beginning of a name: median and the slowest but one in twenty."""
    rng = np.random.default_rng(SEED)
    taken = []
    for place in rng.integers(0, M.people, SEARCHES).tolist():
        text = f"family{place}"[: int(rng.integers(7, 11))]
        start = time.perf_counter()
        store.find_people(text)
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken), float(np.percentile(taken, 95))


def projected(store: GraphStore) -> float:
    """Seconds from the store to arrays."""
    start = time.perf_counter()
    project(store, TODAY)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
