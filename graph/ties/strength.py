"""Evidence -> tie strength: the chance that one of two people passes an introduction on for the other.

The only place that turns evidence into a number. Each fact about a pair counts once, whoever says it, and the facts are
taken as independent reasons to help (noisy-or):

    strength = 1 - (1 - w1) (1 - w2) ...

The starting weights 0.5, 0.25 and 0.1 for strong, familiar and linked-only ties are priors until the user's own
outcomes say otherwise: no trustworthy measurement of accepted introductions was found.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from graph.model import Evidence, EvidenceKind, PersonId, Reason, Tie
from graph.store.base import EVIDENCE_KINDS, NO_DAY, EvidenceColumns

LINKED = 0.10
"""Two people are connected on a network and nothing else is known: one in ten would help. Most such links are old
acquaintances or strangers who once clicked a button."""

JUST_CONNECTED = 0.15
"""What a connection adds on the day it is made: they have just met, which makes them familiar (0.25 together)."""

HALF_LIFE_DAYS = 365.0
"""After a year without anything else half of that has worn off, after three years nearly all."""

IN_ADDRESS_BOOK = 0.25
"""Somebody keeps the other's address or number: familiar. One in four would help."""

SHARED_EXPORT = 0.5
"""Somebody gave the other their contacts: strong. Who does that will mostly help again."""

_EPOCH = date(1970, 1, 1).toordinal()
_NAMES = {
    EvidenceKind.CONNECTION: "LinkedIn connection",
    EvidenceKind.ADDRESS_BOOK: "In the address book",
    EvidenceKind.SHARED_EXPORT: "Shared their contacts",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """A strength in (0, 1) and the facts that it follows from: 1 - `value` is the product of 1 - effect."""

    value: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TieStrengths:
    """All ties as arrays: the people at places `a` < `b` of `EvidenceColumns.people` are tied with strength `value`."""

    a: npt.NDArray[np.int64]
    b: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]


def strength_of(tie: Tie, today: date) -> Strength:
    """The strength of one tie, with a reason for each fact, the weightiest first.

    >>> from graph.records import SourceRef
    >>> me, you, day = PersonId("me"), PersonId("you"), date(2025, 1, 1)
    >>> said = Evidence(EvidenceKind.CONNECTION, me, you, day, day, 1, 0, SourceRef("x"))
    >>> round(strength_of(Tie(me, you, (said,)), date(2026, 1, 1)).value, 3)
    0.175
    """
    facts: dict[tuple[EvidenceKind, PersonId | None], list[Evidence]] = defaultdict(list)
    for said in tie.evidence:
        facts[said.kind, said.a if said.kind is EvidenceKind.ADDRESS_BOOK else None].append(said)
    reasons = sorted(
        (_reason(group, today) for group in facts.values()), key=lambda each: (-each.effect, each.label, each.detail)
    )
    left = 1.0
    for reason in reasons:
        left *= 1.0 - reason.effect
    return Strength(1.0 - left, tuple(reasons))


def strengths(columns: EvidenceColumns, today: date) -> TieStrengths:
    """The strength of every tie at once, equal to `strength_of` up to rounding; ties in order of their ends."""
    people = np.int64(max(len(columns.people), 1))
    low = np.minimum(columns.a, columns.b).astype(np.int64)
    high = np.maximum(columns.a, columns.b).astype(np.int64)
    weight = _weights(columns, today)
    is_entry = columns.kind == EVIDENCE_KINDS.index(EvidenceKind.ADDRESS_BOOK)
    outward = is_entry & (columns.a < columns.b)
    fact = (low * people + high) * (2 * len(EVIDENCE_KINDS)) + columns.kind.astype(np.int64) * 2 + outward
    order = np.lexsort((-weight, fact))
    first = np.ones(len(order), dtype=bool)
    first[1:] = fact[order][1:] != fact[order][:-1]
    chosen = order[first]
    pairs, place = np.unique((low * people + high)[chosen], return_inverse=True)
    left = np.ones(len(pairs))
    np.multiply.at(left, place, 1.0 - weight[chosen])
    return TieStrengths(pairs // people, pairs % people, 1.0 - left)


def _reason(group: Iterable[Evidence], today: date) -> Reason:
    said = sorted(group, key=lambda each: (each.last or date.min, each.source.locator), reverse=True)
    newest = said[0]
    places = dict.fromkeys(each.source.locator for each in said)
    word = "on" if newest.kind is EvidenceKind.SHARED_EXPORT else "since"
    since = f"{word} {newest.last.day} {newest.last:%B %Y}, " if newest.last else ""
    return Reason(_NAMES[newest.kind], _weight(newest.kind, newest.last, today), since + " and ".join(places))


def _weight(kind: EvidenceKind, last: date | None, today: date) -> float:
    if kind is EvidenceKind.CONNECTION:
        return LINKED + (JUST_CONNECTED * _fresh((today - last).days) if last else 0.0)
    return IN_ADDRESS_BOOK if kind is EvidenceKind.ADDRESS_BOOK else SHARED_EXPORT


def _fresh(days: int) -> float:
    return float(0.5 ** (max(days, 0) / HALF_LIFE_DAYS))


def _weights(columns: EvidenceColumns, today: date) -> npt.NDArray[np.float64]:
    days = np.maximum((today.toordinal() - _EPOCH) - columns.day.astype(np.int64), 0)
    fresh = np.where(columns.day == NO_DAY, 0.0, 0.5 ** (days / HALF_LIFE_DAYS))
    flat = np.array([_weight(kind, None, today) for kind in EVIDENCE_KINDS])
    is_connection = columns.kind == EVIDENCE_KINDS.index(EvidenceKind.CONNECTION)
    return flat[columns.kind] + np.where(is_connection, JUST_CONNECTED * fresh, 0.0)
