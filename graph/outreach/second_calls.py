"""People asked vaguely once, whom one does not dare to call again: nothing is burnt, the question was hard to answer.

Whoever said no, or nothing, helps a second time far more often than people expect (43 against 18 of 100 in an
experiment by Newark and others). So they are listed by how new and how willing they are, with a letter that repairs the
first ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model import Person
from graph.outreach import kept
from graph.outreach.kept import Who
from graph.outreach.worth import Worth, comfort, worth
from graph.search.network import Network
from graph.store.base import GraphStore, StoreTransaction
from graph.store.reader import GraphReader

KIND = "vague ask"
"""The kind of the notes that hold vague asks."""


@dataclass(frozen=True, slots=True)
class VagueAsk:
    """Somebody who was asked vaguely, and about when."""

    who: Who
    on: date


@dataclass(frozen=True, slots=True)
class SecondCall:
    """Somebody to call again, what a talk with them is worth, and their place in your own order, if they have one."""

    asked: VagueAsk
    worth: Worth
    comfort: int | None


def note_vague_asks(store: GraphStore, people: Iterable[Person], on: date) -> None:
    """Keeps that these people were asked vaguely; it counts as no ask, so nobody rests because of it."""
    asked = [VagueAsk(Who.of(person), on) for person in people]

    def work(tx: StoreTransaction) -> None:
        for each in asked:
            kept.hold(tx, KIND, each.who.id, each, [each.who.id])

    store.write(work)


def forget_vague_ask(store: GraphStore, who: Who) -> None:
    """Takes it back, or says that the second call was made."""
    names = [name for name, each in kept.held(store, KIND, VagueAsk).items() if kept.now(store, each.who).id == who.id]

    def work(tx: StoreTransaction) -> None:
        for name in names:
            tx.remove_note(KIND, name)

    store.write(work)


def second_calls(store: GraphReader, network: Network) -> tuple[SecondCall, ...]:
    """Whom to call again, those who are newest and most willing first."""
    asked = {kept.now(store, each.who).id: each for each in kept.held(store, KIND, VagueAsk).values()}
    order = comfort(store)
    found = worth(store, network, asked, placed=False)
    return tuple(SecondCall(asked[each.person.id], each, order.get(each.person.id)) for each in found)
