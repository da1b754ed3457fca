"""The page before a conversation as Markdown, to print or to keep."""

from collections.abc import Iterable, Iterator

from graph.outreach.journal import Entry
from graph.outreach.prepare import Preparation
from views import asks, wording
from views.text import markdown_in_file as markdown


def page(found: Preparation) -> str:
    """The page."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Preparation) -> Iterator[str]:
    person = found.person
    yield f"# {markdown(person.name)}"
    yield ""
    yield markdown(wording.standing(person) or "No position known")
    before = [held for held in person.affiliations if not held.current]
    facts = [wording.position(held) for held in before] + [f"Studied at {school}" for school in person.schools]
    yield from _bullets(map(markdown, facts))
    yield from _section("What you share", [_shared(each.what, wording.day(each.on) if each.on else "", each.source)
                                           for each in found.shared])  # fmt: skip
    yield from _section("Whom you both know", [markdown(_named(one.name, wording.standing(one)))
                                               for one in found.common])  # fmt: skip
    yield from _section("Last time", [line for each in found.talks for line in _talk(each)])
    yield from _section(
        "Asks", [f"{markdown(asks.route(each))}: {asks.STATE_WORDS[each.state]}" for each in found.asks]
    )
    yield from _section("What to ask", map(markdown, found.questions))
    offer = markdown(found.focus.proof) if found.focus else "Say it first: what you look for, and what you bring"
    yield from _section("What you offer", [offer])


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield ""
        yield f"## {title}"
        yield from _bullets(held)


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield ""
        yield from (f"- {line}" for line in held)


def _shared(what: str, day: str, source: str) -> str:
    return markdown(what) + (f", {day}" if day else "") + f" ({markdown(source)})"


def _named(name: str, line: str) -> str:
    return f"{name}, {line}" if line else name


def _talk(entry: Entry) -> Iterator[str]:
    yield f"{wording.day(entry.on)}: {markdown(entry.title or entry.said or 'talked')}"
    if entry.to_do:
        yield f"To do: {markdown(entry.to_do)}"
    if entry.leads:
        yield f"They pointed to {markdown(wording.listed([who.name for who in entry.leads]))}"
