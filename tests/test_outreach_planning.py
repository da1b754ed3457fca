"""The plan of the week asks nobody twice, is as good as it can be, and tells what it expects and why."""

import json
import math
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise, product
from pathlib import Path
from random import Random

import pytest

from graph import curate, wire_outreach
from graph.model import EGO
from graph.outreach.apart import Asking, Selection, expected
from graph.outreach.chances import Rules, chances
from graph.outreach.learning import Kind, Outcome, learnt
from graph.outreach.planning import Limits, Plan, plan
from graph.search.coverage import around_targets
from graph.search.paths import SearchOptions
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from tests.command import Run, answer
from tests.networks import every_path, network_of
from tests.samples import NOW, card, member, take_in
from views import weekly

TODAY = NOW.date()
SMALL_CASES = 1_000
TARGETS = tuple(f"Target{number:02}" for number in range(12))


class RandomCase:
    """Up to nine people, up to four targets, and up to three asks; number 0 asks."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        people, density = range(rng.randint(4, 9)), rng.choice([0.3, 0.45, 0.6])
        strengths = [0.9, 0.5, 0.5, 0.3, 0.2, 0.1]
        self.ties = {(a, b): rng.choice(strengths) for a in people for b in people if a < b and rng.random() < density}
        self.known = frozenset(b for a, b in self.ties if a == 0)
        self.targets = [rng.sample(people[1:], rng.randint(1, 2)) for _ in range(rng.randint(1, 4))]
        self.hops, self.asks, self.named = rng.choice([2, 3, 3, 4]), rng.randint(1, 3), rng.choice([1, 1, 2])
        self.network = network_of([f"p{number}" for number in people], self.ties)

    def chosen(self) -> tuple[tuple[Asking, ...], float]:
        rules = Rules(self.hops)
        table = chances(self.network, 0, self.targets, rules)
        return Selection(self.network, 0, self.targets, rules, table).choose(self.asks, self.named)

    def best_value(self) -> float:
        """What the best asks in which nobody is asked twice are worth, by trying all that may be better."""
        options = sorted(self._asks(), key=lambda each: -sum(each[0].values()))
        best = 0.0

        def further(start: int, left: Mapping[int, float], used: frozenset[int], value: float, asks: int) -> None:
            nonlocal best
            best = max(best, value)
            for place in range(start, len(options)) if asks else ():
                chance, asked = options[place]
                if value + asks * sum(chance.values()) <= best:
                    return
                if not asked & used:
                    rest = {target: left.get(target, 1.0) for target in chance}
                    after = {**left, **{target: rest[target] * (1.0 - chance[target]) for target in chance}}
                    adds = sum(rest[target] * chance[target] for target in chance)
                    further(place + 1, after, used | asked, value + adds, asks - 1)

        further(0, {}, frozenset(), 0.0, self.asks)
        return best

    def _asks(self) -> Iterator[tuple[dict[int, float], frozenset[int]]]:
        """Every ask: the chance of each target it names, and who is asked in it."""
        ways: dict[int, dict[int, list[tuple[float, frozenset[int]]]]] = {}
        for target, staff in enumerate(self.targets):
            options = SearchOptions(10**9, self.hops)
            for way in every_path(self.ties, {0: 1.0}, dict.fromkeys(staff, 1.0), options):
                steps = [self.ties[min(pair), max(pair)] for pair in pairwise(way)]
                asked = frozenset(way[1:-1]) | (self.known & {way[-1]})
                scored = math.prod(steps) * 0.8 ** (len(steps) - 1), asked
                ways.setdefault(way[1], {}).setdefault(target, []).append(scored)
        for by_target in ways.values():
            for number in range(1, self.named + 1):
                for targets in combinations(by_target, number):
                    for some in product(*(_undominated(by_target[target]) for target in targets)):
                        chance = {target: score for target, (score, _) in zip(targets, some, strict=True)}
                        yield chance, frozenset().union(*(asked for _, asked in some))


def _undominated(ways: list[tuple[float, frozenset[int]]]) -> list[tuple[float, frozenset[int]]]:
    kept: list[tuple[float, frozenset[int]]] = []
    for score, asked in sorted(ways, key=lambda each: -each[0]):
        if not any(other <= asked for _, other in kept):
            kept.append((score, asked))
    return kept


def test_small_plans_are_the_best_in_which_nobody_is_asked_twice() -> None:
    compared = 0
    for seed in range(SMALL_CASES):
        case = RandomCase(seed)
        asks, bound = case.chosen()
        value, best = expected(asks), case.best_value()
        assert value == pytest.approx(best, abs=1e-9), seed
        assert bound == pytest.approx(best, abs=1e-9), seed
        compared += best > 0
    assert compared > 800


def test_the_limits_are_kept_whatever_the_network() -> None:
    for seed in range(SMALL_CASES):
        case = RandomCase(seed)
        asks, _ = case.chosen()
        assert len(asks) <= case.asks
        for each in asks:
            assert 1 <= len(each.ways) <= case.named
            assert len({way.people[1] for _, way in each.ways}) == 1
            for target, way in each.ways:
                assert way.people[0] == 0
                assert way.people[-1] in case.targets[target]
                assert len(set(way.people)) == len(way.people) <= case.hops + 1
                steps = [case.ties[min(pair), max(pair)] for pair in pairwise(way.people)]
                assert way.score == pytest.approx(math.prod(steps) * 0.8 ** (len(steps) - 1))
        for one, other in combinations(asks, 2):
            assert not one.asked(case.known) & other.asked(case.known)


@pytest.fixture
def sam() -> Iterator[GraphStore]:
    """Twelve targets. Sam, the closest friend, leads to the first nine, and six other friends to two each."""
    store = open_store(":memory:")
    take_in(store, [card("Sam Ode"), *(member(f"Friend Nr{number}") for number in range(6))])
    take_in(store, [member(f"Boss Of{number:02}", TARGETS[number]) for number in range(9)], "Sam Ode")
    for number in range(6):
        wanted = (number * 2, number * 2 + 1)
        take_in(store, [member(f"Clerk At{one:02}", TARGETS[one]) for one in wanted], f"Friend Nr{number}")
    for name in TARGETS:
        curate.add_target(store, name, at=NOW)
    yield store
    store.close()


def planned(store: GraphStore, limits: Limits | None = None) -> Plan:
    return plan(store, project(store, TODAY), limits or Limits())


def names(found: Plan) -> list[str]:
    return [ask.introducer.name for ask in found.asks]


def test_sam_who_leads_to_nine_of_twelve_targets_is_asked_once(sam: GraphStore) -> None:
    for named in (1, 2):
        found = planned(sam, Limits(named=named))
        assert len(found.asks) == 5
        assert names(found).count("Sam Ode") == 1
        assert len(set(names(found))) == 5
        assert 0 < found.expected_targets <= found.upper_bound
        assert found.without_limits > found.expected_targets
        assert found.expected_targets < found.chance_of_any * 12
    (ask,) = (ask for ask in planned(sam).asks if ask.introducer.name == "Sam Ode")
    assert "leads to 7 more of your targets" in ask.why[-1].detail


def test_without_limits_sam_would_be_asked_for_everything(sam: GraphStore) -> None:
    """Five asks for one target each, all to Sam, would be worth five times Sam's best."""
    found = planned(sam, Limits(named=1))
    assert found.without_limits == pytest.approx(5 * max(one.chance for ask in found.asks for one in ask.targets))


def test_who_rests_is_on_no_path(sam: GraphStore) -> None:
    (who,) = sam.find_people("Sam Ode")
    found = planned(sam, Limits(resting=frozenset({who.id})))
    assert len(found.asks) == 5
    assert who.id not in {step.receiver.id for ask in found.asks for one in ask.targets for step in one.path.steps}
    assert found.without_limits == pytest.approx(planned(sam).without_limits)
    assert "Sam Ode" in names(planned(sam))


def test_every_number_follows_from_its_reasons(sam: GraphStore) -> None:
    found = planned(sam, Limits(asks=7))
    open_chance: dict[str, float] = {}
    for ask in found.asks:
        yes, adds = ask.why[0].effect, 0.0
        for one in ask.targets:
            assert ask.introducer == one.path.steps[0].receiver
            assert one.chance == pytest.approx(one.path.warmth, rel=1e-9)
            given = next(why.effect for why in ask.why if why.label == f"Then {one.target.name} is reached")
            left = next((why.effect for why in ask.why if why.label == f"{one.target.name} is still open then"), 1.0)
            assert left == pytest.approx(open_chance.get(one.target.name, 1.0))
            open_chance[one.target.name] = left * (1.0 - yes * given)
            adds += yes * given * left
        assert ask.adds == pytest.approx(adds) == pytest.approx(ask.why[-1].effect)
    assert found.expected_targets == pytest.approx(sum(1.0 - each for each in open_chance.values()))
    assert found.expected_targets == pytest.approx(sum(ask.adds for ask in found.asks))


def test_somebody_known_at_a_target_is_asked_themselves() -> None:
    store = open_store(":memory:")
    take_in(store, [member("Ann Lee", "Acme")])
    curate.add_target(store, "Acme", at=NOW)
    found = planned(store)
    assert names(found) == ["Ann Lee"]
    assert found.asks[0].targets[0].path.is_direct
    assert found.chance_of_any == pytest.approx(found.expected_targets) == pytest.approx(found.upper_bound)
    store.close()


def test_outcomes_move_what_may_be_expected(sam: GraphStore) -> None:
    network = project(sam, TODAY)
    before = plan(sam, network)
    after = plan(sam, network, rates=learnt([Outcome(kind, False) for kind in Kind] * 8))
    assert after.expected_targets < before.expected_targets
    assert plan(sam, network, rates=learnt([])) == before
    (who,) = sam.find_people("Sam Ode")
    refused = plan(sam, network, rates=learnt([Outcome(Kind.STRONG, False, who.id)] * 5))
    assert names(before)[0] == "Sam Ode" != names(refused)[0]


def test_targets_that_are_done_can_be_left_out(sam: GraphStore) -> None:
    some = sam.targets()[:2]
    found = plan(sam, project(sam, TODAY), targets=some)
    assert {one.target for ask in found.asks for one in ask.targets} == set(some)


def test_a_part_of_a_large_store_gives_the_same_plan(demo_file: Path) -> None:
    store = open_store(str(demo_file))
    with store.snapshot() as view:
        whole = plan(view, project(view, TODAY), Limits(asks=8))
        part = plan(view, around_targets(view, TODAY), Limits(asks=8))
    assert len(whole.asks) == 8
    assert wire_outreach.plan(part) == wire_outreach.plan(whole)
    store.close()


def test_without_targets_or_anybody_to_ask_the_plan_is_empty() -> None:
    store = open_store(":memory:")
    assert planned(store) == Plan()
    curate.add_target(store, "Acme", at=NOW)
    assert planned(store) == Plan()
    assert "Nobody you know leads" in "".join(weekly.told(Plan(), has_targets=True))
    take_in(store, [member("Ann Lee")])
    assert planned(store).asks == ()
    store.close()


def test_the_command_answers_as_its_contract_says(network: Run) -> None:
    assert network("target", "add", "Globex")[0] == 0
    found = answer(network, "plan")
    (ask,) = found["asks"]
    assert ask["introducer"]["name"] == "Maya Ruiz"
    assert ask["targets"][0]["organization"] == "Globex, Inc."
    assert [step["to_name"] for step in ask["targets"][0]["path"]["steps"]] == ["Maya Ruiz", "Raj Patel"]
    assert ask["targets"][0]["path"]["steps"][0]["from"] == EGO
    assert {"label", "effect", "detail"} == set(ask["why"][0])
    assert 0 < found["expected_targets"] <= found["without_limits"]
    assert found["expected_targets"] <= found["upper_bound"]
    assert json.dumps(found)


def test_the_command_tells_people_whom_to_ask_and_why(network: Run) -> None:
    status, out, _ = network("plan")
    assert (status, "Your target list is empty" in out) == (0, True)
    network("target", "add", "Globex")
    status, out, _ = network("plan", "--asks", "3", "--hops", "2")
    assert status == 0
    assert "1. Maya Ruiz, for Globex, Inc. (over Raj Patel)" in out
    assert "Maya Ruiz says yes: about" in out
    assert "Expect to reach 0." in out
    with pytest.raises(SystemExit, match="2"):
        network("plan", "--asks", "0")


def test_the_demo_has_a_plan_in_which_nobody_is_asked_twice(demo_file: Path) -> None:
    store = open_store(str(demo_file))
    found = planned(store)
    people = [
        person for ask in found.asks for person in {one.id for each in ask.targets for one in each.path.introducers}
    ]
    assert len(people) == len(set(people))
    assert len(found.asks) == 5
    assert found.expected_targets >= 0.95 * found.upper_bound
    told = "\n".join(weekly.told(found, has_targets=True))
    assert all(name in told for name in names(found))
    store.close()
