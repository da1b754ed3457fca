"""A network in a file beside its store, mapped into memory instead of being made again.

The file holds the arrays as they are used, one after the other, behind a head that says where each stands, what state
of the store and which day they are of, and a checksum of the head and of the rest. Whatever does not fit, is not of
this state and day, or is damaged counts as not there; the arrays are then made from the store as if no file were.

Adding up 250 MB takes longer than answering a question from them, so it is done once: a second file, the seal, says of
which size, time and place on the disk the file was when the sum was right. Any later change moves its time.
"""

import json
import mmap
import os
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.search.network import Network, People, Rows, Staff

FORMAT = 2
"""To be raised when the same store and day give other arrays than before, or when they stand otherwise in the file."""

_MAGIC = b"INTROGRF"
_ALIGNED = 64
"""Arrays begin at multiples of a processor's cache line."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system tells a later change by its time for sure."""

_SEAL_ENDING = ".seal"


def load(file: Path, state: str, today: date) -> Network | None:
    """The network of this state of the store and day, mapped from a file; None when there is none that can be trusted.

    Args:
        file: where `save` put it.
        state: what `graph.store.reader.GraphReader.network_stamp` says.
        today: the day of the strengths.
    """
    try:
        with file.open("rb") as opened:
            mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            head, body = _head_of(mapped)
            if [head["format"], head["state"], head["today"]] != [FORMAT, state, today.isoformat()]:
                return None
            status = os.fstat(opened.fileno())
        if len(mapped) != body + head["size"] or not _is_sound(file, status, memoryview(mapped)[body:], head["sum"]):
            return None
        arrays = {
            name: np.frombuffer(mapped, dtype, count, body + offset) for name, dtype, count, offset in head["arrays"]
        }
        return _network(state, today, arrays)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(file: Path, network: Network) -> None:
    """Keeps a network without inferred ties; where that cannot be done nothing is kept, which costs only time."""
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays(network).items()}
    table, size = [], 0
    for name, array in arrays.items():
        table.append([name, array.dtype.str, len(array), size])
        size += -(-array.nbytes // _ALIGNED) * _ALIGNED
    parts = [bytes(array.data.cast("B")) if not len(array) else array.data.cast("B") for array in arrays.values()]
    head: dict[str, Any] = {
        "format": FORMAT, "state": network.stamp, "today": network.today.isoformat(),
        "arrays": table, "size": size, "sum": 0,
    }  # fmt: skip
    with suppress(OSError):
        file.with_name(file.name + _SEAL_ENDING).unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
        try:
            with os.fdopen(handle, "wb") as opened:
                for part in parts:
                    head["sum"] = zlib.crc32(bytes(-len(part) % _ALIGNED), zlib.crc32(part, head["sum"]))
                opened.write(_written(head))
                for part in parts:
                    opened.write(part)
                    opened.write(bytes(-len(part) % _ALIGNED))
            os.replace(name, file)
        except BaseException:
            os.unlink(name)
            raise


def _written(head: Mapping[str, Any]) -> bytes:
    text = json.dumps(head).encode()
    text += b" " * (-(len(_MAGIC) + 8 + len(text)) % _ALIGNED)
    return _MAGIC + len(text).to_bytes(4, "little") + zlib.crc32(text).to_bytes(4, "little") + text


def _head_of(mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What the head says, and where the rest begins.

    Raises:
        ValueError: when this is no such file, or its head is damaged.
    """
    start = len(_MAGIC) + 8
    end = start + int.from_bytes(mapped[start - 8 : start - 4], "little")
    text = mapped[start:end]
    if mapped[: len(_MAGIC)] != _MAGIC or zlib.crc32(text).to_bytes(4, "little") != mapped[start - 4 : start]:
        raise ValueError("not a network")
    head = json.loads(text)
    if not isinstance(head, dict):
        raise TypeError("not a network")
    return head, end


def _is_sound(file: Path, status: os.stat_result, body: memoryview, expected: int) -> bool:
    """Whether the sum is right, or was when the file was last changed."""
    seal = file.with_name(file.name + _SEAL_ENDING)
    described = [status.st_size, status.st_mtime_ns, status.st_ino, expected]
    with suppress(OSError, ValueError):
        if json.loads(seal.read_bytes()) == described:
            return True
    if zlib.crc32(body) != expected:
        return False
    if time.time_ns() - status.st_mtime_ns > _SETTLED:
        with suppress(OSError), os.fdopen(os.open(seal, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as opened:
            opened.write(json.dumps(described).encode())
    return True


def _arrays(network: Network) -> dict[str, npt.NDArray[Any]]:
    people, rows, staff = network.people, network.before, network.staff
    return {
        "ids": people.ids, "rank": people.rank, "by_rank": people.by_rank,
        "indptr": rows.indptr, "indices": rows.indices, "cost": rows.cost,
        "organizations": staff.organizations, "staff_indptr": staff.indptr, "staff": staff.people,
    }  # fmt: skip


def _network(stamp: str, today: date, arrays: Mapping[str, npt.NDArray[Any]]) -> Network:
    people = People(arrays["ids"], arrays["rank"], arrays["by_rank"])
    rows = Rows(arrays["indptr"], arrays["indices"], arrays["cost"])
    staff = Staff(arrays["organizations"], arrays["staff_indptr"], arrays["staff"])
    return Network(stamp, today, people, rows, rows, staff)
