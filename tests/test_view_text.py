"""Text from a source is shown as text, whatever it holds."""

import re

import pytest

from views.text import Html, clean, html, joined, markdown

HOSTILE = [
    "![x](https://evil.example/a.png)",
    "[x](https://evil.example)",
    "<img src=x onerror=alert(1)>",
    "https://evil.example www.evil.example a@evil.example",
    "**bold** _it_ `code` ~~gone~~ $x^2$ :red[x] :material/home: # h",
    "- item\n1. item\n> quote\n| a | b |",
    "&lt;b&gt; &#x3c;",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_every_sign_that_markdown_could_read_is_escaped(name: str) -> None:
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown(name))
    assert not re.search(r"[!-/:-@\[-`{-~]", unescaped)


@pytest.mark.parametrize("name", ["https://evil.example", "www.evil.example", "a@evil.example", ":tada:"])
def test_addresses_and_icon_names_are_taken_apart_so_that_nothing_becomes_of_them(name: str) -> None:
    assert "\u2060" in markdown(name)
    assert markdown(name).replace("\u2060", "").replace("\\", "") == name


@pytest.mark.parametrize("name", HOSTILE)
def test_html_of_hostile_text_holds_no_tag_of_its_own(name: str) -> None:
    made = html("<b>{name}</b>", name=name)
    assert made.count("<") == 2
    assert '"' not in made.replace("&quot;", "")


def test_markup_is_not_escaped_twice() -> None:
    inner = html("<i>{x}</i>", x="&")
    assert html("<b>{inner}</b>", inner=inner) == "<b><i>&amp;</i></b>"
    assert joined([inner, inner]) == inner * 2
    assert isinstance(joined([]), Html)


def test_direction_changing_and_invisible_signs_are_left_out_and_emoji_families_kept() -> None:
    assert clean("Ann\u202e eel\u200b\u2066\ufeff") == "Ann eel"
    assert clean("a\x00b\x1b[31m\u2028c") == "a b [31m c"
    assert clean("👩\u200d👧 Lee") == "👩\u200d👧 Lee"


def test_a_very_long_name_ends_in_an_ellipsis() -> None:
    assert clean("x" * 10_000, limit=20) == "x" * 19 + "…"
