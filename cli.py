"""The `intrograph` command: a thin shell around `graph`, one function for each sub-command.

Exit status: 0 done; 1 nothing could be done, with one sentence and the next step on standard error; 2 wrong usage.
With `--json` standard output carries only JSON. What only some commands need (the app, importers, arrays) is loaded by
those alone: `intrograph paths` answers before all of it would be there.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from graph import curate, wire, wire_ties
from graph.errors import UserError
from graph.model import EGO, PersonId, Stage
from graph.outreach.asks import Happening
from graph.owners import Owner
from graph.records import RunId
from graph.search import targets
from graph.search.people import person_called
from graph.settings import Settings
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.ties.judgement import judged
from views import (
    agenda,
    asking,
    bundles,
    encryption,
    journaling,
    keeping,
    knowing,
    reach,
    shell,
    terminal,
    weekly,
)  # fmt: skip
from views.usage import parser

if TYPE_CHECKING:
    from importers.contacts_csv import Mapped

Command = Callable[[argparse.Namespace, Settings], None]

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    _speak_utf8()
    arguments = _whole(parser().parse_args(argv))
    try:
        COMMANDS[arguments.command](arguments, Settings.from_environment(os.environ, store=arguments.store))
        sys.stdout.flush()
    except UserError as error:
        print(terminal.printable(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read our output has seen enough, as in `intrograph people | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def app(arguments: argparse.Namespace, settings: Settings) -> None:
    """Opens the app."""
    import app as page

    page.serve(settings, port=arguments.port, open_browser=not arguments.no_browser)


def demo(arguments: argparse.Namespace, settings: Settings) -> None:
    """Fills the demo's store and opens the app on it."""
    from graph import demo as network

    settings = replace(settings, store_url=arguments.store or settings.demo_store_url)
    with shell.opened(settings) as store, _progress() as progress:
        seed = network.SEED if arguments.seed is None else arguments.seed
        reports = network.fill(store, seed=seed, region=settings.region, progress=progress)
        held, wanted = store.status(), store.targets()
    if not arguments.no_app:
        app(arguments, settings)
    elif arguments.json:
        shell.print_json([wire.demo(reports, held, wanted)])
    else:
        shell.say(terminal.demo(reports, held, wanted))


def me(arguments: argparse.Namespace, settings: Settings) -> None:
    """Says who ego is."""
    with shell.opened(settings) as store:
        curate.set_ego(store, arguments.name, arguments.email, arguments.profile)
        shell.say(terminal.ego(store.person(EGO)))


def preview(arguments: argparse.Namespace, settings: Settings) -> None:
    """Reads files and stores nothing."""
    import importers
    from importers.archive import open_sources

    with open_sources(arguments.files) as sources:
        reading = importers.read(sources, dict(arguments.map))
        columns = {name: _columns(mapped) for name, mapped in reading.mapped()}
        summary = wire.Summary(reading.files, settings.region, columns)
        lines = (line for item in reading.records() if (line := summary.line(item)))
        if arguments.json:
            shell.print_json(lines)
            shell.print_json([summary.last_line()])
        else:
            problems = [line for line in lines if line["type"] == "problem"]
            shell.say(terminal.preview(summary.last_line(), problems))


def import_(arguments: argparse.Namespace, settings: Settings) -> None:
    """Imports files as one run."""
    import importers
    from graph.ingest import IngestOptions, ingest
    from importers.archive import open_sources

    with shell.opened(settings) as store, open_sources(arguments.files) as sources:
        reading = importers.read(sources, dict(arguments.map))
        owner = _owner(store, arguments.owner)
        with _progress() as progress:
            options = IngestOptions(datetime.now(UTC), settings.region, progress)
            report = ingest(store, reading.files, reading.records(), owner=owner, options=options)
        if arguments.json:
            shell.print_json([wire.import_report(report)])
        else:
            shell.say(terminal.import_report(report))


def runs(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists the imports."""
    with shell.view(settings) as store:
        held = store.runs()
        if arguments.json:
            shell.print_json(map(wire.run, held))
        else:
            shell.say(terminal.runs(held))


def undo(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes one import back."""
    with shell.opened(settings) as store:
        shell.say(terminal.undone(curate.undo(store, RunId(arguments.run))))


def people(arguments: argparse.Namespace, settings: Settings) -> None:
    """Finds people."""
    with shell.view(settings) as store:
        found = store.find_people(" ".join(arguments.text), limit=shell.ALL)
        if arguments.json:
            shell.print_json(map(wire.person, found))
        else:
            shell.say(terminal.people(found))


def person(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows one person with every record and tie."""
    with shell.view(settings) as store:
        one = person_called(store, arguments.person)
        records = store.records_of(one.id)
        ties = [tie for held in store.ties_of(one.id) if (tie := judged(held, date.today()))]
        names = shell.names_of(store, (end for tie in ties for end in (tie.a, tie.b)))
        shown = [wire_ties.tie(tie, names) for tie in ties]
        if arguments.json:
            shell.print_json([wire.person_in_full(one, records, shown, settings.region)])
        else:
            shell.say(terminal.person(one, records, shown))


def review(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists people who may be one."""
    from graph.review import candidates
    from views import verdicts

    with shell.view(settings) as store:
        found = candidates(store)
        if arguments.json:
            shell.print_json(map(wire.candidate, found))
        else:
            shell.say(verdicts.review(found))


def merge(arguments: argparse.Namespace, settings: Settings) -> None:
    """Keeps what the user says about two people."""
    from graph import merging
    from views import verdicts

    with shell.opened(settings) as store:
        people = [person_called(store, text) for text in arguments.people]
        # An id that was somebody's before a merge still tells which of the two is meant.
        one, other = (
            PersonId(text) if store.person(PersonId(text)) else person.id
            for text, person in zip(arguments.people, people, strict=True)
        )
        at = datetime.now(UTC)
        if arguments.undo:
            merging.take_back(store, one, other)
        elif arguments.apart:
            merging.keep_apart(store, one, other, at=at)
        elif arguments.later:
            merging.later(store, one, other, at=at)
        else:
            merging.merge(store, one, other, at=at)
        shell.say(verdicts.decided(people, [store.person(one), store.person(other)]))


def split(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes one person apart."""
    from graph import merging
    from views import verdicts

    with shell.opened(settings) as store:
        one = person_called(store, arguments.person)
        shell.say(verdicts.split(one.name, merging.split(store, one.id, at=datetime.now(UTC))))


def changes(arguments: argparse.Namespace, settings: Settings) -> None:
    """Tells what newer exports show."""
    from graph import snapshots
    from views import verdicts

    with shell.view(settings) as store:
        found = snapshots.changes(store)
        if arguments.json:
            shell.print_json(map(wire.change, found))
        else:
            shell.say(verdicts.changes(found))


def target_add(arguments: argparse.Namespace, settings: Settings) -> None:
    """Puts a company on the target list; `--include` says which other name means it too."""
    at = datetime.now(UTC)
    with shell.opened(settings) as store:
        held = curate.add_target(
            store, arguments.org, role=arguments.role, priority=arguments.priority, posting=arguments.posting,
            stage=Stage(arguments.stage) if arguments.stage else None, at=at,
        )  # fmt: skip
        for other in arguments.include:
            curate.same_organization(store, arguments.org, other, at=at)
        shell.say(terminal.target_added(held, arguments.include))


def target_list(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows the target list."""
    with shell.view(settings) as store:
        held = store.targets()
        if arguments.json:
            shell.print_json(map(wire.target, held))
        else:
            shell.say(terminal.targets(held))


def target_remove(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes a company off the target list."""
    with shell.opened(settings) as store:
        shell.say(terminal.target_removed(curate.remove_target(store, arguments.org)))


def paths(arguments: argparse.Namespace, settings: Settings) -> None:
    """Finds introduction paths to a company."""
    from graph.outreach import outcomes
    from graph.search import introductions, projection, region  # they load arrays, which no other command needs

    with shell.opened(settings) as store:
        question = introductions.Question(
            hops=arguments.hops,
            limit=arguments.k,
            without=frozenset(person_called(store, text).id for text in arguments.without),
            disjoint=arguments.disjoint,
            willing=outcomes.taught(store),
        )
        organization = targets.organization_called(store, arguments.org)
        if arguments.inferred or region.fits(store):
            network = projection.project(store, date.today(), guessing=arguments.inferred)
            found = introductions.find(store, network, organization, question)
        else:
            found = introductions.find_near(store, date.today(), organization, question)
        if arguments.json:
            shell.print_json([wire.introductions(found)])
        else:
            shell.say(terminal.introductions(found))


def copy(arguments: argparse.Namespace, settings: Settings) -> None:
    """Copies a whole store into another."""
    from graph import copying

    source_url = arguments.source or settings.store_url
    if "://" not in source_url and not os.path.exists(os.path.expanduser(source_url)):
        raise UserError(f"There is no store at {clean_text(source_url)}.", "Name the one to copy: --from network.db")
    with (
        shell.opened(replace(settings, store_url=source_url)) as source,
        shell.opened(replace(settings, store_url=arguments.target), filling=True) as target,
    ):
        report = copying.copy(source, target)
        held = target.status()
    if arguments.json:
        shell.print_json([{"copied": report.copied, "there": report.there, **wire.status(held)}])
    else:
        shell.say(terminal.copied(report, held))


def _whole(arguments: argparse.Namespace) -> argparse.Namespace:
    """Halves of characters, which a terminal in another code page sends, become question marks; paths stay."""

    def mended(value: Any) -> Any:
        if isinstance(value, list):
            return [mended(each) for each in value]
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    kept = {name: value if name == "store" else mended(value) for name, value in vars(arguments).items()}
    return argparse.Namespace(**kept)


def _owner(store: GraphReader, text: str | None) -> Owner:
    """Whose contacts an import holds, told by id or by name."""
    known = store.person(PersonId(text)) if text else None
    return Owner(person=known.id) if known else Owner(name=text)


def _columns(mapped: "Mapped") -> dict[str, str | None]:
    """What each column of a table was taken for."""
    names = mapped.header or [f"column {number}" for number in range(1, len(mapped.columns.fields) + 1)]
    return {clean_text(name): field for name, field in zip(names, mapped.columns.fields, strict=True) if name.strip()}


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Tells on a terminal how many rows have been read, and wipes that away in the end; says nothing into a file."""
    if not sys.stderr.isatty():
        yield lambda rows: None
        return
    try:
        yield lambda rows: print(f"\r{rows:,} rows read", end="", file=sys.stderr, flush=True)
    finally:
        print("\r" + " " * 30, end="\r", file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """Names are written in all scripts; neither a Windows code page nor a lone surrogate may stop the output."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


COMMANDS: Mapping[str, Command] = {
    "app": app, "demo": demo, "status": keeping.status,
    "me": me, "preview": preview, "import": import_, "runs": runs, "undo": undo,
    "people": people, "person": person, "ties": knowing.ties, "tie": knowing.tie, "sharpen": knowing.sharpen,
    "review": review, "merge": merge, "split": split, "changes": changes,
    "target add": target_add, "target list": target_list, "target remove": target_remove, "paths": paths,
    "coverage": reach.command, "plan": weekly.command, "copy": copy, "share": bundles.share,
    "encrypt": encryption.encrypt, "decrypt": encryption.decrypt,
    "backup": keeping.backup, "restore": keeping.restore, "export": keeping.export, "forget": keeping.forget,
    "compact": keeping.compact,
    "focus set": asking.focus_set, "focus show": asking.focus_show, "focus list": asking.focus_list,
    "focus add": asking.focus_add,
    "ask plan": asking.plan, "ask list": asking.listed, "ask back": asking.back, "ask draft": asking.draft,
    "ask vague": asking.vague, "ask again": asking.again, "ask template": asking.template,
    **{f"ask {what.value}": asking.happened for what in Happening},
    "log conversation": journaling.conversation, "log event": journaling.event, "log list": journaling.listed,
    "week": agenda.week, "prepare": journaling.prepare, "dormant": journaling.dormant, "touch": journaling.touch,
    "calendar": agenda.calendar, "lint": agenda.lint,
}  # fmt: skip
"""Which function answers which sub-command."""

if __name__ == "__main__":
    sys.exit(main())
