"""The sub-commands `week`, `calendar` and `lint`."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from graph.settings import Settings
from graph.text import clean_text
from views import asks, reach, saving, shell, weekly, wording

if TYPE_CHECKING:
    from graph.outreach.gives import Give
    from graph.outreach.linter import Mark
    from graph.outreach.week import Week

GOING_OUT = "A class, a chamber of commerce, a club or a party: note whom you met afterwards."
"""What is said where no group is known that it would help to meet."""


def week(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows what to do this week."""
    from graph import wire_week  # it loads arrays
    from graph.outreach.week import week as of_today
    from graph.search.coverage import coverage

    with shell.view(settings) as store:
        today = date.today()
        network = shell.network(store, today)
        found = of_today(store, network, today, arguments.asks, coverage(store, network))
        if arguments.json:
            shell.print_json([wire_week.week(found)])
        else:
            shell.say(told(found, bool(store.targets())))


def calendar(arguments: argparse.Namespace, settings: Settings) -> None:
    """Writes a calendar file."""
    from graph.outreach.calendar_file import calendar as written
    from graph.outreach.reminders import reminders

    with shell.view(settings) as store:
        found = reminders(store, date.today())
    shell.say([saving.written(arguments.file, written(found, datetime.now(UTC)))])
    shell.say([f"{wording.counted(len(found), 'reminder')} in it."])


def lint(arguments: argparse.Namespace, settings: Settings) -> None:
    """Marks a letter."""
    from graph import wire_asks
    from graph.outreach.linter import Purpose
    from graph.outreach.linter import lint as marked

    found = marked(saving.text_in(arguments.file), Purpose(arguments.purpose))
    if arguments.json:
        shell.print_json(map(wire_asks.mark, found))
    else:
        shell.say(marks(found) if found else ["Nothing to mark: it asks for one thing, and a no is easy."])


def told(found: "Week", has_targets: bool) -> Iterator[str]:
    """The week for a terminal."""
    yield f"The week of {wording.day(found.monday)}"
    if found.focus is None:
        yield from ("", asks.NO_FOCUS, "A list of companies to begin with: intrograph focus list")
    for title, lines in _sections(found, has_targets):
        if lines:
            yield from ("", title, *(f"  {line}" for line in lines))


def marks(found: "Iterable[Mark]") -> Iterator[str]:
    """What the linter marks."""
    for mark in found:
        words = f" (“{mark.words}”)" if mark.words else ""
        yield f"{asks.RULE_WORDS[mark.rule]}{words}: {mark.advice}"


def given(each: "Give") -> str:
    """An introduction that one could make, and why."""
    one, other = clean_text(each.one.name), clean_text(each.other.name)
    places = [place.organization_name for who in (each.one, each.other) if (place := who.position)]
    at = f" ({wording.listed([clean_text(name) for name in places])})" if places else ""
    return f"{one} and {other}: both work as {each.profession}{at}; nothing shows that they know each other."


def _sections(found: "Week", has_targets: bool) -> Iterator[tuple[str, list[str]]]:
    yield "Planned, to be sent when you are ready:", [f"{each.id}  {asks.route(each)}" for each in found.planned]
    plan = list(weekly.told(found.plan, has_targets)) if found.plan.asks or not found.planned else []
    yield "Asks to choose from:", plan
    yield "Under way:", [f"{each.id}  {asks.route(each)}: {asks.STATE_WORDS[each.state]}" for each in found.under_way]
    yield "Due:", [f"{each.ask.id}  {each.move.value} ({clean_text(each.ask.asked_person.name)})" for each in found.due]
    yield "Give: introductions you could make:", [given(each) for each in found.gives]
    yield "Go out once:", [reach.help_of(found.event) if found.event else GOING_OUT]
    yield (
        "Wake one tie:",
        [
            f"{clean_text(each.worth.person.name)}, last sign {wording.day(each.since)}"
            for each in ([found.dormant] if found.dormant else [])
        ],
    )
    yield "Call again:", [clean_text(each.worth.person.name) for each in found.second_calls]
    yield (
        "Keep in touch:",
        [f"{clean_text(each.person.name)}, last contact {wording.day(each.last)}" for each in found.in_touch],
    )
