"""The k best paths to a company, against networkx and igraph asked the same question: `python -m benchmarks.paths`.

The networks are made up and seeded: ego and 20 friends pooled their exports, people work at companies whose sizes
follow Zipf, and half of everybody's contacts come from a few companies. The peers get their graph built beforehand,
with one more person whom all people at the target know, which is in their favour; they rank all simple paths without a
limit of hops (Yen) and drop the ones that are too long, which is exact. All answers are compared. igraph takes part
where it is installed.

"Projection" is from the columns of the store to the arrays; "cold" is one question from the arrays on; "indexed" is a
question to a company that was not asked for before, when another one was; "again" is the same question once more.
Seconds are those of the processor, medians over companies, everything in turns in one process. `--large` adds 250,000
people and 400,000 ties without networkx, which takes minutes there.
"""

import argparse
import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import islice, pairwise
from typing import Any, ParamSpec, TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.model import PersonId
from graph.records import EvidenceKind
from graph.search.network import Network, build, chance_of
from graph.search.paths import HOP_PENALTY, PathFinder, SearchOptions
from graph.store.kept import EVIDENCE_KINDS, EvidenceColumns
from graph.ties.strength import strengths

TODAY = date(2026, 11, 23)
SEED = 7
FRIENDS = 20
PATHS = 10
HOPS = (2, 3, 4)
COMPANIES = 25
PEER_COMPANIES = 5
"""The peers are asked for fewer companies: some take a second for each."""
PATIENCE = 500
"""Paths that a peer may list before it gives up finding ten that are short enough."""
COMPANY_SIZES = (20, 60)

Score = list[float]
Answer = TypeVar("Answer")
Question = ParamSpec("Question")


@dataclass(frozen=True, slots=True)
class Size:
    """A network to search: how many people and roughly how many ties."""

    name: str
    people: int
    ties: int
    with_networkx: bool = True


@dataclass(frozen=True, slots=True)
class Peer:
    """Another library that answers the same question."""

    name: str
    ask: Callable[[Sequence[int], int], Score]


def main() -> None:
    """Measures every size and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 250,000 people")
    sizes = [Size("S", 1_000, 5_000), Size("M", 30_000, 60_000)]
    if parser.parse_args().large:
        sizes.append(Size("L", 250_000, 400_000, with_networkx=False))
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} cores, ", end="")
    print(f"{date.today()}, k = {PATHS}\n")
    print("| network | hops | indexed ms | again ms | cold ms | igraph | networkx | pieces, median and most |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    notes = []
    for size in sizes:
        columns, companies = made_up(size)
        network, seconds = timed(projected, columns)
        ties = len(network.before.indices) // 2
        notes.append(f"{size.name}: {len(network.people):,} people, {ties:,} ties, projection {seconds * 1e3:.0f} ms")
        targets = reachable(network, companies)
        peers = list(peers_of(network, targets, size))
        for hops in HOPS:
            print(measured(size.name, network, targets, peers, hops), flush=True)
    print("\n" + "\n".join(notes))


def made_up(size: Size) -> tuple[EvidenceColumns, npt.NDArray[np.int64]]:
    """The evidence of ego's (person 0) and the friends' pooled exports, and everybody's company."""
    rng = np.random.default_rng(SEED)
    company = (rng.zipf(1.6, size.people) - 1) % (size.people // 12)
    lists = size.ties // (FRIENDS + 1)
    pairs = [np.array([[owner, 0] for owner in range(1, FRIENDS + 1)])]
    for owner in range(FRIENDS + 1):
        near = np.flatnonzero(np.isin(company, rng.integers(0, size.people // 12, 10)))
        colleagues = rng.choice(near, min(len(near), lists // 2), replace=False)
        others = rng.choice(size.people, lists - len(colleagues), replace=False)
        alters = np.setdiff1d(np.concatenate([colleagues, others]), [owner])
        pairs.append(np.column_stack([np.full(len(alters), owner), alters]))
    ends = np.concatenate(pairs).astype(np.int32)
    kind = np.full(len(ends), EVIDENCE_KINDS.index(EvidenceKind.CONNECTION), dtype=np.uint8)
    kind[rng.random(len(ends)) < 0.1] = EVIDENCE_KINDS.index(EvidenceKind.ADDRESS_BOOK)
    kind[:FRIENDS] = EVIDENCE_KINDS.index(EvidenceKind.SHARED_EXPORT)
    today = (TODAY - date(1970, 1, 1)).days
    columns = EvidenceColumns(
        revision=1,
        people=tuple(PersonId(f"p{number:07d}") for number in range(size.people)),
        a=ends[:, 0],
        b=ends[:, 1],
        kind=kind,
        day=(today - rng.integers(0, 4000, len(ends))).astype(np.int32),
        sent=np.ones(len(ends), dtype=np.int32),
        received=np.zeros(len(ends), dtype=np.int32),
        group=np.zeros(len(ends), dtype=np.int32),
        stated=np.zeros(len(ends)),
        sent_fresh=np.zeros(len(ends)),
        received_fresh=np.zeros(len(ends)),
        shift=np.zeros(len(ends)),
    )
    return columns, company


def projected(columns: EvidenceColumns) -> Network:
    """What `project` does once the columns are read."""
    return build(columns.people, strengths(columns, TODAY), revision=1, today=TODAY)


def reachable(network: Network, company: npt.NDArray[np.int64]) -> list[list[int]]:
    """The people at companies to which there are enough paths of two hops, so that every peer can finish."""
    finder = PathFinder(network, {0: 1.0})
    few, many = COMPANY_SIZES
    staff = (np.flatnonzero(company == one) for one in np.unique(company))
    groups = ([int(person) for person in group if person > FRIENDS] for group in staff if few <= len(group) <= many)
    enough = (
        group for group in groups if len(finder.search(dict.fromkeys(group, 1.0), SearchOptions(PATHS, 2))) == PATHS
    )
    return list(islice(enough, COMPANIES))


def measured(name: str, network: Network, targets: list[list[int]], peers: list[Peer], hops: int) -> str:
    """One row of the table."""
    options = SearchOptions(PATHS, hops)
    indexed, again, cold, pieces = [], [], [], []
    theirs: dict[str, list[float]] = {peer.name: [] for peer in peers}
    failed: set[str] = set()
    for place, people in enumerate(targets):
        wanted = dict.fromkeys(people, 1.0)
        scores, seconds = timed(from_the_arrays_on, network, wanted, options)
        cold.append(seconds)
        finder = PathFinder(network, {0: 1.0})
        finder.search(dict.fromkeys(targets[place - 1], 1.0), options)
        before = finder.pops
        indexed.append(timed(finder.search, wanted, options)[1])
        pieces.append(finder.pops - before)
        again.append(timed(finder.search, wanted, options)[1])
        for peer in peers if place < PEER_COMPANIES else ():
            answer, seconds = timed(peer.ask, people, hops)
            theirs[peer.name].append(seconds)
            if len(answer) < PATHS:
                failed.add(peer.name)
            elif not all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(scores, answer, strict=True)):
                raise SystemExit(f"{peer.name} answers differently")
    own = statistics.median(indexed)
    cells = {each: _against(statistics.median(taken), own, each in failed) for each, taken in theirs.items()}
    numbers = [f"{statistics.median(taken) * 1e3:.2f}" for taken in (indexed, again, cold)]
    work = f"{statistics.median(pieces):.0f}, {max(pieces)}"
    row = [name, str(hops), *numbers, *(cells.get(peer, "not run") for peer in ("igraph", "networkx")), work]
    return f"| {' | '.join(row)} |"


def _against(seconds: float, own: float, gave_up: bool) -> str:
    return f"{'gave up after ' if gave_up else ''}{seconds * 1e3:,.0f} ms = {seconds / own:,.0f}x"


def peers_of(network: Network, targets: list[list[int]], size: Size) -> Iterator[Peer]:
    """The libraries, each with its graph of the network."""
    if find_spec("igraph"):
        graphs = {tuple(people): _igraph(network, people) for people in targets[:PEER_COMPANIES]}
        yield Peer("igraph", lambda people, hops: _first(_yen_of_igraph(*graphs[tuple(people)]), network, hops))
    if size.with_networkx:
        known = {tuple(people): _networkx(network, people) for people in targets[:PEER_COMPANIES]}
        yield Peer("networkx", lambda people, hops: _first(_yen_of_networkx(known[tuple(people)]), network, hops))


def _ties(network: Network) -> Iterator[tuple[int, int, float]]:
    """Each tie once, with the distance that a shortest path adds up: the penalty counts for every hop."""
    for person, (start, end) in enumerate(pairwise(network.before.indptr.tolist())):
        row = zip(network.before.indices[start:end].tolist(), network.before.cost[start:end].tolist(), strict=True)
        for other, cost in row:
            if person < other:
                yield person, other, -math.log(chance_of(cost) * HOP_PENALTY)


def _igraph(network: Network, people: Sequence[int]) -> tuple[Any, list[float]]:
    import igraph

    ties = list(_ties(network))
    known = igraph.Graph(len(network.people) + 1, [(a, b) for a, b, _ in ties])
    known.add_edges([(person, len(network.people)) for person in people])
    return known, [distance for _, _, distance in ties] + [0.0] * len(people)


def _yen_of_igraph(known: Any, distances: list[float]) -> Iterator[list[int]]:
    """igraph lists a number of paths at once: more are asked for, from the start, until they are enough."""
    told, number = 0, PATHS
    while number <= PATIENCE:
        ways = known.get_k_shortest_paths(0, known.vcount() - 1, k=number, weights=distances, output="vpath")
        yield from ways[told:]
        told, number = len(ways), number * 2


def _networkx(network: Network, people: Sequence[int]) -> nx.Graph:
    known = nx.Graph()
    known.add_weighted_edges_from(_ties(network))
    known.add_weighted_edges_from((person, len(network.people), 0.0) for person in people)
    return known


def _yen_of_networkx(known: nx.Graph) -> Iterator[list[int]]:
    yield from islice(nx.shortest_simple_paths(known, 0, max(known), weight="weight"), PATIENCE)


def _first(ways: Iterator[list[int]], network: Network, hops: int) -> Score:
    """The scores of the first ten ways that are short enough; the last person on a way is the one who was added."""
    short = islice((way[:-1] for way in ways if len(way) - 2 <= hops), PATHS)
    return [_score(network, way) for way in short]


def _score(network: Network, way: Sequence[int]) -> float:
    def cost(one: int, other: int) -> int:
        start, end = network.before.indptr[one : one + 2]
        return int(network.before.cost[start + np.searchsorted(network.before.indices[start:end], other)])

    return chance_of(sum(cost(*pair) for pair in pairwise(way))) * HOP_PENALTY ** (len(way) - 2)


def from_the_arrays_on(network: Network, targets: dict[int, float], options: SearchOptions) -> Score:
    """The scores of the best paths, when nothing is known about the network yet."""
    return [path.score for path in PathFinder(network, {0: 1.0}).search(targets, options)]


def timed(
    work: Callable[Question, Answer], *question: Question.args, **options: Question.kwargs
) -> tuple[Answer, float]:
    """What some work answers and its seconds."""
    start = time.process_time()
    answer = work(*question, **options)
    return answer, time.process_time() - start


if __name__ == "__main__":
    main()
