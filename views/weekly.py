"""The plan of the week in words, and the command that shows it."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from graph.chances import about
from graph.settings import Settings
from graph.text import clean_text
from views import shell, wording

if TYPE_CHECKING:
    from graph.model import Reason
    from graph.outreach.planning import Named, Plan


def command(arguments: argparse.Namespace, settings: Settings) -> None:
    """Tells whom to ask this week."""
    from graph import wire_outreach  # it loads arrays
    from graph.outreach.asking import resting
    from graph.outreach.outcomes import rates
    from graph.outreach.planning import Limits, plan
    from graph.search.coverage import around_targets
    from graph.search.projection import project
    from graph.search.region import fits

    with shell.view(settings) as store:
        today, hops = date.today(), arguments.hops
        network = project(store, today) if fits(store) else around_targets(store, today, hops)
        limits = Limits(arguments.asks, arguments.named, hops, frozenset(resting(store, today)))
        found = plan(store, network, limits, rates(store))
        if arguments.json:
            shell.print_json([wire_outreach.plan(found)])
        else:
            shell.say(told(found, bool(store.targets())))


def told(found: "Plan", has_targets: bool) -> Iterator[str]:
    """The plan for a terminal."""
    if not has_targets:
        yield "Your target list is empty. Add a company with: intrograph target add Acme"
        return
    if not found.asks:
        yield "Nobody you know leads to one of your targets yet. See why with: intrograph coverage"
        return
    yield f"Ask {wording.counted(len(found.asks), 'person', 'people')} this week:"
    for number, ask in enumerate(found.asks, 1):
        yield ""
        yield f"{number}. {clean_text(ask.introducer.name)}, for {wording.listed([named(one) for one in ask.targets])}"
        yield from (f"       - {why(one)}" for one in ask.why)
    yield ""
    yield from summary(found)


def named(one: "Named") -> str:
    """A company that an ask names, and over whom it is reached."""
    company = clean_text(one.target.name)
    further = [clean_text(step.receiver.name) for step in one.path.steps[1:]]
    return f"{company} (over {', then '.join(further)})" if further else company


def why(reason: "Reason") -> str:
    """One reason of an ask."""
    return f"{clean_text(reason.label)}: {clean_text(reason.detail)}"


def summary(found: "Plan") -> Iterator[str]:
    """What may come of the plan, and what its limits cost."""
    expected = found.expected_targets
    yield (
        f"Expect to reach {expected:.2f} companies; the chance of at least one is {about(found.chance_of_any)}. "
        f"No plan within these limits can expect more than {found.upper_bound:.2f}."
    )
    gain = found.without_limits - expected
    if gain >= 0.005:
        yield (
            f"Asking the same people again and again would add {gain:.2f}, as long as they kept saying yes. "
            "They would not for long."
        )
