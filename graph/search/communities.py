"""Who belongs together: groups of people who know one another better than others do, and what each is called.

Ego knows everybody, which tells nothing about groups, so the ties of ego count for none; who is known to ego alone
belongs to no community. Communities are those of the best modularity that moving one person after another finds
(Blondel and others, *Fast unfolding of communities in large networks*, 2008), with all people deciding at once as in
Lu, Halappanavar and Kalyanaraman, *Parallel heuristics for scalable community detection*, 2015: half of them may move
in a round, and of two people alone only the one of higher number joins the other. So the same network has the same
communities, and 400,000 ties take a second.

A community is called by what sets it apart: the company, school or label that its members have and others have not;
where there is none, by the person whom most of them know.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import EGO, Person
from graph.search.network import Network, chances_of
from graph.store.reader import GraphReader
from graph.text import clean_text

NOBODY = -1
"""The community of people who belong to none."""
ROUNDS = 24
"""Rounds of moves before groups are taken for people and looked at in turn; most networks need six."""
LEAST_GAIN = 1e-4
"""By how much a round of moves must improve the modularity for another to follow."""
LEAST_PEOPLE = 3
"""People that make a community."""
LOOKED_AT = 300
"""Members by whom a community is named, those with most ties first."""
LEAST_SHARE = 0.2
"""By so much what names a community must be more usual in it than outside."""

Labels = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Community:
    """Some people (by number, those with most ties first) and what they are called after.

    `kind` is "company", "school", "label" or, for a community named after its best known person, "person"; `share` is
    of how many of its members that is true, 1 for a person.
    """

    name: str
    kind: str
    share: float
    people: Labels


def communities(network: Network, store: GraphReader, most: int = 40) -> tuple[Community, ...]:
    """The largest communities with their names, the largest first."""
    return named(network, store, members(network), most)


def named(network: Network, store: GraphReader, membership: Labels, most: int) -> tuple[Community, ...]:
    """The same from everybody's community, as `members` finds it."""
    ties = np.diff(network.after.indptr)[: len(network.people)]
    groups = [_by_ties(membership, ties, number) for number in range(min(most, int(membership.max(initial=-1)) + 1))]
    looked_at = [[network.people[number] for number in group[:LOOKED_AT].tolist()] for group in groups]
    known = store.people(who for group in looked_at for who in group)
    people = [[known[who] for who in group if who in known] for group in looked_at]
    names = _told_apart(_names(people), people)
    return tuple(Community(*name, group) for name, group in zip(names, groups, strict=True))


def members(network: Network) -> Labels:
    """For everybody, by number, the number of their community, 0 the largest; `NOBODY` where there is none.

    In a network with inferred ties these count too, by their chance.
    """
    size = len(network.people)
    start = np.repeat(np.arange(size, dtype=np.int64), np.diff(network.after.indptr)[:size])
    end = network.after.indices[: len(start)].astype(np.int64) % size
    once = start < end
    ego = network.number(EGO)
    if ego is not None:
        once &= (start != ego) & (end != ego)
    return grouped(size, start[once], end[once], chances_of(network.after.cost[: len(once)][once]))


def grouped(size: int, low: Places, high: Places, weight: Weights) -> Labels:
    """The community of each of `size` people with these ties, 0 the largest; `NOBODY` in groups below `LEAST_PEOPLE`.

    >>> ends = np.array([[0, 1], [0, 2], [1, 2], [3, 4], [3, 5], [4, 5], [2, 3]]).T
    >>> grouped(7, *ends, np.ones(7)).tolist()
    [0, 0, 0, 1, 1, 1, -1]
    """
    low, high, weight = low[low != high], high[low != high], weight[low != high]
    label, joined, own = np.arange(size), _followed(size, low, high), np.zeros(size)
    while True:
        names, joined = np.unique(joined, return_inverse=True)
        label = joined[label]
        low, high, weight, own = _condensed(joined, len(names), low, high, weight, own)
        joined = _moved(low, high, weight, own) if len(low) else joined
        if not len(low) or (joined == np.arange(len(own))).all():
            break
    return _ranked(label)


def _followed(size: int, low: Places, high: Places) -> Places:
    """Everybody's group when those with a single tie follow it, which the best grouping has them do in any case."""
    known = np.bincount(low, minlength=size) + np.bincount(high, minlength=size)
    group = np.arange(size)
    for one, other in ((low, high), (high, low)):
        follows = (known[one] == 1) & ((known[other] > 1) | (other < one))
        group[one[follows]] = other[follows]
    return group


def _moved(low: Places, high: Places, weight: Weights, own: Weights) -> Places:
    """Everybody's group after rounds of moves; `own` is the weight inside those who stand for a group already."""
    size = len(own)
    start = np.concatenate([low, high])
    order = np.argsort(start, kind="stable")
    start, end, pull = start[order], np.concatenate([high, low])[order], np.concatenate([weight, weight])[order]
    degree = np.bincount(start, pull, minlength=size) + 2 * own
    group = best = np.arange(size)
    reached = _modularity(group, low, high, weight, own, degree)
    for turn in range(ROUNDS):
        wanted = _wanted(group, start, end, pull, degree)
        alone = np.bincount(group, minlength=size) == 1
        swaps = alone[group] & alone[wanted] & (wanted > group)
        group = np.where(swaps | (_coin(size) == turn % 2), group, wanted)
        if turn % 2:
            now = _modularity(group, low, high, weight, own, degree)
            if now - reached < LEAST_GAIN:
                return group if now > reached else best
            best, reached = group, now
    return best


def _wanted(group: Places, start: Places, end: Places, pull: Weights, degree: Weights) -> Places:
    """For everybody the group among their neighbours' that gains most, the lowest among equals; or their own."""
    size = len(group)
    key = start * size + group[end]
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    who, there, tied = key[first] // size, key[first] % size, np.add.reduceat(pull[order], first)
    total, share = np.bincount(group, degree, minlength=size), degree / degree.sum()
    mine = there == group[who]
    gain = tied - share[who] * (total[there] - np.where(mine, degree[who], 0))
    stay = -share * (total[group] - degree)
    stay[who[mine]] = gain[mine]
    rows = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
    most = np.maximum.reduceat(gain, rows)
    is_most = gain == np.repeat(most, np.diff(rows, append=len(who)))
    chosen = np.minimum.reduceat(np.where(is_most, np.arange(len(who)), len(who)), rows)
    better = chosen[most > stay[who[rows]] + 1e-12]
    wanted = group.copy()
    wanted[who[better]] = there[better]
    return wanted


def _coin(size: int) -> Places:
    """Heads or tails for everybody, without a pattern, the same every time."""
    return (np.arange(size) * 2654435761 >> 16) & 1


def _modularity(group: Places, low: Places, high: Places, weight: Weights, own: Weights, degree: Weights) -> float:
    whole = degree.sum()
    inside = 2 * (weight[group[low] == group[high]].sum() + own.sum())
    return float(inside / whole - ((np.bincount(group, degree) / whole) ** 2).sum())


def _condensed(
    group: Places, count: int, low: Places, high: Places, weight: Weights, own: Weights
) -> tuple[Places, Places, Weights, Weights]:
    """Groups in place of people: the ties between two of them as one, those inside as their own weight."""
    a, b = np.minimum(group[low], group[high]), np.maximum(group[low], group[high])
    inside = _summed(group, own, count) + _summed(a[a == b], weight[a == b], count)
    key, at = np.unique(a[a != b] * count + b[a != b], return_inverse=True)
    between = _summed(at, weight[a != b], len(key))
    return (key // count).astype(np.int64), (key % count).astype(np.int64), between, inside


def _summed(group: Places, weight: Weights, count: int) -> Weights:
    return np.bincount(group, weight, minlength=count).astype(np.float64)


def _ranked(label: Places) -> Labels:
    """Communities by size; among equals the one whose first member has the lowest number comes first."""
    _, first, label, sizes = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.where(sizes[order] >= LEAST_PEOPLE, np.arange(len(order)), NOBODY)
    return rank[label]


def _by_ties(membership: Labels, ties: Places, number: int) -> Labels:
    group = np.flatnonzero(membership == number).astype(np.int32)
    return group[np.argsort(-ties[group], kind="stable")]


def _names(groups: Sequence[Sequence[Person]]) -> list[tuple[str, str, float]]:
    """What each group is called after (name, kind, share); groups are given with the best known person first."""
    counts = [Counter(context for person in group for context in _contexts(person)) for group in groups]
    everywhere, everybody = sum(counts, Counter[tuple[str, str]]()), sum(map(len, groups))
    found = []
    for group, count in zip(groups, counts, strict=True):
        outside = max(everybody - len(group), 1)
        lifts = {each: (count[each] / len(group)) - (everywhere[each] - count[each]) / outside for each in count}
        best = max(sorted(lifts), key=lifts.__getitem__, default=None)
        if best is not None and lifts[best] >= LEAST_SHARE:
            found.append((best[1], best[0], count[best] / len(group)))
        else:
            found.append((f"Around {clean_text(group[0].name)}" if group else "", "person", 1.0))
    return found


def _contexts(person: Person) -> set[tuple[str, str]]:
    """What a person may share with others, as (kind, name)."""
    posts: Iterable[str] = (held.organization_name for held in person.affiliations)
    said: Mapping[str, Iterable[str]] = {"company": posts, "label": person.labels, "school": person.schools}
    return {(kind, name) for kind, names in said.items() for each in names if (name := clean_text(each))}


def _told_apart(
    names: Sequence[tuple[str, str, float]], groups: Sequence[Collection[Person]]
) -> Iterable[tuple[str, str, float]]:
    """Communities of one name carry their best known person's too."""
    often = Counter(name for name, _, _ in names)
    for (name, kind, share), group in zip(names, groups, strict=True):
        best_known = next(iter(group), None)
        if best_known and kind != "person" and often[name] > 1:
            name = f"{name}, around {clean_text(best_known.name)}"
        yield name, kind, share
