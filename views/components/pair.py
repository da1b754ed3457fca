"""Two people who may be one, side by side: what is known about each, with its source, and what they have in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model import Affiliation, Person, Reason
from graph.store.kept import StoredRecord
from graph.text import fold_words
from views import state, wording
from views.components import people
from views.text import Html, html, joined

SHOWN_VALUES = 4
"""Values of one kind that are shown of one person; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Value:
    """One fact: `note` is a quiet line below it, `key` tells whether the other person has the same."""

    text: str
    note: str = ""
    key: str = ""


def side_by_side(one: Person, other: Person) -> Html:
    """Both people, fact by fact; facts that neither has are left out, and those that both have are marked."""
    facts = [dict(_facts(each)) for each in (one, other)]
    labels = [label for label in facts[0] if facts[0][label] or facts[1][label]]
    rows = [_row(label, facts[0][label], facts[1][label]) for label in labels]
    return html(
        '<table class="ig-pair"><thead><tr><td></td><th scope="col">{one}</th><th scope="col">{other}</th></tr></thead>'
        "<tbody>{rows}</tbody></table>",
        one=people.person(one),
        other=people.person(other, "contact"),
        rows=joined(rows),
    )


def reasons(found: Sequence[Reason]) -> Html:
    """What speaks for and against, the weightiest first; the first reason given is where the count starts."""
    start, *others = found
    ordered = sorted(others, key=lambda reason: -abs(reason.effect))
    lines = [_reason(reason) for reason in ordered]
    return html(
        '<ul class="ig-reasons">{lines}</ul><p class="ig-note">Before looking at any of this: {start}.</p>',
        lines=joined(lines),
        start=start.detail,
    )


def _facts(person: Person) -> Iterator[tuple[str, list[_Value]]]:
    for label, current in (("Works at", True), ("Worked at", False)):
        yield label, [_position(held) for held in person.affiliations if held.current is current]
    yield "E-mail", [_Value(email) for email in person.emails]
    yield "Phone", [_Value(phone) for phone in person.phones]
    yield "LinkedIn", [_Value(f"linkedin.com/in/{person.profile}")] if person.profile else []
    yield "School", [_Value(school) for school in person.schools]
    yield "City", [_Value(person.city)] if person.city else []
    yield "Label", [_Value(label) for label in person.labels]
    yield "From", list(_sources(state.store().records_of(person.id)))


def _position(held: Affiliation) -> _Value:
    said = f"{held.title}, {held.organization_name}" if held.title else held.organization_name
    return _Value(said, held.source.locator, held.organization_name)


def _sources(records: Iterable[StoredRecord]) -> Iterator[_Value]:
    """In whose lists somebody stands, and where."""
    runs = {run.id: run for run in state.store().runs()}
    for record in records:
        run = runs.get(record.run)
        yield _Value(record.fact.source.locator, wording.imported(run) if run else "you said so", key=record.id)


def _row(label: str, mine: Sequence[_Value], theirs: Sequence[_Value]) -> Html:
    keys = [{_key(value) for value in values} for values in (mine, theirs)]
    shared = keys[0] & keys[1]
    return html(
        '<tr><th scope="row">{label}</th>{mine}{theirs}</tr>',
        label=label,
        mine=_cell(mine, shared),
        theirs=_cell(theirs, shared),
    )


def _cell(values: Sequence[_Value], shared: set[str]) -> Html:
    made = [_fact(value, _key(value) in shared) for value in values[:SHOWN_VALUES]]
    more = len(values) - len(made)
    if more:
        made.append(html("<p><span>and {more} more</span></p>", more=f"{more:,}"))
    return html("<td>{made}</td>", made=joined(made) if made else html('<p class="none">not known</p>'))


def _fact(value: _Value, is_shared: bool) -> Html:
    return html(
        '<p class="{kind}">{text}{note}</p>',
        kind="same" if is_shared else "",
        text=value.text,
        note=html("<span>{note}</span>", note=value.note) if value.note else Html(),
    )


def _key(value: _Value) -> str:
    return fold_words(value.key or value.text)


def _reason(reason: Reason) -> Html:
    return html(
        '<li><i class="ig-way {way}" aria-hidden="true">{sign}</i><div><b>{label}</b>: {detail}'
        "<span>{word}</span></div></li>",
        way="for" if reason.effect > 0 else "against",
        sign="+" if reason.effect > 0 else "−",
        label=reason.label,
        detail=reason.detail,
        word=wording.reason_for_match(reason),
    )
