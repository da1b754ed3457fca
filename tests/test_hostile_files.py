"""Files made to harm go the whole way through the command: nothing breaks, nothing gets out, and the good stays."""

from pathlib import Path

import pytest

from tests.command import Run
from tests.hostile import archives, cards, mails, tables
from tests.hostile.cases import Case
from tests.hostile.checks import survives

CASES: tuple[Case, ...] = (*tables.CASES, *archives.CASES, *cards.CASES, *mails.CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_file_is_read_or_refused_and_does_no_harm(case: Case, run: Run, tmp_path: Path) -> None:
    survives(case, run, tmp_path)


def test_there_are_at_least_three_hundred_files_and_no_two_are_the_same() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 300
