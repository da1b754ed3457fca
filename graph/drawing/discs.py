"""Where people stand in a picture of a network: companies are discs of people, and discs never cover one another.

`ringed` puts the discs around whoever the picture is about, near people inside and farther ones outside. `packed`
draws companies that know each other together, for the whole network. Both give the same places for the same input;
no physics, so 20,000 people take a fraction of a second.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SPACING = 16.0
"""Distance between two people of one company, in pixels at full size."""
GAP = 34.0
"""Free space between two discs: room for a company's name."""
ROUNDS = 100
"""Steps in which discs are drawn together and pushed apart; more change nothing that the eye sees."""
MOST_PACKED = 180
"""Discs that find their place by their ties, the largest; every other one stands in a spiral around them."""
CLOSE = 0.02
"""Share of its distance from the middle that a disc comes nearer to it in each step."""
WIDE = 1.3
"""How much wider than tall the whole network is drawn: about as a screen is."""

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Discs:
    """The grounds of companies."""

    x: Numbers
    y: Numbers
    radius: Numbers

    def __len__(self) -> int:
        return len(self.x)

    @property
    def reach(self) -> float:
        """How far the farthest edge is from the origin."""
        return float((np.hypot(self.x, self.y) + self.radius).max(initial=0))


def radius_of(count: npt.NDArray[np.integer]) -> Numbers:
    """How large discs for so many people are."""
    return np.asarray(SPACING * (np.sqrt(count) + 0.56))


def seeds(count: int) -> tuple[Numbers, Numbers]:
    """Places for so many people around the origin, from the middle outwards like the seeds of a sunflower.

    >>> [round(float(row[1])) for row in seeds(2)]
    [-12, 11]
    """
    turns, away = np.arange(count) * _GOLDEN_ANGLE, SPACING * np.sqrt(np.arange(count))
    return np.cos(turns) * away, np.sin(turns) * away


def ringed(radius: Numbers, inner: float) -> Discs:
    """Discs of these sizes in rings around the origin, in the given order, the first ring outside radius `inner`.

    >>> discs = ringed(np.array([25.0, 25.0]), inner=50)
    >>> np.hypot(discs.x, discs.y).round().tolist()
    [109.0, 109.0]
    """
    x, y, taken = np.empty(len(radius)), np.empty(len(radius)), 0
    while taken < len(radius):
        waiting = radius[taken:]
        away = inner + GAP + waiting.max()
        shares = 2 * waiting + GAP
        count = max(int(np.searchsorted(shares.cumsum(), 2 * math.pi * away, side="right")), 1)
        shares = shares[:count] / shares[:count].sum() * 2 * math.pi
        angle = shares.cumsum() - shares / 2 - math.pi / 2
        x[taken : taken + count], y[taken : taken + count] = np.cos(angle) * away, np.sin(angle) * away
        inner = away + waiting[:count].max()
        taken += count
    return Discs(x, y, radius)


def packed(radius: Numbers, one: Places, other: Places, weight: Numbers, room: float) -> Discs:
    """Discs close together around a free circle of radius `room`, those that know each other nearest.

    `one`, `other` and `weight` say which discs are drawn together, and how much. Discs are given largest first.
    """
    core = min(len(radius), MOST_PACKED)
    inside = (one < core) & (other < core)
    sizes = np.concatenate([[room], radius[:core]])
    x, y = _spiral(sizes)
    x, y = x * WIDE**0.5, y * WIDE**-0.5
    pairs = one[inside] + 1, other[inside] + 1, weight[inside] / max(weight[inside].max(initial=0), 1e-9)
    for turn in range(ROUNDS):
        x, y = _drawn_together(x, y, *pairs, pull=0.16 * (1 - turn / ROUNDS))
        x, y = _pushed_apart(x, y, sizes)
    for _ in range(3 * ROUNDS):
        at = x, y
        x, y = _pushed_apart(x, y, sizes)
        if np.abs(np.subtract(at, (x, y))).max() < 0.5:
            break
    if np.ptp(x) < np.ptp(y):  # a screen is wider than tall
        x, y = y, -x
    made = Discs(x[1:], y[1:], radius[:core])
    free = Discs(np.array([0.0]), np.array([0.0]), np.array([room]))
    while len(made) < len(radius):  # smaller ones in steps, each as close as its largest allows
        rest = radius[len(made) :]
        step = rest[rest > rest[0] * 0.6]
        at = _nearest_free(len(step), step[0] + GAP / 3, _joined(made, free))
        made = _joined(made, Discs(*at, step))
    return made


def belt(count: int, inside: Discs) -> tuple[Numbers, Numbers]:
    """Places for so many single people around all discs and between them, from the nearest to the farthest."""
    return _nearest_free(count, SPACING * 0.6, inside)


def _joined(one: Discs, other: Discs) -> Discs:
    return Discs(np.append(one.x, other.x), np.append(one.y, other.y), np.append(one.radius, other.radius))


def _nearest_free(count: int, radius: float, taken: Discs) -> tuple[Numbers, Numbers]:
    """Centres for so many discs of one size that keep clear of these and of each other, nearest to the middle first.

    They stand on a lattice as bees make it, of which every point is tried that no disc covers.
    """
    tall = radius * math.sqrt(3)
    area = (np.pi * (taken.radius + radius) ** 2).sum() + count * 2 * radius * tall
    reach = math.sqrt(area / np.pi) * 1.1 + 4 * radius
    while True:
        rows = np.arange(-math.ceil(reach / WIDE**0.5 / tall), math.ceil(reach / WIDE**0.5 / tall) + 1)
        columns = np.arange(-math.ceil(reach * WIDE**0.5 / radius / 2), math.ceil(reach * WIDE**0.5 / radius / 2) + 1)
        y = np.broadcast_to(rows[:, None] * tall, (len(rows), len(columns)))
        x = columns * 2 * radius + (rows % 2 * radius)[:, None]
        is_free = _uncovered(x, y, taken, radius)
        away = np.hypot(x * WIDE**-0.5, y * WIDE**0.5)
        is_free &= away <= reach
        if is_free.sum() >= count:
            nearest = np.argsort(away[is_free], kind="stable")[:count]
            return x[is_free][nearest], y[is_free][nearest]
        reach *= 1.25


def _uncovered(x: Numbers, y: Numbers, taken: Discs, radius: float) -> npt.NDArray[np.bool_]:
    """Which points of a lattice (rows of equal y) are at least so far from every disc; each looks at its own rows."""
    is_free = np.ones(x.shape, dtype=bool)
    rows, columns = y[:, 0], x[0]
    for at_x, at_y, size in zip(taken.x.tolist(), taken.y.tolist(), (taken.radius + radius).tolist(), strict=True):
        top, bottom = np.searchsorted(rows, (at_y - size, at_y + size))
        left, right = np.searchsorted(columns, (at_x - size - radius, at_x + size + radius))
        part = slice(top, bottom), slice(left, right)
        is_free[part] &= np.hypot(x[part] - at_x, y[part] - at_y) >= size
    return is_free


def _spiral(radius: Numbers) -> tuple[Numbers, Numbers]:
    """Centres from the origin outwards, each with as much room as it needs."""
    room = ((radius + GAP / 2) ** 2).cumsum()
    away = np.sqrt((room - room[:1]) * 1.15)
    turns = np.arange(len(radius)) * _GOLDEN_ANGLE
    return np.cos(turns) * away, np.sin(turns) * away


def _drawn_together(
    x: Numbers, y: Numbers, one: Places, other: Places, weight: Numbers, pull: float
) -> tuple[Numbers, Numbers]:
    """Centres moved towards those that they are tied to and towards the origin; the first stays there."""
    shared = np.bincount(np.concatenate([one, other]), minlength=len(x)) + 1
    moved = []
    for place, towards_middle in ((x, 1 - CLOSE), (y, 1 - CLOSE * WIDE)):
        step = (place[other] - place[one]) * weight * pull
        moves = np.bincount(one, step, minlength=len(x)) - np.bincount(other, step, minlength=len(x))
        moved.append(place * towards_middle + moves / shared)
        moved[-1][0] = 0.0
    return moved[0], moved[1]


def _pushed_apart(x: Numbers, y: Numbers, radius: Numbers) -> tuple[Numbers, Numbers]:
    """Centres moved out of one another's discs; the first stays."""
    across, down = x[:, None] - x, y[:, None] - y
    away = np.sqrt(across * across + down * down)
    np.fill_diagonal(away, np.inf)
    push = np.maximum((radius[:, None] + radius + GAP) / np.maximum(away, 1e-9) - 1, 0) * 0.45
    x, y = x + (across * push).sum(axis=1), y + (down * push).sum(axis=1)
    x[0] = y[0] = 0.0
    return x, y
