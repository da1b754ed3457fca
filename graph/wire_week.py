"""JSON about the week."""

from graph import wire_asks, wire_outreach
from graph.model import Person
from graph.outreach.week import Week
from graph.search.coverage import WouldHelp
from graph.text import clean_text
from graph.wire import Json, moment


def week(found: Week) -> Json:
    """What `intrograph week` answers."""
    return {
        "monday": moment(found.monday),
        "focus": wire_asks.focus(found.focus),
        "planned": [wire_asks.ask(each) for each in found.planned],
        "plan": wire_outreach.plan(found.plan),
        "under_way": [wire_asks.ask(each) for each in found.under_way],
        "due": [wire_asks.follow_up(each) for each in found.due],
        "gives": [wire_asks.give(each) for each in found.gives],
        "event": _event(found.event) if found.event else None,
        "dormant": wire_asks.dormant(found.dormant) if found.dormant else None,
        "second_calls": [wire_asks.second_call(each, None) for each in found.second_calls],
        "in_touch": [wire_asks.touch(each) for each in found.in_touch],
    }


def _event(found: WouldHelp) -> Json:
    who = found.who.name
    kind = "person" if isinstance(found.who, Person) else "group"
    return {
        "who": clean_text(who),
        "kind": kind,
        "opens": [clean_text(target.name) for target in found.opens],
        "warms": [clean_text(target.name) for target in found.warms],
    }
