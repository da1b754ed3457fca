"""Conversations and events become people, ties and leads, and can be taken back; what is shown before a talk."""

from collections.abc import Iterator
from datetime import date

import pytest

from graph import curate
from graph.errors import UserError
from graph.model import EGO
from graph.outreach.contacts import last_contacts
from graph.outreach.journal import Event, Named, Talk, entries, log_event, log_talk, people_in, read_event
from graph.outreach.prepare import prepare
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called, proposed
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, member, take_in
from views.preparation import page

TODAY = NOW.date()
MET = (Named("Ann Lee", "Acme"), Named("Bo Sand"), Named("Cy Diaz"))
BREAKFAST = Event("Chamber breakfast", date(2026, 11, 20), MET)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(
        opened, [member("Cy Diaz", "Orbit"), member("Wei Chen", "A", slug="w1"), member("Wei Chen", "B", slug="w2")]
    )
    yield opened
    opened.close()


def named(store: GraphStore, name: str) -> list[str]:
    return [one.name for one in store.find_people(name)]


def test_an_event_is_two_lines_of_typing() -> None:
    event = read_event(
        "Chamber breakfast, spring, 20 Nov 2026\nAnn Lee (Acme, Inc.), Bo Sand,\nCy Diaz (Globex)", TODAY
    )
    assert (event.title, event.on) == ("Chamber breakfast, spring", date(2026, 11, 20))
    assert event.met == (Named("Ann Lee", "Acme, Inc."), Named("Bo Sand"), Named("Cy Diaz", "Globex"))
    assert read_event("Party\nAnn Lee", TODAY).on == TODAY
    for text in ("", "Party", "\nAnn Lee"):
        with pytest.raises(UserError, match="two lines"):
            read_event(text, TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee; Bo Sand (Acme (UK))", [("Ann Lee", None), ("Bo Sand", "Acme (UK)")]),
        (" , ;; (Acme)", []),
        ("李雷 (华为)", [("李雷", "华为")]),
    ],
)
def test_people_are_written_down_in_many_ways(text: str, said: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.company) for one in people_in(text)] == said


def test_whom_one_met_is_known_from_then_on_and_a_new_company_is_proposed(store: GraphStore) -> None:
    entry = log_event(store, BREAKFAST, at=NOW)
    assert [who.name for who in entry.people] == ["Ann Lee", "Bo Sand", "Cy Diaz"]
    assert {tie.other(EGO) for tie in store.ties_of(EGO)} >= {who.id for who in entry.people}
    assert named(store, "Cy Diaz") == ["Cy Diaz"]
    assert [(each.name, each.why, each.people) for each in proposed(store)] == [("Acme", ("came up in a talk",), 1)]
    assert {last_contacts(store, TODAY)[who.id] for who in entry.people} == {date(2026, 11, 20)}
    (note,) = store.notes("event")
    assert set(note.about) == {who.id for who in entry.people}


def test_the_same_event_twice_is_one(store: GraphStore) -> None:
    first = log_event(store, BREAKFAST, at=NOW)
    digest = store.digest()
    assert log_event(store, BREAKFAST, at=NOW).run == first.run
    assert store.digest() == digest


def test_the_same_person_at_two_events_is_one(store: GraphStore) -> None:
    log_event(store, BREAKFAST, at=NOW)
    again = Event("Meetup", date(2026, 11, 22), (Named("Ann Lee", "ACME"), Named("Bo Sand")))
    log_event(store, again, at=NOW)
    assert named(store, "Ann Lee") == ["Ann Lee"]
    assert named(store, "Bo Sand") == ["Bo Sand"]


def test_a_namesake_elsewhere_is_somebody_else(store: GraphStore) -> None:
    log_event(store, Event("Meetup", TODAY, (Named("Cy Diaz", "Globex"),)), at=NOW)
    assert len(named(store, "Cy Diaz")) == 2


def test_of_two_people_of_one_name_one_says_which(store: GraphStore) -> None:
    with pytest.raises(UserError, match="2 people are called Wei Chen"):
        log_event(store, Event("Meetup", TODAY, (Named("Wei Chen"),)), at=NOW)
    who = store.find_people("Wei Chen")[0]
    entry = log_event(store, Event("Meetup", TODAY, (Named(who.id),)), at=NOW)
    assert entry.people[0].id == who.id
    assert len(store.find_people("Wei Chen")) == 2


def test_an_entry_can_be_taken_back_whole(store: GraphStore) -> None:
    before = len(store.find_people("")), proposed(store), len(list(store.ties()))
    entry = log_event(store, BREAKFAST, at=NOW)
    curate.undo(store, entry.run)
    assert (len(store.find_people("")), proposed(store), len(list(store.ties()))) == before
    assert entries(store) == ()


def test_whom_somebody_pointed_to_becomes_a_way_in(store: GraphStore) -> None:
    talk = Talk(Named("Cy Diaz"), TODAY, "They hire in spring", "Send the CV", (Named("Ines Roth", "Globex"),))
    entry = log_talk(store, talk, at=NOW)
    assert ([who.name for who in entry.people], [who.name for who in entry.leads]) == (["Cy Diaz"], ["Ines Roth"])
    assert entry.companies == ("Globex",)
    found = find(store, project(store, TODAY), organization_called(store, "Globex"), Question())
    assert [[step.receiver.name for step in path.steps] for path in found.paths] == [["Cy Diaz", "Ines Roth"]]
    assert store.ties_between([(EGO, entry.leads[0].id)]) == {}


def test_the_page_before_a_talk_says_what_was_said_last_and_shows_names_as_text(store: GraphStore) -> None:
    log_talk(store, Talk(Named("Cy Diaz"), TODAY, "*They* hire <b>soon</b>"), at=NOW)
    found = prepare(store, store.find_people("Cy Diaz")[0], TODAY)
    assert [each.said for each in found.talks] == ["*They* hire <b>soon</b>"]
    assert {each.source for each in found.shared} == {"Connections.csv line 5", f"your journal of {TODAY} line 1"}
    assert found.questions[-1] == "Who is one more person I should talk to?"
    text = page(found)
    assert text.startswith("# Cy Diaz\n\nEngineer, Orbit\n")
    assert r"\*They\* hire \<b\>soon\</b\>" in text
    assert "You met, 23 November 2026 (your journal of 2026-11-23 line 1)" in text
