"""What a file gives is kept as it is up to a length, and cut beyond it, which is told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from graph.records import (
    ContactRecord,
    GroupRecord,
    InteractionKind,
    InteractionRecord,
    Job,
    Origin,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
    SourceRef,
)
from importers.limits import LONGEST_NOTE, LONGEST_TEXT, MOST_OF_A_KIND, within_limits

SOURCE = SourceRef("file line 1")
ANN = Party(name="Ann Lee")


def contact(text: str) -> Record:
    return ContactRecord(
        PersonName(text, text, text),
        SOURCE,
        origin=Origin.ADDRESS_BOOK,
        emails=(text,),
        phones=(text,),
        profile=text,
        uid=text,
        organization=text,
        department=text,
        title=text,
        jobs=(Job(text, text),),
        schools=(text,),
        city=text,
        labels=(text,),
    )


def interaction(text: str) -> Record:
    party = Party(text, text, text, text)
    at = datetime(2026, 1, 5, tzinfo=UTC)
    return InteractionRecord(InteractionKind.MAIL, party, (party, ANN), at, SOURCE, thread=text, key=text)


def relation(text: str) -> Record:
    return RelationRecord(Party(text), Party(uid=text), text, SOURCE)


def group(text: str) -> Record:
    return GroupRecord(text, (Party(text), ANN), SOURCE)


KINDS: tuple[Callable[[str], Record], ...] = (contact, interaction, relation, group)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_as_long_as_allowed_stays_as_it_is(kind: Callable[[str], Record]) -> None:
    record = kind("a" * LONGEST_TEXT)
    assert list(within_limits(record)) == [record]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_that_is_longer_is_cut_and_a_problem_says_so(kind: Callable[[str], Record]) -> None:
    told, cut = within_limits(kind("a" * (LONGEST_TEXT + 1)))
    assert isinstance(told, Problem)
    assert told.kept
    assert cut == kind("a" * LONGEST_TEXT)


def test_a_note_may_be_longer_than_a_name_and_not_endless() -> None:
    note = "a" * LONGEST_NOTE
    kept = ContactRecord(PersonName("Ann Lee"), SOURCE, origin=Origin.ADDRESS_BOOK, note=note)
    longer = ContactRecord(PersonName("Ann Lee"), SOURCE, origin=Origin.ADDRESS_BOOK, note=note + "a")
    assert list(within_limits(kept)) == [kept]
    assert list(within_limits(longer))[1:] == [kept]


def test_of_more_addresses_than_anybody_has_the_first_are_kept() -> None:
    emails = tuple(f"{number}@example.com" for number in range(MOST_OF_A_KIND + 1))
    told, cut = within_limits(ContactRecord(PersonName("Ann Lee"), SOURCE, origin=Origin.ADDRESS_BOOK, emails=emails))
    assert isinstance(told, Problem)
    assert isinstance(cut, ContactRecord)
    assert cut.emails == emails[:MOST_OF_A_KIND]


def test_a_problem_is_passed_on() -> None:
    problem = Problem(SOURCE, "a" * 2 * LONGEST_TEXT)
    assert list(within_limits(problem)) == [problem]
