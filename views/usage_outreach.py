"""What can be asked on the command line about outreach: the focus, asks, the journal, the week."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from graph.outreach.asks import Happening, Outcome
from graph.outreach.linter import Purpose
from importers.dates import read_day, read_span

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Add = Callable[..., argparse.ArgumentParser]

_HAPPENINGS = {
    Happening.ASKED: "you asked",
    Happening.AGREED: "they will help",
    Happening.DECLINED: "they would rather not; shows the next way, which avoids them",
    Happening.TARGET_ASKED: "the introducer asked the other side",
    Happening.TARGET_AGREED: "the other side agreed too",
    Happening.TARGET_DECLINED: "the other side would rather not",
    Happening.INTRODUCED: "you were introduced, which takes both consents",
    Happening.MET: "you talked",
    Happening.NUDGED: "you reminded them, once",
    Happening.LET_GO: "you leave it at that",
}
"""What can be noted about an ask, and how the help puts it."""

LETTERS = ("ask", "forward", "direct", "follow_up", "thanks", "second_call")
"""The letters there are, as `graph.outreach.templates.Letter` names them; that module loads more than a help needs."""


def add(commands: Commands, add_one: Add) -> None:
    """Adds the sub-commands; `add_one` makes one, as in `views.usage`."""
    _focus(_group(commands, "focus", "what you look for, and a target list of about forty"), add_one)
    _ask(_group(commands, "ask", "asks for introductions, with the consent of both sides"), add_one)
    _log(_group(commands, "log", "conversations and events, and whom you met"), add_one)
    one = add_one(commands, "week", "shows what to do this week", answers=True)
    one.add_argument("--asks", type=_number, default=5, metavar="N", help="the most people to ask (5)")
    one = add_one(commands, "prepare", "one page before a conversation, as Markdown", answers=True)
    one.add_argument("person", metavar="PERSON", help="an id, or a name that only one person has")
    one.add_argument("--save", metavar="FILE", help="writes it into a new file")
    one = add_one(commands, "dormant", "lists people you lost touch with, those worth a call first", answers=True)
    one.add_argument("-n", dest="number", type=_number, default=10, help="how many (10)")
    one.add_argument("--comfort", metavar="PERSON", nargs="+", help="keeps your own order, most at ease first")
    one = add_one(commands, "touch", "lists people to keep in touch with, most overdue first", answers=True)
    one.add_argument("-n", dest="number", type=_number, default=10, help="how many (10)")
    one = add_one(commands, "calendar", "writes follow-ups and asks into a calendar file")
    one.add_argument("file", metavar="FILE.ics")
    one = add_one(commands, "lint", "marks what makes a letter hard to answer", answers=True)
    one.add_argument("file", metavar="FILE", help="a text file; - for what is typed or piped in")
    purposes = [purpose.value for purpose in Purpose]
    one.add_argument("--for", dest="purpose", choices=purposes, default="ask", help="an ask, or a note to forward")


def _focus(inner: Commands, add_one: Add) -> None:
    one = add_one(inner, ("focus", "set"), "says what you look for")
    one.add_argument("--role", required=True, help="the role you want")
    one.add_argument("--proof", required=True, help="what you offer: what you did that they need")
    one.add_argument("--why", required=True, help="why these companies")
    add_one(inner, ("focus", "show"), "shows what you look for", answers=True)
    one = add_one(inner, ("focus", "list"), "shows targets and proposals, in the order to work on them", answers=True)
    one.add_argument("-n", dest="number", type=_number, default=40, help="how many companies (40)")
    one = add_one(inner, ("focus", "add"), "puts companies on the target list")
    one.add_argument("names", metavar="COMPANY", nargs="*")
    one.add_argument("--from", dest="source", metavar="FILE", help="a pasted list, one a line; - for what is piped in")
    one.add_argument("--proposed", type=_number, metavar="N", help="the first N proposals of the list")


def _ask(inner: Commands, add_one: Add) -> None:
    one = add_one(inner, ("ask", "plan"), "plans an ask on the best way to a company", answers=True)
    one.add_argument("org", metavar="ORG")
    one.add_argument("--path", type=_number, default=1, metavar="N", help="the way of this place among those left (1)")
    one.add_argument("--without", metavar="PERSON", action="append", default=[], help="leaves somebody out")
    one = add_one(inner, ("ask", "list"), "lists the open asks", answers=True)
    one.add_argument("--all", action="store_true", help="also those that are over")
    for what, told in _HAPPENINGS.items():
        _on_day(add_one(inner, ("ask", what.value), told, answers=True))
    one = _on_day(add_one(inner, ("ask", "outcome"), "what came of the talk", answers=True))
    one.add_argument("result", choices=[outcome.value for outcome in Outcome])
    one = add_one(inner, ("ask", "back"), "takes back what was noted last", answers=True)
    one.add_argument("ask", metavar="ASK", help="an id, or the introducer or company of an open ask")
    one = add_one(inner, ("ask", "draft"), "words to send, from your focus and the way", answers=True)
    one.add_argument("ask", metavar="ASK", help="an id, or the introducer or company of an open ask")
    one.add_argument("--letter", choices=LETTERS, help="which letter; what the ask needs next if missing")
    one.add_argument("--save", metavar="FILE", help="writes it into a new file")
    one = add_one(inner, ("ask", "vague"), "notes whom you asked vaguely once; nobody is burnt by that")
    one.add_argument("people", metavar="PERSON", nargs="+", help="ids, or names that only one person has")
    one.add_argument("--on", type=_month, required=True, metavar="DAY", help="about when, such as 2026-03")
    add_one(inner, ("ask", "again"), "lists whom to call a second time, with the words", answers=True)
    one = add_one(inner, ("ask", "template"), "shows a letter's template, or replaces it")
    one.add_argument("letter", choices=LETTERS)
    one.add_argument("--from", dest="source", metavar="FILE", help="your own; an empty file brings back the original")


def _log(inner: Commands, add_one: Add) -> None:
    one = add_one(inner, ("log", "conversation"), "notes a conversation", answers=True)
    one.add_argument("person", metavar="PERSON", help="an id, or NAME (COMPANY)")
    one.add_argument("--on", type=_day, metavar="DAY", help="when; today if missing")
    one.add_argument("--said", default="", help="what was said")
    one.add_argument("--next", default="", dest="to_do", help="what is to be done")
    one.add_argument("--named", default="", metavar="PEOPLE", help="whom they pointed to: NAME (COMPANY), NAME")
    one = add_one(inner, ("log", "event"), "notes an event and whom you met", answers=True)
    one.add_argument("what", metavar="EVENT", help="what and when: Chamber breakfast, 20 Nov 2026")
    one.add_argument("met", metavar="PEOPLE", help="whom you met: NAME (COMPANY), NAME")
    add_one(inner, ("log", "list"), "shows what was noted", answers=True)


def _on_day(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
    one.add_argument("ask", metavar="ASK", help="an id, or the introducer or company of an open ask")
    one.add_argument("--on", type=_day, metavar="DAY", help="when; today if missing")
    return one


def _group(commands: Commands, name: str, told: str) -> Commands:
    one = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
    return one.add_subparsers(title="commands", metavar="COMMAND", required=True)


def _day(text: str) -> date:
    day = date.today() if text.strip().casefold() == "today" else read_day(text)
    if day is None:
        raise argparse.ArgumentTypeError("write a day like this: 2026-11-20")
    return day


def _month(text: str) -> date:
    span = read_span(text)
    day = read_day(text) or (span.first if span else None)
    if day is None:
        raise argparse.ArgumentTypeError("write a month like this: 2026-03")
    return day


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return number
