"""Hostile text in the place of a name, in every kind of file: it is read, kept and told as the text that it is."""

import json
from pathlib import Path

import pytest

from tests.command import Run
from tests.hostile.carriers import CARRIERS
from tests.hostile.checks import all_survive, is_text_for_a_terminal
from tests.hostile.texts import MALLORY, TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_in_every_kind_of_file_is_only_ever_text(name: str, run: Run, tmp_path: Path) -> None:
    found = all_survive({kind: write(TEXTS[name]) for kind, write in CARRIERS.items()}, run, tmp_path)
    assert {"Ann Lee", "Bo Chen"} <= found
    assert MALLORY not in found


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_in_a_question_finds_what_it_says_and_nothing_else(name: str, network: Run) -> None:
    text = TEXTS[name]
    for command in (("people", "--json", "--", text), ("people", "--", text)):
        status, out, err = network(*command)
        assert status == 0
        if "--json" in command:
            assert all(json.loads(line)["name"] for line in out.splitlines())
        else:
            is_text_for_a_terminal(out + err)
    for command in (("paths", "--", text), ("person", "--", text), ("undo", "--", text), ("target", "add", "--", text)):
        status, out, err = network(*command)
        assert status in (0, 1)
        assert "Traceback" not in err
        is_text_for_a_terminal(out + err)
    status, out, _ = network("people", "--json")
    assert status == 0
    assert {json.loads(line)["name"] for line in out.splitlines()} >= {"Ann Lee", "Maya Ruiz", "Raj Patel"}
