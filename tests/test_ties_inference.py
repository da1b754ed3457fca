"""Inferred ties follow from what people share, can be recomputed by hand, and obey what the user says."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import curate, stating
from graph.model import EGO, Reason
from graph.records import ContactRecord, InteractionKind, InteractionRecord, Job, Party, PersonName, SourceRef
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.inference import LARGEST_GROUP, SMALL_LIST
from graph.ties.judgement import Guesses, Judgement
from graph.ties.kinds import ContextKind
from graph.ties.questions import questions
from tests import samples
from tests.samples import NOW, take_in

TODAY = NOW.date()
FEW = ("Ann Lee", "Bo Chen", "Cy Diaz", "Di Evans", "Ed Fox", "Flo Gray")


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def member(name: str, company: str | None = None, *, since: date | None = None) -> ContactRecord:
    return replace(samples.member(name, company), title=None, connected_on=since)


def card(name: str, *labels: str) -> ContactRecord:
    return replace(samples.card(name, email=f"{name.split()[0].lower()}@example.com"), labels=labels)


def guess(store: GraphStore, one: str, other: str, least: float = 0.0) -> Judgement | None:
    people = [store.find_people(name)[0].id for name in (one, other)]
    return Guesses(store, TODAY, least).between(*people)


def probability(store: GraphStore, one: str, other: str) -> float:
    found = guess(store, one, other)
    return found.probability if found else 0.0


def labels(found: Judgement | None) -> list[str]:
    assert found
    return [reason.label for reason in found.probability_reasons]


def recomputed(reasons: Sequence[Reason]) -> float:
    return 1.0 - math.prod(1.0 - reason.effect for reason in reasons[:-1])


def worked(name: str, company: str, start: int, end: int | None) -> ContactRecord:
    job = Job(company, "Engineer", date(start, 1, 1), date(end, 1, 1) if end else None)
    return ContactRecord(PersonName(name), SourceRef("a.vcf line 1"), emails=(f"{name[:2]}@example.com",), jobs=(job,))


def test_two_of_a_small_company_are_likely_to_know_each_other_and_it_says_why(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Acme"), member("Bo Chen", "Acme, Inc."), member("Cy Diaz", "Globex")])
    found = guess(store, "Ann", "Bo")
    assert found
    assert not found.observed
    assert labels(found) == ["Both at Acme", "Both among your contacts", "Likely"]
    together, base, last = found.probability_reasons
    assert together.effect == ContextKind.EMPLOYER.value.chance == 0.52
    assert together.detail == "2 of your contacts: about 1 in 2 such pairs know each other"
    assert last.effect == found.probability == pytest.approx(1 - 0.48 * (1 - base.effect))
    assert found.chance == pytest.approx(0.1 * found.probability)
    assert labels(guess(store, "Ann", "Cy")) == ["Both among your contacts", "Unlikely"]


def test_being_on_one_list_alone_is_never_shown(store: GraphStore) -> None:
    take_in(store, [member(name) for name in FEW[:3]])
    assert list(Guesses(store, TODAY, 0.2).all()) == []
    assert len(list(Guesses(store, TODAY, 0.0).all())) == 3


def test_strangers_in_two_lists_are_not_compared(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee", "Acme"), member("Maya Ruiz")])
    take_in(store, [member("Bo Chen", "Acme")], "Maya Ruiz")
    assert guess(store, "Ann", "Bo") is None


def test_colleagues_overlap_only_while_both_were_there(store: GraphStore) -> None:
    take_in(store, [worked("Ann Lee", "Acme", 2001, 2005), worked("Bo Chen", "Acme", 2004, None),
                    worked("Cy Diaz", "Acme", 2010, 2012)])  # fmt: skip
    assert "Both at Acme" in labels(guess(store, "Ann", "Bo"))
    assert "Both at Acme" in labels(guess(store, "Bo", "Cy"))
    assert "Both at Acme" not in labels(guess(store, "Ann", "Cy"))


def test_of_each_kind_the_most_telling_context_counts(store: GraphStore) -> None:
    take_in(store, [card(name, "Chess", *(["Class 7"] if name in FEW[:2] else [])) for name in FEW])
    assert labels(guess(store, "Ann", "Bo")).count("Both of Class 7") == 1
    assert "Both of Chess" not in labels(guess(store, "Ann", "Bo"))
    assert "Both of Chess" in labels(guess(store, "Ann", "Cy"))


def test_labels_that_programs_give_everybody_say_nothing(store: GraphStore) -> None:
    take_in(store, [card(name, "* myContacts") for name in FEW])
    assert labels(guess(store, "Ann", "Bo")) == ["Both among your contacts", "Unlikely"]


def test_others_who_share_something_with_both_make_a_circle(store: GraphStore) -> None:
    between = [card(f"Guy{number} Hill{number}", "Choir", "Band") for number in range(4)]
    others = [member(f"Far{number} Off{number}") for number in range(9)]
    take_in(store, [*between, card("Ann Lee", "Choir"), card("Bo Chen", "Band"), *others])
    assert "In the same circles" in labels(guess(store, "Ann", "Bo"))
    assert "In the same circles" not in labels(guess(store, "Ann", "Far1"))


def test_friends_who_gave_their_contacts_and_know_both_make_it_likely(store: GraphStore) -> None:
    take_in(store, [member("Ann Lee"), member("Bo Chen"), member("Maya Ruiz"), member("Tom Iver"), member("Cy Diaz")])
    alone = probability(store, "Ann", "Bo")
    for friend in ("Maya Ruiz", "Tom Iver"):
        take_in(store, [member("Ann Lee"), member("Bo Chen")], friend)
    found = guess(store, "Ann", "Bo")
    assert found
    assert found.probability > 0.6 > alone
    (both,) = [reason for reason in found.probability_reasons if reason.label == "Friends know both"]
    assert both.detail == "Maya Ruiz and Tom Iver"
    assert probability(store, "Ann", "Cy") < alone
    assert guess(store, "Maya", "Cy") is None


def test_whom_more_friends_know_is_likelier_to_know_anybody(store: GraphStore) -> None:
    everybody = [*FEW, "Maya Ruiz", "Tom Wu", "Ida Ek"]
    take_in(store, [member(name) for name in everybody])
    for friend in ("Maya Ruiz", "Tom Wu", "Ida Ek"):
        take_in(store, [member("Ann Lee"), member(f"Own{friend} Far")], friend)
    take_in(store, [member("Bo Chen")], "Maya Ruiz")
    ann, bo, neither = (probability(store, one, "Cy Diaz") for one in ("Ann", "Bo", "Ed"))
    assert ann > bo > neither > 0


def test_one_thread_and_one_event_are_hints_that_fade_with_their_size(store: GraphStore) -> None:
    people = [Party(name, f"{name.split()[0].lower()}@example.com") for name in FEW]
    take_in(store, [card(name) for name in FEW])
    source = SourceRef("mail.mbox message 1")
    mail = InteractionRecord(InteractionKind.MAIL, people[0], tuple(people[1:3]), NOW, source, key="1")
    crowd = tuple(Party(None, f"x{number}@example.com") for number in range(40))
    fair = InteractionRecord(InteractionKind.MEETING, people[3], (people[4], people[5], *crowd), NOW, source, key="2")
    take_in(store, [mail, fair])
    assert labels(guess(store, "Bo", "Cy"))[0] == "In one thread"
    (event,) = [each for each in guess_reasons(store, "Ed", "Flo") if each.label == "At one event"]
    assert event.effect == pytest.approx(25 / 43)


def guess_reasons(store: GraphStore, one: str, other: str) -> Sequence[Reason]:
    found = guess(store, one, other)
    assert found
    return found.probability_reasons


def listed(count: int, *, same_days: bool) -> list[ContactRecord]:
    """Pairs of colleagues; on the days of a list either colleagues or others were added together."""
    rows = []
    for number in range(count):
        day = number // 2 if same_days else (number * 7) % (count // 2)
        since = date(2015, 1, 1) + timedelta(days=40 * day)
        rows.append(member(f"N{number} F{number}", f"Firm {number // 2}", since=since))
    return rows


def test_the_days_of_a_list_count_only_where_they_tell_something(store: GraphStore) -> None:
    take_in(store, listed(60, same_days=True))
    assert "Added at about the same time" in labels(guess(store, "N0", "N1"))
    assert "Added at about the same time" not in labels(guess(store, "N0", "N2"))
    other = open_store(":memory:")
    take_in(other, listed(60, same_days=False))
    assert not [tie for tie in Guesses(other, TODAY, 0.0).all() if "Added at about the same time" in labels(tie)]
    other.close()


def test_a_denied_tie_never_comes_back(store: GraphStore) -> None:
    rows = [member("Ann Lee", "Acme"), member("Bo Chen", "Acme")]
    run = take_in(store, rows)
    ann, bo = (person.id for person in store.find_people(""))
    stating.deny_tie(store, ann, bo, at=NOW)
    assert guess(store, "Ann", "Bo") is None
    curate.undo(store, run.run)
    take_in(store, [*rows, member("Cy Diaz", "Acme")])
    assert guess(store, "Ann", "Bo") is None
    assert guess(store, "Ann", "Cy")


def test_a_no_moves_the_rate_of_the_whole_group_and_a_yes_moves_it_back(store: GraphStore) -> None:
    take_in(store, [member(name, "Acme") for name in FEW])
    people = [person.id for person in store.find_people("")]
    before = probability(store, "Ed", "Flo")
    stating.deny_tie(store, people[0], people[1], at=NOW)
    lower = probability(store, "Ed", "Flo")
    stating.state_tie(store, people[0], people[1], at=NOW)
    higher = probability(store, "Ed", "Flo")
    assert lower < before < higher
    stating.take_back_tie(store, people[0], people[1])
    assert probability(store, "Ed", "Flo") == before


def test_an_answer_about_a_group_moves_it_and_it_is_not_asked_again(store: GraphStore) -> None:
    take_in(store, [member(name, "Acme") for name in FEW])
    facts = Guesses(store, TODAY, 0.2)
    (question,) = questions(facts.facts, facts.people)
    assert (question.context.name, len(question.people)) == ("Acme", 6)
    stating.rate_group(store, question.context.key, "all", at=NOW)
    rate = ContextKind.EMPLOYER.value.chance * 3**-ContextKind.EMPLOYER.value.falls
    (acme,) = [each for each in guess_reasons(store, "Ann", "Bo") if each.label == "Both at Acme"]
    assert acme.effect == pytest.approx(0.25 * rate + 0.75 * 0.85)
    again = Guesses(store, TODAY, 0.2)
    assert questions(again.facts, again.people) == ()
    stating.rate_group(store, question.context.key, None, at=NOW)
    assert len(questions(facts.facts, facts.people)) == 1


def test_removing_a_source_removes_exactly_its_share(store: GraphStore) -> None:
    take_in(store, [member(name, "Acme") for name in FEW])
    before = [(tie.a, tie.b, tie.probability) for tie in Guesses(store, TODAY, 0.0).all()]
    book = take_in(store, [card(name, "Choir") for name in FEW], file="b")
    assert len(list(Guesses(store, TODAY, 0.0).all())) > len(before)
    curate.undo(store, book.run)
    assert [(tie.a, tie.b, tie.probability) for tie in Guesses(store, TODAY, 0.0).all()] == before


COMPANIES = st.sampled_from(["Acme", "Globex", "Initech", None])
ROWS = st.lists(st.tuples(COMPANIES, st.sampled_from(["Choir", "Band", ""]), st.booleans()), min_size=2, max_size=25)


@given(ROWS)
@settings(max_examples=60)
def test_every_probability_is_recomputed_from_its_reasons(rows: list[tuple[str | None, str, bool]]) -> None:
    store = open_store(":memory:")
    people = [member(f"N{place} F{place % 4}", company) for place, (company, _, _) in enumerate(rows)]
    labelled = [card(f"N{place} F{place % 4}", label) for place, (_, label, both) in enumerate(rows) if both]
    take_in(store, [*people, *labelled])
    found = list(Guesses(store, TODAY, 0.0).all())
    rest = Guesses(store, TODAY, 0.3)
    for tie in found:
        assert math.isclose(recomputed(tie.probability_reasons), tie.probability, rel_tol=1e-9)
        assert 0.0 <= tie.probability < 1.0
        assert tie.a < tie.b
        assert EGO not in (tie.a, tie.b)
    assert [tie for tie in found if tie.probability >= 0.3] == list(rest.all())
    store.close()


def test_large_groups_are_not_taken_apart_but_count_where_more_is_shared(store: GraphStore) -> None:
    size, crowd = SMALL_LIST + 10, LARGEST_GROUP + 5
    firms = ["Acme" if number < crowd else f"Firm {number}" for number in range(size)]
    take_in(store, [replace(member(f"N{number} Long{number}", firm), emails=(f"n{number}@example.com",))
                    for number, firm in enumerate(firms)])  # fmt: skip
    assert list(Guesses(store, TODAY, 0.0).all()) == []
    take_in(store, [card("N0 Long0", "Chess"), card("N1 Long1", "Chess")], file="book")
    (tie,) = Guesses(store, TODAY, 0.0).all()
    assert {"Both at Acme", "Both of Chess"} <= set(labels(tie))
