"""The `intrograph` command: a thin shell around `graph`, one function for each sub-command.

Exit status: 0 done; 1 nothing could be done, with one sentence and the next step on standard error; 2 wrong usage.
With `--json` standard output carries only JSON. The app's libraries are loaded only when the app is opened.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import importers
from graph import curate, wire
from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, PersonId
from graph.owners import Owner
from graph.records import RunId
from graph.search import introductions, projection, targets
from graph.search.people import person_called
from graph.settings import Settings
from graph.store import open_store
from graph.store.base import GraphReader, GraphStore
from importers.archive import open_sources
from views import terminal

Command = Callable[[argparse.Namespace, Settings], None]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

ALL = 2**31 - 1
"""As many people as there are."""

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    _speak_utf8()
    arguments = _whole(_parser().parse_args(argv))
    command: Command = arguments.command
    try:
        command(arguments, Settings.from_environment(os.environ, store=arguments.store))
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
    with _store(settings) as store, _progress() as progress:
        seed = network.SEED if arguments.seed is None else arguments.seed
        reports = network.fill(store, seed=seed, region=settings.region, progress=progress)
        held, wanted = store.status(), store.targets()
    if not arguments.no_app:
        app(arguments, settings)
    elif arguments.json:
        _print_json([wire.demo(reports, held, wanted)])
    else:
        _say(terminal.demo(reports, held, wanted))


def me(arguments: argparse.Namespace, settings: Settings) -> None:
    """Says who ego is."""
    with _store(settings) as store:
        curate.set_ego(store, arguments.name, arguments.email, arguments.profile)
        _say(terminal.ego(store.person(EGO)))


def preview(arguments: argparse.Namespace, settings: Settings) -> None:
    """Reads files and stores nothing."""
    with open_sources(arguments.files) as sources:
        reading = importers.read(sources)
        summary = wire.Summary(reading.files, settings.region)
        lines = (line for item in reading.records() if (line := summary.line(item)))
        if arguments.json:
            _print_json(lines)
            _print_json([summary.last_line()])
        else:
            problems = [line for line in lines if line["type"] == "problem"]
            _say(terminal.preview(summary.last_line(), problems))


def import_(arguments: argparse.Namespace, settings: Settings) -> None:
    """Imports files as one run."""
    with _store(settings) as store, open_sources(arguments.files) as sources:
        reading = importers.read(sources)
        owner = _owner(store, arguments.owner)
        with _progress() as progress:
            options = IngestOptions(datetime.now(UTC), settings.region, progress)
            report = ingest(store, reading.files, reading.records(), owner=owner, options=options)
        if arguments.json:
            _print_json([wire.import_report(report)])
        else:
            _say(terminal.import_report(report))


def runs(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists the imports."""
    with _view(settings) as store:
        held = store.runs()
        if arguments.json:
            _print_json(map(wire.run, held))
        else:
            _say(terminal.runs(held))


def undo(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes one import back."""
    with _store(settings) as store:
        _say(terminal.undone(curate.undo(store, RunId(arguments.run))))


def people(arguments: argparse.Namespace, settings: Settings) -> None:
    """Finds people."""
    with _view(settings) as store:
        found = store.find_people(" ".join(arguments.text), limit=ALL)
        if arguments.json:
            _print_json(map(wire.person, found))
        else:
            _say(terminal.people(found))


def person(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows one person with every record and tie."""
    with _view(settings) as store:
        one = person_called(store, arguments.person)
        records, ties = store.records_of(one.id), store.ties_of(one.id)
        names = _names(store, (end for tie in ties for end in (tie.a, tie.b)))
        shown = [wire.tie(tie, names, date.today()) for tie in ties]
        if arguments.json:
            _print_json([wire.person_in_full(one, records, shown, settings.region)])
        else:
            _say(terminal.person(one, records, shown))


def ties(arguments: argparse.Namespace, settings: Settings) -> None:
    """Lists the ties."""
    with _view(settings) as store:
        held = list(store.ties())
        names = _names(store, (end for tie in held for end in (tie.a, tie.b)))
        shown = (wire.tie(tie, names, date.today()) for tie in held)
        wanted = (line for line in shown if _is_wanted(line, arguments))
        if arguments.json:
            _print_json(wanted)
        else:
            _say(terminal.ties(wanted))


def target_add(arguments: argparse.Namespace, settings: Settings) -> None:
    """Puts a company on the target list; `--include` says which other name means it too."""
    at = datetime.now(UTC)
    with _store(settings) as store:
        held = curate.add_target(store, arguments.org, role=arguments.role, priority=arguments.priority, at=at)
        for other in arguments.include:
            curate.same_organization(store, arguments.org, other, at=at)
        _say(terminal.target_added(held, arguments.include))


def target_list(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows the target list."""
    with _view(settings) as store:
        held = store.targets()
        if arguments.json:
            _print_json(map(wire.target, held))
        else:
            _say(terminal.targets(held))


def target_remove(arguments: argparse.Namespace, settings: Settings) -> None:
    """Takes a company off the target list."""
    with _store(settings) as store:
        _say(terminal.target_removed(curate.remove_target(store, arguments.org)))


def paths(arguments: argparse.Namespace, settings: Settings) -> None:
    """Finds introduction paths to a company."""
    with _store(settings) as store:
        question = introductions.Question(
            hops=arguments.hops,
            limit=arguments.k,
            without=frozenset(person_called(store, text).id for text in arguments.without),
            disjoint=arguments.disjoint,
        )
        organization = targets.organization_called(store, arguments.org)
        network = projection.project(store, date.today())
        found = introductions.find(store, network, organization, question)
        if arguments.json:
            _print_json([wire.introductions(found)])
        else:
            _say(terminal.introductions(found))


def status(arguments: argparse.Namespace, settings: Settings) -> None:
    """Shows what the store holds."""
    with _store(settings) as store:
        held = store.status()
        if arguments.json:
            _print_json([wire.status(held)])
        else:
            _say(terminal.status(held))


def _file_name(text: str) -> Path:
    """A path that somebody wrote; an empty one, as from an unset variable, would mean the folder one is in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the file is empty")
    return Path(text)


def _whole(arguments: argparse.Namespace) -> argparse.Namespace:
    """Halves of characters, which a terminal in another code page sends, become question marks; paths stay."""

    def mended(value: Any) -> Any:
        if isinstance(value, list):
            return [mended(each) for each in value]
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    kept = {name: value if name == "store" else mended(value) for name, value in vars(arguments).items()}
    return argparse.Namespace(**kept)


@contextmanager
def _view(settings: Settings) -> Iterator[GraphReader]:
    """The store for reading only, unchanging while the command looks at it."""
    with _store(settings) as store, store.snapshot() as view:
        yield view


@contextmanager
def _store(settings: Settings) -> Iterator[GraphStore]:
    with closing(open_store(settings.store_url)) as store:
        yield store


def _owner(store: GraphReader, text: str | None) -> Owner:
    """Whose contacts an import holds, told by id or by name."""
    known = store.person(PersonId(text)) if text else None
    return Owner(person=known.id) if known else Owner(name=text)


def _names(store: GraphReader, ids: Iterable[PersonId]) -> dict[PersonId, str]:
    return {each: one.name for each, one in store.people(dict.fromkeys(ids)).items()}


def _is_wanted(tie: wire.Json, arguments: argparse.Namespace) -> bool:
    kind = arguments.observed == arguments.inferred or tie["observed"] == arguments.observed
    return bool(kind and tie["probability"] >= arguments.min)


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


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(terminal.printable(line))


def _print_json(lines: Iterable[Any]) -> None:
    for line in lines:
        print(json.dumps(line, ensure_ascii=False, allow_nan=False))


def _speak_utf8() -> None:
    """Names are written in all scripts; neither a Windows code page nor a lone surrogate may stop the output."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="intrograph", description="Find the warmest way in to a company.")
    top.add_argument("--store", metavar="URL", help="where your network is kept (else INTROGRAPH_STORE, else your own)")
    top.set_defaults(command=app, port=None, no_browser=False)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _app_commands(commands)
    _import_commands(commands)
    _people_commands(commands)
    _target_commands(commands)
    return top


def _app_commands(commands: Commands) -> None:
    for name, command, told in (
        ("app", app, "opens the app, on this machine only (the default)"),
        ("demo", demo, "opens the app on a made-up network"),
    ):
        one = _add(commands, name, command, told)
        one.add_argument("--port", type=_port, help="where the app answers; the first free one from 8501 on if missing")
        one.add_argument("--no-browser", action="store_true", help="does not open a browser")
    one.add_argument("--seed", type=int, help="another made-up network")
    one.add_argument("--no-app", action="store_true", help="only fills the store and tells what is in it")
    one.add_argument("--json", action="store_true", help="tells that in JSON")
    _add(commands, "status", status, "shows what the store holds", answers=True)


def _import_commands(commands: Commands) -> None:
    one = _add(commands, "me", me, "says who you are")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--email", action="append", default=[], help="an address of yours; may be repeated")
    one.add_argument("--profile", help="your LinkedIn address")
    for name, command, told in (
        ("preview", preview, "reads files and stores nothing"),
        ("import", import_, "imports files, folders or zips"),
    ):
        one = _add(commands, name, command, told, answers=True)
        one.add_argument("files", metavar="FILE", type=_file_name, nargs="+")
    one.add_argument("--owner", metavar="NAME", help="whose contacts they are, by name or id; yours if missing")
    _add(commands, "runs", runs, "lists the imports", answers=True)
    _add(commands, "undo", undo, "takes one import back, whole").add_argument("run", metavar="RUN")


def _people_commands(commands: Commands) -> None:
    one = _add(commands, "people", people, "finds people by name, company, title or e-mail", answers=True)
    one.add_argument("text", metavar="TEXT", nargs="*")
    one = _add(commands, "person", person, "shows one person with every record and tie", answers=True)
    one.add_argument("person", metavar="PERSON", help="an id, or a name that only one person has")
    one = _add(commands, "ties", ties, "lists who knows whom, and how well", answers=True)
    one.add_argument("--observed", action="store_true", help="only ties that a source shows")
    one.add_argument("--inferred", action="store_true", help="only ties that shared context suggests")
    one.add_argument("--min", type=float, default=0.0, metavar="P", help="only ties of at least this probability")


def _target_commands(commands: Commands) -> None:
    inner = commands.add_parser("target", help="the companies you want to reach").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    one = _add(inner, "add", target_add, "puts a company on the list")
    one.add_argument("org", metavar="ORG")
    one.add_argument("--role", help="the role you want there")
    one.add_argument("--priority", type=int, choices=range(4), default=1, help="0 (some day) to 3 (now)")
    one.add_argument("--include", metavar="OTHER", action="append", default=[], help="another name of the same company")
    _add(inner, "list", target_list, "shows the list", answers=True)
    _add(inner, "remove", target_remove, "takes a company off the list").add_argument("org", metavar="ORG")
    one = _add(commands, "paths", paths, "finds the warmest ways in to a company", answers=True)
    one.add_argument("org", metavar="ORG")
    one.add_argument("-k", type=int, default=10, help="how many paths (10)")
    one.add_argument("--hops", type=int, default=3, help="the most ties in a row (3)")
    one.add_argument("--without", metavar="PERSON", action="append", default=[], help="leaves somebody out")
    one.add_argument("--disjoint", action="store_true", help="no two paths share a person")
    one.add_argument("--observed-only", action="store_true", help="only ties that a source shows (all are, so far)")


def _add(
    commands: Commands, name: str, command: Command, told: str, *, answers: bool = False
) -> argparse.ArgumentParser:
    """A sub-command; `answers` when it can answer in JSON."""
    one = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
    one.set_defaults(command=command)
    one.add_argument("--store", metavar="URL", default=argparse.SUPPRESS, help="where your network is kept")
    if answers:
        one.add_argument("--json", action="store_true", help="answers in JSON")
    return one


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
