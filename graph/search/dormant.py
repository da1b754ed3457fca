"""Old ties worth waking: people one has not been in touch with for years, in the order of what they may bring.

Executives who asked people they had lost touch with got advice as useful as from those they see, and newer (D. Z.
Levin, J. Walter and J. K. Murnighan, "Dormant Ties: The Value of Reconnecting", Organization Science 22, 2011). The
most valuable were not those whom they liked best to ask but those of whom they had seen little, who had got far since,
and who were willing (the same, "Reconnection Choices", Organization Science 26, 2015).

    worth = willing x placed x fresh

`willing` is the strength of the tie, as everywhere. `placed` gathers what speaks for where somebody stands now, each a
reason of its own (noisy-or). `fresh` falls with past time together: by half for each `OFTEN` messages and meetings.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, Person, PersonId, Reason, Tie
from graph.records import EvidenceKind
from graph.search.network import Network, chances_of
from graph.search.novelty import Novelty
from graph.search.targets import same_organizations
from graph.store.reader import GraphReader
from graph.text import fold_words

DORMANT_DAYS = 3 * 365
"""After three years without a sign of each other a tie is called dormant, as in the studies."""

OFTEN = 10
"""Messages and meetings after which a tie was a close one: what they know is half as likely to be new."""

LOOKED_AT = 400
"""Dormant ties that are looked at closely, the strongest first: what is behind them needs to be asked for."""

AT_TARGET = 0.6
"""What it counts that somebody is at a target now."""

SENIOR = 0.3
"""What it counts that somebody leads others, as their title says."""

NEW_CIRCLE = 0.4
"""What it counts at most that they know people whom one does not."""

ANYWHERE = 0.1
"""What everybody's place counts: somewhere is better than nowhere."""

LEADING = frozenset(
    "chief ceo cto cfo coo cmo cpo founder cofounder owner president partner director head vp vice principal managing "
    "chair chairman chairwoman dean professor leiter leiterin vorstand direktor direktorin directeur directrice "
    "direttore gerente director".split()
)
"""Words (folded) in the titles of people who decide or are heard by those who do."""

_IN_TOUCH = frozenset(EvidenceKind) - {EvidenceKind.STATED, EvidenceKind.DENIED, EvidenceKind.NETWORK}
_TOGETHER = frozenset({EvidenceKind.MESSAGE, EvidenceKind.MAIL, EvidenceKind.MEETING})


@dataclass(frozen=True, slots=True)
class OwnTie:
    """Somebody whom ego knows, the evidence for it and how strong it makes the tie."""

    person: PersonId
    tie: Tie
    strength: float

    @property
    def last(self) -> date | None:
        """The last day on which they were in touch, as far as is known; what the user says about them is no touch."""
        return max((each.last for each in self.tie.evidence if each.last and each.kind in _IN_TOUCH), default=None)

    @property
    def first(self) -> tuple[date, EvidenceKind] | None:
        """The first day on which anything ties them, and what it was."""
        dated = [(each.first, each.kind.value, each.kind) for each in self.tie.evidence if each.first]
        return (min(dated)[0], min(dated)[2]) if dated else None

    @property
    def together(self) -> int:
        """How many messages and meetings they had."""
        return sum(each.sent + each.received for each in self.tie.evidence if each.kind in _TOGETHER)


@dataclass(frozen=True, slots=True)
class DormantTie:
    """Somebody whom ego knows and has not been in touch with since `last`; `worth` orders them.

    `reasons` are what `worth` follows from: it is the product of `willing`, `placed` and `fresh`, whose effects they
    are, and those between `willing` and `placed` are the reasons of the latter.
    """

    person: Person
    last: date
    together: int
    worth: float
    reasons: tuple[Reason, ...]

    @property
    def willing(self) -> float:
        """The chance that they would help."""
        return self.reasons[0].effect

    @property
    def placed(self) -> float:
        """How well they are placed."""
        return self.reasons[-2].effect

    @property
    def places(self) -> tuple[Reason, ...]:
        """What speaks for where they stand, other than that it is somewhere."""
        return self.reasons[1:-3]

    def years(self, today: date) -> float:
        """For how many years there was no sign."""
        return (today - self.last).days / 365.25


@dataclass(frozen=True, slots=True)
class Dormant:
    """The dormant ties worth most, best first, and how many there are; of `undated` ties no day is known."""

    ties: tuple[DormantTie, ...]
    count: int
    known: int
    undated: int


def own_ties(store: GraphReader, network: Network) -> tuple[OwnTie, ...]:
    """Everybody whom ego was seen to know, by id, with the strengths of the store's projection."""
    ego = network.number(EGO)
    if ego is None:
        return ()
    row = slice(*network.before.indptr[ego : ego + 2].tolist())
    numbers, strengths = network.before.indices[row].tolist(), chances_of(network.before.cost[row]).tolist()
    strength = {network.people[number]: value for number, value in zip(numbers, strengths, strict=True)}
    return tuple(
        OwnTie(tie.other(EGO), tie, strength[tie.other(EGO)])
        for tie in store.ties_of(EGO)
        if tie.other(EGO) in strength
    )


def dormant_ties(store: GraphReader, network: Network, known: Sequence[OwnTie], limit: int) -> Dormant:
    """Ego's dormant ties.

    Args:
        store: where targets and people are.
        network: its projection, without inferred ties; `today` is the day on which ties are looked at.
        known: whom ego knows.
        limit: how many of the dormant ties are told.
    """
    asleep = [each for each in known if _is_asleep(each.last, network.today)]
    asleep.sort(key=lambda each: (-each.strength, each.person))
    judge = _Judge(store, network, [each.person for each in asleep[:LOOKED_AT]])
    found = [judge.judged(each) for each in asleep[:LOOKED_AT]]
    best = sorted((one for one in found if one), key=lambda one: (-one.worth, one.person.name, one.person.id))
    return Dormant(tuple(best[:limit]), len(asleep), len(known), sum(each.last is None for each in known))


def leads_others(title: str) -> bool:
    """Whether a title is one of somebody who decides or is heard by those who do.

    >>> leads_others("VP, Engineering"), leads_others("Software Engineer")
    (True, False)
    """
    return not LEADING.isdisjoint(fold_words(title).split())


class _Judge:
    """What the people one has lost touch with may bring."""

    def __init__(self, store: GraphReader, network: Network, people: Collection[PersonId]) -> None:
        self._people = store.people(people)
        self._targets = {one for each in store.targets() for one in same_organizations(store, each.organization)}
        self._novelty = _novelty(store, network, people)

    def judged(self, known: OwnTie) -> DormantTie | None:
        """A dormant tie with its worth; None for somebody who is gone meanwhile."""
        person, last, together = self._people.get(known.person), known.last, known.together
        if person is None or last is None:
            return None
        willing = Reason("Willing", known.strength, "how strong the tie is")
        places = tuple(self._places(person))
        placed = Reason("Placed", 1.0 - math.prod(1.0 - each.effect for each in places), "where they stand")
        seen = f"{together} messages and meetings" if together else "no message or meeting known"
        fresh = Reason("Fresh", 0.5 ** (together / OFTEN), seen)
        worth = willing.effect * placed.effect * fresh.effect
        return DormantTie(person, last, together, worth, (willing, *places, placed, fresh))

    def _places(self, person: Person) -> Iterable[Reason]:
        now = person.position
        if now and now.organization in self._targets:
            yield Reason("At one of your targets", AT_TARGET, now.organization_name)
        if now and now.title and leads_others(now.title):
            yield Reason("Leads others", SENIOR, now.title)
        new = self._novelty.get(person.id, 0.0)
        if new:
            share = f"you do not know {round(new * 100)} of 100 of the people they know"
            yield Reason("In a circle new to you", NEW_CIRCLE * new, share)
        yield Reason("Somewhere else than you", ANYWHERE, now.organization_name if now else "nobody says where")


def _is_asleep(last: date | None, today: date) -> bool:
    return last is not None and (today - last).days >= DORMANT_DAYS


def _novelty(store: GraphReader, network: Network, people: Collection[PersonId]) -> dict[PersonId, float]:
    numbers = {number: one for one in people if (number := network.number(one)) is not None}
    return {numbers[number]: new for number, new in Novelty(store, network).of(numbers).items()}
