"""A strength is the noisy-or of the facts about a pair, each once, and can be recomputed from its reasons."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.model import Evidence, PersonId, Tie
from graph.records import EvidenceKind, SourceRef
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, EvidenceColumns
from graph.ties.strength import Strength, strength_of, strengths

TODAY = date(2026, 11, 23)
ANN, BOB = PersonId("ann"), PersonId("bob")
LONG_AGO = date(1999, 1, 1)


def said(
    kind: EvidenceKind, last: date | None = None, *, by: PersonId = ANN, line: int = 12, first: date | None = None
) -> Evidence:
    about = BOB if by == ANN else ANN
    return Evidence(kind, by, about, first or last, last, 1, 0, SourceRef(f"Connections.csv line {line}"))


def linked(last: date | None = None, *, by: PersonId = ANN, line: int = 12) -> Evidence:
    return said(EvidenceKind.CONNECTION, last, by=by, line=line)


def wrote(sent: int, received: int, last: date | None = TODAY) -> Evidence:
    """Messages all written on one day."""
    left = 1.0 if last else 0.0
    mail = said(EvidenceKind.MAIL, last)
    return replace(mail, sent=sent, received=received, sent_fresh=sent * left, received_fresh=received * left)


def met(people: int, times: int = 1) -> Evidence:
    return replace(said(EvidenceKind.MEETING, TODAY), sent=times, sent_fresh=float(times), group=people)


def together(people: int) -> Evidence:
    return replace(said(EvidenceKind.CO_RECIPIENT, TODAY), group=people)


def strength(*evidence: Evidence) -> Strength:
    return strength_of(Tie(ANN, BOB, evidence), TODAY)


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        ([linked()], 0.10),
        ([linked(TODAY)], 0.25),
        ([linked(TODAY - timedelta(days=365))], 0.175),
        ([linked(TODAY - timedelta(days=730))], 0.1375),
        ([linked(TODAY + timedelta(days=9))], 0.25),
        ([said(EvidenceKind.ADDRESS_BOOK)], 0.25),
        ([said(EvidenceKind.ADDRESS_BOOK, LONG_AGO)], 0.25),
        ([said(EvidenceKind.SHARED_EXPORT, TODAY)], 0.5),
        ([said(EvidenceKind.SHARED_EXPORT, TODAY), said(EvidenceKind.ADDRESS_BOOK)], 0.625),
        ([said(EvidenceKind.SHARED_EXPORT, TODAY), said(EvidenceKind.ADDRESS_BOOK), linked()], 0.6625),
        ([wrote(12, 0)], 0.0),
        ([wrote(1, 1)], 0.2435),
        ([wrote(1, 1), replace(wrote(1, 1), kind=EvidenceKind.MESSAGE)], 0.3268),
        ([wrote(4, 9)], 0.4543),
        ([replace(wrote(4, 9), shift=1.0)], 0.5259),
        ([wrote(1, 1, TODAY - timedelta(days=365))], 0.1163),
        ([wrote(5, 5, None)], 0.2014),
        ([met(2)], 0.25),
        ([met(10)], 0.05),
        ([met(11)], 0.0),
        ([met(2), met(2)], 0.25),
        ([met(2, 2)], 0.375),
        ([together(2)], 0.0),
        ([said(EvidenceKind.RECOMMENDATION, LONG_AGO)], 0.5),
        ([said(EvidenceKind.RELATION)], 0.5),
        ([said(EvidenceKind.INVITATION, TODAY)], 0.02),
        ([said(EvidenceKind.NETWORK)], 0.25),
        ([replace(said(EvidenceKind.NETWORK), stated=0.7)], 0.7),
        ([replace(said(EvidenceKind.STATED), stated=0.05), said(EvidenceKind.RELATION)], 0.05),
        ([said(EvidenceKind.DENIED), said(EvidenceKind.RELATION)], 0.0),
    ],
)
def test_the_facts_weigh_what_is_written(evidence: list[Evidence], value: float) -> None:
    assert strength(*evidence).value == pytest.approx(value, abs=1e-4)


def test_a_connection_in_both_exports_is_one_fact_with_the_newer_day() -> None:
    older, newer = linked(date(2019, 3, 12)), linked(date(2025, 11, 23), by=BOB, line=7)
    assert strength(older, newer).value == strength(newer).value
    (reason,) = strength(older, newer).reasons
    assert reason.detail == "since 23 November 2025, Connections.csv line 7 and Connections.csv line 12"


def test_an_export_handed_over_twice_is_one_fact() -> None:
    once = said(EvidenceKind.SHARED_EXPORT, LONG_AGO)
    assert strength(once, replace(once, last=TODAY)).value == strength(once).value == 0.5


def test_each_keeping_the_other_in_the_address_book_is_two_facts() -> None:
    mine, theirs = said(EvidenceKind.ADDRESS_BOOK), said(EvidenceKind.ADDRESS_BOOK, by=BOB)
    assert strength(mine, mine).value == strength(mine).value
    assert strength(mine, theirs).value == pytest.approx(1 - 0.75**2)
    assert len(strength(mine, theirs).reasons) == 2


def test_a_reason_says_since_when_and_where_it_stands() -> None:
    (reason,) = strength(linked(date(2019, 3, 12))).reasons
    assert (reason.label, reason.detail) == ("LinkedIn connection", "since 12 March 2019, Connections.csv line 12")
    (undated,) = strength(linked()).reasons
    assert undated.detail == "Connections.csv line 12"
    (shared,) = strength(said(EvidenceKind.SHARED_EXPORT, date(2026, 2, 1))).reasons
    assert shared.detail == "on 1 February 2026, Connections.csv line 12"


def test_a_reason_says_how_often_people_wrote_or_met() -> None:
    mail, lately = strength(wrote(3, 2, date(2026, 5, 3))).reasons
    assert mail.label == "Wrote to each other"
    assert mail.detail == "3 one way, 2 the other, last on 3 May 2026, Connections.csv line 12"
    assert (lately.label, lately.detail) == ("In touch", "1 in 8 such pairs both write again within three months")
    (silent,) = strength(wrote(3, 0)).reasons
    assert (silent.label, silent.effect) == ("Wrote, and had no answer", 0.0)
    (meeting,) = strength(met(6, 2)).reasons
    assert meeting.detail == "2 times among 6 people, last on 23 November 2026, Connections.csv line 12"
    (relation,) = strength(replace(said(EvidenceKind.RELATION), label="manager")).reasons
    assert relation.label == "Named in a card (manager)"


def test_a_place_that_says_a_fact_twice_is_named_once() -> None:
    (reason,) = strength(linked(date(2019, 3, 12)), linked(date(2018, 1, 1)), linked(line=13)).reasons
    assert reason.detail == "since 12 March 2019, Connections.csv line 12 and Connections.csv line 13"


def test_the_weightiest_reason_comes_first() -> None:
    found = strength(linked(LONG_AGO), said(EvidenceKind.ADDRESS_BOOK), said(EvidenceKind.SHARED_EXPORT, TODAY))
    assert [reason.label for reason in found.reasons] == [
        "Shared their contacts", "In the address book", "LinkedIn connection",
    ]  # fmt: skip


DAYS = st.none() | st.dates(date(2003, 5, 5), TODAY) | st.dates(TODAY, TODAY + timedelta(days=400))
COUNTS = st.integers(0, 40)


@st.composite
def evidence_of_any_kind(draw: st.DrawFn) -> Evidence:
    basis = said(draw(st.sampled_from(EvidenceKind)), draw(DAYS), by=draw(st.sampled_from([ANN, BOB])))
    stated = st.none() | st.floats(0.01, 0.99)
    sent, received = draw(COUNTS), draw(COUNTS)
    left = draw(st.floats(0.0, 1.0))
    return replace(
        basis, sent=sent, received=received, group=draw(st.integers(0, 60)), stated=draw(stated),
        sent_fresh=sent * left, received_fresh=received * left, shift=draw(st.sampled_from([0.0, -1.0, 0.5])),
    )  # fmt: skip


EVIDENCE = evidence_of_any_kind()


@given(st.lists(EVIDENCE, min_size=1, max_size=8))
def test_every_strength_is_a_chance_that_its_reasons_recompute(evidence: list[Evidence]) -> None:
    found = strength(*evidence)
    together = 1 - math.prod(1 - reason.effect for reason in found.reasons)
    assert math.isclose(found.value, together, rel_tol=1e-9)
    assert 0.0 <= found.value < 1.0
    assert found == strength(*reversed(evidence))


@given(st.lists(EVIDENCE, min_size=1, max_size=8), EVIDENCE)
def test_more_evidence_never_makes_a_tie_weaker_but_for_the_users_word(
    evidence: list[Evidence], more: Evidence
) -> None:
    assume(more.kind not in (EvidenceKind.STATED, EvidenceKind.DENIED))
    assert strength(*evidence, more).value >= strength(*evidence).value - 1e-12


PEOPLE = tuple(PersonId(f"p{number}") for number in range(5))


@st.composite
def evidence_rows(draw: st.DrawFn) -> list[Evidence]:
    ends = st.permutations(PEOPLE).map(lambda order: order[:2])
    rows = draw(st.lists(st.tuples(EVIDENCE, ends), max_size=25))
    return [replace(evidence, a=a, b=b) for evidence, (a, b) in rows]


def columns_of(rows: list[Evidence]) -> EvidenceColumns:
    def whole(values: list[int]) -> npt.NDArray[np.int32]:
        return np.array(values, dtype=np.int32)

    days = [NO_DAY if row.last is None else (row.last - date(1970, 1, 1)).days for row in rows]
    return EvidenceColumns(
        stamp="",
        people=PEOPLE,
        a=whole([PEOPLE.index(row.a) for row in rows]),
        b=whole([PEOPLE.index(row.b) for row in rows]),
        kind=np.array([EVIDENCE_KINDS.index(row.kind) for row in rows], dtype=np.uint8),
        day=whole(days),
        sent=whole([row.sent for row in rows]),
        received=whole([row.received for row in rows]),
        group=whole([row.group for row in rows]),
        stated=np.array([row.stated or 0.0 for row in rows], dtype=np.float64),
        sent_fresh=np.array([row.sent_fresh for row in rows], dtype=np.float64),
        received_fresh=np.array([row.received_fresh for row in rows], dtype=np.float64),
        shift=np.array([row.shift for row in rows], dtype=np.float64),
    )


@given(evidence_rows())
def test_all_ties_at_once_are_as_strong_as_one_at_a_time(rows: list[Evidence]) -> None:
    pairs: dict[tuple[PersonId, PersonId], list[Evidence]] = {}
    for row in rows:
        pairs.setdefault((min(row.a, row.b), max(row.a, row.b)), []).append(row)
    found = strengths(columns_of(rows), TODAY)
    ends = [(PEOPLE[a], PEOPLE[b]) for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True)]
    one_by_one = {pair: strength_of(Tie(*pair, tuple(pairs[pair])), TODAY).value for pair in sorted(pairs)}
    assert ends == [pair for pair, value in one_by_one.items() if value > 0]
    assert found.value.tolist() == pytest.approx([value for value in one_by_one.values() if value > 0], rel=1e-9)


def test_the_same_facts_give_two_ties_the_very_same_strength() -> None:
    """Equals are ranked by hops and people, so they must be equal to the last bit, in whatever order they were said."""
    facts = [linked(date(2021, 7, 8)), said(EvidenceKind.ADDRESS_BOOK), said(EvidenceKind.SHARED_EXPORT, TODAY)]
    ann = [replace(row, a=PEOPLE[0], b=PEOPLE[1]) for row in facts]
    bob = [replace(row, a=PEOPLE[2], b=PEOPLE[3]) for row in reversed(facts)]
    one, other = strengths(columns_of([*ann, *bob]), TODAY).value.tolist()
    assert one == other
