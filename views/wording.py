"""One vocabulary for all pages: chances, strengths, dates, positions and counts as words. Plain text, no markup."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from graph.chances import about, odds
from graph.model import EGO, Affiliation, ImportRun, IntroPath, Person, Reason

Key = TypeVar("Key")

STRONG_TIE = 0.5
"""From this strength a tie is called strong: half of all such people would pass an introduction on."""
FAMILIAR_TIE = 0.2
"""From this strength a tie is called familiar; below it is weak, such as a LinkedIn connection and no more."""

WARMTH_WORDS = ((0.25, "Warm"), (0.1, "Fair"), (0.03, "Cool"))
"""From which chance a path is called what; anything colder is a long shot."""

PRIORITY_WORDS = ("Some day", "Soon", "Next", "Now")
"""What the priorities 0 to 3 of a target are called."""


REASON_WORDS = ((8.0, "strongly"), (2.0, ""), (0.0, "a little"))
"""From how many bits on a reason for a match is called what: 8 bits make it 256 times as likely, 2 bits 4 times."""


def strength_word(strength: float) -> str:
    """A tie strength as "strong", "familiar" or "weak"."""
    if strength >= STRONG_TIE:
        return "strong"
    return "familiar" if strength >= FAMILIAR_TIE else "weak"


def warmth_word(warmth: float) -> str:
    """A chance as "Warm", "Fair", "Cool" or "Long shot"."""
    return next((word for least, word in WARMTH_WORDS if warmth >= least), "Long shot")


def warmth_range(path: IntroPath) -> str:
    """The range in which a path's chance lies, coldest first."""
    low, high = odds(path.low), odds(path.high)
    return "" if low == high else f"between {low} and {high}"


def chance_of_match(weight: float) -> str:
    """How likely two people are one; `weight` is the log2 of the odds.

    >>> chance_of_match(5.0), chance_of_match(-2.0)
    ('about 9 in 10', 'about 1 in 5')
    """
    return about(1.0 / (1.0 + 2.0**-weight))


def reason_for_match(reason: Reason) -> str:
    """Which way a reason points, and how far.

    >>> reason_for_match(Reason("City", 9.5, "oslo")), reason_for_match(Reason("City", -1.5, "two different ones"))
    ('speaks strongly for it', 'speaks a little against it')
    """
    far = next(word for least, word in REASON_WORDS if abs(reason.effect) >= least)
    return " ".join(filter(None, ("speaks", far, "for it" if reason.effect > 0 else "against it")))


def with_count(title: str, count: int) -> str:
    """A title with how much waits behind it; nothing is added where nothing waits.

    >>> with_count("Review", 3), with_count("Review", 0)
    ('Review (3)', 'Review')
    """
    return f"{title} ({count:,})" if count else title


def introducers_word(path: IntroPath) -> str:
    """How many people stand between.

    A path without any is direct: the contact is somebody you know.
    """
    return "Direct" if path.is_direct else counted(len(path.introducers), "introducer")


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun.

    >>> counted(1, "person", "people"), counted(1200, "person", "people")
    ('1 person', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def entries(number: int) -> str:
    """What a file holds, whatever it is: rows, cards, messages, meetings."""
    return counted(number, "entry", "entries")


def moves(number: int, to_targets: int) -> str:
    """How many people moved, and how many of them to where the user wants to get.

    >>> moves(3, 1), moves(1, 1), moves(2, 0)
    ('3 people moved, 1 of them to one of your targets', '1 person moved, to one of your targets', '2 people moved')
    """
    said = f"{counted(number, 'person', 'people')} moved"
    if not to_targets:
        return said
    where = "one of your targets" if to_targets == 1 else "your targets"
    return f"{said}, to {where}" if to_targets == number else f"{said}, {to_targets:,} of them to {where}"


def day(moment: date | datetime | None) -> str:
    """A day such as "12 March 2019"; an unknown one is "unknown"."""
    return f"{moment.day} {moment:%B %Y}" if moment else "unknown"


def ago(moment: datetime, today: date) -> str:
    """How long ago an import was, in days, for the last week; a date before."""
    days = (today - moment.date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago" if days < 8 else day(moment)


def size(octets: int) -> str:
    """A file size such as "2.4 MB"."""
    return f"{octets / 1e6:.1f} MB" if octets >= 1e5 else f"{max(octets / 1e3, 0.1):.1f} kB"


def position(held: Affiliation | None) -> str:
    """A position in one line: "CTO, Acme"; empty when none is known."""
    if held is None:
        return ""
    said = f"{held.title}, {held.organization_name}" if held.title else held.organization_name
    return said if held.current else f"{said} (before)"


def standing(person: Person) -> str:
    """Where a person is now or, failing that, was last."""
    return position(person.position or next(iter(person.affiliations), None))


def initials(name: str) -> str:
    """Up to two letters that stand for a person in a picture.

    >>> initials("Ann-Marie van der Lee"), initials("李 雷"), initials("42")
    ('AL', '李雷', '4')
    """
    words = [word for word in name.split() if any(sign.isalnum() for sign in word)]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    letters = [next(sign for sign in word if sign.isalnum()) for word in ends]
    return "".join(letters).upper() or "?"


def listed(names: list[str]) -> str:
    """Names as a sentence has them.

    >>> listed(["Ann", "Ben", "Cem"])
    'Ann, Ben and Cem'
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def imported(run: ImportRun) -> str:
    """Whose contacts an import brought in, and when."""
    whose = "your contacts" if run.owner == EGO else f"contacts of {run.owner_name}"
    return f"{whose}, imported {day(run.at)}"


def told_apart(names: Mapping[Key, str]) -> dict[Key, str]:
    """The names, each followed by a number where an earlier one reads the same.

    >>> told_apart({"p1": "Wei Chen", "p2": "Wei Chen"})
    {'p1': 'Wei Chen', 'p2': 'Wei Chen (2)'}
    """
    met: Counter[str] = Counter()
    apart = {}
    for key, name in names.items():
        met[name] += 1
        apart[key] = name if met[name] == 1 else f"{name} ({met[name]})"
    return apart


def next_step(path: IntroPath) -> str:
    """What to do to set out on a path, as one sentence."""
    contact = path.contact.name
    if path.is_direct:
        return f"You know {contact} yourself: write to them."
    first, *others = path.introducers
    if not others:
        return f"Ask {first.name} whether they would introduce you to {contact}."
    return f"Ask {first.name} whether they would introduce you to {others[0].name}, on the way to {contact}."
