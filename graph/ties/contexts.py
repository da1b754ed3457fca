"""Where may two people have met? Employers, schools, cities, surnames and positions that several have in common.

Only contexts of two people or more are kept: what nobody else states says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.model import OrganizationId, PersonId
from graph.store.kept import Background
from graph.text import fold_words
from graph.ties.kinds import Context, ContextKind

ALWAYS = (date.min.toordinal(), date.max.toordinal())
"""From when to when somebody belongs to a context of which no dates are known."""


EVERYBODYS = frozenset({"my contacts", "mycontacts", "contacts", "starred", "all contacts", "imported", "address book"})
"""Labels that programs put on everybody (folded)."""


@dataclass(frozen=True, slots=True, eq=False)
class Memberships:
    """Who belongs to which context, and when: row i says that person `person[i]` belongs to `context[i]`.

    People are numbers, contexts places in `contexts`; `start` and `end` are days as ordinals. Rows are in order of
    person; somebody who left and came back has two.
    """

    contexts: tuple[Context, ...]
    person: npt.NDArray[np.int32]
    context: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]


Stay = tuple[int, Context, int, int]
"""A person's number, a context, and the first and last day."""


def memberships(
    backgrounds: Iterable[Background],
    number_of: Mapping[PersonId, int],
    same: Mapping[OrganizationId, OrganizationId],
) -> Memberships:
    """What people share.

    Args:
        backgrounds: of everybody.
        number_of: the number of each person.
        same: organisations that the user says to be another one.
    """
    stays = [
        (number_of[each.person], *stay)
        for each in backgrounds
        if each.person in number_of
        for stay in dict.fromkeys(_stays(each, same))
    ]
    return _as_arrays(stays)


def _as_arrays(stays: Sequence[Stay]) -> Memberships:
    places: dict[tuple[ContextKind, str], int] = {}
    contexts: list[Context] = []
    holders: dict[int, set[int]] = defaultdict(set)
    rows = []
    for person, context, start, end in stays:
        place = places.setdefault((context.kind, context.key), len(places))
        if place == len(contexts):
            contexts.append(context)
        holders[place].add(person)
        rows.append((person, place, start, end))
    shared = np.array([len(holders[place]) > 1 for place in range(len(contexts))], dtype=bool)
    said = np.array(rows, dtype=np.int32).reshape(-1, 4)
    said = said[shared[said[:, 1]]]
    said = said[np.lexsort((said[:, 1], said[:, 0]))]
    return Memberships(tuple(contexts), *(said[:, column].copy() for column in range(4)))


def _stays(one: Background, same: Mapping[OrganizationId, OrganizationId]) -> Iterator[tuple[Context, int, int]]:
    for post in one.posts:
        where = same.get(post.organization, post.organization)
        days = _days(post.start, post.end)
        yield Context(ContextKind.EMPLOYER, f"employer:{where}", post.name), *days
        if post.current and post.title and (title := _fold(post.title)):
            yield Context(ContextKind.POSITION, f"position:{title}", post.title), *ALWAYS
    for kind, word, names in (
        (ContextKind.SCHOOL, "school", (*one.schools, *one.labels)),
        (ContextKind.SURNAME, "surname", (one.family,)),
        (ContextKind.CITY, "city", (one.city or "",)),
    ):
        for name in names:
            folded = _fold(name)
            if folded and folded not in EVERYBODYS:
                yield Context(kind, f"{word}:{folded}", name), *ALWAYS


def _days(start: date | None, end: date | None) -> tuple[int, int]:
    return start.toordinal() if start else ALWAYS[0], end.toordinal() if end else ALWAYS[1]


_fold = lru_cache(maxsize=100_000)(fold_words)
"""Schools, cities and titles repeat."""
