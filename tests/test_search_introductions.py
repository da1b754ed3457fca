"""The main question end to end: which paths, in which order, why, and what is said when there is none."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from graph import curate
from graph.errors import UserError
from graph.model import EGO, Introductions, IntroPath, PersonId
from graph.records import ContactRecord, Origin
from graph.search.introductions import Question, find
from graph.search.paths import HOP_PENALTY
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, take_in
from views import wording

TODAY = date(2026, 11, 23)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Ego knows Maya and Tom (Globex); Maya knows Raj, Sue (both Globex) and Uma; Tom those two and Vic (Initech)."""
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(
        opened, [member("Maya Ruiz", "Orbit", line=4), member("Tom Wu", "Globex", line=5), member("Lone Star", "Solo")]
    )
    take_in(
        opened, [member("Raj Patel", "Globex Inc", line=9), member("Sue Fox", "Globex"), member("Uma Roy")], "Maya Ruiz"
    )
    take_in(opened, [member("Vic Ng", "Initech"), member("Raj Patel", "Globex"), member("Sue Fox", "Globex")], "Tom Wu")
    yield opened
    opened.close()


def ask(store: GraphStore, company: str, question: Question | None = None) -> Introductions:
    network = project(store, TODAY)
    return find(store, network, organization_called(store, company), question or Question())


def ways(found: Introductions) -> list[list[str]]:
    return [names_on(path) for path in found.paths]


def person(store: GraphStore, name: str) -> PersonId:
    return store.find_people(name)[0].id


def test_people_known_directly_come_first_then_the_warmest_ways(store: GraphStore) -> None:
    found = ask(store, "globex", Question(hops=2))
    assert ways(found)[0] == ["Tom Wu"]
    assert found.paths[0].is_direct
    assert sorted(ways(found)[1:]) == [
        ["Maya Ruiz", "Raj Patel"], ["Maya Ruiz", "Sue Fox"], ["Tom Wu", "Raj Patel"], ["Tom Wu", "Sue Fox"],
    ]  # fmt: skip
    warmth = [path.warmth for path in found.paths[1:]]
    assert warmth == sorted(warmth, reverse=True)
    assert found.unreachable is None


def test_every_number_is_recomputed_from_its_reasons(store: GraphStore) -> None:
    found = ask(store, "Globex")
    assert len(found.paths) > 5
    for path in found.paths:
        *effects, last = path.reasons
        assert math.isclose(math.prod(each.effect for each in effects), path.warmth, rel_tol=1e-9)
        assert last.effect == path.warmth
        assert path.low <= path.warmth <= path.high
        for step in path.steps:
            together = 1 - math.prod(1 - reason.effect for reason in step.reasons)
            assert math.isclose(together, step.strength, rel_tol=1e-9)
            assert step.observed


def test_each_step_names_its_source(store: GraphStore) -> None:
    path = next(path for path in ask(store, "Globex").paths if names_on(path) == ["Maya Ruiz", "Raj Patel"])
    details = [reason.detail for step in path.steps for reason in step.reasons]
    assert any("Connections.csv line 4" in detail for detail in details)
    assert any("Connections.csv line 9" in detail for detail in details)


def names_on(path: IntroPath) -> list[str]:
    return [step.receiver.name for step in path.steps]


def test_leaving_somebody_out_changes_the_search(store: GraphStore) -> None:
    without = Question(without=frozenset([person(store, "maya")]))
    assert all("Maya Ruiz" not in way for way in ways(ask(store, "Globex", without)))
    assert ways(ask(store, "Initech", without)) == [["Tom Wu", "Vic Ng"]]


def test_different_introducers_share_nobody(store: GraphStore) -> None:
    found = ways(ask(store, "Globex", Question(disjoint=True)))
    everybody = [name for way in found for name in way]
    assert len(everybody) == len(set(everybody))
    assert ["Tom Wu"] in found
    assert len(found) == 2


def test_the_limit_counts_direct_and_other_ways_together(store: GraphStore) -> None:
    assert len(ask(store, "Globex", Question(limit=1)).paths) == 1
    assert len(ask(store, "Globex", Question(limit=3)).paths) == 3


@pytest.mark.parametrize("question", [Question(hops=0), Question(hops=7), Question(limit=0)])
def test_a_senseless_question_is_wrong_use(store: GraphStore, question: Question) -> None:
    with pytest.raises(UserError):
        ask(store, "Globex", question)


def check_unreachable(found: Introductions, label: str, detail: str) -> None:
    assert found.paths == ()
    assert found.unreachable is not None
    assert label in found.unreachable.label
    assert detail in found.unreachable.detail
    assert len(found.unreachable.next) == 3
    assert all(step.endswith(".") for step in found.unreachable.next)


def test_before_any_import_it_says_that_nothing_is_known() -> None:
    empty = open_store(":memory:")
    check_unreachable(ask(empty, "Acme"), "No contacts yet", "Nothing has been imported")
    empty.close()


def test_one_export_is_told_to_be_a_star() -> None:
    star = open_store(":memory:")
    take_in(star, [member("Maya Ruiz", "Orbit"), member("A B", "Acme Bakery")])
    found = ask(star, "Acme")
    check_unreachable(found, "No way", "One export only shows your direct contacts")
    assert found.unreachable is not None
    assert "Acme Bakery" in found.unreachable.next[0]
    star.close()


def test_nobody_there_is_said_without_the_star_when_friends_gave_theirs(store: GraphStore) -> None:
    found = ask(store, "Nowhere Ltd")
    check_unreachable(found, "No way", "Nobody in your data is at Nowhere Ltd.")
    assert found.unreachable is not None
    assert "One export" not in found.unreachable.detail


def test_only_left_out_people_lead_there(store: GraphStore) -> None:
    found = ask(store, "Initech", Question(without=frozenset([person(store, "tom")])))
    check_unreachable(found, "left out", "leads through somebody you left out")


def test_a_longer_way_is_told(store: GraphStore) -> None:
    found = ask(store, "Initech", Question(hops=1))
    check_unreachable(found, "Too many steps", "takes more than 1 step")
    assert found.unreachable is not None
    assert found.unreachable.next[0] == "Allow 2 steps or more."


def test_somebody_who_used_to_be_there_is_named(store: GraphStore) -> None:
    take_in(store, [member("Lone Star", "Elsewhere")])
    found = ask(store, "Solo")
    check_unreachable(found, "No way", "used to be at Solo")
    assert found.unreachable is not None
    assert found.unreachable.next[0].startswith("Ask Lone Star")
    assert [(each.person.name, each.current) for each in found.target.people] == [("Lone Star", False)]


def take_in_from_strangers(store: GraphStore, lists: dict[str, list[ContactRecord]]) -> None:
    """The lists of several owners, without the ties that handing them over makes."""
    for owner, records in lists.items():
        take_in(store, records, owner)
    owned = [record for owner in lists for record in store.records_of(person(store, owner))]
    cards = [record.id for record in owned if record.origin is Origin.OWNER]
    store.write(lambda tx: tx.replace_evidence(cards, ()))


def test_people_whom_nobody_known_knows_are_told(store: GraphStore) -> None:
    take_in_from_strangers(store, {"Stranger Person": [member("Far Away", "Remote")]})
    check_unreachable(ask(store, "Remote"), "No way", "none of your contacts is known to know them.")


def test_the_steps_that_it_takes_are_told_as_far_as_they_can_be_asked_for(store: GraphStore) -> None:
    take_in_from_strangers(store, {"Raj Patel": [member("Zoe Quinn", "Zeta")]})
    for hops in (1, 2):
        found = ask(store, "Zeta", Question(hops=hops))
        check_unreachable(found, "Too many steps", f"takes more than {hops} step")
        assert found.unreachable is not None
        assert found.unreachable.next[0] == "Allow 3 steps or more."
    assert ask(store, "Zeta", Question(hops=3)).paths


def test_no_more_steps_are_advised_than_can_be_asked_for(store: GraphStore) -> None:
    chain = ["Raj Patel", "Ann Ash", "Bo Birch", "Cy Cole", "Di Dell", "Ed Elm"]
    lists = {giver: [member(receiver, f"{receiver} Inc")] for giver, receiver in pairwise(chain)}
    take_in_from_strangers(store, lists)
    six = ask(store, "Di Dell", Question(hops=5))
    assert six.unreachable is not None
    assert six.unreachable.next[0] == "Allow 6 steps or more."
    check_unreachable(ask(store, "Ed Elm", Question(hops=6)), "No way", "none of your contacts is known to know them.")


def test_undoing_an_import_takes_its_ways_away(store: GraphStore) -> None:
    run = take_in(store, [member("Far Away", "Remote")], "Stranger Person").run
    assert ask(store, "Remote").paths
    curate.undo(store, run)
    check_unreachable(ask(store, "Remote"), "No way", "Nobody in your data is at Remote")


def test_somebody_who_left_is_no_way_in_while_colleagues_are(store: GraphStore) -> None:
    take_in(store, [member("Tom Wu", "Elsewhere")])
    found = ask(store, "Globex")
    assert ("Tom Wu", False) in [(each.person.name, each.current) for each in found.target.people]
    assert found.paths
    assert "Tom Wu" not in [path.contact.name for path in found.paths]


def test_you_are_not_your_own_target() -> None:
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(opened, [member("Dana Reyes", "Orbit")], "Maya Ruiz")
    check_unreachable(ask(opened, "Orbit"), "No way", "Nobody in your data is at Orbit.")
    opened.close()


def test_all_companies_that_were_said_to_be_one_are_searched(store: GraphStore) -> None:
    near = Question(hops=2)
    assert ways(ask(store, "Orbit", near)) == [["Maya Ruiz"]]
    curate.same_organization(store, "Orbit", "Initech", at=NOW)
    for company in ("Orbit", "Initech"):
        assert ways(ask(store, company, near)) == [["Maya Ruiz"], ["Tom Wu", "Vic Ng"]]


def test_an_address_book_entry_makes_the_way_warmer(store: GraphStore) -> None:
    before = ask(store, "Initech").paths[0].warmth
    take_in(store, [replace(card("Tom Wu"), profile="https://www.linkedin.com/in/tom-wu")])
    assert ask(store, "Initech").paths[0].warmth > before


def test_ego_is_never_an_introducer(store: GraphStore) -> None:
    take_in(store, [member("Dana Reyes"), member("Zed Young", "Zeta")], "Raj Patel")
    for company in ("Globex", "Zeta", "Initech"):
        for path in ask(store, company).paths:
            assert EGO not in [step.receiver.id for step in path.steps]


def test_a_guessed_step_has_both_numbers_and_the_path_multiplies_them() -> None:
    guessing = open_store(":memory:")
    take_in(guessing, [member("Maya Ruiz", "Globex"), member("Raj Patel", "Globex"), member("Uma Roy", "Orbit")])
    network = project(guessing, TODAY, guessing=True)
    found = find(guessing, network, organization_called(guessing, "Globex"), Question(hops=2))
    path = next(path for path in found.paths if names_on(path) == ["Maya Ruiz", "Raj Patel"])
    seen, guess = path.steps
    assert (seen.observed, seen.probability) == (True, 1.0)
    assert not guess.observed
    assert guess.strength == pytest.approx(0.1)
    assert 0.5 < guess.probability < 1.0
    assert path.warmth == pytest.approx(seen.strength * guess.strength * guess.probability * HOP_PENALTY)
    assert math.isclose(math.prod(each.effect for each in path.reasons[:-1]), path.warmth, rel_tol=1e-9)
    assert "Both at Globex" in [reason.label for reason in guess.reasons]
    assert sorted(ways(ask(guessing, "Globex", Question(hops=2)))) == [["Maya Ruiz"], ["Raj Patel"]]
    guessing.close()


@pytest.fixture
def two_circles() -> Iterator[GraphStore]:
    """Tom knows whom ego knows, and many at Globex; Maya, of whom less is known, moves in a circle of her own."""
    opened = open_store(":memory:")
    take_in(opened, [member(name) for name in ("Tom Wu", "Maya Ruiz", *(f"Pal{place} Fox" for place in range(4)))])
    take_in(opened, [*(member(f"Pal{place} Fox") for place in range(4)), member("Raj Patel", "Globex"),
                     member("Sue Ash", "Globex")], "Tom Wu")  # fmt: skip
    strangers = [member(f"New{place} Elm") for place in range(6)]
    take_in_from_strangers(opened, {"Maya Ruiz": [*strangers, member("Vic Ng", "Globex")]})
    yield opened
    opened.close()


def test_how_new_an_introducers_circle_is_to_ego(two_circles: GraphStore) -> None:
    found = ask(two_circles, "Globex", Question(hops=2))
    novelties = {path.introducers[0].name: path.novelty for path in found.paths}
    assert novelties == {"Tom Wu": pytest.approx(2 / 6), "Maya Ruiz": pytest.approx(1.0)}


def test_a_colder_way_over_a_newer_circle_is_offered_beside_the_warm_ones(two_circles: GraphStore) -> None:
    found = ask(two_circles, "Globex", Question(hops=2, limit=2))
    assert {path.introducers[0].name for path in found.paths} == {"Tom Wu"}
    (newer,) = found.newer
    assert names_on(newer) == ["Maya Ruiz", "Vic Ng"]
    assert newer.warmth < found.paths[-1].warmth
    assert ask(two_circles, "Globex", Question(hops=2, limit=2, disjoint=True)).newer == ()
    assert ask(two_circles, "Globex", Question(hops=2, limit=3)).newer == ()


def test_the_difference_between_the_axes_is_said(two_circles: GraphStore) -> None:
    said = wording.two_axes(ask(two_circles, "Globex", Question(hops=2)).paths)
    assert said == (
        "Tom Wu is the likeliest to help. Maya Ruiz moves in newer circles: you do not know 100 of 100 of the people "
        "they know, against 33 for Tom Wu."
    )
    only_tom = ask(two_circles, "Globex", Question(hops=2, limit=2)).paths
    assert wording.two_axes(only_tom) == ""
