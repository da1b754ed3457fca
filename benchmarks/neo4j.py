"""A network in a Neo4j server beside the same in SQLite, and ways to ask the server for paths.

`python -m benchmarks.neo4j` takes M of `benchmarks/pooled.py` (30,000 people, 60,000 ties in 21 exports), with
`--large` L (250,000 and 400,000 in 200). They are imported into SQLite and copied into the server that `NEO4J_URI`
names, or into one of our own as the tests start it, with Graph Data Science. Whatever it held is taken out.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import neo4j
import numpy as np

from benchmarks.pooled import SEED, TODAY, L, M, Pooled, Size
from graph import copying
from graph.ingest import IngestOptions, ingest
from graph.model import Organization
from graph.owners import Owner
from graph.records import ContactRecord, Origin, PersonName, RunFile, SourceRef
from graph.search.introductions import Question, find_near, finder_of
from graph.search.paths import HOP_PENALTY, SearchOptions
from graph.search.projection import project
from graph.search.region import region
from graph.search.targets import target_people
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.strength import strengths
from tests.neo4j_server import PASSWORD, empty, start_server

SEARCHES = 200
COMPANIES = 25
RIVALS_ASKED = 3
"""Companies that the slower ways are asked about."""
MOST_SECONDS = 100
"""Longer no rival is waited for; its time is then told as this."""
HOPS, PATHS = 3, 10
TIES_A_BATCH = 10_000

CYPHER = """
MATCH (o:Organization {id: $company})<-[at:AT {current: 1}]-(b:Person) WHERE b.id <> 'me' WITH DISTINCT b
MATCH p = (:Person {id: 'me'})-[:TIE*1..3]-(b)
WHERE all(i IN range(0, size(nodes(p)) - 2) WHERE NOT nodes(p)[i] IN nodes(p)[i + 1..])
WITH p, reduce(s = $penalty ^ (length(p) - 1), t IN relationships(p) | s * t.strength) AS score
ORDER BY score DESC LIMIT $limit RETURN score
"""
"""The whole question in one query, by somebody who knows Cypher."""

YEN = """
MATCH (a:Person {id: 'me'}), (o:Organization {id: $company})<-[at:AT {current: 1}]-(b:Person)
WHERE b.id <> 'me' WITH DISTINCT a, b
CALL gds.shortestPath.yens.stream('ties', {sourceNode: a, targetNode: b, k: $limit,
    relationshipWeightProperty: 'cost', concurrency: 1}) YIELD totalCost, nodeIds
RETURN exp(-totalCost) / $penalty AS score, size(nodeIds) - 1 AS hops ORDER BY score DESC LIMIT $limit
"""
"""The k cheapest ways to each person there. It knows no limit of hops: longer ways may push out those asked for."""


def main() -> None:
    """Measures and prints the tables."""
    size = L if "--large" in sys.argv else M
    with tempfile.TemporaryDirectory() as folder:
        server = None
        if "NEO4J_URI" not in os.environ:
            os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
            server = start_server(Path(folder) / "neo4j", gds=True)
        try:
            _measure(size, Path(folder), server.url if server else os.environ["NEO4J_URI"])
        finally:
            if server:
                server.stop()


def _measure(size: Size, folder: Path, url: str) -> None:
    with closing(open_store(str(folder / "network.db"))) as local:
        imported = imports(local, Pooled(size))
        first = _copied(local, url)
        copied = _copied(local, url)
        with closing(open_store(url)) as remote:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            held = remote.status()
            print(f"{held.people:,} people, {held.ties:,} ties in {held.runs} imports\n")
            print("| what | SQLite | Neo4j |\n|---|---:|---:|")
            print(f"| imports / copy in to a server just started, s | {imported:.1f} | {first:.1f} |")
            print(f"| copy in once more, s | | {copied:.1f} |")
            named = ("search as you type, ms, median", "and p95", "store to arrays, s")
            mine, theirs = ((*searched(each, size), taken(partial(project, each, TODAY))) for each in (local, remote))
            for name, one, other in zip(named, mine, theirs, strict=True):
                print(f"| {name} | {one:.2f} | {other:.2f} |")
            print(f"\nPeak memory of this process after the copy: {memory:,.0f} MB\n")
            _paths(local, remote, url)


def _copied(local: GraphStore, url: str) -> float:
    """Seconds that a copy into a server takes in which nothing is."""
    empty(url)
    with closing(open_store(url, filling=True)) as remote:
        return taken(partial(copying.copy, local, remote))


def _paths(local: GraphStore, remote: GraphStore, url: str) -> None:
    """Times each way to find paths, the slower ones for fewer companies, and checks that answers agree."""
    companies = [organization for organization, people in local.organizations() if 20 <= people <= 60]
    asked = Random(SEED).sample(companies, min(COMPANIES, len(companies)))
    near = [taken(partial(best, remote, one)) * 1e3 for one in asked]
    whole = [taken(partial(find_near, remote, TODAY, one, Question())) * 1e3 for one in asked]
    print(f"| top-{PATHS} paths, {HOPS} hops, nothing kept in the app | median, ms | p95, ms |\n|---|---:|---:|")
    for name, found in (("region asked for, exact search on it", near), ("the same, explained, with newer", whole)):
        print(f"| {name} | {statistics.median(found):,.0f} | {np.percentile(found, 95):,.0f} |")
    with neo4j.GraphDatabase.driver(url, auth=_auth(), telemetry_disabled=True) as driver:
        _put_ties(local, driver)
        mine = [[round(score, 9) for score in best(remote, one)] for one in asked[:RIVALS_ASKED]]
        print(f"| one Cypher query{_rival(driver, CYPHER, asked, mine)}")
        try:
            driver.execute_query("RETURN gds.version()")
        except neo4j.exceptions.ClientError:
            print("The server has no Graph Data Science.")
            return
        projecting = taken(
            lambda: driver.execute_query(
                "CALL gds.graph.project('ties', 'Person', {TIE: {orientation: 'UNDIRECTED', properties: 'cost'}})"
            )
        )
        print(f"| Graph Data Science, projected before (in {projecting * 1e3:,.0f} ms): Yen's paths to everybody there"
              f"{_rival(driver, YEN, asked, mine)}")  # fmt: skip
        driver.execute_query("CALL gds.graph.drop('ties') YIELD graphName RETURN graphName")


def best(store: GraphStore, organization: Organization) -> list[float]:
    """The scores of the best paths to a company, from a region asked for."""
    with store.snapshot() as view:
        people = [each.person.id for each in target_people(view, organization).people if each.current]
        network = region(view, people, HOPS, TODAY)
    finder = finder_of(network)
    ends = {number: 1.0 for person in people if (number := network.number(person)) is not None}
    return [path.score for path in finder.search(ends, SearchOptions(PATHS, HOPS))] if finder else []


def _rival(driver: neo4j.Driver, query: str, asked: list[Organization], mine: list[list[float]]) -> str:
    """The end of a rival's row: its median time, and for how many companies its ten scores are the same."""
    times, same = [], 0
    for one, scores in zip(asked, mine, strict=False):
        start = time.perf_counter()
        try:
            rows = driver.execute_query(
                neo4j.Query(query, timeout=MOST_SECONDS), company=one.id, limit=PATHS, penalty=HOP_PENALTY
            ).records
            same += [round(row["score"], 9) for row in rows] == scores
        except neo4j.exceptions.ClientError:  # it took too long
            pass
        times.append((time.perf_counter() - start) * 1e3)
    more = "more than " if statistics.median(times) >= MOST_SECONDS * 1e3 else ""
    return f" (the same scores for {same} of {len(mine)}) | {more}{statistics.median(times):,.0f} | |"


def _put_ties(local: GraphStore, driver: neo4j.Driver) -> None:
    """Gives the rivals what they need: every tie as a relationship with its strength, and its cost with the penalty."""
    columns = local.evidence_columns()
    ties = strengths(columns, TODAY)
    rows = [
        [columns.people[a], columns.people[b], value, -float(np.log(value * HOP_PENALTY))]
        for a, b, value in zip(ties.a.tolist(), ties.b.tolist(), ties.value.tolist(), strict=True)
    ]
    for start in range(0, len(rows), TIES_A_BATCH):
        driver.execute_query(
            "UNWIND $rows AS row MATCH (a:Person {id: row[0]}) MATCH (b:Person {id: row[1]}) "
            "CREATE (a)-[:TIE {strength: row[2], cost: row[3]}]->(b)",
            rows=rows[start : start + TIES_A_BATCH],
        )


def imports(store: GraphStore, pooled: Pooled) -> float:
    """Seconds that importing every owner's export takes."""
    lists: dict[int, list[int]] = {owner: [] for owner in range(pooled.size.owners)}
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


def searched(store: GraphStore, size: Size) -> tuple[float, float]:
    """Milliseconds of a search for the beginning of a name: median and the slowest but one in twenty."""
    rng = np.random.default_rng(SEED)
    times = []
    for place in rng.integers(0, size.people, SEARCHES).tolist():
        text = f"family{place}"[: int(rng.integers(7, 11))]
        times.append(taken(partial(store.find_people, text)) * 1e3)
    return statistics.median(times), float(np.percentile(times, 95))


def taken(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _auth() -> neo4j.Auth | None:
    name, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD")
    return neo4j.basic_auth(name, password) if password else None


if __name__ == "__main__":
    main()
