"""Hostile shapes of text are read in little time and many rows in little memory.

How the time grows with the length is measured by `python -m benchmarks.growth`; here the system only ends what takes
far too long.
"""

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

import importers
from benchmarks.million import write
from importers.archive import open_sources
from tests.hostile.growth import SHAPES

pytest.importorskip("resource", reason="limits of the processor's time are POSIX's")
limited = pytest.importorskip("tests.hostile.limited")

ROOT = Path(__file__).resolve().parent.parent
ROWS = 20_000
MOST_MEMORY = 120e6
"""Octets for 20,000 rows with all their lines; each takes about two thousand."""


@pytest.mark.parametrize("group", sorted({limited.group_of(name) for name in SHAPES}))
def test_every_hostile_shape_of_text_is_read_before_the_system_ends_it(group: str) -> None:
    command = [sys.executable, "-m", "tests.hostile.limited", group]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr[-2000:])
    assert done.stdout


def test_twenty_thousand_rows_are_read_in_little_memory(tmp_path: Path) -> None:
    write(tmp_path / "Connections.csv", ROWS)
    tracemalloc.start()
    with open_sources([tmp_path / "Connections.csv"]) as sources:
        found = sum(1 for _ in importers.read(sources).records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ROWS
    assert peak < MOST_MEMORY
