"""Calendars (.ics): who met whom and on which day; no subject, place or text is kept.

An event is one meeting, and so is a series, however long: everybody who came to a weekly round met everybody else, and
that they did so two hundred times says less than the number does. A single day of a series that was changed counts by
itself where it brings together others than the series does. Rooms, resources and calendars that are invited are no
people. Lines are read by `importers.contentlines`, so a bad line never costs more than itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from graph.records import (
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    PersonName,
    Problem,
    Record,
    Skipped,
    SkipReason,
    SourceRef,
)
from graph.text import clean_text
from importers.base import SourceFile
from importers.contentlines import BrokenLine, Property, properties_of, unescape
from importers.decoding import decode, marked_encoding

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Meetings are in these years; any other is a birthday, a placeholder or a slip, and is left without a day."""

_STARTS = r"begin\s*:\s*(?:vcalendar|vevent)\s*$"
_BEGIN = re.compile(rf"^[^\S\n]*{_STARTS}", re.IGNORECASE | re.MULTILINE)
_BEGINS_WITH_CALENDAR = re.compile(rf"(?:\ufeff|\s|#[^\n]*\n)*{_STARTS}", re.IGNORECASE | re.MULTILINE)
_ENDINGS = (".ics", ".ical", ".icalendar", ".vcs", ".ifb")

_EVENT, _CALENDAR = "VEVENT", "VCALENDAR"
_NO_MEETING = ("VTODO", "VJOURNAL", "VFREEBUSY")
_OUTERMOST = frozenset((_EVENT, _CALENDAR, "VTIMEZONE", "VAVAILABILITY", "VPOLL", *_NO_MEETING))
"""What cannot stand inside an event: where one of these begins, an event before it has ended."""
_DEEPEST = 8
"""Parts inside parts of an event that are told apart; alarms, which programs write, are one deep."""
_READ = frozenset(("UID", "RECURRENCE-ID", "DTSTART", "STATUS", "ORGANIZER", "ATTENDEE"))
_PEOPLE = ("ORGANIZER", "ATTENDEE")
_TITLES = ("X-WR-CALNAME", "X-WR-RELCALID")
"""What a calendar is called; Google calls a user's own one by their address."""

_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(Z?))?", re.IGNORECASE)
_ZONE = re.compile(r"[A-Za-z_]+(?:/[\w+-]{1,32}){1,2}", re.ASCII)
_MAILTO = re.compile(r"(?<!\s)\s*mailto:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>/:;,\"]+@[^\s@<>/:;,\"]+")
_NAMED_ADDRESS = re.compile(r"([^<>]*)<([^<>]*)>\s*")
_QUOTED = re.compile(r"""^(['"])(.*)\1$""")
_OTHER_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_RESOURCES = ("ROOM", "RESOURCE", "GROUP")
_MACHINE = re.compile(r"(?:.*[-_.+])?(?:no|do[-_.]?not)[-_.]?reply(?:[-_.+].*)?@.*|.*[@.]calendar\.google\.com")
_STAYED_AWAY = ("DECLINED", "DELEGATED")

_STRAY = "The line belongs to no event: a line BEGIN:VEVENT is missing."
_NO_END = "The event has no line END:VEVENT, so its end may be missing."
_PART_OPEN = "A part of the event has no line END, so people who stand after it may be missing."
_BROKEN = "The line cannot be read; the rest of the event is kept."
_NOBODY = "Who is invited here cannot be told: there is no address and no name."
_NO_DAY = "The day of the event cannot be read, so it was left out."
_ODD_DAY = f"The day of the event is not between {FIRST_YEAR} and {LAST_YEAR}, so it was left out."
_GUESSED = "The letters had to be guessed: check names with accents."


@dataclass(frozen=True, slots=True)
class Calendar:
    """Reads calendar files."""

    name: str = "calendar"

    def identify(self, file: SourceFile) -> bool:
        """Whether a file starts with a calendar or an event, or is called a calendar and holds one near its start."""
        head = file.head()
        text = head.decode(marked_encoding(head) or "utf-8", "replace").replace("\r", "\n")
        if file.base_name.casefold().endswith(_ENDINGS):
            return _BEGIN.search(text) is not None
        return _BEGINS_WITH_CALENDAR.match(text) is not None

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A meeting for each event or series with two people or more; other events and guests are skipped."""
        data = file.read()
        if decode(data).guessed:
            yield Problem(SourceRef(f"{file.base_name} line 1"), _GUESSED, kept=True)
        reading = _Reading()
        for one in properties_of(data):
            reading.take(one)
        reading.leave()
        meetings = {part.line: _Meeting.of(part) for part in reading.parts if part.kind == _EVENT}
        yield from _owner(reading.titles, meetings.values(), file)
        series = _series(reading.parts, meetings)
        for part in reading.parts:
            yield from _records_of(part, meetings.get(part.line), series, file)


CALENDAR = Calendar()
"""The importer of calendars."""


@dataclass(slots=True)
class _Part:
    """An event, to-do or the like, or (`kind` is empty) a line about somebody that stands in none of them.

    `torn` says what is missing at its end.
    """

    kind: str
    line: int
    method: str = ""
    properties: dict[str, list[Property]] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    torn: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """The first value of a property that is not empty, on one line."""
        texts = (clean_text(unescape(one.text)) for one in self.properties.get(name, ()))
        return next(filter(None, texts), "")

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.method == "CANCEL" or self.text("STATUS").upper() in ("CANCELLED", "CANCELED")

    @property
    def key(self) -> str | None:
        """What the event is called in every export; None where it has no UID."""
        return " ".join(filter(None, (self.text("UID"), self.text("RECURRENCE-ID")))) if self.text("UID") else None


class _Reading:
    """Sorts properties into the events they belong to; what is inside an event, such as an alarm, is passed over."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.titles: list[Property] = []
        self._part: _Part | None = None
        self._inner: list[str] = []
        self._method = ""

    def take(self, one: Property | BrokenLine) -> None:
        """Takes in the next line."""
        if isinstance(one, BrokenLine):
            if self._part:
                self._part.broken.append(one.line)
        elif one.name == "BEGIN":
            self._begin(one.text.strip().upper(), one.line)
        elif one.name == "END":
            self._end(one.text.strip().upper())
        elif self._part:
            if one.name in _READ and not self._inner:
                self._part.properties.setdefault(one.name, []).append(one)
        else:
            self._take_outside(one)

    def _begin(self, name: str, line: int) -> None:
        if self._part and name not in _OUTERMOST:
            self._inner += [name] if len(self._inner) < _DEEPEST else []
            return
        self.leave()
        if name == _CALENDAR:
            self._method = ""
        else:
            self._part = _Part(name, line, self._method)
            self.parts.append(self._part)

    def _end(self, name: str) -> None:
        if self._part and name == self._part.kind:
            self.leave(at_end=True)
        elif name in self._inner:
            del self._inner[self._inner.index(name) :]
        elif name == _CALENDAR:
            self.leave()

    def leave(self, *, at_end: bool = False) -> None:
        """What is being read ends here, with a line END or without."""
        if self._part:
            self._part.torn = (() if at_end else (_NO_END,)) + ((_PART_OPEN,) if self._inner else ())
        self._part, self._inner = None, []

    def _take_outside(self, one: Property) -> None:
        if one.name == "METHOD":
            self._method = one.text.strip().upper()
        elif one.name in _TITLES:
            self.titles.append(one)
        elif one.name in _PEOPLE:
            self.parts.append(_Part("", one.line))


@dataclass(frozen=True, slots=True)
class _Guest:
    """Somebody or something that is invited; `left_out` says why it is nobody who came.

    `rank` is 0 for the organizer, 1 for who holds the chair, 2 for all others.
    """

    party: Party
    line: int
    rank: int
    left_out: SkipReason | None

    @property
    def key(self) -> str:
        """Tells one guest from another."""
        return self.party.email or (self.party.name or "").casefold()


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Who is invited to an event, each once and the organizer first."""

    guests: tuple[_Guest, ...]

    @classmethod
    def of(cls, event: _Part) -> "_Meeting":
        """The guests of an event."""
        guests: dict[str, _Guest] = {}
        written = (_guest(one) for name in _PEOPLE for one in event.properties.get(name, ()))
        for guest in filter(None, written):
            guests[guest.key] = _joined(guests.get(guest.key), guest)
        return cls(tuple(sorted(guests.values(), key=lambda each: each.rank)))

    @property
    def came(self) -> Mapping[str, Party]:
        """Those who did not decline, by key."""
        return {guest.key: guest.party for guest in self.guests if not guest.left_out}

    def called_by(self, others: "_Meeting") -> "_Meeting":
        """The same; where it does not name who called it, it was who called the others."""
        if any(guest.rank == 0 for guest in self.guests):
            return self
        answered = {guest.key for guest in self.guests}
        callers = (guest for guest in others.guests if not (guest.rank or guest.left_out or guest.key in answered))
        return _Meeting((*callers, *self.guests))


def _guest(one: Property) -> _Guest | None:
    """Whom an ORGANIZER or ATTENDEE line means."""
    if (party := _party(one)) is None:
        return None
    answer = _parameter(one, "PARTSTAT") or _parameter(one, "STATUS")
    left_out = SkipReason.DECLINED if answer.upper() in _STAYED_AWAY else None
    if _parameter(one, "CUTYPE").upper() in _RESOURCES or _MACHINE.fullmatch(party.email or ""):
        left_out = SkipReason.RESOURCE
    rank = 0 if one.name == "ORGANIZER" else 1 if _parameter(one, "ROLE").upper() == "CHAIR" else 2
    return _Guest(party, one.line, rank, left_out)


def _joined(held: _Guest | None, again: _Guest) -> _Guest:
    """One guest of two lines about them: organizers are often attendees too, and their answer stands there."""
    if held is None:
        return again
    party = Party(name=held.party.name or again.party.name, email=held.party.email)
    return _Guest(party, again.line, min(held.rank, again.rank), again.left_out)


def _party(one: Property) -> Party | None:
    email = _parameter(one, "EMAIL") or _parameter(one, "X-CALENDARSERVER-EMAIL")
    return _written_as(one.text, one.parameters.get("CN", ()), email)


@lru_cache(maxsize=10_000)
def _written_as(text: str, names: tuple[str, ...], email_parameter: str) -> Party | None:
    """CN and the address, which may stand in the value or, for those known by a number, in a parameter."""
    name = _QUOTED.sub(r"\2", clean_text(unescape(", ".join(names))))
    value = _MAILTO.sub("", unescape(text), count=1).strip()
    written = _NAMED_ADDRESS.fullmatch(value)
    if written:
        name, value = name or clean_text(written[1]), _MAILTO.sub("", written[2]).strip()
    email = next(filter(None, map(_address, (value, email_parameter, name))), None)
    if _address(name):
        name = ""
    if not (name or email or _OTHER_LINK.match(value)):
        name = clean_text(value)
    return Party(name=name or None, email=email) if name or email else None


def _address(text: str) -> str | None:
    if "@" not in text and "%40" not in text:
        return None
    plain = clean_text(_MAILTO.sub("", unquote(text.partition("?")[0]), count=1)).strip("<>'\"")
    return plain.casefold() if _ADDRESS.fullmatch(plain) else None


def _parameter(one: Property, name: str) -> str:
    values = one.parameters.get(name)
    return values[0].strip() if values else ""


def _owner(titles: Iterable[Property], meetings: Iterable[_Meeting], file: SourceFile) -> Iterator[ContactRecord]:
    """Whose calendar it is, where it is called by the address of somebody in it; several such names tell nothing."""
    guests = (guest for each in meetings for guest in each.guests)
    people = {guest.party.email for guest in guests if guest.left_out is not SkipReason.RESOURCE}
    named = ((_address(unescape(one.text)), one.line) for one in titles)
    found = {email: line for email, line in named if email and email in people}
    if len(found) == 1:
        (email, line) = found.popitem()
        source = SourceRef(f"{file.base_name} line {line}")
        yield ContactRecord(PersonName(""), source, origin=Origin.OWNER, emails=(email,))


def _series(parts: Sequence[_Part], meetings: Mapping[int, _Meeting]) -> Mapping[str, _Meeting]:
    """The meetings that take place as planned, by UID."""
    found: dict[str, _Meeting] = {}
    for part in parts:
        uid = part.text("UID")
        if uid and part.line in meetings and not (part.text("RECURRENCE-ID") or part.is_cancelled):
            found.setdefault(uid, meetings[part.line])
    return found


def _records_of(
    part: _Part, meeting: _Meeting | None, series: Mapping[str, _Meeting], file: SourceFile
) -> Iterator[Record | Problem]:
    """What becomes of an event, to-do or stray line: one record or problem, and one for each guest left out."""
    source = SourceRef(f"{file.base_name} line {part.line}")
    if meeting is None:
        if not part.kind:
            yield Problem(source, _STRAY)
        elif part.kind in _NO_MEETING:
            yield Skipped(SkipReason.EMPTY, source)
        return
    yield from _complaints(part, file)
    if part.is_cancelled:
        yield Skipped(SkipReason.CANCELLED, source)
        return
    for guest in meeting.guests:
        if guest.left_out:
            yield Skipped(guest.left_out, SourceRef(f"{file.base_name} line {guest.line}"))
    planned = series.get(part.text("UID")) if part.text("RECURRENCE-ID") else None
    if planned:
        meeting = meeting.called_by(planned)
    if len(meeting.came) < 2 or (planned and meeting.came.keys() <= planned.came.keys()):
        yield Skipped(SkipReason.EMPTY, source)
        return
    yield from _met(part, meeting, source)


def _complaints(part: _Part, file: SourceFile) -> Iterator[Problem]:
    wrong = [(part.line, message) for message in part.torn] + [(line, _BROKEN) for line in part.broken]
    wrong += [(one.line, _NOBODY) for one in part.properties.get("ATTENDEE", ()) if _party(one) is None]
    return (Problem(SourceRef(f"{file.base_name} line {line}"), message, kept=True) for line, message in wrong)


def _met(part: _Part, meeting: _Meeting, source: SourceRef) -> Iterator[Record | Problem]:
    """The meeting of those who came, on its (first) day."""
    sender, *recipients = meeting.came.values()
    start = next((one for one in part.properties.get("DTSTART", ()) if one.text.strip()), None)
    at = _moment(start) if start else None
    if at and not FIRST_YEAR <= at.year <= LAST_YEAR:
        yield Problem(source, _ODD_DAY, kept=True)
        at = None
    elif start and at is None:
        yield Problem(source, _NO_DAY, kept=True)
    invited = sum(guest.left_out is not SkipReason.RESOURCE for guest in meeting.guests)
    yield InteractionRecord(InteractionKind.MEETING, sender, tuple(recipients), at, source, key=part.key, group=invited)


def _moment(start: Property) -> datetime | date | None:
    """When an event starts; the day alone where its time or time zone is not known."""
    found = _MOMENT.match(start.text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    zone = UTC if utc else _zone(_parameter(start, "TZID"))
    if hour is None or zone is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
        return on
    try:
        return datetime.combine(on, time(int(hour), int(minute), int(second or 0)), zone)
    except ValueError:
        return on


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    """A time zone by its name, before which some programs put a path of their own; Windows' names mean none here."""
    if name.upper() in ("UTC", "GMT", "ETC/UTC", "ETC/GMT", "Z"):
        return UTC
    parts = name.split("/")
    for plain in ("/".join(parts[-3:]), "/".join(parts[-2:])):
        if _ZONE.fullmatch(plain):
            try:
                return ZoneInfo(plain)
            except (KeyError, ValueError, OSError):  # no such zone, or a folder of zones
                continue
    return None
