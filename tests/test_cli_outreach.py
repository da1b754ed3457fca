"""The sub-commands of a week: focus, ask, log, week, prepare, dormant, touch, calendar, lint."""

from pathlib import Path

import icalendar
import pytest

from tests.command import HEADER, Run, answer, answers

FOCUS = ("--role", "Product Manager", "--proof", "I rebuilt billing", "--why", "they sell to clinics")


@pytest.fixture
def seeking(network: Run) -> Run:
    """Dana knows Maya, who knows Raj at Globex, a target; the focus is said."""
    assert network("target", "add", "Globex", "--priority", "3")[0] == 0
    assert network("focus", "set", *FOCUS)[0] == 0
    return network


def test_without_a_focus_there_are_no_words_and_the_way_to_one_is_said(network: Run) -> None:
    assert network("ask", "plan", "Globex")[0] == 0
    status, out, err = network("ask", "draft", "a1")
    assert (status, out) == (1, "")
    assert "intrograph focus set" in err
    assert answer(network, "focus", "show") == {"role": None, "proof": None, "why": None}
    assert "Say first what you look for" in network("week")[1]


def test_the_whole_way_from_the_plan_to_the_introduction(seeking: Run) -> None:
    planned = answer(seeking, "ask", "plan", "Globex")
    assert (planned["id"], planned["state"], [who["name"] for who in planned["way"]]) == (
        "a1", "planned", ["Maya Ruiz", "Raj Patel"],
    )  # fmt: skip
    letters = answers(seeking, "ask", "draft", "a1")
    assert [each["letter"] for each in letters] == ["ask", "forward"]
    assert all(each["mailto"].startswith("mailto:") and each["marks"] == [] for each in letters)
    assert seeking("ask", "asked", "Maya Ruiz", "--on", "2026-11-02")[0] == 0
    status, _, err = seeking("ask", "introduced", "a1")
    assert status == 1
    assert "Nobody is introduced without both consents" in err
    for step in ("agreed", "target-asked", "target-agreed"):
        assert seeking("ask", step, "a1", "--on", "2026-11-03")[0] == 0
    assert answer(seeking, "ask", "introduced", "a1")["state"] == "introduced"
    assert answer(seeking, "ask", "back", "a1")["state"] == "target agreed"
    assert seeking("ask", "introduced", "a1")[0] == 0
    assert seeking("ask", "met", "a1")[0] == 0
    done = answer(seeking, "ask", "outcome", "a1", "referral")
    assert (done["state"], done["outcome"], done["open"]) == ("closed", "referral", False)
    assert answers(seeking, "ask", "list") == []
    assert [each["id"] for each in answers(seeking, "ask", "list", "--all")] == ["a1"]


def test_a_no_leaves_them_out_and_they_rest(seeking: Run) -> None:
    assert seeking("ask", "plan", "Globex")[0] == 0
    assert seeking("ask", "asked", "a1")[0] == 0
    assert answer(seeking, "ask", "declined", "a1")["next_way"] is None
    status, _, err = seeking("ask", "plan", "Globex")
    assert status == 1
    assert "no further way to Globex" in err


def test_the_list_is_shown_pasted_and_taken_from_proposals(seeking: Run, tmp_path: Path) -> None:
    rows = answers(seeking, "focus", "list")
    assert [(row["organization"], row["motivation"], row["target"]) for row in rows][:1] == [("Globex, Inc.", 3, True)]
    assert {row["organization"]: row["advocates"] for row in rows}["Acme"] == 1
    (tmp_path / "list.txt").write_text("1. Hooli\n2. Initech\n", "utf-8")
    assert "2 companies added" in seeking("focus", "add", "--from", "list.txt")[1]
    assert "1 company added" in seeking("focus", "add", "--proposed", "1")[1]
    assert len(answers(seeking, "target", "list")) == 4
    assert seeking("focus", "add")[0] == 1


def test_a_talk_and_an_event_are_noted_listed_and_taken_back(seeking: Run) -> None:
    event = answer(seeking, "log", "event", "Breakfast, 20 Nov 2026", "Bo Sand (Hooli), Ann Lee")
    assert (event["on"], [who["name"] for who in event["people"]], event["proposed"]) == (
        "2026-11-20", ["Bo Sand", "Ann Lee"], ["Hooli"],
    )  # fmt: skip
    talk = answer(seeking, "log", "conversation", "Bo Sand", "--said", "Soon", "--named", "Ida Ek (Hooli)")
    assert [who["name"] for who in talk["leads"]] == ["Ida Ek"]
    assert len(answers(seeking, "log", "list")) == 2
    assert answer(seeking, "paths", "Hooli")["paths"]
    assert "Soon" in seeking("prepare", "Bo Sand")[1]
    assert [each["who"]["name"] for each in answers(seeking, "touch")][-2:] != []
    for entry in (talk, event):
        assert seeking("undo", entry["undo"])[0] == 0
    assert answers(seeking, "log", "list") == []
    assert answers(seeking, "people", "Bo Sand") == []


def test_the_week_tells_whom_to_ask_and_the_calendar_when(seeking: Run, tmp_path: Path) -> None:
    found = answer(seeking, "week")
    assert [ask["introducer"]["name"] for ask in found["plan"]["asks"]] == ["Maya Ruiz"]
    assert seeking("ask", "plan", "Globex")[0] == 0
    assert seeking("ask", "asked", "a1", "--on", "2026-01-05")[0] == 0
    assert [each["move"] for each in answer(seeking, "week")["due"]] == ["nudge once"]
    assert "nudge once" in seeking("week")[1]
    assert seeking("calendar", "out.ics")[0] == 0
    assert len(icalendar.Calendar.from_ical((tmp_path / "out.ics").read_bytes()).walk("VEVENT")) == 2
    status, _, err = seeking("calendar", "out.ics")
    assert (status, "already" in err) == (1, True)


def test_second_calls_and_dormant_ties_stand_beside_ones_own_order(seeking: Run) -> None:
    assert seeking("ask", "vague", "Ann Lee", "Maya Ruiz", "--on", "2026-03")[0] == 0
    assert seeking("dormant", "--comfort", "Ann Lee", "Maya Ruiz")[0] == 0
    called = answers(seeking, "ask", "again")
    assert {each["who"]["name"]: each["comfort"] for each in called} == {"Ann Lee": 1, "Maya Ruiz": 2}
    assert all("In March" in each["draft"]["text"] for each in called)
    assert called[0]["worth"] >= called[1]["worth"]
    assert [each["who"]["name"] for each in answers(seeking, "dormant")] == ["Ann Lee"]


def test_a_letter_is_marked(network: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Let me know if you hear of anything!", "utf-8")
    assert [mark["rule"] for mark in answers(network, "lint", "letter.txt")] == ["vague", "no_way_out"]
    assert "No way out" in network("lint", "letter.txt")[1]
    assert network("lint", "missing.txt")[0] == 1


def test_a_template_can_be_changed_and_brought_back(seeking: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("Hello\n\nDear {{ given }}!", "utf-8")
    (tmp_path / "broken.txt").write_text("Hello\n\n{{ given", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    assert seeking("ask", "template", "ask", "--from", "own.txt")[0] == 0
    assert "Dear {{ given }}!" in seeking("ask", "template", "ask")[1]
    status, _, err = seeking("ask", "template", "ask", "--from", "broken.txt")
    assert status == 1
    assert "Line 3" in err
    assert seeking("ask", "template", "ask", "--from", "empty.txt")[0] == 0
    assert "Dear {{ given }}!" not in seeking("ask", "template", "ask")[1]


def test_a_saved_letter_overwrites_nothing(seeking: Run, tmp_path: Path) -> None:
    assert seeking("ask", "plan", "Globex")[0] == 0
    assert seeking("ask", "draft", "a1", "--save", "letter.txt")[0] == 0
    assert (tmp_path / "letter.txt").read_text("utf-8").startswith("Subject: Would you introduce me to Raj Patel?")
    assert seeking("ask", "draft", "a1", "--save", "letter.txt")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "asked", "a9"),
        ("ask", "plan", "Nowhere"),
        ("ask", "vague", "Nobody Whatsoever", "--on", "2026-03"),
        ("log", "event", "Party", ""),
        ("log", "conversation", "Ann Lee, Bo Sand"),
        ("prepare", "Nobody Whatsoever"),
        ("focus", "set", "--role", "word " * 20, "--proof", "x", "--why", "y"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(arguments: tuple[str, ...], network: Run) -> None:
    status, out, err = network(*arguments)
    assert (status, out) == (1, "")
    assert err.count("\n") <= 2
    assert "Traceback" not in err


def test_hostile_names_steer_neither_terminal_nor_page(network: Run, tmp_path: Path) -> None:
    (tmp_path / "evil").mkdir()
    name, company = "Eve\x1b[2J,<script>![x](http://e.example/)", "Evil\x1b]0;x\x07 Inc"
    row = f"{name},https://www.linkedin.com/in/eve,,{company},Boss,1 Jan 2015\n"
    (tmp_path / "evil" / "Connections.csv").write_text(HEADER + row, "utf-8")
    assert network("import", "evil")[0] == 0
    assert network("focus", "set", *FOCUS)[0] == 0
    assert network("target", "add", "Evil Inc")[0] == 0
    for arguments in (("week",), ("focus", "list"), ("dormant",), ("prepare", "Eve")):
        status, out, _ = network(*arguments)
        assert status == 0
        assert "\x1b" not in out
        assert "\x07" not in out
