"""One company in many spellings, and companies that only look alike."""

import pytest

from graph.resolve.companies import former_company, organization_id, organization_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Acme", "Acme Inc.", "ACME, Inc", "acme inc", "The Acme Company", "Acme (Europe)", "Acme Corp."),
        ("Müller, Schmidt & Co. KG", "Müller Schmidt", "müller schmidt GmbH & Co. KG"),
        ("Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo"),
        ("株式会社東芝", "東芝", "東芝 株式会社"),
        ("Maersk A/S", "Maersk", "MAERSK AS"),
        ("Bar s.r.o.", "Bar", "Bar sro"),
        ("Foo Sp. z o.o.", "FOO"),
        ("Ernst & Young LLP", "Ernst and Young"),
        ("Zażółć S.A.", "ZAŻÓŁĆ"),
        ("Amazon Web Services (AWS)", "AWS", "Amazon Web Services, Inc."),
        ("IBM", "International Business Machines Corp."),
    ],
)
def test_spellings_of_one_company_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({organization_key(name) for name in spellings}) == 1
    assert len({organization_id(organization_key(name)) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme", "Acme Bakery"), ("Plan A", "Plan"), ("AG Insurance", "Insurance"), ("AB InBev", "InBev"), ("Co", "Inc")],
)
def test_companies_that_only_look_alike_have_two(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


@pytest.mark.parametrize("name", ["", "  ", "-", "N/A", "none", "..."])
def test_no_company_has_no_key(name: str) -> None:
    assert organization_key(name) == ""


@pytest.mark.parametrize(
    ("written", "company"),
    [("ex-Acme", "Acme"), ("Formerly Acme Inc.", "Acme Inc."), ("former: Beta", "Beta"), ("Ex Libris", None)],
)
def test_the_past_is_told_from_the_present(written: str, company: str | None) -> None:
    assert former_company(written) == company
