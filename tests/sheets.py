"""Reads a picture as the browser does, to see what it is told."""

import json
from typing import Any

import numpy as np


def read_sheet(data: bytes) -> dict[str, Any]:
    """Arrays and lists of texts by their names."""
    length = int.from_bytes(data[:4], "little")
    head = json.loads(data[4 : 4 + length])
    rest = data[4 + length :]
    assert (4 + length) % 8 == 0
    found: dict[str, Any] = {}
    for name, kind, count, offset in head["arrays"]:
        assert offset % 8 == 0
        found[name] = np.frombuffer(rest, f"<{kind}", count, offset)
    for name, offset, size in head["texts"]:
        text = rest[offset : offset + size].decode()
        found[name] = text.split("\n") if text else []
    return found
