"""Two numbers for a tie, never mixed: how probable it is that two people know each other, and how strong the tie is.

What was seen is certain and has a strength; what is inferred has a probability, and if it is true at all it is taken
for as weak as a link of which nothing else is known. A path multiplies both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.chances import about
from graph.model import Evidence, PersonId, Reason, Tie
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.ties.strength import LINKED, Strength, is_denied, strength_of, strengths

SEEN = Reason("Seen in your data", 1.0, "not only inferred")
"""Why a tie that was seen is certain."""

IF_TRUE = Reason("If they know each other", LINKED, "taken for as weak as a link of which nothing else is known")
"""How strong an inferred tie is."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A tie (`a` < `b`) with both numbers; each is the effect of the last reason of its list.

    `probability` is the product or, for inferred ties, 1 - (1 - effect) (1 - effect) ... of the reasons before the
    last, and so is `strength`.
    """

    a: PersonId
    b: PersonId
    observed: bool
    evidence: tuple[Evidence, ...]
    probability_reasons: tuple[Reason, ...]
    strength_reasons: tuple[Reason, ...]

    @property
    def probability(self) -> float:
        """The chance that the two know each other: 1 when they were seen to."""
        return self.probability_reasons[-1].effect

    @property
    def strength(self) -> float:
        """The chance that one passes an introduction on for the other, if they know each other."""
        return self.strength_reasons[-1].effect

    @property
    def chance(self) -> float:
        """Both together: what the tie contributes to a path."""
        return self.probability * self.strength

    def other(self, person: PersonId) -> PersonId:
        """The other end of the tie."""
        return self.b if person == self.a else self.a


def judged(tie: Tie, today: date) -> Judgement | None:
    """A tie that was seen; None when nothing seen makes it one, such as mail without an answer."""
    strength = strength_of(tie, today)
    if strength.value <= 0.0 or is_denied(tie):
        return None
    return Judgement(tie.a, tie.b, True, tie.evidence, (SEEN,), _with_total(strength))


class Guesses:
    """The inferred ties of a store, found once for a state of it.

    Args:
        store: where people and evidence are.
        today: strengths are as of this day.
        least: only ties of at least this probability; 0 for all that have any reason.
    """

    def __init__(self, store: GraphReader, today: date, least: float) -> None:
        from graph.ties.circumstances import circumstances
        from graph.ties.inference import infer
        from graph.ties.receipts import Receipts

        columns = store.evidence_columns()
        self.stamp = columns.stamp
        """The network stamp of the store."""
        self.people = columns.people
        """Ids, by number."""
        self.facts = circumstances(store, columns, strengths(columns, today))
        """What the ties are inferred from."""
        self.ties = infer(self.facts, least)
        """The ties."""
        self._number_of = {person: number for number, person in enumerate(self.people)}
        owners = store.people(self.people[each.owner] for each in self.facts.lists)
        names = {person: clean_text(one.name) for person, one in owners.items()}
        self._receipts = Receipts(self.facts, self.ties, self.people, names)

    def all(self) -> Iterator[Judgement]:
        """Every inferred tie, in order of its ends."""
        return map(self._judgement, range(len(self.ties.low)))

    def of(self, person: PersonId) -> tuple[Judgement, ...]:
        """The inferred ties of one person, the most probable first."""
        number = self._number_of.get(person, -1)
        rows = ((self.ties.low == number) | (self.ties.high == number)).nonzero()[0].tolist()
        return tuple(sorted(map(self._judgement, rows), key=lambda tie: (-tie.probability, tie.other(person))))

    def between(self, one: PersonId, other: PersonId) -> Judgement | None:
        """The inferred tie of two people; None where nothing suggests one, or more than that is known."""
        if one not in self._number_of or other not in self._number_of:
            return None
        low, high = sorted((self._number_of[one], self._number_of[other]))
        start, end = (int(self.ties.low.searchsorted(low, side)) for side in ("left", "right"))
        row = start + int(self.ties.high[start:end].searchsorted(high))
        return self._judgement(row) if row < end and self.ties.high[row] == high else None

    def _judgement(self, row: int) -> Judgement:
        a, b = self.people[int(self.ties.low[row])], self.people[int(self.ties.high[row])]
        return Judgement(a, b, False, (), self._receipts.reasons(row), (IF_TRUE,))


def _with_total(strength: Strength) -> tuple[Reason, ...]:
    total = Reason("Tie strength", strength.value, f"{about(strength.value)} would pass on an introduction")
    return (*strength.reasons, total)
