"""What the user said about pairs -> answers about the contexts that these pairs share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph.ties.contexts import Memberships
from graph.ties.feedback import Answers
from graph.ties.groups import ContactList, Groups, groups_of


def learnt(
    said: Iterable[tuple[int, int, bool]],
    belonging: Memberships,
    lists: Sequence[ContactList],
    words: Mapping[str, str],
) -> Answers:
    """The answers, each shared among the pair's contexts in proportion to what they contribute.

    Args:
        said: two people by number, and whether they know each other.
        belonging: who shares what.
        lists: whose contacts they are, largest first; the largest that holds both counts.
        words: what was said about whole groups, by context.
    """
    yes: dict[str, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    groups: dict[int, Groups] = {}
    for one, other, know in said:
        home = next((number for number, each in enumerate(lists) if _holds(each, one) and _holds(each, other)), None)
        if home is None:
            continue
        if home not in groups:
            groups[home] = groups_of(lists[home], belonging, Answers(words))
        shared = shared_groups(groups[home], *(_place(lists[home], each) for each in (one, other)))
        total = sum(float(groups[home].rates[group]) for group in shared)
        for group in shared:
            key = belonging.contexts[groups[home].contexts[group]].key
            credit = float(groups[home].rates[group]) / total
            asked[key] += credit
            yes[key] += credit * know
    return Answers(dict(words), dict(yes), dict(asked))


def shared_groups(groups: Groups, one: int, other: int) -> list[int]:
    """The groups to which two members of a list (by place in it) belonged at the same time."""
    mine, theirs = (np.flatnonzero(groups.person == each).tolist() for each in (one, other))
    return sorted(
        {
            int(groups.group[a])
            for a in mine
            for b in theirs
            if groups.group[a] == groups.group[b]
            and max(groups.start[a], groups.start[b]) <= min(groups.end[a], groups.end[b])
        }
    )


def _holds(contacts: ContactList, person: int) -> bool:
    place = _place(contacts, person)
    return place < len(contacts.members) and bool(contacts.members[place] == person)


def _place(contacts: ContactList, person: int) -> int:
    return int(np.searchsorted(contacts.members, person))
