"""Work grows with the length of a file, not with its square: eight times the file, and at most three times that.

Seconds are those of the processor, and what takes less than a moment is not told apart; a pattern that looks at a text
again from each of its letters takes sixty times as long for eight times the text.
"""

import time
import tracemalloc
from pathlib import Path

import pytest

import importers
from benchmarks.million import write
from importers.archive import open_sources
from tests.hostile.growth import SHAPES
from tests.hostile.reading import reads_to_its_end

SHORT, LONG = 4_000, 32_000
MOST = 3 * LONG / SHORT
MOMENT = 0.05
ROWS = 20_000
MOST_MEMORY = 120e6
"""Octets for 20,000 rows with all their lines; each takes about two thousand."""


def work(name: str, times: int) -> float:
    file = SHAPES[name](times)
    start = time.process_time()
    reads_to_its_end(*file, imported=True)
    return time.process_time() - start


@pytest.mark.parametrize("name", SHAPES)
def test_eight_times_the_text_is_not_sixty_times_the_work(name: str) -> None:
    reads_to_its_end("Connections.csv", b"", imported=True)
    assert work(name, LONG) < MOST * max(work(name, SHORT), MOMENT)


def test_twenty_thousand_rows_are_read_in_little_memory(tmp_path: Path) -> None:
    write(tmp_path / "Connections.csv", ROWS)
    tracemalloc.start()
    with open_sources([tmp_path / "Connections.csv"]) as sources:
        found = sum(1 for _ in importers.read(sources).records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ROWS
    assert peak < MOST_MEMORY
