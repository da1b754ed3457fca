"""Rows of evidence as arrays."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from graph.model import PersonId
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, EvidenceColumns

_EPOCH = date(1970, 1, 1).toordinal()


class Days(dict[str | None, int]):
    """Days as numbers, each worked out once: there are many rows and few days."""

    def __missing__(self, text: str | None) -> int:
        self[text] = number = date.fromisoformat(text).toordinal() - _EPOCH if text else NO_DAY
        return number


def columns_from(
    stamp: str, rows: Sequence[Sequence[Any]], people: Iterable[PersonId] | None = None
) -> EvidenceColumns:
    """Arrays from rows of low and high end, outward, kind, last day, sent, received, together, stated, what is left of
    what went there and back, and shift; `people` are those who are an end, unless more are named."""
    import numpy as np  # most commands need no arrays

    columns = list(zip(*rows, strict=True)) or [()] * 12
    everybody = tuple(sorted({*columns[0], *columns[1]} if people is None else people))
    place = {person: number for number, person in enumerate(everybody)}
    low, high = (np.array([place[each] for each in column], dtype=np.int32) for column in columns[:2])
    outward = np.array(columns[2], dtype=bool)
    kinds, days = {kind.value: number for number, kind in enumerate(EVIDENCE_KINDS)}, Days()
    sent, received, together = (np.array(column, dtype=np.int32) for column in columns[5:8])
    stated, sent_fresh, received_fresh, shift = (
        np.array([each or 0.0 for each in column], dtype=np.float64) for column in columns[8:]
    )
    return EvidenceColumns(
        stamp, everybody, np.where(outward, low, high), np.where(outward, high, low),
        np.array([kinds[each] for each in columns[3]], dtype=np.uint8),
        np.array([days[each] for each in columns[4]], dtype=np.int32),
        sent, received, together, stated, sent_fresh, received_fresh, shift,
    )  # fmt: skip
