"""Where people stand in a picture of a network: companies are discs of people, and discs never cover one another.

`ringed` puts the discs around whoever the picture is about, near people inside and farther ones outside. `packed`
draws companies that know each other together, for the whole network. Both give the same places for the same input;
no physics, so 3,000 people take a fraction of a second.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SPACING = 26.0
"""Distance between two people of one company, in pixels at full size."""
GAP = 34.0
"""Free space between two discs: room for a company's name."""
ROUNDS = 160
"""Steps in which discs are drawn together and pushed apart; more change nothing that the eye sees."""

WIDE = 1.25
"""How much wider than tall the whole network is drawn: about as a screen is."""

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Disc:
    """The ground of one company."""

    x: float
    y: float
    radius: float


def radius_of(count: int) -> float:
    """How large a disc for `count` people is."""
    return SPACING * (math.sqrt(count) * 0.62 + 0.35)


def within(disc: Disc, count: int) -> list[tuple[float, float]]:
    """Places for `count` people on a disc, from its middle outwards like the seeds of a sunflower.

    >>> within(Disc(5, 5, 20), 1)
    [(5.0, 5.0)]
    """
    turns = np.arange(count) * _GOLDEN_ANGLE
    away = SPACING * 0.62 * np.sqrt(np.arange(count))
    return list(zip((disc.x + away * np.cos(turns)).tolist(), (disc.y + away * np.sin(turns)).tolist(), strict=True))


def ringed(counts: Sequence[int], inner: float) -> list[Disc]:
    """Discs of these sizes in rings around the origin, in the given order, the first ring outside radius `inner`.

    >>> [round(math.hypot(disc.x, disc.y)) for disc in ringed([1, 1], inner=50)]
    [109, 109]
    """
    discs: list[Disc] = []
    waiting = [radius_of(count) for count in counts]
    while waiting:
        largest = max(waiting)
        away = inner + GAP + largest
        taken = _fitting(waiting, 2 * math.pi * away)
        discs += _around(waiting[:taken], away)
        inner = away + max(waiting[:taken])
        waiting = waiting[taken:]
    return discs


def packed(counts: Sequence[int], links: npt.NDArray[np.int64]) -> list[Disc]:
    """Discs of these sizes close together; `links` (m, 2) names pairs that know each other, once for each tie."""
    if not counts:
        return []
    radii = np.array([radius_of(count) for count in counts])
    centres = _spiral(radii)
    pairs, weights = _weighted(links, len(counts))
    for step in range(ROUNDS):
        pull = 0.08 * (1 - step / ROUNDS)
        centres = _drawn_together(centres, pairs, weights, pull)
        centres = _pushed_apart(centres, radii)
    for _ in range(ROUNDS // 2):
        centres = _pushed_apart(centres, radii)
    return [Disc(float(x), float(y), float(radius)) for (x, y), radius in zip(centres, radii, strict=True)]


def belt(discs: Sequence[Disc], count: int) -> list[tuple[float, float]]:
    """Places for `count` people around all discs, evenly spread."""
    across = max((abs(disc.x) + disc.radius for disc in discs), default=0.0) + GAP
    down = max((abs(disc.y) + disc.radius for disc in discs), default=0.0) + GAP
    spread = SPACING * 0.62 * np.sqrt(np.arange(count) + 1)
    turns = np.arange(count) * _GOLDEN_ANGLE
    x = np.hypot(across, spread) * np.cos(turns)
    y = np.hypot(down, spread) * np.sin(turns)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _fitting(radii: Sequence[float], circumference: float) -> int:
    """How many of the discs, from the first on, fit on a ring; at least one."""
    used = np.cumsum([2 * radius + GAP for radius in radii])
    return max(int(np.searchsorted(used, circumference, side="right")), 1)


def _around(radii: Sequence[float], away: float) -> list[Disc]:
    shares = np.array([2 * radius + GAP for radius in radii])
    ends = np.cumsum(shares / shares.sum() * 2 * math.pi)
    angles = ends - shares / shares.sum() * math.pi - math.pi / 2
    return [
        Disc(float(away * math.cos(angle)), float(away * math.sin(angle)), radius)
        for angle, radius in zip(angles, radii, strict=True)
    ]


def _spiral(radii: Points) -> Points:
    order = np.argsort(-radii, kind="stable")
    area = np.cumsum((radii[order] + GAP / 2) ** 2)
    turns = np.arange(len(radii)) * _GOLDEN_ANGLE
    centres = np.empty((len(radii), 2))
    centres[order] = np.stack([np.cos(turns), np.sin(turns)], axis=1) * np.sqrt(area - area[0])[:, None]
    return np.asarray(centres * np.array([WIDE**0.5, WIDE**-0.5]))


def _weighted(links: npt.NDArray[np.int64], count: int) -> tuple[npt.NDArray[np.int64], Points]:
    """Each pair of discs once, with a weight that grows with the logarithm of its ties."""
    between = np.sort(links[links[:, 0] != links[:, 1]], axis=1)
    keys, ties = np.unique(between[:, 0] * count + between[:, 1], return_counts=True)
    weights = np.log1p(ties.astype(np.float64))
    return np.stack([keys // count, keys % count], axis=1), weights / max(weights.max(initial=0), 1)


def _drawn_together(centres: Points, pairs: npt.NDArray[np.int64], weights: Points, pull: float) -> Points:
    step = (centres[pairs[:, 1]] - centres[pairs[:, 0]]) * weights[:, None] * pull
    moves = np.zeros_like(centres)
    np.add.at(moves, pairs[:, 0], step)
    np.add.at(moves, pairs[:, 1], -step)
    shared = np.bincount(pairs.ravel(), minlength=len(centres))[:, None] + 1
    towards_middle = np.array([0.996, 0.996 - 0.006 * WIDE])
    return np.asarray(centres * towards_middle + moves / shared)


def _pushed_apart(centres: Points, radii: Points) -> Points:
    offsets = centres[:, None] - centres[None]
    away = np.sqrt((offsets**2).sum(axis=2)) + 1e-9
    overlap = np.clip(radii[:, None] + radii[None] + GAP - away, 0, None)
    np.fill_diagonal(overlap, 0)
    return np.asarray(centres + (offsets / away[:, :, None] * overlap[:, :, None]).sum(axis=1) * 0.3)
