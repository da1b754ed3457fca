"""Guessed ties in the app: the Sharpen page, the word of the user on a person's page, and the two toggles."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import stating
from graph.model import EGO, Decision, DecisionKind, PersonId
from graph.owners import Owner
from tests.test_view_pages import HEADER, OpenPage, bring_in, graph_of, kept, words
from views import computed

HOSTILE = ["<img src=x onerror=alert(1)>", "![x](https://evil.example/a.png)"]


def row(given: str, family: str, company: str) -> str:
    return f'{given},{family},,,"{company}",Engineer,12 Mar 2019\n'


NAMES = (("Ann", "Lee"), ("Bo", "Sand"), ("Cy", "Diaz"), ("Di", "Evans"))
COLLEAGUES = HEADER + "".join(row(given, family, "Acme") for given, family in NAMES)


@pytest.fixture
def colleagues(empty_data: Path) -> Path:
    """Four contacts at Acme; nobody was seen to know another."""
    bring_in(empty_data, COLLEAGUES)
    return empty_data


def person(data: Path, name: str) -> PersonId:
    return kept(data).find_people(name)[0].id


def decisions(data: Path) -> list[Decision]:
    return list(kept(data).decisions())


def press(test: AppTest, key: str) -> AppTest:
    return test.button(key=key).click().run()


def test_a_network_in_which_guessing_takes_too_long_says_so_and_offers_no_guesses(
    colleagues: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "guessing" in {one.key for one in open_page("introductions", company="Acme").toggle}
    monkeypatch.setattr(computed, "INFERRED_UP_TO", 3)
    assert "too large to work out here" in words(open_page("sharpen"))
    assert "guessing" not in {one.key for one in open_page("introductions", company="Acme").toggle}


def test_an_answer_about_a_group_is_kept_and_can_be_taken_back(colleagues: Path, open_page: OpenPage) -> None:
    test = open_page("sharpen")
    assert "At Acme" in words(test)
    assert "How many of these 4 know each other?" in words(test)
    press(test, "group_all")
    (kept_answer,) = decisions(colleagues)
    assert kept_answer.kind is DecisionKind.RATE_GROUP
    assert kept_answer.subjects[1] == "all"
    assert "Nothing to ask" in words(test)
    assert "At Acme: nearly all of them" in words(test)
    press(test, f"take_back_{kept_answer.subjects[0]}")
    assert decisions(colleagues) == []
    assert "How many of these 4 know each other?" in words(test)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("They know each other", DecisionKind.STATE_TIE), ("They do not", DecisionKind.DENY_TIE)],
)
def test_a_guess_is_confirmed_or_denied_and_that_is_taken_back(
    answer: str, kind: DecisionKind, colleagues: Path, open_page: OpenPage
) -> None:
    ann, bo = person(colleagues, "Ann"), person(colleagues, "Bo")
    test = open_page("people", person=ann)
    assert "May know 3 more people" in words(test)
    assert "Both at Acme" in words(test)
    press(test, f"{answer}_{bo}")
    assert [each.kind for each in decisions(colleagues)] == [kind]
    assert "May know 2 more people" in words(test)
    assert test.toast[0].value.startswith("Kept.")
    press(test, f"take_back_{bo}")
    assert decisions(colleagues) == []
    assert "May know 3 more people" in words(test)


def test_the_user_says_how_well_somebody_is_known(colleagues: Path, open_page: OpenPage) -> None:
    ann = person(colleagues, "Ann")
    test = open_page("people", person=ann)
    test.selectbox(key="say_who").set_value(EGO).run()
    test.select_slider(key="say_level").set_value(5).run()
    press(test, "say_keep")
    (said,) = decisions(colleagues)
    assert said.subjects[2] == "5"
    assert "You and Ann Lee know each other closely." in words(test)


@pytest.fixture
def guessed_way(empty_data: Path) -> Path:
    """Nobody was seen to lead from Maya, whom one knows, to Raj at Globex; both were at a company of two."""
    bring_in(empty_data, HEADER + row("Maya", "Berg", "Initech") + row("Raj", "Iyer", "Globex"))
    bring_in(empty_data, HEADER + row("Raj", "Iyer", "Globex") + row("Zoe", "Quinn", "Globex"), Owner(name="Tom Wu"))
    store = kept(empty_data)
    stating.deny_tie(store, EGO, store.find_people("Zoe")[0].id, at=datetime.now(UTC))
    return empty_data


def test_a_way_over_a_likely_tie_is_shown_only_when_asked_for(guessed_way: Path, open_page: OpenPage) -> None:
    test = open_page("introductions", company="Globex")
    seen = words(test)
    assert "only likely" not in seen
    assert "only possible" not in seen
    before = len(graph_of(test)["ties"])
    test.toggle(key="guessing").set_value(True).run()
    assert not test.exception
    assert "one step only likely" in words(test)
    assert "Both at Globex" in words(test)
    drawn = graph_of(test)["ties"]
    assert len(drawn) > before
    assert any(not tie["observed"] for tie in drawn)
    assert any(tie["observed"] for tie in drawn)


def test_hostile_names_stay_text_wherever_guesses_are_told(empty_data: Path, open_page: OpenPage) -> None:
    rows = [row(HOSTILE[0], f"One{place}", HOSTILE[1]) for place in range(3)]
    bring_in(empty_data, HEADER + "".join(rows))
    hostile = kept(empty_data).find_people("One1")[0].id
    for test in (open_page("sharpen"), open_page("people", person=hostile)):
        assert not test.exception
        assert "<img" not in words(test)
        assert "](https" not in words(test)
