"""Reads the calendars that other projects and this one collected, where they are present: who came, and when.

The expected files hold every event with its organizer and attendees as written; what becomes of them is said here.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.records import InteractionRecord, Problem, Record, Skipped, SkipReason
from importers.base import SourceFile
from importers.calendar import CALENDAR

ROOT = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = sorted((ROOT / "expected" / "ics").rglob("*.json"))
NASTY = ROOT / "nasty" / "ics"

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the corpus is not here (../shared/corpus)")

CALLED_OFF = [("src__test__resources__samples__valid__incoming.ics", 7)]
"""Events by their place in a file that stand in a calendar with METHOD:CANCEL, which the expected files do not tell."""

Outcome = InteractionRecord | SkipReason | None
People = dict[str, str | None]


def records(path: Path) -> Sequence[Record | Problem]:
    file = SourceFile.from_path(path)
    assert CALENDAR.identify(file)
    return list(CALENDAR.extract(file))


def outcomes(path: Path) -> list[Outcome]:
    """What became of each event, in order."""
    starts = [
        f"{path.name} line {number}"
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if re.match(rb"begin:vevent\s*$", line, re.IGNORECASE)
    ]
    met = {each.source.locator: each for each in records(path) if isinstance(each, InteractionRecord)}
    left = {each.source.locator: each.reason for each in records(path) if isinstance(each, Skipped)}
    return [met.get(start) or left.get(start) for start in starts]


def came(meeting: InteractionRecord) -> People:
    """Names by address, or by the name where there is no address."""
    return {party.email or str(party.name): party.name for party in (meeting.sender, *meeting.recipients)}


def wanted(event: dict[str, Any]) -> People:
    people: People = {}
    if event["organizer"]:
        name, address = event["organizer"]
        people[address if "@" in address else name] = name or None
    for name, address, answer, kind in event["attendees"]:
        if kind not in ("ROOM", "RESOURCE", "GROUP") and answer != "DECLINED":
            people[address] = people.get(address) or name or None
    return people


def cases() -> list[tuple[Path, list[dict[str, Any]]]]:
    found = [json.loads(path.read_text("utf-8")) for path in EXPECTED]
    return [(ROOT / Path(each["file"]).relative_to("shared"), each["events"]) for each in found]


def name_of(value: Any) -> str:
    return value.name if isinstance(value, Path) else ""


@pytest.mark.parametrize(("path", "expected"), cases(), ids=name_of)
def test_every_event_reads_as_expected(path: Path, expected: list[dict[str, Any]]) -> None:
    found = outcomes(path)
    assert len(found) == len(expected)
    for place, (outcome, event) in enumerate(zip(found, expected, strict=True)):
        people = wanted(event)
        if (path.name, place) in CALLED_OFF:
            assert outcome is SkipReason.CANCELLED
        elif len(people) < 2:
            assert outcome is SkipReason.EMPTY
        else:
            assert isinstance(outcome, InteractionRecord)
            assert came(outcome) == people
            assert outcome.key == event["uid"]
            day = outcome.at.date() if isinstance(outcome.at, datetime) else outcome.at
            assert (f"{day:%Y%m%d}" if day else "") == event["dtstart"][:8]


@pytest.mark.parametrize(("path", "expected"), cases(), ids=name_of)
def test_everybody_invited_is_accounted_for(path: Path, expected: list[dict[str, Any]]) -> None:
    left = [each.reason for each in records(path) if isinstance(each, Skipped)]
    kinds = [(kind, answer) for event in expected for _, _, answer, kind in event["attendees"]]
    assert left.count(SkipReason.RESOURCE) == sum(kind in ("ROOM", "RESOURCE", "GROUP") for kind, _ in kinds)
    assert left.count(SkipReason.DECLINED) == sum(answer == "DECLINED" for _, answer in kinds)
    assert not [each for each in records(path) if isinstance(each, Problem)]


def test_the_corpus_holds_the_files_that_are_tested() -> None:
    assert {path for path, _ in cases()} == set((ROOT / "ics").rglob("*.ics"))
    assert len(EXPECTED) >= 23


@pytest.mark.parametrize(("path", "expected"), cases(), ids=name_of)
def test_another_reader_finds_the_same_moments(path: Path, expected: list[dict[str, Any]]) -> None:
    icalendar = pytest.importorskip("icalendar")
    try:
        calendars = icalendar.Calendar.from_ical(path.read_bytes(), multiple=True)
    except ValueError:
        pytest.skip("the other reader gives up on this file")
    starts = [event.get("dtstart") for calendar in calendars for event in calendar.walk("VEVENT")]
    for outcome, start in zip(outcomes(path), starts, strict=True):
        if isinstance(outcome, InteractionRecord) and isinstance(outcome.at, datetime):
            assert outcome.at == start.dt
        elif isinstance(outcome, InteractionRecord) and outcome.at:
            assert (start.dt.date() if isinstance(start.dt, datetime) else start.dt) == outcome.at


def test_n51_an_endless_series_its_exception_and_a_birthday() -> None:
    found = records(NASTY / "51_recurring.ics")
    assert [(came(each), each.at, each.key, each.group) for each in found if isinstance(each, InteractionRecord)] == [
        ({"ann@example.com": None, "bo@example.com": None}, datetime(2020, 1, 1, 10, tzinfo=UTC), "1", 2),
        (
            {"ann@example.com": None, "cy@example.com": None},
            datetime(2020, 1, 5, 11, tzinfo=UTC),
            "1 20200105T100000Z",
            2,
        ),
    ]
    assert [each.reason for each in found if isinstance(each, Skipped)] == [SkipReason.RESOURCE, SkipReason.EMPTY]
    assert not any("calendar.google.com" in str(each) for each in found)
