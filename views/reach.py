"""How well the target list is covered, in words for both the command and the app, and the command itself."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.chances import about
from graph.model import Person, Target
from graph.settings import Settings
from graph.text import clean_text
from views import shell, wording

if TYPE_CHECKING:
    from graph.search.coverage import Coverage, Covered, WouldHelp


def command(arguments: argparse.Namespace, settings: Settings) -> None:
    """Tells which targets are reached, what hangs on one person, and whom it would help to know."""
    from graph import wire_coverage  # it loads arrays
    from graph.search.coverage import around_targets, coverage
    from graph.search.projection import project
    from graph.search.region import fits

    with shell.view(settings) as store:
        today, hops = date.today(), arguments.hops
        network = project(store, today) if fits(store) else around_targets(store, today, hops)
        found = coverage(store, network, hops)
        if arguments.json:
            shell.print_json([wire_coverage.coverage(found)])
        else:
            shell.say(_told(found))


def reached(found: "Coverage") -> str:
    """How many targets are reached.

    Empty where there are none.
    """
    count = len(found.targets)
    if not count:
        return ""
    return f"You can reach {found.reached} of your {wording.counted(count, 'target')}."


def summary(found: "Coverage") -> str:
    """The same, with how many of them hang on one person."""
    hanging = sum(bool(each.needed) for each in found.targets)
    if not hanging:
        return reached(found)
    return f"{reached(found)[:-1]}; {hanging} {'hangs' if hanging == 1 else 'hang'} on one person."


def closed(found: "Coverage") -> Iterator[str]:
    """Whose no would close which targets, the worst first."""
    for person, targets in found.closed_by:
        yield f"If {clean_text(person.name)} says no, you lose {_names(targets)}."


def firmness(each: "Covered") -> str:
    """How firmly one target is reached, in a word or three; empty where it is not."""
    if not each.routes.ways:
        return ""
    if each.needed:
        return f"only through {clean_text(each.needed[0].name)}"
    if not each.routes.exact or each.routes.ways >= _many():
        return f"{each.routes.ways} or more ways"
    return f"{each.routes.ways} separate ways" if each.routes.ways > 1 else "1 way"


def help_of(each: "WouldHelp") -> str:
    """What it would bring to know somebody, or to go where a group meets."""
    name = clean_text(each.who.name)
    who = f"Knowing {name}" if isinstance(each.who, Person) else f"Meeting the people of {name}"
    opens = f"would open {_names(each.opens)}" if each.opens else ""
    warms = f"would bring {_names(each.warms)} closer" if each.warms else ""
    return f"{who} {' and '.join(filter(None, (opens, warms)))}."


def _many() -> int:
    from graph.search.fragility import MOST_WAYS

    return MOST_WAYS


def _names(targets: Sequence[Target]) -> str:
    return wording.listed([clean_text(target.name) for target in targets])


def _told(found: "Coverage") -> Iterator[str]:
    if not found.targets:
        yield "Your target list is empty. Add a company with: intrograph target add Acme"
        return
    yield reached(found)
    yield ""
    for each in found.targets:
        chance = "no way in yet" if each.chance is None else about(each.chance)
        yield "  " + ", ".join(filter(None, (f"{clean_text(each.target.name)}: {chance}", firmness(each))))
    for heading, lines in (
        ("What hangs on one person:", list(closed(found))),
        ("What would help most:", [help_of(each) for each in (*found.people, *found.groups)]),
    ):
        if lines:
            yield from ("", heading, *(f"  {line}" for line in lines))
