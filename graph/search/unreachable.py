"""When there is no path: why, in one sentence, and three things to do next that the product can do now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from graph.errors import UserError
from graph.model import EGO, PersonId, TargetPeople, Unreachable
from graph.search.network import Network
from graph.search.paths import MOST_HOPS, PathFinder, SearchOptions
from graph.search.region import region
from graph.store.reader import GraphReader

NEXT_STEPS = 3
"""More advice than this is not read."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search that found nothing: whom it looked for, how far, and whom it left out."""

    target: TargetPeople
    hops: int
    without: frozenset[PersonId]


def why_unreachable(store: GraphReader, network: Network, finder: PathFinder | None, search: Search) -> Unreachable:
    """The first of these that is true: no contacts at all, nobody known there, left out, too far, not connected."""
    name = search.target.organization.name
    current = [each.person for each in search.target.people if each.current]
    label, detail, needed = "No way in your data yet", "", 0
    if finder is None or not store.runs():
        label, detail = "No contacts yet", "Nothing has been imported, so nobody is known who could introduce you."
    elif not current and search.target.people:
        detail = f"People who used to be at {name} are in your data, but nobody who is there now."
    elif not current:
        detail = f"Nobody in your data is at {name}.{_star(store)}"
    elif search.without and _reaches(network, finder, search, frozenset(), search.hops):
        label = "Only through people you left out"
        detail = f"Every way to {name} leads through somebody you left out."
    elif needed := _steps_needed(store, network, finder, search):
        label = "Too many steps away"
        detail = f"There is a way to {name}, but it takes more than {_steps(search.hops)}."
    else:
        detail = f"People at {name} are in your data, but none of your contacts is known to know them.{_star(store)}"
    return Unreachable(label, detail, tuple(islice(_next_steps(store, search, label, needed), NEXT_STEPS)))


def _star(store: GraphReader) -> str:
    """One's own export shows whom one knows, never who knows whom."""
    if any(run.owner != EGO for run in store.runs()):
        return ""
    return " One export only shows your direct contacts, not whom they know."


def _reaches(network: Network, finder: PathFinder, search: Search, without: frozenset[PersonId], hops: int) -> bool:
    def numbers(people: Iterable[PersonId]) -> frozenset[int]:
        return frozenset(number for one in people if (number := network.number(one)) is not None)

    options = SearchOptions(limit=1, max_hops=hops, blocked=numbers(without))
    return bool(finder.search(dict.fromkeys(numbers(_current(search)), 1.0), options))


def _current(search: Search) -> list[PersonId]:
    return [each.person.id for each in search.target.people if each.current]


def _steps_needed(store: GraphReader, network: Network, finder: PathFinder, search: Search) -> int:
    """The fewest steps more than allowed that lead there; 0 when none do, or when nobody could look so far."""
    for hops in range(search.hops + 1, MOST_HOPS + 1):
        if not network.whole:
            try:
                network = region(store, _current(search), hops, network.today)
            except UserError:
                return 0
            ego = network.number(EGO)
            assert ego is not None, "the search began with them"
            finder = PathFinder(network, {ego: 1.0})
        if _reaches(network, finder, search, search.without, hops):
            return hops
    return 0


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{number} steps"


def _next_steps(store: GraphReader, search: Search, label: str, needed: int) -> Iterator[str]:
    name = search.target.organization.name
    if label == "No contacts yet":
        yield "Import your LinkedIn export."
    if label == "Only through people you left out":
        yield "Take one of the people you left out back in."
    if needed:
        yield f"Allow {_steps(needed)} or more."
    gone = [each.person for each in search.target.people if not each.current]
    known = store.ties_between((EGO, one.id) for one in gone)
    former = [one for one in gone if frozenset((EGO, one.id)) in known]
    if former:
        yield f"Ask {former[0].name}, who used to be there, whom to talk to."
    if search.target.similar:
        other = search.target.similar[0][0].name
        yield f"If {other} is the same company, say so on the Targets page."
    yield "Ask a friend for their LinkedIn export and import it with their name as the owner."
    yield f"Import your address book: somebody in it may be at {name}."
    yield "Import a newer export of your own: people change jobs."
