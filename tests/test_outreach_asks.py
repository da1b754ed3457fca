"""Asks: no introduction without two consents, whatever happens; nobody is worn out; what is due when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import curate
from graph.errors import UserError
from graph.model import Introductions, Organization, OrganizationId, PersonId
from graph.outreach import asking
from graph.outreach.asks import Ask, Event, Happening, Outcome, State, happened, taken_back
from graph.outreach.drafts import drafts_of
from graph.outreach.focus import Focus, set_focus
from graph.outreach.followups import Move, due, follow_ups
from graph.outreach.kept import Who, text_of, value_of
from graph.outreach.learning import Kind
from graph.outreach.outcomes import answers, rates
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import member, take_in

MONDAY = date(2026, 11, 23)
SAM, RAJ = Who(PersonId("p1"), "Sam Wu"), Who(PersonId("p2"), "Raj Patel")
ASK = Ask("a1", OrganizationId("o1"), "Globex", (SAM, RAJ), MONDAY, (0.5, 0.2), 0.08)
DIRECT = replace(ASK, way=(RAJ,))


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Sam and Maya both know Raj at Globex."""
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    take_in(opened, [member("Maya Ruiz", "Orbit", line=4), member("Sam Wu", "Acme", line=5)])
    take_in(opened, [member("Raj Patel", "Globex")], "Maya Ruiz")
    take_in(opened, [member("Raj Patel", "Globex"), member("Sue Fox", "Globex")], "Sam Wu")
    yield opened
    opened.close()


def ways_in(store: GraphStore) -> asking.WaysIn:
    def look(organization: Organization, question: Question) -> Introductions:
        return find(store, project(store, MONDAY), organization, question)

    return look


def plan(store: GraphStore, without: frozenset[PersonId] = frozenset()) -> Ask:
    organization = organization_called(store, "Globex")
    found = ways_in(store)(organization, Question(without=without))
    return asking.plan(store, organization, found.paths[0], MONDAY)


def run(ask: Ask, *steps: Happening, on: date = MONDAY) -> Ask:
    for step in steps:
        ask = happened(ask, Event(step, on))
    return ask


@given(st.lists(st.sampled_from(list(Happening)), max_size=25), st.booleans())
def test_whatever_happens_nobody_is_introduced_without_two_consents(steps: list[Happening], is_direct: bool) -> None:
    ask = DIRECT if is_direct else ASK
    for step in steps:
        outcome = Outcome.ADVICE if step is Happening.OUTCOME else None
        try:
            ask = happened(ask, Event(step, MONDAY, outcome))
        except UserError:
            continue
        seen = [event.what for event in ask.events]
        if Happening.INTRODUCED in seen:
            before = seen[: seen.index(Happening.INTRODUCED)]
            assert not is_direct
            assert before.index(Happening.AGREED) < before.index(Happening.TARGET_AGREED)
        if Happening.MET in seen:
            assert Happening.AGREED in seen
        assert ask.is_open or ask.state in (State.DECLINED, State.TARGET_DECLINED, State.CLOSED, State.LET_GO)


def test_the_whole_way_ends_in_what_came_of_it() -> None:
    ask = run(ASK, Happening.ASKED, Happening.AGREED, Happening.TARGET_ASKED, Happening.TARGET_AGREED)
    assert ask.state is State.TARGET_AGREED
    ask = run(ask, Happening.INTRODUCED, Happening.MET)
    ask = happened(ask, Event(Happening.OUTCOME, MONDAY, Outcome.REFERRAL))
    assert (ask.state, ask.outcome, ask.is_open) == (State.CLOSED, Outcome.REFERRAL, False)
    assert happened(ask, Event(Happening.OUTCOME, MONDAY, Outcome.OFFER)).outcome is Outcome.OFFER


def test_the_missing_consent_is_named() -> None:
    with pytest.raises(UserError, match="both consents: the introducer's and the other side's is missing"):
        run(ASK, Happening.ASKED, Happening.INTRODUCED)
    with pytest.raises(UserError, match="both consents: the other side's is missing"):
        run(ASK, Happening.ASKED, Happening.AGREED, Happening.INTRODUCED)


def test_an_ask_is_kept_as_it_is() -> None:
    ask = run(ASK, Happening.ASKED, Happening.DECLINED)
    assert value_of(Ask, text_of(ask)) == ask


def test_what_happened_last_can_be_taken_back_and_days_run_forward() -> None:
    asked = run(ASK, Happening.ASKED)
    assert taken_back(asked) == ASK
    with pytest.raises(UserError):
        taken_back(ASK)
    with pytest.raises(UserError, match="before what is noted"):
        run(asked, Happening.AGREED, on=MONDAY - timedelta(days=1))


def test_an_introducer_has_one_open_ask_and_rests_for_thirty_days(store: GraphStore) -> None:
    ask = plan(store)
    with pytest.raises(UserError, match="has an open ask already"):
        plan(store)
    asking.record(store, ask, Event(Happening.ASKED, MONDAY))
    asking.record(store, ask, Event(Happening.DECLINED, MONDAY))
    first = ask.asked_person.id
    assert asking.resting(store, MONDAY)[first].until == date(2026, 12, 23)
    assert first in asking.resting(store, date(2026, 12, 22))
    assert first not in asking.resting(store, date(2026, 12, 23))
    with pytest.raises(UserError, match="rests until 2026-12-23"):
        plan(store)


def test_a_plan_that_was_dropped_makes_nobody_rest(store: GraphStore) -> None:
    ask = plan(store)
    asking.record(store, ask, Event(Happening.LET_GO, MONDAY))
    assert not asking.resting(store, MONDAY)
    assert plan(store).asked_person == ask.asked_person


def test_a_no_exposes_nothing_and_offers_the_way_that_avoids_whoever_said_it(store: GraphStore) -> None:
    set_focus(store, Focus("Product Manager", "I rebuilt billing", "they sell to clinics"))
    ask = plan(store)
    asking.record(store, ask, Event(Happening.ASKED, MONDAY))
    declined = asking.record(store, ask, Event(Happening.DECLINED, MONDAY))
    way = asking.next_way(store, ways_in(store), declined, MONDAY)
    assert way is not None
    assert ask.asked_person.id not in {step.receiver.id for step in way.steps}
    again = asking.plan(store, organization_called(store, "Globex"), way, MONDAY)
    assert again.asked_person.id != ask.asked_person.id
    written = " ".join(draft.whole + draft.subject for draft in drafts_of(store, again))
    assert ask.asked_person.name.split()[0] not in written
    later = MONDAY + timedelta(days=60)
    assert ask.asked_person.id in asking.not_now(store, declined.organization, later)
    assert asking.not_now(store, OrganizationId("elsewhere"), later) == {again.asked_person.id}


def test_a_contact_who_would_rather_not_is_not_asked_over_somebody_else(store: GraphStore) -> None:
    ask = plan(store)
    for step in (Happening.ASKED, Happening.AGREED, Happening.TARGET_ASKED, Happening.TARGET_DECLINED):
        ask = asking.record(store, ask, Event(step, MONDAY))
    assert ask.contact.id in asking.not_now(store, ask.organization, MONDAY)


def test_an_ask_is_found_by_id_introducer_or_company(store: GraphStore) -> None:
    ask = plan(store)
    assert {asking.ask_called(store, text).id for text in ("a1", ask.asked_person.name, "GLOBEX")} == {"a1"}
    with pytest.raises(UserError, match="There is no ask"):
        asking.ask_called(store, "Initech")


def test_after_three_business_days_another_contact_after_seven_one_nudge_then_rest() -> None:
    asked = run(ASK, Happening.ASKED, on=date(2026, 11, 26))  # a Thursday
    assert [(each.move, each.on) for each in follow_ups([asked], {})] == [
        (Move.NEXT_CONTACT, date(2026, 12, 1)),
        (Move.NUDGE, date(2026, 12, 7)),
    ]
    assert due([asked], {}, date(2026, 11, 30)) == ()
    assert [each.move for each in due([asked], {}, date(2026, 12, 2))] == [Move.NEXT_CONTACT]
    assert [each.move for each in due([asked], {}, date(2026, 12, 9))] == [Move.NUDGE]
    nudged = run(asked, Happening.NUDGED, on=date(2026, 12, 7))
    assert follow_ups([nudged], {}) == ()
    assert follow_ups([run(asked, Happening.DECLINED, on=date(2026, 12, 1))], {}) == ()


def test_a_real_contact_moves_the_next_reminder_from_that_day() -> None:
    asked = run(ASK, Happening.ASKED)
    moved = follow_ups([asked], {SAM.id: date(2026, 11, 25)})
    assert [each.on for each in moved] == [date(2026, 11, 30), date(2026, 12, 4)]
    assert follow_ups([asked], {RAJ.id: date(2026, 11, 25)}) == follow_ups([asked], {})


def test_answers_teach_the_chances_and_none_leave_them_as_they_were(store: GraphStore) -> None:
    assert rates(store).adjusted(0.37) == 0.37
    agreed, declined = run(ASK, Happening.ASKED, Happening.AGREED), run(ASK, Happening.ASKED, Happening.DECLINED)
    waiting, silent = run(ASK, Happening.ASKED), run(ASK, Happening.ASKED, Happening.LET_GO)
    assert [(each.kind, each.said_yes) for each in answers([agreed, declined, waiting, silent, ASK])] == [
        (Kind.STRONG, True),
        (Kind.STRONG, False),
        (Kind.STRONG, False),
    ]
    ask = plan(store)
    asking.record(store, ask, Event(Happening.ASKED, MONDAY))
    asking.record(store, ask, Event(Happening.DECLINED, MONDAY))
    assert rates(store).adjusted(ask.strengths[0]) < ask.strengths[0]
