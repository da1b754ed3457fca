"""What inference starts from: whose contacts people are, what they share, and what is known about pairs already.

Two people are only ever looked at when they are contacts of one person, or were addressed or invited together: of two
strangers at one company hardly any know each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import EGO, Decision, DecisionKind, OrganizationId
from graph.records import EvidenceKind
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, Background, EvidenceColumns
from graph.store.reader import GraphReader
from graph.ties.contexts import Memberships, memberships
from graph.ties.feedback import Answers
from graph.ties.groups import ContactList
from graph.ties.kinds import Context
from graph.ties.learning import learnt
from graph.ties.strength import SMALL_MEETING, TieStrengths

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Pairs who were addressed in one message (`thread`) or invited to one larger meeting, and how many they were."""

    low: npt.NDArray[np.int32]
    high: npt.NDArray[np.int32]
    group: npt.NDArray[np.int32]
    is_thread: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Circumstances:
    """Everything that speaks for ties nobody has seen; people are numbers, their places among all people.

    `lists` come largest first. `settled` holds, in order, the pairs (`low * number of people + high`) about whom more
    is known: those who were seen together, and those of whom the user says that they do not know each other.
    """

    people: int
    belonging: Memberships
    lists: tuple[ContactList, ...]
    together: Together
    settled: IntArray
    answers: Answers


def circumstances(store: GraphReader, columns: EvidenceColumns, observed: TieStrengths) -> Circumstances:
    """What a store says.

    Args:
        store: where people and decisions are.
        columns: all evidence of the store.
        observed: the ties that were seen.
    """
    return circumstances_of(columns, observed, store.backgrounds(), store.decisions())


def circumstances_of(
    columns: EvidenceColumns,
    observed: TieStrengths,
    backgrounds: Iterable[Background],
    decisions: Sequence[Decision],
) -> Circumstances:
    """What these backgrounds and decisions say, beside the evidence."""
    number_of = {person: number for number, person in enumerate(columns.people)}
    belonging = memberships(backgrounds, number_of, _same_organizations(decisions))
    lists = _lists(columns, observed)
    words = {each.subjects[0]: each.subjects[1] for each in decisions if each.kind is DecisionKind.RATE_GROUP}
    answers = learnt(_said_of_pairs(columns), belonging, lists, words)
    settled = _settled(columns, observed)
    return Circumstances(len(columns.people), belonging, lists, _together(columns), settled, answers)


def contexts_of(store: GraphReader) -> tuple[Context, ...]:
    """Everything that two people or more of a store share."""
    backgrounds = list(store.backgrounds())
    number_of = {one.person: number for number, one in enumerate(backgrounds)}
    found = memberships(backgrounds, number_of, _same_organizations(store.decisions()))
    return tuple(found.contexts[place] for place in np.unique(found.context).tolist())


def _lists(columns: EvidenceColumns, observed: TieStrengths) -> tuple[ContactList, ...]:
    listed = np.isin(columns.kind, [EVIDENCE_KINDS.index(kind) for kind in _LISTED])
    owners = set(np.unique(columns.a[listed]).tolist())
    owners |= {number for number, person in enumerate(columns.people) if person == EGO}
    found = [_list(owner, columns, observed) for owner in sorted(owners)]
    return tuple(sorted(found, key=lambda each: (-len(each.members), each.owner)))


_LISTED = (EvidenceKind.CONNECTION, EvidenceKind.ADDRESS_BOOK)


def _list(owner: int, columns: EvidenceColumns, observed: TieStrengths) -> ContactList:
    members = np.union1d(observed.b[observed.a == owner], observed.a[observed.b == owner]).astype(np.int32)
    is_connection = columns.kind == EVIDENCE_KINDS.index(EvidenceKind.CONNECTION)
    rows = np.flatnonzero(is_connection & ((columns.a == owner) | (columns.b == owner)) & (columns.day != NO_DAY))
    others = np.where(columns.a[rows] == owner, columns.b[rows], columns.a[rows])
    place = np.searchsorted(members, others)
    is_member = (place < len(members)) & (members[np.minimum(place, len(members) - 1)] == others)
    days = np.full(len(members), NO_DAY, dtype=np.int32)
    np.maximum.at(days, place[is_member], columns.day[rows][is_member])
    return ContactList(owner, members, days)


def _together(columns: EvidenceColumns) -> Together:
    is_thread = columns.kind == EVIDENCE_KINDS.index(EvidenceKind.CO_RECIPIENT)
    is_event = (columns.kind == EVIDENCE_KINDS.index(EvidenceKind.MEETING)) & (columns.group > SMALL_MEETING)
    rows = np.flatnonzero(is_thread | is_event)
    a, b = columns.a[rows], columns.b[rows]
    return Together(np.minimum(a, b), np.maximum(a, b), columns.group[rows], is_thread[rows])


def _settled(columns: EvidenceColumns, observed: TieStrengths) -> IntArray:
    people = np.int64(len(columns.people))
    denied = columns.kind == EVIDENCE_KINDS.index(EvidenceKind.DENIED)
    low = np.minimum(columns.a[denied], columns.b[denied]).astype(np.int64)
    high = np.maximum(columns.a[denied], columns.b[denied])
    return np.union1d(observed.a * people + observed.b, low * people + high)


def _said_of_pairs(columns: EvidenceColumns) -> Iterator[tuple[int, int, bool]]:
    """The two of whom the user says something, and whether they know each other."""
    for kind, know in ((EvidenceKind.STATED, True), (EvidenceKind.DENIED, False)):
        for row in np.flatnonzero(columns.kind == EVIDENCE_KINDS.index(kind)).tolist():
            yield int(columns.a[row]), int(columns.b[row]), know


def _same_organizations(decisions: Iterable[Decision]) -> dict[OrganizationId, OrganizationId]:
    """For each organisation that the user says to be another one, the first of all that are the same."""
    groups: list[set[str]] = []
    for decision in decisions:
        if decision.kind is DecisionKind.SAME_ORGANIZATION:
            touching = [group for group in groups if group & set(decision.subjects)]
            groups = [group for group in groups if group not in touching]
            groups.append(set(decision.subjects).union(*touching))
    return {OrganizationId(each): OrganizationId(min(group)) for group in groups for each in group}
