"""The made-up network as files of the kinds people have: LinkedIn's Connections.csv and an address book's vCards."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from graph.demo.cast import Acquaintance, Member, Position
from graph.demo.words import GROUP_NAME

NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    "see email addresses for connections who have allowed their connections to see or download their email address "
    'using this setting."\n\n'
)
"""What LinkedIn writes above the header."""

HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
UNREADABLE_DAY = "31 Foo 2024"
"""In each export one day cannot be read, as happens when a file passed through a spreadsheet."""
GROUP_MEMBERS = (1, 2, 3)
"""Which cards of an address book are in its group."""
LONGEST_LINE = 75
"""Octets after which a vCard line goes on in the next."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""LinkedIn's months are English, whatever language this machine speaks."""


def connections(known: Sequence[Acquaintance], hidden: Iterable[date], *, older: bool = False) -> str:
    """A Connections.csv, newest first; `hidden` members show only the day; `older` tells the positions of back then."""
    rows = [(one.since, _row(one, one.member.before if older else one.member.now)) for one in known]
    rows += [(day, ("", "", "", "", "", "", _day(day))) for day in hidden]
    ordered = [row for _, row in sorted(rows, key=lambda each: each[0], reverse=True)]
    middle = len(ordered) // 2
    broken = next(place for place in range(middle, len(ordered)) if ordered[place][0])
    ordered[broken] = (*ordered[broken][:-1], UNREADABLE_DAY)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([HEADER, *ordered])
    return NOTES + text.getvalue()


def address_book(
    members: Iterable[Member], old: Iterable[Member], private: Iterable[tuple[str, str, str]], company: str
) -> str:
    """An address book as a Mac writes it: acquaintances, old cards, people of private life, a company and a group."""
    cards = [_card(place, member) for place, member in enumerate(members, 1)]
    cards += [_old_card(place, member) for place, member in enumerate(old, 1)]
    cards += [_private_card(place, *one) for place, one in enumerate(private, 1)]
    cards += [_company_card(company), _group_card()]
    return "".join(f"{_folded(line)}\r\n" for card in cards for line in _framed(card))


def _row(one: Acquaintance, position: Position | None) -> tuple[str, ...]:
    member = one.member
    job = (position.written, position.title) if position else ("", "")
    return member.given, member.family, member.profile, member.email or "", *job, _day(one.since)


def _day(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def _card(place: int, member: Member) -> list[str]:
    phone = f"+1 {206 + place // 100} 555 {100 + place % 100:04d}"
    lines = [
        f"N:{_escaped(member.family)};{_escaped(member.given)};;;",
        f"FN:{_escaped(f'{member.given} {member.family}')}",
        f"TEL;type=CELL;type=VOICE;type=pref:{phone}",
        f"X-SOCIALPROFILE;type=linkedin:{member.profile}",
        f"UID:demo-{place}",
    ]
    if member.email:
        lines[2:2] = [f"item1.EMAIL;type=INTERNET;type=pref:{member.email}", "item1.X-ABLabel:_$!<Work>!$_"]
    if member.now:
        lines[2:2] = [f"ORG:{_escaped(member.now.employer.name)};", f"TITLE:{_escaped(member.now.title)}"]
    return lines


def _old_card(place: int, member: Member) -> list[str]:
    lines = [
        f"N:{_escaped(member.family)};{_escaped(member.given)};;;",
        f"FN:{_escaped(f'{member.given} {member.family}')}",
        f"EMAIL;type=INTERNET;type=HOME:{member.slug.rpartition('-')[0]}@home.example",
        f"UID:demo-old-{place}",
    ]
    return [*lines, f"ORG:{_escaped(member.now.employer.name)};"] if member.now else lines


def _private_card(place: int, given: str, family: str, note: str) -> list[str]:
    return [
        f"N:{family};{given};;;",
        f"FN:{given} {family}",
        f"TEL;type=HOME;type=VOICE:+1 360 555 {100 + place:04d}",
        f"EMAIL;type=INTERNET:{given.casefold()}.{family.casefold()}@home.example",
        f"NOTE:{note}",
        f"UID:demo-private-{place}",
    ]


def _company_card(company: str) -> list[str]:
    named = _escaped(company)
    return ["N:;;;;", f"FN:{named}", f"ORG:{named};", "X-ABShowAs:COMPANY", "UID:demo-company"]


def _group_card() -> list[str]:
    lines = [f"N:{GROUP_NAME};;;;", f"FN:{GROUP_NAME}", "X-ADDRESSBOOKSERVER-KIND:group", "UID:demo-group"]
    return lines + [f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:demo-{place}" for place in GROUP_MEMBERS]


def _framed(card: list[str]) -> list[str]:
    return ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//macOS 15.1//EN", *card, "END:VCARD"]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    parts, rest = [], line.encode()
    while len(rest) > LONGEST_LINE:
        cut = LONGEST_LINE
        while rest[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        parts.append(rest[:cut])
        rest = b" " + rest[cut:]
    return b"\r\n".join([*parts, rest]).decode()
