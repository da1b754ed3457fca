"""Does any file crash an importer, or keep it busy without end? Damaged samples, as many as time allows.

`python -m benchmarks.fuzz` takes every importer in turn for ten minutes, or for as many as `--minutes` says; `--only
vcard` takes one, `--corpus FOLDER` also damages the files in that folder, which are read where they are. Each case is
read as `intrograph preview` reads it, and one in ten is imported. That happens in a child process with 3 GB of memory
and ten seconds of work for a case. One that ends the child is made as small as can be and put into `tests/data/found`,
where `tests/test_hostile_found.py` reads it from then on. Only on systems that can fork.
"""

import argparse
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from zipfile import ZipFile, is_zipfile

import importers
from benchmarks.mutations import mutated, mutated_zip
from graph.errors import UserError
from importers.archive import sources_of_upload
from tests.hostile.carriers import CARRIERS
from tests.hostile.reading import reads_to_its_end

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "tests" / "data" / "found"
MINUTES = 10.0
MOST_MEMORY = 3 << 30
"""Octets that the child may map, the libraries among them."""
MOST_WORK = 10.0
"""Seconds of processor time for one case; nearly all take milliseconds."""
LARGEST_SAMPLE = 200_000
"""Octets of a sample that is damaged; larger ones make everything slower and show nothing more."""
IMPORTED = 10
"""One case in so many is imported too."""
TRIES_TO_SHRINK = 300
SEED = 9


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that an importer reads."""

    name: str
    data: bytes


class _Notes:
    """What a child leaves behind: the case it read last, how many there were, and how many were not refused."""

    def __init__(self, folder: Path) -> None:
        self._case, self._name = folder / "case", folder / "name"
        self._counts, self.trace = folder / "counts", folder / "trace"
        self.cases = self.taken = 0

    def begin(self, sample: Sample) -> None:
        """Written before the case is read, so that it is there when reading it ends the child."""
        self._case.write_bytes(sample.data)
        self._name.write_text(sample.name, "utf-8")
        self._counts.write_text(f"{self.cases} {self.taken}")

    def last(self) -> Sample:
        """The case that was read last; the counts are those of the child, too."""
        self.cases, self.taken = map(int, self._counts.read_text().split())
        return Sample(self._name.read_text("utf-8"), self._case.read_bytes())


def main() -> None:
    """Damages, reads, and prints a table."""
    asked = _parser().parse_args()
    samples = samples_by_importer(asked.corpus)
    print(f"| importer | samples | minutes | cases | of them read | found |\n|---|{'---:|' * 5}", flush=True)
    for name in asked.only or sorted(samples):
        with tempfile.TemporaryDirectory() as folder:
            told = _fuzz(name, samples[name], asked.minutes * 60, _Notes(Path(folder)), asked.seed)
        print(f"| {name} | {len(samples[name])} | {asked.minutes:g} | {told} |", flush=True)


def samples_by_importer(corpus: Path | None) -> Mapping[str, Sequence[Sample]]:
    """The files of the tests, and of a folder, by what reads them: LinkedIn's dozen tables are one, zips another."""
    small = (path for path in _files(corpus) if _size(path) <= LARGEST_SAMPLE)
    held = [Sample(path.name, path.read_bytes()) for path in small]
    held += [Sample(name, write("Bo Chen")) for name, write in CARRIERS.items()]
    found: dict[str, list[Sample]] = {}
    for sample in held:
        if family := _family(sample):
            found.setdefault(family, []).append(sample)
    return found


def _files(corpus: Path | None) -> Iterator[Path]:
    for folder in filter(None, (ROOT / "tests" / "data", corpus)):
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json")


def _size(path: Path) -> int:
    """How many octets are read in the end; a zip may unpack to a thousand times its own."""
    if not is_zipfile(path):
        return path.stat().st_size
    with ZipFile(path) as archive:
        return sum(each.file_size for each in archive.infolist())


def _family(sample: Sample) -> str:
    if sample.data.startswith(b"PK"):
        return "zip"
    try:
        (file,) = importers.read(sources_of_upload(sample.name, sample.data)).files
    except UserError:
        return ""
    return "linkedin" if (file.importer or "").startswith("linkedin") else file.importer or ""


def _fuzz(name: str, samples: Sequence[Sample], seconds: float, notes: _Notes, seed: int) -> str:
    """One importer for some time, with a new child after every case that ended one; the last cells of its row."""
    until = time.monotonic() + seconds
    cases = taken = number = 0
    ends: set[str] = set()
    while (left := until - time.monotonic()) > 0:
        number += 1
        chance = Random(f"{seed} {name} {number}")
        end = _end_of_child(partial(_read_many, samples, chance, left, notes), notes.trace)
        last = notes.last()
        cases, taken = cases + notes.cases, taken + notes.taken
        notes.cases = notes.taken = 0
        if end and end not in ends:
            ends.add(end)
            print(f"{name}: {end}", file=sys.stderr, flush=True)
            _keep(name, _smaller(last, end, notes.trace))
    return f"{cases:,} | {taken:,} | {len(ends)}"


def _read_many(samples: Sequence[Sample], chance: Random, seconds: float, notes: _Notes) -> None:
    """What the child does."""
    until = time.monotonic() + seconds
    octets = [sample.data for sample in samples]
    damaged = mutated_zip if octets[0].startswith(b"PK") else mutated
    while time.monotonic() < until:
        case = Sample(chance.choice(samples).name, damaged(octets, chance))
        notes.begin(case)
        signal.setitimer(signal.ITIMER_PROF, MOST_WORK)
        notes.taken += reads_to_its_end(case.name, case.data, imported=notes.cases % IMPORTED == 0)
        notes.cases += 1
    notes.begin(case)


def _end_of_child(work: Callable[[], None], trace: Path) -> str:
    """What ended a child: empty when it came to its end, else a signal or the last place of its traceback."""
    child = multiprocessing.get_context("fork").Process(target=_limited, args=(work, trace))
    child.start()
    child.join()
    status = child.exitcode or 0
    child.close()
    return signal.Signals(-status).name if status < 0 else _told(trace) if status else ""


def _limited(work: Callable[[], None], trace: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    os.dup2(os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), sys.stderr.fileno())
    work()


def _told(trace: Path) -> str:
    """Where in our code it happened, and what."""
    lines = trace.read_text("utf-8", "replace").splitlines()
    places = [line.strip().removeprefix(f'File "{ROOT}/') for line in lines if f'File "{ROOT}/' in line]
    return f"{places[-1] if places else 'outside our code'}: {lines[-1].partition(':')[0] if lines else 'no word'}"


def _smaller(sample: Sample, end: str, trace: Path) -> Sample:
    """The same end with as few octets as some hundred tries find: piece after piece is left out."""
    data, size, tries = sample.data, max(len(sample.data) // 2, 1), 0
    while size and tries < TRIES_TO_SHRINK:
        start = 0
        while start < len(data) and tries < TRIES_TO_SHRINK:
            tries += 1
            less = data[:start] + data[start + size :]
            if _end_of_child(partial(_read_one, Sample(sample.name, less)), trace) == end:
                data = less
            else:
                start += size
        size //= 2
    return Sample(sample.name, data)


def _read_one(sample: Sample) -> None:
    signal.setitimer(signal.ITIMER_PROF, MOST_WORK)
    reads_to_its_end(sample.name, sample.data, imported=True)


def _keep(importer: str, sample: Sample) -> None:
    FOUND.mkdir(exist_ok=True)
    digest = sha256(sample.data).hexdigest()[:8]
    (FOUND / f"{importer}_{digest}_{sample.name}").write_bytes(sample.data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="for each importer")
    parser.add_argument("--only", action="append", metavar="IMPORTER", help="one importer; may be given several times")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="more files to damage")
    parser.add_argument("--seed", type=int, default=SEED, help="other damages")
    return parser


if __name__ == "__main__":
    main()
