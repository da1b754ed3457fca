"""Address book cards (vCard 4.0, RFC 6350), which phones, mail programs and Intrograph itself read.

Commas, semicolons, backslashes and line ends are escaped; lines are folded at 75 octets, never within a character.
"""

from collections.abc import Iterable, Iterator

from graph.model import Affiliation, Person
from graph.text import clean_text

_OCTETS = 75

_PROFILE = "https://www.linkedin.com/in/"


def cards(people: Iterable[Person]) -> Iterator[str]:
    """A card for each person."""
    for person in people:
        yield "".join(f"{_folded(line)}\r\n" for line in _lines(person))


def _lines(person: Person) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"FN:{escaped(person.name) or escaped(person.id)}"
    yield f"N:{escaped(person.family)};{escaped(person.given)};;;{','.join(map(escaped, person.credentials))}"
    yield from (f"EMAIL:{escaped(email)}" for email in person.emails)
    yield from (f"TEL:{escaped(phone)}" for phone in person.phones)
    if person.profile:
        yield f"URL:{_PROFILE}{escaped(person.profile)}"
    for held in _jobs(person):
        yield f"ORG:{escaped(held.organization_name)}"
        yield f"TITLE:{escaped(held.title or '')}"
    if person.city:
        yield f"ADR:;;;{escaped(person.city)};;;"
    yield from (f"X-SCHOOL:{escaped(school)}" for school in person.schools)
    if person.labels:
        yield f"CATEGORIES:{','.join(map(escaped, person.labels))}"
    yield "END:VCARD"


def _jobs(person: Person) -> list[Affiliation]:
    """What is held now: a card cannot say that something is over."""
    return [held for held in person.affiliations if held.current]


def escaped(text: str) -> str:
    r"""Text on one line in which no sign separates.

    >>> print(escaped("Lee, Ann; b\\c"))
    Lee\, Ann\; b\\c
    """
    cleaned = clean_text(text)
    for sign in "\\,;":
        cleaned = cleaned.replace(sign, f"\\{sign}")
    return cleaned


def _folded(line: str) -> str:
    r"""The line in pieces of 75 octets, each further one behind a blank.

    >>> [len(piece.encode()) for piece in _folded("NOTE:" + "ä" * 100).split("\r\n")]
    [75, 75, 57]
    """
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])
