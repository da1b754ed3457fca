"""Which company is meant, who is there now and before, and which companies only sound alike."""

from collections.abc import Iterator

import pytest

from graph import curate
from graph.errors import UserError
from graph.search.targets import find_organization, organization_called, target_people
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import NOW, card, member, take_in


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    take_in(opened, [member("Old Timer", "Acme"), member("Ann Lee", "ACME, Inc"), member("Bo Ray", "Beta")])
    take_in(
        opened,
        [
            member("Old Timer", "Beta"),
            member("Cy Diaz", "Acme Inc."),
            member("Di Fox", "Acme Bakery"),
            member("E F", "Placme"),
        ],
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("spelling", ["Acme", "acme inc.", "ACME, Inc", " The Acme Company "])
def test_every_spelling_finds_the_company_with_its_people_now_and_before(store: GraphStore, spelling: str) -> None:
    found = find_organization(store, spelling)
    assert found is not None
    people = target_people(store, found).people
    assert [(each.person.name, each.current) for each in people] == [
        ("Ann Lee", True), ("Cy Diaz", True), ("Old Timer", False),
    ]  # fmt: skip


def test_a_similar_name_is_told_but_not_counted_until_confirmed(store: GraphStore) -> None:
    acme = organization_called(store, "Acme")
    assert [(other.name, people) for other, people in target_people(store, acme).similar] == [("Acme Bakery", 1)]
    decision = curate.same_organization(store, "Acme", "Acme Bakery", at=NOW)
    together = target_people(store, acme)
    assert together.similar == ()
    assert "Di Fox" in {each.person.name for each in together.people}
    assert len(target_people(store, organization_called(store, "Acme Bakery")).people) == len(together.people)
    curate.separate_organizations(store, decision)
    assert "Di Fox" not in {each.person.name for each in target_people(store, acme).people}


def test_a_former_name_in_brackets_is_proposed(store: GraphStore) -> None:
    take_in(store, [member("Gus Hall", "Northquill (formerly Initech)"), member("Hal Ito", "Initech Inc.")])
    for one, other in (("Northquill", "Initech"), ("Initech", "Northquill")):
        (similar,) = target_people(store, organization_called(store, one)).similar
        assert similar[0].name.startswith(other)


def test_somebody_known_by_mail_alone_is_where_their_address_is(store: GraphStore) -> None:
    take_in(store, [card("Ida Jay", email="ida@mail.placme.co.uk"), card("Jo Kay", email="jo@gmail.com")])
    people = target_people(store, organization_called(store, "Placme")).people
    assert [each.person.name for each in people] == ["E F", "Ida Jay"]
    (jo,) = store.find_people("Jo Kay")
    assert jo.affiliations == ()


def test_a_company_nobody_is_at_keeps_its_name(store: GraphStore) -> None:
    assert find_organization(store, "Initech") is None
    unknown = organization_called(store, "Initech GmbH")
    assert (unknown.name, target_people(store, unknown).people) == ("Initech GmbH", ())


def test_no_company_is_wrong_use(store: GraphStore) -> None:
    with pytest.raises(UserError):
        organization_called(store, " - ")
