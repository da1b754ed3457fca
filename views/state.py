"""What the pages remember: the session, the open store, and what was computed from one revision of it.

Stores are opened once per process and shared by all sessions (they are safe to use from several threads). Everything
computed is cached by store, revision and day, so that a write or a new day makes it afresh.
"""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from graph import demo
from graph.erasing import go_on
from graph.errors import LockedError, UserError
from graph.model import EGO, ImportRun, Introductions, Organization, OrganizationId, Person, PersonId, Target
from graph.outreach.learning import Rates
from graph.outreach.outcomes import taught
from graph.passing import sweep
from graph.review import Candidate, candidates
from graph.search import insights as at_a_glance
from graph.search import introductions, region
from graph.search.coverage import Coverage, around_targets
from graph.search.coverage import coverage as targets_at_a_glance
from graph.search.network import Network
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.settings import Settings
from graph.snapshots import Change, changes
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.judgement import Guesses
from graph.withdrawing import expire
from views import membership
from views.jobs import ImportJob
from views.preview import Preview
from views.questions import Questions
from views.text import clean
from views.wording import told_apart

CHOICE_LIMIT = 5000
"""Names that a chooser offers; the search on the People page finds the others."""

QUICKLY_COMPARED = 2000
"""Up to so many people are compared with each other without being asked for it: it takes half a second."""

INFERRED_UP_TO = 3000
"""Up to so many people inferred ties help to find communities: they take half a second for a thousand people."""

_SESSION = "intrograph"


@dataclass(slots=True)
class Session:
    """What one browser tab remembers between its runs."""

    store_url: str | None = None
    """The store this tab looks at; None for the one that the app was started with."""
    notice: str | None = None
    """What to tell once, at the next run (Markdown)."""
    preview: Preview | None = None
    """What the files that were dropped hold."""
    job: ImportJob | None = None
    """The import that runs or has run last."""
    picked: PersonId | None = None
    """The person that was clicked in a graph."""
    picked_company: str | None = None
    """The company that was clicked in the network."""
    chosen: tuple[PersonId, ...] = ()
    """The introduction path that is looked at, as the people after ego."""
    questions: Questions | None = None
    """Who may be one person, and what was answered."""


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


def fits() -> bool:
    """Whether the whole network may be held here; otherwise the store is asked for parts of it, and nothing is
    inferred."""
    return _fits(store_url(), store().revision(), store())


def guesses() -> Guesses | None:
    """The inferred ties, the possible ones and the likely ones; None where the network is too large for them."""
    return network(guessing=True).guesses if fits() else None


def network(*, guessing: bool = False) -> Network:
    """Everybody and every tie, only where it `fits`; with the inferred ones when `guessing`."""
    return _network(store_url(), store().revision(), today(), guessing, store())


def ways_in(company: Organization, question: introductions.Question, *, guessing: bool) -> Introductions:
    """Who can introduce one to a company; with the inferred ties when `guessing`."""
    asked = replace(question, willing=_taught(store_url(), store().revision(), store()))
    if not fits():
        return introductions.find_near(store(), today(), company, asked)
    return introductions.find(store(), network(guessing=guessing), company, asked)


def organizations() -> tuple[tuple[Organization, int], ...]:
    """Every company and how many people are there now, most people first."""
    return _organizations(store_url(), store().revision(), store())


def acquaintances() -> Mapping[PersonId, str]:
    """Everybody whom ego knows, by name."""
    return _acquaintances(store_url(), store().revision(), store())


def everybody_by_name() -> Mapping[PersonId, str]:
    """Everybody but ego, by name; at most `CHOICE_LIMIT` people."""
    return _everybody_by_name(store_url(), store().revision(), store())


def best_ways() -> Mapping[OrganizationId, Introductions]:
    """For each target the warmest path to it, or why there is none."""
    return _best_ways(store_url(), store().revision(), today(), store(), of_targets())


def coverage(*, helping: bool = False) -> Coverage:
    """How well the target list is covered, and, when `helping`, what would help, which takes longer to find out."""
    return _coverage(store_url(), store().revision(), today(), helping, store(), of_targets())


def insights() -> at_a_glance.Insights | None:
    """Who holds the network together, what sleeps in it and how it grew; None where it is too large to be held."""
    if not fits():
        return None
    held = _network(store_url(), store().revision(), today(), False, store())
    return _insights(store_url(), held.revision, today(), store(), held)


def circles() -> at_a_glance.Circles:
    """Its communities; in a network of moderate size inferred ties count too. Only where `insights` are there."""
    guessing = store().status().people <= INFERRED_UP_TO
    held = _network(store_url(), store().revision(), today(), guessing, store())
    return _circles(store_url(), held.revision, today(), guessing, store(), held)


def questions() -> Questions:
    """Who may be one person; after a write elsewhere they are looked for afresh."""
    held, revision = session().questions, store().revision()
    if held is None or held.revision != revision:
        held = Questions.of(_candidates(store_url(), revision, store()), revision)
        session().questions = held
    return held


def open_questions() -> int:
    """How many questions are open, as far as this tab has looked."""
    held = session().questions
    return len(held.open) if held else 0


def news() -> tuple[Change, ...]:
    """What the newest exports say that those before did not."""
    return _news(store_url(), store().revision(), store())


@st.cache_resource(show_spinner=False)
def workers() -> ThreadPoolExecutor:
    """The thread in which imports run, one after the other."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")


def of_targets() -> Network:
    """What the search needs for the target list: everything, where that fits."""
    if fits():
        return network()
    return _around_targets(store_url(), store().revision(), today(), store())


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


@st.cache_resource(show_spinner=False, max_entries=4)
def _fits(url: str, revision: int, _store: GraphStore) -> bool:
    return region.fits(_store)


@st.cache_resource(show_spinner=False, max_entries=4)
def _around_targets(url: str, revision: int, day: date, _store: GraphStore) -> Network:
    with _store.snapshot() as view:
        return around_targets(view, day)


@st.cache_resource(show_spinner=False, max_entries=4)
def _network(url: str, revision: int, day: date, guessing: bool, _store: GraphStore) -> Network:
    return project(_store, day, guessing=guessing)


@st.cache_resource(show_spinner=False, max_entries=4)
def _taught(url: str, revision: int, _store: GraphStore) -> Rates | None:
    return taught(_store)


@st.cache_resource(show_spinner=False, max_entries=4)
def _organizations(url: str, revision: int, _store: GraphStore) -> tuple[tuple[Organization, int], ...]:
    return _store.organizations()


@st.cache_resource(show_spinner=False, max_entries=4)
def _acquaintances(url: str, revision: int, _store: GraphStore) -> Mapping[PersonId, str]:
    return _by_name(_store.people(tie.other(EGO) for tie in _store.ties_of(EGO)).values())


@st.cache_resource(show_spinner=False, max_entries=4)
def _everybody_by_name(url: str, revision: int, _store: GraphStore) -> Mapping[PersonId, str]:
    return _by_name(_store.find_people("", limit=CHOICE_LIMIT))


@st.cache_resource(show_spinner=False, max_entries=4)
def _candidates(url: str, revision: int, _store: GraphStore) -> tuple[Candidate, ...]:
    return candidates(_store)


@st.cache_resource(show_spinner=False, max_entries=4)
def _news(url: str, revision: int, _store: GraphStore) -> tuple[Change, ...]:
    return changes(_store)


def _by_name(people: Iterable[Person]) -> Mapping[PersonId, str]:
    ordered = sorted(people, key=lambda one: (one.name.casefold(), one.id))
    return told_apart({one.id: clean(one.name) for one in ordered})


@st.cache_resource(show_spinner=False, max_entries=4)
def _coverage(
    url: str, revision: int, day: date, helping: bool, _store: GraphStore, _network: Network
) -> Coverage:
    with _store.snapshot() as view:
        if view.revision() == _network.revision:
            fresh = _network
        else:
            fresh = project(view, day) if _network.whole else around_targets(view, day)
        return targets_at_a_glance(view, fresh, helping=helping)


@st.cache_resource(show_spinner=False, max_entries=4)
def _insights(url: str, revision: int, day: date, _store: GraphStore, _network: Network) -> at_a_glance.Insights:
    with _store.snapshot() as view:
        fresh = _network if view.revision() == _network.revision else project(view, day)
        return at_a_glance.insights(view, fresh)


@st.cache_resource(show_spinner=False, max_entries=4)
def _circles(
    url: str, revision: int, day: date, guessing: bool, _store: GraphStore, _network: Network
) -> at_a_glance.Circles:
    with _store.snapshot() as view:
        fresh = _network if view.revision() == _network.revision else project(view, day, guessing=guessing)
        return at_a_glance.circles(view, fresh)


@st.cache_resource(show_spinner=False, max_entries=4)
def _best_ways(
    url: str, revision: int, day: date, _store: GraphStore, _network: Network
) -> Mapping[OrganizationId, Introductions]:
    question = introductions.Question(limit=1, willing=taught(_store))
    targets: tuple[Target, ...] = _store.targets()
    return {
        one.organization: introductions.find(_store, _network, organization_called(_store, one.name), question)
        for one in targets
    }
