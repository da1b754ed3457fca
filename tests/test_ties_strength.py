"""A strength is the noisy-or of the facts about a pair, each once, and can be recomputed from its reasons."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Evidence, EvidenceKind, PersonId, Tie
from graph.records import SourceRef
from graph.store.base import EVIDENCE_KINDS, NO_DAY, EvidenceColumns
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
    ],
)
def test_the_facts_weigh_what_is_written(evidence: list[Evidence], value: float) -> None:
    assert strength(*evidence).value == pytest.approx(value, abs=1e-12)


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


def test_a_place_that_says_a_fact_twice_is_named_once() -> None:
    (reason,) = strength(linked(date(2019, 3, 12)), linked(date(2018, 1, 1)), linked(line=13)).reasons
    assert reason.detail == "since 12 March 2019, Connections.csv line 12 and Connections.csv line 13"


def test_the_weightiest_reason_comes_first() -> None:
    found = strength(linked(LONG_AGO), said(EvidenceKind.ADDRESS_BOOK), said(EvidenceKind.SHARED_EXPORT, TODAY))
    assert [reason.label for reason in found.reasons] == [
        "Shared their contacts", "In the address book", "LinkedIn connection",
    ]  # fmt: skip


DAYS = st.none() | st.dates(date(2003, 5, 5), TODAY) | st.dates(TODAY, TODAY + timedelta(days=400))
EVIDENCE = st.builds(
    said, st.sampled_from(EvidenceKind), DAYS, by=st.sampled_from([ANN, BOB]), line=st.integers(2, 99)
)


@given(st.lists(EVIDENCE, min_size=1, max_size=8))
def test_every_strength_is_a_chance_that_its_reasons_recompute(evidence: list[Evidence]) -> None:
    found = strength(*evidence)
    together = 1 - math.prod(1 - reason.effect for reason in found.reasons)
    assert math.isclose(found.value, together, rel_tol=1e-9)
    assert 0.0 < found.value < 1.0
    assert found == strength(*reversed(evidence))


@given(st.lists(EVIDENCE, min_size=1, max_size=8), EVIDENCE)
def test_more_evidence_never_makes_a_tie_weaker(evidence: list[Evidence], more: Evidence) -> None:
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
        revision=1,
        people=PEOPLE,
        a=whole([PEOPLE.index(row.a) for row in rows]),
        b=whole([PEOPLE.index(row.b) for row in rows]),
        kind=np.array([EVIDENCE_KINDS.index(row.kind) for row in rows], dtype=np.uint8),
        day=whole(days),
    )


@given(evidence_rows())
def test_all_ties_at_once_are_as_strong_as_one_at_a_time(rows: list[Evidence]) -> None:
    pairs: dict[tuple[PersonId, PersonId], list[Evidence]] = {}
    for row in rows:
        pairs.setdefault((min(row.a, row.b), max(row.a, row.b)), []).append(row)
    found = strengths(columns_of(rows), TODAY)
    ends = [(PEOPLE[a], PEOPLE[b]) for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True)]
    assert ends == sorted(pairs)
    one_by_one = [strength_of(Tie(*pair, tuple(pairs[pair])), TODAY).value for pair in sorted(pairs)]
    assert found.value.tolist() == pytest.approx(one_by_one, rel=1e-12)


def test_the_same_facts_give_two_ties_the_very_same_strength() -> None:
    """Equals are ranked by hops and people, so they must be equal to the last bit, in whatever order they were said."""
    facts = [linked(date(2021, 7, 8)), said(EvidenceKind.ADDRESS_BOOK), said(EvidenceKind.SHARED_EXPORT, TODAY)]
    ann = [replace(row, a=PEOPLE[0], b=PEOPLE[1]) for row in facts]
    bob = [replace(row, a=PEOPLE[2], b=PEOPLE[3]) for row in reversed(facts)]
    one, other = strengths(columns_of([*ann, *bob]), TODAY).value.tolist()
    assert one == other
