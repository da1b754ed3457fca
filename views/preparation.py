"""The page before a conversation as Markdown, to print or to keep."""

from collections.abc import Callable, Iterable, Iterator

from graph.outreach.journal import Entry
from graph.outreach.prepare import Preparation
from views import asks, wording
from views.text import markdown_in_file

Escape = Callable[[str], str]

HEAD = 3
"""Lines at the top that say who it is."""


def page(found: Preparation, markdown: Escape = markdown_in_file) -> str:
    """The page; `markdown` makes text safe where it is shown."""
    return "\n".join(_lines(found, markdown)) + "\n"


def _lines(found: Preparation, markdown: Escape) -> Iterator[str]:
    person = found.person
    yield f"# {markdown(person.name)}"
    yield ""
    yield markdown(wording.standing(person) or "No position known")
    before = [held for held in person.affiliations if not held.current]
    facts = [wording.position(held) for held in before] + [f"Studied at {school}" for school in person.schools]
    yield from _bullets(map(markdown, facts))
    shared = [(each, f", {wording.day(each.on)}" if each.on else "") for each in found.shared]
    yield from _section(
        "What you share", [f"{markdown(each.what)}{day} ({markdown(each.source)})" for each, day in shared]
    )
    common = [_named(one.name, wording.standing(one)) for one in found.common]
    yield from _section("Whom you both know", map(markdown, common))
    yield from _section("Last time", [line for each in found.talks for line in _talk(each, markdown)])
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


def _named(name: str, line: str) -> str:
    return f"{name}, {line}" if line else name


def _talk(entry: Entry, markdown: Escape) -> Iterator[str]:
    yield f"{wording.day(entry.on)}: {markdown(entry.title or entry.said or 'talked')}"
    if entry.to_do:
        yield f"To do: {markdown(entry.to_do)}"
    if entry.leads:
        yield f"They pointed to {markdown(wording.listed([who.name for who in entry.leads]))}"
