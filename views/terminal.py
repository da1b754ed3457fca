"""What the command prints for people: the answers of the pages as plain, aligned text, without colours.

Every line passes through `printable` on its way out, so that no contact's name can steer the terminal.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graph import wire
from graph.chances import about
from graph.model import EGO_NAME, Affiliation, ImportRun, Introductions, IntroPath, Person, Step, Target
from graph.store.kept import StoredRecord, StoreStatus
from views import wording

if TYPE_CHECKING:
    from graph.copying import CopyReport
    from graph.ingest import ImportReport

WIDEST_CELL = 44
"""Columns that one cell of a table takes at most; longer text ends in an ellipsis."""
SHOWN_PROBLEMS = 20
"""Problems that are listed; the others are counted, and listed in full with --json."""


def printable(line: str) -> str:
    r"""The line without anything that steers a terminal or that the eye does not see.

    >>> printable("Ann\x1b[2J\u202e Lee")
    'Ann[2J Lee'
    """
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in line)


def ego(me: Person | None) -> Iterator[str]:
    """Who ego is now."""
    if me:
        yield f"You are {me.name}."
        yield from (f"  {text}" for text in (*me.emails, _profile(me)) if text)


def preview(summary: wire.Json, problems: Sequence[wire.Json]) -> Iterator[str]:
    """What files hold: the last line of a preview, and its lines about problems."""
    for file in summary["files"]:
        yield f"{file['name']}: {file['importer'] or 'not read'}"
        for column, field in summary["columns"].get(file["name"], {}).items():
            yield f"  {column} is taken for: {field}" if field else f"  {column} is not read"
    yield ""
    yield wording.counted(summary["contacts"], "contact")
    for kind in ("organizations", "interactions", "relations", "groups"):
        if summary[kind]:
            yield wording.counted(summary[kind], kind.removesuffix("s"))
    if summary["hidden"]:
        yield f"{wording.counted(summary['hidden'], 'member')} left or hidden: only a date is known"
    for reason, number in summary["skipped"].items():
        if number:
            yield f"{number:,} left out: {reason}"
    yield from _problems([(each["source"], each["message"]) for each in problems])
    yield ""
    yield "Nothing was stored. To keep it: intrograph import FILE"


def import_report(report: "ImportReport") -> Iterator[str]:
    """What came of an import."""
    counts = report.counts
    if report.repeated:
        yield f"These files have been imported before (as {report.run}); nothing changed."
    else:
        yield f"Imported as {report.run}: {_whose(report.owner_name)}."
    parts = {
        "new": counts.added,
        "matched with somebody known": counts.matched,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "new, but of a name that is known already": counts.to_review,
        "left out: hidden, or about nobody": counts.hidden,
        "not readable": counts.problems,
    }
    rows = [(f"{number:,}", told) for told, number in parts.items() if number]
    yield from table([*rows, (f"{counts.read:,}", "read in all")], right=(0,))
    if report.ties_added:
        yield f"{wording.counted(report.ties_added, 'tie')} added."
    yield from _problems([(each.source.locator, each.message) for each in (*report.problems, *report.warnings)])


def demo(reports: Iterable["ImportReport"], held: StoreStatus, wanted: Iterable[Target]) -> Iterator[str]:
    """What the demo's store holds."""
    yield "A made-up network:"
    rows = [(report.owner_name, f"{report.counts.read:,} read", report.run) for report in reports]
    yield from table(rows, right=(1,))
    yield ""
    yield from status(held)
    yield ""
    yield "See who can introduce you:"
    yield from (f'  intrograph paths {_quoted(target.name)} --store "{held.location}"' for target in wanted)


def runs(held: Sequence[ImportRun]) -> Iterator[str]:
    """The import history."""
    if not held:
        yield "Nothing has been imported yet. Begin with: intrograph import Connections.csv"
    yield from table(
        [
            (
                run.id,
                f"{run.at.astimezone():%Y-%m-%d %H:%M}",
                run.owner_name,
                f"{run.counts.read:,} read",
                ", ".join(file.name for file in run.files if file.importer)
                + (f", shows {run.shows.value} until {run.expires.isoformat()}" if run.expires else ""),
            )
            for run in held
        ],
        right=(3,),
    )


def undone(run: ImportRun) -> Iterator[str]:
    """That an import was taken back."""
    yield f"Taken back: {run.id}, {_whose(run.owner_name)} of {wording.day(run.at)}."


def people(found: Sequence[Person]) -> Iterator[str]:
    """A list of people."""
    yield from table([(one.id, one.name, wording.standing(one)) for one in found])
    yield wording.counted(len(found), "person", "people") if found else "Nobody was found."


def person(one: Person, records: Sequence[StoredRecord], ties: Sequence[wire.Json]) -> Iterator[str]:
    """Everything about one person; `ties` as `graph.wire.tie` makes them."""
    yield f"{', '.join((one.name, *one.credentials))}  ({one.id})"
    facts = [("now" if held.current else "before", _at(held)) for held in one.affiliations]
    facts += [("e-mail", text) for text in one.emails] + [("phone", text) for text in one.phones]
    facts += [("profile", text) for text in [_profile(one)] if text]
    facts += [("school", text) for text in one.schools] + [("label", text) for text in one.labels]
    yield from _indented(table(facts))
    yield ""
    yield f"{wording.counted(len(records), 'record')}:"
    yield from _indented(table([(each.fact.source.locator, f"import {each.run}") for each in records]))
    yield ""
    yield f"{wording.counted(len(ties), 'tie')}, the strongest first:"
    for tie in sorted(ties, key=lambda each: -each["strength"]):
        other = tie["b_name"] if tie["a"] == one.id else tie["a_name"]
        yield f"  {other}: {_strength(tie['strength'])}"
        yield from (f"      {reason['label']}: {reason['detail']}" for reason in tie["reasons"])


def target_added(target: Target, others: Sequence[str]) -> Iterator[str]:
    """That a company is on the list now."""
    yield f"{target.name} is on your target list."
    yield from (f"{other} counts as the same company." for other in others)
    yield f"See who can introduce you: intrograph paths {_quoted(target.name)}"


def target_removed(target: Target) -> Iterator[str]:
    """That a company is off the list."""
    yield f"{target.name} is off your target list."


def targets(held: Sequence[Target]) -> Iterator[str]:
    """The target list."""
    if not held:
        yield "Your target list is empty. Add a company with: intrograph target add Acme"
    yield from table([(wording.PRIORITY_WORDS[one.priority], one.name, one.role or "") for one in held])


def introductions(found: Introductions) -> Iterator[str]:
    """Ranked paths with their reasons, or why there are none and what to do next."""
    company = found.target.organization.name
    if found.unreachable:
        yield f"{company}: {found.unreachable.label}."
        yield found.unreachable.detail
        yield ""
        yield "What you can do next:"
        yield from (f"  {place}. {step}" for place, step in enumerate(found.unreachable.next, 1))
    else:
        order = "people you know there first" if found.paths[0].is_direct else "the warmest first"
        yield f"{wording.counted(len(found.paths), 'way')} into {company}, {order}."
    for place, path in enumerate((*found.paths, *found.newer), 1):
        if place == len(found.paths) + 1:
            yield from ("", wording.NEWER)
        yield ""
        yield from _path(place, path)
    for other, number in found.target.similar:
        yield ""
        yield f"Not counted: {other.name} ({wording.counted(number, 'person', 'people')}). If it is the same company:"
        yield f"  intrograph target add {_quoted(company)} --include {_quoted(other.name)}"


def copied(report: "CopyReport", held: StoreStatus) -> Iterator[str]:
    """What went over, and what the other store holds now."""
    there = f", {report.there:,} were there already" if report.there else ""
    yield f"Copied {wording.counted(report.copied, 'import')}{there}."
    yield from status(held)


def status(held: StoreStatus) -> Iterator[str]:
    """What a store holds."""
    counts = {
        "people": held.people,
        "companies": held.organizations,
        "ties": held.ties,
        "records": held.records,
        "imports": held.runs,
        "targets": held.targets,
        "revision": held.revision,
    }
    size = f" ({wording.size(held.size)})" if held.size else ""
    yield f"Kept in {held.location}{size}"
    yield from _indented(table([(name, f"{number:,}") for name, number in counts.items()], right=(1,)))


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Rows with aligned columns; those in `right` end at the same place.

    >>> list(table([("Ann", "5"), ("Bo Chen", "12")], right=(1,)))
    ['Ann       5', 'Bo Chen  12']
    """
    cells = [[_cell(text) for text in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        gaps = [" " * (width - _width(text)) for text, width in zip(row, widths, strict=True)]
        filled = enumerate(zip(row, gaps, strict=True))
        yield "  ".join(gap + text if place in right else text + gap for place, (text, gap) in filled).rstrip()


def _path(place: int, path: IntroPath) -> Iterator[str]:
    chain = " → ".join(["You", *(step.receiver.name for step in path.steps)])
    held = path.contact.position
    yield f"{place}. {chain}" + (f" ({wording.position(held)})" if held else "")
    kind = "you know them yourself" if path.is_direct else wording.introducers_word(path)
    facts = ", ".join([kind, *(fact for fact, _ in wording.path_facts(path))])
    between = wording.warmth_range(path)
    yield f"   {wording.warmth_word(path.warmth)}: {about(path.warmth)}{f', {between}' if between else ''}; {facts}"
    for giver, step in zip(["You", *(step.receiver.name for step in path.steps)], path.steps, strict=False):
        yield f"     {giver} → {step.receiver.name}: {_tie(step)}"
        yield from (f"       - {reason.label}: {reason.detail}" for reason in step.reasons)
    yield f"   {wording.next_step(path)}"


def _whose(owner: str) -> str:
    return "your contacts" if owner == EGO_NAME else f"contacts of {owner}"


def _tie(step: Step) -> str:
    if step.observed:
        return _strength(step.strength)
    return f"{wording.tie_word(step.probability)}, {about(step.probability)}; nobody has seen it"


def _strength(strength: float) -> str:
    return f"{wording.strength_word(strength)}, {about(strength)}"


def _problems(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"{wording.counted(len(found), 'problem')}:"
    yield from (f"  {source}: {message}" for source, message in found[:SHOWN_PROBLEMS])
    if len(found) > SHOWN_PROBLEMS:
        yield f"  ... and {len(found) - SHOWN_PROBLEMS} more; --json lists them all"


def _at(held: Affiliation) -> str:
    return f"{held.title}, {held.organization_name}" if held.title else held.organization_name


def _profile(one: Person) -> str:
    return f"https://www.linkedin.com/in/{one.profile}" if one.profile else ""


def _quoted(text: str) -> str:
    r"""An argument as a shell reads it; text that would mean more to a shell than a name is left out.

    >>> _quoted("Acme"), _quoted("O'Neil & Co"), _quoted("a$(b)")
    ('Acme', '"O\'Neil & Co"', '"a(b)"')
    """
    plain = "".join(sign for sign in text if sign not in '"$`\\!')
    return plain if plain and plain.isalnum() else f'"{plain}"'


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _cell(text: str) -> str:
    plain = printable(text)
    return plain if len(plain) <= WIDEST_CELL else plain[: WIDEST_CELL - 1].rstrip() + "…"


def _width(text: str) -> int:
    """Columns that a text takes on a terminal: East Asian signs take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
