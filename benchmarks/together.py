"""The app and the command at once: nothing fails, nothing is lost, and nobody is told that the database is locked.

    python -m benchmarks.together [--seconds 600]

Three threads on one open store do what three tabs of the app do (find people, look at one, ask for ways in, coverage),
a fourth writes what the user clicks; two processes of the `intrograph` command import, take back, list and set targets.
Each writer numbers what it adds; in the end all of it must be there.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from graph import curate, demo, stating
from graph.errors import UserError
from graph.model import EGO
from graph.search import introductions
from graph.search.coverage import coverage
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore

TODAY = date(2026, 11, 23)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROOT = Path(__file__).parent.parent


@dataclass(slots=True)
class Run:
    """What happened: how often each thing was done, what went wrong, and which companies must be targets."""

    until: float
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    lost: frozenset[str] = frozenset()

    def repeat(self, name: str, work: Callable[[int], None]) -> None:
        """Does something again and again until the time is over."""
        number = 0
        while time.monotonic() < self.until:
            try:
                work(number)
                self.done[name] += 1
            except (AssertionError, UserError, OSError, RuntimeError, LookupError, ValueError) as error:
                self.faults.append(f"{name}: {type(error).__name__}: {error}")
            number += 1


def together(folder: Path, seconds: float) -> Run:
    """Lets them all work on one store for so long."""
    path = folder / "network.db"
    with closing(open_store(str(path))) as store:
        demo.fill(store)
        run = Run(time.monotonic() + seconds)
        threads = [
            *(threading.Thread(target=run.repeat, args=(f"tab {tab}", _tab(store))) for tab in range(3)),
            threading.Thread(target=run.repeat, args=("click", _clicks(store, run))),
            threading.Thread(target=run.repeat, args=("import", _imports(path, folder))),
            threading.Thread(target=run.repeat, args=("command", _commands(path, run))),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        run.lost = frozenset(run.wanted - {target.name for target in store.targets()})
        assert store.digest()
    return run


def _tab(store: GraphStore) -> Callable[[int], None]:
    def look(number: int) -> None:
        found = store.find_people("abcdefghijklm"[number % 13])
        with store.snapshot() as view:
            revision = view.revision()
            if found:
                view.ties_of(found[number % len(found)].id)
                view.records_of(found[number % len(found)].id)
            assert view.revision() == revision
        if number % 5 == 0:
            with store.snapshot() as view:
                network = project(view, TODAY)
                coverage(view, network)
                for target in view.targets()[:2]:
                    where = organization_called(view, target.name)
                    introductions.find(store, network, where, introductions.Question(limit=3))
        store.status()

    return look


def _clicks(store: GraphStore, run: Run) -> Callable[[int], None]:
    def click(number: int) -> None:
        at = datetime.now(UTC)
        curate.add_target(store, f"Clicked {number}", at=at)
        run.wanted.add(f"Clicked {number}")
        one = store.find_people("", limit=number % 50 + 1)[-1]
        stating.state_tie(store, EGO, one.id, number % 5 + 1, at=at)
        time.sleep(0.05)

    return click


def _imports(path: Path, folder: Path) -> Callable[[int], None]:
    def bring_in(number: int) -> None:
        file = folder / f"list {number}.csv"
        rows = [f"Ann{each},New{number},https://www.linkedin.com/in/n{number}-{each},,Acme,," for each in range(200)]
        file.write_text(HEADER + "\n".join(rows))
        _command(path, "import", str(file))
        held = _command(path, "people", f"New{number}", "--json")
        assert held.count("\n") == 200, f"{held.count(chr(10))} of 200 people"
        last = _command(path, "runs").splitlines()
        run = next(word for line in last if file.name in line for word in line.split() if word.startswith("r"))
        _command(path, "undo", run)
        assert _command(path, "people", f"New{number}", "--json") == ""

    return bring_in


def _commands(path: Path, run: Run) -> Callable[[int], None]:
    def ask(number: int) -> None:
        _command(path, "target", "add", f"Typed {number}")
        run.wanted.add(f"Typed {number}")
        _command(path, "paths", "Northquill Software", "--json")
        _command(path, "status", "--json")

    return ask


def _command(path: Path, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "cli.py"), "--store", str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, ""), f"{arguments[0]}: {done.stderr}"
    return done.stdout


def told(done: Mapping[str, int]) -> str:
    """How often each thing was done, in one line."""
    return ", ".join(f"{name} {times}" for name, times in sorted(done.items()))


def main() -> None:
    """Runs them and prints what happened."""
    parser = argparse.ArgumentParser(description="The app and the command at once.")
    parser.add_argument("--seconds", type=float, default=600.0)
    with tempfile.TemporaryDirectory() as folder:
        run = together(Path(folder), parser.parse_args().seconds)
    print(f"{told(run.done)}; faults: {len(run.faults)}; lost: {len(run.lost)} of {len(run.wanted)}")
    print("\n".join(run.faults[:20]))


if __name__ == "__main__":
    main()
