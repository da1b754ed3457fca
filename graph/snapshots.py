"""A newer export against the one before it: who moved, who is new, who is gone.

Only LinkedIn's lists are compared, since their members keep them up to date. What somebody's older entry said becomes a
former position on its own (`graph.resolve.people`); here it is told as news.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph.model import ImportRun, OrganizationId, Person, PersonId
from graph.records import ContactRecord, Origin, SourceRef
from graph.resolve.companies import organization_id, organization_key
from graph.search.targets import same_organizations
from graph.store.codec import fact_from_text
from graph.store.reader import GraphReader
from graph.text import clean_text

WHOLE_LIST = 0.5
"""An export that holds less than this share of the one before is a part of it: nobody is gone because of that."""


class ChangeKind(Enum):
    """What happened between two exports."""

    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    """No longer in the list: one of the two cut the connection, or left the network."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a newer export says about somebody. `before` and `now` are companies; `day` is that of the newer export.

    `target`: they are now at a company on the target list.
    """

    person: Person
    kind: ChangeKind
    before: str | None
    now: str | None
    day: date
    target: bool


def changes(store: GraphReader) -> tuple[Change, ...]:
    """What the newest export of every owner says that the one before did not: moves to targets first, then moves."""
    wanted = {name for target in store.targets() for name in same_organizations(store, target.organization)}
    found = [change for newer, older in _pairs(store) for change in _between(store, newer, older, wanted)]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), not each.target, each.person.name)))


def _pairs(store: GraphReader) -> Iterator[tuple[ImportRun, ImportRun]]:
    """The two newest exports of every owner who gave more than one."""
    lists: dict[PersonId, list[ImportRun]] = defaultdict(list)
    for run in store.runs():
        if run.as_of:
            lists[run.owner].append(run)
    for runs in lists.values():
        ordered = sorted(runs, key=lambda run: (run.as_of or date.min, run.number))
        if len(ordered) > 1:
            yield ordered[-1], ordered[-2]


def _between(store: GraphReader, newer: ImportRun, older: ImportRun, wanted: set[OrganizationId]) -> Iterator[Change]:
    now, before = (store.entries_of_run(run.id, Origin.NETWORK) for run in (newer, older))
    both = now.keys() & before.keys()
    news = dict.fromkeys((person for person in both if _moved(before[person], now[person])), ChangeKind.MOVED)
    news |= dict.fromkeys(now.keys() - before.keys(), ChangeKind.NEW)
    if len(both) >= WHOLE_LIST * len(before):
        news |= dict.fromkeys(before.keys() - now.keys(), ChangeKind.GONE)
    people = store.people(news)
    day = newer.as_of or newer.at.date()
    for person, kind in news.items():
        companies = _company(before, person), _company(now, person)
        at = organization_id(organization_key(companies[1])) if companies[1] else None
        yield Change(people[person], kind, *companies, day, at in wanted)


def _moved(before: str, now: str) -> bool:
    """Whether an entry names another company; one that is left out is no move."""
    if before == now:
        return False
    old, new = _key(before), _key(now)
    return bool(new) and old != new


def _company(entries: Mapping[PersonId, str], person: PersonId) -> str | None:
    return _fact(entries[person]).organization if person in entries else None


def _key(entry: str) -> str:
    return organization_key(clean_text(_fact(entry).organization or ""))


def _fact(entry: str) -> ContactRecord:
    fact = fact_from_text(entry, SourceRef(""))
    assert isinstance(fact, ContactRecord)
    return fact
