"""The app and the command work on one store at once (`benchmarks.together` lets them for ten minutes)."""

from pathlib import Path

from benchmarks.together import together

SECONDS = 10.0


def test_app_and_command_write_and_read_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    run = together(tmp_path, SECONDS)
    assert run.faults == []
    assert run.lost == frozenset()
    assert {"tab 0", "click", "command"} <= {name for name, times in run.done.items() if times}
    assert len(run.wanted) >= 2
