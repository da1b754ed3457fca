"""The speed of planning a week, beside SuiteSparse GraphBLAS: `python -m benchmarks.planning`.

The matrix of chances (each contact, each of up to 500 targets) is asked of both in turn, in one process, on one thread;
answers are compared. GraphBLAS has its matrix of ties beforehand and multiplies from the targets' side, which is its
best order: contacts first, it would be several times slower. Milliseconds of processor time, medians of nine rounds.
`pip install ".[bench]"` brings GraphBLAS.
"""

import platform
import statistics
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.paths import timed
from benchmarks.pooled import L, M, Pooled, S
from graph.outreach.apart import Selection
from graph.outreach.chances import Rules, chances
from graph.outreach.choice import choose_freely
from graph.search.network import chances_of
from graph.search.paths import HOP_PENALTY

ROUNDS = 9
TARGETS = 500
ASKS, NAMED = 5, 2


def main() -> None:
    """Measures the sizes and prints the table."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}\n")
    print("| network | hops | contacts x targets | matrix ms | GraphBLAS | whole plan ms | expected | bound |")
    print("|---|---:|---|---:|---|---:|---:|---:|")
    for size in (S, M, L):
        pooled = Pooled(size)
        targets = pooled.targets(TARGETS, least=1 if size is not L else 20)
        for hops in (2, 3):
            print(measured(pooled, targets, hops), flush=True)


def measured(pooled: Pooled, targets: Sequence[Sequence[int]], hops: int) -> str:
    """One row: the matrix, its rival, and everything that a plan takes but for reading from the store."""
    rules, rival = Rules(hops), Graphblas(pooled, hops)
    own, theirs, whole = [], [], []
    for _ in range(ROUNDS):
        answer, seconds = timed(rival.ask, targets)
        theirs.append(seconds)
        table, seconds = timed(chances, pooled.network, pooled.ego, targets, rules)
        own.append(seconds)
        if not np.allclose(answer, table.given, rtol=1e-9, atol=0.0):
            raise SystemExit("GraphBLAS answers differently")
        (expected, bound), seconds = timed(planned, pooled, targets, rules)
        whole.append(seconds)
    ratio = statistics.median(other / one for one, other in zip(own, theirs, strict=True))
    ms = [f"{statistics.median(each) * 1e3:.1f}" for each in (own, theirs, whole)]
    shape = f"{table.given.shape[0]:,} x {table.given.shape[1]}"
    row = [pooled.size.name, str(hops), shape, ms[0], f"{ms[1]} ms = {ratio:.1f}x", ms[2]]
    return f"| {' | '.join([*row, f'{expected:.2f}', f'{bound:.2f}'])} |"


def planned(pooled: Pooled, targets: Sequence[Sequence[int]], rules: Rules) -> tuple[float, float]:
    """A plan with its paths and what it is compared with: what may be expected, and the bound."""
    table = chances(pooled.network, pooled.ego, targets, rules)
    asks, bound = Selection(pooled.network, pooled.ego, targets, rules, table).choose(ASKS, NAMED)
    choose_freely(table.reached, ASKS, NAMED)
    left = np.ones(len(targets))
    for target, way in (each for ask in asks for each in ask.ways):
        left[target] *= 1.0 - way.score
    return float((1.0 - left).sum()), bound


class Graphblas:
    """SuiteSparse GraphBLAS: products of the matrix of ties and that of who is at which target, largest kept."""

    def __init__(self, pooled: Pooled, hops: int) -> None:
        import graphblas

        graphblas.init("suitesparse", blocking=True)
        graphblas.ss.config["nthreads"] = 1
        rows, size = pooled.network.before, len(pooled.network.people)
        start = np.repeat(np.arange(size), np.diff(rows.indptr))
        end = rows.indices.astype(np.int64)
        kept = (start != pooled.ego) & (end != pooled.ego)
        chance = chances_of(rows.cost)[kept] * HOP_PENALTY
        self._ego, self._hops, self._size = pooled.ego, hops, size
        self._ties = graphblas.Matrix.from_coo(start[kept], end[kept], chance, nrows=size, ncols=size)
        self._contacts = sorted(pooled.network.after.of(pooled.ego))
        self._first = self._ties[self._contacts, :].new()

    def ask(self, targets: Sequence[Sequence[int]]) -> Any:
        """The chance of each target once a contact says yes."""
        import graphblas

        column = np.repeat(np.arange(len(targets)), [len(staff) for staff in targets])
        people = np.fromiter((one for staff in targets for one in staff), np.int64, len(column))
        kept = people != self._ego
        reach = graphblas.Matrix.from_coo(people[kept], column[kept], 1.0, nrows=self._size, ncols=len(targets))
        for _ in range(self._hops - 2):
            further = reach.dup()
            further(graphblas.binary.max) << self._ties.mxm(reach, graphblas.semiring.max_times)
            reach = further
        found = reach[self._contacts, :].new()
        found(graphblas.binary.max) << self._first.mxm(reach, graphblas.semiring.max_times)
        return found.to_dense(fill_value=0.0)


if __name__ == "__main__":
    main()
