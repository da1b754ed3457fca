"""Where may two people have met? Employers, schools, cities, surnames and positions that several have in common.

Only contexts of two people or more are kept: what nobody else states says nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
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


Stay = tuple[Context, int, int]
"""A context, and the first and last day in it."""


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
    places: dict[Context, int] = {}
    rows: list[int] = []
    for one in backgrounds:
        number = number_of.get(one.person)
        if number is not None:
            for where, first_day, last_day in _stays(one, same):
                rows += (number, places.setdefault(where, len(places)), first_day, last_day)
    person, context, start, end = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    order = np.lexsort((context, person))
    person, context, start, end = person[order], context[order], start[order], end[order]
    first = np.ones(len(person), dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (context[1:] != context[:-1])
    kept = np.bincount(context[first], minlength=len(places))[context] > 1
    return Memberships(tuple(places), person[kept], context[kept], start[kept], end[kept])


def _stays(one: Background, same: Mapping[OrganizationId, OrganizationId]) -> Iterator[Stay]:
    for post in one.posts:
        days = (post.start.toordinal() if post.start else ALWAYS[0], post.end.toordinal() if post.end else ALWAYS[1])
        yield _employer(same.get(post.organization, post.organization), post.name), *days
        if post.current and post.title and (position := _named(ContextKind.POSITION, post.title)):
            yield position, *ALWAYS
    for kind, names in (
        (ContextKind.SCHOOL, (*one.schools, *one.labels)),
        (ContextKind.SURNAME, (one.family,)),
        (ContextKind.CITY, (one.city or "",)),
    ):
        for name in names:
            if name and (context := _named(kind, name)):
                yield context, *ALWAYS


@lru_cache(maxsize=200_000)
def _employer(organization: OrganizationId, name: str) -> Context:
    return Context(ContextKind.EMPLOYER, f"employer:{organization}", name)


@lru_cache(maxsize=200_000)
def _named(kind: ContextKind, name: str) -> Context | None:
    """Schools, cities, titles and names repeat; labels that everybody has are none."""
    folded = fold_words(name)
    return Context(kind, f"{kind.name.lower()}:{folded}", name) if folded and folded not in EVERYBODYS else None
