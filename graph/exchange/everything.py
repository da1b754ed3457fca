"""Everything a store holds in one file: a zip of JSON lines, which any program can read and `graph.exchange.reading`
puts back."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.exchange import rows
from graph.exchange.rows import Json
from graph.model import EGO, ImportCounts, ImportRun
from graph.store.kept import EGO_RUN
from graph.store.reader import GraphReader

FORMAT = "intrograph-export"
VERSION = 1
"""To be raised when an older Intrograph could not read the file any more; newer ones read all older ones."""

MANIFEST = "manifest.json"
PEOPLE_AT_ONCE = 5_000

_README = """This is everything that Intrograph kept for somebody, exported on {day}.
Put it back with: intrograph restore FILE

{manifest}      what this is, how much of everything there is, and a SHA-256 of each other file
runs.jsonl         the imports; the one with the number 0 is your own card
runs/N/            what came with import N: records.jsonl (what the files say), pairs.jsonl (of whom records about two
                   people speak), evidence.jsonl (what of it speaks for ties)
people.jsonl       the people that were concluded from the records, organizations.jsonl where they work
targets.jsonl, decisions.jsonl, notes.jsonl   what you want, decided and wrote
archives.jsonl     what your mail taught about how people answer
kept_out.jsonl     marks by which people whom you asked to forget are kept out; no names

Each line is one JSON object in UTF-8. The file is as private as your address book, and not encrypted.
"""


class _Writer:
    """The files of the zip, one after the other, with their checksums."""

    def __init__(self, archive: ZipFile, at: datetime) -> None:
        self._archive = archive
        self._at = at.timetuple()[:6]
        self.files: dict[str, Json] = {}

    def lines(self, name: str, objects: Iterable[Json]) -> None:
        seal, count = hashlib.sha256(), 0
        with self._archive.open(self._info(name), "w", force_zip64=True) as opened:
            for each in objects:
                line = json.dumps(each, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
                seal.update(line)
                opened.write(line)
                count += 1
        self.files[name] = {"lines": count, "sha256": seal.hexdigest()}

    def text(self, name: str, text: str) -> None:
        self._archive.writestr(self._info(name), text)

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, self._at)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info


def write_everything(view: GraphReader, to: BinaryIO, at: datetime) -> None:
    """Writes the zip.

    Args:
        view: the store, which must not change meanwhile (`graph.store.base.GraphStore.snapshot`).
        to: where the file goes.
        at: now.
    """
    held = view.status()
    counts = {name: getattr(held, name) for name in ("people", "organizations", "records", "ties", "runs", "targets")}
    with ZipFile(to, "w") as archive:
        writer = _Writer(archive, at)
        writer.text("README.txt", _README.format(day=at.date().isoformat(), manifest=MANIFEST))
        _write_all(writer, view)
        manifest = {
            "format": FORMAT, "version": VERSION, "at": at.isoformat(), "revision": held.revision,
            "digest": view.digest(), "counts": counts, "files": writer.files,
        }  # fmt: skip
        writer.text(MANIFEST, json.dumps(manifest, indent=1))


def _write_all(writer: _Writer, view: GraphReader) -> None:
    ego = view.person(EGO)
    name = ego.name if ego else ""
    own = ImportRun(EGO_RUN, 0, EGO, name, (), datetime.min.replace(tzinfo=UTC), ImportCounts())
    runs = [own, *view.runs()]
    writer.lines("runs.jsonl", map(rows.from_run, runs))
    writer.lines("organizations.jsonl", (rows.from_organization(each) for each, _ in view.organizations()))
    writer.lines("people.jsonl", _people(view))
    writer.lines("targets.jsonl", map(rows.from_target, view.targets()))
    writer.lines("decisions.jsonl", map(rows.from_decision, view.decisions()))
    writer.lines("notes.jsonl", map(rows.from_note, view.notes()))
    writer.lines("archives.jsonl", ({"scope": scope, "shift": shift} for scope, shift in view.shifts().items()))
    writer.lines("kept_out.jsonl", ({"mark": mark} for mark in sorted(view.suppressed())))
    for run in runs:
        writer.lines(f"runs/{run.number}/records.jsonl", map(rows.from_record, view.records_of_run(run.id)))
        writer.lines(f"runs/{run.number}/pairs.jsonl", map(rows.from_pair, view.pairs_of_run(run.id)))
        writer.lines(f"runs/{run.number}/evidence.jsonl", map(rows.from_evidence, view.evidence_of_run(run.id)))


def _people(view: GraphReader) -> Iterable[Json]:
    last = ""
    while held := view.entries(last, PEOPLE_AT_ONCE):
        yield from map(rows.from_entry, held)
        last = held[-1].person.id
