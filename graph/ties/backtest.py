"""How readily do the people of this archive keep writing? Learnt from the archive itself, without anybody's labels.

The archive is frozen 90 days before its end, the formula says how many pairs will both write after that, and the whole
scale is shifted until its mean is what really happened. One shift an archive: more of them measured no better.
"""

import math
from collections.abc import Iterable, Sequence

from graph.ties.strength import WRITING_HALF_LIFE_DAYS, writing_log_odds

AHEAD_DAYS = 90
"""What `chance_of_writing` looks ahead."""

PAIRS_TO_BELIEVE = 50.0
"""So many pairs must have been tested for half of the shift to be believed: a small mailbox proves little."""

_FEWEST_PAIRS = 20
_LARGEST_SHIFT = 3.0

Sent = tuple[int, bool]
"""A day (as an ordinal) and whether it went from the first of the two to the second."""


def shift_of(pairs: Iterable[Sequence[Sent]]) -> float | None:
    """The shift in log-odds for an archive, given what each two people wrote; None when it is too short or too small.

    Only pairs who wrote before the day of the freeze are tested; the archive must reach as far back again before it.
    """
    said = [sorted(pair) for pair in pairs if pair]
    if not said:
        return None
    first, last = min(pair[0][0] for pair in said), max(pair[-1][0] for pair in said)
    freeze = last - AHEAD_DAYS
    tested = [pair for pair in said if pair[0][0] <= freeze]
    if freeze - first < AHEAD_DAYS or len(tested) < _FEWEST_PAIRS:
        return None
    happened = sum(_both({outward for day, outward in pair if day > freeze}) for pair in tested)
    # Half a pair each way: that nobody wrote in one quarter does not make it impossible.
    share = (happened + 0.5) / (len(tested) + 1.0)
    log_odds = [_log_odds(pair, freeze) for pair in tested]
    return _solved(log_odds, share) * len(tested) / (len(tested) + PAIRS_TO_BELIEVE)


def _both(ways: set[bool]) -> bool:
    return len(ways) == 2


def _log_odds(pair: Sequence[Sent], day: int) -> float:
    ages = [((day - when) / WRITING_HALF_LIFE_DAYS, outward) for when, outward in pair if when <= day]
    out, back = (math.fsum(0.5**age for age, outward in ages if outward is way) for way in (True, False))
    return writing_log_odds(out, back)


def _solved(log_odds: Sequence[float], share: float) -> float:
    """The shift with which the mean of the chances is `share`."""
    low, high = -_LARGEST_SHIFT, _LARGEST_SHIFT
    for _ in range(40):
        middle = (low + high) / 2
        mean = math.fsum(1.0 / (1.0 + math.exp(-(each + middle))) for each in log_odds) / len(log_odds)
        low, high = (middle, high) if mean < share else (low, middle)
    return (low + high) / 2
