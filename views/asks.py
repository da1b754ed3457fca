"""The focus, asks and letters in words, for a terminal and the app."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.chances import about
from graph.model import IntroPath, Person, Target
from graph.outreach.asks import Ask, Happening, Outcome, State
from graph.outreach.focus import Focus, Row
from graph.outreach.kept import Who
from graph.outreach.linter import Rule
from graph.text import clean_text
from views import kinds, wording
from views.terminal import table

if TYPE_CHECKING:
    from graph.outreach.drafts import Draft
    from graph.outreach.second_calls import SecondCall

STATE_WORDS = {
    State.PLANNED: "planned", State.ASKED: "asked, waiting", State.AGREED: "will help", State.DECLINED: "rather not",
    State.TARGET_ASKED: "other side asked", State.TARGET_AGREED: "both agreed", State.INTRODUCED: "introduced",
    State.TARGET_DECLINED: "other side rather not", State.MET: "talked", State.CLOSED: "done", State.LET_GO: "let go",
}  # fmt: skip
"""How far an ask has come, in a word or three."""

OUTCOME_WORDS = {
    Outcome.ADVICE: "advice", Outcome.REFERRAL: "a referral", Outcome.INTERVIEW: "an interview",
    Outcome.OFFER: "an offer", Outcome.NOTHING: "nothing, and that is fine",
}  # fmt: skip
"""What came of a talk."""

RULE_WORDS = {
    Rule.VAGUE: "Vague", Rule.TWO_ASKS: "Two asks", Rule.TOO_LONG: "Too long", Rule.NO_WAY_OUT: "No way out",
    Rule.NOT_FORWARDABLE: "Cannot be forwarded", Rule.PRIVATE: "Private",
}  # fmt: skip
"""What the linter marks."""

LETTER_WORDS = {
    "ask": "Ask", "forward": "Note to forward", "direct": "Letter", "follow_up": "Reminder", "thanks": "Thanks",
    "second_call": "Second call",
}  # fmt: skip
"""What letters are called."""

NO_FOCUS = "Say first what you look for: intrograph focus set --role ROLE --proof PROOF --why WHY"


def happening(what: Happening, ask: Ask) -> str:
    """What can be noted about an ask, as the user would say it."""
    who, other = _given(ask.asked_person), _given(ask.toward)
    return {
        Happening.ASKED: f"I asked {who}",
        Happening.AGREED: f"{who} agreed",
        Happening.DECLINED: f"{who} would rather not",
        Happening.TARGET_ASKED: f"{who} asked {other}",
        Happening.TARGET_AGREED: f"{other} agreed",
        Happening.TARGET_DECLINED: f"{other} would rather not",
        Happening.INTRODUCED: "We were introduced",
        Happening.MET: "We talked",
        Happening.OUTCOME: "What came of it",
        Happening.NUDGED: f"I reminded {who}",
        Happening.LET_GO: "Leave it at that",
    }[what]


def waits_for(ask: Ask) -> str:
    """What an ask waits for, as a sentence."""
    who, other = _given(ask.asked_person), _given(ask.toward)
    match ask.state:
        case State.PLANNED:
            return f"Send {who} the words below when you are ready."
        case State.ASKED:
            return f"Waiting for {who} to answer."
        case State.AGREED:
            return f"Talk to {who}." if ask.is_direct else f"Send {who} the note to forward; {who} asks {other} first."
        case State.TARGET_ASKED:
            return f"Waiting for {other} to answer {who}."
        case State.TARGET_AGREED:
            return f"Both agreed: {who} can introduce you."
        case State.INTRODUCED:
            return f"Write to {other}, and thank {who}."
        case State.MET:
            return "Note what came of it, and thank them."
        case State.CLOSED:
            return f"It brought {OUTCOME_WORDS[ask.outcome or Outcome.NOTHING]}."
        case _:
            return "It is over; another way may be open."


def route(ask: Ask) -> str:
    """Over whom an ask leads where."""
    names = [clean_text(who.name) for who in ask.way]
    return f"{' → '.join(names)} ({clean_text(ask.company)})"


def focus(held: Focus | None) -> Iterator[str]:
    """What one looks for."""
    if held is None:
        yield NO_FOCUS
        return
    yield f"Role       {held.role}"
    yield f"You offer  {held.proof}"
    yield f"Why these  {held.why}"


def shortlist(rows: Sequence[Row]) -> Iterator[str]:
    """Targets and proposals: motivation, posting, advocates."""
    head = ("", "company", "motivation", "posting", "advocates", "why")
    cells = [
        ("*" if row.is_target else "", row.name, str(row.motivation), str(row.posting), str(row.advocates), why(row))
        for row in rows
    ]
    yield from table([head, *cells], right=(2, 3, 4))
    yield ""
    yield "* on your list. Add more with: intrograph focus add --proposed 10"


def why(row: Row) -> str:
    """What speaks for a company, in words."""
    return wording.listed([kinds.interest(each) for each in row.why])


def added(targets: Sequence[Target]) -> Iterator[str]:
    """That companies are on the list now."""
    yield f"{wording.counted(len(targets), 'company', 'companies')} added to your target list."
    yield from (f"  {clean_text(target.name)}" for target in targets)


def asks(found: Sequence[Ask], *, any_over: bool) -> Iterator[str]:
    """A list of asks."""
    if not found:
        yield "No ask is open. Plan one with: intrograph ask plan COMPANY" if any_over else "There are no asks yet."
        return
    yield from table([(each.id, STATE_WORDS[each.state], route(each)) for each in found])


def ask(held: Ask) -> Iterator[str]:
    """An ask, what it waits for, and what can come next."""
    yield f"{held.id}  {route(held)}: {STATE_WORDS[held.state]}"
    yield f"  {waits_for(held)}"
    if held.state is State.PLANNED:
        yield f"  The words: intrograph ask draft {held.id}"
    if held.possible:
        yield f"  Then note what happens: intrograph ask {'|'.join(what.value for what in held.possible)} {held.id}"


def instead(held: Ask, way: IntroPath | None) -> Iterator[str]:
    """The way that avoids those who said no; nobody on it learns of the earlier ask."""
    company = clean_text(held.company)
    if way is None:
        yield f"  No other way to {company} is open now. See: intrograph paths {quoted(company)}"
        return
    names = " → ".join(clean_text(step.receiver.name) for step in way.steps)
    yield f"  Next way, which leaves them out: {names} ({about(way.warmth)})"
    yield f"  Plan it with: intrograph ask plan {quoted(company)}"


def draft(made: "Draft") -> Iterator[str]:
    """A letter with its marks."""
    address = f" <{made.address}>" if made.address else ""
    yield f"== {LETTER_WORDS[made.letter.value]}, to {clean_text(made.to.name)}{address}"
    yield f"Subject: {made.subject}"
    yield ""
    yield from made.text.splitlines()
    yield ""
    for mark in made.marks:
        yield f"! {RULE_WORDS[mark.rule]}: {mark.advice}"
    yield f"To open it in your mail program: {made.link}"
    yield ""


def letters(made: Iterable["Draft"]) -> str:
    """Letters as a text file."""
    return "\n\n".join(f"Subject: {each.subject}\n\n{each.text}\n" for each in made)


def vague(people: Sequence[Person], on: date) -> Iterator[str]:
    """That vague asks were noted."""
    names = wording.listed([clean_text(person.name) for person in people])
    yield f"Noted: {names}, asked in {on:%B %Y}. Nobody is burnt by a vague question."
    yield "Whom to call again, with the words: intrograph ask again"


def second_calls(found: Sequence["SecondCall"], made: Sequence["Draft | None"]) -> Iterator[str]:
    """Whom to call a second time."""
    if not found:
        yield "Nobody waits for a second call. Note one with: intrograph ask vague NAME --on 2026-03"
        return
    for number, (each, letter) in enumerate(zip(found, made, strict=True), 1):
        place = f"; number {each.comfort} in your own order" if each.comfort else ""
        yield f"{number}. {clean_text(each.worth.person.name)}, asked in {each.asked.on:%B %Y}{place}"
        yield from (f"     {reason.label}: {reason.detail}" for reason in each.worth.reasons[:-1])
        yield from (f"     | {line}" for line in (letter.text.splitlines() if letter else [NO_FOCUS]))
        yield ""


def quoted(text: str) -> str:
    """A text as one word of a command."""
    plain = clean_text(text).replace('"', "")
    return f'"{plain}"' if " " in plain else plain


def _given(who: Who) -> str:
    """The first word of a name."""
    return next(iter(clean_text(who.name).split()), "they")
