"""What came of asks -> how likely the next one is answered with yes.

How readily people help is a rate by kind of tie: strong, familiar, linked only. Nobody has measured these rates well
(`graph.ties.strength`), so they start from a prior and move with the user's own outcomes, as a Beta distribution does:

    rate ~ Beta(w p, w (1 - p))        after y times yes and n times no:  Beta(w p + y, w (1 - p) + n)

with p the prior rate of the kind and w the answers that it weighs. The mean of that is the chance, its tenth and
ninetieth percentile the 80 % range. A tie whose strength is not exactly the rate of its kind moves with its kind: its
odds are multiplied by as much as the odds of the kind were. So without any outcome every strength stays what it is.

What somebody said themselves tells more about them than about their kind: each such answer moves their own chance, from
that of their kind, as much as `OWN_WEIGHT` answers do.

How a search uses it: a plan asks `Rates.willing` for the chance of each contact's yes (`graph.outreach.planning`); what
others do for others nobody has asked, and stays as it was. A page shows `Rates.of_tie` beside a tie of ego's.
A correction by the user ("we hardly know each other") is evidence about one tie and changes its strength itself.

>>> rates = learnt([Outcome(Kind.LINKED, False)] * 8)
>>> round(rates.of(Kind.LINKED).chance, 3), rates.of(Kind.STRONG).chance
(0.05, 0.5)
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from typing import overload

import numpy as np
import numpy.typing as npt

from graph.model import PersonId
from graph.ties.strength import FAMILIAR, LINKED, STRONG

PRIOR_WEIGHT = 8.0
"""A rate without any outcome yet counts like eight asks that were answered, as for strengths (`search.explain`)."""

OWN_WEIGHT = 4.0
"""An answer counts for whoever gave it like so many answers of others (judgement): one yes makes 1 in 2 to 2 in 3. Not
more, for people change their minds: after a refusal a second request was granted in 43 of 100 cases (Newark 2013)."""

TAIL = 0.1
"""What the 80 % range leaves out at each end."""

FloatArray = npt.NDArray[np.float64]


class Kind(Enum):
    """How well two people know each other; the value is the chance that one helps the other, before any outcome."""

    STRONG = STRONG
    FAMILIAR = FAMILIAR
    LINKED = LINKED


@dataclass(frozen=True, slots=True)
class Outcome:
    """Somebody was asked over a tie of a kind, and said yes or no; who never answered said no in the end."""

    kind: Kind
    said_yes: bool
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A chance with its 80 % range, and how many answers moved it."""

    chance: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What the outcomes so far say: how often people said yes and no, by kind of tie, and everybody's own answers."""

    yes: Mapping[Kind, int] = field(default_factory=dict)
    no: Mapping[Kind, int] = field(default_factory=dict)
    own: Mapping[PersonId, tuple[int, int]] = field(default_factory=dict)

    def of(self, kind: Kind) -> Learnt:
        """The rate of a kind of tie."""
        return _learnt(kind.value, self.yes.get(kind, 0), self.no.get(kind, 0))

    @overload
    def adjusted(self, strength: float) -> float: ...
    @overload
    def adjusted(self, strength: FloatArray) -> FloatArray: ...
    def adjusted(self, strength: float | FloatArray) -> float | FloatArray:
        """A strength in [0, 1], or many, after the outcomes; exactly as it was where its kind has none."""
        if isinstance(strength, np.ndarray):
            kinds = np.argmin([np.abs(np.log(np.maximum(strength, 1e-9) / kind.value)) for kind in Kind], axis=0)
            factor = np.array([self._factor(kind) for kind in Kind])[kinds]
            return np.where(factor == 1.0, strength, strength * factor / (1.0 - strength + strength * factor))
        factor = self._factor(kind_of(strength))
        return strength if factor == 1.0 else strength * factor / (1.0 - strength + strength * factor)

    def _factor(self, kind: Kind) -> float:
        """By how much the odds of a kind have moved."""
        yes, no = self.yes.get(kind, 0), self.no.get(kind, 0)
        return _odds(_chance(kind.value, yes, no)) / _odds(kind.value)

    def willing(self, person: PersonId, strength: float) -> float:
        """The chance that somebody says yes: from their tie, others of its kind, and what they said before."""
        yes, no = self.own.get(person, (0, 0))
        return _chance(self.adjusted(strength), OWN_WEIGHT * yes, OWN_WEIGHT * no)

    def why(self, person: PersonId, strength: float) -> str:
        """What `willing` goes by, in words.

        >>> learnt([Outcome(Kind.LINKED, False, PersonId("ann"))]).why(PersonId("ann"), 0.1)
        'of 1 with such a tie 0 said yes; asked themselves, yes 0 of 1 times'
        """
        kind, (own_yes, own_no) = kind_of(strength), self.own.get(person, (0, 0))
        yes, no = self.yes.get(kind, 0), self.no.get(kind, 0)
        such = f"of {yes + no} with such a tie {yes} said yes" if yes + no else ""
        own = f"asked themselves, yes {own_yes} of {own_yes + own_no} times" if own_yes + own_no else ""
        return "; ".join(filter(None, (such, own)))

    def of_tie(self, person: PersonId, strength: float) -> Learnt:
        """The same with its range; the answers are those of everybody with such a tie."""
        kind = kind_of(strength)
        yes, no = (OWN_WEIGHT * said for said in self.own.get(person, (0, 0)))
        found = _learnt(self.adjusted(strength), yes, no)
        return replace(found, answers=self.yes.get(kind, 0) + self.no.get(kind, 0))


NO_OUTCOMES = Rates()
"""Nobody was asked yet: every strength stays what it is."""


def learnt(outcomes: Iterable[Outcome]) -> Rates:
    """The rates after some outcomes, in whatever order they came."""
    held = list(outcomes)
    counted = Counter((outcome.kind, outcome.said_yes) for outcome in held)
    yes, no = ({kind: counted[kind, said] for kind in Kind} for said in (True, False))
    said = Counter((outcome.person, outcome.said_yes) for outcome in held)
    own = {person: (said[person, True], said[person, False]) for person, _ in said if person is not None}
    return Rates(yes, no, own)


def kind_of(strength: float) -> Kind:
    """The kind of a tie, told by its strength: the one whose prior rate is nearest, as a ratio.

    >>> [kind_of(strength).name for strength in (0.02, 0.1, 0.2, 0.3, 0.4, 0.9)]
    ['LINKED', 'LINKED', 'FAMILIAR', 'FAMILIAR', 'STRONG', 'STRONG']
    """
    return min(Kind, key=lambda kind: abs(math.log(max(strength, 1e-9) / kind.value)))


@lru_cache(maxsize=4096)
def beta_range(yes: float, no: float) -> tuple[float, float]:
    """The tenth and the ninetieth percentile of Beta(yes, no), both above 0.

    >>> [round(end, 3) for end in beta_range(1.0, 1.0)]
    [0.1, 0.9]
    """
    return _quantile(yes, no, TAIL), _quantile(yes, no, 1.0 - TAIL)


def _learnt(prior: float, yes: float, no: float) -> Learnt:
    if not 0.0 < prior < 1.0:
        return Learnt(prior, prior, prior, round(yes + no))
    low, high = beta_range(PRIOR_WEIGHT * prior + yes, PRIOR_WEIGHT * (1.0 - prior) + no)
    return Learnt(_chance(prior, yes, no), low, high, round(yes + no))


def _chance(prior: float, yes: float, no: float) -> float:
    return (PRIOR_WEIGHT * prior + yes) / (PRIOR_WEIGHT + yes + no) if yes or no else prior


def _odds(chance: float) -> float:
    return chance / (1.0 - chance)


def _quantile(a: float, b: float, share: float) -> float:
    """Where a share of Beta(a, b) lies below, by halving what is left; to a millionth."""
    low, high = 0.0, 1.0
    while high - low > 1e-7:
        middle = (low + high) / 2.0
        if _below(a, b, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _below(a: float, b: float, x: float) -> float:
    """The share of Beta(a, b) below x (the regularised incomplete beta function), by its continued fraction.

    The fraction converges fast on one side of the mean; beyond it the other side is asked (DLMF 8.17.22 and 8.17.4).
    """
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _below(b, a, 1.0 - x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / a / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """1 + d1 / (1 + d2 / (1 + ...)), from the inside out; about the square root of a + b of its terms count."""
    value = 1.0
    for term in range(20 + 4 * math.isqrt(int(a + b) + 1), 0, -1):
        half = term // 2
        if term % 2:
            d = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            d = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        value = 1.0 + d / value
    return value
