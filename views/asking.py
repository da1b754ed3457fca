"""The sub-commands `focus` and `ask`: what one looks for, and asks from the plan to what came of them."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from graph.errors import UserError
from graph.outreach import asking, focus
from graph.outreach.asks import Ask, Event, Happening, Outcome, State
from graph.search.people import person_called
from graph.search.targets import organization_called
from graph.settings import Settings
from graph.store.base import GraphStore
from views import asks as told
from views import saving, shell

if TYPE_CHECKING:
    from graph.model import Introductions, IntroPath, Organization
    from graph.outreach.drafts import Draft
    from graph.search.introductions import Question


def focus_set(arguments: argparse.Namespace, settings: Settings) -> None:
    """Says what one looks for."""
    with shell.opened(settings) as store:
        said = focus.Focus(arguments.role, arguments.proof, arguments.why)
        shell.say(told.focus(focus.set_focus(store, said)))


def focus_show(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows what one looks for."""
    from graph import wire_asks

    with shell.view(settings) as store:
        held = focus.focus_of(store)
        if arguments.json:
            shell.print_json([wire_asks.focus(held)])
        else:
            shell.say(told.focus(held))


def focus_list(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows targets and proposals in the order to work on them."""
    from graph import wire_asks

    with shell.view(settings) as store:
        rows = focus.shortlist(store, date.today(), arguments.number)
        if arguments.json:
            shell.print_json(map(wire_asks.row, rows))
        else:
            shell.say(told.shortlist(rows))


def focus_add(arguments: argparse.Namespace, settings: Settings) -> None:
    """Puts companies on the target list."""
    at = datetime.now(UTC)
    with shell.opened(settings) as store:
        pasted = "\n".join([*arguments.names, *([saving.text_in(arguments.source)] if arguments.source else [])])
        added = list(focus.paste(store, pasted, at)) if pasted.strip() else []
        if arguments.proposed:
            rows = [row for row in focus.shortlist(store, date.today()) if not row.is_target]
            added += focus.accept(store, rows[: arguments.proposed], at)
        elif not pasted.strip():
            raise UserError("No company is named.", "Name some, or take proposals: intrograph focus add --proposed 10")
        shell.say(told.added(added))


def plan(arguments: argparse.Namespace, settings: Settings) -> None:
    """Plans an ask."""
    from graph.search.introductions import Question

    today = date.today()
    with shell.opened(settings) as store:
        organization = organization_called(store, arguments.org)
        without = asking.not_now(store, organization.id, today)
        without |= {person_called(store, text).id for text in arguments.without}
        found = _ways_in(store, organization, Question(limit=arguments.path, without=without))
        if len(found.paths) < arguments.path:
            raise UserError(
                f"There is no further way to {organization.name} over somebody who may be asked now.",
                f"See all ways with: intrograph paths {told.quoted(organization.name)}",
            )
        _answer(store, asking.plan(store, organization, found.paths[arguments.path - 1], today), arguments)


def listed(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists asks."""
    from graph import wire_asks

    with shell.view(settings) as store:
        found = [ask for ask in asking.asks(store) if arguments.all or ask.is_open]
        if arguments.json:
            shell.print_json(map(wire_asks.ask, found))
        else:
            shell.say(told.asks(found, any_over=not arguments.all))


def happened(arguments: argparse.Namespace, settings: Settings) -> None:
    """Notes what happened to an ask."""
    what = Happening(arguments.command.removeprefix("ask "))
    outcome = Outcome(arguments.result) if what is Happening.OUTCOME else None
    with shell.opened(settings) as store:
        held = asking.ask_called(store, arguments.ask)
        event = Event(what, arguments.on or date.today(), outcome)
        _answer(store, asking.record(store, held, event), arguments)


def back(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes back what was noted last."""
    with shell.opened(settings) as store:
        _answer(store, asking.take_back(store, asking.ask_called(store, arguments.ask)), arguments)


def draft(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows the words to send."""
    from graph import wire_asks
    from graph.outreach import drafts
    from graph.outreach.templates import Letter

    with shell.view(settings) as store:
        held = asking.ask_called(store, arguments.ask)
        letters = (Letter(arguments.letter),) if arguments.letter else drafts.letters_of(held)
        made = [drafts.draft(store, held, letter) for letter in letters]
    if arguments.save:
        shell.say([saving.written(arguments.save, told.letters(made).encode())])
    elif arguments.json:
        shell.print_json(map(wire_asks.draft, made))
    else:
        _show(made)


def vague(arguments: argparse.Namespace, settings: Settings) -> None:
    """Notes whom one asked vaguely."""
    from graph.outreach.second_calls import note_vague_asks

    with shell.opened(settings) as store:
        people = [person_called(store, text) for text in arguments.people]
        note_vague_asks(store, people, arguments.on)
        shell.say(told.vague(people, arguments.on))


def again(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists whom to call a second time."""
    from graph import wire_asks
    from graph.outreach import drafts
    from graph.outreach.second_calls import second_calls

    with shell.view(settings) as store:
        found = second_calls(store, shell.network(store, date.today()))
        has_focus = focus.focus_of(store) is not None
        made = [drafts.second_call(store, each.asked.who, each.asked.on) if has_focus else None for each in found]
        if arguments.json:
            shell.print_json(map(wire_asks.second_call, found, made))
        else:
            shell.say(told.second_calls(found, made))


def template(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows a template, or replaces it."""
    from graph.outreach.templates import FIELDS, Letter, keep_template, template_of

    letter = Letter(arguments.letter)
    with shell.opened(settings) as store:
        if arguments.source:
            keep_template(store, letter, saving.text_in(arguments.source))
            shell.say([f"The template “{letter.value}” is kept."])
        else:
            shell.say([*template_of(store, letter).splitlines(), "", f"Fields: {', '.join(FIELDS)}"])


def _answer(store: GraphStore, held: Ask, arguments: argparse.Namespace) -> None:
    """Shows an ask and, when somebody said no, the way that avoids them."""
    from graph import wire, wire_asks

    over = held.state in (State.DECLINED, State.TARGET_DECLINED)
    way: IntroPath | None = None
    if over:
        way = asking.next_way(store, lambda where, question: _ways_in(store, where, question), held, date.today())
    if arguments.json:
        shell.print_json([{**wire_asks.ask(held), "next_way": wire.path(way) if way else None}])
    else:
        shell.say(told.ask(held))
        shell.say(told.instead(held, way) if over else ())


def _ways_in(store: GraphStore, organization: "Organization", question: "Question") -> "Introductions":
    from graph.outreach.outcomes import taught
    from graph.search import introductions, region

    question = replace(question, willing=taught(store))
    if region.fits(store):
        return introductions.find(store, shell.network(store, date.today()), organization, question)
    return introductions.find_near(store, date.today(), organization, question)


def _show(made: "list[Draft]") -> None:
    def lines() -> Iterator[str]:
        for each in made:
            yield from told.draft(each)

    shell.say(lines())
