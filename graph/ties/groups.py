"""The groups inside one person's contacts, and what share of the pairs in each is believed to know each other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.ties.contexts import Memberships
from graph.ties.feedback import Answers
from graph.ties.kinds import LARGE, LARGE_EMPLOYER, ContextKind

KINDS = tuple(ContextKind)
"""Order of the kinds in arrays."""


@dataclass(frozen=True, slots=True, eq=False)
class ContactList:
    """Whom the owner of a list knows, in order of number, and the day on which they connected (or `NO_DAY`)."""

    owner: int
    members: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Who in a list shares what: row i says that `members[person[i]]` belongs to group `group[i]` from start to end.

    Rows are in order of group, then of person. `contexts` says what each group shares, `sizes` how many people of the
    list it has, `rates` what share of its pairs know each other.
    """

    person: npt.NDArray[np.int32]
    group: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    contexts: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.int8]
    sizes: npt.NDArray[np.int64]
    rates: npt.NDArray[np.float64]


def groups_of(contacts: ContactList, belonging: Memberships, answers: Answers) -> Groups:
    """The groups of two people or more in a list."""
    place = np.searchsorted(contacts.members, belonging.person)
    inside = np.flatnonzero(
        (place < len(contacts.members))
        & (contacts.members[np.minimum(place, len(contacts.members) - 1)] == belonging.person)
        if len(contacts.members)
        else np.zeros(len(place), dtype=bool)
    )
    rows = inside[np.lexsort((place[inside], belonging.context[inside]))]
    person, context = place[rows].astype(np.int32), belonging.context[rows]
    is_first = np.ones(len(rows), dtype=bool)  # of somebody's stays in a context
    is_first[1:] = (context[1:] != context[:-1]) | (person[1:] != person[:-1])
    sizes = np.bincount(context[is_first], minlength=len(belonging.contexts))
    kept = sizes[context] > 1
    contexts, group = np.unique(context[kept], return_inverse=True)
    kinds = np.array([KINDS.index(belonging.contexts[each].kind) for each in contexts.tolist()], dtype=np.int8)
    rates = _rates(kinds, sizes[contexts])
    for number, each in enumerate(contexts.tolist()):
        key = belonging.contexts[each].key
        if key in answers.groups or key in answers.asked:
            rates[number] = answers.rate(key, float(rates[number]))
    return Groups(
        person[kept], group.astype(np.int32), belonging.start[rows][kept], belonging.end[rows][kept],
        contexts, kinds, sizes[contexts], rates,
    )  # fmt: skip


def _rates(kinds: npt.NDArray[np.int8], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    chance = np.array([kind.value.chance for kind in KINDS])[kinds]
    falls = np.array([kind.value.falls for kind in KINDS])[kinds]
    rates: npt.NDArray[np.float64] = chance * (sizes / 2.0) ** -falls
    large = LARGE_EMPLOYER.chance * (sizes / 2.0) ** -LARGE_EMPLOYER.falls
    return np.where((kinds == KINDS.index(ContextKind.EMPLOYER)) & (sizes > LARGE), large, rates)
