"""Small networks to search in, and a slow and obvious search that the fast one is held to."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from graph.model import OrganizationId, PersonId
from graph.search.network import Network, build
from graph.search.paths import FoundPath, PathFinder, SearchOptions
from graph.ties.strength import TieStrengths

TODAY = date(2026, 11, 23)
FILES = sorted((Path(__file__).parent / "data" / "networks").glob("*.json"))

Ties = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Case:
    """A network, a question, and all answers in order; people are numbered in the order of their names."""

    network: Network
    ties: Ties
    sources: dict[int, float]
    targets: dict[int, float]
    options: SearchOptions
    penalty: float
    paths: list[tuple[float, tuple[str, ...]]]
    disjoint: list[tuple[float, tuple[str, ...]]]

    def finder(self) -> PathFinder:
        return PathFinder(self.network, self.sources, self.penalty)

    def named(self, found: Iterable[FoundPath]) -> list[tuple[float, tuple[str, ...]]]:
        """What was found, with scores rounded far below what tells two of them apart."""
        return [(round(path.score, 9), tuple(str(self.network.people[one]) for one in path.people)) for path in found]


def load(path: Path) -> Case:
    said = json.loads(path.read_text("utf-8"))
    names = sorted({*said["sources"], *said["targets"], *(end for tie in said["ties"] for end in tie[:2])})
    number = {name: place for place, name in enumerate(names)}
    ties = {(number[a], number[b]): strength for a, b, strength in said["ties"]}
    return Case(
        network=network_of(names, ties),
        ties=ties,
        sources={number[name]: weight for name, weight in said["sources"].items()},
        targets={number[name]: weight for name, weight in said["targets"].items()},
        options=SearchOptions(
            said["limit"], said["hops"], said["min_hops"], frozenset(number[name] for name in said["blocked"])
        ),
        penalty=said["penalty"],
        paths=[(score, tuple(people)) for score, *people in said["paths"]],
        disjoint=[(score, tuple(people)) for score, *people in said["disjoint"]],
    )


def network_of(names: Sequence[str], ties: Ties, companies: Sequence[str] = ()) -> Network:
    """People in order of name; somebody's number is their place, unless they are at `companies` (by place)."""
    people = [PersonId(name) for name in names]
    return build(people, strengths_of(ties), stamp="", today=TODAY, workplaces=workplaces_of(companies))


def workplaces_of(companies: Sequence[str]) -> list[tuple[int, OrganizationId]]:
    return [(place, OrganizationId(name)) for place, name in enumerate(companies) if name]


def strengths_of(ties: Ties) -> TieStrengths:
    pairs = {(min(ends), max(ends)): strength for ends, strength in ties.items()}
    a, b = (np.array([ends[side] for ends in pairs], dtype=np.int64) for side in (0, 1))
    return TieStrengths(a, b, np.array(list(pairs.values()), dtype=np.float64))


def every_path(
    ties: Ties, sources: Mapping[int, float], targets: Mapping[int, float], options: SearchOptions
) -> Iterator[tuple[int, ...]]:
    """Every simple path that the options allow (but for the limit), by trying everything."""
    known: dict[int, set[int]] = {}
    for a, b in ties:
        known.setdefault(a, set()).add(b)
        known.setdefault(b, set()).add(a)
    ways: list[tuple[int, ...]] = [(source,) for source in sources if source not in options.blocked]
    while ways:
        way = ways.pop()
        if way[-1] in targets and len(way) > options.min_hops:
            yield way
        if len(way) <= options.max_hops:
            further = known.get(way[-1], set()) - set(way) - set(sources) - options.blocked
            ways.extend((*way, one) for one in further)
