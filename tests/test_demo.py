"""The made-up network: the same for the same seed, big enough to be interesting, and never mixed with real people."""

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph import curate, demo
from graph.errors import UserError
from graph.model import EGO, Introductions
from graph.resolve.names import fold_name
from graph.review import candidates
from graph.search import introductions, projection, targets
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import member, take_in

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """An empty store."""
    with closing(open_store(":memory:")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filled() -> Iterator[GraphStore]:
    """The demo network, to look at only."""
    with closing(open_store(":memory:")) as opened:
        demo.fill(opened, at=AT)
        yield opened


def ways_in(store: GraphStore, company: str) -> Introductions:
    organization = targets.organization_called(store, company)
    return introductions.find(store, projection.project(store, TODAY), organization, introductions.Question())


def test_same_seed_and_day_make_the_same_files_and_the_same_network(
    store: GraphStore, filled: GraphStore, tmp_path: Path
) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        folder.mkdir()
        demo.write_files(folder, 7, TODAY)
    contents = [{path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} for folder in folders]
    assert contents[0] == contents[1]
    demo.fill(store, at=AT)
    assert store.digest() == filled.digest()


def test_another_seed_replaces_the_made_up_network(store: GraphStore, filled: GraphStore) -> None:
    demo.fill(store, seed=8, at=AT)
    other = store.digest()
    demo.fill(store, seed=7, at=AT)
    assert store.digest() == filled.digest() != other


def test_it_is_big_enough_and_holds_what_is_interesting(filled: GraphStore) -> None:
    status = filled.status()
    assert 1000 <= status.people <= 1400
    assert status.organizations >= 55
    assert status.runs == 6
    assert 6 <= status.targets <= 8
    assert len({run.owner for run in filled.runs()}) == 4
    everybody = filled.find_people("", limit=5000)
    former = [held for one in everybody for held in one.affiliations if not held.current]
    assert len(former) > 20
    ages = [(TODAY - said.last).days for tie in filled.ties_of(EGO) for said in tie.evidence if said.last]
    assert sum(age > 3 * 365 for age in ages) > 50
    assert sum(age < 365 for age in ages) > 50


def test_targets_are_reached_directly_over_friends_or_not_at_all(filled: GraphStore) -> None:
    found = [ways_in(filled, target.name) for target in filled.targets()]
    assert sum(bool(each.paths) and each.paths[0].is_direct for each in found) >= 2
    assert sum(bool(each.paths) and not any(path.is_direct for path in each.paths) for each in found) >= 2
    unreachable = [each for each in found if each.unreachable]
    assert {bool(each.target.people) for each in unreachable} == {True, False}


def test_friends_are_one_person_in_every_list_and_know_ego(filled: GraphStore) -> None:
    for run in filled.runs():
        if run.owner == EGO:
            continue
        friend = filled.person(run.owner)
        assert friend is not None
        assert filled.people_named([fold_name(friend.name)])[fold_name(friend.name)] == (friend.id,)
        sayers = {said.a for tie in filled.ties_between([(EGO, friend.id)]).values() for said in tie.evidence}
        assert sayers == {EGO, friend.id}


def test_two_people_of_one_name_stay_two(filled: GraphStore) -> None:
    assert len(filled.people_named([fold_name("Wei Chen")])[fold_name("Wei Chen")]) == 2


def test_a_few_people_may_be_one_and_are_left_to_review(filled: GraphStore) -> None:
    found = candidates(filled)
    assert demo.OLD_CARDS <= len(found) <= 2 * demo.OLD_CARDS
    assert all(fold_name(each.one.name) == fold_name(each.other.name) for each in found)


def test_names_that_programs_stumble_over_arrive_whole(filled: GraphStore) -> None:
    names = {one.name for one in filled.find_people("", limit=5000)}
    assert {"Siobhán O'Connor-Daly", "Kwame Boateng", "Ana Beltrán", "José Luis de la Peña", "Robin Ashdown"} <= names
    assert {"雷 李", "さくら 田中"} <= names


def test_nothing_is_lost_on_the_way_in_but_what_is_broken_on_purpose(store: GraphStore) -> None:
    reports = demo.fill(store, at=AT)
    assert sum(report.counts.hidden for report in reports) == 5 * demo.HIDDEN_MEMBERS
    assert [problem for report in reports for problem in report.problems] == []
    assert len([warning for report in reports for warning in report.warnings]) == 5
    assert all("Connections.csv line" in warning.source.locator for report in reports for warning in report.warnings)


def test_filling_it_again_changes_nothing_even_later(store: GraphStore) -> None:
    demo.fill(store, at=AT)
    revision = store.revision()
    reports = demo.fill(store, at=AT + timedelta(days=40))
    assert all(report.repeated for report in reports)
    assert store.revision() == revision


def test_what_was_taken_out_of_the_demo_comes_back(store: GraphStore, filled: GraphStore) -> None:
    demo.fill(store, at=AT)
    curate.undo(store, store.runs()[0].id)
    demo.fill(store, at=AT)
    assert store.digest() == filled.digest()


@pytest.mark.parametrize("own", ["import", "name", "target"])
def test_a_store_of_ones_own_is_refused_and_left_alone(store: GraphStore, own: str) -> None:
    if own == "import":
        take_in(store, [member("Ann Lee", "Acme")])
    elif own == "name":
        curate.set_ego(store, "Ann Lee")
    else:
        curate.add_target(store, "Acme", at=AT)
    before = store.digest()
    with pytest.raises(UserError, match="own network"):
        demo.fill(store, at=AT)
    assert store.digest() == before


def test_every_address_is_one_that_nobody_can_have(tmp_path: Path) -> None:
    batches = demo.write_files(tmp_path, 3, date(2026, 1, 1))
    text = "".join(path.read_text("utf-8") for batch in batches for path in batch.paths)
    text = text.replace("\n ", "")  # long lines go on in the next one
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", text)
    assert len(addresses) > 100
    assert {address.rsplit(".", 1)[1] for address in addresses} == {"example"}
    numbers = re.findall(r"\+1 \d{3} (\d{3}) (\d{4})", text)
    assert {exchange for exchange, _ in numbers} == {"555"}
    assert all(100 <= int(line) <= 199 for _, line in numbers)


def test_the_files_have_the_shape_of_real_exports(tmp_path: Path) -> None:
    first = demo.write_files(tmp_path, 3, date(2026, 1, 1))[0].paths[0]
    lines = first.read_text("utf-8").split("\n")
    assert lines[0] == "Notes:"
    assert lines[2] == ""
    assert lines[3] == "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    days = [row[-1] for row in csv.reader(lines[4:]) if row]
    shown = [datetime.strptime(day, "%d %b %Y").date() for day in days if day != "31 Foo 2024"]
    assert shown == sorted(shown, reverse=True)
    assert len(days) == len(shown) + 1
