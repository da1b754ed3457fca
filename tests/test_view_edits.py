"""Edits of the table of targets are kept once each, and again while they could not be kept."""

from graph.model import OrganizationId, Target
from tests.samples import NOW
from views.edits import TargetTable

TARGETS = tuple(
    Target(OrganizationId(f"o{number}"), name, None, 2, NOW) for number, name in enumerate(("Acme", "Globex"))
)


def held() -> TargetTable:
    table = TargetTable()
    table.hold(TARGETS)
    return table


def test_an_edit_is_new_until_it_was_taken() -> None:
    table = held()
    edited = {0: {"Role": "Engineer"}}
    assert table.new_in(edited) == edited
    assert table.new_in(edited) == edited, "looking at it does not take it: to keep it may fail"
    table.take(edited)
    assert table.new_in(edited) == {}
    assert table.new_in({0: {"Role": "Engineer", "Priority": "Now"}}) == {0: {"Priority": "Now"}}
    assert table.new_in({0: {"Role": "Manager"}}) == {0: {"Role": "Manager"}}


def test_the_table_stays_with_its_own_edits_and_begins_anew_with_those_of_others() -> None:
    table = held()
    key = table.key
    table.expect(TARGETS)
    table.hold(TARGETS)
    assert table.key == key
    table.take({0: {"Role": "Engineer"}})
    table.hold(TARGETS[:1])
    assert table.key != key
    assert table.taken == {}
