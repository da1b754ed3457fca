"""The words of a letter as a template: those that come with the program, or those that the user wrote instead.

The first line is the subject, what follows the blank line is the letter. The language is Jinja's; it runs in a sandbox,
so that a template can put words together and do nothing else, and a name it does not know is an error, not a gap.
"""

import traceback
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from graph.errors import UserError
from graph.outreach import kept
from graph.store.base import GraphStore
from graph.store.reader import GraphReader

KIND = "template"
"""The kind of the notes that hold the user's templates."""

LONGEST = 20_000
"""Characters of a template, and of what it makes."""

_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What can go wrong while a template is filled in."""

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)


class Letter(Enum):
    """What letters there are; the value is the name of the file."""

    ASK = "ask"
    """To the introducer."""
    FORWARD = "forward"
    """The note that the introducer forwards."""
    DIRECT = "direct"
    """To a contact whom you know."""
    FOLLOW_UP = "follow_up"
    THANKS = "thanks"
    SECOND_CALL = "second_call"
    """To somebody whom you asked vaguely before."""


@dataclass(frozen=True, slots=True)
class Words:
    """The fields that a template may use; empty where they mean nothing for a letter."""

    you: str = "Dana Reyes"
    given: str = "Maya"
    toward: str = "Raj Patel"
    toward_given: str = "Raj"
    goal: str = ""
    company: str = "Acme"
    role: str = "Product Manager"
    proof: str = "six years of billing software"
    why: str = "it sells to small clinics"
    known: str = "I believe you know Raj."
    shared: str = ""
    favour: str = "an introduction to Raj Patel"
    thanked_for: str = "introducing me to Raj Patel"
    asked_when: str = "Last week"
    companies: str = "Acme and Globex"
    companies_or: str = "Acme or Globex"


FIELDS = tuple(Words.__dataclass_fields__)
"""The names that a template may use."""


@dataclass(frozen=True, slots=True)
class Own:
    """A template of the user's."""

    text: str


def template_of(store: GraphReader, letter: Letter) -> str:
    """The template of a letter: the user's own, or the one that comes with the program."""
    own = kept.held(store, KIND, Own).get(letter.value)
    return own.text if own else original(letter)


@cache
def original(letter: Letter) -> str:
    """The template that comes with the program."""
    return (files("graph.outreach") / "templates" / f"{letter.value}.txt").read_text("utf-8")


def keep_template(store: GraphStore, letter: Letter, text: str) -> None:
    """Keeps the user's own template of a letter; an empty one brings back the original.

    Raises:
        UserError: when it is broken; then it says in which line.
    """
    if not text.strip():
        store.write(lambda tx: tx.remove_note(KIND, letter.value))
        return
    filled(text, letter, Words())
    store.write(lambda tx: kept.hold(tx, KIND, letter.value, Own(text)))


def filled(template: str, letter: Letter, words: Words) -> tuple[str, str]:
    """The subject and the text of a letter.

    Raises:
        UserError: when the template is broken, or too long.
    """
    if len(template) > LONGEST:
        raise UserError(f"The template “{letter.value}” is too long.", "A letter fits on one page.")
    fields = {name: getattr(words, name) for name in FIELDS}
    try:
        text = _ENVIRONMENT.from_string(template).render(fields)[:LONGEST]
    except TemplateSyntaxError as error:
        raise _broken(letter, error.lineno, error.message or "") from error
    except _WRONG as error:
        raise _broken(letter, _line_of(error), str(error)) from error
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip()


def _broken(letter: Letter, line: int, why: str) -> UserError:
    return UserError(
        f"Line {line} of the template “{letter.value}” is broken: {why.rstrip('.')}.",
        f"It may use these fields: {', '.join(FIELDS)}.",
    )


def _line_of(error: BaseException) -> int:
    """The line of the template in which an error happened."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] or 1 if lines else 1
