"""The sub-commands about people one talks with: `log`, `prepare`, `dormant`, `touch`."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from graph.errors import UserError
from graph.outreach import journal
from graph.search.people import person_called
from graph.settings import Settings
from graph.text import clean_text
from views import preparation, saving, shell, wording

if TYPE_CHECKING:
    from graph.outreach.cadence import KeepInTouch
    from graph.outreach.dormant import Dormant


def conversation(arguments: argparse.Namespace, settings: Settings) -> None:
    """Notes a conversation."""
    people = tuple(journal.people_in(arguments.person))
    if len(people) != 1:
        raise UserError("A conversation is with one person.", 'Write them as "NAME (COMPANY)", or by id.')
    named = tuple(journal.people_in(arguments.named))
    talk = journal.Talk(people[0], arguments.on or date.today(), arguments.said, arguments.to_do, named)
    with shell.opened(settings) as store:
        _answer(journal.log_talk(store, talk, at=datetime.now(UTC), region=settings.region), arguments)


def event(arguments: argparse.Namespace, settings: Settings) -> None:
    """Notes an event."""
    read = journal.read_event(f"{arguments.what}\n{arguments.met}", date.today())
    with shell.opened(settings) as store:
        _answer(journal.log_event(store, read, at=datetime.now(UTC), region=settings.region), arguments)


def listed(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows what was noted."""
    from graph import wire_asks

    with shell.view(settings) as store:
        found = journal.entries(store)
        if arguments.json:
            shell.print_json(map(wire_asks.entry, found))
        else:
            shell.say(line for each in found for line in entry(each))
            shell.say([] if found else ['Nothing is noted yet. Begin with: intrograph log conversation "NAME"'])


def prepare(arguments: argparse.Namespace, settings: Settings) -> None:
    """One page before a conversation."""
    from graph import wire_asks
    from graph.outreach.prepare import prepare as prepared

    with shell.view(settings) as store:
        found = prepared(store, person_called(store, arguments.person), date.today())
        if arguments.json:
            shell.print_json([wire_asks.preparation(found)])
        elif arguments.save:
            shell.say([saving.written(arguments.save, preparation.page(found).encode())])
        else:
            shell.say(preparation.page(found).splitlines())


def dormant(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists dormant ties, or keeps one's own order."""
    from graph import wire_asks
    from graph.outreach.dormant import dormant as asleep
    from graph.outreach.worth import keep_comfort

    with shell.opened(settings) as store:
        if arguments.comfort:
            people = tuple(person_called(store, text) for text in arguments.comfort)
            keep_comfort(store, people)
        found = asleep(store, shell.network(store, date.today()), date.today())[: arguments.number]
        if arguments.json:
            shell.print_json(map(wire_asks.dormant, found))
        else:
            shell.say(_dormant(found))


def touch(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists whom to keep in touch with."""
    from graph import wire_asks
    from graph.outreach.cadence import keep_in_touch

    with shell.view(settings) as store:
        found = keep_in_touch(store, date.today())[: arguments.number]
        if arguments.json:
            shell.print_json(map(wire_asks.touch, found))
        else:
            shell.say(_touch(found, date.today()))


def entry(each: journal.Entry) -> Iterator[str]:
    """An entry of the journal."""
    names = wording.listed([clean_text(who.name) for who in each.people]) or "nobody in particular"
    yield f"{wording.day(each.on)}: {each.title + ', met ' if each.title else 'talked with '}{names}"
    yield from (f"  {told}" for told in (each.said, each.to_do and f"Next: {each.to_do}") if told)
    if each.leads:
        yield f"  They pointed to {wording.listed([clean_text(who.name) for who in each.leads])}."
    if each.companies:
        yield f"  New companies: {wording.listed([clean_text(name) for name in each.companies])}."


def _answer(noted: journal.Entry, arguments: argparse.Namespace) -> None:
    from graph import wire_asks

    if arguments.json:
        shell.print_json([wire_asks.entry(noted)])
    else:
        shell.say([*entry(noted), f"To take it back: intrograph undo {noted.run}"])


def _dormant(found: "Sequence[Dormant]") -> Iterator[str]:
    for number, each in enumerate(found, 1):
        place = f"; number {each.comfort} in your own order" if each.comfort else ""
        yield f"{number}. {clean_text(each.worth.person.name)}, last sign {wording.day(each.since)}{place}"
        yield from (f"     {reason.label}: {reason.detail}" for reason in each.worth.reasons[:-1])
    if not found:
        yield "You lost touch with nobody for three years or more, as far as your files show."


def _touch(found: "Sequence[KeepInTouch]", today: date) -> Iterator[str]:
    for each in found:
        when = "due since" if each.on <= today else "due on"
        name = clean_text(each.person.name)
        yield f"{name}: last contact {wording.day(each.last)}, {when} {wording.day(each.on)} (every {each.every} days)"
    if not found:
        yield "Your files show no real contact yet: import mail or a calendar, or log a conversation."
