"""The Settings page: backups and exports, and somebody who is forgotten only when their name was written."""

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph import forgetting, safekeeping
from graph.model import Shows
from graph.outreach.templates import Letter, original, template_of
from graph.passing import PREFIX
from graph.sharing import Wish, share
from graph.store import open_store
from tests.samples import member, take_in
from tests.test_view_pages import CONNECTIONS, OpenPage, bring_in, kept, words
from views.wording import day


def names(data: Path) -> set[str]:
    with closing(kept(data)) as store:
        return {one.name for one in store.find_people("")}


def press(test: AppTest, key: str) -> AppTest:
    return test.button(key=key).click().run()


def test_a_backup_is_made_and_told(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = press(open_page("settings"), "back_up")
    (backup,) = (empty_data / "backups").iterdir()
    assert str(backup) in [one.value for one in test.code]
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


def test_who_types_their_name_lets_somebody_in_again(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    with closing(kept(empty_data)) as store:
        forgetting.forget(store, store.find_people("ann")[0].id)
        assert store.suppressed()
    st.cache_resource.clear()
    test = open_page("settings")
    assert test.button(key="let_back").disabled
    test.text_input(key="let_back_who").input("Ann Leo").run()
    assert "Nobody who was forgotten" in press(test, "let_back").error[0].value
    test.text_input(key="let_back_who").input("https://www.linkedin.com/in/ann-lee").run()
    test = press(test, "let_back")
    assert not test.error
    with closing(kept(empty_data)) as store:
        assert store.suppressed() == frozenset()


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


def test_a_bundle_for_a_friend_shows_what_was_chosen_and_says_what_it_does_not_prove(
    empty_data: Path, open_page: OpenPage
) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = press(open_page("settings"), "make_bundle")
    assert "Your friend could not tell whose bundle it is" in test.error[0].value
    test.text_input(key="share_name").input("Dana Reyes").run()
    test = press(test, "make_bundle")
    assert "Your friend could not tell" not in " ".join(each.value for each in test.error)
    assert "how many people you know at" in words(test)
    assert "not who you are" in words(test)
    test.radio(key="share_shows").set_value(Shows.NAMES).run()
    assert "save_bundle" not in {each.proto.id.rsplit("-", 1)[-1] for each in test.get("download_button")}
    until = date(datetime.now(UTC).year + 1, 1, 31)
    test.date_input(key="share_until").set_value(until).run()
    test = press(test, "make_bundle")
    assert "the names of 2 contacts" in words(test)
    assert f"counts until {day(until)}" in words(test)
    assert "save_bundle" in {each.proto.id.rsplit("-", 1)[-1] for each in test.get("download_button")}
    assert not test.exception


def test_the_history_says_what_a_friend_lets_be_seen_and_until_when(
    empty_data: Path, open_page: OpenPage, tmp_path: Path
) -> None:
    today = datetime.now(UTC).date()
    until = date(today.year + 1, 1, 31)
    bring_in(empty_data, CONNECTIONS)
    with closing(kept(empty_data)) as store:
        share(store, Wish(Shows.NAMES, "Maya Ruiz", until), tmp_path / "m.bundle", keys=tmp_path, at=datetime.now(UTC))
        bundle = (tmp_path / "m.bundle").read_text("utf-8")
    assert json.loads(bundle)["sender"]
    bring_in(empty_data, bundle, name="m.bundle")
    assert f"shows names, expires {day(until)}" in words(open_page("sources"))


def test_a_backup_is_sealed_with_a_passphrase_that_was_typed_twice_and_comes_back(
    empty_data: Path, open_page: OpenPage
) -> None:
    pytest.importorskip("pyrage", reason="the extra is not installed: pip install '.[encrypted]'")
    bring_in(empty_data, CONNECTIONS)
    test = open_page("settings")
    test.text_input(key="backup_passphrase").input("six rivers").run()
    assert test.button(key="back_up").disabled
    test.text_input(key="backup_again").input("six rivers").run()
    press(test, "back_up")
    (backup,) = (empty_data / "backups").iterdir()
    assert backup.name.endswith(".db.age")
    for name in ("intrograph.db", "intrograph.db-wal", "intrograph.db-shm", "intrograph.db-network"):
        (empty_data / name).unlink(missing_ok=True)
    st.cache_resource.clear()
    test = open_page("settings")
    test.file_uploader(key="restore_file").upload(backup.name, backup.read_bytes(), "application/octet-stream").run()
    test = press(test, "restore")
    assert "This file needs a passphrase" in test.error[0].value
    test.text_input(key="restore_passphrase").input("six lakes").run()
    assert "does not open" in press(test, "restore").error[0].value
    test.text_input(key="restore_passphrase").input("six rivers").run()
    press(test, "restore")
    assert names(empty_data) == {"Ann Lee", "Bo Sand"}
    assert not list(empty_data.glob(f"{PREFIX}*"))


@pytest.mark.parametrize("ending", [".db", ".zip"])
def test_what_was_saved_goes_into_an_empty_network(
    empty_data: Path, open_page: OpenPage, tmp_path: Path, ending: str
) -> None:
    with closing(open_store(str(tmp_path / "other.db"))) as other:
        take_in(other, [member("Ann Lee", "Acme")])
        saved = tmp_path / f"saved{ending}"
        if ending == ".db":
            safekeeping.back_up(other, saved)
        else:
            safekeeping.export(other, saved, datetime.now(UTC))
    test = open_page("settings")
    test.file_uploader(key="restore_file").upload(saved.name, saved.read_bytes(), "application/octet-stream").run()
    test = press(test, "restore")
    assert not test.error
    assert names(empty_data) == {"Ann Lee"}
    assert "goes into an empty network" in words(test)
