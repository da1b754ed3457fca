"""What makes an ask hard to answer, or a note unfit to be forwarded: marks with what to do about each.

A specific request gets help far more often than a hint, a person who can say no easily says yes more gladly, and a note
that is passed on must stand without the talk that led to it. The rules read English; they are held to labelled examples
in the tests (precision and recall of at least 0.9 each).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from graph.outreach.requests import requests_in
from graph.text import clean_text, fold_words

LONGEST = {"ask": 150, "note": 120}
"""Words that a text may have: longer ones are put off, and then forgotten."""

SHINGLE = 4
"""So many words in a row that also stand in a private note were taken from there."""


class Purpose(Enum):
    """Whom a text is for: somebody you know (`ask`), or somebody to whom it is forwarded (`note`)."""

    ASK = "ask"
    NOTE = "note"


class Rule(Enum):
    """What is marked."""

    VAGUE = "vague"
    TWO_ASKS = "two_asks"
    TOO_LONG = "too_long"
    NO_WAY_OUT = "no_way_out"
    NOT_FORWARDABLE = "not_forwardable"
    PRIVATE = "private"


ADVICE = {
    Rule.VAGUE: "Ask for one thing that can be answered: an introduction to somebody by name, or 15 minutes.",
    Rule.TWO_ASKS: "Ask for one thing. Keep the other for later.",
    Rule.TOO_LONG: "Make it shorter: at most 150 words for an ask, 120 for a note to forward.",
    Rule.NO_WAY_OUT: "Make a no easy, such as: If not, no problem at all.",
    Rule.NOT_FORWARDABLE: "Say who you are, and leave out what only the two of you know: a stranger will read it.",
    Rule.PRIVATE: "Leave out what is private: health, family, money, what was told in confidence.",
}
"""What to do about a mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule that a text breaks, and the words that do; empty where something is missing."""

    rule: Rule
    words: str = ""

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE[self.rule]


def lint(text: str, purpose: Purpose, *, you: str = "", private: Iterable[str] = ()) -> tuple[Mark, ...]:
    """The marks of a text, in the order of the rules.

    Args:
        text: the text without its subject.
        purpose: whom it is for.
        you: your name, by which a note says who writes; without it any full name will do.
        private: notes about people that must not be in it.

    >>> [mark.rule.value for mark in lint("Let me know if you hear of anything!", Purpose.ASK)]
    ['vague', 'no_way_out']
    """
    plain = text.replace("’", "'").replace("‘", "'")
    return tuple(_marks(plain, purpose, you, tuple(private)))


def _marks(text: str, purpose: Purpose, you: str, private: tuple[str, ...]) -> Iterator[Mark]:
    asked = requests_in(text)
    hint = _first(_HINTS, _without(_DISOWNED, text))
    if hint or not asked:
        yield Mark(Rule.VAGUE, hint)
    if len(asked) > 1:
        yield Mark(Rule.TWO_ASKS, asked[1].words)
    if len(text.split()) > LONGEST[purpose.value]:
        yield Mark(Rule.TOO_LONG)
    if not _first(_WAYS_OUT, _without(_NO_WAY_OUT, text)):
        yield Mark(Rule.NO_WAY_OUT)
    if purpose is Purpose.NOTE:
        leaning = _first(_LEANS_ON_A_TALK, text)
        if leaning or not _says_who(text, you):
            yield Mark(Rule.NOT_FORWARDABLE, leaning)
    told = _first(_PRIVATE, text) or _taken_from(private, text)
    if told:
        yield Mark(Rule.PRIVATE, told)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE)


_HINTS = _words(
    r"let me know if (?:you|anything|something|there)", r"hear(?:s)? of anything", r"keep me in mind",
    r"keep (?:an eye|your (?:eyes|ears)) (?:out|open)", r"pick (?:your|his|her) brains?",
    r"any (?:\w+ ){0,2}(?:help|leads?|advice|pointers?|tips?|ideas|opportunit(?:y|ies)|openings?)\b",
    r"spread the word",
    r"any(?:one|body) (?:who is|who's|that is|that's) (?:hiring|looking)",
    r"open to (?:pretty much |almost |just about )?(?:any|every)thing",
    r"anything (?:comes|that comes|turns) (?:across|up)",
    r"synergies", r"(?:possible|potential|new|exciting) opportunities",
    r"(?:catch up|connect) and (?:talk|explore|see)",
    r"what(?:ever)? you can do(?: helps?)?\b(?! with)", r"anything (?:would|that (?:would|might)) help",
    r"happy to chat (?:any ?time|about anything)",
)  # fmt: skip
"""A hint instead of a question: nobody knows what to do about it, so nobody does anything."""

_DISOWNED = re.compile(r"(?i)\b(?:won't|will not|don't want to|not going to|instead of|rather than)\b[^.!?\n]*")
"""What one says one does not ask."""

_WAYS_OUT = _words(
    r"no (?:problem|worries|pressure|obligation|hard feelings|harm done)", r"(?:isn't|not|never) a problem",
    r"(?:is|'s|that's|totally|completely|perfectly|absolutely|quite|also|just) fine\b",
    r"fine (?:to|if|by me|too|with me)\b",
    r"feel free (?:to|not to) (?:say no|decline|pass|ignore|skip|refuse|leave)", r"(?:'d|would) rather not",
    r"just (?:say|tell me) ?(?:so|no)?\b", r"say no\b", r"don't feel (?:obliged|obligated|pressed|you have to)",
    r"hesitate to (?:decline|say no)", r"understand (?:completely|totally|if|entirely)",
    r"(?:totally|completely|fully) understand", r"(?:short|simple|quick) no\b", r"need not (?:answer|reply)",
    r"(?:won't|will not) (?:follow up|write again|ask (?:again|twice))", r"i'll (?:drop it|leave it (?:there|at that))",
    r"if (?:that's|it's|this is) (?:awkward|inconvenient|too much|one too many|not a good)",
)  # fmt: skip
"""Words that make a no easy."""

_NO_WAY_OUT = re.compile(r"(?i)\bno (?:is|was) not\b[^.!?\n]*|\bwon't take no\b[^.!?\n]*|\bnot fine\b")
"""Words that sound like a way out and are none."""

_LEANS_ON_A_TALK = _words(
    r"as (?:we |just |already )?(?:discussed|agreed|mentioned|promised|talked)",
    r"(?:like|as) i (?:said|told|mentioned)",
    r"i (?:told|mentioned to) you", r"when we (?:spoke|talked|met|had)",
    r"our (?:call|chat|talk|lunch|coffee|conversation)",
    r"thanks? (?:you )?(?:again |so much )?for (?:lunch|coffee|dinner|offering|your time today)",
    r"thanks? (?:you )?(?:again |so much )?for the (?:call|chat|lunch|talk)",
    r"remember (?:that|when|the|how|me)", r"you know (?:what|who|how) i", r"(?:tell|ask) (?:him|her|them)\b",
    r"(?:pass|forward|send) (?:this|it) (?:on|to (?:him|her|them))", r"your own words", r"that thing\b", r"you and i\b",
)  # fmt: skip
"""What only somebody understands who was there."""

_NAMED = re.compile(
    r"\b[Mm]y name is [^\W\d_]|\b(?:I'm|I am|[Tt]his is) [A-ZÀ-Þ][\w'-]+ (?:[a-z]{2,3} )?[A-ZÀ-Þ]"
    r"|^[A-ZÀ-Þ][\w'-]+ [A-ZÀ-Þ][\w'-]+ (?:is|was|has)\b|^[A-ZÀ-Þ][\w'-]+ [A-ZÀ-Þ][\w'-]+(?:,[^\n]*)?$",
    re.MULTILINE,
)
"""Who writes: "my name is", "I'm Dana Reyes", "Dana Reyes is", or a full name as the signature."""

_SOMEBODY = r"(?:i|he|she|they|who|[a-z]+)"
_THEIR = r"(?:my|his|her|their|[a-z]+'s)"
_PRIVATE = _words(
    r"between (?:you and me|us|ourselves)\b(?! two companies)", r"(?:in|strictly) confiden(?:ce|tial)",
    r"confidentially",
    r"off the record", r"don't (?:tell|mention it to) (?:anybody|anyone|him|her|them)",
    r"keep (?:this|it|that) (?:to yourself|quiet|secret)",
    rf"{_THEIR} (?:\w+ )?(?:divorce|separation|affair|burn-?out|depression|illness|cancer|therapy"
    r"|addiction|debts?|mortgage|pregnancy)\b",
    r"going through a (?:divorce|separation|breakdown)", r"(?:had|has|having) an affair",
    r"(?:is|'s|are|was|been|got|getting) (?:\w+ )?(?:off sick|sick|pregnant|divorced|depressed|burnt out|in rehab"
    r"|in therapy|an alcoholic|broke)\b",
    r"(?:with|from) (?:burn-?out|depression|cancer)\b",
    rf"{_SOMEBODY} (?:only )?(?:earns?|makes?) [$€£]?\d",
    r"behind (?:with|on) (?:the|my|his|her) (?:rent|mortgage|payments)",
    r"can't (?:pay|afford) (?:the|my)", r"(?:was|got|been|being|is|'s) (?:\w+ )?fired\b",
    r"(?:about to|plans to|wants to|going to|will) (?:quit|resign|leave (?:his|her|their) (?:job|husband|wife))\b",
    r"will lose (?:\w+ )?(?:analysts?|people|staff)",
)  # fmt: skip
"""What nobody would want passed on about them."""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return clean_text(found.group()) if found else ""


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(" ", text)


def _says_who(text: str, you: str) -> bool:
    return fold_words(you) in fold_words(text) if you else bool(_NAMED.search(text))


def _taken_from(private: Iterable[str], text: str) -> str:
    """The first words in a row that also stand in a private note."""
    words = fold_words(text).split()
    here = {tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}
    for note in private:
        said = fold_words(note).split()
        for place in range(len(said) - SHINGLE + 1):
            if tuple(said[place : place + SHINGLE]) in here:
                return " ".join(said[place : place + SHINGLE])
    return ""
