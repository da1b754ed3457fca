"""Calendars: who came to which meeting; and that no event and nobody invited is ever lost without a word."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.records import ContactRecord, InteractionKind, InteractionRecord, Origin, Party, Problem, Record, Skipped
from graph.records import SkipReason as Why
from graph.text import clean_text
from importers.base import SourceFile
from importers.calendar import CALENDAR
from importers.vcard import VCARD

ANN, BO, CY = "ann@example.com", "bo@example.com", "cy@example.com"
ANN_CALLS, BO_COMES, CY_COMES = f"ORGANIZER:mailto:{ANN}", f"ATTENDEE:mailto:{BO}", f"ATTENDEE:mailto:{CY}"


def read_bytes(data: bytes) -> list[Record | Problem]:
    return list(CALENDAR.extract(SourceFile.from_bytes("calendar.ics", data)))


def read(*lines: str) -> list[Record | Problem]:
    return read_bytes("\r\n".join(lines).encode())


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def calendar(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VCALENDAR", *lines, "END:VCALENDAR")


def meetings(found: Sequence[Record | Problem]) -> list[InteractionRecord]:
    return [each for each in found if isinstance(each, InteractionRecord)]


def skipped(found: Sequence[Record | Problem]) -> list[tuple[Why, str]]:
    return [(each.reason, each.source.locator) for each in found if isinstance(each, Skipped)]


def problems(found: Sequence[Record | Problem]) -> list[tuple[str, bool]]:
    return [(each.source.locator, each.kept) for each in found if isinstance(each, Problem)]


def one(*lines: str) -> InteractionRecord:
    (found,) = meetings(read(*event(*lines)))
    return found


def people(meeting: InteractionRecord) -> list[str | None]:
    return [party.email for party in (meeting.sender, *meeting.recipients)]


def test_an_event_is_a_meeting_of_who_called_it_and_who_came() -> None:
    found = one("UID:1", "DTSTART:20240102T090000Z", ANN_CALLS, f"ATTENDEE;CN=Bo Chen:MAILTO:{BO.upper()}", CY_COMES)
    assert found.kind is InteractionKind.MEETING
    assert found.sender == Party(email=ANN)
    assert found.recipients == (Party(name="Bo Chen", email=BO), Party(email=CY))
    assert (found.at, found.key, found.group, found.thread) == (datetime(2024, 1, 2, 9, tzinfo=UTC), "1", 3, None)
    assert found.source.locator == "calendar.ics line 1"


def test_an_organizer_who_is_an_attendee_too_is_one_person() -> None:
    found = one(f"ORGANIZER:mailto:{ANN}", BO_COMES, f"ATTENDEE;CN=Ann Lee;PARTSTAT=ACCEPTED:mailto:{ANN.title()}")
    assert (found.sender, found.recipients, found.group) == (Party(name="Ann Lee", email=ANN), (Party(email=BO),), 2)


def test_who_declined_or_sent_somebody_else_did_not_come_and_was_invited() -> None:
    found = read(
        *event(
            ANN_CALLS, BO_COMES, f"ATTENDEE;PARTSTAT=declined:mailto:{CY}", "ATTENDEE;PARTSTAT=DELEGATED:mailto:d@e.f"
        )
    )
    (meeting,) = meetings(found)
    assert (people(meeting), meeting.group) == ([ANN, BO], 4)
    assert skipped(found) == [
        (Why.DECLINED, "calendar.ics line 4"),
        (Why.DECLINED, "calendar.ics line 5"),
    ]


def test_an_organizer_who_declined_met_nobody() -> None:
    found = read(*event(ANN_CALLS, BO_COMES, CY_COMES, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}"))
    assert [people(each) for each in meetings(found)] == [[BO, CY]]
    assert skipped(found) == [(Why.DECLINED, "calendar.ics line 5")]


@pytest.mark.parametrize("answer", ["", ";PARTSTAT=NEEDS-ACTION", ";PARTSTAT=TENTATIVE", ";PARTSTAT=ACCEPTED"])
def test_whoever_did_not_say_no_came(answer: str) -> None:
    assert people(one(ANN_CALLS, f"ATTENDEE{answer}:mailto:{BO}")) == [ANN, BO]


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CUTYPE=ROOM:mailto:room@example.com",
        "ATTENDEE;cutype=resource:mailto:beamer@example.com",
        "ATTENDEE;CUTYPE=GROUP;CN=All:mailto:all@example.com",
        "ATTENDEE;CN=Room 1:mailto:x_1@resource.calendar.google.com",
        "ATTENDEE:mailto:x@group.calendar.google.com",
        "ATTENDEE:mailto:x@group.v.calendar.google.com",
        "ATTENDEE:mailto:noreply@example.com",
        "ATTENDEE:mailto:calendar-no-reply@example.com",
        "ATTENDEE:mailto:DoNotReply+1@example.com",
    ],
)
def test_rooms_resources_groups_and_machines_are_no_people(line: str) -> None:
    found = read(*event(ANN_CALLS, BO_COMES, line))
    (meeting,) = meetings(found)
    assert (people(meeting), meeting.group) == ([ANN, BO], 2)
    assert skipped(found) == [(Why.RESOURCE, "calendar.ics line 4")]


def test_where_no_person_called_it_the_chair_or_the_first_who_came_stands_first() -> None:
    group_calls = "ORGANIZER;CN=Team:mailto:x@group.calendar.google.com"
    assert people(one(group_calls, BO_COMES, "ATTENDEE:mailto:monoreply@e.f")) == [BO, "monoreply@e.f"]
    assert people(one(BO_COMES, f"ATTENDEE;ROLE=CHAIR:mailto:{CY}")) == [CY, BO]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (ANN_CALLS,),
        (BO_COMES,),
        (ANN_CALLS, f"ATTENDEE:mailto:{ANN}"),
        (ANN_CALLS, f"ATTENDEE;PARTSTAT=DECLINED:{BO}"),
    ],
)
def test_an_event_with_fewer_than_two_people_tells_nothing(lines: tuple[str, ...]) -> None:
    found = read(*event(*lines))
    assert not meetings(found)
    assert (Why.EMPTY, "calendar.ics line 1") in skipped(found)


def test_a_cancelled_meeting_did_not_take_place() -> None:
    by_status = read(*event("STATUS:Cancelled", ANN_CALLS, BO_COMES))
    by_method = read(*calendar("METHOD:CANCEL", *event(ANN_CALLS, BO_COMES)), *calendar(*event(ANN_CALLS, CY_COMES)))
    assert (by_status, skipped(by_status)) == (by_status[:1], [(Why.CANCELLED, "calendar.ics line 1")])
    assert skipped(by_method) == [(Why.CANCELLED, "calendar.ics line 3")]
    assert [people(each) for each in meetings(by_method)] == [[ANN, CY]]


def test_an_answer_counts_as_it_says() -> None:
    def reply(answer: str) -> list[Record | Problem]:
        return read(*calendar("METHOD:REPLY", *event("UID:1", ANN_CALLS, f"ATTENDEE;PARTSTAT={answer}:mailto:{BO}")))

    assert [people(each) for each in meetings(reply("ACCEPTED"))] == [[ANN, BO]]
    assert skipped(reply("DECLINED")) == [
        (Why.DECLINED, "calendar.ics line 6"),
        (Why.EMPTY, "calendar.ics line 3"),
    ]


def test_an_endless_series_is_one_meeting() -> None:
    found = read(*event("UID:1", "DTSTART:20200101T100000Z", "RRULE:FREQ=DAILY", ANN_CALLS, BO_COMES))
    assert [(each.key, each.group, people(each)) for each in meetings(found)] == [("1", 2, [ANN, BO])]
    assert len(found) == 1


def test_a_changed_day_of_a_series_counts_where_somebody_else_came() -> None:
    series = event("UID:1", "DTSTART:20200101T100000Z", "RRULE:FREQ=DAILY", ANN_CALLS, BO_COMES)
    moved = event("UID:1", "RECURRENCE-ID:20200103T100000Z", "DTSTART:20200103T120000Z", ANN_CALLS, BO_COMES)
    other = event("UID:1", "RECURRENCE-ID:20200105T100000Z", "DTSTART:20200105T110000Z", CY_COMES)
    found = read(*moved, *other, *series)
    assert [(each.key, each.at, people(each)) for each in meetings(found)] == [
        ("1 20200105T100000Z", datetime(2020, 1, 5, 11, tzinfo=UTC), [ANN, CY]),
        ("1", datetime(2020, 1, 1, 10, tzinfo=UTC), [ANN, BO]),
    ]
    assert skipped(found) == [(Why.EMPTY, "calendar.ics line 1")]
    assert [people(each) for each in meetings(read(*other, *moved))] == [[ANN, BO]]  # without the series


@pytest.mark.parametrize(
    ("line", "party"),
    [
        ("ATTENDEE;CN=Bo ^'Big^' Chen:mailto:bo@example.com", Party(name='Bo "Big" Chen', email=BO)),
        ('ATTENDEE;CN="Chen, Bo":mailto:bo@example.com', Party(name="Chen, Bo", email=BO)),
        ("ATTENDEE;CN=Chen\\, Bo:mailto:bo@example.com", Party(name="Chen, Bo", email=BO)),
        ("ATTENDEE;CN=Chen, Bo:mailto:bo@example.com", Party(name="Chen, Bo", email=BO)),
        ("ATTENDEE;CN=\"'Bo Chen'\":mailto:bo@example.com", Party(name="Bo Chen", email=BO)),
        ("ATTENDEE;CN=bo@example.com:mailto:bo@example.com", Party(email=BO)),
        ("ATTENDEE;CN=Bo Chen:invalid:nomail", Party(name="Bo Chen")),
        ("ATTENDEE;CN=bo@example.com:invalid:nomail", Party(email=BO)),
        ("ATTENDEE;CN=Bo Chen;EMAIL=bo@example.com:urn:uuid:1-2", Party(name="Bo Chen", email=BO)),
        ("ATTENDEE;EMAIL=bo@example.com:/principals/1/", Party(email=BO)),
        ('ATTENDEE;SENT-BY="mailto:x@example.com":mailto:bo@example.com', Party(email=BO)),
        ("ATTENDEE:MailTo: bo@example.com ", Party(email=BO)),
        ("ATTENDEE:mailto:bo%40example.com", Party(email=BO)),
        ("ATTENDEE:bo@example.com", Party(email=BO)),
        ("ATTENDEE;STATUS=ACCEPTED:Bo Chen <bo@example.com>", Party(name="Bo Chen", email=BO)),
        ("ATTENDEE;CN=Bo\r\n  Chen:mai\r\n lto:bo@example.com", Party(name="Bo Chen", email=BO)),
        ("ATTENDEE:MAILTO:Bo Chen", Party(name="Bo Chen")),
    ],
)
def test_name_and_address_are_found_wherever_programs_put_them(line: str, party: Party) -> None:
    assert one(ANN_CALLS, line).recipients == (party,)


@pytest.mark.parametrize(
    "line", ["ATTENDEE:invalid:nomail", "ATTENDEE:", "ATTENDEE:/o=Org/cn=x", "ATTENDEE;CN=:urn:uuid:1"]
)
def test_an_attendee_who_cannot_be_told_is_a_problem_and_costs_nobody(line: str) -> None:
    found = read(*event(ANN_CALLS, line, BO_COMES))
    assert [people(each) for each in meetings(found)] == [[ANN, BO]]
    assert problems(found) == [("calendar.ics line 3", True)]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("DTSTART:20240102T090000Z", datetime(2024, 1, 2, 9, tzinfo=UTC)),
        ("DTSTART;TZID=Europe/Berlin:20240102T090000", datetime(2024, 1, 2, 8, tzinfo=UTC)),
        ('DTSTART;TZID="/example.com/Tzfile/Europe/Berlin":20240702T090000', datetime(2024, 7, 2, 7, tzinfo=UTC)),
        ("DTSTART;TZID=America/Argentina/Salta:20240102T090000", datetime(2024, 1, 2, 12, tzinfo=UTC)),
        ("DTSTART;VALUE=DATE:20240102", date(2024, 1, 2)),
        ("DTSTART;TZID=W. Europe Standard Time:20240102T090000", date(2024, 1, 2)),
        ("DTSTART;TZID=../../etc/passwd:20240102T090000", date(2024, 1, 2)),
        ("DTSTART;TZID=America/Argentina:20240102T090000", date(2024, 1, 2)),
        ("DTSTART:20240102T090000", date(2024, 1, 2)),
        ("DTSTART:20240102T0900Z", datetime(2024, 1, 2, 9, tzinfo=UTC)),
        ("DTSTART:20240102T250000Z", date(2024, 1, 2)),
        ("DTSTART:2024-01-02T09:00:00Z", datetime(2024, 1, 2, 9, tzinfo=UTC)),
    ],
)
def test_the_moment_is_known_where_its_time_zone_is_and_else_the_day(line: str, at: date) -> None:
    found = one(line, ANN_CALLS, BO_COMES).at
    assert found == at
    assert isinstance(found, datetime) is isinstance(at, datetime)


@pytest.mark.parametrize("day", ["INVALID-DATE", "20240231", "16010101T000000", "18300704", "21010101", "99999999"])
def test_a_day_that_cannot_be_is_left_out_with_a_word(day: str) -> None:
    found = read(*event(f"DTSTART:{day}", ANN_CALLS, BO_COMES))
    assert [each.at for each in meetings(found)] == [None]
    assert problems(found) == [("calendar.ics line 1", True)]


def test_alarms_time_zones_and_tasks_are_no_meetings_and_give_nothing_to_events() -> None:
    alarm = ("BEGIN:VALARM", "UID:alarm", "DTSTART:19990101", "ATTENDEE:mailto:alarm@example.com", "END:VALARM")
    zone = ("BEGIN:VTIMEZONE", "BEGIN:STANDARD", "DTSTART:19701025T030000", "END:STANDARD", "END:VTIMEZONE")
    task = ("BEGIN:VTODO", ANN_CALLS, BO_COMES, "END:VTODO")
    found = read(*calendar(*zone, *event(*alarm, "UID:1", "DTSTART:20240102", ANN_CALLS, BO_COMES), *task))
    (meeting,) = meetings(found)
    assert (meeting.key, meeting.at, people(meeting)) == ("1", date(2024, 1, 2), [ANN, BO])
    assert skipped(found) == [(Why.EMPTY, "calendar.ics line 18")]
    assert not problems(found)


def test_a_missing_end_costs_no_other_event() -> None:
    whole = event("UID:2", ANN_CALLS, CY_COMES)
    for torn in (
        ("BEGIN:VEVENT", "UID:1", ANN_CALLS, BO_COMES),
        ("BEGIN:VTIMEZONE", "BEGIN:STANDARD"),
        ("BEGIN:VTODO",),
    ):
        assert [people(each) for each in meetings(read(*calendar(*torn, *whole)))][-1] == [ANN, CY]
    found = read("BEGIN:VEVENT", ANN_CALLS, BO_COMES, *calendar(*whole))
    assert [people(each) for each in meetings(found)] == [[ANN, BO], [ANN, CY]]
    assert problems(found) == [("calendar.ics line 1", True)]
    assert problems(read(*event(ANN_CALLS, BO_COMES, "BEGIN:VALARM", CY_COMES))) == [("calendar.ics line 1", True)]
    assert problems(read("BEGIN:VEVENT", ANN_CALLS, BO_COMES)) == [("calendar.ics line 1", True)]


def test_a_bad_line_is_told_and_people_outside_events_are_problems() -> None:
    found = read(*event(ANN_CALLS, "NO COLON", BO_COMES), CY_COMES)
    assert [people(each) for each in meetings(found)] == [[ANN, BO]]
    assert problems(found) == [("calendar.ics line 3", True), ("calendar.ics line 6", False)]


@pytest.mark.parametrize("name", ["X-WR-CALNAME", "X-WR-RELCALID"])
def test_the_owner_is_told_where_the_calendar_is_called_by_the_address_of_somebody_in_it(name: str) -> None:
    def told(*titles: str) -> list[tuple[Origin, str, tuple[str, ...], str]]:
        found = read(*calendar(*(f"{name}:{title}" for title in titles), *event(ANN_CALLS, BO_COMES)))
        owners = (each for each in found if isinstance(each, ContactRecord))
        return [(each.origin, each.name.full, each.emails, each.source.locator) for each in owners]

    assert told(BO.title()) == [(Origin.OWNER, "", (BO,), "calendar.ics line 2")]
    assert told(CY) == told("Work") == told(ANN, BO) == []


def test_old_and_guessed_letters_are_read() -> None:
    lines = "\n".join(event(ANN_CALLS, "ATTENDEE;CN=Renée Müller:mailto:bo@example.com"))
    for encoding, guessed in (("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)):
        found = read_bytes(lines.encode(encoding))
        assert [each.recipients[0].name for each in meetings(found)] == ["Renée Müller"]
        assert problems(found) == ([("calendar.ics line 1", True)] if guessed else [])


@pytest.mark.parametrize(
    ("name", "data", "is_ours"),
    [
        ("basic.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", True),
        ("invite.txt", b"\xef\xbb\xbf\n begin:vcalendar \r\nversion:2.0", True),
        ("invite", b"BEGIN:VEVENT\nUID:1\nEND:VEVENT", True),
        ("wide.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0".encode("utf-16"), True),
        ("junk_first.ics", b"exported by me\nBEGIN:VCALENDAR", True),
        ("old.vcs", b"BEGIN:VCALENDAR\nVERSION:1.0", True),
        ("mail.eml", b"From: a@example.com\n\nBEGIN:VCALENDAR\nVERSION:2.0", False),
        ("contacts.vcf", b"BEGIN:VCARD\nFN:A\nEND:VCARD", False),
        ("empty.ics", b"", False),
        ("words.ics", b"no calendar here", False),
    ],
)
def test_calendars_are_recognised(name: str, data: bytes, is_ours: bool) -> None:
    file = SourceFile.from_bytes(name, data)
    assert CALENDAR.identify(file) is is_ours
    assert not (is_ours and VCARD.identify(file))


PIECES = [
    "BEGIN:VEVENT\n",
    "END:VEVENT\n",
    "BEGIN:VCALENDAR\n",
    "END:VCALENDAR\n",
    "BEGIN:VALARM\n",
    "END:VALARM\n",
    "BEGIN:VTODO\n",
    "END:VTODO\n",
    "UID:a\n",
    "RECURRENCE-ID:20240101\n",
    "METHOD:CANCEL\n",
    "DTSTART:20240102T090000Z\n",
    "DTSTART:18300101\n",
    f"{ANN_CALLS}\n",
    f"{BO_COMES}\n",
    f"ATTENDEE;PARTSTAT=DECLINED:mailto:{CY}\n",
    "ATTENDEE;CUTYPE=ROOM;CN=Room:\n",
    "ATTENDEE:\n",
    "NO COLON\n",
    f"X-WR-CALNAME:{ANN}\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@example(["BEGIN:VEVENT\n", f"{ANN_CALLS}\n", f"{BO_COMES}\n", "BEGIN:VEVENT\n", "ATTENDEE:\n"])
def test_every_event_and_everybody_invited_is_accounted_for(pieces: list[str]) -> None:
    found = read_bytes("".join(pieces).encode())
    events = [number for number, piece in enumerate(pieces, 1) if piece == "BEGIN:VEVENT\n"]
    ends = (InteractionRecord, Skipped)
    for number in events:
        here = [
            each for each in found if isinstance(each, ends) and each.source.locator == f"calendar.ics line {number}"
        ]
        assert len(here) == 1
    lines = [each.source.locator for each in found if isinstance(each, Skipped)]
    assert len(lines) == len(set(lines))
    assert all(len({party.email for party in (each.sender, *each.recipients)}) > 1 for each in meetings(found))


@given(st.binary(max_size=200), st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_raise(data: bytes, name: bytes, day: bytes) -> None:
    lines = (
        b"BEGIN:VEVENT",
        ANN_CALLS.encode(),
        b"DTSTART;TZID=%b:%b" % (name, day),
        b"ATTENDEE;CN=%b:%b" % (name, day),
    )
    for content in (data, b"\n".join(lines)):
        CALENDAR.identify(SourceFile.from_bytes("calendar.ics", content))
        read_bytes(content)


NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="@%\\'\""), min_size=1, max_size=90
)


@given(st.lists(NAMES, max_size=4))
def test_what_a_calendar_program_writes_is_read_as_it_was_meant(names: list[str]) -> None:
    icalendar = pytest.importorskip("icalendar")
    written = icalendar.Event()
    written.add("dtstart", datetime(2024, 1, 2, 9, tzinfo=UTC))
    written["organizer"] = icalendar.vCalAddress(f"mailto:{ANN}")
    for number, name in enumerate(names):
        guest = icalendar.vCalAddress(f"mailto:guest{number}@example.com")
        guest.params["CN"] = name
        written.add("attendee", guest)
    found = meetings(read_bytes(written.to_ical()))
    wanted = [clean_text(guest.params["CN"]) or None for guest in _list(written.get("attendee", []))]
    assert [[party.name for party in each.recipients] for each in found] == ([wanted] if names else [])


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
