"""Other libraries asked the very questions that the search answers; each has its graph beforehand, which favours it.

A path has at most H hops and passes nobody twice. Libraries that know no limit of hops are asked on a graph in layers,
one for each hop (exact once walks that meet somebody twice are dropped), or for paths without limit until ten are short
enough (exact when that ends), or for all simple paths up to a length.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.pooled import Pooled
from graph.search.paths import HOP_PENALTY

PATHS = 10
PATIENCE = 2_000
"""Paths that a peer may list before it gives up finding ten that count."""


class Ties:
    """Every tie once, as arrays of numbers, with the chance that counts a hop's penalty."""

    def __init__(self, pooled: Pooled) -> None:
        number = pooled.network.people.by_rank
        self.people = pooled.size.people
        self.ego = pooled.ego
        self.low, self.high = number[pooled.low].astype(np.int64), number[pooled.high].astype(np.int64)
        self.chance = pooled.chance
        self.length = -np.log(pooled.chance * HOP_PENALTY)
        self._of: dict[tuple[int, int], float] | None = None

    def score(self, way: Sequence[int]) -> float:
        """The score of a way over people."""
        if self._of is None:
            keys = zip(np.minimum(self.low, self.high).tolist(), np.maximum(self.low, self.high).tolist(), strict=True)
            self._of = dict(zip(keys, self.chance.tolist(), strict=True))
        return math.prod(self._of[min(pair), max(pair)] for pair in pairwise(way)) * HOP_PENALTY ** (len(way) - 2)


class LayeredIgraph:
    """igraph on one copy of everybody for each hop, from ego to one more vertex behind the people at the target."""

    name = "igraph, layers"

    def __init__(self, ties: Ties, hops: int) -> None:
        import igraph

        self._ties, self._hops = ties, hops
        size = ties.people
        pairs, lengths = [], []
        for hop in range(hops):
            for start, end in ((ties.low, ties.high), (ties.high, ties.low)):
                kept = (start == ties.ego) if hop == 0 else (start != ties.ego)
                kept &= end != ties.ego
                pairs.append(np.column_stack([start[kept] + hop * size, end[kept] + (hop + 1) * size]))
                lengths.append(ties.length[kept])
        self._end = size * (hops + 1)
        self._graph = igraph.Graph(self._end + 1, np.concatenate(pairs).tolist(), directed=True)
        self._lengths = np.concatenate(lengths).tolist()

    def prepare(self, people: Sequence[int]) -> None:
        """Puts the target in, which is not timed."""
        layers = range(1, self._hops + 1)
        self._graph.delete_edges(range(len(self._lengths), self._graph.ecount()))
        self._graph.add_edges([(one + layer * self._ties.people, self._end) for one in people for layer in layers])
        self._weights = self._lengths + [0.0] * (self._graph.ecount() - len(self._lengths))

    def ask(self) -> list[float]:
        """The scores of the ten best paths."""
        number = 2 * PATHS
        while True:
            ways = self._graph.get_k_shortest_paths(
                self._ties.ego, self._end, k=number, weights=self._weights, output="vpath"
            )
            people = [[place % self._ties.people for place in way[:-1]] for way in ways]
            simple = [way for way in people if len(set(way)) == len(way)][:PATHS]
            if len(simple) == PATHS or len(ways) < number or number > PATIENCE:
                return [self._ties.score(way) for way in simple]
            number *= 2

    def disjoint(self) -> list[float]:
        """The scores of up to ten paths that share nobody: the best, then the best without its people, and so on."""
        weights, found = list(self._weights), []
        for _ in range(PATHS):
            (way,) = self._graph.get_shortest_paths(self._ties.ego, self._end, weights=weights, output="vpath")
            if not way:
                break
            people = [place % self._ties.people for place in way[:-1]]
            if math.inf in [weights[edge] for edge in self._graph.get_eids(pairwise(way))]:
                break
            found.append(self._ties.score(people))
            for one in people[1:]:
                for layer in range(1, self._hops + 1):
                    for edge in self._graph.incident(one + layer * self._ties.people, mode="in"):
                        weights[edge] = math.inf
        return found


class YenIgraph:
    """igraph's k shortest paths without a limit of hops, until ten are short enough."""

    name = "igraph, Yen"

    def __init__(self, ties: Ties, hops: int) -> None:
        import igraph

        self._ties, self._hops = ties, hops
        self._graph = igraph.Graph(ties.people + 1, np.column_stack([ties.low, ties.high]).tolist())
        self._lengths = ties.length.tolist()

    def prepare(self, people: Sequence[int]) -> None:
        """Puts the target in, which is not timed."""
        self._graph.delete_edges(range(len(self._lengths), self._graph.ecount()))
        self._graph.add_edges([(one, self._ties.people) for one in people])
        self._weights = self._lengths + [0.0] * len(people)

    def ask(self) -> list[float]:
        """The scores of the ten best paths; fewer when it was given up."""
        number = PATHS
        while True:
            ways = self._graph.get_k_shortest_paths(
                self._ties.ego, self._ties.people, k=number, weights=self._weights, output="vpath"
            )
            short = [way[:-1] for way in ways if len(way) - 2 <= self._hops][:PATHS]
            if len(short) == PATHS or number > PATIENCE // 4:
                return [self._ties.score(way) for way in short]
            number *= 2


class Rustworkx:
    """rustworkx: all simple paths up to the length, ranked."""

    name = "rustworkx"

    def __init__(self, ties: Ties, hops: int) -> None:
        import rustworkx

        self._ties, self._hops = ties, hops
        self._graph = rustworkx.PyGraph(multigraph=False)
        self._graph.add_nodes_from(range(ties.people + 1))
        self._graph.add_edges_from_no_data(list(zip(ties.low.tolist(), ties.high.tolist(), strict=True)))

    def prepare(self, people: Sequence[int]) -> None:
        """Puts the target in, which is not timed."""
        end = self._ties.people
        self._graph.remove_edges_from([(one, end) for one in self._graph.neighbors(end)])
        self._graph.add_edges_from_no_data([(one, end) for one in people])

    def ask(self) -> list[float]:
        """The scores of the ten best paths."""
        import rustworkx

        ways = rustworkx.all_simple_paths(self._graph, self._ties.ego, self._ties.people, cutoff=self._hops + 2)
        people = [way[:-1] for way in ways]
        return sorted((self._ties.score(way) for way in people), reverse=True)[:PATHS]


class Networkx:
    """networkx: simple paths, shortest first, until ten are short enough."""

    name = "networkx"

    def __init__(self, ties: Ties, hops: int) -> None:
        import networkx

        self._ties, self._hops = ties, hops
        self._graph = networkx.Graph()
        rows = zip(ties.low.tolist(), ties.high.tolist(), ties.length.tolist(), strict=True)
        self._graph.add_weighted_edges_from(rows)

    def prepare(self, people: Sequence[int]) -> None:
        """Puts the target in, which is not timed."""
        if self._ties.people in self._graph:
            self._graph.remove_node(self._ties.people)
        self._graph.add_weighted_edges_from((one, self._ties.people, 0.0) for one in people if one in self._graph)

    def ask(self) -> list[float]:
        """The scores of the ten best paths; fewer when it was given up."""
        import networkx

        ways = networkx.shortest_simple_paths(self._graph, self._ties.ego, self._ties.people, weight="weight")
        short = (way[:-1] for way in islice(ways, PATIENCE // 10) if len(way) - 2 <= self._hops)
        return [self._ties.score(way) for way in islice(short, PATHS)]


class Duckdb:
    """DuckDB: joins from the target backward, one for each hop."""

    name = "DuckDB"

    def __init__(self, ties: Ties, hops: int) -> None:
        import duckdb

        self._hops = hops
        self._database = duckdb.connect(config={"threads": 1})
        self._database.register("columns", {"low": ties.low, "high": ties.high, "chance": ties.chance})
        self._database.execute(
            "create table tie as select low a, high b, chance p from columns "
            "union all select high, low, chance from columns order by a, b"
        )
        self._ego = ties.ego

    def prepare(self, people: Sequence[int]) -> None:
        """Puts the target in, which is not timed."""
        self._database.execute("create or replace table target (person bigint)")
        self._database.execute(f"insert into target values {', '.join(f'({one})' for one in people)}")

    def ask(self) -> list[float]:
        """The scores of the ten best paths."""
        parts = []
        for hops in range(1, self._hops + 1):
            joins = " ".join(f"join tie t{hop} on t{hop}.a = t{hop - 1}.b" for hop in range(1, hops))
            stops = [f"t{hop}.b" for hop in range(hops - 1)]
            different = [f"{one} <> {other}" for place, one in enumerate(stops) for other in stops[:place]]
            different += [f"{stop} <> t0.a" for stop in stops] + [f"{stop} <> {self._ego}" for stop in stops]
            where = " and ".join([f"t{hops - 1}.b = {self._ego}", *different])
            product = " * ".join(f"t{hop}.p" for hop in range(hops))
            score = f"{product} * {HOP_PENALTY ** (hops - 1)!r}"
            parts.append(f"select {score} score from target join tie t0 on t0.a = target.person {joins} where {where}")
        query = " union all ".join(parts) + f" order by score desc limit {PATHS}"
        return [row[0] for row in self._database.execute(query).fetchall()]


class Graphblas:
    """SuiteSparse GraphBLAS: the best chance of everybody by products of a vector and the matrix, largest kept."""

    name = "GraphBLAS"

    def __init__(self, ties: Ties, hops: int) -> None:
        import graphblas

        graphblas.init("suitesparse", blocking=True)
        graphblas.ss.config["nthreads"] = 1
        self._ties, self._hops = ties, hops
        rows = np.concatenate([ties.low, ties.high])
        columns = np.concatenate([ties.high, ties.low])
        chance = np.concatenate([ties.chance, ties.chance]) * HOP_PENALTY
        kept = columns != ties.ego
        self._matrix = graphblas.Matrix.from_coo(
            rows[kept], columns[kept], chance[kept], nrows=ties.people, ncols=ties.people
        )

    def best(self, targets: Sequence[Sequence[int]]) -> list[float]:
        """The score of the best path to each target, 0 where there is none."""
        import graphblas

        reach = graphblas.Vector.from_coo([self._ties.ego], [1.0], size=self._ties.people)
        for _ in range(self._hops):
            reach(graphblas.binary.max) << reach.vxm(self._matrix, graphblas.semiring.max_times)
        chances: npt.NDArray[np.float64] = reach.to_dense(fill_value=0.0)
        return [float(chances[staff].max()) / HOP_PENALTY for staff in targets]


def all_of(names: Sequence[type[Any]], ties: Ties, hops: int) -> Iterator[Any]:
    """These peers, each with its graph."""
    for name in names:
        yield name(ties, hops)
