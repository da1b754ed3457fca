"""The command: what it prints and what it returns."""

import json
import sys
from pathlib import Path

import pytest

from graph.store import open_store
from tests.command import HEADER, MINE, Run, answer, answers


def test_a_preview_is_one_json_object_a_line_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(MINE, "utf-8")
    *lines, last = answers(run, "preview", "Connections.csv")
    assert [(line["type"], line["name"], line["source"]) for line in lines] == [
        ("contact", "Maya Ruiz", "Connections.csv line 2"),
        ("contact", "Ann Lee", "Connections.csv line 3"),
    ]
    assert (last["type"], last["contacts"], last["hidden"], last["problems"]) == ("summary", 2, 1, 0)
    assert not (tmp_path / "data").exists()


def test_a_preview_for_people_counts_and_says_that_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(MINE, "utf-8")
    status, out, _ = run("preview", "Connections.csv")
    assert status == 0
    assert "2 contacts" in out
    assert "Nothing was stored" in out


def test_an_import_reports_counts_that_add_up_and_a_second_one_changes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(MINE, "utf-8")
    first, second = (answer(run, "import", "Connections.csv") for _ in range(2))
    assert (first["read"], first["added"], first["hidden"], first["ties_added"]) == (3, 2, 1, 2)
    assert (second["read"], second["added"], second["unchanged"], second["ties_added"]) == (3, 0, 2, 0)
    assert second["run"] == first["run"]
    assert len(answers(run, "runs")) == 1


def test_an_import_tells_people_what_came_of_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(MINE + "Bo,Chen,,,Acme,Clerk,31 Foo 2020\n", "utf-8")
    status, out, err = run("import", "Connections.csv")
    assert (status, err) == (0, "")
    assert "3  new" in out
    assert "1  left out: hidden, or about nobody" in out
    assert "Connections.csv line 5: " in out


def test_paths_lead_over_a_friend_to_a_company_in_any_spelling(network: Run) -> None:
    for spelling in ("Globex", "GLOBEX INC", "globex, inc."):
        found = answer(network, "paths", spelling)
        assert found["target"]["organization"] == "Globex, Inc."
        (path,) = found["paths"]
        assert [step["to_name"] for step in path["steps"]] == ["Maya Ruiz", "Raj Patel"]
        assert path["contact"]["title"] == "COO"
        assert path["steps"][0]["from"] == "me"
        assert "Connections.csv line 3" in json.dumps(path["steps"][1]["reasons"])


def test_paths_are_told_with_warmth_reasons_sources_and_what_to_do(network: Run) -> None:
    status, out, _ = network("paths", "Globex")
    assert status == 0
    assert "1. You → Maya Ruiz → Raj Patel (COO, Globex, Inc.)" in out
    assert "about 1 in " in out
    assert "Connections.csv line 3" in out
    assert "Ask Maya Ruiz" in out
    assert "Not counted: Globex Bakery (1 person)" in out


def test_somebody_known_at_the_company_is_told_to_be_known(network: Run) -> None:
    status, out, _ = network("paths", "Acme")
    assert status == 0
    assert "1. You → Ann Lee (CTO, Acme)" in out
    assert "you know them yourself" in out
    assert answer(network, "paths", "Acme")["paths"][0]["direct"] is True


def test_paths_without_somebody_or_with_fewer_hops_are_searched_anew(network: Run) -> None:
    assert answer(network, "paths", "Globex", "--without", "maya ruiz")["paths"] == []
    assert answer(network, "paths", "Globex", "--hops", "1")["paths"] == []
    assert len(answer(network, "paths", "Globex", "--disjoint", "--observed-only", "-k", "1")["paths"]) == 1


@pytest.mark.parametrize("company", ["Hooli", "Globex"])
def test_no_path_is_an_answer_with_a_reason_and_three_next_steps(run: Run, tmp_path: Path, company: str) -> None:
    (tmp_path / "Connections.csv").write_text(MINE, "utf-8")
    run("import", "Connections.csv")
    found = answer(run, "paths", company)
    assert found["paths"] == []
    assert len(found["unreachable"]["next"]) == 3
    status, out, _ = run("paths", company)
    assert status == 0
    assert found["unreachable"]["detail"] in out
    assert "  3. " in out


def test_another_name_of_a_target_counts_once_it_is_confirmed(network: Run) -> None:
    network("target", "add", "Globex", "--role", "Product Manager", "--priority", "3", "--include", "Globex Bakery")
    assert len(answer(network, "paths", "Globex")["paths"]) == 2
    assert len(answer(network, "paths", "Globex", "--disjoint")["paths"]) == 1
    (held,) = answers(network, "target", "list")
    assert (held["organization"], held["role"], held["priority"]) == ("Globex, Inc.", "Product Manager", 3)
    assert network("target", "remove", "GLOBEX")[0] == 0
    assert answers(network, "target", "list") == []


def test_people_are_found_and_one_is_told_with_records_and_ties(network: Run) -> None:
    (found,) = answers(network, "people", "raj")
    assert (found["name"], found["organization"]) == ("Raj Patel", "Globex, Inc.")
    for text in (found["id"], "Raj Patel", "raj"):
        one = answer(network, "person", text)
        assert one["records"][0]["source"] == "Connections.csv line 3"
        assert {one["ties"][0]["a_name"], one["ties"][0]["b_name"]} == {"Maya Ruiz", "Raj Patel"}
    status, out, _ = network("person", "raj")
    assert status == 0
    assert "COO, Globex, Inc." in out
    assert "Maya Ruiz" in out


def test_a_name_that_several_have_is_answered_with_their_ids(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"Wei,Chen,https://www.linkedin.com/in/wei-{n},,Acme,,1 Mar 2019\n" for n in (1, 2))
    (tmp_path / "Connections.csv").write_text(HEADER + rows, "utf-8")
    run("import", "Connections.csv")
    ids = [line["id"] for line in answers(run, "people")]
    status, out, err = run("person", "Wei Chen")
    assert (status, out) == (1, "")
    assert all(one in err for one in ids)


def test_a_company_or_nothing_names_no_person(network: Run) -> None:
    for text in ("globex", "initech", "", "..."):
        status, out, err = network("person", text)
        assert (status, out) == (1, "")
        assert err.startswith("Nobody")


def test_on_a_terminal_an_import_tells_how_far_it_is_and_wipes_that_away(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Connections.csv").write_text(MINE, "utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    status, _, err = run("import", "Connections.csv")
    assert status == 0
    assert "3 rows read" in err
    assert err.endswith("\r")
    assert err.split("\r")[-2].strip() == ""


def test_ties_are_listed_and_can_be_narrowed(network: Run) -> None:
    everything = answers(network, "ties")
    assert len(everything) == 4
    assert answers(network, "ties", "--observed", "--min", "1") == everything
    assert answers(network, "ties", "--inferred") == []
    with pytest.raises(SystemExit):
        network("ties", "--min", "1.1")
    fields = "a a_name b b_name observed probability strength evidence reasons"
    assert set(fields.split()) <= set(everything[0])


def test_phone_numbers_without_plus_are_those_of_the_region(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:418 656 9254\nEND:VCARD\n", "utf-8")
    monkeypatch.setenv("INTROGRAPH_REGION", "CA")
    assert run("import", "a.vcf")[0] == 0
    assert answers(run, "people")[0]["phones"] == ["+14186569254"]
    assert answers(run, "preview", "a.vcf")[0]["phones"] == ["+14186569254"]


def test_an_owner_can_be_told_by_id_where_a_name_is_not_enough(network: Run) -> None:
    (maya,) = answers(network, "people", "maya ruiz")
    assert answer(network, "import", "mine", "--owner", maya["id"])["owner"] == "Maya Ruiz"
    assert [line["name"] for line in answers(network, "people", "maya ruiz")] == ["Maya Ruiz"]


def test_undo_takes_an_import_back_whole(network: Run) -> None:
    mayas = answers(network, "runs")[-1]
    assert mayas["owner"] == "Maya Ruiz"
    assert network("undo", mayas["run"])[0] == 0
    assert len(answers(network, "runs")) == 1
    assert answers(network, "people", "raj") == []


def test_status_counts_and_the_store_is_chosen_before_or_after_the_command(network: Run, tmp_path: Path) -> None:
    assert answer(network, "status")["people"] == 4
    other = str(tmp_path / "other.db")
    assert answer(network, "--store", other, "status")["people"] == 0
    assert answer(network, "status", "--store", other)["store"] == other
    assert "people     4" in network("status")[1]


def test_the_store_in_the_environment_is_used_unless_one_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "env.db"))
    assert answer(run, "status")["store"].endswith("env.db")
    assert answer(run, "status", "--store", str(tmp_path / "named.db"))["store"].endswith("named.db")


def test_the_demo_is_filled_in_a_store_of_its_own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROGRAPH_STORE", str(tmp_path / "own.db"))
    status, out, _ = run("demo", "--no-app", "--seed", "3")
    assert status == 0
    assert not (tmp_path / "own.db").exists()
    store = open_store(str(tmp_path / "data" / "demo.db"))
    assert f"{store.status().people:,}" in out
    assert store.targets()[0].name in out
    told = answer(run, "demo", "--no-app", "--seed", "3")
    assert (told["people"], len(told["imports"])) == (store.status().people, len(store.runs()))
    assert all(each["repeated"] for each in told["imports"])
    store.close()
    usual = answer(run, "demo", "--no-app")
    assert [each["read"] for each in usual["imports"]] != [each["read"] for each in told["imports"]]


def test_the_app_is_served_on_the_store_and_port_that_were_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import app

    served: list[tuple[str, int | None, bool]] = []
    monkeypatch.setattr(
        app, "serve", lambda settings, *, port, open_browser: served.append((settings.store_url, port, open_browser))
    )
    named = str(tmp_path / "named.db")
    assert run("--store", named)[0] == 0
    assert run("app", "--store", named, "--port", "8600", "--no-browser")[0] == 0
    assert run("demo")[0] == 0
    assert served == [(named, None, True), (named, 8600, False), (str(tmp_path / "data" / "demo.db"), None, True)]
