"""The page of the week: focus first, asks with words and states, the journal, the page before a talk."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import EGO
from graph.outreach.asking import asks
from graph.outreach.focus import Focus, focus_of
from graph.outreach.journal import entries
from graph.outreach.second_calls import SecondCall, note_vague_asks, second_calls
from graph.outreach.worth import keep_comfort
from graph.search.projection import project
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, words

HOSTILE = "<img src=x onerror=alert(1)> ![x](https://evil.example/a.png)"


def button(test: AppTest, key: str) -> None:
    test.button(key=key).click().run()
    assert not test.exception


def calls(data: Path) -> tuple[SecondCall, ...]:
    store = kept(data)
    return second_calls(store, project(store, date.today()))


def test_an_empty_store_says_what_comes_first(empty_data: Path, open_page: OpenPage) -> None:
    assert "Your contacts come first" in words(open_page("week"))


def test_without_a_focus_the_list_of_companies_is_offered_and_no_words(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, HEADER + f'Maya,Ruiz {HOSTILE},,,"Orbit {HOSTILE}",Engineer,12 Mar 2019\n')
    test = open_page("week")
    assert not test.exception
    assert "What do you look for?" in words(test)
    assert "Words to send" not in words(test)
    assert "<img" not in words(test)
    for key, text in (("focus_role", "Nurse"), ("focus_proof", "ten years"), ("focus_why", "good care")):
        test.text_input(key=key).input(text)
    test.button(key="focus_keep").click().run()
    assert focus_of(kept(empty_data)) == Focus("Nurse", "ten years", "good care")


def test_the_demo_shows_a_week_under_way(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("week")
    said = words(test)
    assert not test.exception
    for told in ("2 asks under way, 1 planned", "Both agreed: Maya can introduce you.", "Whom to ask next"):
        assert told in said
    assert "No answer from" in said
    assert any("Would you still be comfortable with an introduction" in code.value for code in test.code)


def test_an_ask_is_planned_and_led_to_the_introduction(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("week")
    before = len(asks(kept(demo_data)))
    button(test, "plan_offer_0")
    ask = asks(kept(demo_data))[-1]
    assert len(asks(kept(demo_data))) == before + 1
    steps = [what.value for what in ask.possible]
    assert steps == ["asked", "let-go"]
    button(test, f"asked_{ask.id}")
    button(test, f"agreed_{ask.id}")
    button(test, f"back_{ask.id}")
    button(test, f"declined_{ask.id}")
    assert asks(kept(demo_data))[-1].state.value == "declined"
    assert "another way" in words(test)


def test_whom_one_asked_vaguely_is_noted_and_called_again(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("week")
    known = {call.worth.person.id for call in calls(demo_data)}
    ego_knows = {tie.other(EGO) for tie in kept(demo_data).ties_of(EGO)}
    new = min(ego_knows - known)
    test.multiselect(key="vague_who").set_value([new])
    test.date_input(key="vague_on").set_value(date(2026, 3, 1))
    test.button(key="vague_note").click().run()
    assert not test.exception
    assert next(call.asked.on for call in calls(demo_data) if call.worth.person.id == new) == date(2026, 3, 1)
    assert "asked in March 2026" in words(test)
    assert any("In March I asked you for help with my search" in code.value for code in test.code)
    button(test, f"called_{new}")
    assert {call.worth.person.id for call in calls(demo_data)} == known


def test_ones_own_order_stands_beside_the_second_calls(demo_data: Path, open_page: OpenPage) -> None:
    store = kept(demo_data)
    friends = store.people(tie.other(EGO) for tie in store.ties_of(EGO))
    note_vague_asks(store, [friends[who] for who in sorted(friends)[:2]], date(2026, 3, 1))
    test = open_page("week")
    before = [call.worth.person.id for call in calls(demo_data)]
    own = before[::-1]
    test.multiselect(key="comfort_order").set_value(own).run()
    assert not test.exception
    assert [call.worth.person.id for call in calls(demo_data)] == before, "the list keeps its own order"
    assert [call.comfort for call in calls(demo_data)] == list(range(len(before), 0, -1))
    assert f"number {len(before)} for you" in words(test)
    keep_comfort(store, ())
    assert test.run().multiselect(key="comfort_order").value == [], "what another window kept is shown"


def test_a_talk_is_noted(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("week")
    test.selectbox(key="log_who").select_index(0)
    test.text_area(key="log_said").input("They hire in spring")
    test.button(key="log_talk").click().run()
    assert not test.exception
    assert [entry.said for entry in entries(kept(demo_data))] == ["They hire in spring"]


@pytest.mark.parametrize("text", ["Breakfast, 20 Nov 2026\nAnn Lee (Acme)", "one line only"])
def test_an_event_is_noted_or_what_is_missing_is_said(text: str, demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("week")
    test.segmented_control(key="log_what").set_value("An event").run()
    test.text_area(key="log_text").input(text)
    test.button(key="log_event_sent").click().run()
    assert not test.exception
    noted = [entry.title for entry in entries(kept(demo_data))]
    assert noted == (["Breakfast"] if "Ann" in text else [])
    assert bool(noted) or "An event takes two lines" in words(test)


def test_the_chosen_path_can_be_planned(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("introductions", company="Wrenfield University")
    before = len(asks(kept(demo_data)))
    button(test, "plan_chosen")
    assert len(asks(kept(demo_data))) in (before, before + 1)
