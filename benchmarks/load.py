"""Thirty people at once: how long does the slowest in twenty wait, and does the memory stay where it is?

`python -m benchmarks.load` fills a store with network M of `benchmarks/pooled.py`, as exports that are imported, and
lets thirty threads ask for five minutes what the pages ask: people as one types, the ways in to a company, somebody's
ties, the list of imports. They share the store and the arrays, as the sessions of one served app do. What Streamlit
itself takes to draw is not in it. `--minutes` and `--sessions` ask for less; `--small` takes network S.
"""

import argparse
import resource
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.neo4j import imports
from benchmarks.pooled import SEED, TODAY, M, Pooled, S
from graph.model import Organization
from graph.search import introductions
from graph.search.introductions import Question
from graph.search.network import Network
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore

MINUTES, SESSIONS = 5.0, 30
THINKING = (0.5, 2.0)
"""Seconds between two questions of one person."""
NOTED = 5
"""How often it is looked how much memory the process has: first questions fill caches, so the later ones tell."""


@dataclass(slots=True)
class Answers:
    """Seconds that answers took, by question."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    """Fills, asks and prints a table."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder, closing(open_store(str(Path(folder) / "load.db"))) as store:
        imports(store, Pooled(S if asked.small else M))
        network = project(store, TODAY)
        companies = [organization for organization, people in store.organizations() if people >= 5]
        held = [_megabytes()]
        for part in range(1, NOTED):
            threading.Timer(asked.minutes * 60 * part / NOTED, lambda: held.append(_megabytes())).start()
        answers, failed = _ask(store, network, companies, asked)
        held.append(_megabytes())
        memory = ", ".join(f"{each:,.0f}" for each in held[1:])
        print(f"{asked.sessions} sessions, {asked.minutes:g} minutes; memory before {held[0]:,.0f} MB, then {memory}\n")
        print("| question | asked | median ms | p95 ms | slowest ms |\n|---|---:|---:|---:|---:|")
        for name, seconds in sorted(answers.seconds.items()):
            median, p95 = np.percentile(seconds, [50, 95]) * 1e3
            print(f"| {name} | {len(seconds):,} | {median:,.0f} | {p95:,.0f} | {max(seconds) * 1e3:,.0f} |")
        print(f"\nErrors: {failed}")


def _ask(
    store: GraphStore, network: Network, companies: list[Organization], asked: argparse.Namespace
) -> tuple[Answers, int]:
    """Lets everybody ask at once; a thread that ended early met an error."""
    answers, until = Answers(), time.monotonic() + asked.minutes * 60
    done: list[int] = []

    def session(number: int) -> None:
        chance = Random(f"{SEED} {number}")
        while time.monotonic() < until:
            name, question = chance.choice(list(_questions(store, network, companies, chance).items()))
            start = time.perf_counter()
            question()
            answers.seconds[name].append(time.perf_counter() - start)
            time.sleep(chance.uniform(*THINKING))
        done.append(number)

    threads = [threading.Thread(target=session, args=(number,)) for number in range(asked.sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, asked.sessions - len(done)


def _questions(
    store: GraphStore, network: Network, companies: list[Organization], chance: Random
) -> Mapping[str, Callable[[], object]]:
    one = chance.choice(companies)
    text = chance.choice(("An", "Name 1", "Firm Nr4", "b", "Ann Lee"))
    person = network.people[chance.randrange(len(network.people))]
    return {
        "people as one types": lambda: store.find_people(text, limit=20),
        "ways in to a company": lambda: introductions.find(store, network, one, Question()),
        "somebody's ties": lambda: store.ties_of(person),
        "imports": store.runs,
    }


def _megabytes() -> float:
    """Memory of this process now, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--small", action="store_true", help="network S")
    return parser.parse_args()


if __name__ == "__main__":
    main()
