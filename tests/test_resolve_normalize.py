"""Comparable forms of addresses, numbers and profiles."""

import pytest

from graph.records import ContactRecord, PersonName, SourceRef
from graph.resolve.normalize import email_address, identifiers_of, identifying_email, phone_number, profile_slug
from graph.text import clean_text, fold_words


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("https://www.linkedin.com/in/Ann-Lee/", "ann-lee"),
        ("http://linkedin.com/in/ann-lee?trk=x#y", "ann-lee"),
        ("www.linkedin.com/in/zo%C3%AB-b", "zoë-b"),
        ("https://de.linkedin.com/in/ZOE%CC%88-b/en", "zoë-b"),
        ("ann-lee", "ann-lee"),
        ("https://example.com/ann", None),
        ("", None),
    ],
)
def test_a_profile_is_its_slug_however_it_is_written(text: str, slug: str | None) -> None:
    assert profile_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ann <Ann.Lee@Example.COM>", "ann.lee@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("/o=ExchangeLabs/ou=Group/cn=Recipients/cn=ann@x.example", None),
        ("ann@localhost", None),
        ("no address", None),
    ],
)
def test_an_address_is_lower_case_and_alone(text: str, address: str | None) -> None:
    assert email_address(text) == address


def test_a_shared_mailbox_identifies_nobody() -> None:
    assert identifying_email("info@example.com") is None
    assert identifying_email("ann@example.com") == "ann@example.com"


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+1 (418) 656-9254", None, "+14186569254"),
        ("(418) 656-9254", "CA", "+14186569254"),
        ("0049 30 1234567", None, "+49301234567"),
        ("tel:+49-30-1234567;ext=12", None, "+49301234567;ext=12"),
        ("(418) 656-9254", None, "4186569254"),
        ("x1234", None, None),
        ("call me", "US", None),
    ],
)
def test_a_phone_number_is_e164_where_its_country_is_known(text: str, region: str | None, number: str | None) -> None:
    assert phone_number(text, region) == number


def test_identifiers_come_most_trusted_first_and_once() -> None:
    record = ContactRecord(
        PersonName("Ann Lee"),
        SourceRef("x"),
        emails=("Ann@example.com", "ann@EXAMPLE.com", "info@example.com"),
        phones=("+1 418 656 9254",),
        profile="linkedin.com/in/ann",
    )
    assert [f"{each.kind.value}:{each.value}" for each in identifiers_of(record, None)] == [
        "profile:ann", "email:ann@example.com", "phone:+14186569254",
    ]  # fmt: skip


def test_text_loses_what_the_eye_does_not_see() -> None:
    assert clean_text("  Ann\u202e\u200b \n Lee\x00 ") == "Ann Lee"
    assert fold_words("Łukasz Żółć-O’Neil & Søn") == "lukasz zolc oneil son"
    assert fold_words("O'Neil & Co. (EU)") == "oneil co eu"
