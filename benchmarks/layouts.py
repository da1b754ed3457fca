"""How long pictures of made-up networks take, from the arrays of the search to the octets that a browser draws.

`python -m benchmarks.layouts` prints a table of processor time; sizes M and L are those of `benchmarks/pooled.py`.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.pooled import L, M, Pooled, Size
from graph.drawing import filters, places, tones
from graph.drawing.filters import Filter
from graph.drawing.picture import Picture
from graph.model import EGO
from graph.search import scene
from graph.search.communities import members
from views.standalone import STRENGTHS

SIZES = (Size("2,000", 2_000, 5_000, 21), Size("20,000", 20_000, 45_000, 21), M, Size("50,000", 50_000, 110_000, 40), L)
REPEATED = 5


def main() -> None:
    """Measures and prints the table."""
    print(
        "| network | people, ties | everybody, s | layout, s | communities, s | octets, s | MB | filter, ms "
        "| 2,000 around ego, ms | their layout, ms |"
    )
    print(f"|---{'|---:' * 9}|")
    for size in SIZES:
        _measure(size)


def _measure(size: Size) -> None:
    pooled = Pooled(size)
    network = pooled.network
    company = pooled.company[network.people.rank].astype(np.int64)
    shown = scene.everybody(network)
    lay_out = partial(places.everybody, company, shown.low, shown.high, pooled.ego)
    near = scene.around(network, [pooled.ego], 2)
    lay_out_near = partial(places.around, near.ring, company[near.people], near.degree)
    names = [f"Name Nr{number}" for number in range(len(shown.people))]
    companies = tuple(pooled.name(number) for number in range(int(company.max()) + 1))
    picture = Picture(network, shown, lay_out(), names, company, companies, {})
    octets = picture.sheet(STRENGTHS)
    assert tones.by_company(picture).legend
    asked = partial(filters.shown, picture, Filter(known_by=EGO, least=STRENGTHS[0]))
    print(f"| {size.name} | {len(shown.people):,}, {len(shown.low):,} | {taken(partial(scene.everybody, network)):.3f} "
          f"| {taken(lay_out):.2f} | {taken(partial(members, network)):.2f} "
          f"| {taken(partial(picture.sheet, STRENGTHS)):.3f} | {len(octets) / 1e6:.1f} | {taken(asked) * 1e3:.1f} "
          f"| {taken(partial(scene.around, network, [pooled.ego], 2)) * 1e3:.1f} "
          f"| {taken(lay_out_near) * 1e3:.1f} |")  # fmt: skip


def taken(work: Callable[[], object]) -> float:
    """Seconds of processor time, the median of some."""
    times = []
    for _ in range(REPEATED):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
