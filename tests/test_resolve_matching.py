"""Which two people may be one: what speaks for it, and what it takes to be proposed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Affiliation, OrganizationId, Person, PersonId
from graph.records import PersonName, SourceRef
from graph.resolve.matching import (
    STRONG_WEIGHT,
    Match,
    Recommendation,
    Subject,
    compare,
    review,
    subject_of,
)
from graph.resolve.names import clean_name
from graph.resolve.population import Population

STRONG, REVIEW, NONE = Recommendation.STRONG, Recommendation.REVIEW, Recommendation.NONE
HANDFUL = Population(5, {})


def person(id: str, name: str, *, at: str = "", before: str = "", title: str | None = None, **told: Any) -> Person:
    """A made-up person; `told` are fields of Person."""
    clean = clean_name(PersonName(name))
    held = [(at, True)] * bool(at) + [(before, False)] * bool(before)
    jobs = tuple(
        Affiliation(PersonId(id), OrganizationId(where), where, title, None, None, current, SourceRef("x"))
        for where, current in held
    )
    blank = Person(PersonId(id), clean.full, clean.given, clean.family, affiliations=jobs)
    return replace(blank, **told)


def ann(name: str = "Ann Quillfeather", id: str = "a", **told: Any) -> Subject:
    return subject_of(person(id, name, **told))


def effects(match: Match) -> dict[str, float]:
    return {reason.label: reason.effect for reason in match.reasons}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Katherine Quillfeather", "Kate Quillfeather"),
        ("Jürgen Möllenkamp", "Juergen Moellenkamp"),
        ("Юлия Корерутина", "Yuliya Korerutina"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("Zhang Haoran", "Haoran Zhang"),
        ("张浩然", "Haoran Zhang"),
        ("김민준", "Minjun Kim"),
        ("Xiao-Ming Ouyang", "Xiaoming Ouyang"),
        ("Marta Quillfeather", "Mrata Quillfeather"),
        ("Marta Quillfeather", "Marta Quilfeathr"),
        ("Marta Quillfeather", "Marta Quillfeater"),
        ("Ann Quillfeather", "Ann Quillfeather-Osterhagen"),
        ("A. Quillfeather", "Ann Quillfeather"),
        ("Ludwig van Osterhagen", "Ludwig Osterhagen"),
    ],
)
def test_one_persons_name_written_in_two_ways_speaks_for_them(one: str, other: str) -> None:
    match = compare(ann(one, at="Acme", title="Beekeeper"), ann(other, "b", at="Acme", title="Beekeeper"))
    assert effects(match)["Name"] > 0
    assert match.recommendation is REVIEW


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Quillfeather", "Bob Quillfeather"),
        ("John A. Quillfeather", "John B. Quillfeather"),
        ("Sam Quillfeather Jr.", "Sam Quillfeather Sr."),
        ("A. Quillfeather", "Bob Quillfeather"),
        ("Wei Chen", "Mei Chen"),
        ("A. Q.", "Ann Quillfeather"),
    ],
)
def test_two_names_are_two_people_whatever_else_they_share(one: str, other: str) -> None:
    told: dict[str, Any] = {"at": "Acme", "title": "Beekeeper", "phones": ("+14186569254",)}
    assert compare(ann(one, **told), ann(other, "b", **told)).recommendation is NONE


def test_a_rare_name_is_worth_a_look_and_a_common_one_alone_is_not() -> None:
    assert compare(ann(), ann(id="b"), HANDFUL).recommendation is REVIEW
    assert compare(ann("Wei Chen"), ann("Wei Chen", "b"), HANDFUL).recommendation is NONE


def test_a_common_name_and_one_more_agreement_are_worth_a_look() -> None:
    one, other = ann("Wei Chen", at="Acme"), ann("Wei Chen", "b", at="ACME Inc.")
    assert compare(one, other, HANDFUL).recommendation is REVIEW


def test_no_number_of_agreements_is_strong_without_a_shared_identifier() -> None:
    same: dict[str, Any] = {
        "at": "Acme",
        "before": "Globex",
        "title": "Beekeeper",
        "schools": ("Orbit",),
        "city": "Oslo",
    }
    match = compare(ann(**same), ann(id="b", **same))
    assert match.weight > 40
    assert match.recommendation is REVIEW


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"phones": ("+14186569254",)}, {"phones": ("4186569254",)}),
        ({"emails": ("ann@example.com",)}, {"emails": ("ann@example.com",)}),
    ],
)
def test_a_shared_identifier_and_a_name_are_strong(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert compare(ann(**mine), ann(id="b", **theirs)).recommendation is STRONG


def test_colleagues_of_one_given_name_at_one_switchboard_are_never_strong() -> None:
    told: dict[str, Any] = {"at": "Acme", "title": "Beekeeper", "phones": ("+14186569254",)}
    match = compare(ann("Natalya Quillfeather", **told), ann("Natalya Osterhagen", "b", **told))
    assert match.weight > STRONG_WEIGHT
    assert match.recommendation is REVIEW


def test_a_mailbox_that_many_read_identifies_nobody() -> None:
    told: dict[str, Any] = {"emails": ("info@acme.example",)}
    assert compare(ann(**told), ann(id="b", **told)).recommendation is not STRONG


def test_two_profiles_are_two_people_unless_name_and_identifier_agree() -> None:
    same: dict[str, Any] = {"at": "Acme", "title": "Beekeeper"}
    one, other = ann(profile="ann-1", **same), ann(id="b", profile="ann-2", **same)
    assert compare(one, other).recommendation is NONE
    mail = frozenset(["ann@example.com"])
    assert compare(replace(one, emails=mail), replace(other, emails=mail)).recommendation is REVIEW
    nickname = replace(ann("Annie Quillfeather", "b", profile="ann-2"), emails=mail)
    assert compare(replace(one, emails=mail), nickname).recommendation is NONE


def test_two_profiles_in_one_list_are_two_people_even_at_one_address() -> None:
    told: dict[str, Any] = {"emails": frozenset(["ann@example.com"]), "lists": frozenset(["me"])}
    one, other = (replace(ann(id=id, profile=f"ann-{id}"), **told) for id in "ab")
    assert compare(one, other).recommendation is NONE


@pytest.mark.parametrize(
    ("mine", "theirs", "label"),
    [
        ({"at": "Acme"}, {"before": "Acme"}, "Company"),
        ({"at": "Bright Harbor"}, {"emails": ("aq@brightharbor.example",)}, "Company"),
        ({"schools": ("Orbit College",)}, {"schools": ("Orbit College",)}, "School"),
        ({"emails": ("quilter77@gmail.example",)}, {"emails": ("quilter77@gmx.example",)}, "E-mail"),
    ],
)
def test_shared_history_and_addresses_speak_for_one_person(
    mine: dict[str, Any], theirs: dict[str, Any], label: str
) -> None:
    assert effects(compare(ann(**mine), ann(id="b", **theirs)))[label] > 2


@pytest.mark.parametrize(
    ("mine", "theirs", "label"),
    [
        ({"at": "Acme"}, {"at": "Globex"}, "Company"),
        ({"phones": ("+14186569254",)}, {"phones": ("+14186560000",)}, "Phone"),
        ({"profile": "ann-1"}, {"profile": "ann-2"}, "Profile"),
    ],
)
def test_what_differs_speaks_against_it(mine: dict[str, Any], theirs: dict[str, Any], label: str) -> None:
    assert effects(compare(ann(**mine), ann(id="b", **theirs)))[label] < 0


def test_a_provider_of_mail_is_no_company() -> None:
    match = compare(ann(at="Gmail"), ann(id="b", emails=("aq@gmail.example",)))
    assert "Company" not in effects(match)


def test_what_many_share_says_less_than_what_few_share() -> None:
    crowd = [ann(f"Person Number{number}", str(number), at="Acme") for number in range(400)]
    one, other = ann(at="Acme"), ann(id="b", at="Acme")
    small, large = Population.of([one, other]), Population.of([one, other, *crowd])
    assert effects(compare(one, other, large))["Company"] < effects(compare(one, other, small))["Company"] - 2


def test_members_of_one_name_make_the_name_say_less() -> None:
    members = [ann(id=str(number), profile=f"ann-{number}") for number in range(60)]
    one, other = members[0], ann(id="b")
    few, many = Population.of([one, other]), Population.of([other, *members])
    assert effects(compare(one, other, many))["Name"] < effects(compare(one, other, few))["Name"] - 3


def test_of_two_nearly_equal_candidates_neither_is_strong() -> None:
    card = ann(phones=("+14186569254", "+14186560001"))
    first = ann(id="b", phones=("4186569254",))
    second = ann(id="c", phones=("4186560001",))
    (alone,) = review([card, first])
    assert alone.recommendation is STRONG
    both = {(match.a, match.b): match.recommendation for match in review([card, first, second])}
    assert (both[PersonId("a"), PersonId("b")], both[PersonId("a"), PersonId("c")]) == (REVIEW, REVIEW)


def test_a_far_weaker_runner_up_takes_nothing_from_the_best() -> None:
    card = ann(phones=("+14186569254",), at="Acme")
    found = review([card, ann(id="b", phones=("4186569254",), at="Acme"), ann(id="c", at="Globex")])
    assert [match.recommendation for match in found if {match.a, match.b} == {"a", "b"}] == [STRONG]


def test_review_gives_the_best_first_and_nothing_below_what_was_asked_for() -> None:
    people = [ann(at="Acme"), ann(id="b", at="Acme"), ann(id="c"), ann("Wei Chen", "d"), ann("Wei Chen", "e")]
    found = review(people)
    assert [match.weight for match in found] == sorted((match.weight for match in found), reverse=True)
    assert (found[0].a, found[0].b) == ("a", "b")
    assert not {"d", "e"} & {end for match in found for end in (match.a, match.b)}
    assert [(match.a, match.b) for match in review(people, min_weight=found[0].weight)] == [("a", "b")]


NAMES = st.sampled_from(["Ann Lee", "Anne Lee", "A. Lee", "Lee Ann", "Юлия Ли", "王小明", "Wei Chen", "Cher", "", "!"])
SOME = st.frozensets(st.sampled_from(["acme", "globex", "quilter77"]), max_size=2)
SUBJECTS = st.builds(
    lambda name, now, locals_, phones, profile: replace(
        ann(name), now=now, local_parts=locals_, phones=phones, profile=profile
    ),
    NAMES, SOME, SOME, SOME, st.sampled_from([None, "ann-1", "ann-2"]),
)  # fmt: skip


@given(SUBJECTS, SUBJECTS)
def test_the_weight_is_the_sum_of_the_reasons_and_the_same_from_both_sides(one: Subject, other: Subject) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.weight == pytest.approx(sum(reason.effect for reason in there.reasons))
    assert there.weight == pytest.approx(back.weight)
    assert there.recommendation is back.recommendation


@given(SUBJECTS, SUBJECTS)
def test_strong_always_means_a_shared_identifier_and_no_two_profiles(one: Subject, other: Subject) -> None:
    if compare(one, other).recommendation is STRONG:
        assert one.phones & other.phones or one.emails & other.emails
        assert not (one.profile and other.profile and one.profile != other.profile)
