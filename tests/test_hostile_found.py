"""Files that `python -m benchmarks.fuzz` found to break an importer are read to their end now."""

from pathlib import Path

import pytest

from tests.hostile.carriers import CARRIERS
from tests.hostile.reading import reads_to_its_end

FOUND = Path(__file__).parent / "data" / "found"


@pytest.mark.parametrize("path", sorted(FOUND.glob("*")) if FOUND.exists() else [], ids=lambda path: path.name)
def test_a_file_that_was_found_by_fuzzing_breaks_nothing_any_more(path: Path) -> None:
    reads_to_its_end(path.name.split("_", 2)[-1], path.read_bytes(), imported=True)


@pytest.mark.parametrize("kind", CARRIERS)
def test_the_samples_that_are_damaged_are_good_before(kind: str) -> None:
    assert reads_to_its_end(kind, CARRIERS[kind]("Bo Chen"), imported=True)
