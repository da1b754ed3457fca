"""Reads the vCard files that other projects and this one collected, where they are present.

The expected files hold the first eight numbers, the first 200 characters of the first note, and of relations only
RELATED and X-ABRELATEDNAMES; repeated numbers are kept. What is compared is cut to that.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.records import ContactRecord, GroupRecord, Problem, Record, RelationRecord
from importers import read
from importers.archive import open_sources

ROOT = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = sorted((ROOT / "expected" / "vcard").rglob("*.json"))
NASTY = ROOT / "nasty" / "vcard"

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the corpus is not here (../shared/corpus)")

MORE_CARDS_THAN_EXPECTED = {"tests__res__raw__v21_nest.vcf": 2}
"""Nested cards "may be ignored or become cards", says its expected file: here they become cards."""

OTHER_RELATIONS = {
    "src__test__resources__ezvcard__io__text__thunderbird-MoreFunctionsForAddressBook-extension.vcf",
    "test__testcases__yahoo_contact.vcf",
    "tests__src__Csv2vcard__all.vcf",
}
"""Files with X-SPOUSE, X-EVOLUTION-MANAGER and the like, which FORMATS.md calls relations too; the expected files,
written before, have none."""

HOLDS_NOBODY = 6
"""Cards of the corpus that hold only a photo, an address or a messenger name: they are problems, not people."""


def records(path: Path) -> Sequence[Record | Problem]:
    with open_sources([path]) as sources:
        return list(read(sources).records())


def is_card(record: Record | Problem) -> bool:
    return isinstance(record, ContactRecord | GroupRecord) or (isinstance(record, Problem) and not record.kept)


def wanted(card: dict[str, Any]) -> dict[str, Any]:
    family, given, *_ = card["n"]
    return {
        "given": given,
        "family": family,
        "organization": card["org"],
        "department": ", ".join(filter(None, card["units"])),
        "title": card["title"],
        "emails": list(dict.fromkeys(card["emails"])),
        "phones": list(dict.fromkeys(card["tels"]))[:8],
        "uid": card["uid"],
        "note": card["note"].strip(),
    }


def got(contact: ContactRecord, card: dict[str, Any]) -> dict[str, Any]:
    note = (contact.note or "")[:200].strip()
    return {
        "given": contact.name.given,
        "family": contact.name.family,
        "organization": contact.organization or "",
        "department": contact.department or "",
        "title": contact.title or "",
        "emails": list(contact.emails),
        "phones": list(contact.phones)[: len(set(card["tels"]))],
        "uid": contact.uid or "",
        "note": card["note"].strip() if card["note"] and note.startswith(card["note"].strip()) else note,
    }


def cases() -> list[tuple[Path, dict[str, Any]]]:
    found = [json.loads(path.read_text("utf-8")) for path in EXPECTED]
    return [(ROOT.parent / "corpus" / Path(each["file"]).relative_to("shared"), each) for each in found]


@pytest.mark.parametrize(("path", "expected"), cases(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_every_card_reads_as_expected(path: Path, expected: dict[str, Any]) -> None:
    found = [record for record in records(path) if is_card(record)]
    cards = expected["cards"]
    assert len(found) == len(cards) + MORE_CARDS_THAN_EXPECTED.get(path.name, 0)
    for record, card in zip(found, cards, strict=False):
        if isinstance(record, ContactRecord):
            assert got(record, card) == wanted(card)
            assert not card["fn"] or record.name.full == " ".join(card["fn"].split())
        elif isinstance(record, GroupRecord):
            assert (record.name, card["kind"]) == (card["fn"], "group")
            assert [f"urn:uuid:{member.uid}" for member in record.members] == card["members"]
        else:
            assert not any((card["fn"], *card["n"], card["org"], card["emails"]))


@pytest.mark.parametrize(("path", "expected"), cases(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_every_relation_reads_as_expected(path: Path, expected: dict[str, Any]) -> None:
    found = [record for record in records(path) if isinstance(record, RelationRecord)]
    written = sorted((label.casefold(), name) for card in expected["cards"] for label, name in card["related"])
    if path.name in OTHER_RELATIONS:
        assert {relation.label for relation in found} <= {"manager", "assistant", "spouse"}
        assert found
    else:
        assert sorted((relation.label, relation.to.name) for relation in found) == written


def test_the_corpus_holds_the_files_that_are_tested_and_few_cards_hold_nobody() -> None:
    assert len(EXPECTED) >= 77
    found = [record for path, _ in cases() for record in records(path) if is_card(record)]
    lost = [record for record in found if isinstance(record, Problem)]
    assert len(lost) == HOLDS_NOBODY


def people(name: str) -> list[ContactRecord]:
    return [record for record in records(NASTY / name) if isinstance(record, ContactRecord)]


def test_n26_line_ends_of_the_iphone_share_sheet() -> None:
    (bob,) = people("26_c.vcf")
    assert (bob.name.full, bob.emails) == ("Bob Smith", ("bob@example.com",))


def test_n28_shift_jis_letters_that_end_in_a_backslash() -> None:
    (one,) = people("28_e.vcf")
    assert (one.name.family, one.name.given) == ("能", "表")


def test_n31_apple_related_names_without_a_structured_name() -> None:
    found = records(NASTY / "31_h.vcf")
    (ann,) = people("31_h.vcf")
    assert (ann.name.full, ann.phones, ann.source.locator) == ("Ann Lee", ("+1 555 0100",), "31_h.vcf line 3")
    assert [(each.label, each.to.name) for each in found if isinstance(each, RelationRecord)] == [
        ("manager", "Bo Chen"),
        ("introduced by", "Cy Diaz"),
    ]


def test_n33_a_group_with_a_dead_member() -> None:
    found = records(NASTY / "33_j.vcf")
    (group,) = (each for each in found if isinstance(each, GroupRecord))
    assert [member.name for member in group.members] == ["Ann Lee"]
    assert len(people("33_j.vcf")) == 1


def test_n36_a_bad_line_and_a_card_cut_off_cost_nobody() -> None:
    found = records(NASTY / "36_m.vcf")
    assert [each.name.full for each in people("36_m.vcf")] == ["Ann Lee", "Broken", "Cut off"]
    assert [each.source.locator for each in found if isinstance(each, Problem) and each.kept] == [
        "36_m.vcf line 8",
        "36_m.vcf line 11",
    ]


def test_n38_an_agent_gives_nothing_to_the_card_around_it() -> None:
    parent, agent = people("38_o.vcf")
    assert (parent.name.full, parent.emails) == ("Parent", ("parent@example.com",))
    assert (agent.name.family, agent.name.given) == ("Agent", "Smith")
