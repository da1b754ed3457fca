"""Sharpen: the few questions whose answers change most of what is believed about who knows whom.

An answer about a group moves all its pairs. How much it will move them is expected to be the larger, the more pairs
there are and the less sure their rate is; groups that hold mostly the same people are asked about once.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.model import EGO, PersonId
from graph.ties.circumstances import Circumstances
from graph.ties.feedback import GROUP_WEIGHT, PRIOR_WEIGHT
from graph.ties.groups import Groups, groups_of
from graph.ties.kinds import Context, ContextKind

LARGEST_ASKED = 60
"""Nobody can say how many of more people than this know each other."""

SMALLEST_ASKED = 3
"""Of two people one asks whether they know each other."""

SAME_PEOPLE = 0.7
"""Groups that share so much of the smaller one are asked about once."""


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """How many of these contacts, who share a context, know each other? `rate` is what is believed so far.

    `change` is by how much all pairs together are expected to move.
    """

    context: Context
    people: tuple[PersonId, ...]
    rate: float
    change: float


def questions(facts: Circumstances, people: tuple[PersonId, ...], limit: int = 10) -> tuple[GroupQuestion, ...]:
    """What to ask ego about their own contacts, most telling first; what was answered is not asked again.

    Args:
        facts: what inference starts from.
        people: ids, by number.
        limit: the most questions.
    """
    mine = next((each for each in facts.lists if people[each.owner] == EGO), None)
    if mine is None:
        return ()
    groups = groups_of(mine, facts.belonging, facts.answers)
    chosen: list[tuple[set[int], GroupQuestion]] = []
    for change, group in sorted(_changes(facts, groups), key=lambda each: (-each[0], each[1])):
        places = set(groups.person[groups.group == group].tolist())
        if any(len(places & held) >= SAME_PEOPLE * min(len(places), len(held)) for held, _ in chosen):
            continue
        members = tuple(people[int(mine.members[place])] for place in sorted(places))
        context = facts.belonging.contexts[int(groups.contexts[group])]
        chosen.append((places, GroupQuestion(context, members, float(groups.rates[group]), change)))
        if len(chosen) == limit:
            break
    return tuple(question for _, question in chosen)


def _changes(facts: Circumstances, groups: Groups) -> Iterator[tuple[float, int]]:
    """By how much an answer about each group is expected to move its pairs."""
    asked = (groups.sizes >= SMALLEST_ASKED) & (groups.sizes <= LARGEST_ASKED)
    for group in np.flatnonzero(asked).tolist():
        context = facts.belonging.contexts[int(groups.contexts[group])]
        if context.kind is ContextKind.POSITION or context.key in facts.answers.groups:
            continue
        rate, size = float(groups.rates[group]), int(groups.sizes[group])
        spread = math.sqrt(rate * (1.0 - rate) / (PRIOR_WEIGHT + facts.answers.asked.get(context.key, 0.0) + 1.0))
        yield GROUP_WEIGHT * spread * size * (size - 1) / 2.0, group
