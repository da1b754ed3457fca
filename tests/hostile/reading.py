"""Reads a file as preview and import do, so that any fault of ours rises."""

import json
from datetime import UTC, datetime

import importers
from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.owners import Owner
from graph.store import open_store
from graph.wire import Summary
from importers.archive import sources_of_upload

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def reads_to_its_end(name: str, data: bytes, *, imported: bool = False) -> bool:
    """Reads every record and writes it as JSON; False when the file is refused with a sentence."""
    try:
        reading = importers.read(sources_of_upload(name, data))
        summary = Summary(reading.files, "US", {})
        for item in reading.records():
            json.dumps(summary.line(item), ensure_ascii=False).encode()
        if imported:
            store = open_store(":memory:")
            ingest(store, reading.files, reading.records(), owner=Owner(), options=IngestOptions(NOW, "US"))
            store.close()
    except UserError:
        return False
    return True
