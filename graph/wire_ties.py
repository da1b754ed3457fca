"""JSON about who knows whom, with the fields that CLI.md fixes for `ties`; the rest is in `graph.wire`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph.model import Evidence, PersonId
from graph.text import clean_text
from graph.ties.feedback import GROUP_ANSWERS
from graph.ties.judgement import Judgement
from graph.wire import Json, moment, reason

if TYPE_CHECKING:  # what lists ties need not load arrays
    from graph.ties.questions import GroupQuestion


def tie(held: Judgement, names: Mapping[PersonId, str]) -> Json:
    """A tie; `names` holds both ends. Reasons say `of` which of the two numbers they are; the last of each is it."""
    return {
        "a": held.a,
        "a_name": names[held.a],
        "b": held.b,
        "b_name": names[held.b],
        "observed": held.observed,
        "probability": held.probability,
        "strength": held.strength,
        "evidence": [_evidence(each) for each in held.evidence],
        "reasons": [
            {"of": number, **reason(each)}
            for number, reasons in (("probability", held.probability_reasons), ("strength", held.strength_reasons))
            for each in reasons
        ],
    }


def group_question(asked: "GroupQuestion", names: Mapping[PersonId, str]) -> Json:
    """How many of a group know each other? `group` names it in the answer, `rate` is what is believed so far."""
    return {
        "group": asked.context.key,
        "kind": asked.context.kind.name.lower(),
        "name": clean_text(asked.context.name),
        "people": [{"id": each, "name": names[each]} for each in asked.people],
        "rate": asked.rate,
        "change": asked.change,
        "answers": list(GROUP_ANSWERS),
    }


def _evidence(said: Evidence) -> Json:
    return {
        "kind": said.kind.value,
        "label": said.label,
        "count": said.sent + said.received,
        "first": moment(said.first),
        "last": moment(said.last),
        "source": said.source.locator,
        "run": said.source.run,
    }
