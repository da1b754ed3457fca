"""The sub-commands about who knows whom: guesses listed and used, the user's word, questions about groups."""

import re
from pathlib import Path

import pytest

from tests.command import HEADER, Run, answer, answers

CONTACTS = HEADER + "".join(
    f"{given},{family},https://www.linkedin.com/in/{given.lower()},,{company},,12 Mar 2019\n"
    for given, family, company in (
        ("Ann", "Lee", "Acme"), ("Bo", "Sand", "Acme"), ("Cy", "Diaz", "Acme"), ("Maya", "Ruiz", "Globex"),
    )
)  # fmt: skip
MAYAS = HEADER + "Raj,Patel,https://www.linkedin.com/in/raj,,Globex,COO,1 Feb 2020\n"


@pytest.fixture
def colleagues(run: Run, tmp_path: Path) -> Run:
    """Three contacts at Acme, of whom nothing more is known, and one at Globex."""
    (tmp_path / "Connections.csv").write_text(CONTACTS, "utf-8")
    assert run("import", "Connections.csv")[0] == 0
    return run


def test_guesses_are_listed_after_what_was_seen(colleagues: Run) -> None:
    listed = answers(colleagues, "ties")
    assert [tie["observed"] for tie in listed] == [True] * 4 + [False] * 3
    assert listed[4:] == answers(colleagues, "ties", "--inferred")
    for tie in listed[4:]:
        assert 0.2 <= tie["probability"] < 1.0
        assert tie["evidence"] == []
        assert tie["reasons"][0]["label"] == "Both at Acme"
        assert {reason["of"] for reason in tie["reasons"]} == {"probability", "strength"}
    assert answers(colleagues, "ties", "--inferred", "--min", "0.99") == []
    assert len(answers(colleagues, "ties", "--inferred", "--min", "0")) == 6


def test_guesses_are_told_in_words(colleagues: Run) -> None:
    _, out, _ = colleagues("ties")
    assert "Ann Lee - Bo Sand: likely" in out
    assert "both at Acme" in out
    assert "7 ties" in out


def test_a_denied_guess_is_gone_and_comes_back_when_that_is_taken_back(colleagues: Run) -> None:
    assert "No import and no guess will say otherwise." in colleagues("tie", "Ann Lee", "Bo Sand", "--deny")[1]
    assert len(answers(colleagues, "ties", "--inferred")) == 2
    assert "Nothing is kept" in colleagues("tie", "Ann Lee", "Bo Sand", "--undo")[1]
    assert len(answers(colleagues, "ties", "--inferred")) == 3


def test_a_stated_tie_is_seen_with_the_strength_that_was_said(colleagues: Run) -> None:
    assert "know each other: closely" in colleagues("tie", "Ann Lee", "Bo Sand", "--strength", "5")[1]
    (stated,) = [tie for tie in answers(colleagues, "ties") if {tie["a_name"], tie["b_name"]} == {"Ann Lee", "Bo Sand"}]
    assert (stated["observed"], stated["probability"], stated["strength"]) == (True, 1.0, 0.75)
    assert [each["kind"] for each in stated["evidence"]] == ["stated"]


def test_an_answer_about_a_group_is_asked_for_kept_and_taken_back(colleagues: Run) -> None:
    (question,) = answers(colleagues, "sharpen")
    assert (question["kind"], question["name"], len(question["people"])) == ("employer", "Acme", 3)
    assert f"intrograph sharpen {question['group']}" in colleagues("sharpen")[1].replace("'", "")
    before = answers(colleagues, "ties", "--inferred")[0]["probability"]
    assert colleagues("sharpen", question["group"], "few")[1] == "Kept: few of them.\n"
    assert answers(colleagues, "sharpen") == []
    assert all(tie["probability"] < before for tie in answers(colleagues, "ties", "--inferred", "--min", "0"))
    assert colleagues("sharpen", question["group"], "undo")[0] == 0
    assert answers(colleagues, "ties", "--inferred")[0]["probability"] == before


def test_paths_take_a_guessed_step_only_when_asked_to(colleagues: Run, tmp_path: Path) -> None:
    (tmp_path / "mayas").mkdir()
    (tmp_path / "mayas" / "Connections.csv").write_text(MAYAS, "utf-8")
    assert colleagues("import", "mayas", "--owner", "Maya Ruiz")[0] == 0
    assert colleagues("tie", "Maya Ruiz", "Cy Diaz")[0] == 0
    sure = answer(colleagues, "paths", "Globex")["paths"]
    assert answer(colleagues, "paths", "Globex", "--observed-only")["paths"] == sure
    also = answer(colleagues, "paths", "Globex", "--inferred")["paths"]
    assert len(also) > len(sure)
    for path in also:
        assert sum(not step["observed"] for step in path["steps"]) <= 1
    (guessed, *_) = [path for path in also if path not in sure]
    assert "observed" in guessed["steps"][0]
    _, out, _ = colleagues("paths", "Globex", "--inferred")
    assert "one step only likely" in out
    assert re.search(r"Ann Lee → Cy Diaz: likely, about \d in \d+; nobody has seen it", out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("tie", "Ann Lee", "Nobody Whatsoever"),
        ("tie", "Ann Lee", "Ann Lee"),
        ("sharpen", "employer:no such group", "few"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_sentence(arguments: tuple[str, ...], colleagues: Run) -> None:
    status, out, err = colleagues(*arguments)
    assert (status, out) == (1, "")
    assert err.count("\n") <= 2
    assert "Traceback" not in err
