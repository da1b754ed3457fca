"""What asks have taught moves the first step of paths, and nothing moves where nobody was asked."""

import math
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import numpy as np
import pytest

from graph import curate
from graph.model import Introductions, PersonId
from graph.outreach import asking
from graph.outreach.asks import Event, Happening
from graph.outreach.learning import NO_OUTCOMES, Kind, Outcome, Rates, learnt
from graph.outreach.outcomes import taught
from graph.search.introductions import Question, find
from graph.search.network import Network, Rows, build_twice, chances_of
from graph.search.paths import PathFinder, SearchOptions
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.search.willing import moved
from graph.store import open_store
from graph.store.base import GraphStore
from tests.networks import TODAY, Ties, network_of, strengths_of
from tests.samples import member, take_in

NAMES = "abcdefgh"
THREE_NO = learnt([Outcome(Kind.LINKED, False)] * 3)


def some_rates(rng: Random) -> Rates:
    asked = [Outcome(rng.choice(list(Kind)), rng.random() < 0.5, PersonId(rng.choice(NAMES))) for _ in range(5)]
    return learnt(asked[: rng.randint(0, 5)])


def some_ties(rng: Random) -> Ties:
    pairs = [(a, b) for a in range(len(NAMES)) for b in range(a + 1, len(NAMES)) if rng.random() < 0.5]
    return {pair: rng.choice([0.03, 0.1, 0.25, 0.3, 0.5, 0.7, 1.0]) for pair in pairs}


def with_answers(ties: Ties, ego: int, known: Rates) -> Ties:
    """The ties as somebody would write them down who knows the answers."""
    return {
        ends: known.willing(PersonId(NAMES[sum(ends) - ego]), strength) if ego in ends else strength
        for ends, strength in ties.items()
    }


def same(one: Rows, other: Rows) -> bool:
    return (
        np.array_equal(one.indptr, other.indptr)
        and np.array_equal(one.indices, other.indices)
        and np.allclose(chances_of(one.cost), chances_of(other.cost), rtol=1e-11)
    )


def test_a_moved_network_is_the_one_that_moved_ties_make() -> None:
    for seed in range(300):
        rng = Random(seed)
        ties, known, ego = some_ties(rng), some_rates(rng), rng.randrange(len(NAMES))
        found = moved(network_of(NAMES, ties), ego, known)
        assert same(found.after, network_of(NAMES, with_answers(ties, ego, known)).after)
        assert found.before is found.after


def test_inferred_ties_stay_what_they_are() -> None:
    for seed in range(300):
        rng = Random(seed)
        ties, known, ego = some_ties(rng), some_rates(rng), rng.randrange(len(NAMES))
        inferred = {ends: strength for ends, strength in ties.items() if rng.random() < 0.4}
        seen = {ends: strength for ends, strength in ties.items() if ends not in inferred}
        people = [PersonId(name) for name in NAMES]

        def twice(seen: Ties, inferred: Ties = inferred, people: list[PersonId] = people) -> Network:
            return build_twice(people, strengths_of(seen), strengths_of(inferred), today=TODAY)

        found, expected = moved(twice(seen), ego, known), twice(with_answers(seen, ego, known))
        assert same(found.before, expected.before)
        assert same(found.after, expected.after)


def test_without_answers_the_network_is_the_very_same() -> None:
    network = network_of(NAMES, some_ties(Random(1)))
    assert moved(network, 0, NO_OUTCOMES) is network


def test_after_three_declines_over_linked_ties_their_paths_rank_lower() -> None:
    network = network_of("egmr", {(0, 1): 0.1, (1, 3): 0.3, (0, 2): 0.25, (2, 3): 0.1})

    def best(where: Network) -> list[tuple[int, ...]]:
        return [path.people for path in PathFinder(where, {0: 1.0}).search({3: 1.0}, SearchOptions(2, 3))]

    assert best(network) == [(0, 1, 3), (0, 2, 3)]
    assert best(moved(network, 0, THREE_NO)) == [(0, 2, 3), (0, 1, 3)]


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Maya and Sam, linked only, both know Raj at Globex."""
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(opened, [member("Maya Ruiz", "Orbit", line=4), member("Sam Wu", "Acme", line=5)])
    take_in(opened, [member("Raj Patel", "Globex")], "Maya Ruiz")
    take_in(opened, [member("Raj Patel", "Globex")], "Sam Wu")
    yield opened
    opened.close()


def ask(store: GraphStore) -> Introductions:
    network, question = project(store, TODAY), Question(willing=taught(store))
    return find(store, network, organization_called(store, "Globex"), question)


def test_a_no_makes_the_same_way_colder_its_range_too_and_says_why(store: GraphStore) -> None:
    organization, before = organization_called(store, "Globex"), ask(store)
    assert taught(store) is None
    first, second = before.paths
    held = asking.plan(store, organization, first, TODAY - timedelta(days=90))
    for what in (Happening.ASKED, Happening.DECLINED):
        held = asking.record(store, held, Event(what, TODAY - timedelta(days=90)))
    after = ask(store)
    assert [path.steps[0].receiver for path in after.paths] == [second.steps[0].receiver, first.steps[0].receiver]
    now = after.paths[-1]
    assert (now.warmth, now.low, now.high) < (first.warmth, first.low, first.high)
    assert now.high < first.high
    assert now.steps[1] == first.steps[1]
    *_, why = now.steps[0].reasons
    assert why.detail == "of 1 with such a tie 0 said yes; asked themselves, yes 0 of 1 times"
    assert math.isclose(first.steps[0].strength * why.effect, now.steps[0].strength)
    assert math.isclose(math.prod(each.effect for each in now.reasons[:-1]), now.warmth)
    again = asking.plan(store, organization, now, TODAY)
    assert again.strengths == held.strengths, "what was learnt does not count twice"
    asking.take_back(store, asking.take_back(store, held))
    assert ask(store).paths == before.paths, "without outcomes the answer is what it was"
