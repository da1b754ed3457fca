"""The user's word about who knows whom: two people do, or do not, and how many of a group do.

It is the strongest evidence there is, holds whatever is imported later, and can be taken back.
"""

from datetime import UTC, datetime

from graph.derive import derive
from graph.entries import entries_of, entry_of, known_person
from graph.errors import UserError
from graph.model import Decision, DecisionKind, Person, PersonId
from graph.store.base import GraphStore, StoreTransaction
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.ties.feedback import GROUP_ANSWERS
from graph.ties.strength import STATED

USUAL_LEVEL = 3
"""How well two people know each other when the user only says that they do: familiar."""

_ABOUT_TIES = (DecisionKind.STATE_TIE, DecisionKind.DENY_TIE)


def state_tie(store: GraphStore, one: PersonId, other: PersonId, level: int = USUAL_LEVEL, *, at: datetime) -> None:
    """Keeps that two people know each other, from 1 (hardly) to 5 (closely); it replaces what was said before.

    Raises:
        UserError: when there is no such person or level, or they are one person.
    """
    if not 1 <= level <= len(STATED):
        raise UserError(f"A strength of {level} does not exist.", f"Use 1 (hardly) to {len(STATED)} (closely).")
    _say(store, DecisionKind.STATE_TIE, (one, other), (str(level),), at)


def deny_tie(store: GraphStore, one: PersonId, other: PersonId, *, at: datetime) -> None:
    """Keeps that two people do not know each other, whatever else speaks for it.

    Raises:
        UserError: when there is no such person, or they are one.
    """
    _say(store, DecisionKind.DENY_TIE, (one, other), (), at)


def take_back_tie(store: GraphStore, one: PersonId, other: PersonId) -> None:
    """Takes back what was said about two people; nothing happens where nothing was.

    Raises:
        UserError: when there is no such person.
    """
    _say(store, None, (one, other), (), datetime.now(UTC))


def rate_group(store: GraphStore, context: str, word: str | None, *, at: datetime) -> None:
    """Keeps how many of those who share a context know each other; None takes it back.

    Args:
        store: where decisions are kept.
        context: the key of `graph.ties.contexts.Context`.
        word: one of `graph.ties.feedback.GROUP_ANSWERS`.
        at: now.

    Raises:
        UserError: when there is no such word or, unless an answer is taken back, no such context.
    """
    if word is not None:
        _check_answer(store, context, word)

    def work(tx: StoreTransaction) -> None:
        for former in tx.decisions():
            if former.kind is DecisionKind.RATE_GROUP and former.subjects[0] == context:
                tx.remove_decision(former)
        if word is not None:
            tx.put_decision(Decision(DecisionKind.RATE_GROUP, (context, word), at.astimezone(UTC)))

    store.write(work)


def _check_answer(store: GraphReader, context: str, word: str) -> None:
    from graph.ties.circumstances import contexts_of  # it loads arrays

    if word not in GROUP_ANSWERS:
        raise UserError(f"{clean_text(word)} is no answer.", f"Say one of: {', '.join(GROUP_ANSWERS)}")
    if all(each.key != context for each in contexts_of(store)):
        raise UserError("No two of your contacts share that.", "See what is asked: intrograph sharpen")


def _say(
    store: GraphStore,
    kind: DecisionKind | None,
    people: tuple[PersonId, PersonId],
    more: tuple[str, ...],
    at: datetime,
) -> None:
    def work(tx: StoreTransaction) -> None:
        one, other = (known_person(tx, person) for person in people)
        if one.id == other.id:
            raise UserError("These two are one person.", "Name two people.")
        for former in said_between(tx, one, other):
            tx.remove_decision(former)
        if kind is not None:
            entries = tuple(sorted((entry_of(tx, one.id), entry_of(tx, other.id))))
            tx.put_decision(Decision(kind, (*entries, *more), at.astimezone(UTC)))
        derive(tx, {record.id for each in (one, other) for record in tx.records_of(each.id)})

    store.write(work)


def said_between(store: GraphReader, one: Person, other: Person) -> list[Decision]:
    """What was said about two people."""
    mine, theirs = (set(entries_of(store, each.id)) for each in (one, other))
    return [
        decision
        for decision in store.decisions()
        if decision.kind in _ABOUT_TIES
        and any(a in mine and b in theirs for a, b in (decision.subjects[:2], decision.subjects[1::-1]))
    ]


def said_of(store: GraphReader, person: Person) -> list[tuple[Person, Decision]]:
    """What was said about somebody and others, with the other person of each."""
    mine = set(entries_of(store, person.id))
    found = []
    for decision in store.decisions():
        a, b = decision.subjects[:2] if decision.kind in _ABOUT_TIES else ("", "")
        if (a in mine) is not (b in mine):
            held = {record.person for record in store.records_of_entry(b if a in mine else a) if record.person}
            found += [(other, decision) for other in store.people(held).values()]
    return found
