"""Who of a picture is shown: those who fit what is asked for, and how many are hidden by each part of it.

People keep their places whoever is hidden, so that one does not have to look for them again.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.drawing.picture import Picture
from graph.model import PersonId

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for: people whom `known_by` knows, at `company`, with a tie of at least `least` strength.

    Ties that nobody has seen count only with `inferred`.
    """

    known_by: PersonId | None = None
    company: str | None = None
    least: float = 0.0
    inferred: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Who and which ties are shown, and why people are hidden: each is counted for the first reason that hides them."""

    mask: Mask
    ties: Mask
    unknown: int
    elsewhere: int
    weaker: int

    def packed(self) -> bytes | None:
        """As octets, eight people in each, the first in the highest bit; None when everybody is shown."""
        return None if self.mask.all() else np.packbits(self.mask).tobytes()


def shown(picture: Picture, asked: Filter) -> Shown:
    """Applies a filter; who is in the middle of a picture is shown in any case."""
    scene = picture.scene
    counts = (scene.strength >= asked.least) & (scene.observed | asked.inferred)
    kept = np.ones(len(picture), dtype=bool)
    middle = scene.ring == 0 if scene.ring.any() else np.zeros(len(picture), dtype=bool)
    steps = []
    for wanted in (_known(picture, asked.known_by), _at(picture, asked.company), _tied(picture, asked, counts)):
        before = int(kept.sum())
        kept &= wanted | middle
        steps.append(before - int(kept.sum()))
    return Shown(kept, counts & kept[scene.low] & kept[scene.high], *steps)


def _known(picture: Picture, person: PersonId | None) -> Mask:
    everybody = np.ones(len(picture), dtype=bool)
    row = picture.row(person) if person else None
    if row is None:
        return everybody
    scene, known = picture.scene, ~everybody
    known[row] = True
    known[scene.high[scene.low == row]] = True
    known[scene.low[scene.high == row]] = True
    return known


def _at(picture: Picture, company: str | None) -> Mask:
    if company is None or company not in picture.companies:
        return np.ones(len(picture), dtype=bool)
    return np.asarray(picture.company == picture.companies.index(company))


def _tied(picture: Picture, asked: Filter, counts: Mask) -> Mask:
    if asked.least <= 0:
        return np.ones(len(picture), dtype=bool)
    tied = np.zeros(len(picture), dtype=bool)
    tied[picture.scene.low[counts]] = True
    tied[picture.scene.high[counts]] = True
    return tied
