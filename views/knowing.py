"""The sub-commands about who knows whom: `ties` lists it, `tie` and `sharpen` take the user's word for it."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime

from graph import stating, wire_ties
from graph.model import EGO
from graph.search.people import person_called
from graph.settings import Settings
from graph.store.reader import GraphReader
from graph.ties.judgement import Guesses, judged
from graph.ties.kinds import LIKELY
from graph.wire import Json
from views import acquaintance, shell


def ties(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists the ties: those that were seen, then those that shared context suggests."""
    with shell.view(settings) as store:
        shown = _judged(store, arguments)
        if arguments.json:
            shell.print_json(shown)
        else:
            shell.say(acquaintance.ties(shown))


def tie(arguments: argparse.Namespace, settings: Settings) -> None:
    """Keeps what the user says about who knows whom."""
    with shell.opened(settings) as store:
        one, other = (person_called(store, text) for text in arguments.people)
        at = datetime.now(UTC)
        if arguments.undo:
            stating.take_back_tie(store, one.id, other.id)
        elif arguments.deny:
            stating.deny_tie(store, one.id, other.id, at=at)
        else:
            stating.state_tie(store, one.id, other.id, arguments.strength, at=at)
        said = None if arguments.undo else 0 if arguments.deny else arguments.strength
        shell.say(acquaintance.said(one, other, said))


def sharpen(arguments: argparse.Namespace, settings: Settings) -> None:
    """Asks how many of some groups know each other, or keeps an answer."""
    from graph.ties.questions import questions  # it loads arrays

    with shell.opened(settings) as store:
        if arguments.group is not None:
            word = None if arguments.answer == "undo" else arguments.answer
            stating.rate_group(store, arguments.group, word, at=datetime.now(UTC))
            shell.say(acquaintance.sharpened(word))
            return
        with store.snapshot() as view:
            guesses = Guesses(view, date.today(), least=LIKELY)
            found = questions(guesses.facts, guesses.people, arguments.number)
            names = shell.names_of(view, (person for question in found for person in question.people))
        if arguments.json:
            shell.print_json(wire_ties.group_question(question, names) for question in found)
        else:
            shell.say(acquaintance.questions(found, names))


def _judged(store: GraphReader, arguments: argparse.Namespace) -> Iterator[Json]:
    today = date.today()
    names = shell.names_of(store, [one.id for one in store.find_people("", limit=shell.ALL)] + [EGO])
    if arguments.observed or not arguments.inferred:
        seen = (tie for held in store.ties() if (tie := judged(held, today)))
        yield from (wire_ties.tie(tie, names) for tie in seen if tie.probability >= arguments.min)
    if arguments.inferred or not arguments.observed:
        found = Guesses(store, today, least=arguments.min)
        yield from (wire_ties.tie(tie, names) for tie in found.all() if tie.probability >= arguments.min)
