"""Bundles: what they show at each level, what importing one gives, and that they are gone without a trace."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph import copying, curate
from graph.errors import UserError
from graph.model import EGO, Introductions, Shows
from graph.review import candidates
from graph.search.introductions import Question, find, find_near
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.sharing import Wish, share
from graph.shown import BANDS
from graph.signing import KEY_FILE, name_of, own_key, sign
from graph.stating import state_tie
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.strength import FAMILIAR, LINKED, STRONG
from graph.withdrawing import expire
from tests.bundles import TODAY, UNTIL, body_of, danas, made, mayas, took
from tests.command import Run, answer, answers
from tests.samples import NOW, member, take_in
from views import state

__all__ = ["danas", "mayas"]


def ask(store: GraphStore, company: str) -> Introductions:
    where = organization_called(store, company)
    found = find(store, project(store, TODAY), where, Question())
    near = find_near(store, TODAY, where, Question())
    assert [path.warmth for path in near.paths] == pytest.approx([path.warmth for path in found.paths])
    return found


def ways(found: Introductions) -> list[list[str]]:
    return [[step.receiver.name for step in path.steps] for path in found.paths]


@pytest.mark.parametrize("shows", [Shows.COMPANIES, Shows.NAMES, Shows.STRENGTH])
def test_no_level_shows_an_address_a_number_a_note_or_whom_only_others_know(
    mayas: GraphStore, tmp_path: Path, shows: Shows
) -> None:
    data = made(mayas, tmp_path, shows).read_text("utf-8").casefold()
    for hidden in ("secret.example", "private.example", "4155550199", "favour", "only toms", "hidden works", "tom wu"):
        assert hidden not in data


def test_a_bundle_of_companies_holds_no_name_address_or_url_of_anybody(demo_file: Path, tmp_path: Path) -> None:
    with_demo = open_store(str(demo_file))
    path = tmp_path / "demo.bundle"
    share(with_demo, Wish(Shows.COMPANIES, expires=UNTIL), path, keys=tmp_path, at=NOW)
    data = path.read_bytes().decode("utf-8").casefold() + body_of(path).casefold()
    people = with_demo.find_people("", limit=10_000)
    assert len(people) > 500
    for one in people:
        for said in (one.name, one.profile, *one.emails, *one.phones):
            assert not said or said.casefold() not in data, "somebody is named"
    assert "http" not in data
    assert "@" not in data
    assert set(json.loads(body_of(path))) == {"owner", "shows", "made", "expires", "companies"}
    companies = json.loads(body_of(path))["companies"]
    assert all(set(each) == {"name", "people", "known"} for each in companies)
    assert all(sum(each["known"].values()) == each["people"] for each in companies)
    with_demo.close()


def test_a_company_that_is_called_after_somebody_is_left_out(mayas: GraphStore, tmp_path: Path) -> None:
    body = json.loads(body_of(made(mayas, tmp_path, Shows.COMPANIES)))
    counts = {each["name"]: each["people"] for each in body["companies"]}
    assert counts == {"Globex": 2, "Orbit": 1, "Initech": 1}


def test_a_bundle_of_companies_tells_how_well_somebody_there_is_known(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    sue, initechs = mayas.find_people("Sue")[0], mayas.find_people("Uma")[0]
    state_tie(mayas, EGO, sue.id, 5, at=NOW)
    companies = json.loads(body_of(made(mayas, tmp_path, Shows.COMPANIES)))["companies"]
    known = {each["name"]: each["known"] for each in companies}
    assert known == {"Globex": {"well": 1, "barely": 1}, "Orbit": {"barely": 1}, "Initech": {"familiar": 1}}
    took(danas, made(mayas, tmp_path, Shows.COMPANIES))
    well, familiar = (ask(danas, company).paths[0].steps[-1] for company in ("Globex", "Initech"))
    assert [well.strength, familiar.strength] == pytest.approx([STRONG, FAMILIAR])
    assert well.reasons[0].detail == "Maya Ruiz's maya.bundle: 2 people at Globex, 1 known well, 1 barely known"
    assert initechs.name not in familiar.reasons[0].detail


def test_the_middles_of_the_bands_are_what_strengths_are_made_of() -> None:
    assert tuple(BANDS.values()) == (STRONG, FAMILIAR, LINKED)


def test_companies_of_a_sender_who_tells_no_bands_count_as_linked(danas: GraphStore, tmp_path: Path) -> None:
    key = own_key(tmp_path)
    body = {"owner": "Maya Ruiz", "shows": "companies", "made": "2026-11-01", "expires": "2027-01-31"}
    text = json.dumps({**body, "companies": [{"name": "Globex", "people": 2}]})
    whole = {"intrograph_bundle": 1, "sender": name_of(key), "signature": sign(key, text), "body": text}
    (tmp_path / "x.bundle").write_text(json.dumps(whole))
    took(danas, tmp_path / "x.bundle")
    assert ask(danas, "Globex").paths[0].steps[-1].strength == pytest.approx(LINKED)


def test_names_come_without_strengths_and_strength_with_them(mayas: GraphStore, tmp_path: Path) -> None:
    names, strength = (
        json.loads(body_of(made(mayas, tmp_path, shows)))["people"] for shows in (Shows.NAMES, Shows.STRENGTH)
    )
    assert {key for each in names for key in each} == {"name", "organization", "title", "profile"}
    assert [each["name"] for each in names] == [each["name"] for each in strength]
    assert all(0 < each["strength"] <= 1 for each in strength)


def test_a_friends_bundle_opens_a_way_and_expires_without_a_trace(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    never = danas.digest()
    assert not ask(danas, "Globex").paths
    took(danas, made(mayas, tmp_path, Shows.STRENGTH))
    (run,) = [run for run in danas.runs() if run.expires]
    assert (run.owner_name, run.shows, run.expires) == ("Maya Ruiz", Shows.STRENGTH, UNTIL)
    found = ask(danas, "Globex")
    assert ["Maya Ruiz", "Raj Patel"] in ways(found)
    path = found.paths[ways(found).index(["Maya Ruiz", "Raj Patel"])]
    last = path.steps[-1]
    assert last.observed
    assert [(reason.label, reason.detail) for reason in last.reasons] == [
        ("Told in a bundle", "Maya Ruiz's maya.bundle entry 4")
    ]
    assert expire(danas, UNTIL - timedelta(days=1)) == ()
    assert [each.id for each in expire(danas, UNTIL)] == [run.id]
    assert danas.digest() == never
    assert not ask(danas, "Globex").paths
    assert danas.find_people("Raj") == ()
    assert not [word for word in map(repr, danas.runs()) if "bundle" in word]
    assert expire(danas, UNTIL) == ()


@pytest.mark.parametrize("shows", [Shows.COMPANIES, Shows.NAMES, Shows.STRENGTH])
def test_withdrawn_equals_never_imported(mayas: GraphStore, danas: GraphStore, tmp_path: Path, shows: Shows) -> None:
    never = danas.digest()
    report = took(danas, made(mayas, tmp_path, shows))
    assert danas.digest() != never
    curate.undo(danas, report.run)
    assert danas.digest() == never
    assert [organization.name for organization, _ in danas.organizations()] == ["Acme", "Orbit"]


def test_the_strength_that_a_friend_tells_counts_as_it_is_told(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    path = made(mayas, tmp_path, Shows.STRENGTH)
    told = {each["name"]: each["strength"] for each in json.loads(body_of(path))["people"]}
    took(danas, path)
    found = ask(danas, "Globex")
    step = found.paths[ways(found).index(["Maya Ruiz", "Raj Patel"])].steps[-1]
    assert step.strength == pytest.approx(told["Raj Patel"])


def test_a_newer_bundle_of_the_same_sender_replaces_the_older(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    took(danas, made(mayas, tmp_path, Shows.NAMES))
    take_in(mayas, [member("New Person", "Newco")])
    took(danas, made(mayas, tmp_path, Shows.COMPANIES, "next.bundle"))
    assert len([run for run in danas.runs() if run.expires]) == 1
    assert danas.find_people("Raj") == ()
    assert ways(ask(danas, "Newco")) == [["Maya Ruiz", "Somebody at Newco"]]
    fresh = open_store(":memory:")
    curate.set_ego(fresh, "Dana Reyes", [], "dana-reyes")
    take_in(fresh, [member("Maya Ruiz", "Orbit"), member("Ann Lee", "Acme")])
    took(fresh, tmp_path / "next.bundle")
    assert fresh.digest() == danas.digest()
    fresh.close()


def test_an_older_bundle_does_not_take_the_place_of_a_newer(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    older = made(mayas, tmp_path, Shows.STRENGTH, "older.bundle", at=NOW - timedelta(seconds=1))
    newer = made(mayas, tmp_path, Shows.COMPANIES)
    took(danas, older)
    run = took(danas, newer).run
    held, digest = danas.runs(), danas.digest()
    assert held[-1].made == NOW
    with pytest.raises(UserError, match="You have a newer bundle of this sender"):
        took(danas, older)
    with pytest.raises(UserError, match="You have a newer bundle of this sender"):
        took(danas, older, owner="Ann Lee")
    assert (danas.runs(), danas.digest()) == (held, digest)
    copy = open_store(str(tmp_path / "copy.db"), filling=True)
    copying.copy(danas, copy)
    with pytest.raises(UserError, match="You have a newer bundle of this sender"):
        took(copy, older)
    copy.close()
    curate.undo(danas, run)
    assert not took(danas, older).repeated


def test_the_same_bundle_twice_changes_nothing(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    took(danas, path)
    once = danas.digest()
    assert took(danas, path).repeated
    assert danas.digest() == once


def test_two_senders_of_one_name_are_told_apart_and_it_is_said(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    took(danas, made(mayas, tmp_path, Shows.NAMES))
    other = tmp_path / "other.bundle"
    share(mayas, Wish(Shows.COMPANIES), other, keys=tmp_path / "another", at=NOW)
    report = took(danas, other)
    assert [problem.message[:9] for problem in report.warnings] == ["You have "]
    assert len([run for run in danas.runs() if run.expires]) == 2


def test_whom_a_bundle_only_counts_ends_a_way_and_is_nobody_else(
    mayas: GraphStore, danas: GraphStore, tmp_path: Path
) -> None:
    people, before = danas.find_people("", limit=99), danas.status().people
    took(danas, made(mayas, tmp_path, Shows.COMPANIES))
    found = ask(danas, "Globex")
    assert ways(found) == [["Maya Ruiz", "Somebody at Globex"]]
    contact = found.paths[0].contact
    assert contact.is_nameless
    assert "2 people at Globex" in found.paths[0].steps[-1].reasons[0].detail
    assert danas.find_people("", limit=99) == people
    assert danas.find_people("somebody") == ()
    assert danas.status().people == before
    assert candidates(danas) == ()
    assert contact.id not in {each.person for each in danas.backgrounds()}
    assert danas.people_named(["somebody at globex"]) == {}
    assert danas.person(contact.id) == contact


def test_a_bundle_goes_to_another_store_with_the_rest(mayas: GraphStore, danas: GraphStore, tmp_path: Path) -> None:
    took(danas, made(mayas, tmp_path, Shows.COMPANIES))
    other = open_store(str(tmp_path / "copy.db"), filling=True)
    copying.copy(danas, other)
    assert other.digest() == danas.digest()
    assert other.runs() == danas.runs()
    assert ways(ask(other, "Globex")) == [["Maya Ruiz", "Somebody at Globex"]]
    other.close()


def test_the_bundle_and_the_key_are_readable_by_nobody_else(mayas: GraphStore, tmp_path: Path) -> None:
    path = made(mayas, tmp_path, Shows.NAMES)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    key = tmp_path / "keys" / KEY_FILE
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    made(mayas, tmp_path, Shows.COMPANIES)
    assert key.read_bytes() == before
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == ["maya.bundle", KEY_FILE]


def test_the_whole_way_by_command(network: Run, tmp_path: Path) -> None:
    shared = answer(network, "share", "--to", "dana.bundle", "--show", "strength", "--as", "Dana R. Reyes")
    assert (shared["owner"], shared["people"]) == ("Dana R. Reyes", 2)
    assert network("--store", "other.db", "me", "Sam Other")[0] == 0
    lines = answers(network, "preview", "dana.bundle")
    assert lines[0] == {"type": "terms", "owner": "Dana R. Reyes", "shows": "strength", "expires": shared["expires"]}
    assert answer(network, "import", "dana.bundle", "--store", "other.db")["owner"] == "Dana R. Reyes"
    (run,) = answers(network, "runs", "--store", "other.db")
    assert (run["shows"], run["expires"]) == ("strength", shared["expires"])
    found = answer(network, "paths", "Acme", "--store", "other.db")
    assert [step["to_name"] for step in found["paths"][0]["steps"]] == ["Dana R. Reyes", "Ann Lee"]
    assert network("undo", run["run"], "--store", "other.db")[0] == 0
    assert answers(network, "people", "--store", "other.db") == []
    status, out, _ = network("share", "--to", "c.bundle", "--show", "companies")
    assert status == 0
    assert "may guess" in out


def test_every_opening_takes_back_what_has_expired(network: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    network("share", "--to", "dana.bundle", "--show", "names", "--as", "Dana Friend")
    network("import", "dana.bundle", "--store", "other.db")

    class Later(date):
        @classmethod
        def today(cls) -> "Later":
            return cls(2099, 1, 1)

    assert len(answers(network, "people", "--store", "other.db")) > 0
    monkeypatch.setattr("views.shell.date", Later)
    assert answers(network, "people", "--store", "other.db") == []
    assert answers(network, "runs", "--store", "other.db") == []


def test_the_app_takes_back_what_has_expired_every_day(
    mayas: GraphStore, empty_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(empty_data / "intrograph.db"))
    took(store, made(mayas, empty_data, Shows.NAMES, until=date.today() + timedelta(days=9)), at=datetime.now(UTC))
    assert len(state.store().runs()) == 1
    monkeypatch.setattr(state, "today", lambda: date.today() + timedelta(days=9))
    assert state.store().runs() == ()
    store.close()
