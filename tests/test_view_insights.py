"""The Insights page: its sentences are true, its names are text, and it has something to say to a beginner."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.owners import Owner
from tests.test_view_pages import CONNECTIONS, HEADER, OpenPage, bring_in, markdown_of, markup_of, words
from views import computed

HOSTILE = "<img src=x onerror=alert(1)> ![x](https://evil.example/a.png)"


def specs(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(one.proto.spec) for one in test.get("vega_lite_chart")]


def test_each_picture_of_the_demo_stands_beside_the_sentence_that_it_proves(
    demo_data: Path, open_page: OpenPage
) -> None:
    test = open_page("insights")
    said = words(test).replace("\\", "")
    drawn = specs(test)
    assert len(drawn) == 3
    for spec in drawn:
        assert spec["description"].rstrip(".") in said
    assert "of the 800 people beyond your own circle" in said
    assert "only through them" in said
    assert "have been silent for three years" in said


def test_charts_ask_nobody_for_anything(demo_data: Path, open_page: OpenPage) -> None:
    for spec in specs(open_page("insights")):
        assert "url" not in json.dumps(spec)


def test_a_lone_export_is_told_what_a_friend_s_would_bring(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = open_page("insights")
    assert not test.exception
    said = words(test).replace("\\", "")
    assert "Everything hangs on your own contacts: 2 people" in said
    assert "No circles yet" in said
    assert "Nobody stands between you and others yet" in said


def test_names_are_shown_as_text(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, HEADER + f'"{HOSTILE}",Ruiz,https://www.linkedin.com/in/h,,"{HOSTILE}",CEO,1 Mar 2019\n')
    rows = (f'Raj{n},Iyer,https://www.linkedin.com/in/raj{n},,"{HOSTILE}",COO,1 Feb 2020\n' for n in range(6))
    bring_in(empty_data, HEADER + "".join(rows), Owner(name=f"{HOSTILE} Ruiz"))
    test = open_page("insights")
    assert not test.exception
    assert "<img" not in markup_of(test)
    assert "<img" not in markdown_of(test).replace("\\<img", "")
    assert "![x](" not in markdown_of(test)


def test_a_network_too_large_to_hold_is_said_to_be_so(
    demo_data: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computed, "fits", lambda moment: False)
    test = open_page("insights")
    assert not test.exception
    assert "too large to be looked at as a whole" in words(test)
