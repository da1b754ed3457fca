"""Introduction paths against graph libraries and databases asked the same questions: `python -m benchmarks.paths`.

Networks are made up (`benchmarks/pooled.py`), peers interleaved in one process and given their graphs beforehand
(`benchmarks/peers.py`); all answers are compared. Milliseconds of processor time, medians over companies. "Indexed": a
company that was not asked for before, when another one was; "again": the same question once more; "cold": from the
arrays on. A pop is a piece of path taken off the heap, a tie is touched when its cost is looked at.

`--large` adds L (250,000 people) and XL (1,000,000 people and 10,000,000 ties), which takes 20 minutes and 8 GB.
`pip install ".[bench]"` brings the peers.
"""

import argparse
import gc
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np

from benchmarks import peers
from benchmarks.peers import PATHS, Ties
from benchmarks.pooled import TODAY, XL, L, M, Pooled, S, Size
from graph.search.alternatives import disjoint_paths
from graph.search.network import Network
from graph.search.overview import best_paths
from graph.search.paths import PathFinder, SearchOptions
from graph.search.projection import CACHE_ENDING

COMPANIES = 60
PEER_COMPANIES = 5
MANY = 500
FEWEST = 1
"""On M there are not so many companies of usual size: smaller ones count too where many are asked for."""
HOPS = (2, 3, 4)
SLOW = {("rustworkx", 4), ("networkx", 2), ("networkx", 4), ("igraph, Yen", 2)}
"""Left out on M: a question takes minutes, or never ends."""

Answer = TypeVar("Answer")
Question = ParamSpec("Question")

FIRST_ANSWER = """
import sys, time
from datetime import date
from graph.search import cache
from graph.search.paths import PathFinder, SearchOptions
from graph.model import EGO
from pathlib import Path
file, people = Path(sys.argv[1]), [int(one) for one in sys.argv[2].split(",")]
start = time.perf_counter()
network = cache.load(file, "1", date.fromisoformat(sys.argv[3]))
found = PathFinder(network, {network.number(EGO): 1.0}).search(dict.fromkeys(people, 1.0), SearchOptions())
print(time.perf_counter() - start, len(found))
"""


def main() -> None:
    """Measures every size and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 250,000 and 1,000,000 people")
    sizes = [S, M, L, XL] if parser.parse_args().large else [S, M]
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} cores, k = {PATHS}.\n")
    many, apart, stored = [], [], []
    print("| network | hops | indexed ms | again ms | cold ms | pops, median and p95 | ties touched cold | peers |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for size in sizes:
        pooled = Pooled(size)
        ties = Ties(pooled)
        for hops in HOPS:
            print(ranked(pooled, ties, hops), flush=True)
        if size is not S:
            many.append(best_of_many(pooled, ties))
            stored.append(from_the_store(pooled))
        apart.append(separate(pooled, ties))
        del pooled, ties
    print("\n| best path to each target, H = 3 | indexed ms | cold ms | GraphBLAS, scores alone | top ten of each |")
    print("|---|---:|---:|---|---:|", *many, sep="\n")
    print("\n| ten separate ways, H = 3 | indexed ms | igraph, layers |\n|---|---:|---|", *apart, sep="\n")
    print("\n| own process | cache to first answer ms | whole command s | stale: store to arrays s | peak MB |")
    print("|---|---:|---:|---:|---:|", *stored, sep="\n")


def ranked(pooled: Pooled, ties: Ties, hops: int) -> str:
    """One row of the first table: the ten best paths."""
    network, options = pooled.network, SearchOptions(PATHS, hops)
    targets = [dict.fromkeys(staff, 1.0) for staff in pooled.targets(COMPANIES)]
    rivals = [] if (pooled.size is L and hops != 3) else list(peers.all_of(_rivals(pooled.size, hops), ties, hops))
    gc.collect()
    gc.freeze()  # else everybody pays for the millions of objects of some peers whenever Python looks for garbage
    indexed, again, cold, pops, touched = [], [], [], [], []
    theirs: dict[str, list[tuple[float, float, bool]]] = {rival.name: [] for rival in rivals}
    for place, wanted in enumerate(targets):
        finder = PathFinder(network, {pooled.ego: 1.0})
        finder.search(targets[place - 1], options)
        before = finder.pops
        indexed.append(timed(finder.search, wanted, options)[1])
        pops.append(finder.pops - before)
        again.append(timed(finder.search, wanted, options)[1])
        if place < PEER_COMPANIES * 2:
            fresh, seconds = timed(_from_the_arrays_on, network, pooled.ego, wanted, options)
            cold.append(seconds)
            touched.append(fresh.potentials.ties_seen)
        for rival in rivals if place < PEER_COMPANIES else ():
            rival.prepare(list(wanted))
            answer, seconds = timed(rival.ask)
            ours = [path.score for path in finder.search(wanted, options)]
            theirs[rival.name].append((seconds, seconds / indexed[-1], _agree(rival.name, answer, ours)))
    cells = [_told(name, asked) for name, asked in theirs.items()]
    numbers = [f"{statistics.median(taken) * 1e3:.2f}" for taken in (indexed, again, cold)]
    work = f"{statistics.median(pops):.0f}, {np.percentile(pops, 95):.0f}"
    share = f"{statistics.median(touched) / len(ties.low) / 2:.2%}"
    return f"| {' | '.join([pooled.size.name, str(hops), *numbers, work, share, '; '.join(cells)])} |"


def _rivals(size: Size, hops: int) -> list[type[Any]]:
    if size is XL:
        return [peers.Duckdb] if hops < 4 else []
    if size is L:
        return [peers.LayeredIgraph, peers.Duckdb]
    wanted: list[type[Any]] = [peers.LayeredIgraph, peers.YenIgraph, peers.Rustworkx, peers.Networkx, peers.Duckdb]
    return [rival for rival in wanted if size is S or (rival.name, hops) not in SLOW]


def _agree(name: str, answer: Sequence[float], ours: Sequence[float]) -> bool:
    """Whether a peer found all; one that gave up found some of ours, one that differs ends the benchmark."""
    if not all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(answer, ours, strict=False)):
        raise SystemExit(f"{name} answers differently: {answer} {ours}")
    return len(answer) == len(ours)


def _told(name: str, asked: Sequence[tuple[float, float, bool]]) -> str:
    seconds, ratio = (statistics.median(each[part] for each in asked) for part in (0, 1))
    gave_up = sum(not each[2] for each in asked)
    told = f"{name} {seconds * 1e3:,.1f} ms = {ratio:,.0f}x"
    return f"{told} (gave up {gave_up} of {len(asked)})" if gave_up else told


def best_of_many(pooled: Pooled, ties: Ties) -> str:
    """One row of the second table: the best path to each of many targets."""
    every = pooled.targets(2 * MANY, least=FEWEST)
    targets, others = every[: len(every) // 2], every[len(every) // 2 :]
    rival = peers.Graphblas(ties, 3)
    indexed, cold, theirs, tens = [], [], [], []
    for _ in range(5):
        finder = PathFinder(pooled.network, {pooled.ego: 1.0})
        found, seconds = timed(best_paths, finder, targets, 3)
        cold.append(seconds)
        indexed.append(timed(best_paths, finder, others, 3)[1])
        answer, seconds = timed(rival.best, targets)
        theirs.append(seconds)
        _agree(rival.name, [each for each in answer if each], [path.score for path in found if path])
    finder = PathFinder(pooled.network, {pooled.ego: 1.0})
    for staff in targets:
        tens.append(timed(finder.search, dict.fromkeys(staff, 1.0), SearchOptions())[1])
    own, bare, peer = (statistics.median(taken) for taken in (indexed, cold, theirs))
    ratio = f"{peer * 1e3:,.1f} ms = {peer / own:.1f}x, cold {peer / bare:.1f}x"
    row = [f"{pooled.size.name}, {len(targets)} targets", f"{own * 1e3:.2f}", f"{bare * 1e3:.2f}", ratio]
    return f"| {' | '.join([*row, f'{sum(tens) * 1e3:.0f} ms'])} |"


def separate(pooled: Pooled, ties: Ties) -> str:
    """One row of the third table: ten ways that share nobody."""
    targets = [dict.fromkeys(staff, 1.0) for staff in pooled.targets(COMPANIES)]
    rival = None if pooled.size in (L, XL) else peers.LayeredIgraph(ties, 3)
    own, theirs = [], []
    for place, wanted in enumerate(targets):
        finder = PathFinder(pooled.network, {pooled.ego: 1.0})
        finder.search(targets[place - 1], SearchOptions())
        found, seconds = timed(disjoint_paths, finder, wanted, SearchOptions(PATHS, 3))
        own.append(seconds)
        if rival and place < PEER_COMPANIES:
            rival.prepare(list(wanted))
            answer, seconds = timed(rival.disjoint)
            theirs.append((seconds, seconds / own[-1], _agree(rival.name, answer, [path.score for path in found])))
    cell = _told("", theirs).strip() if theirs else "not run"
    return f"| {pooled.size.name} | {statistics.median(own) * 1e3:.2f} | {cell} |"


def from_the_store(pooled: Pooled) -> str:
    """One row of the last table: what a process has to do before it can answer."""
    staff = pooled.targets(1)[0]
    company = pooled.name(int(pooled.company[pooled.network.people.rank[staff[0]]]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pooled.db"
        pooled.fill(path)
        runs = [_own_process(_STALE, str(path)) for _ in range(1 if pooled.size is XL else 5)]
        stale, peak = min(runs)
        os.utime(path.with_name(path.name + CACHE_ENDING), (time.time() - 60, time.time() - 60))
        people = ",".join(map(str, staff))
        file = str(path.with_name(path.name + CACHE_ENDING))
        first = [_own_process(FIRST_ANSWER, file, people, TODAY.isoformat())[0] for _ in range(6)][1:]
        command = [sys.executable, "cli.py", "--store", str(path), "paths", company, "--json"]
        whole = []
        for _ in range(6):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            whole.append(time.perf_counter() - start)
    own = [f"{statistics.median(first) * 1e3:.1f}", f"{statistics.median(whole[1:]):.2f}"]
    row = [*own, f"{stale:.2f}", f"{peak:,.0f}"]
    return f"| {' | '.join([pooled.size.name, *row])} |"


_STALE = f"""
import sys, time
from datetime import date
from graph.search import projection
from graph.store import open_store
from pathlib import Path
store = open_store(sys.argv[1])
Path(sys.argv[1] + projection.CACHE_ENDING).unlink(missing_ok=True)
start = time.perf_counter()
projection.project(store, date({TODAY.year}, {TODAY.month}, {TODAY.day}))
seconds = time.perf_counter() - start
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(seconds, int(peak) / 1e3)
"""


def _own_process(program: str, *arguments: str) -> tuple[float, float]:
    """The two numbers that a program prints."""
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    one, other = done.stdout.split()
    return float(one), float(other)


def _from_the_arrays_on(network: Network, ego: int, wanted: dict[int, float], options: SearchOptions) -> PathFinder:
    """The best paths when nothing is known about the network yet."""
    finder = PathFinder(network, {ego: 1.0})
    finder.search(wanted, options)
    return finder


def timed(
    work: Callable[Question, Answer], *question: Question.args, **options: Question.kwargs
) -> tuple[Answer, float]:
    """What some work answers and its seconds."""
    start = time.process_time()
    answer = work(*question, **options)
    return answer, time.process_time() - start


if __name__ == "__main__":
    main()
