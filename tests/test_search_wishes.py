"""A pasted list of companies: whatever it was kept in, each company comes out once with the role beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.resolve.companies import organization_key
from graph.search.wishes import wishes


@pytest.mark.parametrize(
    ("line", "company", "role"),
    [
        ("Acme", "Acme", None),
        ("Acme, Product Manager", "Acme", "Product Manager"),
        ("Acme, Inc.", "Acme, Inc.", None),
        ("Acme, Inc., VP, Sales", "Acme, Inc.", "VP, Sales"),
        ("Acme, Inc.\tVP, Sales", "Acme, Inc.", "VP, Sales"),
        ("  • Acme ,  ", "Acme", None),
        ("12) 3M, Engineer", "3M", "Engineer"),
        ("3M", "3M", None),
    ],
)
def test_a_line_is_a_company_and_perhaps_a_role(line: str, company: str, role: str | None) -> None:
    assert [(each.company, each.role) for each in wishes(line)] == [(company, role)]


def test_a_company_that_stands_twice_counts_once_and_empty_lines_not_at_all() -> None:
    found = wishes("Acme, CTO\r\n\r\n ,\nGlobex\nACME Inc., COO\n")
    assert [(each.company, each.role) for each in found] == [("Acme", "CTO"), ("Globex", None)]


@given(st.text(max_size=200))
def test_whatever_is_pasted_every_wish_names_a_company_of_its_own(text: str) -> None:
    keys = [organization_key(each.company) for each in wishes(text)]
    assert all(keys)
    assert len(set(keys)) == len(keys)
