"""Every hostile file goes the whole way through the command, and what must be true of all is looked at."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.command import Run
from tests.hostile.cases import Case, Outcome
from tests.hostile.watch import touched

TYPES = {"contact", "owner", "organization", "interaction", "relation", "group", "problem", "summary"}


def survives(case: Case, run: Run, folder: Path) -> None:
    """One file goes the whole way, with the outcome that the table tells."""
    path = _inbox(folder) / case.file
    path.write_bytes(case.data())
    status, found, problems = goes_through(run, path, folder)
    assert status == {Outcome.READ: 0, Outcome.REFUSED: 1}.get(case.outcome, status), (
        "read or refused, unlike the table"
    )
    assert set(case.people) <= found
    assert any(case.told in problem for problem in problems) or not case.told


def all_survive(files: Mapping[str, bytes], run: Run, folder: Path) -> set[str]:
    """Many files go the whole way together; the names of the people that are kept then."""
    inbox = _inbox(folder)
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    status, found, _ = goes_through(run, inbox, folder)
    assert status == 0
    return found


def goes_through(run: Run, path: Path, folder: Path) -> tuple[int, set[str], list[str]]:
    """Previews and imports a file or folder, then asks for everybody; the status, everybody's name and the problems.

    No fault rises, no answer but 0 or 1 with one sentence; JSON stays JSON and text stays text; nothing is written but
    in the data folder, nothing read but the files, nobody called; and the store is whole.
    """
    before = sorted(folder.rglob("inbox/**/*"))
    with touched() as seen:
        status, problems = _previewed(run, path)
        _imported(run, path)
        found = _asked(run)
    assert seen.written_outside(folder / "data") == []
    assert seen.read_outside(folder) == []
    assert seen.beyond == []
    assert {each.name for each in folder.iterdir()} <= {"data", "inbox"}
    assert sorted(folder.rglob("inbox/**/*")) == before
    _store_is_whole(folder / "data" / "intrograph.db")
    return status, found, problems


def _inbox(folder: Path) -> Path:
    inbox = folder / "inbox"
    inbox.mkdir()
    return inbox


def lines_of(text: str) -> Iterator[Any]:
    """The JSON objects of an answer: one a line, and nothing between them."""
    for line in text.removesuffix("\n").split("\n"):
        if line:
            found = json.loads(line)
            assert isinstance(found, dict)
            yield found


def is_text_for_a_terminal(text: str) -> None:
    """Nothing in it steers a terminal, and lines end where we end them."""
    assert all(sign.isprintable() for line in text.split("\n") for sign in line)


def is_one_sentence(text: str) -> None:
    """What happened and what to do, no traceback."""
    is_text_for_a_terminal(text)
    assert "Traceback" not in text
    assert text.strip()
    assert len(text.strip().splitlines()) <= 2


def _previewed(run: Run, path: Path) -> tuple[int, list[str]]:
    status, out, err = run("preview", str(path), "--json")
    if status:
        assert status == 1
        assert out == ""
        is_one_sentence(err)
        return status, []
    told = list(lines_of(out))
    assert {line["type"] for line in told} <= TYPES
    assert [line["type"] for line in told].count("summary") == 1
    return status, [line["message"] for line in told if line["type"] == "problem"]


def _imported(run: Run, path: Path) -> None:
    status, out, err = run("import", str(path), "--json")
    if status:
        assert status == 1
        is_one_sentence(err)
    else:
        (report,) = lines_of(out)
        assert set(report) >= {"run", "owner", "read", "problems"}


def _asked(run: Run) -> set[str]:
    """Asks for everybody as JSON and as text; their names."""
    status, out, _ = run("people", "--json")
    assert status == 0
    names = {one["name"] for one in lines_of(out)}
    for question in (("people",), ("runs",)):
        status, out, err = run(*question)
        assert status == 0
        is_text_for_a_terminal(out + err)
    return names


def _store_is_whole(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    connection.close()
