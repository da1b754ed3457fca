"""The Settings page: backups and exports, and somebody who is forgotten only when their name was written."""

from contextlib import closing
from pathlib import Path

from streamlit.testing.v1 import AppTest

from graph.outreach.templates import Letter, original, template_of
from graph.store import open_store
from tests.test_view_pages import CONNECTIONS, OpenPage, bring_in, kept, words


def names(data: Path) -> set[str]:
    with closing(kept(data)) as store:
        return {one.name for one in store.find_people("")}


def press(test: AppTest, key: str) -> AppTest:
    return test.button(key=key).click().run()


def test_a_backup_is_made_and_told(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = press(open_page("settings"), "back_up")
    (backup,) = (empty_data / "backups").iterdir()
    assert [Path(one.value) for one in test.code] == [backup]
    with closing(open_store(str(backup))) as store:
        assert len(store.find_people("")) == 2


def test_nobody_is_forgotten_before_their_name_was_written(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = press(open_page("settings"), "back_up")
    test.text_input(key="forget_who").input("ann").run()
    assert "1 record" in words(test)
    assert "A copy that may hold them still" in words(test)
    assert test.button(key="forget_now").disabled
    (name,) = (str(each.key) for each in test.text_input if str(each.key).startswith("forget_name"))
    test.text_input(key=name).input("Bo Sand").run()
    assert test.button(key="forget_now").disabled
    test.text_input(key=name).input("ann lee").run()
    test.checkbox(key="forget_copies").check().run()
    assert names(empty_data) == {"Ann Lee", "Bo Sand"}
    test = press(test, "forget_now")
    assert not test.exception
    assert names(empty_data) == {"Bo Sand"}
    assert list((empty_data / "backups").iterdir()) == []


def test_an_empty_network_offers_to_restore_and_a_full_one_says_how(empty_data: Path, open_page: OpenPage) -> None:
    assert "Nothing is written over" not in words(open_page("settings"))
    assert "intrograph --store new.db restore" not in words(open_page("settings"))
    bring_in(empty_data, CONNECTIONS)
    assert "intrograph --store new.db restore" in words(open_page("settings"))


def test_it_says_that_nothing_leaves_and_how_one_knows(empty_data: Path, open_page: OpenPage) -> None:
    said = words(open_page("settings"))
    assert "What leaves this machine: nothing" in said
    assert "a request to any other machine fails them" in said


def test_a_letter_is_changed_and_brought_back_to_the_original(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("settings")
    (key,) = (str(each.key) for each in test.text_area)
    test.text_area(key=key).input("Hi {{ nobody }}").run()
    assert "Line 1 of the template “ask” is broken" in words(test).replace("\\", "")
    assert test.button(key="template_keep").disabled
    test.text_area(key=key).input("Help\n\nHi {{ given }}, let me know if you hear of anything!").run()
    assert "Vague" in words(test)
    assert "No way out" in words(test)
    press(test, "template_keep")
    assert not test.exception
    with closing(kept(empty_data)) as store:
        assert "hear of anything" in template_of(store, Letter.ASK)
    press(test, "template_back")
    assert test.text_area(key=key).value == original(Letter.ASK)
    with closing(kept(empty_data)) as store:
        assert template_of(store, Letter.ASK) == original(Letter.ASK)
    assert "One clear ask, and a no is easy" in words(test)


def test_each_letter_has_its_own_template(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("settings")
    test.selectbox(key="template_letter").set_value(Letter.THANKS).run()
    (area,) = test.text_area
    assert area.value == original(Letter.THANKS)
    assert "One clear ask" not in words(test), "thanks ask for nothing"
