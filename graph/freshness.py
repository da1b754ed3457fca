"""How old what is known is: the newest export of everybody who gave one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, ImportRun, PersonId

STALE_DAYS = 90
"""After three months about one in twenty people has another job: time for a new export."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Up to which day somebody's exports tell of them, and how many days ago that was."""

    owner: PersonId
    name: str
    day: date
    days: int

    @property
    def stale(self) -> bool:
        """Whether a new export is worth asking for."""
        return self.days > STALE_DAYS


def freshness(runs: Sequence[ImportRun], today: date) -> tuple[Freshness, ...]:
    """The newest export of every owner, ego's first, then the oldest; a list of connections says itself how old it is.

    >>> freshness((), date(2026, 1, 1))
    ()
    """
    newest: dict[PersonId, ImportRun] = {}
    for run in runs:
        if run.owner not in newest or _day(run) >= _day(newest[run.owner]):
            newest[run.owner] = run
    found = [_of(run, today) for run in newest.values()]
    return tuple(sorted(found, key=lambda each: (each.owner != EGO, each.day, each.name)))


def _of(run: ImportRun, today: date) -> Freshness:
    return Freshness(run.owner, run.owner_name, _day(run), max((today - _day(run)).days, 0))


def _day(run: ImportRun) -> date:
    return run.as_of or run.at.date()
