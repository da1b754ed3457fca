"""The linter against labelled examples: precision and recall of every rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.outreach.linter import Purpose, Rule, lint

EXAMPLES: list[dict[str, Any]] = [
    example
    for file in sorted((Path(__file__).parent / "data" / "drafts").glob("*.json"))
    for example in json.loads(file.read_text("utf-8"))
]
LEAST = 0.9


def marked(example: dict[str, Any]) -> set[str]:
    return {mark.rule.value for mark in lint(example["text"], Purpose(example["kind"]))}


def test_there_are_enough_examples_of_every_rule() -> None:
    assert len(EXAMPLES) >= 60
    for rule in Rule:
        assert sum(rule.value in example["marks"] for example in EXAMPLES) >= 5
    assert sum(not example["marks"] for example in EXAMPLES) >= 15


@pytest.mark.parametrize("rule", [rule.value for rule in Rule])
def test_each_rule_finds_what_people_marked_and_hardly_anything_else(rule: str) -> None:
    found = [example for example in EXAMPLES if rule in marked(example)]
    meant = [example for example in EXAMPLES if rule in example["marks"]]
    both = [example for example in found if rule in example["marks"]]
    assert len(both) / len(found) >= LEAST, [each["text"] for each in found if each not in both]
    assert len(both) / len(meant) >= LEAST, [each["text"] for each in meant if each not in both]


def test_the_vague_hint_is_marked_with_its_words_and_what_to_do() -> None:
    (vague, _) = lint("Let me know if you hear of anything.", Purpose.ASK)
    assert vague.rule is Rule.VAGUE
    assert "Let me know if you" in vague.words
    assert "one thing" in vague.advice


def test_a_note_must_say_whose_it_is() -> None:
    text = "I'm Dana Reyes, a nurse. Could we talk for 15 minutes? If not, no problem."
    assert lint(text, Purpose.NOTE, you="Dana Reyes") == ()
    assert [mark.rule for mark in lint(text, Purpose.NOTE, you="Ann Lee")] == [Rule.NOT_FORWARDABLE]


def test_it_is_quick_on_a_long_and_hostile_text() -> None:
    lint("would you " * 4000 + "any " * 4000 + "(" * 4000, Purpose.NOTE)
