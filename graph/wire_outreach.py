"""JSON about what to do this week."""

from graph.outreach.planning import Plan, PlannedAsk
from graph.text import clean_text
from graph.wire import Json, path, reason


def plan(found: Plan) -> Json:
    """What `intrograph plan` answers; `chance` is that of the ask, with what was learnt from earlier ones."""
    return {
        "asks": [_ask(each) for each in found.asks],
        "expected_targets": found.expected_targets,
        "without_limits": found.without_limits,
        "upper_bound": found.upper_bound,
        "chance_of_any": found.chance_of_any,
    }


def _ask(each: PlannedAsk) -> Json:
    return {
        "introducer": {"id": each.introducer.id, "name": clean_text(each.introducer.name)},
        "targets": [
            {
                "organization": clean_text(one.target.name),
                "id": one.target.organization,
                "chance": one.chance,
                "path": path(one.path),
            }
            for one in each.targets
        ],
        "adds": each.adds,
        "why": [reason(one) for one in each.why],
    }
