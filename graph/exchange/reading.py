"""Reading an export of everything back, as a source that `graph.copying` copies from.

The file may have been cut off, changed or made by somebody with bad intent: nothing is unpacked, every file in it is
held against its checksum, and what would swell beyond reason is refused.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from graph.errors import UserError
from graph.exchange import rows
from graph.exchange.everything import FORMAT, MANIFEST, VERSION
from graph.exchange.rows import Json
from graph.model import EGO, Decision, ImportRun, Organization, Person, PersonId, Target
from graph.records import RunId
from graph.store.kept import EGO_RUN, Note, PairEnds, PersonEntry, RecordEvidence, StoredRecord, StoreStatus

LONGEST_LINE = 64 << 20
"""Octets of one object; the longest real ones, of a pair with 100,000 mails, take a twentieth of it."""

MOST_SWELLING = 300
"""How many times its packed size a file may have; JSON lines of records have some 10 to 30 times."""

SMALL = 16 << 20
"""Files up to this size may swell as they like: many equal lines do."""

Value = TypeVar("Value")


class Everything:
    """An export of everything, opened for reading."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._archive = ZipFile(file)
            self._manifest = self._checked_manifest()
        except OSError as error:
            raise UserError(f"The file cannot be read: {error.strerror}.", "Check its name and permissions.") from error
        except _FAULTS as error:
            raise self._damaged() from error
        self._held: dict[RunId, ImportRun] | None = None
        self._upcoming: tuple[str, Iterator[PersonEntry]] | None = None

    def close(self) -> None:
        """Lets go of the file."""
        self._archive.close()

    def digest(self) -> str:
        """`graph.store.reader.GraphReader.digest` of the store that was exported."""
        return str(self._manifest["digest"])

    def stamp(self) -> str:
        """Tells this export from others."""
        return hashlib.sha256(json.dumps(self._manifest, sort_keys=True).encode()).hexdigest()[:16]

    def status(self) -> StoreStatus:
        """Counts, as the manifest tells them."""
        counts = self._manifest["counts"]
        return StoreStatus(
            str(self._file), int(self._manifest["revision"]), counts["people"], counts["organizations"],
            counts["records"], counts["ties"], counts["runs"], counts["targets"], self._file.stat().st_size,
        )  # fmt: skip

    def runs(self) -> tuple[ImportRun, ...]:
        """All imports, oldest first."""
        return tuple(run for run in self._all("runs.jsonl", rows.to_run) if run.id != EGO_RUN)

    def organizations(self) -> tuple[tuple[Organization, int], ...]:
        """Every company; nobody is counted."""
        return tuple((each, 0) for each in self._all("organizations.jsonl", rows.to_organization))

    def entries(self, after: str, limit: int) -> tuple[PersonEntry, ...]:
        """The next people; one after the other is fastest."""
        if self._upcoming is None or self._upcoming[0] != after:
            people = self._each("people.jsonl", rows.to_entry)
            self._upcoming = after, (each for each in people if each.person.id > after)
        held = tuple(islice(self._upcoming[1], limit))
        self._upcoming = (held[-1].person.id, self._upcoming[1]) if held else None
        return held

    def person(self, person: PersonId) -> Person | None:
        """The user; nobody else is asked for."""
        assert person == EGO
        return next((each.person for each in self._each("people.jsonl", rows.to_entry) if each.person.id == EGO), None)

    def targets(self) -> tuple[Target, ...]:
        """The target list."""
        return self._all("targets.jsonl", rows.to_target)

    def decisions(self) -> tuple[Decision, ...]:
        """What the user decided."""
        return self._all("decisions.jsonl", rows.to_decision)

    def notes(self) -> tuple[Note, ...]:
        """What the user keeps beside the people."""
        return self._all("notes.jsonl", rows.to_note)

    def shifts(self) -> Mapping[str, float]:
        """What archives taught."""
        return dict(self._all("archives.jsonl", lambda row: (str(row["scope"]), float(row["shift"]))))

    def suppressed(self) -> frozenset[str]:
        """Whom to keep out."""
        return frozenset(self._all("kept_out.jsonl", lambda row: str(row["mark"])))

    def records_of_run(self, run: RunId) -> tuple[StoredRecord, ...]:
        """All records of a run."""
        held = self._run(run)
        return self._all(f"runs/{held.number}/records.jsonl", lambda row: rows.to_record(row, held))

    def pairs_of_run(self, run: RunId) -> tuple[PairEnds, ...]:
        """The pairs that a run speaks of."""
        return self._all(f"runs/{self._run(run).number}/pairs.jsonl", rows.to_pair)

    def evidence_of_run(self, run: RunId) -> tuple[RecordEvidence, ...]:
        """All evidence that came from a run's records."""
        return self._all(f"runs/{self._run(run).number}/evidence.jsonl", rows.to_evidence)

    def _run(self, run: RunId) -> ImportRun:
        if self._held is None:
            self._held = {each.id: each for each in self._each("runs.jsonl", rows.to_run)}
        return self._held[run]

    def _all(self, name: str, make: Callable[[Json], Value]) -> tuple[Value, ...]:
        return tuple(self._each(name, make))

    def _each(self, name: str, make: Callable[[Json], Value]) -> Iterator[Value]:
        """What the lines of a file say; the last comes only when the checksum is right."""
        lines = self._lines(name)
        while True:
            try:
                line = next(lines, None)
                made = make(json.loads(line)) if line is not None else None
            except _FAULTS as error:
                raise self._damaged() from error
            if made is None:
                return
            yield made

    def _lines(self, name: str) -> Iterator[str]:
        told = self._manifest["files"][name]
        info = self._archive.getinfo(name)
        if info.file_size > max(SMALL, MOST_SWELLING * info.compress_size):
            raise BadZipFile
        seal = hashlib.sha256()
        with self._archive.open(info) as opened:
            while line := opened.readline(LONGEST_LINE):
                seal.update(line)
                yield line.decode("utf-8", "surrogatepass")
        if seal.hexdigest() != told["sha256"]:
            raise BadZipFile

    def _checked_manifest(self) -> dict[str, Any]:
        info = self._archive.getinfo(MANIFEST)
        if info.file_size > SMALL:
            raise BadZipFile
        held: dict[str, Any] = json.loads(self._archive.read(info))
        if held["format"] != FORMAT:
            raise BadZipFile
        if held["version"] > VERSION:
            raise UserError("This export was made by a newer version of Intrograph.", "Update Intrograph.")
        return held

    def _damaged(self) -> UserError:
        return UserError(
            "This file is no export of everything, or it is damaged.",
            "Name one that intrograph export or intrograph backup wrote. Contacts come in by: intrograph import FILE",
        )


_FAULTS = (
    BadZipFile, zlib.error, ValueError, KeyError, TypeError, AttributeError, EOFError, RecursionError,
    NotImplementedError, StopIteration,
)  # fmt: skip
"""What reading a file that is not what it should be may end in. `NotImplementedError` comes of a zip
that is packed in an unknown way."""
