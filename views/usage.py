"""What can be asked on the command line: sub-commands, options and their help."""

import argparse
from datetime import date
from pathlib import Path
from typing import TypeAlias

from graph.model import Shows, Stage
from views import usage_outreach

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """What can be asked on the command line; `command` of what it reads is the name of the sub-command."""
    top = argparse.ArgumentParser(prog="intrograph", description="Find the warmest way in to a company.")
    top.add_argument("--store", metavar="URL", help="where your network is kept (else INTROGRAPH_STORE, else your own)")
    top.set_defaults(command="app", port=None, no_browser=False)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _app_commands(commands)
    _import_commands(commands)
    _people_commands(commands)
    _tie_commands(commands)
    _review_commands(commands)
    _target_commands(commands)
    _sharing_commands(commands)
    _keeping_commands(commands)
    usage_outreach.add(commands, _add)
    return top


def _app_commands(commands: Commands) -> None:
    for name, told in (
        ("app", "opens the app, on this machine only (the default)"),
        ("demo", "opens the app on a made-up network"),
    ):
        one = _add(commands, name, told)
        one.add_argument("--port", type=_port, help="where the app answers; the first free one from 8501 on if missing")
        one.add_argument("--no-browser", action="store_true", help="does not open a browser")
    one.add_argument("--seed", type=int, help="another made-up network")
    one.add_argument("--no-app", action="store_true", help="only fills the store and tells what is in it")
    one.add_argument("--json", action="store_true", help="tells that in JSON")


def _import_commands(commands: Commands) -> None:
    one = _add(commands, "me", "says who you are")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--email", action="append", default=[], help="an address of yours; may be repeated")
    one.add_argument("--profile", help="your LinkedIn address")
    for name, told in (
        ("preview", "reads files and stores nothing"),
        ("import", "imports files, folders or zips"),
    ):
        one = _add(commands, name, told, answers=True)
        one.add_argument("files", metavar="FILE", type=_file_name, nargs="+")
        one.add_argument(
            "--map", metavar="FIELD=COLUMN", type=_mapped, action="append", default=[],
            help="which column of a table is what, such as --map name='Full Name' (note= for none); may be repeated",
        )  # fmt: skip
    one.add_argument("--owner", metavar="NAME", help="whose contacts they are, by name or id; yours if missing")
    _add(commands, "runs", "lists the imports", answers=True)
    _add(commands, "undo", "takes one import back, whole").add_argument("run", metavar="RUN")


def _people_commands(commands: Commands) -> None:
    one = _add(commands, "people", "finds people by name, company, title or e-mail", answers=True)
    one.add_argument("text", metavar="TEXT", nargs="*")
    one = _add(commands, "person", "shows one person with every record and tie", answers=True)
    one.add_argument("person", metavar="PERSON", help="an id, or a name that only one person has")
    one = _add(commands, "ties", "lists who knows whom, and how well", answers=True)
    one.add_argument("--observed", action="store_true", help="only ties that a source shows")
    one.add_argument("--inferred", action="store_true", help="only ties that shared context suggests")
    one.add_argument(
        "--min", type=_chance, default=0.2, metavar="P", help="only ties of at least this probability (0.2); 0 for all"
    )


def _tie_commands(commands: Commands) -> None:
    one = _add(commands, "tie", "says that two people know each other, or that they do not")
    one.add_argument("people", metavar="PERSON", nargs=2, help="an id, or a name that only one person has; me for you")
    which = one.add_mutually_exclusive_group()
    which.add_argument(
        "--strength",
        type=int,
        choices=range(1, 6),
        default=3,
        help="1 (hardly) to 5 (closely); 3 if missing",
    )
    which.add_argument("--deny", action="store_true", help="says that they do not know each other")
    which.add_argument("--undo", action="store_true", help="takes back what you said about them")
    one = _add(
        commands,
        "sharpen",
        "asks how many of a group know each other: what that changes most comes first",
        answers=True,
    )
    one.add_argument("group", metavar="GROUP", nargs="?", help="a group, to answer: its name stands above its question")
    one.add_argument("answer", nargs="?", choices=["few", "some", "most", "all", "undo"], help="how many do")
    one.add_argument("-n", dest="number", type=int, default=10, help="how many questions (10)")


def _review_commands(commands: Commands) -> None:
    _add(commands, "review", "lists people who may be one and the same", answers=True)
    one = _add(commands, "merge", "makes two people one")
    one.add_argument("people", metavar="PERSON", nargs=2, help="an id, or a name that only one person has")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--apart", action="store_true", help="keeps instead that they are two people")
    which.add_argument("--later", action="store_true", help="puts the question off")
    which.add_argument("--undo", action="store_true", help="takes back what was decided about them")
    one = _add(commands, "split", "takes somebody apart who is really several people")
    one.add_argument("person", metavar="PERSON", help="an id, or a name that only one person has")
    _add(commands, "changes", "tells who moved, who is new and who is gone since an earlier export", answers=True)


def _target_commands(commands: Commands) -> None:
    inner = commands.add_parser("target", help="the companies you want to reach").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    one = _add(inner, ("target", "add"), "puts a company on the list")
    one.add_argument("org", metavar="ORG")
    one.add_argument("--role", help="the role you want there")
    one.add_argument("--priority", type=int, choices=range(4), default=1, help="0 (some day) to 3 (now)")
    one.add_argument("--posting", type=int, choices=range(4), help="0 (no posting seen) to 3 (fitting and fresh)")
    one.add_argument("--stage", choices=[stage.value for stage in Stage], help="how far you have come")
    one.add_argument("--include", metavar="OTHER", action="append", default=[], help="another name of the same company")
    _add(inner, ("target", "list"), "shows the list", answers=True)
    _add(inner, ("target", "remove"), "takes a company off the list").add_argument("org", metavar="ORG")
    one = _add(commands, "paths", "finds the warmest ways in to a company", answers=True)
    one.add_argument("org", metavar="ORG")
    one.add_argument("-k", type=int, default=10, help="how many paths (10)")
    one.add_argument("--hops", type=int, default=3, help="the most ties in a row (3)")
    one.add_argument("--without", metavar="PERSON", action="append", default=[], help="leaves somebody out")
    one.add_argument("--disjoint", action="store_true", help="no two paths share a person")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--observed-only", action="store_true", help="only ties that a source shows (the default)")
    which.add_argument("--inferred", action="store_true", help="also ties that are likely or possible, one in a path")
    one = _add(commands, "copy", "copies a whole store into another, such as a Neo4j server", answers=True)
    one.add_argument("--from", dest="source", metavar="URL", help="the store that is copied; your own if missing")
    one.add_argument("--to", dest="target", metavar="URL", required=True, help="an empty one, or a copy that stopped")
    one = _add(commands, "coverage", "tells which targets you reach, and what hangs on one person", answers=True)
    one.add_argument("--hops", type=int, choices=range(1, 7), default=3, help="the most ties in a row (3)")
    one = _add(commands, "plan", "tells whom to ask this week, to reach most of your targets", answers=True)
    one.add_argument("--asks", type=_number, default=5, metavar="N", help="the most people to ask (5)")
    one.add_argument("--named", type=_number, default=2, metavar="N", help="the most companies in one ask (2)")
    one.add_argument("--hops", type=int, choices=range(1, 7), default=3, help="the most ties in a row (3)")


def _sharing_commands(commands: Commands) -> None:
    one = _add(commands, "share", "makes a signed bundle of your contacts for a friend", answers=True)
    one.add_argument("--to", dest="path", metavar="FILE", type=_file_name, required=True, help="such as friend.bundle")
    levels = [each.value for each in Shows if each is not Shows.EVERYTHING]
    one.add_argument("--show", choices=levels, required=True, help="how much: no level shows addresses or notes")
    one.add_argument("--expires", type=_day, metavar="DAY", help="such as 2027-01-31; in 90 days if missing")
    one.add_argument("--as", dest="name", metavar="NAME", help="your name as your friend knows it")
    _add(commands, "encrypt", "encrypts your store with a passphrase")
    _add(commands, "decrypt", "makes your encrypted store a plain file again")


def _keeping_commands(commands: Commands) -> None:
    _add(commands, "status", "shows what is kept, and in which files", answers=True)
    one = _add(commands, "backup", "copies your network's file as it is now")
    one.add_argument("path", metavar="PATH", type=_file_name, nargs="?",
                     help="where to; your data folder if missing; FILE.age is sealed with a passphrase")  # fmt: skip
    one.add_argument("--force", action="store_true", help="replaces a file that is there")
    one = _add(commands, "export", "writes everything to a .zip, or people and ties to .graphml, .csv, .vcf or .html")
    one.add_argument("path", metavar="PATH", type=_file_name)
    one.add_argument("--force", action="store_true", help="replaces a file that is there")
    one = _add(commands, "restore", "puts a backup or a .zip of everything into an empty store", answers=True)
    one.add_argument("path", metavar="PATH", type=_file_name)
    one = _add(commands, "forget", "erases somebody and keeps them out of later imports")
    one.add_argument("person", metavar="PERSON", help="an id, or a name that only one person has")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--dry-run", action="store_true", help="only tells what would go")
    told = "also deletes the backups, exports and bundles made here"
    which.add_argument("--with-copies", action="store_true", help=told)
    told = (
        'lets later imports bring somebody again who was forgotten: PERSON is an address, a profile, or "name, company"'
    )
    which.add_argument("--allow", action="store_true", help=told)
    _add(commands, "compact", "gives back the room of what is gone, and wipes it")


def _add(
    commands: Commands, name: str | tuple[str, str], told: str, *, answers: bool = False
) -> argparse.ArgumentParser:
    """A sub-command, or one of a group; `answers` when it can answer in JSON."""
    last = name if isinstance(name, str) else name[1]
    one = commands.add_parser(last, help=told, description=f"{told[0].upper()}{told[1:]}.")
    one.set_defaults(command=name if isinstance(name, str) else " ".join(name))
    one.add_argument("--store", metavar="URL", default=argparse.SUPPRESS, help="where your network is kept")
    if answers:
        one.add_argument("--json", action="store_true", help="answers in JSON")
    return one


def _mapped(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals or not field.strip():
        raise argparse.ArgumentTypeError("write it like this: --map email='E-mail address'")
    return field.strip(), column.strip()


def _chance(text: str) -> float:
    number = float(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError("a probability is a number from 0 to 1")
    return number


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write a day like this: 2027-01-31") from error


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def _file_name(text: str) -> Path:
    """A path that somebody wrote; an empty one, as from an unset variable, would mean the folder one is in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the file is empty")
    return Path(text)
