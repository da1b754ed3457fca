"""vCards: samples in tests/data/vcard with what is read from them; and that no card is ever lost without a word."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.records import CardKind, ContactRecord, GroupRecord, Party, Problem, Record, RelationRecord
from importers.base import SourceFile
from importers.vcard import VCARD
from tests import golden

SAMPLES = golden.samples("vcard")


def read(*lines: str) -> list[Record | Problem]:
    return list(VCARD.extract(SourceFile.from_bytes("contacts.vcf", "\r\n".join(lines).encode())))


def card(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD")


def one(*lines: str) -> ContactRecord:
    (found,) = (record for record in read(*card(*lines)) if isinstance(record, ContactRecord))
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_reads_as_expected(sample: Path) -> None:
    assert golden.found(sample) == golden.expected(sample)


def test_the_city_of_an_address_is_kept() -> None:
    assert one("FN:Ann Lee", "ADR;TYPE=HOME:;;1 Elm St;;;;", "ADR:;;2 Oak St;Oslo;;0150;Norway").city == "Oslo"


def test_a_card_with_one_bad_line_keeps_the_rest_and_says_so() -> None:
    problem, contact = read("BEGIN:VCARD", "FN:Ann Lee", "NO COLON", "ORG:Acme", "END:VCARD")
    assert isinstance(problem, Problem)
    assert isinstance(contact, ContactRecord)
    assert (problem.source.locator, problem.kept) == ("contacts.vcf line 3", True)
    assert (contact.name.full, contact.organization, contact.source.locator) == (
        "Ann Lee",
        "Acme",
        "contacts.vcf line 1",
    )


def test_a_card_that_is_cut_off_is_kept_with_a_warning_when_it_has_a_name() -> None:
    named = read("BEGIN:VCARD", "FN:Ann Lee")
    nameless = read("BEGIN:VCARD", "VERSION:3.0")
    assert [type(each) for each in named] == [Problem, ContactRecord]
    assert [(each.kept, each.source.locator) for each in named if isinstance(each, Problem)] == [
        (True, "contacts.vcf line 1")
    ]
    assert [each.kept for each in nameless if isinstance(each, Problem)] == [False]


def test_a_missing_end_costs_no_other_card() -> None:
    found = read("BEGIN:VCARD", "FN:Ann", *card("FN:Bo"), *card("FN:Cy"))
    assert [each.name.full for each in found if isinstance(each, ContactRecord)] == ["Ann", "Bo", "Cy"]


def test_lines_outside_a_card_are_reported_once() -> None:
    found = read("FN:Ann", "TEL:1", "END:VCARD", *card("FN:Bo"), "TEL:2")
    lost = [each.source.locator for each in found if isinstance(each, Problem) and not each.kept]
    assert lost == ["contacts.vcf line 1", "contacts.vcf line 8"]


def test_a_nested_card_gives_nothing_to_the_one_around_it() -> None:
    found = read("BEGIN:VCARD", "FN:Parent", "AGENT:", *card("FN:Agent", "EMAIL:agent@example.com"), "END:VCARD")
    assert [(each.name.full, each.emails) for each in found if isinstance(each, ContactRecord)] == [
        ("Parent", ()),
        ("Agent", ("agent@example.com",)),
    ]


def test_commas_that_outlook_and_google_leave_alone_cut_nothing() -> None:
    found = one("FN:Mr. John Richter, James Doe Sr.", "ORG:Company, The;Dept", "TITLE:VP, Sales")
    assert (found.name.full, found.organization, found.department, found.title) == (
        "Mr. John Richter, James Doe Sr.",
        "Company, The",
        "Dept",
        "VP, Sales",
    )


@pytest.mark.parametrize(
    ("lines", "name", "warned"),
    [
        (["FN:", "N:Lee;Ann;Maria;Dr.;"], "Ann Maria Lee", False),
        (["N:Lee"], "Lee", False),
        (["NICKNAME:Big Joey"], "Big Joey", True),
        (["EMAIL:ann.lee@example.com"], "ann.lee", True),
        (["TEL:+1 555 0100"], "+1 555 0100", True),
    ],
)
def test_a_card_without_fn_is_called_by_the_best_it_has(lines: list[str], name: str, warned: bool) -> None:
    found = read(*card(*lines))
    assert [each.name.full for each in found if isinstance(each, ContactRecord)] == [name]
    assert any(isinstance(each, Problem) and each.kept for each in found) is warned


def test_a_fn_without_n_is_not_taken_apart_here() -> None:
    found = one("FN:Ann Lee")
    assert (found.name.full, found.name.given, found.name.family) == ("Ann Lee", "", "")


@pytest.mark.parametrize(
    "lines",
    [
        ["FN:Acme", "X-ABShowAs:COMPANY"],
        ["FN:Acme", "KIND:org"],
        ["FN:", "N:;;;;", "ORG:Acme"],
        ["FN:ACME", "ORG:Acme;"],
    ],
)
def test_a_company_is_told_from_a_person(lines: list[str]) -> None:
    assert one(*lines).kind is CardKind.ORGANIZATION


def test_a_person_who_is_called_like_their_company_stays_a_person() -> None:
    assert one("FN:Ann Lee", "N:Lee;Ann;;;", "ORG:Ann Lee").kind is CardKind.PERSON


@pytest.mark.parametrize(
    "line",
    [
        "URL:https://www.linkedin.com/in/ann-lee",
        "item1.URL;type=pref:https\\://www.linkedin.com/in/ann-lee",
        "X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/ann-lee",
    ],
)
def test_a_linkedin_address_is_the_profile(line: str) -> None:
    assert one("FN:Ann Lee", "URL:https://example.com", line).profile == "https://www.linkedin.com/in/ann-lee"


def test_apple_keeps_the_member_name_in_a_parameter() -> None:
    assert one("FN:Ann", "X-SOCIALPROFILE;type=linkedin;x-user=ann-lee:x-apple:ann-lee").profile == "ann-lee"
    assert one("FN:Ann", "X-SOCIALPROFILE;type=twitter;x-user=ann:x-apple:ann").profile is None


def test_labels_that_a_program_gives_to_everybody_say_nothing() -> None:
    assert one("FN:Ann", "CATEGORIES:myContacts,Alumni\\, 2010, Chess", "CATEGORIES:Chess").labels == (
        "Alumni, 2010",
        "Chess",
    )


def test_relations_carry_what_the_other_is_and_the_line_they_stand_in() -> None:
    found = read(*card("FN:Ann", "item1.X-ABRELATEDNAMES:Bo Chen", "item1.X-ABLabel:_$!<Manager>!$_"))
    assert [
        (each.subject, each.to, each.label, each.source.locator) for each in found if isinstance(each, RelationRecord)
    ] == [(Party(name="Ann"), Party(name="Bo Chen"), "manager", "contacts.vcf line 4")]


def test_a_related_card_is_named_and_one_that_is_not_there_is_left_out() -> None:
    found = read(
        *card("FN:Ann", "RELATED;TYPE=friend:urn:uuid:B", "RELATED;TYPE=friend:urn:uuid:gone", "RELATED;TYPE=me:x"),
        *card("FN:Bo", "UID:b"),
    )
    assert [each.to for each in found if isinstance(each, RelationRecord)] == [Party(name="Bo", uid="b")]


def test_a_group_holds_the_members_whose_cards_are_there() -> None:
    group = card("FN:Team", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a")
    dead = "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:gone"
    found = read(*group[:-1], dead, group[-1], *card("UID:a", "FN:Ann"))
    assert [(each.name, each.members) for each in found if isinstance(each, GroupRecord)] == [
        ("Team", (Party(name="Ann", uid="a"),))
    ]


def test_a_group_in_a_file_of_its_own_keeps_its_members_for_the_other_files() -> None:
    (group,) = read(*card("FN:Team", "KIND:group", "MEMBER:urn:uuid:a-1"))
    assert isinstance(group, GroupRecord)
    assert group.members == (Party(uid="a-1"),)


def test_guessed_letters_are_warned_of_once_a_file() -> None:
    data = "\n".join(line for name in ("Zoë", "Renée") for line in card(f"FN:{name}")).encode("cp1252")
    found = list(VCARD.extract(SourceFile.from_bytes("contacts.vcf", data)))
    assert [each.name.full for each in found if isinstance(each, ContactRecord)] == ["Zoë", "Renée"]
    assert [(each.kept, each.source.locator) for each in found if isinstance(each, Problem)] == [
        (True, "contacts.vcf line 3")
    ]


@pytest.mark.parametrize(
    ("name", "data", "is_ours"),
    [
        ("contacts.vcf", b"\n\nBEGIN:VCARD\nFN:A\nEND:VCARD", True),
        ("contacts.txt", b"\xef\xbb\xbfbegin:vcard \r\nfn:a", True),
        ("wide.vcf", "BEGIN:VCARD\r\nFN:A".encode("utf-16"), True),
        ("junk_first.vcf", b"exported by me\nBEGIN:VCARD\nFN:A", True),
        ("mail.eml", b"From: a@example.com\n\nBEGIN:VCARD\nFN:A", False),
        ("calendar.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR", False),
        ("empty.vcf", b"", False),
        ("words.vcf", b"no card here", False),
    ],
)
def test_files_of_cards_are_recognised(name: str, data: bytes, is_ours: bool) -> None:
    assert VCARD.identify(SourceFile.from_bytes(name, data)) is is_ours


def accounted(data: bytes) -> None:
    """Every card is one contact, one group, or one lost problem, which also tells of lines outside cards."""
    found = list(VCARD.extract(SourceFile.from_bytes("contacts.vcf", data)))
    rows = [each for each in found if not isinstance(each, RelationRecord | Problem) or is_lost(each)]
    locators = Counter(each.source.locator for each in rows)
    assert not locators or max(locators.values()) == 1
    begins = data.upper().count(b"BEGIN:VCARD\n")
    lost = sum(map(is_lost, rows))
    assert begins <= len(rows) <= begins + lost
    assert all(each.name.full for each in rows if isinstance(each, ContactRecord))


def is_lost(record: Record | Problem) -> bool:
    return isinstance(record, Problem) and not record.kept


PIECES = [
    "BEGIN:VCARD\n",
    "END:VCARD\n",
    "FN:Ann Lee\n",
    "N:Lee;Ann\n",
    "ORG:Acme;X\n",
    "UID:a\n",
    "KIND:group\n",
    "MEMBER:a\n",
    "RELATED;TYPE=friend:a\n",
    "NO COLON\n",
    "PHOTO;ENCODING=b:AAAA\n",
    "NOTE:x\\\n y\n",
    'TEL;TYPE="x:1\n',
    "EMAIL:\n",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@example(["END:VCARD\n", "FN:Ann Lee\n", "BEGIN:VCARD\n"])
def test_every_card_is_accounted_for(pieces: list[str]) -> None:
    accounted("".join(pieces).encode())


@given(st.data())
def test_a_damaged_sample_is_still_read(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SAMPLES)).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    size = data.draw(st.integers(0, 40))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + size :]
    list(VCARD.extract(SourceFile.from_bytes("damaged.vcf", damaged)))


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    file = SourceFile.from_bytes("contacts.vcf", data)
    VCARD.identify(file)
    list(VCARD.extract(file))
