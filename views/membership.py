"""Who is signed in where the app serves a team, and which store is theirs (`graph.team`).

Where `INTROGRAPH_TEAM` names no pool the app serves one person, and nobody signs in.
"""

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from graph.errors import UserError
from graph.model import Shows
from graph.settings import Settings
from graph.store import open_store
from graph.store.base import GraphStore

if TYPE_CHECKING:  # one person needs none of it
    from graph.team import Member

MEMBERS_KEPT = 256
"""Members for whom is remembered what was last taken over."""


def is_team() -> bool:
    """Whether the app serves a team."""
    return _settings().team is not None


def member() -> "Member | None":
    """Who is signed in; None while nobody is."""
    if not is_team() or st.user.get("is_logged_in") is not True:
        return None
    from graph.team import Member

    return Member.of(st.user.to_dict())


def own_url() -> str:
    """The store of whoever is signed in, and nobody else's.

    Raises:
        UserError: when nobody is.
    """
    return str(_signed_in().place(_settings().data_folder))


def bring_together(own: GraphStore) -> None:
    """Takes over what the others let be seen and puts into the pool what this member does, where either has changed."""
    someone, url, day = _signed_in(), own_url(), date.today()
    _taken_over(url, _pool().revision(), day, own, someone)
    _published(url, own.revision(), day, own, someone)


def choice(own: GraphStore) -> Shows | None:
    """What the member lets the team see."""
    from graph import team

    return team.choice(own)


def choose(own: GraphStore, shows: Shows | None) -> None:
    """Keeps what the member lets the team see."""
    from graph import team

    team.choose(own, _pool(), _signed_in(), shows, today=date.today())


def _signed_in() -> "Member":
    found = member()
    if found is None:
        raise UserError("You are not signed in.", "Sign in first.")
    return found


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _pool() -> GraphStore:
    return _opened_pool(_settings().team or "")


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened_pool(url: str) -> GraphStore:
    return open_store(url, passphrase=_settings().passphrase)


@st.cache_resource(show_spinner=False, max_entries=MEMBERS_KEPT)
def _taken_over(url: str, revision: int, day: date, _own: GraphStore, _member: "Member") -> tuple[str, ...]:
    from graph import team

    team.arrive(_own, _member)
    return team.refresh(_own, _pool(), _member, at=datetime.now(UTC))


@st.cache_resource(show_spinner=False, max_entries=MEMBERS_KEPT)
def _published(url: str, revision: int, day: date, _own: GraphStore, _member: "Member") -> None:
    from graph import team

    team.publish(_own, _pool(), _member, today=day)
