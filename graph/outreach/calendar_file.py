"""Follow-ups and asks as a calendar file that Apple, Google and Outlook read (iCalendar, RFC 5545).

Every reminder is an all-day event that does not block the day. Its UID stays the same, so that a newer file moves it
instead of adding it again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

LINE = 75
"""Octets of a line without its end; longer ones are folded."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to do on a day. `key` tells it from all others, and stays the same when its day moves."""

    key: str
    on: date
    title: str
    detail: str = ""


def calendar(reminders: Iterable[Reminder], at: datetime) -> bytes:
    """A calendar file of these reminders, written at a moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Intrograph//Reminders//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", *(line for each in reminders for line in _event(each, at)), "END:VCALENDAR"]  # fmt: skip
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line with its end, folded so that no line is longer than 75 octets and no character is cut."""
    parts, held, room = [], b"", LINE
    for sign in line:
        octets = sign.encode()
        if len(held) + len(octets) > room:
            parts.append(held)
            held, room = b"", LINE - 1
        held += octets
    return b"\r\n ".join([*parts, held]) + b"\r\n"


def _event(each: Reminder, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(each.key.encode()).hexdigest()[:32]}@intrograph.invalid"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{each.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(each.title)}"
    if each.detail:
        yield f"DESCRIPTION:{_text(each.detail)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(said: str) -> str:
    """Text as a value: one logical line, without control characters."""
    plain = "\n".join(said.splitlines())
    return "".join(sign for sign in plain if sign == "\n" or sign.isprintable()).translate(_ESCAPES)
