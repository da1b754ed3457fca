"""Time and memory of whole commands, each in a process of its own: `python -m benchmarks.commands`.

Paths on the demo network (median of 7), import of a Connections.csv with 30,000 rows, import of 10,000 vCards with
photos. Prints a table in Markdown; `benchmarks/RESULTS.md` keeps what it printed.
"""

import base64
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.demo.words import GIVEN_AND_FAMILY
from graph.text import fold_words

ROOT = Path(__file__).parent.parent
SEED = 11
ROWS = 30_000
CARDS = 10_000
PHOTO_BYTES = 1_050
"""Octets of a photo: 10,000 cards then take about 17 MB, as measured on real address books."""
REPEATS = 7
COMPANY = "Gannet Harbor Logistics"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
GIVEN = " ".join(given for given, _ in GIVEN_AND_FAMILY).split()
FAMILY = " ".join(family for _, family in GIVEN_AND_FAMILY).split()
"""Any given name with any family name: about as many namesakes as a real list of this length has."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A process: seconds from start to end, seconds of work (less than those on a busy machine), most memory held."""

    seconds: float
    work: float
    megabytes: float


def main() -> None:
    """Runs all measurements and prints the table."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            (f"`intrograph paths` on the demo, cold process, median of {REPEATS}", _paths(folder), "< 1 s"),
            (f"import of a Connections.csv with {ROWS:,} rows", _connections(folder), "< 5 s, < 400 MB"),
            (f"import of {CARDS:,} vCards ({_cards_size(folder):.1f} MB)", _cards(folder), "< 5 s"),
        ]
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {date.today()}\n")
    print("| what | seconds | of work | peak MB | target |\n|---|---:|---:|---:|---|")
    for what, one, target in rows:
        print(f"| {what} | {one.seconds:.2f} | {one.work:.2f} | {one.megabytes:.0f} | {target} |")


def _paths(folder: Path) -> Measured:
    store = str(folder / "demo.db")
    _run("demo", "--no-app", "--store", store)
    taken = [_run("paths", COMPANY, "--store", store) for _ in range(REPEATS)]
    return Measured(
        statistics.median(one.seconds for one in taken),
        statistics.median(one.work for one in taken),
        max(one.megabytes for one in taken),
    )


def _connections(folder: Path) -> Measured:
    path = folder / "Connections.csv"
    path.write_text("\n".join([HEADER, *_rows(random.Random(SEED))]), "utf-8")
    return _run("import", str(path), "--store", str(folder / "connections.db"))


def _cards(folder: Path) -> Measured:
    return _run("import", str(_written_cards(folder)), "--store", str(folder / "cards.db"))


def _cards_size(folder: Path) -> float:
    return _written_cards(folder).stat().st_size / 1e6


def _written_cards(folder: Path) -> Path:
    path = folder / "contacts.vcf"
    if not path.exists():
        path.write_text("".join(_vcards(random.Random(SEED))), "utf-8", newline="")
    return path


def _rows(rng: random.Random) -> Iterator[str]:
    for number in range(ROWS):
        given, family = rng.choice(GIVEN), rng.choice(FAMILY)
        day = date(2026, 1, 1) - timedelta(days=rng.randrange(4000))
        company = f"Company {rng.randrange(6000)}"
        stem = fold_words(f"{given} {family}").replace(" ", "-")
        email = f"{stem}.{number}@example.com" if rng.random() < 0.03 else ""
        profile = f"https://www.linkedin.com/in/{stem}-{number:x}"
        yield f'{given},{family},{profile},{email},"{company}, Inc.",Engineer,{day:%d %b %Y}'


def _vcards(rng: random.Random) -> Iterator[str]:
    for number in range(CARDS):
        given, family = rng.choice(GIVEN), rng.choice(FAMILY)
        photo = base64.b64encode(rng.randbytes(PHOTO_BYTES)).decode()
        folded = "\r\n ".join(photo[start : start + 74] for start in range(0, len(photo), 74))
        yield (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{given} {family}\r\n"
            f"ORG:Company {rng.randrange(3000)};\r\nTITLE:Engineer\r\n"
            f"EMAIL;type=INTERNET:contact.{number}@example.com\r\n"
            f"TEL;type=CELL:+1 {rng.randrange(201, 989)} 555 {number % 10000:04d}\r\n"
            f"PHOTO;ENCODING=b;TYPE=JPEG:\r\n {folded}\r\nUID:card-{number}\r\nEND:VCARD\r\n"
        )


def _run(*arguments: str) -> Measured:
    """Runs a command; `ru_maxrss` of one child can only be told by waiting for just that child."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, str(ROOT / "cli.py"), *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"intrograph {arguments[0]} failed")
    return Measured(seconds, used.ru_utime + used.ru_stime, _megabytes(used))


def _megabytes(used: resource.struct_rusage) -> float:
    """Linux tells kilobytes, macOS octets."""
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
