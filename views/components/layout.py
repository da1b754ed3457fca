"""Where people stand in the picture of introduction paths: one column for each step away from you.

Paths keep the rows of their rank, the warmest on top. A person on several paths stands at the mean of their rows,
moved as little as needed to keep clear of the others in the column.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import PersonId

ROW = 76.0
"""Distance between two rows, in pixels: a card of 56 and air."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a picture: `x` counts columns, `y` is in pixels."""

    x: float
    y: float


def layered(paths: Sequence[Sequence[PersonId]]) -> dict[PersonId, Place]:
    """Places for everybody on the paths, which all start at the same person and are given warmest first.

    The last person of each path stands in the last column, so that the people at the target are one under the other.

    >>> places = layered([["me", "ann", "raj"], ["me", "raj"], ["me", "bo", "cy"]])
    >>> {who: (place.x, place.y) for who, place in places.items()}
    {'me': (0, 0.0), 'ann': (1, -76.0), 'bo': (1, 76.0), 'raj': (2, -38.0), 'cy': (2, 76.0)}
    """
    rows: dict[PersonId, list[int]] = defaultdict(list)
    for row, path in enumerate(paths):
        for person in path:
            rows[person].append(row)
    columns = _columns(paths)
    placed: dict[PersonId, Place] = {}
    for column in sorted(set(columns.values())):
        here = [person for person in rows if columns[person] == column]
        wanted = sorted((sum(rows[person]) / len(rows[person]), person) for person in here)
        for person, level in _kept_clear(wanted):
            placed[person] = Place(column, (level - (len(paths) - 1) / 2) * ROW)
    return placed


def height_of(places: dict[PersonId, Place]) -> float:
    """How far the highest and the lowest place are apart, in pixels."""
    heights = [place.y for place in places.values()]
    return max(heights) - min(heights) if heights else 0.0


def _columns(paths: Sequence[Sequence[PersonId]]) -> dict[PersonId, int]:
    """How many steps away each person stands: as an introducer as far as on any path, so that ties lead onwards."""
    last = max((len(path) - 1 for path in paths), default=0)
    columns: dict[PersonId, int] = {}
    for path in paths:
        for column, person in enumerate(path[:-1]):
            columns[person] = max(columns.get(person, 0), column)
    for path in paths:
        columns.setdefault(path[-1], last)
    return columns


def _kept_clear(wanted: list[tuple[float, PersonId]]) -> list[tuple[PersonId, float]]:
    """Rows in the wanted order, at least one apart."""
    rows: list[float] = []
    for row, _ in wanted:
        rows.append(max(row, rows[-1] + 1) if rows else row)
    return [(person, row) for (_, person), row in zip(wanted, rows, strict=True)]
