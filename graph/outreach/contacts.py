"""When did I last really have to do with somebody?

At a meeting, by answered mail, in a talk that was noted; a connection is none.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from graph.model import EGO, Evidence, PersonId, Tie
from graph.outreach.asking import asks
from graph.outreach.asks import Happening
from graph.outreach.journal import entries
from graph.records import EvidenceKind
from graph.store.reader import GraphReader

_WRITTEN = (EvidenceKind.MESSAGE, EvidenceKind.MAIL)


def last_contacts(store: GraphReader, today: date) -> Mapping[PersonId, date]:
    """The day of the last real contact with everybody with whom there was one, up to today."""
    found: dict[PersonId, date] = {}
    for tie in store.ties_of(EGO):
        day = last_contact(tie, today)
        if day:
            found[tie.other(EGO)] = day
    for who, day in (*_talks(store), *_meetings(store)):
        if day <= today:
            found[who] = max(day, found.get(who, day))
    return found


def last_contact(tie: Tie, today: date) -> date | None:
    """The day of the last real contact that the evidence of a tie shows."""
    days = [each.last for each in tie.evidence if each.last and each.last <= today and _is_real(each)]
    return max(days, default=None)


def known_since(tie: Tie) -> date | None:
    """The first day that anything tells of the two; of somebody who gave you their contacts, the day they did."""
    given = [each.last for each in tie.evidence if each.kind is EvidenceKind.SHARED_EXPORT and each.last]
    return (
        max(given) if given else min((day for each in tie.evidence if (day := each.first or each.last)), default=None)
    )


def _is_real(said: Evidence) -> bool:
    if said.kind in _WRITTEN:
        return bool(said.sent and said.received)
    return said.kind is EvidenceKind.MEETING


def _talks(store: GraphReader) -> list[tuple[PersonId, date]]:
    return [(who.id, entry.on) for entry in entries(store) for who in entry.people]


def _meetings(store: GraphReader) -> list[tuple[PersonId, date]]:
    met: dict[PersonId, list[date]] = defaultdict(list)
    for ask in asks(store):
        day = ask.day_of(Happening.MET)
        if day:
            met[ask.toward.id].append(day)
    return [(who, day) for who, days in met.items() for day in days]
