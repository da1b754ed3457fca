"""Time and memory of reading files, against what others would use: `python -m benchmarks.importers`.

30,000 rows of a Connections.csv against `csv.DictReader` (which only splits cells: no names, dates or line numbers),
and 10,000 vCards with photos against vobject. Both read the same seeded file, in turns, in one process. Seconds are
those of the processor, so that a busy machine makes no difference; memory is what a reading holds at most beyond the
file itself, with every record kept. Prints a table in Markdown.
"""

import base64
import csv
import io
import os
import platform
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import vobject

from importers import identify
from importers.base import SourceFile

SEED = 11
ROWS = 30_000
CARDS = 10_000
PHOTO_BYTES = 850
"""Octets of a photo: 10,000 cards then take about 17 MB, as measured on real address books."""

REPEATS = 3
"""Readings of each kind; the table shows the median."""

GIVEN = "Ann Bo Cy Dee Eve Flo Gus Hal Ida Jon Kit Lou Max Ned Ora Pia Quin Ray Sue Zoë".split()
FAMILY = "Ash Birch Cole Dell Elm Fern Glen Heath Isle Jade Kern Lake Moor Nash Oak Pike Reed Müller".split()


@dataclass(frozen=True, slots=True)
class Race:
    """One kind of file, and another way to read it."""

    what: str
    file: SourceFile
    rival: str
    read_by_rival: Callable[[], int]

    def read(self) -> int:
        """Reads the file with its importer; the number of records and problems."""
        return sum(1 for _ in identify(self.file).extract(self.file))


def main() -> None:
    """Runs all readings and prints the table."""
    chance = random.Random(SEED)
    table = "\n".join(connections(chance)).encode()
    cards = "\r\n".join(vcards(chance)).encode()
    races = [
        Race(
            f"Connections.csv, {ROWS:,} rows, {len(table) / 1e6:.1f} MB",
            SourceFile.from_bytes("Connections.csv", table),
            "csv.DictReader",
            lambda: sum(1 for _ in csv.DictReader(io.StringIO(table.decode(), newline=""))),
        ),
        Race(
            f"contacts.vcf, {CARDS:,} cards, {len(cards) / 1e6:.1f} MB",
            SourceFile.from_bytes("contacts.vcf", cards),
            "vobject",
            lambda: sum(1 for _ in vobject.readComponents(cards.decode())),
        ),
    ]
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {date.today()}\n")
    print("| file | seconds | peak MB | rival | its seconds | times as fast |\n|---|---:|---:|---|---:|---:|")
    for race in races:
        ours, theirs = _in_turns(race)
        print(
            f"| {race.what} | {ours:.2f} | {_peak(race):.0f} | {race.rival} | {theirs:.2f} | {theirs / ours:.2f} |",
            flush=True,
        )


def connections(chance: random.Random) -> Iterator[str]:
    """The lines of a Connections.csv as LinkedIn writes it, with one member in fifty who left."""
    yield "Notes:"
    yield '"When exporting your connection data, you may notice that some of the email addresses are missing."'
    yield ""
    yield "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    for number in range(ROWS):
        day = f"{date(2012, 1, 1) + timedelta(days=chance.randrange(5000)):%d %b %Y}"
        if number % 50 == 0:
            yield f",,,,,,{day}"
            continue
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        email = f"{given}.{number}@example.com".casefold() if number % 30 == 0 else ""
        link = f"https://www.linkedin.com/in/{given}-{family}-{number:x}".casefold()
        yield f'{given},{family},{link},{email},"Company {chance.randrange(4000)}, Inc.",Senior Engineer,{day}'


def vcards(chance: random.Random) -> Iterator[str]:
    """The lines of a vCard file as Apple writes it, each card with a photo."""
    for number in range(CARDS):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        photo = base64.b64encode(chance.randbytes(PHOTO_BYTES)).decode()
        yield from (
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"N:{family};{given};;;",
            f"FN:{given} {family}",
            f"ORG:Company {chance.randrange(2000)}\\, Inc.;Sales",
            "TITLE:Senior Engineer",
            f"EMAIL;type=INTERNET;type=WORK;type=pref:{given}.{number}@example.com",
            f"item1.TEL;type=CELL:+1 555 {number:07d}",
            "item1.X-ABLabel:_$!<Mobile>!$_",
            f"URL:https://www.linkedin.com/in/{given}-{family}-{number:x}",
            "NOTE:Met at a fair\\; talked about many things that do not fit",
            "  on one line\\, and about tea",
            "CATEGORIES:Alumni",
            f"UID:{number:032x}",
            f"PHOTO;ENCODING=b;TYPE=JPEG:{photo[:46]}",
        )
        yield from (f" {photo[start : start + 74]}" for start in range(46, len(photo), 74))
        yield "END:VCARD"


def _in_turns(race: Race) -> tuple[float, float]:
    """Median seconds of our reading and of the rival's, one after the other."""
    pairs = [(_seconds(race.read), _seconds(race.read_by_rival)) for _ in range(REPEATS)]
    return statistics.median(ours for ours, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def _seconds(read: Callable[[], int]) -> float:
    start = time.process_time()
    read()
    return time.process_time() - start


def _peak(race: Race) -> float:
    """Megabytes that a reading holds at most, with all records kept."""
    tracemalloc.start()
    kept = list(identify(race.file).extract(race.file))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return most / 1e6


if __name__ == "__main__":
    main()
