"""Neo4j and SQLite hold the same after the same imports, decisions and undos, and answer the same."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from types import SimpleNamespace

import pytest

from graph import copying, curate, demo, merging, stating, wire_coverage
from graph.errors import UserError
from graph.model import EGO, ImportRun
from graph.records import ContactRecord, InteractionKind, InteractionRecord, Party, SourceRef
from graph.search.coverage import around_targets, coverage
from graph.search.introductions import Question, find, find_near
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.judgement import Guesses
from tests.samples import NOW, card, member, named_in_card, take_in, wrote

TODAY = NOW.date()
NAMES = ("Ann Lee", "Bo Chen", "Cy Diaz", "Di Evans", "Ed Fox", "Flo Gray", "Ann Lee", "Zoë Ångström", "李 雷")
COMPANIES = ("Acme", "ACME Inc.", "Globex", "Initech", None)
OnBoth = Callable[[Callable[[GraphStore], object]], None]
OWNERS = (None, None, "Maya Ruiz", "Tom Wu")


@pytest.fixture
def stores(neo4j_url: str) -> Iterator[tuple[GraphStore, GraphStore]]:
    """An empty store of each kind."""
    both = open_store(":memory:"), open_store(neo4j_url)
    yield both
    for each in both:
        each.close()


@pytest.fixture
def on_both(stores: tuple[GraphStore, GraphStore], monkeypatch: pytest.MonkeyPatch) -> OnBoth:
    """Does the same in both, with the same ids of imports, which are random otherwise."""
    times = count()
    ids = Random()
    monkeypatch.setattr("graph.ingest.secrets", SimpleNamespace(token_hex=lambda size: ids.randbytes(size).hex()))

    def do(work: Callable[[GraphStore], object]) -> None:
        seed = next(times)
        for each in stores:
            ids.seed(seed)
            work(each)

    return do


def records(rng: Random) -> list[ContactRecord | InteractionRecord]:
    found: list[ContactRecord | InteractionRecord] = []
    for line in range(rng.randint(1, 6)):
        name = rng.choice(NAMES)
        email = f"{name.split()[0].lower()}{rng.randint(1, 2)}@example.com" if name.isascii() else None
        if rng.random() < 0.6:
            slug = "" if rng.random() < 0.7 else None
            row = member(name, rng.choice(COMPANIES), slug=slug, line=line + 2)
            found.append(replace(row, connected_on=TODAY - timedelta(days=rng.randint(0, 900))))
        else:
            labels = tuple(rng.sample(["Choir", "Band"], rng.randint(0, 2)))
            found.append(replace(card(name, email=email, uid=rng.choice([None, f"uid {line}"])), labels=labels))
    people = [Party(name, email=f"{name.split()[0].lower()}1@example.com") for name in NAMES[:5]]
    for day in range(1, rng.randint(1, 8)):
        sender, *others = rng.sample(people, rng.randint(2, 4))
        kind = rng.choice([InteractionKind.MAIL, InteractionKind.MEETING])
        found.append(wrote(sender, others, day, kind))
    return found


def some_run(store: GraphStore, seed: float) -> list[ImportRun]:
    return Random(seed).sample(store.runs(), min(1, len(store.runs())))


def step(rng: Random) -> Callable[[GraphStore], object]:
    """Something that a user does, which comes out the same in every store."""
    kind = rng.choice(["import"] * 5 + ["undo", "undo", "target", "state", "deny", "merge", "relation"])
    seed = rng.random()
    if kind == "import":
        rows, owner = records(rng), rng.choice(OWNERS)
        return lambda store: take_in(store, rows, owner, file=str(seed))
    if kind == "relation":
        said = named_in_card(Party("Ann Lee", email="ann1@example.com"), Party("Bo Chen", email="bo1@example.com"))
        return lambda store: take_in(store, [said], file=str(seed))
    if kind == "undo":
        return lambda store: [curate.undo(store, run.id) for run in some_run(store, seed)]
    if kind == "target":
        return lambda store: curate.add_target(store, Random(seed).choice(["Acme", "Initech"]), at=NOW)

    def about_two(store: GraphStore) -> None:
        people = [person.id for person in store.find_people("", limit=100)]
        if len(people) < 2:
            return
        one, other = Random(seed).sample(people, 2)
        with suppress(UserError):  # what cannot be done cannot be done in either
            if kind == "merge":
                merging.merge(store, one, other, at=NOW)
            elif kind == "state":
                stating.state_tie(store, one, other, 4, at=NOW)
            else:
                stating.deny_tie(store, one, EGO, at=NOW)

    return about_two


def check_same(one: GraphStore, other: GraphStore) -> None:
    assert one.digest() == other.digest()
    assert one.revision() == other.revision()
    assert one.runs() == other.runs()
    assert one.decisions() == other.decisions()
    assert one.targets() == other.targets()
    assert one.organizations() == other.organizations()
    assert list(one.ties()) == list(other.ties())
    assert list(one.backgrounds()) == list(other.backgrounds())
    assert sorted(one.workplaces()) == sorted(other.workplaces())
    assert one.lists_of_people() == other.lists_of_people()
    everybody = one.find_people("", limit=1000)
    assert everybody == other.find_people("", limit=1000)
    for person in everybody:
        assert one.records_of(person.id) == other.records_of(person.id)
        assert one.ties_of(person.id) == other.ties_of(person.id)
        assert one.find_people(person.name) == other.find_people(person.name)
    guesses = [list(Guesses(each, TODAY, 0.2).all()) for each in (one, other)]
    assert guesses[0] == guesses[1]
    mine, theirs = one.status(), other.status()
    assert replace(mine, location="", size=0) == replace(theirs, location="", size=0)


@pytest.mark.parametrize("seed", range(6))
def test_the_same_steps_lead_to_the_same_store(
    seed: int, stores: tuple[GraphStore, GraphStore], on_both: OnBoth
) -> None:
    rng = Random(seed)
    for _ in range(9):
        on_both(step(rng))
        assert stores[0].digest() == stores[1].digest()
    check_same(*stores)


def test_the_made_up_network_has_the_same_ways_in(stores: tuple[GraphStore, GraphStore], on_both: OnBoth) -> None:
    on_both(demo.fill)
    check_same_ways(*stores)


def check_same_ways(one: GraphStore, other: GraphStore) -> None:
    networks = [project(each, TODAY) for each in (one, other)]
    assert list(networks[0].people) == list(networks[1].people)
    compared = 0
    for target in one.targets():
        for question in (Question(), Question(hops=2, disjoint=True), Question(hops=4, limit=25)):
            mine, theirs = (
                find(store, network, organization_called(store, target.name), question)
                for store, network in zip((one, other), networks, strict=True)
            )
            assert mine == theirs
            for store in (one, other):
                assert find_near(store, TODAY, organization_called(store, target.name), question) == mine
            compared += len(mine.paths)
    assert compared > 50
    glances = [wire_coverage.coverage(coverage(each, networks[0])) for each in (one, other)]
    assert glances[0] == glances[1]
    parts = [wire_coverage.coverage(coverage(each, around_targets(each, TODAY))) for each in (one, other)]
    assert parts[0] == parts[1] == {**glances[0], "would_help": []}


def test_a_store_is_copied_to_the_server_and_back(stores: tuple[GraphStore, GraphStore]) -> None:
    mine, server = stores
    rng = Random(11)
    for _ in range(10):
        step(rng)(mine)
    check_copy(mine, server)
    back = open_store(":memory:")
    check_copy(server, back)
    back.close()


def check_copy(one: GraphStore, other: GraphStore) -> None:
    report = copying.copy(one, other)
    assert (report.copied, report.there) == (len(one.runs()), 0)
    assert one.digest() == other.digest()
    assert one.runs() == other.runs()
    assert one.decisions() == other.decisions()
    assert one.targets() == other.targets()
    assert list(one.ties()) == list(other.ties())


def test_a_hostile_name_is_kept_as_it_is(stores: tuple[GraphStore, GraphStore], on_both: OnBoth) -> None:
    hostile = ["<img src=x onerror=alert(1)>", "![x](https://evil.example/a.png)", "'; DROP TABLE person; --", "a\\"]
    rows = [replace(member(f"X{place} Y"), organization=name, source=SourceRef(name))
            for place, name in enumerate(hostile)]  # fmt: skip
    on_both(lambda store: take_in(store, rows, file="hostile"))
    check_same(*stores)
