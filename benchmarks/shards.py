"""What a path question asks of servers that share a network: `python -m benchmarks.shards`.

Each server holds some people's contacts. Nothing is served here: the ties of the networks of `benchmarks/pooled.py` are
dealt out to shards in memory, and it is counted what `graph.search.region` would have each of them look at and send.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.pooled import XL, L, M, Pooled, S
from graph.search.network import Rows
from graph.search.potentials import entries_of

SHARDS = (1, 16, 256)
QUESTIONS = 50

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Load:
    """What one question costs: ties that the busiest shard looks at, ties that all send, shards asked in each step."""

    looked_at: int
    sent: int
    asked: tuple[int, int, int]


def main() -> None:
    """Counts and prints the table."""
    print("| network | shards | ties looked at by the busiest, median | p95 | ties sent, median | p95 | shards asked |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for size in (S, M, L, XL):
        pooled = Pooled(size)
        targets = pooled.targets(QUESTIONS, least=5)
        for shards in SHARDS:
            if shards <= size.owners:
                loads = [load(pooled, np.array(staff, dtype=np.int64), shards) for staff in targets if staff]
                looked, sent = ([getattr(each, name) for each in loads] for name in ("looked_at", "sent"))
                asked = np.median([each.asked for each in loads], axis=0)
                print(f"| {size.name} | {shards} | {np.median(looked):,.0f} | {np.percentile(looked, 95):,.0f} | "
                      f"{np.median(sent):,.0f} | {np.percentile(sent, 95):,.0f} | "
                      f"{', '.join(f'{each:.0f}' for each in asked)} |")  # fmt: skip


def load(pooled: Pooled, staff: IntArray, shards: int) -> Load:
    """What a question about the way to a company with this staff, of three hops at most, asks of the shards."""
    network = pooled.network
    rows, place = network.before, network.people.rank
    ego = np.array([pooled.ego], dtype=np.int64)
    first, second = (_ties(rows, people) for people in (ego, staff))
    near, sought = np.unique(first[1]), np.setdiff1d(second[1], ego)
    few, many = sorted((near, sought), key=lambda people: len(_ties(rows, people)[0]))
    third = _ties(rows, few)
    among = np.isin(third[1], many)
    busy, asked = np.zeros(shards, dtype=np.int64), []
    for a, b in (first, second, third):
        shard = np.minimum(place[a], place[b]) % shards  # those who gave their contacts come first
        busy += np.bincount(shard, minlength=shards)
        asked.append(len(np.unique(shard)))
    return Load(int(busy.max()), len(first[0]) + len(second[0]) + int(among.sum()), (asked[0], asked[1], asked[2]))


def _ties(rows: Rows, people: IntArray) -> tuple[IntArray, IntArray]:
    """All ties of some people: from whom, and to whom."""
    entries, counts = entries_of(rows, people)
    return np.repeat(people, counts), rows.indices[entries].astype(np.int64)


if __name__ == "__main__":
    main()
