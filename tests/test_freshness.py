"""How old everybody's newest export is."""

from datetime import UTC, date, datetime

from graph.freshness import STALE_DAYS, freshness
from graph.model import EGO, ImportCounts, ImportRun, PersonId
from graph.records import RunId

TODAY = date(2026, 11, 24)


def run(number: int, owner: str, as_of: date | None, at: date = TODAY) -> ImportRun:
    moment = datetime(at.year, at.month, at.day, tzinfo=UTC)
    return ImportRun(RunId(f"r{number}"), number, PersonId(owner), owner.title(), (), moment, ImportCounts(), as_of)


def test_ego_comes_first_and_then_whose_export_is_oldest() -> None:
    runs = (run(1, "maya", date(2026, 11, 1)), run(2, "tomas", date(2025, 1, 1)), run(3, EGO, date(2026, 11, 20)))
    assert [(each.owner, each.days) for each in freshness(runs, TODAY)] == [(EGO, 4), ("tomas", 692), ("maya", 23)]


def test_an_older_export_that_is_imported_later_makes_nothing_older() -> None:
    (found,) = freshness((run(1, EGO, date(2026, 11, 1)), run(2, EGO, date(2025, 1, 1))), TODAY)
    assert found.day == date(2026, 11, 1)


def test_a_file_without_connections_is_as_old_as_its_import() -> None:
    (found,) = freshness((run(1, EGO, None, date(2026, 8, 20)),), TODAY)
    assert (found.days, found.stale) == (96, True)
    assert STALE_DAYS == 90
