"""What a letter asks for: its requests, each thing once, however often and in whatever words it is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from graph.text import clean_text


class Thing(Enum):
    """What can be asked for; a clause that names several asks for the first of them."""

    INTRODUCTION = "introduction"
    REFERENCE = "reference"
    PAPERS = "a look at papers"
    TIME = "time"
    LINK = "a link"
    NEWS = "news"
    SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that is asked for, and the words that do."""

    thing: Thing
    words: str


def requests_in(text: str) -> tuple[Request, ...]:
    """The things that a text asks for, in order.

    One thing asked for twice counts once, unless the second time says "also". A wish ("I would like 15 minutes") counts
    where nothing is asked outright.
    """
    clauses = [clause for clause in _clauses(text) if not _WAY_OUT.search(clause)]
    found: list[Request] = []
    for thing, words in [each for clause in clauses for each in _asked_outright(clause)]:
        known = {request.thing for request in found}
        if thing not in known or _MORE.search(words):
            found.append(Request(thing, clean_text(words)))
    wishes = [(_thing(clause), clause) for clause in clauses if _WISH.search(clause)]
    return tuple(found or [Request(thing, clean_text(words)) for thing, words in wishes if thing][:1])


_ASKS = re.compile(
    r"(?i:\b(?:would|could|can|will|might|may|won't) (?:you|we|i|he|she|they|somebody|someone)\b"
    r"|\bplease\b|\bdo you have\b"
    r"|\b(?:i'd|i would|i'll|i will) be (?:most |very |so )?(?:grateful|thankful|glad|obliged) (?:for|if)\b)"
    r"|\b(?:[Ww]ould|[Cc]ould|[Mm]ight) [A-ZÀ-Þ]\w+\b"
)
"""Begins a request."""

_GOES_ON = re.compile(
    r"(?i)^(?:to )?(?:tell|share|send|let me know|endorse|give|forward|refer|introduce|put|connect|write)\b"
)
"""Goes on with one after "and"."""

_WISH = re.compile(r"(?i)\bwould like to (?:talk|speak|meet|hear)|\bwould like (?:\d+|ten|fifteen|twenty) minutes")

_MORE = re.compile(r"(?i)\b(?:also|as well|in addition|another)\b|,? too\b")

_WAY_OUT = re.compile(
    r"(?i)\b(?:if|should) [^,]*,? ?(?:just|please) (?:say|tell|let me know|do not hesitate)|hesitate to|tell me and i"
)
"""A clause that offers a way out asks for nothing."""

_BREAK = re.compile(
    r"[.?!;:\n]+(?=\s|$)|,? and (?=(?:please|would|could|can|tell|share|send|let me know|endorse|give)\b)"
    r"|, (?=please\b)",
    re.IGNORECASE,
)

_THINGS = {
    Thing.PAPERS: re.compile(r"(?i)\b(?:my|the) (?:cv|c\.v\.|r[ée]sum[ée]s?|portfolio|application|cover letter)\b"),
    Thing.REFERENCE: re.compile(r"(?i)\brefer(?:ral|ence)?\b(?! to)|\brecommend(?:ation)?\b|\bendorse|\bvouch"),
    Thing.INTRODUCTION: re.compile(
        r"(?i:\bintroduc|\bin touch with|\bconnect (?:me|us) (?:with|to)|\bforward|\bpass (?:this|it|my note)"
        r"|\bwrite to (?:her|him|them)"
        r"|\bask (?:him|her|them|your)\b)|\bask (?:[A-ZÀ-Þ][\w'-]+|[Dd]r\.?|[Mm][rs]s?\.?) ?"
    ),
    Thing.TIME: re.compile(
        r"(?i)\bminutes?\b|\bquarter of an hour|\bhalf an hour"
        r"|\b(?:call|coffee|chat|lunch)\b|\b(?:talk|speak|meet)\b"
        r"|\btimes that suit|\bspare\b"
    ),
    Thing.LINK: re.compile(r"(?i)\bconnect with me|\blinkedin\b"),
    Thing.NEWS: re.compile(r"(?i)\b(?:tell|send|give|show) me\b|\blet me know\b"),
    Thing.SHARING: re.compile(r"(?i)\bshare (?:my|this)|\bpost\b"),
}
"""How each thing is named, in the order in which they are looked for."""

_NOUNS = {
    Thing.INTRODUCTION: re.compile(r"(?i)\ban? introductions? to\b"),
    Thing.REFERENCE: re.compile(r"(?i)\ba (?:reference|recommendation|referral)\b"),
    Thing.PAPERS: re.compile(r"(?i)\b(?:look at|view of|thoughts on|feedback on) my (?:cv|r[ée]sum[ée]|portfolio)"),
    Thing.TIME: re.compile(r"(?i)\ba (?:short |quick )?call\b"),
}
"""Things that are listed: "three favours: an introduction to ..., a reference ..."."""


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _BREAK.split(text.replace("’", "'")) if clause and clause.strip()]


def _asked_outright(clause: str) -> Iterator[tuple[Thing, str]]:
    if _ASKS.search(clause) or _GOES_ON.search(clause):
        thing = _thing(clause)
        if thing:
            yield thing, clause
        return
    listed = [thing for thing, pattern in _NOUNS.items() if pattern.search(clause)]
    if len(listed) > 1:
        yield from ((thing, clause) for thing in listed)


def _thing(clause: str) -> Thing | None:
    return next((thing for thing, pattern in _THINGS.items() if pattern.search(clause)), None)
