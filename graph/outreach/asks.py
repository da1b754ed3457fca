"""An ask for an introduction, from the plan to what came of it: both sides agree before anybody is introduced.

What happened is kept, and the state follows from it. Nothing leads to "introduced" but the two consents: the
introducer agrees to help, asks the one they know, and that one agrees too. A way without an introducer (you know the
contact) needs the one consent of the contact. `graph.outreach.asking` keeps asks in a store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from graph.errors import UserError
from graph.model import OrganizationId
from graph.outreach.kept import Who


class Happening(Enum):
    """What can happen to an ask."""

    ASKED = "asked"
    """You asked the introducer or, on a direct way, the contact."""
    AGREED = "agreed"
    """They are glad to help."""
    DECLINED = "declined"
    TARGET_ASKED = "target-asked"
    """The introducer asked whoever you are to be introduced to."""
    TARGET_AGREED = "target-agreed"
    TARGET_DECLINED = "target-declined"
    INTRODUCED = "introduced"
    MET = "met"
    OUTCOME = "outcome"
    NUDGED = "nudged"
    """You reminded them, once."""
    LET_GO = "let-go"
    """You leave it at that: no answer, or you changed your mind."""


class State(Enum):
    """How far an ask has come."""

    PLANNED = "planned"
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TARGET_ASKED = "target asked"
    TARGET_AGREED = "target agreed"
    TARGET_DECLINED = "target declined"
    INTRODUCED = "introduced"
    MET = "met"
    CLOSED = "closed"
    """What came of it is known."""
    LET_GO = "let go"


class Outcome(Enum):
    """What came of a conversation."""

    ADVICE = "advice"
    REFERRAL = "referral"
    INTERVIEW = "interview"
    OFFER = "offer"
    NOTHING = "nothing"


_NEXT: Mapping[State, Mapping[Happening, State]] = {
    State.PLANNED: {Happening.ASKED: State.ASKED},
    State.ASKED: {
        Happening.AGREED: State.AGREED, Happening.DECLINED: State.DECLINED, Happening.NUDGED: State.ASKED,
    },
    State.AGREED: {Happening.TARGET_ASKED: State.TARGET_ASKED, Happening.NUDGED: State.AGREED},
    State.TARGET_ASKED: {
        Happening.TARGET_AGREED: State.TARGET_AGREED, Happening.TARGET_DECLINED: State.TARGET_DECLINED,
        Happening.NUDGED: State.TARGET_ASKED,
    },
    State.TARGET_AGREED: {Happening.INTRODUCED: State.INTRODUCED},
    State.INTRODUCED: {Happening.MET: State.MET},
    State.MET: {Happening.OUTCOME: State.CLOSED},
    State.CLOSED: {Happening.OUTCOME: State.CLOSED},
}  # fmt: skip
"""From a state to the next; what is not here cannot happen. `_DIRECT` says what differs where you know the contact."""

_DIRECT: Mapping[State, Mapping[Happening, State]] = {State.AGREED: {Happening.MET: State.MET}}

OVER = frozenset({State.DECLINED, State.TARGET_DECLINED, State.CLOSED, State.LET_GO})
"""States in which an ask is not open any more."""

_MAY_BE_LET_GO = frozenset(State) - OVER


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an ask on a day; `outcome` for OUTCOME alone."""

    what: Happening
    on: date
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask on the way to a company.

    `way` are the people after you: the introducer first, the contact last; only the contact where you know them.
    `strengths` are those of the steps when it was planned, `chance` the warmth of the whole way.
    """

    id: str
    organization: OrganizationId
    company: str
    way: tuple[Who, ...]
    planned_on: date
    strengths: tuple[float, ...] = ()
    chance: float = 0.0
    events: tuple[Event, ...] = ()

    @property
    def asked_person(self) -> Who:
        """Whom you ask."""
        return self.way[0]

    @property
    def toward(self) -> Who:
        """To whom you want to be introduced: the next on the way; the contact on a direct one."""
        return self.way[min(1, len(self.way) - 1)]

    @property
    def contact(self) -> Who:
        """The person at the company."""
        return self.way[-1]

    @property
    def is_direct(self) -> bool:
        """Whether you know the contact yourself."""
        return len(self.way) == 1

    @property
    def state(self) -> State:
        """How far it has come."""
        state = State.PLANNED
        for event in self.events:
            state = _after(state, event.what, self.is_direct) or state
        return state

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.state not in OVER

    @property
    def outcome(self) -> Outcome | None:
        """What came of it, as it was said last."""
        return next((event.outcome for event in reversed(self.events) if event.outcome), None)

    def day_of(self, what: Happening) -> date | None:
        """The day on which this happened last; None if it did not."""
        return next((event.on for event in reversed(self.events) if event.what is what), None)

    @property
    def possible(self) -> tuple[Happening, ...]:
        """What can happen next, in order."""
        return tuple(what for what in Happening if _after(self.state, what, self.is_direct))


def happened(ask: Ask, event: Event) -> Ask:
    """The ask after an event.

    Raises:
        UserError: when this cannot happen now, such as an introduction without both consents.
    """
    if event.what not in ask.possible:
        raise UserError(_why_not(ask, event.what), _instead(ask))
    if (event.what is Happening.OUTCOME) != (event.outcome is not None):
        raise UserError("What came of it is missing.", f"Say one of: {', '.join(one.value for one in Outcome)}")
    earliest = ask.events[-1].on if ask.events else ask.planned_on
    if event.what is not Happening.ASKED and event.on < earliest:
        raise UserError(f"That was before what is noted for {earliest}.", "Say a later day, or take that back first.")
    return replace(ask, events=(*ask.events, event))


def taken_back(ask: Ask) -> Ask:
    """The ask without what happened last.

    Raises:
        UserError: when nothing has happened yet.
    """
    if not ask.events:
        raise UserError("Nothing has happened to this ask yet.", f"Remove it with: intrograph ask let-go {ask.id}")
    return replace(ask, events=ask.events[:-1])


def _after(state: State, what: Happening, is_direct: bool) -> State | None:
    if what is Happening.LET_GO:
        return State.LET_GO if state in _MAY_BE_LET_GO else None
    steps = _DIRECT.get(state) if is_direct else None
    return (steps or _NEXT.get(state, {})).get(what)


def _why_not(ask: Ask, what: Happening) -> str:
    if what is Happening.INTRODUCED and ask.is_open and not ask.is_direct:
        given = [Happening.AGREED, Happening.TARGET_AGREED]
        missing = " and ".join(who for who, each in zip(("the introducer's", "the other side's"), given, strict=True)
                               if ask.day_of(each) is None)  # fmt: skip
        if missing:
            return f"Nobody is introduced without both consents: {missing} is missing."
    return f"This ask is {ask.state.value}: {what.value.replace('-', ' ')} cannot come next."


def _instead(ask: Ask) -> str:
    if not ask.possible:
        return "It is over. Plan another one with: intrograph ask plan COMPANY"
    return f"What can come next: {', '.join(what.value for what in ask.possible)}"
