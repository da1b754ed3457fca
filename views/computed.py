"""What is computed from a store as it is at one moment, kept for all tabs until a write or a new day makes it afresh.

What targets and notes have no part in outlives their being written. Whoever asks first waits for it, unless it was made
beforehand (`views.beforehand`); whoever asks meanwhile waits for the same.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from heapq import nsmallest
from threading import Lock
from typing import TypeVar, cast

import streamlit as st

from graph.model import EGO, NAMELESS_IDS, Introductions, Organization, OrganizationId, PersonId
from graph.outreach.learning import Rates
from graph.outreach.outcomes import taught as taught_by_outcomes
from graph.search import insights as at_a_glance
from graph.search import introductions, region
from graph.search.coverage import Coverage, around_targets
from graph.search.coverage import coverage as targets_at_a_glance
from graph.search.network import Network
from graph.search.projection import is_current, project
from graph.search.targets import Proposal, organization_called, proposed
from graph.snapshots import Change, changes
from graph.store.base import GraphStore
from graph.store.kept import StoreStatus
from graph.store.reader import GraphReader
from views.text import clean
from views.wording import told_apart

CHOICE_LIMIT = 5000
"""Names that a chooser offers; the search on the People page finds the others."""

INFERRED_UP_TO = 60_000
"""People up to whom ties are inferred: of 200,000 people they take half a minute, and a gigabyte."""

INFERRED_FOR_CIRCLES_UP_TO = 3000
"""Up to so many people inferred ties help to find communities: they take half a second for a thousand people."""

STORES = 4
"""Stores of which what was computed is kept."""

Computing = TypeVar("Computing", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Moment:
    """A store at one revision, looked at on one day; `stamp` is the state of its network."""

    url: str
    revision: int
    stamp: str
    day: date
    store: GraphStore


def by_write(moment: Moment) -> Hashable:
    """What holds until the next write."""
    return moment.revision, moment.day


def by_network(moment: Moment) -> Hashable:
    """What holds until people, imports, evidence or decisions are written."""
    return moment.stamp, moment.day


_arranging = Lock()
_shown: dict[str, Moment] = {}
"""The last moment of every store that somebody looked at."""


def now(url: str, store: GraphStore, day: date) -> Moment:
    """The present moment of a store; what was computed of an earlier one and holds no longer is let go."""
    held, revision = _shown.get(url), store.revision()
    if held and (held.revision, held.day, held.store) == (revision, day, store):
        return held
    present = Moment(url, revision, store.network_stamp(), day, store)
    with _arranging:
        _shown[url] = present
        holding = by_write(present), by_network(present)
        for shelves in _shelves().values():
            for place in [place for place in shelves if place[0] == url and place[1] not in holding]:
                del shelves[place]
    return present


def shown() -> tuple[Moment, ...]:
    """The last moment of every store that somebody looked at."""
    return tuple(_shown.values())


def let_go(moment: Moment) -> None:
    """Nothing is made of this store beforehand until a page shows it again."""
    with _arranging:
        _shown.pop(moment.url, None)


@dataclass(slots=True)
class _Shelf:
    """What was computed, once it is there."""

    lock: Lock = field(default_factory=Lock)
    is_full: bool = False
    value: object = None


@st.cache_resource(show_spinner=False)
def _shelves() -> defaultdict[str, OrderedDict[tuple[Hashable, ...], _Shelf]]:
    """By function, then by store, what it holds for and what else was asked; goes with Streamlit's cache."""
    return defaultdict(OrderedDict)


def kept(most: int = STORES, *, until: Callable[[Moment], Hashable] = by_write) -> Callable[[Computing], Computing]:
    """What a function of a moment returns is kept while that holds, for `most` stores or other arguments."""

    def keeping(compute: Computing) -> Computing:
        @wraps(compute)
        def found(moment: Moment, *asked: Hashable) -> object:
            place = (moment.url, until(moment), *asked)
            shelf = _shelf(f"{compute.__module__}.{compute.__name__}", place, most)
            with shelf.lock:
                if not shelf.is_full:
                    shelf.value, shelf.is_full = compute(moment, *asked), True
                return shelf.value

        return cast(Computing, found)

    return keeping


def _shelf(name: str, place: tuple[Hashable, ...], most: int) -> _Shelf:
    with _arranging:
        shelves = _shelves()[name]
        shelf = shelves.setdefault(place, _Shelf())
        shelves.move_to_end(place)
        while len(shelves) > most:
            shelves.popitem(last=False)
    return shelf


@kept(until=by_network)
def status(moment: Moment) -> StoreStatus:
    """How many people and ties the store holds: to count them takes a while. All else is as it was then."""
    return moment.store.status()


@kept(until=by_network)
def fits(moment: Moment) -> bool:
    """Whether the whole network may be held here."""
    return region.fits(moment.store)


def infers(moment: Moment) -> bool:
    """Whether ties that nobody has seen can be worked out here."""
    return fits(moment) and status(moment).people <= INFERRED_UP_TO


def network(moment: Moment, guessing: bool) -> Network:
    """Everybody and every tie; with the inferred ones when `guessing`, where it `infers`."""
    return _inferred(moment) if guessing and infers(moment) else _observed(moment)


def of_targets(moment: Moment) -> Network:
    """What the search needs for the target list: everything, where that fits."""
    return network(moment, False) if fits(moment) else _around_targets(moment)


@kept()
def taught(moment: Moment) -> Rates | None:
    """What came of asks so far."""
    return taught_by_outcomes(moment.store)


@kept()
def organizations(moment: Moment) -> tuple[tuple[Organization, int], ...]:
    """Every company and how many people are there now, most people first."""
    return moment.store.organizations()


@kept(until=by_network)
def acquaintances(moment: Moment) -> Mapping[PersonId, str]:
    """Everybody whom ego knows, by name."""
    known = set(moment.store.evidence_around([EGO]).people) - {EGO}
    return _by_name((one.id, one.name) for one in moment.store.people(known).values())


@kept(until=by_network)
def everybody_by_name(moment: Moment) -> Mapping[PersonId, str]:
    """The first `CHOICE_LIMIT` people but ego who have a name, by name."""
    named = ((who, name) for who, name in moment.store.names() if who != EGO and not who.startswith(NAMELESS_IDS))
    return _by_name(nsmallest(CHOICE_LIMIT, named, key=_place))


@kept()
def best_ways(moment: Moment) -> Mapping[OrganizationId, Introductions]:
    """For each target the warmest path to it, or why there is none."""
    store, held = moment.store, of_targets(moment)
    question = introductions.Question(limit=1, willing=taught(moment))
    return {
        one.organization: introductions.find(store, held, organization_called(store, one.name), question)
        for one in store.targets()
    }


@kept()
def coverage(moment: Moment, helping: bool) -> Coverage:
    """How well the target list is covered, and, when `helping`, what would help."""
    with moment.store.snapshot() as view:
        return targets_at_a_glance(view, _as_of(view, of_targets(moment)), helping=helping)


@kept()
def insights(moment: Moment) -> at_a_glance.Insights:
    """Who holds the network together, what sleeps in it and how it grew; only of one that `fits`."""
    with moment.store.snapshot() as view:
        return at_a_glance.insights(view, _as_of(view, network(moment, False)))


@kept(until=by_network)
def circles(moment: Moment) -> at_a_glance.Circles:
    """Its communities; in a network of moderate size inferred ties count too."""
    guessing = status(moment).people <= INFERRED_FOR_CIRCLES_UP_TO
    with moment.store.snapshot() as view:
        return at_a_glance.circles(view, _as_of(view, network(moment, guessing)))


@kept()
def proposals(moment: Moment) -> tuple[Proposal, ...]:
    """Companies that the user's own files speak of, which are no targets yet."""
    return proposed(moment.store)


@kept()
def news(moment: Moment) -> tuple[Change, ...]:
    """What the newest exports say that those before did not."""
    return changes(moment.store)


@kept(until=by_network)
def _observed(moment: Moment) -> Network:
    return project(moment.store, moment.day)


@kept(1, until=by_network)  # of thirty thousand people it takes eighty megabytes
def _inferred(moment: Moment) -> Network:
    return project(moment.store, moment.day, guessing=True)


@kept()
def _around_targets(moment: Moment) -> Network:
    with moment.store.snapshot() as view:
        return around_targets(view, moment.day)


def _as_of(view: GraphReader, held: Network) -> Network:
    """A network, made again when it has changed since."""
    if is_current(held, view):
        return held
    if held.whole:
        return project(view, held.today, guessing=held.guesses is not None)
    return around_targets(view, held.today)


def _by_name(people: Iterable[tuple[PersonId, str]]) -> Mapping[PersonId, str]:
    return told_apart({who: clean(name) for who, name in sorted(people, key=_place)})


def _place(named: tuple[PersonId, str]) -> tuple[str, PersonId]:
    who, name = named
    return name.casefold(), who
