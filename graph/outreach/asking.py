"""Asks in a store: planned on a path, moved on by what happens, and the next way when somebody says no.

Nobody is worn out: an introducer has at most one open ask, and rests for a month after each.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.errors import UserError
from graph.model import Introductions, IntroPath, Organization, OrganizationId, PersonId, Step
from graph.outreach import kept
from graph.outreach.asks import Ask, Event, Happening, State, happened, taken_back
from graph.outreach.kept import Who
from graph.search.introductions import Question
from graph.store.base import GraphStore, StoreTransaction
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words

KIND = "ask"
"""The kind of the notes that hold asks."""

REST_DAYS = 30
"""So many days after an ask nobody is asked again: help that is asked for every week dries up."""

WaysIn = Callable[[Organization, Question], Introductions]
"""Who can introduce me to this company? As the app and the command look for it."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Somebody who is not to be asked now: until a day, or (None) as long as another ask to them is open."""

    who: Who
    until: date | None


def asks(store: GraphReader) -> tuple[Ask, ...]:
    """Every ask, the oldest first."""
    found = kept.held(store, KIND, Ask).values()
    return tuple(sorted((_present(store, ask) for ask in found), key=lambda ask: int(ask.id[1:])))


def ask_called(store: GraphReader, text: str) -> Ask:
    """The ask of an id ("a3"), or the only open one to an introducer or a company of this name.

    Raises:
        UserError: when it is none, or several.
    """
    everything = asks(store)
    found = [ask for ask in everything if ask.id == text.strip().casefold()]
    if not found:
        wanted = fold_words(text)
        found = [ask for ask in everything if ask.is_open and wanted and wanted in _names(ask)]
    if not found:
        raise UserError(f"There is no ask {clean_text(text)}.", "See them with: intrograph ask list")
    if len(found) > 1:
        ids = ", ".join(ask.id for ask in found)
        raise UserError(f"{len(found)} asks may be meant by {clean_text(text)}.", f"Say which one: {ids}")
    return found[0]


def resting(store: GraphReader, today: date) -> Mapping[PersonId, Resting]:
    """Who is not to be asked today: who has an open ask, or was asked in the last month."""
    found: dict[PersonId, Resting] = {}
    for ask in asks(store):
        who, asked = ask.asked_person, ask.day_of(Happening.ASKED)
        until = asked + timedelta(days=REST_DAYS) if asked else None
        if ask.is_open:
            found[who.id] = Resting(who, None)
        elif until and until > today and (who.id not in found or (found[who.id].until or date.max) < until):
            found[who.id] = Resting(who, until)
    return found


def plan(store: GraphStore, organization: Organization, path: IntroPath, today: date) -> Ask:
    """Plans an ask on a path.

    Raises:
        UserError: when the introducer has an open ask already, or rests.
    """
    way = tuple(Who.of(step.receiver) for step in path.steps)
    strengths = tuple(_before_asks(step) * step.probability for step in path.steps)

    def work(tx: StoreTransaction) -> Ask:
        _refuse_resting(tx, way[0], today)
        number = max((int(name[1:]) for name in kept.held(tx, KIND, Ask)), default=0) + 1
        new = Ask(f"a{number}", organization.id, organization.name, way, today, strengths, path.warmth)
        _keep(tx, new)
        return new

    return store.write(work)


def record(store: GraphStore, ask: Ask, event: Event) -> Ask:
    """Keeps what happened to an ask; returns it as it is then.

    Raises:
        UserError: when this cannot happen now.
    """
    return _changed(store, ask, lambda held: happened(held, event))


def take_back(store: GraphStore, ask: Ask) -> Ask:
    """Forgets what happened to an ask last.

    Raises:
        UserError: when nothing has.
    """
    return _changed(store, ask, taken_back)


def declined(everything: Iterable[Ask], organization: OrganizationId | None = None) -> frozenset[PersonId]:
    """Who said no: introducers, and contacts who did not want to be introduced; of one company's asks or all."""
    return frozenset(
        ask.asked_person.id if ask.state is State.DECLINED else ask.toward.id
        for ask in everything
        if ask.state in (State.DECLINED, State.TARGET_DECLINED) and organization in (None, ask.organization)
    )


def not_now(store: GraphReader, organization: OrganizationId, today: date) -> frozenset[PersonId]:
    """Over whom no ask to a company leads today: who rests, and who said no to one there."""
    return declined(asks(store), organization) | frozenset(resting(store, today))


def next_way(store: GraphReader, ways_in: WaysIn, ask: Ask, today: date) -> IntroPath | None:
    """The best way to the company of an ask that leads over nobody who declined or rests; None when there is none.

    Whoever is asked then learns nothing of the earlier ask.
    """
    organization = store.organization(ask.organization) or Organization(ask.organization, ask.company, "")
    found = ways_in(organization, Question(limit=1, without=not_now(store, organization.id, today)))
    return found.paths[0] if found.paths else None


def _names(ask: Ask) -> set[str]:
    return {fold_words(ask.company), fold_words(ask.asked_person.name), ask.asked_person.id}


def _before_asks(step: Step) -> float:
    """The strength by which the kind of a tie is told: what asks have taught must not count twice."""
    return step.strength if step.before_asks is None else step.before_asks


def _refuse_resting(store: GraphReader, who: Who, today: date) -> None:
    rest = resting(store, today).get(who.id)
    if rest is None:
        return
    name = clean_text(who.name)
    if rest.until is None:
        raise UserError(f"{name} has an open ask already.", "Ask for one thing at a time: see intrograph ask list")
    raise UserError(f"{name} was asked lately, and rests until {rest.until}.", "Choose another way until then.")


def _changed(store: GraphStore, ask: Ask, change: Callable[[Ask], Ask]) -> Ask:
    def work(tx: StoreTransaction) -> Ask:
        held = kept.held(tx, KIND, Ask).get(ask.id)
        if held is None:
            raise UserError(f"There is no ask {ask.id} any more.", "See them with: intrograph ask list")
        new = change(_present(tx, held))
        _keep(tx, new)
        return new

    return store.write(work)


def _keep(tx: StoreTransaction, ask: Ask) -> None:
    kept.hold(tx, KIND, ask.id, ask, about=_ids(ask.way))


def _ids(way: Iterable[Who]) -> list[PersonId]:
    return [who.id for who in way]


def _present(store: GraphReader, ask: Ask) -> Ask:
    return replace(ask, way=tuple(kept.now(store, who) for who in ask.way))
