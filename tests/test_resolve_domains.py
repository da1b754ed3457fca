"""An address tells a company only where a company keeps addresses."""

import pytest

from graph.resolve.domains import company_of_address


@pytest.mark.parametrize(
    ("email", "company"),
    [
        ("ann@acme.com", "acme"),
        ("ann@mail.acme.co.uk", "acme"),
        ("ann@acme.com.br", "acme"),
        ("ann@mail.ibm.com", "ibm"),
        ("ann@gmail.com", None),
        ("ann@yahoo.co.jp", None),
        ("ann", None),
        ("ann@localhost", None),
        ("", None),
    ],
)
def test_the_company_is_the_name_before_the_ending(email: str, company: str | None) -> None:
    assert company_of_address(email) == company


@pytest.mark.parametrize("domain", ["annlee.com", "ann-lee.de", "lee.org"])
def test_a_domain_of_ones_own_name_is_no_company(domain: str) -> None:
    assert company_of_address(f"me@{domain}", "Ann Lee") is None
    assert company_of_address(f"me@{domain}", "Bo Chen") is not None
