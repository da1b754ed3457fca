"""One million rows in one file: are they read to the end, and in how much memory?

`python -m benchmarks.million` makes a Connections.csv of a million rows and previews it in a process of its own that
may map no more than `MOST_MEMORY`; with a number behind it, so many rows. Prints a table in Markdown.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import importers
from importers.archive import open_sources

ROWS = 1_000_000
MOST_MEMORY = 6 << 30
"""Octets that the process may map; the file has 80 MB, and its lines are held as text."""
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def main() -> None:
    """Writes, reads and prints."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Connections.csv"
        write(path, rows)
        size = path.stat().st_size / 1e6
        print("| rows | MB | seconds of work | peak MB | records |\n|---:|---:|---:|---:|---:|", flush=True)
        child = multiprocessing.get_context("fork").Process(target=_read, args=(path, rows, size))
        child.start()
        child.join()
    sys.exit(child.exitcode)


def write(path: Path, rows: int) -> None:
    """A list of connections in which nobody is somebody else."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(rows):
            link = f"https://www.linkedin.com/in/p{number}"
            file.write(f"Ann{number},Lee,{link},,Firm {number % 9973},Engineer,13 Mar 2019\n")


def _read(path: Path, rows: int, size: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    start = time.process_time()
    with open_sources([path]) as sources:
        found = sum(1 for _ in importers.read(sources).records())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"| {rows:,} | {size:.0f} | {time.process_time() - start:.1f} | {peak:,.0f} | {found:,} |", flush=True)


if __name__ == "__main__":
    main()
