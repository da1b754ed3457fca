"""Evidence -> tie strength: the chance that one of two people passes an introduction on for the other.

The only place that turns evidence into a number. Each fact about a pair counts once, whoever says it, and the facts are
taken as independent reasons to help (noisy-or):

    strength = 1 - (1 - w1) (1 - w2) ...

What the user says about a tie counts alone. The weights 0.5, 0.25 and 0.1 for strong, familiar and linked-only ties
are priors until the user's own outcomes say otherwise: no trustworthy measurement of accepted introductions was found.
How lively a correspondence is was measured on real mail (`chance_of_writing`).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.chances import odds
from graph.model import Evidence, PersonId, Reason, Tie
from graph.records import EvidenceKind
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, EvidenceColumns

STRONG = 0.5
"""One in two would help: somebody who gave their contacts, wrote a recommendation, or writes to and fro."""

FAMILIAR = 0.25
"""One in four would help: somebody keeps the other's number, met them, or wrote to and fro with them for long."""

LINKED = 0.10
"""Two people are connected on a network and nothing else is known: one in ten would help. Most such links are old
acquaintances or strangers who once clicked a button."""

JUST_CONNECTED = 0.15
"""What a connection adds on the day it is made: they have just met, which makes them familiar (0.25 together)."""

INVITED = 0.02
"""One asked the other to connect: hardly more than that they know of each other."""

STATED = (0.05, 0.10, 0.25, 0.50, 0.75)
"""What the user's word is worth: hardly know each other, linked, familiar, strong, close."""

HALF_LIFE_DAYS = 365.0
"""After a year without anything else half of what wears off has done so, after three years nearly all."""

WRITING_HALF_LIFE_DAYS = 60.0
"""A message of two months ago says half as much about the next three months as one of today (measured: 30 to 90)."""

ANSWERS_TO_HALF = 3.0
"""Messages each way beyond the first after which writing to and fro is half way from linked to familiar."""

WRITE_SELDOM = -1.10
"""Log-odds that two people who wrote each other about once lately both write in the next three months: one in four."""

WRITE_MUCH = 0.45
"""How much more often those write who wrote much lately: ten times the messages, 2.8 times the odds."""

WRITE_BOTH = 0.38
"""How much more often those write who both wrote: mail that only one sends says little."""

A_TRACE = 0.05
"""Added before logarithms, so that old mail counts next to nothing instead of minus infinity."""

SMALL_MEETING = 10
"""Up to so many people in a room have met each other; at larger ones they may have (`graph.ties.inference`)."""

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
    EvidenceKind.BUNDLE: LINKED,
}
"""What counts by being there, however long ago."""

CERTAIN = frozenset({*_FLAT, EvidenceKind.CONNECTION})
"""One piece of these makes a tie, unless the user says otherwise; of the other kinds it depends on what they say."""

WRITTEN = (EvidenceKind.MESSAGE, EvidenceKind.MAIL)
"""All writing counts together, whatever the channel."""

SAID_BY_USER = (EvidenceKind.STATED, EvidenceKind.DENIED)
"""The user's word, which counts alone."""

_NAMES = {
    EvidenceKind.CONNECTION: "LinkedIn connection",
    EvidenceKind.ADDRESS_BOOK: "In the address book",
    EvidenceKind.SHARED_EXPORT: "Shared their contacts",
    EvidenceKind.MEETING: "Met",
    EvidenceKind.RECOMMENDATION: "Recommendation",
    EvidenceKind.ENDORSEMENT: "Endorsement",
    EvidenceKind.INVITATION: "Invitation to connect",
    EvidenceKind.CO_RECIPIENT: "In one thread",
    EvidenceKind.RELATION: "Named in a card",
    EvidenceKind.NETWORK: "Tied in a network file",
    EvidenceKind.BUNDLE: "Told in a bundle",
    EvidenceKind.STATED: "You say that they know each other",
    EvidenceKind.DENIED: "You say that they do not know each other",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """A strength in [0, 1] and the facts that it follows from: 1 - `value` is the product of 1 - effect."""

    value: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TieStrengths:
    """Ties as arrays: the people at places `a` < `b` of `EvidenceColumns.people` are tied with strength `value`."""

    a: "npt.NDArray[np.int64]"
    b: "npt.NDArray[np.int64]"
    value: "npt.NDArray[np.float64]"


def strength_of(tie: Tie, today: date) -> Strength:
    """The strength of one tie, with a reason for each fact, the weightiest first; 0 when nothing seen makes a tie.

    >>> from graph.records import SourceRef
    >>> me, you, day = PersonId("me"), PersonId("you"), date(2025, 1, 1)
    >>> said = Evidence(EvidenceKind.CONNECTION, me, you, day, day, 1, 0, SourceRef("x"))
    >>> round(strength_of(Tie(me, you, (said,)), date(2026, 1, 1)).value, 3)
    0.175
    """
    said = [each for each in tie.evidence if each.kind in SAID_BY_USER]
    reasons = sorted(_reasons(said or tie.evidence, today), key=lambda each: (-each.effect, each.label, each.detail))
    return Strength(1.0 - math.prod(1.0 - reason.effect for reason in reasons), tuple(reasons))


def is_denied(tie: Tie) -> bool:
    """Whether the user says that the two do not know each other."""
    return any(said.kind is EvidenceKind.DENIED for said in tie.evidence)


def strengths(columns: EvidenceColumns, today: date) -> TieStrengths:
    """The strength of every tie at once, equal to `strength_of` up to rounding; ties in order of their ends.

    Pairs of whom nothing counts, such as somebody who wrote once and had no answer, are left out.
    """
    import numpy as np

    people = np.int64(max(len(columns.people), 1))
    low = np.minimum(columns.a, columns.b).astype(np.int64)
    high = np.maximum(columns.a, columns.b).astype(np.int64)
    pairs, place = np.unique(low * people + high, return_inverse=True)
    left = np.ones(len(pairs))
    weight = _weights(columns, today)
    chosen = _weightiest(columns, place, weight)
    np.multiply.at(left, place[chosen], 1.0 - weight[chosen])
    left *= _left_by_writing(columns, place, len(pairs), today)
    value = _as_the_user_says(columns, place, 1.0 - left)
    counts = value > 0.0
    return TieStrengths((pairs // people)[counts], (pairs % people)[counts], value[counts])


def half_life(kind: EvidenceKind) -> float:
    """Days after which an interaction of this kind counts half."""
    return WRITING_HALF_LIFE_DAYS if kind in WRITTEN else HALF_LIFE_DAYS


def chance_of_writing(sent: float, received: float, shift: float = 0.0) -> float:
    """The chance that both of two people write to each other within the next 90 days.

    Args:
        sent: what is left of the messages one way, each worth 2 ** (-age in days / 60).
        received: the same the other way.
        shift: how much more than others the people of this archive keep writing, in log-odds.

    Fitted to two companies' mail and a social network's walls; on a later quarter of them it tells pairs that write
    from pairs that do not with an AUC of 0.87, 0.86 and 0.82 (`benchmarks/ties.py`).

    >>> round(chance_of_writing(10, 10), 2), round(chance_of_writing(0, 0), 2)
    (0.76, 0.03)
    """
    return 1.0 / (1.0 + math.exp(-(shift + writing_log_odds(sent, received))))


def writing_log_odds(sent: float, received: float) -> float:
    """The log-odds of `chance_of_writing` where nothing is known about the archive."""
    both = math.sqrt(sent * received)
    return WRITE_SELDOM + WRITE_MUCH * math.log(sent + received + A_TRACE) + WRITE_BOTH * math.log(both + A_TRACE)


def _reasons(evidence: Sequence[Evidence], today: date) -> list[Reason]:
    facts: dict[tuple[EvidenceKind, PersonId | None], list[Evidence]] = defaultdict(list)
    for said in evidence:
        if said.kind not in WRITTEN:
            facts[said.kind, said.a if said.kind is EvidenceKind.ADDRESS_BOOK else None].append(said)
    written = [said for said in evidence if said.kind in WRITTEN]
    return [*(_reason(group, today) for group in facts.values()), *(_writing(written, today) if written else ())]


def _reason(group: Iterable[Evidence], today: date) -> Reason:
    """One fact, however many sources say it: the one that weighs most counts."""
    said = _newest_first(group)
    weighty = max(said, key=lambda each: _weight(each, today))
    label = _NAMES[weighty.kind] + (f" ({weighty.label})" if weighty.label else "")
    return Reason(label, _weight(weighty, today), _when(weighty) + _places(said))


def _writing(written: Iterable[Evidence], today: date) -> Iterable[Reason]:
    """Two reasons to help: that they have written to each other at all, and that they do so now."""
    said = _newest_first(written)
    low = min(said[0].a, said[0].b)
    faded = [_faded(each, today) for each in said]
    ways = [(each.sent, each.received) if each.a == low else (each.received, each.sent) for each in said]
    fresh = [each if said[place].a == low else each[::-1] for place, each in enumerate(faded)]
    out, back = sum(way[0] for way in ways), sum(way[1] for way in ways)
    lively = chance_of_writing(
        sum(each[0] for each in fresh), sum(each[1] for each in fresh), max(each.shift for each in said)
    )
    both = min(out, back)
    last = max((each.last for each in said if each.last), default=None)
    counted = f"{out} one way, {back} the other, " + (f"last on {_day(last)}, " if last else "")
    if not both:
        yield Reason("Wrote, and had no answer", 0.0, counted + _places(said))
        return
    yield Reason("Wrote to each other", _acquainted(both), counted + _places(said))
    yield Reason("In touch", STRONG * lively, f"{odds(lively)} such pairs both write again within three months")


def _newest_first(said: Iterable[Evidence]) -> list[Evidence]:
    return sorted(said, key=lambda each: (each.last or date.min, each.source.locator, repr(each)), reverse=True)


def _places(said: Iterable[Evidence]) -> str:
    return " and ".join(dict.fromkeys(each.source.locator for each in said))


def _when(said: Evidence) -> str:
    """How often and when, ready to be followed by where that stands."""
    day = _day(said.last) if said.last else ""
    match said.kind:
        case EvidenceKind.MEETING | EvidenceKind.CO_RECIPIENT:
            often = said.sent + said.received
            times = "once" if often == 1 else f"{often} times"
            people = f" among {said.group} people" if said.group > 2 else ""
            return f"{times}{people}, " + (f"last on {day}, " if day else "")
        case EvidenceKind.CONNECTION | EvidenceKind.ADDRESS_BOOK:
            return f"since {day}, " if day else ""
        case _:
            return f"on {day}, " if day else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _weight(said: Evidence, today: date) -> float:
    """What one piece of evidence is worth by itself; `_weights` says the same for all at once."""
    match said.kind:
        case EvidenceKind.MEETING:
            often = sum(_faded(said, today))
            return STRONG * (1.0 - 0.5**often) * (2.0 / max(said.group, 2)) if said.group <= SMALL_MEETING else 0.0
        case EvidenceKind.CONNECTION:
            age = max((today - said.last).days, 0) if said.last else None
            return LINKED + (JUST_CONNECTED * 0.5 ** (age / HALF_LIFE_DAYS) if age is not None else 0.0)
        case EvidenceKind.NETWORK | EvidenceKind.STATED | EvidenceKind.BUNDLE if said.stated is not None:
            return said.stated
        case EvidenceKind.STATED:
            return FAMILIAR
        case _:
            return _FLAT.get(said.kind, 0.0)


def _faded(said: Evidence, today: date) -> tuple[float, float]:
    """What is left today of what went there and back."""
    if said.last is None:
        return 0.0, 0.0
    left = 0.5 ** (max((today - said.last).days, 0) / half_life(said.kind))
    return float(said.sent_fresh * left), float(said.received_fresh * left)


def _acquainted(both: float) -> float:
    """Writing to each other, however long ago: linked after one answer, familiar after many."""
    return float(LINKED + (FAMILIAR - LINKED) * (1.0 - 0.5 ** ((both - 1.0) / ANSWERS_TO_HALF)))


def _weights(columns: EvidenceColumns, today: date) -> "npt.NDArray[np.float64]":
    """What each row is worth by itself; writing, which is judged together, nothing."""
    import numpy as np

    weight = np.array([_FLAT.get(kind, 0.0) for kind in EVIDENCE_KINDS])[columns.kind]
    fresh = _left(columns, today, HALF_LIFE_DAYS)
    often = (columns.sent_fresh + columns.received_fresh) * fresh
    group = np.maximum(columns.group, 2)
    met = np.where(columns.group <= SMALL_MEETING, STRONG * (1.0 - 0.5**often) * (2.0 / group), 0.0)
    weight = np.where(_of(columns, EvidenceKind.CONNECTION), weight + JUST_CONNECTED * fresh, weight)
    weight = np.where(_of(columns, EvidenceKind.MEETING), met, weight)
    gives_strength = _of(columns, EvidenceKind.NETWORK, EvidenceKind.BUNDLE) & (columns.stated > 0)
    return np.where(gives_strength, columns.stated, weight)


def _weightiest(
    columns: EvidenceColumns, place: "npt.NDArray[np.intp]", weight: "npt.NDArray[np.float64]"
) -> "npt.NDArray[np.intp]":
    """For each fact the row that weighs most. Two people's address books are two facts."""
    import numpy as np

    outward = _of(columns, EvidenceKind.ADDRESS_BOOK) & (columns.a < columns.b)
    fact = place * (2 * len(EVIDENCE_KINDS)) + columns.kind.astype(np.int64) * 2 + outward
    order = np.lexsort((-weight, fact))
    first = np.ones(len(order), dtype=bool)
    first[1:] = fact[order][1:] != fact[order][:-1]
    return order[first]


def _left_by_writing(
    columns: EvidenceColumns, place: "npt.NDArray[np.intp]", pairs: int, today: date
) -> "npt.NDArray[np.float64]":
    """What writing leaves of 1 for each pair: the product of 1 - effect of its two reasons."""
    import numpy as np

    rows = np.flatnonzero(_of(columns, *WRITTEN))
    fresh = _left(columns, today, WRITING_HALF_LIFE_DAYS)[rows]
    is_outward = columns.a[rows] < columns.b[rows]

    def summed(outward: "npt.NDArray[Any]", back: "npt.NDArray[Any]") -> list["npt.NDArray[Any]"]:
        ways = (np.where(is_outward, outward, back), np.where(is_outward, back, outward))
        return [np.bincount(place[rows], weights=way.astype(np.float64), minlength=pairs) for way in ways]

    both = np.minimum(*summed(columns.sent[rows], columns.received[rows]))
    out, back = summed(columns.sent_fresh[rows] * fresh, columns.received_fresh[rows] * fresh)
    shift = np.full(pairs, -np.inf)
    np.maximum.at(shift, place[rows], columns.shift[rows])
    writes = both > 0
    acquainted = LINKED + (FAMILIAR - LINKED) * (1.0 - 0.5 ** ((both[writes] - 1.0) / ANSWERS_TO_HALF))
    out, back = out[writes], back[writes]
    log_odds = WRITE_SELDOM + WRITE_MUCH * np.log(out + back + A_TRACE)
    log_odds += WRITE_BOTH * np.log(np.sqrt(out * back) + A_TRACE)
    lively = 1.0 / (1.0 + np.exp(-(shift[writes] + log_odds)))
    left = np.ones(pairs)
    left[writes] = (1.0 - acquainted) * (1.0 - STRONG * lively)
    return left


def _as_the_user_says(
    columns: EvidenceColumns, place: "npt.NDArray[np.intp]", value: "npt.NDArray[np.float64]"
) -> "npt.NDArray[np.float64]":
    import numpy as np

    stated = np.flatnonzero(_of(columns, EvidenceKind.STATED))
    value[place[_of(columns, *SAID_BY_USER)]] = 0.0
    np.maximum.at(value, place[stated], np.where(columns.stated[stated] > 0, columns.stated[stated], FAMILIAR))
    return value


def _left(columns: EvidenceColumns, today: date, half: float) -> "npt.NDArray[np.float64]":
    import numpy as np

    days = np.maximum((today.toordinal() - _EPOCH) - columns.day.astype(np.int64), 0)
    left: npt.NDArray[np.float64] = np.where(columns.day == NO_DAY, 0.0, 0.5 ** (days / half))
    return left


def _of(columns: EvidenceColumns, *kinds: EvidenceKind) -> "npt.NDArray[np.bool_]":
    import numpy as np

    return np.isin(columns.kind, [EVIDENCE_KINDS.index(kind) for kind in kinds])
