"""What the pages remember: the session, the open store, and what is computed from it as it is now.

Stores are opened once per process and shared by all sessions (they are safe to use from several threads). What is
computed from one is in `views.computed`.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from graph.erasing import go_on
from graph.errors import LockedError, UserError
from graph.model import ImportRun, Introductions, Organization, OrganizationId, PersonId
from graph.passing import sweep
from graph.search import insights as at_a_glance
from graph.search import introductions
from graph.search.coverage import Coverage
from graph.search.targets import Proposal
from graph.settings import Settings
from graph.snapshots import Change
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import StoreStatus
from graph.ties.judgement import Guesses
from graph.withdrawing import expire
from views import comparing, computed, membership
from views.computed import Moment
from views.edits import TargetTable
from views.questions import Questions

if TYPE_CHECKING:  # the first page does without
    from views.jobs import ImportJob
    from views.preview import Preview

_SESSION = "intrograph"


@dataclass(slots=True)
class Session:
    """What one browser tab remembers between its runs."""

    store_url: str | None = None
    """The store this tab looks at; None for the one that the app was started with."""
    notice: str | None = None
    """What to tell once, at the next run (Markdown)."""
    preview: "Preview | None" = None
    """What the files that were dropped hold."""
    job: "ImportJob | None" = None
    """The import that runs or has run last."""
    picked: PersonId | None = None
    """The person that was clicked in a graph."""
    picked_company: str | None = None
    """The company that was clicked in the network."""
    chosen: tuple[PersonId, ...] = ()
    """The introduction path that is looked at, as the people after ego."""
    questions: Questions | None = None
    """Who may be one person, and what was answered."""
    target_table: TargetTable = field(default_factory=TargetTable)
    """The table of the target list, and what was edited in it."""


def session() -> Session:
    """This tab's memory."""
    key = _session_key()
    if key not in st.session_state:
        st.session_state[key] = Session()
    held: Session = st.session_state[key]
    return held


def _session_key() -> str:
    """Each member of a team has a memory of their own, also when two sign in one after the other in one tab."""
    member = membership.member()
    return f"{_SESSION}-{member.id}" if member else _SESSION


def settings() -> Settings:
    """Where data is kept, as the environment says."""
    return Settings.from_environment(os.environ)


def store_url() -> str:
    """The store that this tab looks at; in a team only ever that of whoever is signed in, or the made-up network."""
    chosen, made_up = session().store_url, settings().demo_store_url
    if membership.is_team():
        own = membership.own_url()
        return made_up if chosen == made_up else own
    return chosen or settings().store_url


def is_demo() -> bool:
    """Whether this tab looks at the made-up network."""
    return store_url() == settings().demo_store_url


def enter_demo() -> None:
    """Turns this tab to the made-up network, which is filled when it is empty."""
    from graph import demo  # with it come all importers, which the first page does without

    url = settings().demo_store_url
    place = _opened(url, _passphrase(url))
    if not place.runs():
        workers().submit(demo.fill, place).result()
    _turn_to(url)


def leave_demo() -> None:
    """Turns this tab to the user's own network."""
    if membership.is_team():
        _turn_to(membership.own_url())
        return
    environment = {name: value for name, value in os.environ.items() if name != "INTROGRAPH_STORE"}
    started_with = settings().store_url
    own = (
        Settings.from_environment(environment).store_url if started_with == settings().demo_store_url else started_with
    )
    _turn_to(own)


def store() -> GraphStore:
    """The open store that this tab looks at, without what has expired; `UserError` when it cannot be opened."""
    held = _opened(store_url(), _passphrase(store_url()))
    _expired(store_url(), today(), held)
    if membership.is_team() and not is_demo():
        membership.bring_together(held)
    return held


def begin() -> None:
    """Opens the store that the app was started with before anybody asks, where it is one person's and open to all."""
    url = settings().store_url
    with suppress(UserError):
        if not membership.is_team():
            computed.now(url, _opened(url, settings().passphrase), today())


def is_locked() -> bool:
    """Whether the store waits for its passphrase."""
    try:
        _opened(store_url(), _passphrase(store_url()))
    except LockedError:
        return True
    return False


def unlock(passphrase: str) -> None:
    """Opens a store that is encrypted; `UserError` when this is not its passphrase."""
    if not passphrase:
        raise UserError("There is no passphrase.", "Type the one you chose.")
    _opened(store_url(), passphrase)
    _given()[store_url()] = passphrase


def today() -> date:
    """The day on which strengths are judged."""
    return date.today()


def moment() -> Moment:
    """The store that this tab looks at, as it is now."""
    held = store()
    return computed.now(store_url(), held, today())


def status() -> StoreStatus:
    """How much the store holds."""
    return computed.status(moment())


def fits() -> bool:
    """Whether the whole network may be held here; otherwise the store is asked for parts of it, and nothing is
    inferred."""
    return computed.fits(moment())


def infers() -> bool:
    """Whether ties that nobody has seen can be worked out here."""
    return computed.infers(moment())


def guesses() -> Guesses | None:
    """The inferred ties, the possible ones and the likely ones; None where the network is too large for them."""
    at = moment()
    return computed.network(at, True).guesses if computed.infers(at) else None


def ways_in(company: Organization, question: introductions.Question, *, guessing: bool) -> Introductions:
    """Who can introduce one to a company; with the inferred ties when `guessing`."""
    at = moment()
    asked = replace(question, willing=computed.taught(at))
    if not computed.fits(at):
        return introductions.find_near(at.store, at.day, company, asked)
    return introductions.find(at.store, computed.network(at, guessing), company, asked)


def organizations() -> tuple[tuple[Organization, int], ...]:
    """Every company and how many people are there now, most people first."""
    return computed.organizations(moment())


def acquaintances() -> Mapping[PersonId, str]:
    """Everybody whom ego knows, by name."""
    return computed.acquaintances(moment())


def everybody_by_name() -> Mapping[PersonId, str]:
    """Everybody but ego, by name; at most `computed.CHOICE_LIMIT` people."""
    return computed.everybody_by_name(moment())


def best_ways() -> Mapping[OrganizationId, Introductions]:
    """For each target the warmest path to it, or why there is none."""
    return computed.best_ways(moment())


def coverage(*, helping: bool = False) -> Coverage:
    """How well the target list is covered, and, when `helping`, what would help, which takes longer to find out."""
    return computed.coverage(moment(), helping)


def insights() -> at_a_glance.Insights | None:
    """Who holds the network together, what sleeps in it and how it grew; None where it is too large to be held."""
    at = moment()
    return computed.insights(at) if computed.fits(at) else None


def circles() -> at_a_glance.Circles:
    """Its communities; in a network of moderate size inferred ties count too. Only where `insights` are there."""
    return computed.circles(moment())


def questions() -> Questions | None:
    """Who may be one person, looked for afresh when the network has changed elsewhere. None while that is under way."""
    at, held = moment(), session().questions
    if held is None or held.stamp != at.stamp:
        found = comparing.candidates(at, _passphrase(at.url))
        held = None if found is None else Questions.of(found, at.stamp)
        session().questions = held
    return held


def open_questions() -> int:
    """How many questions are open, as far as this tab has looked."""
    held = session().questions
    return len(held.open) if held else 0


def proposals() -> tuple[Proposal, ...]:
    """Companies that the user's own files speak of, which are no targets yet."""
    return computed.proposals(moment())


def news() -> tuple[Change, ...]:
    """What the newest exports say that those before did not."""
    return computed.news(moment())


@st.cache_resource(show_spinner=False)
def workers() -> ThreadPoolExecutor:
    """The thread in which imports run, one after the other."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")


def _turn_to(url: str) -> None:
    st.session_state[_session_key()] = Session(store_url=url)
    for key in ("company", "person", "without"):
        st.session_state.pop(key, None)


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened(url: str, _passphrase: str | None) -> GraphStore:
    return open_store(url, passphrase=_passphrase)


@st.cache_resource(show_spinner=False)
def _given() -> dict[str, str]:
    """The passphrases that were typed in, by store, for as long as the app runs."""
    return {}


def _passphrase(url: str) -> str | None:
    return _given().get(url) or settings().passphrase


@st.cache_resource(show_spinner=False, max_entries=4)
def _expired(url: str, day: date, _store: GraphStore) -> tuple[ImportRun, ...]:
    """What was taken back on this day because its time is over: looked at once a day, as is what was left undone."""
    go_on(_store)
    sweep(settings().data_folder, _store.file())
    return expire(_store, day)
