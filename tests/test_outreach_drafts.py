"""Words to send: short, forwardable, without anything private; templates that cannot do harm; mailto links."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import curate
from graph.errors import UserError
from graph.outreach import asking
from graph.outreach.asks import Ask
from graph.outreach.drafts import FORWARDED, draft, drafts_of, second_call
from graph.outreach.focus import MOST_WORDS, Focus, set_focus
from graph.outreach.kept import Who
from graph.outreach.linter import Purpose, lint
from graph.outreach.mailto import mailto
from graph.outreach.templates import Letter, Words, filled, keep_template, original, template_of
from graph.records import ContactRecord, Origin, PersonName, SourceRef
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from tests.samples import member, take_in

TODAY = date(2026, 11, 23)
FOCUS = Focus("Product Manager", "I rebuilt billing for 4,000 customers", "they sell to small clinics")


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Maya knows Raj at Globex; the address book holds a private note about each."""
    opened = open_store(":memory:")
    curate.set_ego(opened, "Dana Reyes", [], "dana-reyes")
    noted = ContactRecord(
        PersonName("Maya Ruiz"), SourceRef("contacts.vcf line 1"), origin=Origin.ADDRESS_BOOK,
        emails=("maya@example.com",), profile="https://www.linkedin.com/in/maya-ruiz",
        note="drinks too much at every party",
    )  # fmt: skip
    take_in(opened, [member("Maya Ruiz", "Orbit"), noted])
    take_in(opened, [member("Raj Patel", "Globex")], "Maya Ruiz")
    yield opened
    opened.close()


def plan(store: GraphStore) -> Ask:
    organization = organization_called(store, "Globex")
    found = find(store, project(store, TODAY), organization, Question())
    return asking.plan(store, organization, found.paths[0], TODAY)


def test_without_a_focus_there_is_no_draft(store: GraphStore) -> None:
    with pytest.raises(UserError, match="Before words to send comes a focus"):
        drafts_of(store, plan(store))


def test_the_ask_names_the_way_and_brings_a_note_that_passes_its_own_linter(store: GraphStore) -> None:
    set_focus(store, FOCUS)
    ask, note = drafts_of(store, plan(store))
    assert (ask.to.name, ask.address, note.to.name) == ("Maya Ruiz", "maya@example.com", "Raj Patel")
    assert "you and Raj are connected on LinkedIn" in ask.text
    assert (ask.marks, note.marks) == ((), ())
    assert ask.whole == f"{ask.text}\n\n{FORWARDED}\n\n{note.text}"
    assert "Dana Reyes" in note.text
    assert "Maya" not in note.text
    assert "party" not in ask.whole


def test_what_was_copied_from_a_private_note_is_marked(store: GraphStore) -> None:
    set_focus(store, FOCUS)
    keep_template(store, Letter.ASK, original(Letter.ASK) + "\nShe drinks too much at every party, I know.\n")
    ask = draft(store, plan(store), Letter.ASK)
    assert [(mark.rule.value, mark.words) for mark in ask.marks] == [("private", "drinks too much at")]


@given(
    *(
        st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=most).map(" ".join)
        for most in MOST_WORDS.values()
    )
)
def test_the_note_to_forward_never_has_more_than_120_words(role: str, proof: str, why: str) -> None:
    words = Words(you="Dana Maria Reyes", toward_given="Raj", company="Globex Corporation of North America",
                  role=role, proof=proof, why=why)  # fmt: skip
    subject, text = filled(original(Letter.FORWARD), Letter.FORWARD, words)
    assert len(text.split()) <= 120
    assert "\n" not in subject
    assert role in text


def test_a_focus_that_is_too_long_or_empty_is_refused(store: GraphStore) -> None:
    with pytest.raises(UserError, match="The why has 26 words"):
        set_focus(store, Focus("Nurse", "ten years", "word " * 26))
    with pytest.raises(UserError, match="The proof is missing"):
        set_focus(store, Focus("Nurse", " ", "why"))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("Subject\n\nHi {{ given }\n", "Line 3"),
        ("Subject\n\nHi\n{{ nobody }}", "Line 4 .*nobody"),
        ("Subject\n\n{{ ().__class__.__bases__ }}", "Line 3"),
        ("Subject\n\n{% for i in range(9999999) %}x{% endfor %}", "Line 3"),
        ("Subject\n\n{{ 1 / 0 }}", "Line 3"),
        ("x" * 20_001, "too long"),
    ],
)
def test_a_broken_template_is_refused_and_the_line_is_named(store: GraphStore, template: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        keep_template(store, Letter.THANKS, template)
    assert template_of(store, Letter.THANKS) == original(Letter.THANKS)


def test_ones_own_template_is_used_until_it_is_emptied(store: GraphStore) -> None:
    set_focus(store, FOCUS)
    keep_template(store, Letter.ASK, "Hello\n\nDear {{ given }}, would you introduce me to {{ toward }}? If not, fine.")
    assert draft(store, plan(store), Letter.ASK).text.startswith("Dear Maya, would you introduce me to Raj Patel?")
    keep_template(store, Letter.ASK, "  ")
    assert template_of(store, Letter.ASK) == original(Letter.ASK)


def test_no_word_of_a_source_is_read_as_a_template(store: GraphStore) -> None:
    set_focus(store, Focus("{{ 7 * 7 }}", "{% raw %}", "{{ you }}"))
    assert "{{ 7 * 7 }}" in draft(store, plan(store), Letter.FORWARD).text


def test_every_letter_passes_the_linter_as_it_comes(store: GraphStore) -> None:
    for letter in (Letter.ASK, Letter.DIRECT, Letter.FOLLOW_UP, Letter.SECOND_CALL):
        assert lint(filled(original(letter), letter, Words())[1], Purpose.ASK) == (), letter
    assert lint(filled(original(Letter.FORWARD), Letter.FORWARD, Words())[1], Purpose.NOTE) == ()


def test_a_second_call_names_when_and_asks_for_one_person(store: GraphStore) -> None:
    set_focus(store, FOCUS)
    maya = store.find_people("Maya Ruiz")[0]
    made = second_call(store, Who.of(maya), date(2026, 3, 1))
    assert "In March I asked you for help" in made.text
    assert made.marks == ()


@given(st.text(max_size=60), st.text(max_size=200))
def test_a_mail_link_says_exactly_what_was_written(subject: str, body: str) -> None:
    link = mailto("ann+jobs@example.com", subject, body)
    assert link.isascii()
    assert " " not in link
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "ann+jobs@example.com")
    said = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert set(said) == {"subject", "body"}
    assert said["body"][0].split("\r\n") == (body.splitlines() or [""])
