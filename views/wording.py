"""One vocabulary for all pages: chances, strengths, dates, positions and counts as words. Plain text, no markup."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from graph.chances import about, odds
from graph.forgetting import Leaving
from graph.model import EGO, Affiliation, ImportRun, Introductions, IntroPath, Person, Reason, Shows, Stage
from graph.text import clean_text
from graph.ties.kinds import Context, ContextKind, called

Key = TypeVar("Key")

STRONG_TIE = 0.5
"""From this strength a tie is called strong: half of all such people would pass an introduction on."""
FAMILIAR_TIE = 0.2
"""From this strength a tie is called familiar; below it is weak, such as a LinkedIn connection and no more."""

WARMTH_WORDS = ((0.25, "Warm"), (0.1, "Fair"), (0.03, "Cool"))
"""From which chance a path is called what; anything colder is a long shot."""

PRIORITY_WORDS = ("Some day", "Soon", "Next", "Now")
"""What the priorities 0 to 3 of a target are called."""


POSTING_WORDS = ("None seen", "Some", "Fitting", "Fitting, fresh")
"""What the signs 0 to 3 that a target looks for somebody are called."""

STAGE_WORDS = {
    Stage.WISHED: "Wished",
    Stage.ASKING: "Asking",
    Stage.TALKING: "Talking",
    Stage.APPLIED: "Applied",
    Stage.OFFER: "Offer",
    Stage.CLOSED: "Closed",
}
"""How far one has come with a target."""


REASON_WORDS = ((8.0, "strongly"), (2.0, ""), (0.0, "a little"))
"""From how many bits on a reason for a match is called what: 8 bits make it 256 times as likely, 2 bits 4 times."""


LEVEL_WORDS = ("hardly", "a little", "familiar", "well", "closely")
"""How well two people know each other, as the user says it, from 1 to 5."""

ANSWER_WORDS = {"few": "few of them", "some": "some of them", "most": "most of them", "all": "nearly all of them"}
"""How many of a group know each other."""

_GROUP_WORDS = {
    ContextKind.EMPLOYER: "At {}",
    ContextKind.SCHOOL: "Of {}",
    ContextKind.SURNAME: "Called {}",
    ContextKind.CITY: "In {}",
    ContextKind.POSITION: "{}",
}


def group(context: Context) -> str:
    """What people share, as the start of a question about them."""
    return _GROUP_WORDS[context.kind].format(clean_text(context.name))


def strength_word(strength: float) -> str:
    """A tie strength as "strong", "familiar" or "weak"."""
    if strength >= STRONG_TIE:
        return "strong"
    return "familiar" if strength >= FAMILIAR_TIE else "weak"


def kept_where(url: str) -> str:
    """Where contacts are, for people who wonder.

    >>> kept_where("/home/dana/network.db"), kept_where("neo4j+s://graphs.example.org/club")
    ('Your contacts stay on this computer. Nothing is sent anywhere.', 'Contacts are kept on graphs.example.org.')
    """
    host = urlsplit(url).hostname if re.match(r"(neo4j|bolt)\b", url) else None
    if host is None or host in ("localhost", "127.0.0.1", "::1"):
        return "Your contacts stay on this computer. Nothing is sent anywhere."
    return f"Contacts are kept on {host}."


def warmth_word(warmth: float) -> str:
    """A chance as "Warm", "Fair", "Cool" or "Long shot"."""
    return next((word for least, word in WARMTH_WORDS if warmth >= least), "Long shot")


def best_chance(found: Introductions) -> str:
    """The warmest way into a company in a word and a chance."""
    if not found.paths:
        return "No way in yet"
    warmth = found.paths[0].warmth
    return f"{warmth_word(warmth)}, {about(warmth)}"


def fragile(firmness: str, hangs: bool) -> str:
    """How firmly a target is reached, with a mark where everything hangs on one person.

    >>> fragile("only through Maya Ruiz", True), fragile("3 separate ways", False)
    ('⚠ only through Maya Ruiz', '3 separate ways')
    """
    return f"⚠ {firmness}" if hangs and firmness else firmness


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


def waiting(planned: int, under_way: int, pressing: int, *, has_focus: bool) -> str:
    """What waits for the user, in a few words.

    >>> waiting(1, 2, 1, has_focus=True)
    '1 follow-up is due, 1 ask planned, 2 under way.'
    """
    if not has_focus:
        return "Whom to ask first, and with which words?"
    told = (
        f"{counted(pressing, 'follow-up is', 'follow-ups are')} due" if pressing else "",
        f"{counted(planned, 'ask')} planned" if planned else "",
        f"{under_way:,} under way" if under_way else "",
    )
    return f"{', '.join(filter(None, told))}." if any(told) else "Nothing is due. Choose whom to ask next."


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


def let_back(people: int) -> str:
    """That somebody who was forgotten may come again.

    >>> let_back(1)
    'Later imports may bring them again. What was erased stays so.'
    """
    whom = "them" if people == 1 else f"these {people} people"
    return f"Later imports may bring {whom} again. What was erased stays so."


def terms(shows: Shows, expires: date) -> str:
    """What a bundle's sender lets be seen, and until when.

    >>> terms(Shows.NAMES, date(2027, 1, 31))
    'shows names, expires 31 January 2027'
    """
    seen = {Shows.COMPANIES: "companies only", Shows.NAMES: "names", Shows.STRENGTH: "names and strength"}
    return f"shows {seen.get(shows, shows.value)}, expires {day(expires)}"


def ago(moment: datetime, today: date) -> str:
    """How long ago an import was, in days, for the last week; a date before."""
    days = (today - moment.date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago" if days < 8 else day(moment)


def age(days: int) -> str:
    """How old something is, as precisely as one would say it.

    >>> age(0), age(1), age(45), age(200), age(800)
    ('of today', '1 day old', '45 days old', '6 months old', '2 years old')
    """
    if days < 1:
        return "of today"
    if days <= 60:
        return f"{counted(days, 'day')} old"
    return f"{counted(days // 30, 'month')} old" if days < 700 else f"{counted(days // 365, 'year')} old"


def size(octets: int) -> str:
    """A file size such as "2.4 MB"."""
    return f"{octets / 1e6:.1f} MB" if octets >= 1e5 else f"{max(octets / 1e3, 0.1):.1f} kB"


def leaving(what: Leaving) -> list[str]:
    """What goes with somebody who is forgotten, in words."""
    counts = {"record": what.records, "tie": what.ties, "decision": what.decisions, "note": what.notes}
    return [counted(number, noun) for noun, number in counts.items() if number]


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


NEWER = "Less likely to work, but whoever they know you mostly do not: that is where news comes from."
"""What is said above paths that are colder than others and lead over newer circles."""

_NEW_CIRCLE = 0.7
"""From this share of people you do not know on, somebody's circle is called new to you."""


def path_facts(path: IntroPath) -> list[tuple[str, str]]:
    """What else is to be said of a path in a word or two: (text, kind)."""
    facts = [("new circle", "quiet")] if path.novelty is not None and path.novelty >= _NEW_CIRCLE else []
    guess = next((step for step in path.steps if not step.observed), None)
    return [*facts, (f"one step only {tie_word(guess.probability)}", "quiet")] if guess else facts


def tie_word(probability: float) -> str:
    """What an inferred tie is called: "likely" or "possible"."""
    return called(probability).lower()


def two_axes(paths: Sequence[IntroPath]) -> str:
    """Where the warmest path and the one over the newest circle differ, how; empty where they do not."""
    if len(paths) < 2:
        return ""
    warmest = paths[0]
    newest = max(paths, key=lambda path: (path.novelty or 0.0, path.warmth))
    one, other = warmest.introducers[0], newest.introducers[0]
    if one == other or (newest.novelty or 0.0) - (warmest.novelty or 0.0) < _NEW_CIRCLE / 3:
        return ""
    return (
        f"{one.name} is the likeliest to help. {other.name} moves in newer circles: you do not know "
        f"{round((newest.novelty or 0.0) * 100)} of 100 of the people they know, against "
        f"{round((warmest.novelty or 0.0) * 100)} for {one.name}."
    )


def next_step(path: IntroPath) -> str:
    """What to do to set out on a path, as one sentence."""
    contact = path.contact.name
    if path.is_direct:
        return f"You know {contact} yourself: write to them."
    first, *others = path.introducers
    if not others:
        return f"Ask {first.name} whether they would introduce you to {contact}."
    return f"Ask {first.name} whether they would introduce you to {others[0].name}, on the way to {contact}."
