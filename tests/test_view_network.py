"""The Network page without a browser: what it sends to the picture, what it says, and what its files hold."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from graph.model import EGO
from tests.conftest import OpenPage
from tests.sheets import read_sheet
from tests.test_view_pages import friend_of_ego, graph_of, kept, words
from views import files

EVERYBODY, COMPANY = "Everybody", "A company"


def sheet_of(test: AppTest) -> dict[str, Any]:
    data = files.kept(graph_of(test)["sheet"])
    assert data is not None
    return read_sheet(data)


def click(test: AppTest, **what: int) -> AppTest:
    """What the browser says when somebody is clicked."""
    test.session_state["network_picture"] = {"picked": {**what, "sheet": graph_of(test)["sheet"], "at": 1}}
    return test.run()


@pytest.mark.parametrize("kind", ["A person", COMPANY, EVERYBODY])
def test_the_network_is_drawn_around_people_companies_and_whole(
    kind: str, demo_data: Path, open_page: OpenPage
) -> None:
    test = open_page("network", show=kind)
    assert not test.exception
    drawn = sheet_of(test)
    count = len(drawn["names"])
    assert len({*zip(drawn["x"].tolist(), drawn["y"].tolist(), strict=True)}) == count > 3
    assert max(drawn["low"].max(), drawn["high"].max()) < count
    if kind == EVERYBODY:
        assert count == kept(demo_data).status().people + 1
        assert len(drawn["low"]) == kept(demo_data).status().ties


def test_places_are_the_same_in_every_run_and_whatever_is_filtered(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    before = graph_of(test)["sheet"]
    assert graph_of(test)["shown"] is None
    test.selectbox(key="network_owner").set_value(EGO).run()
    assert graph_of(test)["sheet"] == before
    mask = files.kept(graph_of(test)["shown"])
    assert mask is not None
    count = int(np.unpackbits(np.frombuffer(mask, dtype=np.uint8)).sum())
    assert f"{count:,} people of {len(sheet_of(test)['names']):,} shown" in words(test)
    assert "not known by you" in words(test)
    assert graph_of(open_page("network", show=EVERYBODY))["sheet"] == before


def test_ties_below_a_strength_are_hidden_and_that_is_said(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    test.selectbox(key="network_least").set_value(2).run()
    assert graph_of(test)["least"] == 2
    assert "with weaker ties only" in words(test)


def test_only_one_company_is_shown_and_the_rest_is_counted(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    chooser = test.selectbox(key="network_at")
    chooser.set_value(chooser.options[0]).run()
    assert f"not at {chooser.options[0]}" in words(test)


def test_likely_ties_come_dotted_without_moving_anybody(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    seen = sheet_of(test)
    test.toggle(key="network_guessing").set_value(True).run()
    both = sheet_of(test)
    assert (both["x"] == seen["x"]).all()
    assert (both["y"] == seen["y"]).all()
    assert (seen["word"] < 4).all()
    assert (both["word"] >= 4).sum() == len(both["low"]) - len(seen["low"]) > 0


@pytest.mark.parametrize("colour", ["company", "community", "strength"])
def test_colours_are_told_in_a_legend(colour: str, demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    test.segmented_control(key="network_colour").set_value(colour).run()
    tones = files.kept(graph_of(test)["tones"])
    assert tones is not None
    drawn = sheet_of(test)
    assert len(tones) == len(drawn["names"]) + len(drawn["discX"])
    assert f"ig-tone {colour} t0" in words(test)


def test_a_click_on_somebody_shows_their_card_and_stays_in_the_address(demo_data: Path, open_page: OpenPage) -> None:
    someone = friend_of_ego(demo_data)
    test = open_page("network")
    row = sheet_of(test)["names"].index(someone.name)
    click(test, row=row)
    assert someone.name in words(test)
    assert test.query_params["person"] == someone.id
    assert graph_of(test)["picked"] == row
    assert "Introductions to this company" in [link.proto.label for link in test.get("page_link")]
    click(test, row=-1)
    assert "Click somebody" in words(test)
    assert "person" not in test.query_params


def test_a_click_on_a_company_shows_its_card(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    drawn = sheet_of(test)
    click(test, disc=0)
    assert drawn["companies"][int(drawn["discCompany"][0])] in words(test)
    assert "Around this company" in [link.proto.label for link in test.get("page_link")]


def test_a_click_in_a_picture_that_is_no_more_picks_nobody(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network")
    test.session_state["network_picture"] = {"picked": {"row": 1, "sheet": "/made/other", "at": 1}}
    test.run()
    assert "Click somebody" in words(test)


def test_a_link_leads_to_somebody_even_outside_the_picture(demo_data: Path, open_page: OpenPage) -> None:
    someone = friend_of_ego(demo_data)
    test = open_page("network", show=EVERYBODY, person=someone.id)
    assert graph_of(test)["picked"] == sheet_of(test)["names"].index(someone.name)
    store = kept(demo_data)
    known = {tie.other(EGO) for tie in store.ties_of(EGO)} | {EGO}
    far = next(one for one in store.find_people("", limit=2000) if one.id not in known)
    test = open_page("network", person=far.id)
    assert graph_of(test)["picked"] == -1
    assert "Not in this picture: show among everybody" in [link.proto.label for link in test.get("page_link")]


def test_the_way_to_a_target_is_put_in_front(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network", show=EVERYBODY)
    chooser = test.selectbox(key="network_way")
    ways = {name: len(graph_of(chooser.set_value(name).run())["path"]) for name in chooser.options}
    assert max(ways.values()) >= 2
    drawn = sheet_of(test)
    test.selectbox(key="network_way").set_value(max(ways, key=ways.__getitem__)).run()
    path = graph_of(test)["path"]
    assert drawn["names"][path[0]["from"]] == "You"
    assert [step["to"] for step in path[:-1]] == [step["from"] for step in path[1:]]


def test_everybody_in_the_picture_is_in_the_table_too(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("network")
    listed = test.dataframe[0].value
    drawn = sheet_of(test)
    assert sorted(listed["Name"]) == sorted(drawn["names"])
    assert listed["Ties"].sum() == 2 * len(drawn["low"])
