"""JSON about asks and what stands around them: the focus, drafts, the journal, the week."""

from collections.abc import Iterable, Mapping

from graph.model import PersonId
from graph.outreach.asks import Ask
from graph.outreach.cadence import KeepInTouch
from graph.outreach.dormant import Dormant
from graph.outreach.drafts import Draft
from graph.outreach.focus import Focus, Row
from graph.outreach.followups import FollowUp
from graph.outreach.gives import Give
from graph.outreach.journal import Entry
from graph.outreach.kept import Who
from graph.outreach.linter import Mark
from graph.outreach.prepare import Preparation
from graph.outreach.second_calls import SecondCall
from graph.outreach.worth import Worth
from graph.text import clean_text
from graph.wire import Json, moment, person, reason


def ask(held: Ask) -> Json:
    """An ask; `next` is what can happen to it."""
    return {
        "id": held.id,
        "state": held.state.value,
        "open": held.is_open,
        "organization": clean_text(held.company),
        "organization_id": held.organization,
        "way": people(held.way),
        "chance": held.chance,
        "planned_on": moment(held.planned_on),
        "events": [
            {"what": each.what.value, "on": moment(each.on), "outcome": each.outcome.value if each.outcome else None}
            for each in held.events
        ],
        "outcome": held.outcome.value if held.outcome else None,
        "next": [what.value for what in held.possible],
    }


def people(named: Iterable[Who]) -> list[Json]:
    """People by id and name."""
    return [{"id": who.id, "name": clean_text(who.name)} for who in named]


def focus(held: Focus | None) -> Json:
    """What one looks for; every part null until it was said."""
    return {part: getattr(held, part) if held else None for part in ("role", "proof", "why")}


def row(each: Row) -> Json:
    """A company of the short list."""
    return {
        "organization": clean_text(each.name),
        "id": each.organization,
        "motivation": each.motivation,
        "posting": each.posting,
        "advocates": each.advocates,
        "target": each.is_target,
        "stage": each.stage.value if each.stage else None,
        "why": list(each.why),
    }


def draft(made: Draft) -> Json:
    """A letter; `mailto` opens it in a mail program."""
    return {
        "letter": made.letter.value,
        "to": {"id": made.to.id, "name": clean_text(made.to.name)},
        "subject": made.subject,
        "text": made.text,
        "marks": [mark(each) for each in made.marks],
        "mailto": made.link,
    }


def mark(each: Mark) -> Json:
    """What the linter marks."""
    return {"rule": each.rule.value, "words": each.words, "advice": each.advice}


def entry(each: Entry) -> Json:
    """An entry of the journal; `undo` names the import that takes it back."""
    return {
        "type": "event" if each.title else "conversation",
        "title": each.title or None,
        "on": moment(each.on),
        "people": people(each.people),
        "leads": people(each.leads),
        "said": each.said or None,
        "next": each.to_do or None,
        "proposed": list(each.companies),
        "undo": each.run,
    }


def preparation(found: Preparation) -> Json:
    """What to know before a conversation."""
    return {
        "person": person(found.person),
        "shared": [{"what": each.what, "on": moment(each.on), "source": each.source} for each in found.shared],
        "common": [{"id": one.id, "name": clean_text(one.name)} for one in found.common],
        "talks": [entry(each) for each in found.talks],
        "asks": [ask(each) for each in found.asks],
        "target": clean_text(found.company) if found.company else None,
        "offer": found.focus.proof if found.focus else None,
        "questions": list(found.questions),
    }


def follow_up(each: FollowUp) -> Json:
    """What is due on an ask."""
    return {"ask": each.ask.id, "move": each.move.value, "on": moment(each.on), "who": people(each.ask.way[:1])[0]}


def give(each: Give) -> Json:
    """An introduction that one could make."""
    one, other = ({"id": who.id, "name": clean_text(who.name)} for who in (each.one, each.other))
    return {"one": one, "other": other, "share": each.profession}


def dormant(each: Dormant) -> Json:
    """Somebody one lost touch with."""
    return {**_worth(each.worth), "since": moment(each.since), "comfort": each.comfort}


def second_call(each: SecondCall, letter: Draft | None) -> Json:
    """Somebody to call again, with the letter that repairs the first ask (null without a focus)."""
    return {
        **_worth(each.worth),
        "asked_on": moment(each.asked.on),
        "comfort": each.comfort,
        "draft": draft(letter) if letter else None,
    }


def touch(each: KeepInTouch) -> Json:
    """Somebody to keep in touch with."""
    who = {"id": each.person.id, "name": clean_text(each.person.name)}
    return {"who": who, "last": moment(each.last), "every_days": each.every, "on": moment(each.on)}


def _worth(each: Worth) -> Json:
    return {
        "who": {"id": each.person.id, "name": clean_text(each.person.name)},
        "worth": each.value,
        "why": [reason(one) for one in each.reasons],
    }


def comfort(order: Mapping[PersonId, int]) -> list[PersonId]:
    """One's own order, most at ease first."""
    return sorted(order, key=order.__getitem__)
