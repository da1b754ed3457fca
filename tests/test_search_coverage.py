"""The target list at a glance says what single questions say."""

from collections.abc import Iterator

import pytest

from graph import curate, wire_coverage
from graph.model import EGO, Person
from graph.search.coverage import Coverage, coverage
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.kinds import Context
from tests.samples import NOW, card, member, take_in
from tests.test_search_introductions import take_in_from_strangers
from views import reach

TODAY = NOW.date()
WANTED = ("Globex", "Initech", "Zeta", "Umbrella")


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Maya leads to Globex and Initech, Tom to Initech too; Zoe at Zeta is known to somebody else's friend alone."""
    opened = open_store(":memory:")
    take_in(opened, [member("Maya Ruiz", "Orbit"), member("Tom Wu", "Orbit")])
    take_in(opened, [member("Raj Patel", "Globex"), member("Ida Ek", "Initech")], "Maya Ruiz")
    take_in(opened, [member("Vic Ng", "Initech")], "Tom Wu")
    club = [member(name, "Chess Club") for name in ("Ben Roe", "Cleo Day", "Otto Gray")]
    strangers = {"Otto Gray": [member("Zoe Quinn", "Zeta"), member("Ada Bell", "Chess Club")], "Ada Bell": club}
    take_in_from_strangers(opened, strangers)
    for name in WANTED:
        curate.add_target(opened, name, at=NOW)
    yield opened
    opened.close()


def glance(store: GraphStore, hops: int = 3) -> Coverage:
    return coverage(store, project(store, TODAY), hops)


def test_each_target_has_the_chance_of_its_best_path(store: GraphStore) -> None:
    network = project(store, TODAY)
    for hops in (1, 2, 3):
        for each in glance(store, hops).targets:
            company = organization_called(store, each.target.name)
            found = find(store, network, company, Question(hops=hops, limit=50))
            best = max((path.warmth for path in found.paths), default=None)
            assert each.chance == (pytest.approx(best) if best else None)


def test_it_tells_separate_ways_and_who_is_needed(store: GraphStore) -> None:
    found = glance(store)
    told = {each.target.name: (each.routes.ways, [one.name for one in each.needed]) for each in found.targets}
    assert told == {
        "Globex": (1, ["Maya Ruiz", "Raj Patel"]), "Initech": (2, []), "Zeta": (0, []), "Umbrella": (0, []),
    }  # fmt: skip
    assert found.reached == 2
    closed = sorted((person.name, [target.name for target in targets]) for person, targets in found.closed_by)
    assert closed == [("Maya Ruiz", ["Globex"]), ("Raj Patel", ["Globex"])]


def test_who_would_open_a_target_is_named_and_so_is_their_club(store: GraphStore) -> None:
    found = glance(store)
    names = [each.who.name for each in found.people if [target.name for target in each.opens] == ["Zeta"]]
    assert {"Otto Gray", "Zoe Quinn"} <= set(names)
    (club,) = [each for each in found.groups if each.who.name == "Chess Club"]
    assert isinstance(club.who, Context)
    assert [target.name for target in club.opens] == ["Zeta"]
    assert all(isinstance(each.who, Person) and each.who.id != EGO for each in found.people)


def test_after_getting_to_know_them_the_target_is_reached(store: GraphStore) -> None:
    (otto,) = [each for each in glance(store).people if each.who.name == "Otto Gray"]
    take_in(store, [card("Otto Gray")], file="card")
    after = {each.target.name: each for each in glance(store).targets}
    assert after["Zeta"].chance is not None
    assert otto.chance > 0
    assert "Otto Gray" not in [each.who.name for each in glance(store).people]


def test_it_is_told_in_words_and_as_json(store: GraphStore) -> None:
    found = glance(store)
    assert reach.reached(found) == "You can reach 2 of your 4 targets."
    assert "If Maya Ruiz says no, you lose Globex." in list(reach.closed(found))
    firm = {each.target.name: reach.firmness(each) for each in found.targets}
    assert firm == {"Globex": "only through Maya Ruiz", "Initech": "2 separate ways", "Zeta": "", "Umbrella": ""}
    assert "Meeting the people of Chess Club would open Zeta." in [reach.help_of(each) for each in found.groups]
    said = wire_coverage.coverage(found)
    assert said["reached"] == 2
    assert [each["separate_ways"] for each in said["targets"]] == [1, 2, 0, 0]
    assert {each["kind"] for each in said["would_help"]} == {"person", "group"}


def test_before_any_import_nothing_is_reached() -> None:
    empty = open_store(":memory:")
    curate.add_target(empty, "Acme", at=NOW)
    found = glance(empty)
    assert found.reached == 0
    assert [each.target.name for each in found.targets] == ["Acme"]
    assert reach.reached(glance(empty)) == "You can reach 0 of your 1 target."
    empty.close()


def test_without_targets_there_is_nothing_to_say() -> None:
    empty = open_store(":memory:")
    take_in(empty, [member("Ann Lee")])
    found = glance(empty)
    assert (found.targets, found.closed_by, found.people, found.groups) == ((), (), (), ())
    assert reach.reached(found) == ""
    empty.close()
