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
from graph.ties.sharing import circles_of, distinct, shared_pairs

LARGEST_GROUP = 100
"""In a longer list groups of more people are not taken apart into pairs: 100 make 4,950, of whom a quarter at most know
each other."""

WEAKEST_GROUP = 0.1
"""In a longer list groups are not taken apart either of whom fewer pairs know each other, such as a city of 20 people:
sharing nothing else they are not shown anyway."""

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

SOCIABLE, UNKNOWN = 0.3, 0.3
"""Whom twice as many of one's friends know as they know others is a fifth likelier to know anybody; nobody's chance is
nothing because none of the friends who gave their contacts happens to know them."""

HIGHEST_SOCIABLE = 0.5
"""However many friends know both, they may have kept them apart."""

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
Reasons = npt.NDArray[np.float32]
"""Effects by pair: there are millions of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Inferred:
    """Inferred ties, in order of `low`, then `high` (numbers of people), and what each probability is made of.

    `home` is the place of the list in which the two were compared, -1 where they stand in none together. `base`,
    `circle`, `days`, `friends`, `thread` and `event` are reasons; what all contexts say is found again in the list.
    """

    low: npt.NDArray[np.int32]
    high: npt.NDArray[np.int32]
    probability: FloatArray
    home: npt.NDArray[np.int32]
    base: Reasons
    circle: Reasons
    days: Reasons
    friends: Reasons
    thread: Reasons
    event: Reasons


def infer(facts: Circumstances, least: float = POSSIBLE) -> Inferred:
    """The ties that are at least so probable, among pairs of whom nothing is settled.

    With `least` 0 these are all pairs that have any reason; to be in one short list (`SMALL_LIST`) is one.
    """
    met = _met(facts)
    found = [_in_list(facts, home, met, least) for home in range(len(facts.lists))]
    together = _joined([*found, _in_no_list(facts, met)])
    thread, event = _looked_up(met, together.keys)
    left = (1.0 - together.probability) * (1.0 - thread.astype(np.float64)) * (1.0 - event.astype(np.float64))
    kept = np.flatnonzero((1.0 - left >= least) & ~_is_among(together.keys, facts.settled))
    kept = kept[np.argsort(together.keys[kept])]
    low, high = np.divmod(together.keys[kept], max(facts.people, 1))
    return Inferred(
        low.astype(np.int32), high.astype(np.int32), 1.0 - left[kept], together.home[kept], together.base[kept],
        together.circle[kept], together.days[kept], together.friends[kept], thread[kept], event[kept],
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
    base: Reasons
    circle: Reasons
    days: Reasons
    friends: Reasons


def _in_list(facts: Circumstances, home: int, met: "_Met", least: float) -> _Pairs:
    """The pairs of a list of which all that is shared in it says enough, and those who met."""
    contacts = facts.lists[home]
    size = len(contacts.members)
    groups = groups_of(contacts, facts.belonging, facts.answers)
    helpers = helpers_of(facts, home)
    known = [np.isin(contacts.members, each.members) for each in helpers]
    base = base_of(contacts, groups, len(helpers) + 1)
    largest = size if size <= SMALL_LIST else LARGEST_GROUP
    weakest = 0.0 if size <= SMALL_LIST else WEAKEST_GROUP
    keys, shared = shared_pairs(groups, size, (groups.sizes <= largest) & (groups.rates >= weakest))
    circles = circles_of(keys, shared, size) if 1 < size <= LARGEST_CIRCLES else None
    more = [_pairs_among(np.flatnonzero(each), size) for each in known if each.sum() <= largest]
    likelier = _sociable(known, size)
    if size <= SMALL_LIST and least <= base * likelier.max(initial=1.0) ** 2:
        more.append(_pairs_among(np.arange(size), size))
    elif circles is not None:
        more.append(np.flatnonzero(circles.ravel() > max(least - base, 0.0)))
    more.append(_met_in(met, contacts, facts.people))
    everybody = distinct(np.concatenate([keys, *more]))
    low, high = np.divmod(everybody, max(size, 1))
    contexts = np.zeros(len(everybody))
    contexts[np.searchsorted(everybody, keys)] = shared
    reasons = [
        np.minimum(base * likelier[low] * likelier[high], HIGHEST_SOCIABLE),
        circles[low, high] if circles is not None else np.zeros(len(everybody)),
        _days(contacts, low, high, contexts > 0),
        _friends(known, low, high),
    ]
    said = [reason.astype(np.float32) for reason in reasons]
    left = 1.0 - contexts
    for reason in said:
        left *= 1.0 - reason.astype(np.float64)
    numbers = contacts.members.astype(np.int64)
    keys = numbers[low] * facts.people + numbers[high]
    kept = np.flatnonzero((1.0 - left >= least) | _is_among(keys, met.keys))
    kept = kept[_belongs_here(facts, home, numbers[low[kept]], numbers[high[kept]])]
    place = np.full(len(kept), home, dtype=np.int32)
    return _Pairs(keys[kept], 1.0 - left[kept], place, *(reason[kept] for reason in said))


def _friends(known: Sequence[npt.NDArray[np.bool_]], low: IntArray, high: IntArray) -> FloatArray:
    """What it says that helpers know both."""
    rate = COMMON / (1.0 + COMMON_FADES * len(known))
    common = np.zeros(len(low), dtype=np.int32)
    for each in known:
        common += each[low] & each[high]
    friends: FloatArray = 1.0 - (1.0 - rate) ** np.minimum(common, MOST_COMMON)
    return friends


def _sociable(known: Sequence[npt.NDArray[np.bool_]], size: int) -> FloatArray:
    """By how much likelier than others each member of a list is to know anybody: more helpers know them."""
    if not known:
        return np.ones(size)
    friends = np.sum(known, axis=0) + UNKNOWN
    likelier: FloatArray = (friends / friends.mean()) ** SOCIABLE
    return likelier


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


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """Pairs who were addressed or invited together, in order of key, and what that says."""

    keys: IntArray
    thread: Reasons
    event: Reasons


def _met(facts: Circumstances) -> _Met:
    together = facts.together
    keys, place = np.unique(together.low.astype(np.int64) * facts.people + together.high, return_inverse=True)
    size = np.maximum(together.group, 2) / 2.0
    in_thread = np.where(together.group <= LARGEST_THREAD, THREAD * size**-THREAD_FALLS, 0.0)
    at_event = np.minimum(EVENT / np.maximum(together.group, 1), HIGHEST_EVENT)
    thread, event = np.zeros(len(keys), dtype=np.float32), np.zeros(len(keys), dtype=np.float32)
    np.maximum.at(thread, place, np.where(together.is_thread, in_thread, 0.0).astype(np.float32))
    np.maximum.at(event, place, np.where(together.is_thread, 0.0, at_event).astype(np.float32))
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
    nothing = np.zeros(len(keys), dtype=np.float32)
    none = np.full(len(keys), -1, dtype=np.int32)
    return _Pairs(keys, np.zeros(len(keys)), none, nothing, nothing, nothing, nothing)


def _joined(parts: Sequence[_Pairs]) -> _Pairs:
    """All pairs; each stands in one of the parts."""
    return _Pairs(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Pairs)))


def _looked_up(met: _Met, keys: IntArray) -> tuple[Reasons, Reasons]:
    """What having met says of pairs."""
    thread, event = np.zeros(len(keys), dtype=np.float32), np.zeros(len(keys), dtype=np.float32)
    is_met = np.flatnonzero(_is_among(keys, met.keys))
    place = np.searchsorted(met.keys, keys[is_met])
    thread[is_met], event[is_met] = met.thread[place], met.event[place]
    return thread, event


def _is_among(keys: IntArray, held: IntArray) -> npt.NDArray[np.bool_]:
    """Which of the keys are among those held, which are in order."""
    if not len(held):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(held, keys), len(held) - 1)
    found: npt.NDArray[np.bool_] = held[place] == keys
    return found
