"""What asks tell about who helps: answers by kind of tie, from which chances are learnt (`graph.outreach.learning`)."""

from collections.abc import Iterable, Iterator

from graph.outreach.asking import asks
from graph.outreach.asks import Ask, Happening, State
from graph.outreach.learning import Outcome, Rates, kind_of, learnt
from graph.store.reader import GraphReader


def rates(store: GraphReader) -> Rates:
    """What the asks in a store have taught; without any answer every chance is what it was."""
    return learnt(answers(asks(store)))


def taught(store: GraphReader) -> Rates | None:
    """The same for a search (`graph.search.introductions.Question`); None while nobody has answered."""
    found = rates(store)
    return found if found.own else None


def answers(asked: Iterable[Ask]) -> Iterator[Outcome]:
    """The yes or no of everybody who was asked; who was asked, reminded and let go without an answer said no."""
    for ask in asked:
        if not ask.strengths or ask.day_of(Happening.ASKED) is None:
            continue
        kind = kind_of(ask.strengths[0])
        if ask.day_of(Happening.AGREED):
            yield Outcome(kind, True, ask.asked_person.id)
        elif ask.state in (State.DECLINED, State.LET_GO):
            yield Outcome(kind, False, ask.asked_person.id)
