"""The Targets page at a glance: how much is reached, what hangs on one person, and what would help."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from graph import curate
from graph.model import Stage
from graph.owners import Owner
from tests.samples import member
from tests.test_search_introductions import take_in_from_strangers
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, words
from views.components.target_table import WAYS

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
    assert "would open" not in words(test)
    test.session_state["would_help"] = True
    test.run()
    assert not test.exception
    said = words(test)
    assert "Knowing Zoe Quinn would open Zeta." in said
    assert said.count("would open Zeta") == 2
    assert "<img" not in said


def test_without_targets_there_is_no_glance(empty_data: Path, open_page: OpenPage) -> None:
    assert "You can reach" not in words(open_page("targets"))


def table(test: AppTest) -> pd.DataFrame:
    shown: pd.DataFrame = test.dataframe[0].value
    return shown


def edit(test: AppTest, row: int, **cells: object) -> AppTest:
    """Does what somebody does who changes cells of a row."""
    key = test.dataframe[0].key or ""
    test.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    return test.run()


@pytest.fixture
def four(empty_data: Path) -> Path:
    """Ann and Bo are at Acme, nobody at the others."""
    bring_in(empty_data, HEADER + row("Ann Lee", "Acme") + row("Bo Sand", "Acme"))
    for name, priority, posting in (("Zeta", 2, 3), ("Globex", 3, 0), ("Acme", 2, 0), ("Beta", 2, 0)):
        curate.add_target(kept(empty_data), name, priority=priority, posting=posting, at=datetime.now(UTC))
    return empty_data


def test_the_most_wanted_come_first_then_postings_then_people_one_knows(four: Path, open_page: OpenPage) -> None:
    shown = table(open_page("targets"))
    assert shown["Company"].tolist() == ["Globex", "Zeta", "Acme", "Beta"]
    assert shown["You know"].tolist() == [0, 0, 2, 0]
    assert shown["Best way"].tolist()[2].startswith(("Fair", "Warm", "Cool"))


def test_the_table_shows_the_target_whose_details_are_asked_for(four: Path, open_page: OpenPage) -> None:
    acme = next(one for one in kept(four).targets() if one.name == "Acme")
    test = open_page("targets")
    test.query_params["target"] = acme.organization
    test.run()
    assert table(test)["Show"].tolist() == [False, False, True, False]
    assert "Ann Lee and Bo Sand" in words(test)
    assert {one.key for one in test.button if str(one.key).startswith("remove_")} == {f"remove_{acme.organization}"}


def test_what_is_edited_in_the_table_is_kept_and_the_order_follows(four: Path, open_page: OpenPage) -> None:
    test = edit(open_page("targets"), 2, Role=" Head of Sales ", Priority="Now", Posting="Fitting", Stage="Talking")
    assert not test.exception
    acme = next(one for one in kept(four).targets() if one.name == "Acme")
    assert (acme.role, acme.priority, acme.posting, acme.stage) == ("Head of Sales", 3, 2, Stage.TALKING)
    assert table(test)["Company"].tolist() == ["Acme", "Globex", "Zeta", "Beta"]
    edit(test, 0, Role="")
    after = next(one for one in kept(four).targets() if one.name == "Acme")
    assert (after.role, after.priority, after.stage) == (None, 3, Stage.TALKING)


def test_a_tick_opens_the_details_of_a_row(four: Path, open_page: OpenPage) -> None:
    test = edit(open_page("targets"), 3, Show=True)
    assert table(test)["Show"].tolist() == [False, False, False, True]
    assert "Nobody in your data works there now." in words(test)


def test_a_pasted_list_is_added_and_what_was_there_stays_as_it_is(four: Path, open_page: OpenPage) -> None:
    test = open_page("targets")
    test.text_area(key="wishes").set_value("Globex, Intern\nNew Corp, Head of Product\nOther\tCTO")
    test.button(key="add_wishes").click().run()
    held = {one.name: (one.role, one.priority) for one in kept(four).targets()}
    assert held["Globex"] == (None, 3)
    assert held["New Corp"] == ("Head of Product", 1)
    assert held["Other"] == ("CTO", 1)
    assert len(held) == 6


def test_a_list_without_a_company_is_asked_for_one(four: Path, open_page: OpenPage) -> None:
    test = open_page("targets")
    test.text_area(key="wishes").set_value(" , \n")
    test.button(key="add_wishes").click().run()
    assert len(test.warning) == 1


def test_what_hangs_on_one_person_is_marked_in_the_table(one_friend: Path, open_page: OpenPage) -> None:
    shown = table(open_page("targets")).set_index("Company")[WAYS]
    assert shown["Globex"] == "⚠ only through Maya Ruiz"
    assert shown["Zeta"] == ""
