"""Who is compared with whom: everybody who may be one person, and not everybody with everybody."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Affiliation, OrganizationId, Person, PersonId
from graph.records import PersonName, SourceRef
from graph.resolve.blocking import LARGEST_BLOCK, Subject, candidates, subject_of
from graph.resolve.names import clean_name
from graph.resolve.transliteration import eastern_name, latin, one_slip_apart


def someone(name: str, at: str = "", emails: tuple[str, ...] = (), phones: tuple[str, ...] = ()) -> Subject:
    clean = clean_name(PersonName(name))
    job = Affiliation(PersonId("p"), OrganizationId("o"), at, None, None, None, True, SourceRef("x"))
    jobs = (job,) if at else ()
    return subject_of(
        Person(PersonId("p"), clean.full, clean.given, clean.family, emails=emails, phones=phones, affiliations=jobs)
    )


def pairs(people: Sequence[Subject]) -> list[tuple[int, int]]:
    return sorted(candidates(people))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "ANN LEE"),
        ("Robert Lee", "Bob Lee"),
        ("A. Lee", "Ann Lee"),
        ("Chen Wei", "Wei Chen"),
        ("王小明", "Xiaoming Wang"),
        ("Юлия Попова", "Yuliya Popova"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Ann Osterhagen", "Ann Osterhagne"),
        ("Ann Osterhagen", "Ann Osterhage"),
        ("Ann Osterhagen", "Ann Oxterhagen"),
        ("Marta Lee", "Narta Lee"),
        ("Ann Lee-Osterhagen", "Ann Osterhagen"),
    ],
)
def test_one_persons_name_written_in_two_ways_is_compared(one: str, other: str) -> None:
    assert pairs([someone(one), someone("Zoltan Fox"), someone(other)]) == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (someone("Ann Lee", emails=("quilter77@gmx.example",)), someone("Q", emails=("quilter77@gmail.example",))),
        (someone("Ann Lee", phones=("+14186569254",)), someone("Юлия", phones=("4186569254",))),
        (someone("Ann Lee", "Bright Harbor"), someone("Ann Fox", emails=("ann.fox@brightharbor.example",))),
    ],
)
def test_an_address_a_number_or_a_colleagues_first_name_is_reason_enough(one: Subject, other: Subject) -> None:
    assert pairs([one, other]) == [(0, 1)]


def test_strangers_are_not_compared() -> None:
    assert pairs([someone("Ann Lee", "Acme"), someone("Bo Fox", "Acme"), someone("Cy Diaz")]) == []


def test_a_large_block_is_compared_only_where_more_agrees() -> None:
    crowd = [someone("Wei Chen", f"Company {number // 2}") for number in range(LARGEST_BLOCK + 10)]
    assert pairs(crowd) == [(place, place + 1) for place in range(0, len(crowd), 2)]


def test_a_company_of_namesakes_is_never_compared_whole() -> None:
    crowd = [someone("Wei Chen", "Acme") for _ in range(10 * LARGEST_BLOCK)]
    assert len(pairs(crowd)) < len(crowd) * LARGEST_BLOCK


@given(st.lists(st.sampled_from(["Ann Lee", "Lee Ann", "A. Lee", "Bob Lee", "Robert Lee", "", "Cher"]), max_size=12))
def test_each_pair_comes_once_with_the_lower_place_first(names: list[str]) -> None:
    found = list(candidates([someone(name, "Acme", ("quilter77@gmx.example",)) for name in names]))
    assert len(found) == len(set(found))
    assert all(low < high for low, high in found)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_slip_is_a_distance_of_one(one: str, other: str) -> None:
    assert one_slip_apart(one, other) == one_slip_apart(other, one) == (distance(one, other) == 1)


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance by its definition, without a letter touched twice."""
    table = {(row, 0): row for row in range(len(one) + 1)} | {(0, column): column for column in range(len(other) + 1)}
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            changed = one[row - 1] != other[column - 1]
            ways = [table[row - 1, column] + 1, table[row, column - 1] + 1, table[row - 1, column - 1] + changed]
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(one), len(other)]


@given(st.text(max_size=20))
def test_any_text_has_a_comparable_form(text: str) -> None:
    assert " " not in latin(text)
    assert eastern_name(text) is None or all(part.isascii() for part in eastern_name(text) or ())
