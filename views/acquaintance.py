"""What the command prints about who knows whom: ties with both numbers, what the user said, and what to ask them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote
from typing import TYPE_CHECKING

from graph.chances import about, odds
from graph.model import Person, PersonId
from graph.ties.feedback import GROUP_ANSWERS
from graph.wire import Json
from views import wording

if TYPE_CHECKING:
    from graph.ties.questions import GroupQuestion

_SHOWN_NAMES = 14
"""Names that are listed with a question; more are counted."""


def ties(found: Iterable[Json]) -> Iterator[str]:
    """Who knows whom, one line each: what was seen with its strength, what is inferred with its probability."""
    number = 0
    for tie in found:
        number += 1
        names = f"{tie['a_name']} - {tie['b_name']}"
        if tie["observed"]:
            sources = ", ".join(each["source"] for each in tie["evidence"])
            word = wording.strength_word(tie["strength"])
            yield f"{names}: {word}, {odds(tie['strength'])} ({sources})"
        else:
            *why, last = (reason for reason in tie["reasons"] if reason["of"] == "probability")
            reasons = ", ".join(reason["label"][:1].lower() + reason["label"][1:] for reason in why)
            yield f"{names}: {last['label'].lower()}, {about(tie['probability'])} ({reasons})"
    yield wording.counted(number, "tie")


def said(one: Person, other: Person, level: int | None) -> Iterator[str]:
    """What is kept about two people: how well they know each other, 0 for not at all, None for nothing."""
    names = f"{one.name} and {other.name}"
    if level is None:
        yield f"Nothing is kept about {names} any more."
    elif level:
        yield f"{names} know each other: {wording.LEVEL_WORDS[level - 1]}."
    else:
        yield f"{names} do not know each other. No import and no guess will say otherwise."


def questions(asked: Sequence["GroupQuestion"], names: Mapping[PersonId, str]) -> Iterator[str]:
    """What to ask about groups, each with what to type."""
    for each in asked:
        listed = ", ".join(names[who] for who in each.people[:_SHOWN_NAMES])
        more = len(each.people) - _SHOWN_NAMES
        yield f"{wording.group(each.context)}: how many of these {len(each.people)} know each other?"
        yield f"    {listed}" + (f" and {more} more" if more > 0 else "")
        yield f"    we believe {about(each.rate)} pairs; to answer: intrograph sharpen {quote(each.context.key)} some"
    if not asked:
        yield "There is nothing to ask: no three of your contacts share a company, a school, a city or a name."
        return
    yield ""
    yield f"Answers: {', '.join(GROUP_ANSWERS)}; undo takes one back."


def sharpened(word: str | None) -> Iterator[str]:
    """That an answer is kept."""
    yield "The answer is taken back." if word is None else f"Kept: {wording.ANSWER_WORDS[word]}."
