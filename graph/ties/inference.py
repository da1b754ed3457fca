"""Shared context -> inferred ties: which two people may know each other though nobody has seen it, and how likely.

    P = 1 - (1 - base) (1 - q1) (1 - q2) ...

`base` is the chance that any two contacts of one person know each other; it falls with the length of the list. Each q
is a reason: of each kind of context the most telling one that both share, or, where they share none, a circle of others
who share contexts with both; a message or a large meeting where both were; friends who know both. The form and its
constants were fitted to 54 real networks and measured on 56 others (`benchmarks/ties.py` measures them again through
the importers). Own code: no library infers ties with reasons, and general models did not rank better by much.

Only pairs that share something are looked at, and large groups are not taken apart into pairs: a school of 5,000 would
make 12 million of them, of whom hardly any know each other. Its members are still compared where they share more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from graph.store.kept import NO_DAY
from graph.ties.circumstances import Circumstances
from graph.ties.groups import KINDS, ContactList, Groups, groups_of
from graph.ties.kinds import POSSIBLE, ContextKind

LARGEST_GROUP = 250
"""Groups of more people are not taken apart into pairs."""

SMALL_LIST = 1_000
"""In a list of so many contacts every pair is looked at."""

LARGEST_CIRCLES = 2_000
"""In longer lists circles are not looked for: they take the square of the length, and suggest little there."""

HIGHEST_BASE = 0.15
"""However short a list, being on it together never suffices to show a tie."""

DENSE, DENSE_FALLS = 0.48, 0.40
"""Where schools, cities or labels are known: 12 of 100 pairs in a list of 30, 5 of 100 in one of 300, share nothing
that is known and know each other nevertheless."""

SPARSE, SPARSE_FALLS = 0.40, 0.28
"""Where only names and companies are known: 15 and 8 of 100."""

KNOWN_CONTEXT = 0.05
"""Schools, cities or labels count as known when they are for one contact in twenty."""

CIRCLE, HIGHEST_CIRCLE = 2.5, 0.5
"""How much others tell who share something with both; however many, half of such pairs are strangers."""

CIRCLE_BESIDES = 0.3
"""The same where the two share something themselves, which already tells most of it."""

ALONE, CROWDED = 0.5, 0.7
"""Who shares something with everybody tells less about each: what others say is divided by how much they share, to
this power; the first keeps those who share little from being taken at their word."""

HINTS = ((3, 0.03), (7, 0.02), (30, 0.01))
"""Connected within so many days of each other: hardly more often than others."""

SAME_DAY, SAME_DAY_FALLS, SAME_DAY_MOST = 0.15, 1.2, 12
"""Two people added on one day, and nobody else on it; a day on which twelve were added tells nothing."""

TELLING_DAYS = 3.0
"""So many standard deviations more often than by chance must those share a context who were added on one day, before
the days of a list are listened to: some exports have them at random."""

THREAD, THREAD_FALLS, LARGEST_THREAD = 0.55, 0.75, 30
"""Both addressed in one message to two people, and how that fades with their number."""

EVENT, HIGHEST_EVENT = 25.0, 0.6
"""At a meeting or conference of N people everybody speaks to about 25 of them."""

COMMON, COMMON_FADES, MOST_COMMON = 0.55, 0.06, 8
"""A friend who gave their contacts knows both: one in two such pairs. With more friends who gave theirs it tells less,
and more than eight tell no more."""

NOT_IN_COMMON = 0.04
"""Each further export in which the two are not together makes it a little less likely that they know each other."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Inferred:
    """Inferred ties, in order of `low`, then `high` (numbers of people), and what each probability is made of.

    `home` is the place of the list in which the two were compared, -1 where they stand in none together. `shared` is
    what all contexts together say, `friends` what those do who know both and gave their contacts (`common` of them);
    `circle`, `days`, `thread` and `event` are the other reasons.
    """

    low: npt.NDArray[np.int32]
    high: npt.NDArray[np.int32]
    probability: FloatArray
    home: npt.NDArray[np.int32]
    base: FloatArray
    shared: FloatArray
    circle: FloatArray
    days: FloatArray
    thread: FloatArray
    event: FloatArray
    friends: FloatArray
    common: npt.NDArray[np.int32]


def infer(facts: Circumstances, least: float = POSSIBLE) -> Inferred:
    """The ties that are at least so probable, among pairs of whom nothing is settled.

    With `least` 0 these are all pairs that have any reason; to be in one short list (`SMALL_LIST`) is one.
    """
    met = _met(facts)
    found = [_in_list(facts, home, met, least) for home in range(len(facts.lists))]
    together = _in_order([*found, _in_no_list(facts, met)])
    thread, event = _looked_up(met, together.keys)
    left = (1.0 - together.probability) * (1.0 - thread) * (1.0 - event)
    kept = np.flatnonzero((1.0 - left >= least) & ~_is_settled(facts, together.keys))
    keys = together.keys[kept]
    return Inferred(
        (keys // facts.people).astype(np.int32), (keys % facts.people).astype(np.int32), 1.0 - left[kept],
        together.home[kept], together.base[kept], together.shared[kept], together.circle[kept], together.days[kept],
        thread[kept], event[kept], together.friends[kept], together.common[kept],
    )  # fmt: skip


def base_of(contacts: ContactList, groups: Groups, exports: int) -> float:
    """The chance that two contacts of one person know each other of whom nothing else is known.

    Args:
        contacts: the list that both stand in.
        groups: what its people share.
        exports: how many lists there are of people in it, this one included.
    """
    telling = np.isin(groups.kinds, [KINDS.index(ContextKind.SCHOOL), KINDS.index(ContextKind.CITY)])
    known = len(np.unique(groups.person[telling[groups.group]]))
    is_dense = known >= KNOWN_CONTEXT * len(contacts.members)
    chance, falls = (DENSE, DENSE_FALLS) if is_dense else (SPARSE, SPARSE_FALLS)
    base = min(chance * max(len(contacts.members), 1) ** -falls, HIGHEST_BASE)
    return float(base * np.exp(-NOT_IN_COMMON * (exports - 1)))


def helpers_of(facts: Circumstances, home: int) -> list[ContactList]:
    """The lists of people who stand in this one."""
    members = set(facts.lists[home].members.tolist())
    return [each for number, each in enumerate(facts.lists) if number != home and each.owner in members]


@dataclass(slots=True, eq=False)
class _Pairs:
    """Pairs under way: `keys` are `low * people + high`."""

    keys: IntArray
    probability: FloatArray
    home: npt.NDArray[np.int32]
    base: FloatArray
    shared: FloatArray
    circle: FloatArray
    days: FloatArray
    friends: FloatArray
    common: npt.NDArray[np.int32]


def _in_list(facts: Circumstances, home: int, met: "_Met", least: float) -> _Pairs:
    """The pairs of a list of which all that is shared in it says enough, and those who met."""
    contacts = facts.lists[home]
    size = len(contacts.members)
    groups = groups_of(contacts, facts.belonging, facts.answers)
    helpers = helpers_of(facts, home)
    known = [np.isin(contacts.members, each.members) for each in helpers]
    base = base_of(contacts, groups, len(helpers) + 1)
    largest = size if size <= SMALL_LIST else LARGEST_GROUP
    keys, shared = _shared(groups, size, largest)
    circles = _circles(keys, shared, size) if 1 < size <= LARGEST_CIRCLES else None
    more = [_pairs_among(np.flatnonzero(each), size) for each in known if each.sum() <= largest]
    if size <= SMALL_LIST and least <= base:
        more.append(_pairs_among(np.arange(size), size))
    elif circles is not None:
        more.append(np.flatnonzero(circles.ravel() > max(least - base, 0.0)))
    more.append(_met_in(met, contacts, facts.people))
    everybody = np.unique(np.concatenate([keys, *more]))
    low, high = np.divmod(everybody, max(size, 1))
    contexts = np.zeros(len(everybody))
    contexts[np.searchsorted(everybody, keys)] = shared
    circle = circles[low, high] if circles is not None else np.zeros(len(everybody))
    common = sum((each[low] & each[high] for each in known), start=np.zeros(len(everybody), dtype=np.int32))
    days = _days(contacts, low, high, contexts > 0)
    friends = 1.0 - (1.0 - _common_rate(len(helpers) + 1)) ** np.minimum(common, MOST_COMMON)
    left = (1.0 - base) * (1.0 - contexts) * (1.0 - circle) * (1.0 - days) * (1.0 - friends)
    numbers = contacts.members.astype(np.int64)
    keys = numbers[low] * facts.people + numbers[high]
    enough = (1.0 - left >= least) | np.isin(keys, met.keys)
    kept = np.flatnonzero(enough & _belongs_here(facts, home, numbers[low], numbers[high]))
    return _Pairs(
        keys[kept], 1.0 - left[kept], np.full(len(kept), home, dtype=np.int32),
        np.full(len(kept), base), contexts[kept], circle[kept], days[kept], friends[kept],
        common[kept].astype(np.int32),
    )  # fmt: skip


def _shared(groups: Groups, size: int, largest: int) -> tuple[IntArray, FloatArray]:
    """The pairs in groups of at most `largest` people, and what all contexts together say of them.

    Of each kind the most telling context counts, also when it is a group too large to be taken apart.
    """
    rows = np.bincount(groups.group, minlength=len(groups.sizes))
    starts = np.cumsum(rows) - rows
    small = groups.sizes <= largest
    parts = [
        _taken_apart(groups, starts[small & (rows == count)], int(count), size) for count in np.unique(rows[small])
    ]
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in parts)])
    group = np.concatenate([np.zeros(0, dtype=np.int32), *(part[1] for part in parts)])
    pairs = np.unique(keys)
    large = [_in_large(groups, each, pairs, size) for each in np.flatnonzero(groups.sizes > largest).tolist()]
    keys = np.concatenate([keys, *(each[0] for each in large)])
    group = np.concatenate([group, *(each[1] for each in large)])
    rate, kind = groups.rates[group], groups.kinds[group]
    order = np.lexsort((-rate, kind, keys))
    keys, rate, kind = keys[order], rate[order], kind[order]
    best = np.ones(len(keys), dtype=bool)
    best[1:] = (keys[1:] != keys[:-1]) | (kind[1:] != kind[:-1])
    keys, rate = keys[best], rate[best]
    if not len(keys):
        return keys, rate
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[begins], 1.0 - np.multiply.reduceat(1.0 - rate, begins)


def _taken_apart(
    groups: Groups, starts: npt.NDArray[np.intp], count: int, size: int
) -> tuple[IntArray, npt.NDArray[np.int32]]:
    """All pairs in the groups of `count` rows that begin at `starts`, who were there at the same time."""
    one, other = np.triu_indices(count, 1)
    a, b = (starts[:, None] + one).ravel(), (starts[:, None] + other).ravel()
    at_once = np.maximum(groups.start[a], groups.start[b]) <= np.minimum(groups.end[a], groups.end[b])
    apart = groups.person[a] != groups.person[b]
    a, b = a[at_once & apart], b[at_once & apart]
    return groups.person[a].astype(np.int64) * size + groups.person[b], groups.group[a]


def _in_large(groups: Groups, group: int, pairs: IntArray, size: int) -> tuple[IntArray, npt.NDArray[np.int32]]:
    """Those of some pairs who are in a large group too."""
    rows = np.flatnonzero(groups.group == group)
    start = np.full(size, np.iinfo(np.int32).max, dtype=np.int32)
    end = np.zeros(size, dtype=np.int32)
    np.minimum.at(start, groups.person[rows], groups.start[rows])
    np.maximum.at(end, groups.person[rows], groups.end[rows])
    low, high = np.divmod(pairs, size)
    found = pairs[np.maximum(start[low], start[high]) <= np.minimum(end[low], end[high])]
    return found, np.full(len(found), group, dtype=np.int32)


def _circles(keys: IntArray, shared: FloatArray, size: int) -> FloatArray:
    """What those say who share something with both: a matrix, filled above its diagonal."""
    ties = np.zeros((size, size))
    low, high = np.divmod(keys, size)
    ties[low, high] = ties[high, low] = shared
    reach = (ties.sum(axis=1) + ALONE) ** -CROWDED
    circles = (ties @ ties) * reach[:, None] * reach
    circles *= np.where(ties > 0, CIRCLE_BESIDES, CIRCLE)
    np.minimum(circles, HIGHEST_CIRCLE, out=circles)
    return np.triu(circles, 1)


def _days(contacts: ContactList, low: IntArray, high: IntArray, share: npt.NDArray[np.bool_]) -> FloatArray:
    """What it says that two were added to a list at about the same time; only where they share something else."""
    days = contacts.days
    known = days != NO_DAY
    gap = np.abs(days[low].astype(np.int64) - days[high])
    both = known[low] & known[high]
    _, place, counts = np.unique(days, return_inverse=True, return_counts=True)
    burst = counts[place]
    close = both & (gap == 0) & (burst[low] < SAME_DAY_MOST)
    said = np.zeros(len(low))
    if not _days_tell(close & share, burst[known & (burst < SAME_DAY_MOST)], share, len(contacts.members)):
        return said
    said[close & share] = SAME_DAY * (burst[low][close & share] / 2.0) ** -SAME_DAY_FALLS
    for most, chance in reversed(HINTS):
        said[both & share & (gap > 0) & (gap <= most)] = chance
    return said


def _days_tell(
    close: npt.NDArray[np.bool_], bursts: npt.NDArray[np.intp], share: npt.NDArray[np.bool_], size: int
) -> bool:
    """Whether those added on one day share a context more often than the days' sizes make likely."""
    pairs = float((bursts - 1).sum()) / 2.0
    expected = pairs * share.sum() / max(size * (size - 1) / 2.0, 1.0)
    return bool(close.sum() > expected + TELLING_DAYS * np.sqrt(expected + 1.0))


def _pairs_among(people: npt.NDArray[np.intp], size: int) -> IntArray:
    one, other = np.triu_indices(len(people), 1)
    return people[one].astype(np.int64) * size + people[other]


def _belongs_here(facts: Circumstances, home: int, low: IntArray, high: IntArray) -> npt.NDArray[np.bool_]:
    """Pairs of whom neither owns a list, which would say so, and who stand in no larger list together."""
    is_owner = np.zeros(facts.people, dtype=bool)
    is_owner[[each.owner for each in facts.lists]] = True
    here = ~(is_owner[low] | is_owner[high])
    for larger in facts.lists[:home]:
        inside = np.zeros(facts.people, dtype=bool)
        inside[larger.members] = True
        here &= ~(inside[low] & inside[high])
    return here


def _common_rate(exports: int) -> float:
    """What one friend who knows both says, when so many exports are at hand."""
    return COMMON / (1.0 + COMMON_FADES * (exports - 1))


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """Pairs who were addressed or invited together, in order of key, and what that says."""

    keys: IntArray
    thread: FloatArray
    event: FloatArray


def _met(facts: Circumstances) -> _Met:
    together = facts.together
    keys, place = np.unique(together.low.astype(np.int64) * facts.people + together.high, return_inverse=True)
    size = np.maximum(together.group, 2) / 2.0
    in_thread = np.where(together.group <= LARGEST_THREAD, THREAD * size**-THREAD_FALLS, 0.0)
    at_event = np.minimum(EVENT / np.maximum(together.group, 1), HIGHEST_EVENT)
    thread, event = np.zeros(len(keys)), np.zeros(len(keys))
    np.maximum.at(thread, place, np.where(together.is_thread, in_thread, 0.0))
    np.maximum.at(event, place, np.where(together.is_thread, 0.0, at_event))
    return _Met(keys, thread, event)


def _met_in(met: _Met, contacts: ContactList, people: int) -> IntArray:
    """Those who met and both stand in a list, by their places in it."""
    low, high = np.divmod(met.keys, people)
    both = np.isin(low, contacts.members) & np.isin(high, contacts.members)
    low, high = (np.searchsorted(contacts.members, each[both]) for each in (low, high))
    return low.astype(np.int64) * len(contacts.members) + high


def _in_no_list(facts: Circumstances, met: _Met) -> _Pairs:
    """Those who met and stand in no list together."""
    low, high = np.divmod(met.keys, facts.people)
    keys = met.keys[_belongs_here(facts, len(facts.lists), low, high)]
    nothing = np.zeros(len(keys))
    none = np.full(len(keys), -1, dtype=np.int32)
    return _Pairs(keys, nothing, none, nothing, nothing, nothing, nothing, nothing, np.zeros(len(keys), dtype=np.int32))


def _in_order(parts: Sequence[_Pairs]) -> _Pairs:
    """All pairs in order; each stands in one of the parts."""
    columns = [np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Pairs)]
    order = np.argsort(columns[0], kind="stable")
    return _Pairs(*(column[order] for column in columns))


def _looked_up(met: _Met, keys: IntArray) -> tuple[FloatArray, FloatArray]:
    """What having met says of pairs."""
    if not len(met.keys):
        return np.zeros(len(keys)), np.zeros(len(keys))
    place = np.minimum(np.searchsorted(met.keys, keys), len(met.keys) - 1)
    is_met = met.keys[place] == keys
    return np.where(is_met, met.thread[place], 0.0), np.where(is_met, met.event[place], 0.0)


def _is_settled(facts: Circumstances, keys: IntArray) -> npt.NDArray[np.bool_]:
    return np.isin(keys, facts.settled)
