"""Which few people to ask, and for which targets: the part of a plan that is arithmetic.

Given the chance q[c, t] that asking contact c leads to target t, choose at most b asks. An ask goes to one contact and
names at most k targets; nobody is asked twice. What is chosen shall be worth most: the number of targets reached that
may be expected,

    value = sum over t of 1 - product over asks (c names t) of 1 - q[c, t]

for different contacts answer independently. What a further ask adds can only shrink when there are more before it
(submodularity), which gives a bound for every choice whatever: if the asks S were made already, no b asks would add
more than the b best of them, each taken alone (Minoux 1978; Leskovec et al. 2007, "Cost-effective outbreak detection"):

    best possible value <= value(S) + the b greatest gains on top of S, for any S

Where there are more asks than targets another bound is closer: if anybody might be named any number of times, each
target would be asked for by those who promise it most, as long as that adds most.

First whoever adds most is taken, again and again; then each ask is exchanged while that makes the choice better.
Where there is little to choose from, all that the bound leaves open is tried, so that nothing better exists.

>>> choose(np.array([[0.5, 0.5], [0.4, 0.0]]), asks=2, named=1)
Choice(asks=((0, (1,)), (1, (0,))), value=0.9, bound=0.9)
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEW = 20_000
"""Chances up to which everything that may be better is tried."""

TRIES, WORK = 400, 2_000_000
"""Pieces of choices that are looked at in that, and chances in them altogether: a tenth of a second. What is found by
then is kept."""

CONTENDERS = 400
"""Contacts who are compared: those with the greatest chance of anything. Nobody asks so many."""

SURELY = 1e-12
"""Smaller differences are rounding."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Asks = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Asks as row and columns of the table of chances, those that add most first; no choice is worth more than `bound`.

    Nothing better exists where `value` is the bound.
    """

    asks: tuple[tuple[int, tuple[int, ...]], ...]
    value: float
    bound: float


def choose(chances: FloatArray, asks: int, named: int, tries: int = TRIES) -> Choice:
    """The asks that reach most targets, one for each contact at most.

    Args:
        chances: of each target (column) by way of each contact (row), in [0, 1].
        asks: how many at most.
        named: targets that an ask names at most.
        tries: pieces of choices that are looked at where there is little to choose from.
    """
    named = min(named, chances.shape[1])
    if asks < 1 or named < 1 or not len(chances):
        return Choice((), 0.0, 0.0)
    rows, others = _contenders(chances, named)
    table, others = chances[rows], others[:asks]
    found, bound = _greedy(table, asks, named, others)
    found = _exchanged(table, found, asks, named)
    if table.size <= FEW and not len(others):
        bound = min(bound, _most_by_target(table, np.ones(table.shape[1]), asks, asks * named))
        found, is_best = _Trial(table, asks, named).best(found, tries)
        bound = min(bound, value_of(table, found)) if is_best else bound
    value = value_of(table, found)
    ordered = _ordered(table, found)
    return Choice(tuple((int(rows[row]), found[row]) for row in ordered), value, max(bound, value))


def choose_freely(chances: FloatArray, asks: int, named: int) -> Choice:
    """As `choose`, but everybody may be asked as often as one likes, each time for other targets.

    Each time what adds most is taken; the bound is left open.
    """
    found: list[tuple[int, tuple[int, ...]]] = []
    named = min(named, chances.shape[1])
    if asks < 1 or named < 1 or not len(chances):
        return Choice((), 0.0, 0.0)
    rows, _ = _contenders(chances, named)
    table, left = chances[rows], np.ones(chances.shape[1])
    for _ in range(asks):
        gains = table * left
        row = int(np.argmax(_worth(gains, named)))
        targets = _best(gains[row], named)
        if not targets:
            break
        left[list(targets)] *= 1.0 - table[row, list(targets)]
        table[row, list(targets)] = 0.0
        found.append((int(rows[row]), targets))
    return Choice(tuple(found), float((1.0 - left).sum()), np.inf)


def value_of(chances: FloatArray, asks: Asks) -> float:
    """How many targets some asks reach, as may be expected."""
    return float((1.0 - _left(chances, asks)).sum())


def _left(chances: FloatArray, asks: Asks) -> FloatArray:
    """The chance of each target not to be reached by any of these asks."""
    left = np.ones(chances.shape[1])
    for row, targets in asks.items():
        left[list(targets)] *= 1.0 - chances[row, list(targets)]
    return left


def _contenders(chances: FloatArray, named: int) -> tuple[IntArray, FloatArray]:
    """Who is compared, and what an ask of each other one is worth at most, both from the most on."""
    most = chances.max(axis=1) * named
    order = np.argsort(-most, kind="stable")
    return order[:CONTENDERS], most[order[CONTENDERS:]]


def _worth(gains: FloatArray, named: int) -> FloatArray:
    """What the best ask of each contact adds: the sum of their `named` greatest gains."""
    if named == 1:
        best: FloatArray = gains.max(axis=1)
        return best
    few = np.partition(gains, gains.shape[1] - named, axis=1)[:, gains.shape[1] - named :]
    worth: FloatArray = few.sum(axis=1)
    return worth


def _most_by_target(chances: FloatArray, left: FloatArray, asks: int, places: int) -> float:
    """What could be added if each target were asked for by those best for it, in so many `places` altogether."""
    best = -np.sort(-chances, axis=0)[:asks]
    missed = np.cumprod(np.vstack([left, 1.0 - best[:-1]]), axis=0)
    return float(np.sort((best * missed).reshape(-1))[::-1][:places].sum())


def _best(gains: FloatArray, named: int) -> tuple[int, ...]:
    """The targets that add most, best first."""
    order = np.argsort(-gains, kind="stable")[:named].tolist()
    return tuple(target for target in order if gains[target] > 0.0)


def _greedy(chances: FloatArray, asks: int, named: int, others: FloatArray) -> tuple[Asks, float]:
    """Whoever adds most, again and again, and the least of the bounds on the way.

    `others` are the greatest gains of contacts who are no contenders.
    """
    found: Asks = {}
    bound = np.inf
    for _ in range(asks + 1):
        left = _left(chances, found)
        gains = chances * left
        for row, targets in found.items():
            gains[row, list(targets)] = 0.0
        worth = _worth(gains, named)
        most = np.sort(np.concatenate([worth, others]))[-asks:].sum()
        bound = min(bound, float((1.0 - left).sum() + most))
        worth[list(found)] = 0.0
        row = int(np.argmax(worth))
        if len(found) == asks or worth[row] <= 0.0:
            break
        found[row] = _best(gains[row], named)
    return found, bound


def _exchanged(chances: FloatArray, found: Asks, asks: int, named: int) -> Asks:
    """Each ask in turn is made anew, to whom and for what is best beside the others, while that adds anything."""
    better = True
    while better:
        better = False
        for row in list(found):
            others = {other: targets for other, targets in found.items() if other != row}
            gains = chances * _left(chances, others)
            worth = _worth(gains, named)
            worth[list(others)] = 0.0
            best = int(np.argmax(worth))
            held = gains[row, list(found[row])].sum()
            if worth[best] > held + SURELY:
                found = {**others, best: _best(gains[best], named)}
                better = True
    return found


def _ordered(chances: FloatArray, asks: Asks) -> list[int]:
    """The contacts asked, whoever adds most on top of those before them first."""
    waiting, ordered = dict(asks), list[int]()
    left = np.ones(chances.shape[1])
    while waiting:
        row = max(waiting, key=lambda each: (float((chances[each] * left)[list(waiting[each])].sum()), -each))
        left[list(waiting[row])] *= 1.0 - chances[row, list(waiting.pop(row))]
        ordered.append(row)
    return ordered


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a choice: asks made so far, and which chances may still be taken up."""

    asks: Asks
    open: npt.NDArray[np.bool_]


class _Trial:
    """Tries what may be better than what was found: for the pair that promises most, with it first, then without."""

    def __init__(self, chances: FloatArray, asks: int, named: int) -> None:
        self._chances, self._asks, self._named = chances, asks, named

    def best(self, found: Asks, tries: int) -> tuple[Asks, bool]:
        """The best choice, or the best until patience ends, and whether all was tried."""
        value = value_of(self._chances, found)
        waiting = [_Piece({}, self._chances > 0.0)]
        for _ in range(min(tries, WORK // self._chances.size)):
            if not waiting:
                break
            piece = waiting.pop()
            so_far = value_of(self._chances, piece.asks)
            if so_far > value + SURELY:
                found, value = piece.asks, so_far
            most, pair = self._promise(piece)
            if pair and so_far + most > value + SURELY:
                waiting.extend(self._further(piece, *pair))
        return found, not waiting

    def _promise(self, piece: _Piece) -> tuple[float, tuple[int, int] | None]:
        """What could be added at most, and the pair of contact and target from which most is to be hoped."""
        left = _left(self._chances, piece.asks)
        is_open = np.where(piece.open, self._chances, 0.0)
        gains = is_open * left
        few = -np.sort(-gains, axis=1)[:, : self._named]
        worth = few.sum(axis=1)
        begun = list(piece.asks)
        rest = sum(float(few[row, : self._named - len(piece.asks[row])].sum()) for row in begun)
        worth[begun] = 0.0
        new = np.sort(worth)[::-1][: self._asks - len(begun)]
        row = next((each for each in begun if len(piece.asks[each]) < self._named and few[each, 0] > 0.0), None)
        if row is None and len(new) and new[0] > 0.0:
            row = int(np.argmax(worth))
        pair = None if row is None else (row, int(np.argmax(gains[row])))
        places = self._asks * self._named - sum(map(len, piece.asks.values()))
        return min(rest + float(new.sum()), _most_by_target(is_open, left, self._asks, places)), pair

    def _further(self, piece: _Piece, row: int, target: int) -> tuple[_Piece, _Piece]:
        is_open = piece.open.copy()
        is_open[row, target] = False
        with_it = {**piece.asks, row: (*piece.asks.get(row, ()), target)}
        return _Piece(piece.asks, is_open), _Piece(with_it, is_open)
