"""What happened with somebody: every event once, the latest first, each with its source."""

from collections.abc import Iterator
from datetime import date

import pytest

from graph.search.history import history
from graph.store import open_store
from graph.store.base import GraphStore
from tests.test_search_insights import row, take_in


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def test_events_are_told_latest_first_with_their_sources(store: GraphStore) -> None:
    take_in(store, [row("Ann Lee", since="12 Mar 2019")])
    take_in(store, [row("Bo Sand"), row("Ann Lee", since="1 May 2020")], "Maya Ruiz")
    found = history(store, store.find_people("Ann Lee")[0])
    assert [(each.day, each.what, each.source) for each in found] == [
        (date(2026, 11, 28), "In the contacts of Maya Ruiz", "Connections.csv line 3"),
        (date(2026, 11, 28), "In your contacts", "Connections.csv line 2"),
        (date(2019, 3, 12), "You connected", "Connections.csv line 2"),
    ]


def test_a_second_import_of_the_same_day_is_no_second_event(store: GraphStore) -> None:
    take_in(store, [row("Ann Lee")])
    take_in(store, [row("Ann Lee", title="Head of Engineering")])
    found = history(store, store.find_people("Ann Lee")[0])
    assert [each.what for each in found].count("In your contacts") == 1
