"""Every page on the demo network, on an empty store, and when a call fails; and what their widgets do."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph import curate
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, Person
from graph.owners import Owner
from graph.search import introductions
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from importers import read
from importers.base import SourceFile
from tests.pages import PAGES

OpenPage = Callable[..., AppTest]
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CONNECTIONS = (
    HEADER
    + "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,CTO,12 Mar 2019\n"
    + "Bo,Sand,https://www.linkedin.com/in/bo-sand,,Acme Bakery,Baker,13 Mar 2019\n"
)
MAYAS = HEADER + "Raj,Iyer,https://www.linkedin.com/in/raj-iyer,,Globex,COO,1 Feb 2020\n"


def bring_in(data: Path, text: str, owner: Owner | None = None, name: str = "Connections.csv") -> None:
    store = open_store(str(data / "intrograph.db"))
    reading = read([SourceFile.from_bytes(name, text.encode())])
    options = IngestOptions(at=datetime.now(UTC))
    ingest(store, reading.files, reading.records(), owner=owner or Owner(), options=options)
    store.close()


def kept(data: Path) -> GraphStore:
    return open_store(str(data / "intrograph.db"))


def friend_of_ego(data: Path) -> Person:
    """Somebody with a position whom ego knows."""
    store = kept(data)
    known = store.people(tie.other(EGO) for tie in store.ties_of(EGO))
    return next(one for _, one in sorted(known.items()) if one.position)


def markdown_of(test: AppTest) -> str:
    """All that the page says in Markdown."""
    shown = [*test.title, *test.subheader, *test.markdown, *test.caption, *test.error, *test.warning]
    labelled = [*test.button, *test.expander, *test.selectbox, *test.multiselect, *test.text_input]
    return "\n".join([*(str(one.value) for one in shown), *(str(one.label) for one in labelled)])


def markup_of(test: AppTest) -> str:
    """All that the page says in HTML, without its style sheet."""
    bodies = (str(one.proto.body) for one in test.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def words(test: AppTest) -> str:
    """All that the page says."""
    return f"{markdown_of(test)}\n{markup_of(test)}"


def graph_of(test: AppTest) -> dict[str, Any]:
    """What the graph canvas was given."""
    parsed: dict[str, Any] = json.loads(test.get("bidi_component")[0].proto.json)
    return parsed


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_on_the_demo_network(name: str, demo_data: Path, open_page: OpenPage) -> None:
    test = open_page(name)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_on_an_empty_store(name: str, empty_data: Path, open_page: OpenPage) -> None:
    test = open_page(name)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_store_that_cannot_be_opened_is_told_in_one_sentence(
    name: str, empty_data: Path, open_page: OpenPage
) -> None:
    (empty_data / "intrograph.db").write_bytes(b"this is no database at all, but somebody's letter" * 100)
    test = open_page(name)
    assert not test.exception
    assert len(test.error) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_fault_of_ours_is_told_without_a_contact_s_data(
    name: str, demo_data: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("ann.lee@example.com")

    for method in ("status", "runs", "targets", "find_people", "revision"):
        monkeypatch.setattr(type(kept(demo_data)), method, fail)
    test = open_page(name)
    assert not test.exception
    assert "not your fault" in test.error[0].value
    assert test.code[0].value.startswith("KeyError at ")
    assert "example.com" not in words(test) + caplog.text


def test_an_empty_store_offers_the_import_and_the_demo(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("start")
    assert {one.key for one in test.button} >= {"go_import", "go_demo"}


def test_the_demo_lives_in_a_store_of_its_own_and_there_is_a_way_back(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("start")
    test.button(key="go_demo").click().run()
    assert "made-up people" in words(test)
    assert kept(empty_data).status().people == 0
    test.button(key="leave_demo").click().run()
    assert "made-up people.**" not in words(test)
    assert {one.key for one in test.button} >= {"go_import", "go_demo"}


def test_a_dropped_file_is_shown_imported_and_taken_back(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("Connections.csv", CONNECTIONS.encode(), "text/csv").run()
    assert test.dataframe[0].value["Name"].tolist() == ["Ann Lee", "Bo Sand"]
    test.button(key="import").click().run()
    wait_for_import(test)
    assert "2 entries read" in words(test)
    run = kept(empty_data).runs()[0]
    test.button(key=f"undo_{run.id}").click().run()
    test.button(key="undo_confirmed").click().run()
    assert not kept(empty_data).runs()


def test_another_file_of_a_friend_goes_to_the_same_friend(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, MAYAS, Owner(name="Maya Berg"))
    test = open_page("sources")
    test.selectbox(key="whose").set_value("Maya Berg").run()
    test.file_uploader(key="files_0").upload("Connections.csv", CONNECTIONS.encode(), "text/csv").run()
    test.button(key="import").click().run()
    wait_for_import(test)
    first, second = kept(empty_data).runs()
    assert first.owner == second.owner != EGO


def test_the_button_says_whose_contacts_they_will_be(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, MAYAS, Owner(name="Maya Berg"))
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("Connections.csv", CONNECTIONS.encode(), "text/csv").run()
    assert test.button(key="import").label == "Import 2 entries as my own contacts"
    test.selectbox(key="whose").set_value("Maya Berg").run()
    assert test.button(key="import").label == "Import 2 entries as a friend's contacts"


def test_the_history_tells_all_that_became_of_the_rows_and_no_zeros(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    bring_in(empty_data, CONNECTIONS.replace("CTO", "CEO") + ",,,,,,14 Mar 2019\n")
    said = words(open_page("sources"))
    assert "today: 2 read, 2 new<" in said
    assert "today: 3 read, 1 changed, 1 unchanged, 1 left out<" in said


def test_rows_that_cannot_be_read_are_listed_with_their_line(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    broken = CONNECTIONS + ",,,,Acme,,\n"
    test.file_uploader(key="files_0").upload("Connections.csv", broken.encode(), "text/csv").run()
    assert "Connections.csv line 4" in test.dataframe[0].value["Where"].tolist()


def test_a_file_that_is_nothing_we_read_is_refused_with_a_next_step(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("holiday.csv", b"where,when\nsea,July\n", "text/csv").run()
    assert len(test.error) == 1
    assert not kept(empty_data).runs()


def test_a_target_is_added_and_removed(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = open_page("targets")
    test.selectbox(key="new_company").set_value("Acme")
    test.text_input(key="new_role").set_value("Engineer")
    test.button(key="add").click().run()
    target = kept(empty_data).targets()[0]
    assert (target.name, target.role) == ("Acme", "Engineer")
    assert "Ann Lee" in words(test)
    test.button(key=f"remove_{target.organization}").click().run()
    test.button(key="remove_confirmed").click().run()
    assert not kept(empty_data).targets()


def test_a_company_of_a_similar_name_counts_only_when_the_user_says_so(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    curate.add_target(kept(empty_data), "Acme", at=datetime.now(UTC))
    test = open_page("targets")
    assert "1 there now" in words(test)
    same = next(one for one in test.button if one.label == "Same company")
    same.click().run()
    assert "2 there now" in words(test)
    apart = next(one for one in test.button if one.label == "Keep apart")
    apart.click().run()
    assert "1 there now" in words(test)


def test_an_unnamed_target_is_asked_for_a_name(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("targets")
    test.button(key="add").click().run()
    assert len(test.warning) == 1


def ways_in(data: Path) -> tuple[str, Any]:
    """A company of the demo that is reached over somebody, and the ways into it."""
    store = kept(data)
    network = project(store, date.today())
    for organization, _ in store.organizations():
        found = introductions.find(store, network, organization, introductions.Question())
        if len({path.introducers[0].id for path in found.paths if not path.is_direct}) > 1:
            return organization.name, found
    raise AssertionError("the demo has no such company")


def test_a_link_names_the_company_and_the_graph_shows_its_ways_in(demo_data: Path, open_page: OpenPage) -> None:
    company, found = ways_in(demo_data)
    test = open_page("introductions", company=company)
    assert test.selectbox(key="company").value == company
    drawn = graph_of(test)
    assert {node["id"] for node in drawn["nodes"]} >= {EGO, found.paths[0].contact.id}
    in_front = {node["id"] for node in drawn["nodes"] if not node["dim"]}
    assert in_front == {EGO, *(step.receiver.id for step in found.paths[0].steps)}


@pytest.mark.parametrize(
    ("contacts", "said"),
    [
        (1, "1 way into Acme, the warmest first. You know 1 person there yourself."),
        (3, "3 ways into Acme, the warmest first. You know 3 people there yourself."),
        (12, "The 10 best ways into Acme, the warmest first. You know 10 or more people there yourself."),
    ],
)
def test_only_the_best_ten_ways_are_shown_and_called_so(
    contacts: int, said: str, empty_data: Path, open_page: OpenPage
) -> None:
    rows = [f"A{n},Lee,https://www.linkedin.com/in/a{n},,Acme,CTO,12 Mar 2019\n" for n in range(contacts)]
    bring_in(empty_data, HEADER + "".join(rows))
    assert said in words(open_page("introductions", company="Acme"))


def test_the_sentence_above_an_empty_answer_says_the_same_as_the_answer(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    bring_in(empty_data, MAYAS, Owner(name="Maya Berg"))
    test = open_page("introductions", company="Globex")
    test.segmented_control(key="hops").set_value(1).run()
    assert "Globex: too many steps away." in words(test)


def test_choosing_a_path_brings_it_to_the_front(demo_data: Path, open_page: OpenPage) -> None:
    company, found = ways_in(demo_data)
    test = open_page("introductions", company=company)
    test.button(key="choose_2").click().run()
    in_front = {node["id"] for node in graph_of(test)["nodes"] if not node["dim"]}
    assert in_front == {EGO, *(step.receiver.id for step in found.paths[1].steps)}


def test_clicking_a_person_shows_their_card(demo_data: Path, open_page: OpenPage) -> None:
    company, found = ways_in(demo_data)
    test = open_page("introductions", company=company)
    test.session_state["paths"] = {"picked": {"id": found.paths[0].contact.id, "at": 1}}
    test.run()
    assert "in your data" in words(test)
    assert graph_of(test)["picked"] == found.paths[0].contact.id


def test_searching_without_an_introducer_leaves_them_out(demo_data: Path, open_page: OpenPage) -> None:
    company, found = ways_in(demo_data)
    rank = next(at for at, path in enumerate(found.paths, 1) if not path.is_direct)
    introducer = found.paths[rank - 1].introducers[0].id
    test = open_page("introductions", company=company)
    test.button(key=f"without_{rank}").click().run()
    assert not test.exception
    assert test.multiselect(key="without").value == [introducer]
    assert introducer not in {node["id"] for node in graph_of(test)["nodes"]}


def test_no_way_in_is_said_with_its_reason_and_what_to_do(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    curate.add_target(kept(empty_data), "Initech", at=datetime.now(UTC))
    test = open_page("introductions", company="Initech")
    assert not test.exception
    assert "Nobody in your data is at Initech" in words(test)
    assert words(test).count("<li>") == 3
    assert not test.get("bidi_component")


def test_a_two_step_path_over_two_exports_is_told_with_both_sources(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS + "Maya,Berg,https://www.linkedin.com/in/maya-berg,,Fjord,CEO,2 Jan 2018\n")
    store = kept(empty_data)
    maya = store.find_people("Maya Berg")[0].id
    bring_in(empty_data, MAYAS, Owner(person=maya))
    test = open_page("introductions", company="Globex")
    said = words(test)
    assert "1 introducer" in said
    assert "Connections.csv line 4" in said
    assert "Connections.csv line 2" in said
    assert "Maya Berg knows Raj Iyer" in said


def test_people_are_found_by_what_is_typed_and_told_in_full(demo_data: Path, open_page: OpenPage) -> None:
    somebody = kept(demo_data).find_people("", limit=1)[0]
    test = open_page("people")
    test.text_input(key="find").set_value(somebody.name).run()
    assert somebody.name in test.dataframe[0].value["Name"].tolist()
    test = open_page("people", person=somebody.id)
    assert somebody.name in words(test)
    assert "record" in words(test)


def test_somebody_who_is_not_there_is_said_to_be_not_there(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("people")
    test.text_input(key="find").set_value("Nobody Whatsoever").run()
    assert "Nobody is called that" in words(test)


def test_a_link_to_a_company_that_nobody_is_at_says_so(demo_data: Path, open_page: OpenPage) -> None:
    test = open_page("introductions", company="Nowhere & Sons")
    assert test.selectbox(key="company").value == "Nowhere & Sons"
    assert "Nobody in your data is at Nowhere" in words(test)


def test_more_than_ten_ways_are_shown_when_asked_for(empty_data: Path, open_page: OpenPage) -> None:
    rows = [f"A{n},Lee,https://www.linkedin.com/in/a{n},,Acme,CTO,12 Mar 2019\n" for n in range(12)]
    bring_in(empty_data, HEADER + "".join(rows))
    test = open_page("introductions", company="Acme")
    test.button(key="more_paths").click().run()
    assert "12 ways into Acme" in words(test)
    assert "more_paths" not in {one.key for one in test.button}


def test_each_reason_says_whose_file_it_stands_in(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS + "Maya,Berg,https://www.linkedin.com/in/maya-berg,,Fjord,CEO,2 Jan 2018\n")
    bring_in(empty_data, MAYAS, Owner(person=kept(empty_data).find_people("Maya Berg")[0].id))
    said = markup_of(open_page("introductions", company="Globex"))
    assert "your Connections.csv line 4" in said
    assert "Maya Berg&#x27;s Connections.csv line 2" in said


def test_the_first_page_tells_coverage_and_how_old_everybody_s_export_is(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    curate.add_target(kept(empty_data), "Acme", at=datetime.now(UTC))
    curate.add_target(kept(empty_data), "Initech", at=datetime.now(UTC))
    said = markup_of(open_page("start"))
    assert "You can reach 1 of your 2 targets; 1 hangs on one person." in said
    assert "<dt>Yours</dt><dd>7 years old</dd>" in said
    assert "a new export tells who has a new job" in said


def wait_for_import(test: AppTest) -> None:
    """Runs the page until the import, which runs beside it, is done."""
    for _ in range(200):
        job = test.session_state["intrograph"].job
        if job and not job.running:
            break
        test.run()
    test.run()
