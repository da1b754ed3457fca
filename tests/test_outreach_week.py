"""The week: focus first, nobody worn out, what rolls over; dormant ties, second calls, cadence, calendar, gives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import curate
from graph.errors import UserError
from graph.outreach import asking, focus, gives, worth
from graph.outreach.asks import Event, Happening
from graph.outreach.cadence import days_between, keep_in_touch
from graph.outreach.calendar_file import Reminder, calendar, folded
from graph.outreach.dormant import dormant
from graph.outreach.journal import Named, Talk, log_talk
from graph.outreach.kept import Who
from graph.outreach.reminders import reminders
from graph.outreach.second_calls import forget_vague_ask, note_vague_asks, second_calls
from graph.outreach.week import Week, week
from graph.outreach.workdays import after
from graph.records import CardKind, ContactRecord, Origin, PersonName, SourceRef
from graph.search.projection import project
from graph.store import open_store
from graph.store.base import GraphStore
from importers import read
from importers.archive import sources_of_upload
from tests.samples import NOW, member, take_in

MONDAY = NOW.date()
FOCUS = focus.Focus("Product Manager", "I rebuilt billing", "they sell to clinics")


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Sam knows people at all of four targets, Ida, Bo and Cy one each; Pia, long unheard of, works at the first."""
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    friends = [member(name, f"Firm {name[0]}") for name in ("Sam Wu", "Ida Ek", "Bo Sand", "Cy Diaz")]
    take_in(opened, [*friends, replace(member("Pia Olsen", "Target 0"), connected_on=date(2019, 5, 1))])
    targets = [member(f"Tom {letter}", f"Target {place}") for place, letter in enumerate("ABCD")]
    take_in(opened, targets, "Sam Wu")
    for friend, known in zip(("Ida Ek", "Bo Sand", "Cy Diaz"), targets[1:], strict=True):
        take_in(opened, [known], friend)
    for place in range(4):
        curate.add_target(opened, f"Target {place}", priority=2, at=NOW)
    yield opened
    opened.close()


def this_week(store: GraphStore, day: date = MONDAY, count: int = 5) -> Week:
    return week(store, project(store, day), day, count)


def test_a_week_asks_nobody_twice_and_says_what_limits_cost(store: GraphStore) -> None:
    found = this_week(store)
    asked = [ask.introducer.name for ask in found.plan.asks]
    assert len(asked) == len(set(asked)) == 5
    assert all(len(ask.targets) == 1 for ask in found.plan.asks)
    assert found.plan.without_limits >= found.plan.expected_targets > 0


def test_planned_asks_roll_over_and_count_among_the_five(store: GraphStore) -> None:
    offered = this_week(store).plan.asks[0]
    named = offered.targets[0]
    organization = store.organization(named.target.organization)
    assert organization
    ask = asking.plan(store, organization, named.path, MONDAY)
    for day in (MONDAY, MONDAY + timedelta(days=14)):
        found = this_week(store, day)
        assert [each.id for each in found.planned] == [ask.id]
        assert len(found.plan.asks) <= 4
        assert offered.introducer not in [each.introducer for each in found.plan.asks]
        assert named.target not in [one.target for each in found.plan.asks for one in each.targets]
    asking.record(store, ask, Event(Happening.ASKED, MONDAY))
    assert len(this_week(store).plan.asks) <= 4
    assert this_week(store, count=1).plan.asks == ()


def test_who_said_no_is_not_proposed_for_the_same_company_again(store: GraphStore) -> None:
    offered = this_week(store).plan.asks[0]
    named = offered.targets[0]
    organization = store.organization(named.target.organization)
    assert organization
    ask = asking.plan(store, organization, named.path, MONDAY)
    for step in (Happening.ASKED, Happening.DECLINED):
        ask = asking.record(store, ask, Event(step, MONDAY))
    later = this_week(store, MONDAY + timedelta(days=40)).plan.asks
    assert later
    for each in later:
        pair = (each.introducer.id, each.targets[0].target.organization)
        assert pair != (offered.introducer.id, organization.id)


def test_a_talk_keeps_in_touch_and_moves_the_reminder(store: GraphStore) -> None:
    assert keep_in_touch(store, MONDAY) == ()
    log_talk(store, Talk(Named("Ida Ek"), MONDAY, "well"), at=NOW)
    (first,) = keep_in_touch(store, MONDAY)
    assert (first.last, first.on) == (MONDAY, MONDAY + timedelta(days=first.every))
    later = datetime(2026, 12, 10, tzinfo=UTC)
    log_talk(store, Talk(Named("Ida Ek"), later.date(), "again"), at=later)
    (moved,) = keep_in_touch(store, later.date())
    assert moved.last == later.date()
    assert [days_between(strength) for strength in (0.6, 0.3, 0.1)] == [30, 90, 180]


def test_dormant_ties_are_three_years_old_and_ranked_with_reasons_beside_ones_own_order(store: GraphStore) -> None:
    found = dormant(store, project(store, MONDAY), MONDAY)
    assert "Pia Olsen" in {each.worth.person.name for each in found}
    assert all((MONDAY - each.since).days >= 3 * 365 for each in found)
    assert "Sam Wu" not in {each.worth.person.name for each in found}, "he has just given his contacts"
    pia = next(each for each in found if each.worth.person.name == "Pia Olsen")
    effects = [reason.effect for reason in pia.worth.reasons]
    assert effects[-1] == pytest.approx(sum(effects[:-1]) / 3) == pia.worth.value
    assert dict(zip(("New", "Well", "Willing"), effects, strict=False))["Well"] == 1.0
    worth.keep_comfort(store, (pia.worth.person,))
    again = dormant(store, project(store, MONDAY), MONDAY)
    assert [each.comfort for each in again if each.worth.person.name == "Pia Olsen"] == [1]
    assert [each.worth.person.id for each in again] == [each.worth.person.id for each in found]


def test_vague_asks_burn_nobody_and_are_ordered_by_novelty_and_willingness(store: GraphStore) -> None:
    people = [store.find_people(name)[0] for name in ("Pia Olsen", "Ida Ek", "Sam Wu", "Bo Sand", "Cy Diaz")]
    note_vague_asks(store, people, date(2026, 3, 1))
    worth.keep_comfort(store, tuple(people))
    assert asking.resting(store, MONDAY) == {}
    found = second_calls(store, project(store, MONDAY))
    assert len(found) == 5
    values = [each.worth.value for each in found]
    assert values == sorted(values, reverse=True)
    for each in found:
        novelty, willing, total = (reason.effect for reason in each.worth.reasons)
        assert total == pytest.approx((novelty + willing) / 2)
    assert found[-1].worth.person.name == "Pia Olsen"
    assert [each.comfort for each in found if each.worth.person.name == "Pia Olsen"] == [1]
    called = {each.worth.person.id for each in found}
    assert called & {ask.introducer.id for ask in this_week(store).plan.asks}
    forget_vague_ask(store, Who.of(people[0]))
    assert len(second_calls(store, project(store, MONDAY))) == 4


def test_the_list_is_ordered_by_motivation_posting_advocates_and_holds_forty(store: GraphStore) -> None:
    take_in(store, [member(f"Person {n}", f"Company {n % 60}", slug=f"c{n}") for n in range(90)], file="many")
    interest = ContactRecord(PersonName("Dreamworks"), SourceRef("x line 1"), CardKind.ORGANIZATION, Origin.INTEREST,
                             organization="Dreamworks", labels=("dream company",))  # fmt: skip
    take_in(store, [interest], file="dreams")
    rows = focus.shortlist(store, MONDAY)
    assert len(rows) == 40
    keys = [(-row.motivation, -row.posting, -row.advocates) for row in rows]
    assert keys == sorted(keys)
    assert (rows[0].name, rows[0].motivation, rows[0].is_target) == ("Dreamworks", 3, False)
    assert {row.name for row in rows if row.is_target} == {f"Target {n}" for n in range(4)}
    assert next(row.advocates for row in rows if row.name == "Target 0") == 1
    assert next(row.advocates for row in rows if row.name == "Company 3") == 2
    focus.accept(store, rows[:1], NOW)
    assert focus.shortlist(store, MONDAY)[0].is_target


def test_a_pasted_list_is_read_whatever_its_marks_and_keeps_what_is_there(store: GraphStore) -> None:
    added = focus.paste(store, "1. Acme, Inc.\n- Globex\n• target 1\n\nacme", NOW)
    assert [target.name for target in added] == ["Acme, Inc.", "Globex"]
    assert next(one.priority for one in store.targets() if one.name == "Target 1") == 2
    with pytest.raises(UserError, match="No company"):
        focus.paste(store, " \n- \n", NOW)


def test_a_give_is_two_of_one_profession_at_two_companies_who_may_not_know_each_other(
    store: GraphStore,
) -> None:
    found = gives.gives(store, MONDAY)
    assert found
    for each in found:
        assert each.profession == "engineer"
        one, other = each.one.position, each.other.position
        assert one is not None
        assert other is not None
        assert one.organization != other.organization
        assert store.ties_between([(each.one.id, each.other.id)]) == {}
    people = [one.id for each in found for one in (each.one, each.other)]
    assert len(people) == len(set(people))
    gives.keep_given(store, found[0].one, found[0].other, MONDAY)
    assert frozenset((found[0].one.id, found[0].other.id)) not in {
        frozenset((each.one.id, each.other.id)) for each in gives.gives(store, MONDAY, 9)
    }


def test_a_calendar_holds_what_is_to_do_and_is_read_by_others_and_by_ourselves(store: GraphStore) -> None:
    offered = this_week(store).plan.asks[0].targets[0]
    organization = store.organization(offered.target.organization)
    assert organization
    ask = asking.plan(store, organization, offered.path, MONDAY)
    asking.record(store, ask, Event(Happening.ASKED, MONDAY))
    made = calendar(reminders(store, MONDAY), NOW)
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [after(MONDAY, 3), after(MONDAY, 7)]
    assert "Remind" in str(events[1]["SUMMARY"])
    again = icalendar.Calendar.from_ical(calendar(reminders(store, MONDAY), NOW + timedelta(days=1))).walk("VEVENT")
    assert [str(event["UID"]) for event in again] == [str(event["UID"]) for event in events]
    assert again[0].decoded("dtstamp") > events[0].decoded("dtstamp")
    reading = read(sources_of_upload("follow-ups.ics", made))
    assert reading.files[0].importer == "calendar"
    list(reading.records())


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_calendar_folds_and_escapes_any_text(title: str, detail: str) -> None:
    made = calendar([Reminder("k", MONDAY, title, detail)], NOW)
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    for line in lines:
        line.decode()
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    plain = "".join(sign for sign in "\n".join(title.splitlines()) if sign == "\n" or sign.isprintable())
    assert str(event["SUMMARY"]) == plain


def test_a_line_of_75_octets_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
