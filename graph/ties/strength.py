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
from typing import TYPE_CHECKING

from graph.model import Evidence, PersonId, Reason, Tie
from graph.records import EvidenceKind
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, EvidenceColumns

STRONG = 0.5
"""One in two would help: somebody who gave their contacts, wrote a recommendation, or writes to and fro."""

FAMILIAR = 0.25
"""One in four would help: somebody keeps the other's number, met them, or had an answer from them."""

LINKED = 0.10
"""Two people are connected on a network and nothing else is known: one in ten would help. Most such links are old
acquaintances or strangers who once clicked a button."""

JUST_CONNECTED = 0.15
"""What a connection adds on the day it is made: they have just met, which makes them familiar (0.25 together)."""

INVITED = 0.02
"""One asked the other to connect: hardly more than that they know of each other."""

HALF_LIFE_DAYS = 365.0
"""After a year without anything else half of what wears off has done so, after three years nearly all."""

ANSWERS_TO_HALF = 3.0
"""Messages each way beyond the first after which writing to and fro is half way from familiar to strong."""

NEIGHBOURS_FADE = 0.75
"""How fast being addressed together loses meaning with the number of people: half at five, a fifth at seventeen."""

LARGEST_GROUP = 30
"""Being addressed together with more people than this says nothing."""

if TYPE_CHECKING:  # what imports a file or prints a tie should not wait for arrays
    import numpy as np
    import numpy.typing as npt

_EPOCH = date(1970, 1, 1).toordinal()
_FLAT = {
    EvidenceKind.CONNECTION: LINKED,
    EvidenceKind.ADDRESS_BOOK: FAMILIAR,
    EvidenceKind.SHARED_EXPORT: STRONG,
    EvidenceKind.RECOMMENDATION: STRONG,
    EvidenceKind.ENDORSEMENT: LINKED,
    EvidenceKind.INVITATION: INVITED,
    EvidenceKind.RELATION: STRONG,
    EvidenceKind.NETWORK: FAMILIAR,
}
"""What counts by being there, however long ago."""

_WRITTEN = (EvidenceKind.MESSAGE, EvidenceKind.MAIL)
_NAMES = {
    EvidenceKind.CONNECTION: "LinkedIn connection",
    EvidenceKind.ADDRESS_BOOK: "In the address book",
    EvidenceKind.SHARED_EXPORT: "Shared their contacts",
    EvidenceKind.MESSAGE: "Messages",
    EvidenceKind.MAIL: "Mail",
    EvidenceKind.MEETING: "Met",
    EvidenceKind.RECOMMENDATION: "Recommendation",
    EvidenceKind.ENDORSEMENT: "Endorsement",
    EvidenceKind.INVITATION: "Invitation to connect",
    EvidenceKind.CO_RECIPIENT: "In one thread",
    EvidenceKind.RELATION: "Named in a card",
    EvidenceKind.NETWORK: "Tied in a network file",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """A strength in [0, 1] and the facts that it follows from: 1 - `value` is the product of 1 - effect."""

    value: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TieStrengths:
    """All ties as arrays: the people at places `a` < `b` of `EvidenceColumns.people` are tied with strength `value`."""

    a: "npt.NDArray[np.int64]"
    b: "npt.NDArray[np.int64]"
    value: "npt.NDArray[np.float64]"


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
    """The strength of every tie at once, equal to `strength_of` up to rounding; ties in order of their ends.

    Pairs of whom nothing counts, such as somebody who wrote once and had no answer, are left out.
    """
    import numpy as np

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
    counts = left < 1.0
    return TieStrengths((pairs // people)[counts], (pairs % people)[counts], (1.0 - left)[counts])


def _reason(group: Iterable[Evidence], today: date) -> Reason:
    """One fact, however many sources say it: the one that weighs most counts."""
    said = sorted(group, key=lambda each: (each.last or date.min, each.source.locator, repr(each)), reverse=True)
    weighty = max(said, key=lambda each: _weight(each, today))
    label = _NAMES[weighty.kind] + (f" ({weighty.label})" if weighty.label else "")
    places = " and ".join(dict.fromkeys(each.source.locator for each in said))
    return Reason(label, _weight(weighty, today), _when(weighty) + places)


def _when(said: Evidence) -> str:
    """How often and when, ready to be followed by where that stands."""
    day = f"{said.last.day} {said.last:%B %Y}" if said.last else ""
    match said.kind:
        case EvidenceKind.MESSAGE | EvidenceKind.MAIL:
            counted = f"{said.sent} one way, {said.received} the other, "
            return counted + (f"last on {day}, " if day else "")
        case EvidenceKind.MEETING | EvidenceKind.CO_RECIPIENT:
            often = said.sent + said.received
            times = "once" if often == 1 else f"{often} times"
            people = f" among {said.group} people" if said.group > 2 else ""
            return f"{times}{people}, " + (f"last on {day}, " if day else "")
        case EvidenceKind.CONNECTION | EvidenceKind.ADDRESS_BOOK:
            return f"since {day}, " if day else ""
        case _:
            return f"on {day}, " if day else ""


def _weight(said: Evidence, today: date) -> float:
    """What one piece of evidence is worth; `_weights` says the same for all at once."""
    fresh = 0.5 ** (max((today - said.last).days, 0) / HALF_LIFE_DAYS) if said.last else 0.0
    both = min(said.sent, said.received)
    match said.kind:
        case EvidenceKind.MESSAGE | EvidenceKind.MAIL:
            return _to_and_fro(both) * fresh if both else 0.0
        case EvidenceKind.MEETING:
            return STRONG * (1.0 - 0.5 ** (said.sent + said.received)) * (2.0 / max(said.group, 2)) * fresh
        case EvidenceKind.CO_RECIPIENT:
            return LINKED * _nearness(said.group) * fresh if said.group <= LARGEST_GROUP else 0.0
        case EvidenceKind.CONNECTION:
            return LINKED + JUST_CONNECTED * fresh
        case EvidenceKind.NETWORK:
            return FAMILIAR if said.stated is None else said.stated
        case _:
            return _FLAT[said.kind]


def _to_and_fro(both: float) -> float:
    """Writing to each other: familiar after one answer, strong after many."""
    return float(FAMILIAR + (STRONG - FAMILIAR) * (1.0 - 0.5 ** ((both - 1.0) / ANSWERS_TO_HALF)))


def _nearness(group: float) -> float:
    return float((max(group, 2.0) / 2.0) ** -NEIGHBOURS_FADE)


def _weights(columns: EvidenceColumns, today: date) -> "npt.NDArray[np.float64]":
    import numpy as np

    days = np.maximum((today.toordinal() - _EPOCH) - columns.day.astype(np.int64), 0)
    fresh = np.where(columns.day == NO_DAY, 0.0, 0.5 ** (days / HALF_LIFE_DAYS))
    weight = np.array([_FLAT.get(kind, 0.0) for kind in EVIDENCE_KINDS])[columns.kind]

    def of(*kinds: EvidenceKind) -> "npt.NDArray[np.bool_]":
        return np.isin(columns.kind, [EVIDENCE_KINDS.index(kind) for kind in kinds])

    group = np.maximum(columns.group, 2).astype(np.float64)
    both = np.minimum(columns.sent, columns.received)
    answered = FAMILIAR + (STRONG - FAMILIAR) * (1.0 - 0.5 ** (np.maximum(both - 1.0, 0.0) / ANSWERS_TO_HALF))
    near = np.where(columns.group <= LARGEST_GROUP, LINKED * (group / 2.0) ** -NEIGHBOURS_FADE, 0.0)
    met = STRONG * (1.0 - 0.5 ** (columns.sent + columns.received).astype(np.float64)) * (2.0 / group)
    weight = np.where(of(EvidenceKind.CONNECTION), weight + JUST_CONNECTED * fresh, weight)
    weight = np.where(of(*_WRITTEN), np.where(both > 0, answered * fresh, 0.0), weight)
    weight = np.where(of(EvidenceKind.MEETING), met * fresh, weight)
    weight = np.where(of(EvidenceKind.CO_RECIPIENT), near * fresh, weight)
    return np.where(of(EvidenceKind.NETWORK) & (columns.stated > 0), columns.stated, weight)
