"""Colours: which of a handful of tones everybody in a picture has, by company, by community or by strength.

A tone is a number; the page says how it looks in its light and its dark theme. The largest groups get a tone each, all
others none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.drawing.picture import Picture
from graph.search.communities import Labels

TONES = 10
"""Groups with a tone of their own: more cannot be told apart."""
NO_TONE = -1
"""The tone of everybody else."""

Tone = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """The tone of each person and of each disc, and what each tone stands for, with how many people have it."""

    people: Tone
    discs: Tone
    legend: tuple[tuple[str, int], ...]

    def packed(self) -> bytes:
        """As octets: people first, then discs."""
        return self.people.tobytes() + self.discs.tobytes()


def by_company(picture: Picture) -> Tones:
    """The companies with most people in the picture have a tone each."""
    tone = _largest(picture.company, len(picture.companies))
    people = np.append(tone, np.int8(NO_TONE))[picture.company]
    discs = tone[picture.places.company] if len(tone) else np.zeros(0, dtype=np.int8)
    names = {int(number): picture.companies[company] for company, number in enumerate(tone) if number >= 0}
    return Tones(people, discs, _legend(people, names))


def by_community(picture: Picture, membership: Labels, names: Sequence[str]) -> Tones:
    """The largest communities (by number, with the names of the first) have a tone each."""
    here = membership[picture.scene.people]
    people = np.where((here >= 0) & (here < TONES), here, NO_TONE).astype(np.int8)
    return Tones(people, _common(picture, people), _legend(people, dict(enumerate(names[:TONES]))))


def by_strength(picture: Picture, limits: Sequence[float], words: Sequence[str]) -> Tones:
    """Everybody by the strength of their strongest tie: the tone is the place of its word."""
    best = picture.scene.strongest
    people = np.where(best > 0, np.searchsorted(limits, best, side="right"), NO_TONE).astype(np.int8)
    discs = np.full(len(picture.places.discs), NO_TONE, dtype=np.int8)
    return Tones(people, discs, _legend(people, dict(enumerate(words))))


def of_some(tones: Tones, shown: Picture, kept: npt.NDArray[np.bool_]) -> Tones:
    """The same colours for a picture of some of the people alone, those `kept`."""
    people = tones.people[kept]
    plain = np.full(len(shown.places.discs), NO_TONE, dtype=np.int8)
    discs = _common(shown, people) if (tones.discs >= 0).any() else plain
    return Tones(people, discs, _legend(people, {tone: name for tone, (name, _) in enumerate(tones.legend)}))


def _largest(group: npt.NDArray[np.int64], count: int) -> Tone:
    """The tone of each of so many groups: by size, from two people on."""
    size = np.bincount(group[group >= 0], minlength=count)
    order = np.argsort(-size, kind="stable")[:TONES]
    tone = np.full(count, NO_TONE, dtype=np.int8)
    tone[order] = np.where(size[order] > 1, np.arange(len(order)), NO_TONE)
    return tone


def _common(picture: Picture, people: Tone) -> Tone:
    """The tone of each disc: that of more than half of its people, if there is one."""
    on = (picture.places.disc >= 0) & (people >= 0)
    key = picture.places.disc[on] * TONES + people[on]
    often = np.bincount(key, minlength=len(picture.places.discs) * TONES).reshape(-1, TONES)
    most = often.argmax(axis=1) if len(often) else np.zeros(0, dtype=np.int64)
    return np.where(often.max(axis=1, initial=0) * 2 > picture.places.count, most, NO_TONE).astype(np.int8)


def _legend(people: Tone, names: dict[int, str]) -> tuple[tuple[str, int], ...]:
    count = np.bincount(people[people >= 0], minlength=TONES)
    return tuple((names.get(tone, ""), int(count[tone])) for tone in range(max(names, default=-1) + 1))
