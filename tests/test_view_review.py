"""The Review page: what is asked, what each answer does to the network, and the way back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import curate, merging
from graph.errors import UserError
from graph.model import DecisionKind
from graph.review import candidates
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, markdown_of, markup_of, words
from views.questions import Answer, Questions

MEMBERS = (
    "Katherine,O'Neil,https://www.linkedin.com/in/katherine-oneil,,Bright Harbor,Head of Product,12 Mar 2019\n"
    "Jürgen,Müllerthal,https://www.linkedin.com/in/jm,,Fjord Labs,Data Engineer,1 Feb 2020\n"
)
CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nN:O'Neil;Kate;;;\nFN:Kate O'Neil\nORG:Bright Harbor\nTITLE:Product Manager\n"
    "EMAIL:kate@example.com\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nN:Muellerthal;Juergen;;;\nFN:Juergen Muellerthal\nORG:Fjord Labs\nEND:VCARD\n"
)
MERGE, APART, LATER = "answer_MERGE", "answer_KEEP_APART", "answer_LATER"


@pytest.fixture
def doubles(empty_data: Path) -> Path:
    """A network in which two members of LinkedIn seem to stand in the address book as well."""
    bring_in(empty_data, HEADER + MEMBERS)
    bring_in(empty_data, CARDS, name="contacts.vcf")
    return empty_data


def people_called(data: Path, name: str) -> int:
    return len(kept(data).find_people(name))


def answer(test: AppTest, *buttons: str) -> None:
    for button in buttons:
        test.button(key=button).click().run()
        assert not test.exception
        assert not test.error


def test_a_pair_stands_side_by_side_with_sources_odds_and_reasons_for_and_against(
    doubles: Path, open_page: OpenPage
) -> None:
    said = words(open_page("review"))
    for text in ("Kate O&#x27;Neil", "Katherine O&#x27;Neil", "Head of Product, Bright Harbor", "kate@example.com"):
        assert text in said
    for text in ("linkedin.com/in/katherine-oneil", "Connections.csv line 2", "contacts.vcf line 1"):
        assert text in said
    assert "<b>about 9 in 10</b> that this is one person" in said
    assert "given name a nickname and family name equal<span>speaks strongly for it</span>" in said
    assert "two different ones at one company<span>speaks a little against it</span>" in said


def test_what_both_have_is_marked_and_what_one_lacks_is_said(doubles: Path, open_page: OpenPage) -> None:
    said = markup_of(open_page("review"))
    assert said.count('<p class="same">') == 2
    assert '<p class="same">Head of Product, Bright Harbor' in said
    assert "not known" in said


def test_merging_makes_one_person_and_asks_the_next_question(doubles: Path, open_page: OpenPage) -> None:
    test = open_page("review")
    assert "1 of 2" in test.get("progress")[0].proto.text
    answer(test, MERGE)
    assert people_called(doubles, "O'Neil") == 1
    assert "2 of 2" in test.get("progress")[0].proto.text
    assert "Merged: " in words(test)
    assert "Juergen Muellerthal" in words(test)


def test_keeping_apart_is_remembered_beyond_the_session(doubles: Path, open_page: OpenPage) -> None:
    answer(open_page("review"), APART, APART)
    assert "Nobody looks like somebody else." in words(open_page("review"))
    assert people_called(doubles, "O'Neil") == 2


def test_every_answer_can_be_undone_one_after_the_other(doubles: Path, open_page: OpenPage) -> None:
    before = kept(doubles).digest()
    test = open_page("review")
    first = markup_of(test)
    answer(test, MERGE, LATER)
    answer(test, "undo_answer", "undo_answer")
    assert kept(doubles).digest() == before
    assert markup_of(test) == first
    assert "undo_answer" not in {one.key for one in test.button}


def test_what_was_put_off_waits_until_it_is_asked_for(doubles: Path, open_page: OpenPage) -> None:
    answer(open_page("review"), LATER, LATER)
    test = open_page("review")
    assert "You put off 2 questions" in words(test)
    answer(test, "ask_again", MERGE, APART)
    assert not candidates(kept(doubles))
    assert {one.kind for one in kept(doubles).decisions()} == {DecisionKind.MERGE, DecisionKind.KEEP_APART}


def test_a_merge_answers_the_other_questions_about_the_two(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, HEADER + MEMBERS)
    bring_in(empty_data, CARDS, name="contacts.vcf")
    bring_in(empty_data, CARDS.replace("kate@", "kate.oneil@").replace("Product M", "Senior M"), name="old.vcf")
    test = open_page("review")
    rounds = 0
    while any(one.key == MERGE for one in test.button):
        answer(test, MERGE)
        rounds += 1
        assert rounds < 9
    assert people_called(empty_data, "O'Neil") == people_called(empty_data, "Bright Harbor") == 1
    assert not candidates(kept(empty_data))


def test_what_was_answered_in_another_tab_is_not_asked_again(doubles: Path, open_page: OpenPage) -> None:
    test = open_page("review")
    pair = candidates(kept(doubles))[0]
    merging.merge(kept(doubles), pair.one.id, pair.other.id, at=datetime.now(UTC))
    test.run()
    assert "O&#x27;Neil" not in markup_of(test)
    assert "Juergen Muellerthal" in words(test)


def test_each_answer_has_a_key_of_its_own(doubles: Path, open_page: OpenPage) -> None:
    test = open_page("review")
    answer(test, LATER)
    keys = {one.key: one.proto.shortcut for one in test.button}
    assert [keys[button] for button in (MERGE, APART, LATER, "undo_answer")] == ["m", "k", "l", "u"]


def test_the_first_page_says_how_many_questions_are_open(doubles: Path, open_page: OpenPage) -> None:
    assert "2 pairs of people look like one and the same" in words(open_page("start"))
    test = open_page("review")
    answer(test, MERGE)
    assert "1 pair of people looks like one and the same" in words(open_page("start"))


def test_a_hostile_pair_is_shown_as_text(empty_data: Path, open_page: OpenPage) -> None:
    name, company = "<img src=x onerror=alert(1)> ![x](https://evil.example/a.png)", "[Evil](https://evil.example)"
    given, family = name.split(" !")[0], "!" + name.split(" !")[1]
    bring_in(empty_data, f"{HEADER}{given},{family},https://www.linkedin.com/in/h,,{company},**CEO**,1 Feb 2020\n")
    card = f"BEGIN:VCARD\nVERSION:3.0\nN:{family};{given};;;\nFN:{name}\nORG:{company}\nEND:VCARD\n"
    bring_in(empty_data, card, name="contacts.vcf")
    test = open_page("review")
    assert "&lt;img src=x" in markup_of(test)
    answer(test, LATER)
    assert "<img" not in words(test)
    assert "![x](" not in markdown_of(test)


def test_an_answer_about_somebody_who_is_gone_is_refused_and_the_question_stays(doubles: Path) -> None:
    store = kept(doubles)
    questions = Questions.of(candidates(store), store.network_stamp())
    asked = questions.open
    curate.undo(store, store.runs()[1].id)
    with pytest.raises(UserError, match="Nobody has the id"):
        questions.answer(store, Answer.MERGE, datetime.now(UTC))
    assert questions.open == asked
    assert not questions.answered


def test_somebody_is_said_to_be_somebody_else_and_taken_apart_again(doubles: Path, open_page: OpenPage) -> None:
    kate = kept(doubles).find_people("Kate")[0]
    katherine = kept(doubles).find_people("Katherine")[0]
    test = open_page("people", person=kate.id)
    answer(test, "identity_same")
    test.selectbox(key="same_person").set_value(katherine.id).run()
    answer(test, "merge_confirmed")
    assert people_called(doubles, "O'Neil") == 1
    test = open_page("people", person=kate.id)
    answer(test, "identity_several", "split_confirmed")
    assert people_called(doubles, "O'Neil") == 2


def test_nobody_is_taken_apart_who_stands_in_one_entry(doubles: Path, open_page: OpenPage) -> None:
    kate = kept(doubles).find_people("Kate")[0]
    assert "identity_several" not in {one.key for one in open_page("people", person=kate.id).button}
