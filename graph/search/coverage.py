"""The whole target list at a glance: what can be reached, what hangs on one person, and whom it would help to know."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, Person, Target
from graph.search.fragility import Routes, fragility
from graph.search.introductions import finder_of
from graph.search.network import Network
from graph.search.overview import best_paths
from graph.search.region import region
from graph.search.targets import same_organizations
from graph.search.what_if import Gain, gains
from graph.store.reader import GraphReader
from graph.ties.contexts import memberships
from graph.ties.kinds import Context, ContextKind
from graph.ties.strength import LINKED

USUAL_HOPS = 3
"""Ties in a row that a way takes at most."""

KNOWN = 0.25
"""How strong a tie to somebody is taken to be whom one gets to know: familiar."""

SHOWN_GAINS = 3
"""People and groups that are named: more would be another list to put off."""

LEAST_TOGETHER = 3
"""People that make a group worth going to."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A target: the chance of its best path (None without any), separate ways, and whom every way needs."""

    target: Target
    chance: float | None
    routes: Routes
    needed: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class WouldHelp:
    """Somebody to get to know, or a group to go to, and the targets that this opens or brings closer."""

    who: Person | Context
    opens: tuple[Target, ...]
    warms: tuple[Target, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The target list in its order, who could close some of it with a no, and what would help most."""

    targets: tuple[Covered, ...]
    closed_by: tuple[tuple[Person, tuple[Target, ...]], ...]
    people: tuple[WouldHelp, ...]
    groups: tuple[WouldHelp, ...]

    @property
    def reached(self) -> int:
        """How many targets can be reached."""
        return sum(each.chance is not None for each in self.targets)


def coverage(store: GraphReader, network: Network, hops: int = USUAL_HOPS, *, helping: bool = True) -> Coverage:
    """How well the target list is covered by ties that were seen.

    Args:
        store: where the targets are.
        network: its projection, without inferred ties; of one that is not whole (`around_targets`) nothing is told
            about who would help, since these may be anywhere.
        hops: ties that a way takes at most.
        helping: whether to look for those whom it would help to know; of thirty thousand people that takes seconds.
    """
    wanted, finder = store.targets(), finder_of(network)
    if finder is None:
        return Coverage(tuple(Covered(target, None, Routes(0, True, ()), ()) for target in wanted), (), (), ())
    helped = helping and network.whole
    staff = {place: staff_of(store, network, target) for place, target in enumerate(wanted)}
    best = best_paths(finder, list(staff.values()), hops)
    found = fragility(finder, staff, hops)
    known = {*finder.potentials.sources, *network.after.of(next(iter(finder.potentials.sources)))}
    there = {number for place, path in enumerate(best) if path for number in staff[place]}
    strangers = [[number] for number in range(len(network.people)) if number not in known and number not in there]
    people = gains(finder, staff, strangers, hops, KNOWN, SHOWN_GAINS) if helped else []
    held_groups = _groups(store, network) if helped else ()
    contexts = {context: numbers for context, numbers in held_groups if not there.issuperset(numbers)}
    groups = gains(finder, staff, list(contexts.values()), hops, LINKED, SHOWN_GAINS)
    named = {*found.closed_by, *(strangers[gain.group][0] for gain in people)}
    named |= {number for each in found.routes.values() for number in each.needed}
    ids = {number: network.people[number] for number in named}
    held = store.people(ids.values())
    person = {number: held[one] for number, one in ids.items()}
    names = list(contexts)
    return Coverage(
        tuple(
            Covered(target, path.score if path else None, found.routes[place],
                    tuple(person[number] for number in found.routes[place].needed))
            for place, (target, path) in enumerate(zip(wanted, best, strict=True))
        ),
        tuple((person[who], tuple(wanted[place] for place in places)) for who, places in found.closed_by.items()),
        tuple(_would_help(person[strangers[gain.group][0]], gain, wanted) for gain in people),
        tuple(_would_help(names[gain.group], gain, wanted) for gain in groups),
    )  # fmt: skip


def staff_of(store: GraphReader, network: Network, target: Target) -> list[int]:
    """The numbers of everybody but ego who is at a target now."""
    there = network.staff.at(same_organizations(store, target.organization))
    return [number for number in there if network.people[number] != EGO]


def around_targets(store: GraphReader, today: date, hops: int = USUAL_HOPS) -> Network:
    """The part of a network that is about the target list, for a store that holds more than fits.

    Raises:
        UserError: when too many ties would have to be looked at.
    """
    wanted = (same_organizations(store, target.organization) for target in store.targets())
    there = store.affiliations_at({organization for each in wanted for organization in each})
    workplaces = [(each.person, each.organization) for each in there if each.current and each.person != EGO]
    return region(store, {person for person, _ in workplaces}, hops, today, workplaces)


def _groups(store: GraphReader, network: Network) -> Iterator[tuple[Context, list[int]]]:
    """Companies, schools, clubs and labels that some people share whom one may meet there."""
    number_of = {person: number for number, person in enumerate(network.people) if person != EGO}
    found = memberships(store.backgrounds(), number_of, {})
    members: Mapping[int, set[int]] = defaultdict(set)
    for person, context in zip(found.person.tolist(), found.context.tolist(), strict=True):
        members[context].add(person)
    for context, numbers in members.items():
        kind = found.contexts[context].kind
        if kind in (ContextKind.EMPLOYER, ContextKind.SCHOOL) and len(numbers) >= LEAST_TOGETHER:
            yield found.contexts[context], sorted(numbers)


def _would_help(who: Person | Context, gain: Gain[int], wanted: Sequence[Target]) -> WouldHelp:
    opens, warms = (tuple(wanted[place] for place in places) for places in (gain.opens, gain.warms))
    return WouldHelp(who, opens, warms, gain.chance)
