"""Plan of the week: the few asks from which most of the target list may be expected to be reached.

The model. You ask a contact. They say yes or no once, whatever you ask of them: yes with the chance of your tie. When
they do, they pass on what you ask for each company, and that works with what the rest of the best path is worth
(`graph.outreach.chances`). Different contacts answer independently. So with S(c) the companies that the ask to c names,

    P(company t is reached) = 1 - product over asks c that name t of 1 - yes(c) * given(c, t)
    expected companies      = sum of these
    P(nothing comes of it)  = product over asks c of 1 - yes(c) + yes(c) * product over t in S(c) of 1 - given(c, t)

That somebody's yes is shared by all that they are asked does not change how many companies may be expected, but how
likely it is that all fails with one no: a plan that leans on one friend says so in its `chance_of_any`.

The limits. At most b asks; an ask goes to one person and names a company or two; nobody is asked twice at a time, not
even by somebody you ask; whoever was asked lately rests (`graph.outreach.asking`). `without_limits` is what as many
asks would bring if everybody might be asked again and again, for something else each time, and nobody rested.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.chances import about
from graph.model import IntroPath, Person, PersonId, Reason, Target
from graph.outreach.apart import Asking, Selection
from graph.outreach.chances import Chances, Rules, chances
from graph.outreach.choice import choose_freely
from graph.outreach.learning import NO_OUTCOMES, Rates
from graph.search.coverage import USUAL_HOPS, staff_of
from graph.search.introductions import explained, finder_of
from graph.search.network import Network
from graph.store.reader import GraphReader
from graph.text import clean_text

USUAL_ASKS = 5
"""A week of somebody who looks for work beside something else; twelve for somebody who does nothing else."""

MOST_NAMED = 2
"""Companies in one ask: one, and one instead. A longer list gets a vague answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """At most `asks`, each naming at most `named` companies over at most `hops` ties; `resting` are on no path."""

    asks: int = USUAL_ASKS
    named: int = MOST_NAMED
    hops: int = USUAL_HOPS
    resting: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A company that an ask names: the chance that the ask leads there, and the path, which starts with the ask."""

    target: Target
    chance: float
    path: IntroPath


@dataclass(frozen=True, slots=True)
class PlannedAsk:
    """Whom to ask and for what; `adds` are the companies that may be expected on top of the asks before.

    `why` ends with what the reasons before it come to.
    """

    introducer: Person
    targets: tuple[Named, ...]
    adds: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom to ask this week, those who add most first.

    Args:
        asks: none where no target can be reached.
        expected_targets: how many companies may be expected to be reached; what the asks add, together.
        without_limits: the same for as many asks if anybody could be asked any number of times.
        upper_bound: no plan within the limits can be expected to reach more.
        chance_of_any: that at least one company is reached.
    """

    asks: tuple[PlannedAsk, ...] = ()
    expected_targets: float = 0.0
    without_limits: float = 0.0
    upper_bound: float = 0.0
    chance_of_any: float = 0.0


def plan(
    store: GraphReader,
    network: Network,
    limits: Limits = Limits(),
    rates: Rates = NO_OUTCOMES,
    targets: Sequence[Target] | None = None,
) -> Plan:
    """The asks for this week.

    Args:
        store: where the people and their ties are.
        network: its projection, without inferred ties, or the part around the target list
            (`graph.search.coverage.around_targets`).
        limits: what a plan may be.
        rates: what the outcomes so far say about how readily people say yes.
        targets: which are still to be reached; the whole target list if missing.
    """
    wanted = store.targets() if targets is None else targets
    finder = finder_of(network)
    if finder is None or not wanted:
        return Plan()
    (ego,) = finder.potentials.sources
    staff = [staff_of(store, network, target) for target in wanted]
    rules = Rules(limits.hops, _numbers(network, limits.resting))
    table = _learnt(network, chances(network, ego, staff, rules), rates)
    selection = Selection(network, ego, staff, rules, table)
    chosen, bound = selection.choose(limits.asks, limits.named)
    asks = _told(store, network, table, chosen, wanted)
    expected = math.fsum(ask.adds for ask in asks)
    if rules.blocked:
        table = _learnt(network, chances(network, ego, staff, Rules(limits.hops)), rates)
    freely = choose_freely(table.reached, limits.asks, limits.named).value
    return Plan(asks, expected, max(freely, expected), max(bound, expected), _chance_of_any(asks))


def _numbers(network: Network, people: Collection[PersonId]) -> frozenset[int]:
    return frozenset(number for one in people if (number := network.number(one)) is not None)


def _learnt(network: Network, table: Chances, rates: Rates) -> Chances:
    """The chances with what the outcomes say about each contact's yes."""
    yes = rates.adjusted(table.yes)
    for number in _numbers(network, rates.own):
        for row in np.flatnonzero(table.introducers == number).tolist():
            yes[row] = rates.willing(network.people[number], float(table.yes[row]))
    return Chances(table.introducers, yes, table.given)


def _told(
    store: GraphReader, network: Network, table: Chances, chosen: Sequence[Asking], wanted: Sequence[Target]
) -> tuple[PlannedAsk, ...]:
    paths = iter(explained(store, network, [way for each in chosen for _, way in each.ways]))
    left = np.ones(len(wanted))
    asks = []
    for each in chosen:
        named = tuple(Named(wanted[column], way.score, next(paths)) for column, way in each.ways)
        rest = [float(left[column]) for column, _ in each.ways]
        more = int(np.count_nonzero(table.given[each.row])) - len(named)
        asks.append(_ask(named, float(table.yes[each.row]), rest, more))
        for column, way in each.ways:
            left[column] *= 1.0 - way.score
    return tuple(asks)


def _ask(named: Sequence[Named], yes: float, rest: Sequence[float], more: int) -> PlannedAsk:
    """An ask with its reasons.

    Args:
        named: what it names.
        yes: the chance that the person asked says yes.
        rest: for each company named the chance that the asks before do not reach it.
        more: how many other targets the person leads to.
    """
    introducer = named[0].path.steps[0].receiver
    name = clean_text(introducer.name)
    why = [Reason(f"{name} says yes", yes, f"{about(yes)} such asks")]
    for each, left in zip(named, rest, strict=True):
        company, contact = clean_text(each.target.name), clean_text(each.path.contact.name)
        over = "who is there" if each.path.is_direct else f"over {contact}, {about(each.chance / yes)}"
        why.append(Reason(f"Then {company} is reached", each.chance / yes, over))
        if left < 1.0:
            why.append(Reason(f"{company} is still open then", left, f"{about(left)}, for others are asked for it too"))
    adds = math.fsum(each.chance * left for each, left in zip(named, rest, strict=True))
    others = f"; leads to {more} more of your targets, for another time" if more else ""
    why.append(Reason("Adds to the plan", adds, f"{adds:.2f} companies that may be expected{others}"))
    return PlannedAsk(introducer, tuple(named), adds, tuple(why))


def _chance_of_any(asks: Iterable[PlannedAsk]) -> float:
    """The chance that not every ask fails; one fails with a no, or when it leads nowhere after a yes."""
    nothing = 1.0
    for ask in asks:
        yes = ask.why[0].effect
        nothing *= 1.0 - yes + yes * math.prod(1.0 - named.chance / yes for named in ask.targets)
    return 1.0 - nothing
