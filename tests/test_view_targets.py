"""The Targets page at a glance: how much is reached, what hangs on one person, and what would help."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import curate
from graph.owners import Owner
from tests.samples import member
from tests.test_search_introductions import take_in_from_strangers
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, words

HOSTILE = "<img src=x onerror=alert(1)> ![x](https://evil.example/a.png)"


def row(name: str, company: str) -> str:
    given, _, family = name.partition(" ")
    return f'{given},{family},,,"{company}",Engineer,12 Mar 2019\n'


@pytest.fixture
def one_friend(empty_data: Path) -> Path:
    """Everything goes through Maya, and nobody leads to Zeta."""
    bring_in(empty_data, HEADER + row("Maya Ruiz", "Orbit"))
    bring_in(empty_data, HEADER + row("Raj Patel", "Globex") + row("Ida Ek", "Globex"), Owner(name="Maya Ruiz"))
    store = kept(empty_data)
    take_in_from_strangers(store, {f"Otto {HOSTILE}": [member("Zoe Quinn", "Zeta")]})
    for name in ("Globex", "Zeta"):
        curate.add_target(store, name, at=datetime.now(UTC))
    return empty_data


def test_it_says_how_much_is_reached_and_what_hangs_on_one_person(one_friend: Path, open_page: OpenPage) -> None:
    said = words(open_page("targets"))
    assert "You can reach 1 of your 2 targets." in said
    assert "If Maya Ruiz says no, you lose Globex." in said
    assert "only through Maya Ruiz" in said


def test_it_names_whom_it_would_help_to_know_and_shows_names_as_text(one_friend: Path, open_page: OpenPage) -> None:
    test = open_page("targets")
    assert not test.exception
    said = words(test)
    assert "Knowing Zoe Quinn would open Zeta." in said
    assert said.count("would open Zeta") == 2
    assert "<img" not in said


def test_without_targets_there_is_no_glance(empty_data: Path, open_page: OpenPage) -> None:
    assert "You can reach" not in words(open_page("targets"))
