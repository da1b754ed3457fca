"""The People page: a click on any cell chooses somebody, and the user's word is one click away."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import stating
from graph.model import EGO, DecisionKind, Person
from graph.owners import Owner
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, words


def row(name: str, company: str, since: str = "12 Mar 2019") -> str:
    given, _, family = name.partition(" ")
    slug = name.lower().replace(" ", "-")
    return f"{given},{family},https://www.linkedin.com/in/{slug},,{company},Engineer,{since}\n"


@pytest.fixture
def some(empty_data: Path) -> Path:
    bring_in(empty_data, HEADER + row("Ann Lee", "Acme") + row("Bo Sand", "Acme") + row("Maya Ruiz", "Orbit"))
    hers = row("Ann Lee", "Acme", "1 May 2020") + row("Raj Iyer", "Globex")
    bring_in(empty_data, HEADER + hers, Owner(name="Maya Ruiz"))
    return empty_data


def called(data: Path, name: str) -> Person:
    return kept(data).find_people(name)[0]


def choose(test: AppTest, **selection: object) -> AppTest:
    chosen = {"rows": [], "columns": [], "cells": [], **selection}
    test.session_state["people_"] = {"selection": chosen}
    return test.run()


def verdicts(data: Path, person: Person) -> list[tuple[DecisionKind, str]]:
    return [(said.kind, said.subjects[-1]) for other, said in stating.said_of(kept(data), person) if other.id == EGO]


@pytest.mark.parametrize("selection", [{"rows": [1]}, {"cells": [(1, "Company")]}])
def test_a_row_is_chosen_by_its_box_and_by_any_of_its_cells(
    selection: dict[str, object], some: Path, open_page: OpenPage
) -> None:
    test = choose(open_page("people"), **selection)
    assert not test.exception
    assert test.query_params["person"] == called(some, "Bo Sand").id
    assert 'large"><i' in words(test).replace("\n", "")
    assert "From 1 record" in words(test)


def test_what_happened_with_somebody_is_told_with_its_source_latest_first(some: Path, open_page: OpenPage) -> None:
    said = words(open_page("people", person=called(some, "Ann Lee").id))
    assert "What happened" in said
    assert said.index("In your contacts") < said.index("You connected")
    assert "12 March 2019 · Connections.csv line 2" in said
    assert "In the contacts of Maya Ruiz" in said


def test_the_user_s_word_about_somebody_is_one_click_and_so_is_taking_it_back(some: Path, open_page: OpenPage) -> None:
    bo = called(some, "Bo Sand")
    test = open_page("people", person=bo.id)
    test.button(key=f"closeness_I know them well_{bo.id}").click().run()
    assert verdicts(some, bo) == [(DecisionKind.STATE_TIE, "4")]
    assert "You said: I know them well." in words(test)
    test.button(key=f"closeness_Take it back_{bo.id}").click().run()
    assert verdicts(some, bo) == []
    test.button(key=f"closeness_We never met_{bo.id}").click().run()
    assert "You said: we never met." in words(test)
    assert "Known by 0 people" in words(test)


def test_the_answers_come_before_the_lists(some: Path, open_page: OpenPage) -> None:
    ann = called(some, "Ann Lee")
    test = open_page("people", person=ann.id)
    order = [one.key for one in test.button if one.key]
    assert order.index(f"closeness_I know them well_{ann.id}") < order.index("say_keep")
