"""Words to send: drafts filled from the focus and from what an ask's way tells, ready to be changed and sent by hand.

No private note goes into a draft, and nothing that one person said about another. Without a focus there is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.model import EGO, EGO_NAME, Person
from graph.outreach.asks import Ask, Happening, State
from graph.outreach.focus import Focus, needed_focus
from graph.outreach.kept import Who
from graph.outreach.linter import Mark, Purpose, lint
from graph.outreach.mailto import mailto
from graph.outreach.templates import Letter, Words, filled, template_of
from graph.records import ContactRecord, EvidenceKind
from graph.store.reader import GraphReader
from graph.text import clean_text

FORWARDED = "--- to forward ---"
"""Stands between an ask and the note to forward."""

SHOWN_COMPANIES = 2
"""Companies that a second call names: enough to show what is meant."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to somebody, and what the linter marks in it; `address` where one is known.

    `enclosed` is the note that goes with an ask, to be forwarded.
    """

    letter: Letter
    to: Who
    address: str | None
    subject: str
    text: str
    marks: tuple[Mark, ...] = ()
    enclosed: str = ""

    @property
    def whole(self) -> str:
        """The letter with what is enclosed."""
        return f"{self.text}\n\n{FORWARDED}\n\n{self.enclosed}" if self.enclosed else self.text

    @property
    def link(self) -> str:
        """Opens it in one's own mail program."""
        return mailto(self.address, self.subject, self.whole)


def drafts_of(store: GraphReader, ask: Ask) -> tuple[Draft, ...]:
    """What an ask may need next, in that order.

    Raises:
        UserError: without a focus, or when a template is broken.
    """
    return tuple(draft(store, ask, letter) for letter in letters_of(ask))


def letters_of(ask: Ask) -> tuple[Letter, ...]:
    """The letters that an ask needs in its state."""
    if ask.state is State.PLANNED:
        return (Letter.DIRECT,) if ask.is_direct else (Letter.ASK, Letter.FORWARD)
    if ask.state in (State.AGREED, State.TARGET_ASKED) and not ask.is_direct:
        return (Letter.FORWARD, Letter.THANKS)
    return (Letter.FOLLOW_UP,) if ask.state is State.ASKED else (Letter.THANKS,)


def draft(store: GraphReader, ask: Ask, letter: Letter) -> Draft:
    """A letter about an ask; an ask to an introducer brings the note to forward along.

    Raises:
        UserError: without a focus, or when a template is broken.
    """
    words = _words(store, ask, needed_focus(store))
    subject, text = filled(template_of(store, letter), letter, words)
    to = ask.toward if letter is Letter.FORWARD else ask.asked_person
    marks = marks_of(letter, text, words.you, _private(store, ask))
    enclosed = draft(store, ask, Letter.FORWARD).text if letter is Letter.ASK else ""
    return Draft(letter, to, _address(store, to), subject, text, marks, enclosed)


def second_call(store: GraphReader, who: Who, asked_on: date) -> Draft:
    """A letter that repairs a vague ask.

    Raises:
        UserError: without a focus, or when the template is broken.
    """
    focus = needed_focus(store)
    companies = [clean_text(target.name) for target in store.targets()][:SHOWN_COMPANIES]
    words = replace(
        _blank(store, focus), given=_given(store, who), asked_when=f"In {asked_on:%B}",
        companies=" and ".join(companies), companies_or=" or ".join(companies),
    )  # fmt: skip
    subject, text = filled(template_of(store, Letter.SECOND_CALL), Letter.SECOND_CALL, words)
    marks = marks_of(Letter.SECOND_CALL, text, words.you)
    return Draft(Letter.SECOND_CALL, who, _address(store, who), subject, text, marks)


def marks_of(letter: Letter, text: str, you: str, private: Iterable[str] = ()) -> tuple[Mark, ...]:
    """What the linter marks in the text of a letter; thanks ask for nothing, so nothing is marked in them."""
    if letter is Letter.THANKS:
        return ()
    return lint(text, Purpose.NOTE if letter is Letter.FORWARD else Purpose.ASK, you=you, private=private)


def _words(store: GraphReader, ask: Ask, focus: Focus) -> Words:
    toward, asked = clean_text(ask.toward.name), ask.day_of(Happening.ASKED)
    favour = f"15 minutes about {clean_text(ask.company)}" if ask.is_direct else f"an introduction to {toward}"
    introduced = ask.day_of(Happening.INTRODUCED) and not ask.is_direct
    return replace(
        _blank(store, focus), given=_given(store, ask.asked_person), toward=toward,
        toward_given=_given(store, ask.toward), company=clean_text(ask.company),
        goal="" if ask.toward == ask.contact else clean_text(ask.contact.name),
        known=_known(store, ask), shared=_shared(store, ask), favour=favour,
        asked_when=f"On {asked.day} {asked:%B}" if asked else "",
        thanked_for=f"introducing me to {toward}" if introduced
        else "your time" if ask.day_of(Happening.MET) else "your answer",
    )  # fmt: skip


def _blank(store: GraphReader, focus: Focus) -> Words:
    me = store.person(EGO)
    return Words(
        you=clean_text(me.name) if me and me.name != EGO_NAME else "(your name)", given="", toward="", toward_given="",
        company="", role=focus.role, proof=focus.proof.rstrip(". "), why=focus.why.rstrip(". "), known="", favour="",
        thanked_for="", asked_when="", companies="", companies_or="",
    )  # fmt: skip


def _known(store: GraphReader, ask: Ask) -> str:
    """How the introducer is seen to know whom you want to meet, in words that nobody minds to read."""
    if ask.is_direct:
        return ""
    pair = (ask.asked_person.id, ask.toward.id)
    tie = store.ties_between([pair]).get(frozenset(pair))
    first = _given(store, ask.toward)
    kinds = {each.kind for each in tie.evidence} if tie else set()
    if EvidenceKind.CONNECTION in kinds:
        return f"I saw that you and {first} are connected on LinkedIn."
    return f"I believe that you know {first}."


def _shared(store: GraphReader, ask: Ask) -> str:
    pair = (EGO, ask.contact.id)
    tie = store.ties_between([pair]).get(frozenset(pair))
    since = [each.first for each in tie.evidence if each.kind is EvidenceKind.CONNECTION and each.first] if tie else []
    return f"We have been connected on LinkedIn since {min(since).year}." if since else ""


def _given(store: GraphReader, who: Who) -> str:
    person = store.person(who.id)
    return clean_text(person.given or person.name) if person else clean_text(who.name)


def _address(store: GraphReader, who: Who) -> str | None:
    person: Person | None = store.person(who.id)
    return next(iter(person.emails), None) if person else None


def _private(store: GraphReader, ask: Ask) -> tuple[str, ...]:
    """What your own files note about the people on the way."""
    facts = (record.fact for who in ask.way for record in store.records_of(who.id))
    return tuple(fact.note for fact in facts if isinstance(fact, ContactRecord) and fact.note)
