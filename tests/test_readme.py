"""What the README says is so: its commands exist and work in the order in which they stand there."""

import argparse
import os
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest

import cli
from graph import demo
from graph.store import open_store
from views.usage import parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SCREENFULS = {"app", "demo"}


def shell_lines() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def own_commands() -> list[list[str]]:
    return [shlex.split(line)[1:] for line in shell_lines() if line.startswith("intrograph ")]


def sub_commands() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(commands.choices)


def parts(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """A command and, of a group, the commands in it."""
    groups = [one for one in command._actions if isinstance(one, argparse._SubParsersAction)]
    return [command, *(each for group in groups for each in group.choices.values())]


def test_two_lines_do_all_the_set_up_and_ci_runs_the_one_with_the_tests() -> None:
    first, second = (line for line in shell_lines() if "venv" in line)
    assert first == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/intrograph demo"
    assert second.startswith('python3 -m venv .venv && .venv/bin/pip install ".[test]" && ')
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert script[-1] == second
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_table_of_commands_is_complete() -> None:
    told = re.findall(r"^\| `intrograph (\w+)` ?(\\\*)? \|", README, re.MULTILINE)
    assert {name for name, _ in told} == set(sub_commands())
    with_json = {
        name for name, one in sub_commands().items() if any("--json" in each.format_help() for each in parts(one))
    }
    assert {name for name, star in told if star} == with_json


def test_every_option_that_the_readme_names_exists() -> None:
    known = "".join(each.format_help() for one in sub_commands().values() for each in parts(one))
    for option in set(re.findall(r"(?<=[ `])--[a-z-]+", README.replace("python3 -m venv", ""))):
        assert option in known


def test_every_place_that_the_readme_names_is_there() -> None:
    table = README[README.index("## The code") :]
    named = re.findall(r"`([\w./]+(?:\.py|\.md|/))`", table) + re.findall(r"\]\(([\w/.]+)\)", README)
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_commands_of_the_readme_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write_files(tmp_path, demo.SEED, date(2026, 11, 23))
    for name in ("Connections.csv", "contacts.vcf"):
        shutil.copy(tmp_path / "Dana Reyes" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "readme.db"))
    commands = [one for one in own_commands() if one[0] not in SCREENFULS]
    assert len(commands) >= 10
    for arguments in commands:
        assert cli.main(arguments) == 0, (arguments, capsys.readouterr().err)
        assert capsys.readouterr().out
    store = open_store(str(tmp_path / "readme.db"))
    assert len({run.owner for run in store.runs()}) == 2
    store.close()


def test_the_way_in_that_the_readme_shows_comes_out_of_its_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write_files(tmp_path, demo.SEED, date(2026, 11, 23))
    shutil.copy(tmp_path / "Dana Reyes" / "Connections.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "readme.db"))
    for arguments in own_commands():
        if arguments[0] in ("me", "import") and arguments[1] != "contacts.vcf":
            cli.main(arguments)
    company = next(one[1] for one in own_commands() if one[0] == "paths")
    capsys.readouterr()
    cli.main(["paths", company])
    printed = capsys.readouterr().out
    shown = README[README.index("```\n") :].split("```")[1]
    lasting = [line for line in shown.splitlines() if "→" in line or line.startswith(("       -", "   Ask"))]
    assert len(lasting) >= 5
    for line in lasting:
        assert re.sub(r"^1\. |:.*about.*", "", line) in printed
