"""Mail: where one ends and the next begins, whom it names, what is left out; and that none is lost without a word."""

import io
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.records import (
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    Problem,
    Record,
    Skipped,
    SkipReason,
)
from importers.addresses import header_text, named_in
from importers.base import SourceFile
from importers.mail import MAIL, MOST_RECIPIENTS
from importers.mbox import MOST_HEADER_BYTES, mails_of

ANN, BO = "Ann Lee <ann@example.com>", "Bo Chen <bo@example.com>"
DAY = "Mon, 5 Jan 2026 10:00:00 +0100"


def read(data: bytes | str, name: str = "mail.eml") -> list[Record | Problem]:
    file = SourceFile.from_bytes(name, data.encode() if isinstance(data, str) else data)
    return list(MAIL.extract(file))


def mail(*headers: str, sender: str = ANN, to: str = BO) -> str:
    return "\n".join((f"From: {sender}", f"To: {to}", *headers, "", "Hello", ""))


def box(*mails: str) -> str:
    return "".join(f"From ann@example.com Mon Jan  5 10:00:00 2026\n{each}\n" for each in mails)


def one(data: bytes | str, name: str = "mail.eml") -> InteractionRecord:
    (found,) = (each for each in read(data, name) if isinstance(each, InteractionRecord))
    return found


def owner(data: str, name: str) -> list[tuple[str, tuple[str, ...]]]:
    told = (each for each in read(data, name) if isinstance(each, ContactRecord) and each.origin is Origin.OWNER)
    return [(each.name.full, each.emails) for each in told]


def messages(found: list[Record | Problem]) -> list[str]:
    return [each.message for each in found if isinstance(each, Problem)]


def test_a_mail_says_who_wrote_to_whom_and_when() -> None:
    found = one(
        mail(f"Date: {DAY}", "Cc: cy@example.com", "Message-ID: <2@x>", "References: <1@x> <0@x>", "Bcc: d@x.org")
    )
    assert found.kind is InteractionKind.MAIL
    assert found.sender == Party("Ann Lee", "ann@example.com")
    assert found.recipients == (
        Party("Bo Chen", "bo@example.com"),
        Party(email="cy@example.com"),
        Party(email="d@x.org"),
    )
    assert found.at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert (found.key, found.thread, found.bulk, found.group) == ("2@x", "1@x", False, 0)
    assert found.source.locator == "mail.eml message 1"


def test_a_mail_without_an_id_has_the_same_key_in_every_export() -> None:
    whole, folded = mail(f"Date: {DAY}"), mail("Date: Mon, 5 Jan 2026\n 10:00:00 +0100", "X-Other: 1")
    assert one(whole).key == one(box(folded), "Inbox.mbox").key
    assert one(whole).key != one(mail("Date: Mon, 5 Jan 2026 10:00:01 +0100")).key
    assert one(whole).thread is None


def test_sender_stands_in_for_from_and_a_bare_word_for_an_address() -> None:
    assert one("Sender: ann@example.com\nTo: bo@example.com\n\n").sender == Party(email="ann@example.com")
    assert one("From: Whomever\nTo: bo@example.com\n\n").sender == Party("Whomever")


def test_an_address_with_two_at_signs_is_nobody_and_is_told_of() -> None:
    found = read(mail(to="a@b@example.com, bo@example.com"))
    (record,) = (each for each in found if isinstance(each, InteractionRecord))
    assert [party.email for party in record.recipients] == ["bo@example.com"]
    assert [(each.kept, "address" in each.message) for each in found if isinstance(each, Problem)] == [(True, True)]


def test_a_mail_with_nothing_but_broken_addresses_is_lost_and_told_of() -> None:
    (problem,) = read(mail(to="a@b@example.com"))
    assert isinstance(problem, Problem)
    assert not problem.kept


def test_letters_that_are_not_utf8_are_those_of_the_mails_text_and_are_warned_of_once() -> None:
    text = mail('Content-Type: text/plain; charset="koi8-r"', sender="Анна <ann@example.com>").encode("koi8-r")
    found = read(box("X").encode().replace(b"X", text) + box("X").encode().replace(b"X", text), "Inbox.mbox")
    assert [each.sender.name for each in found if isinstance(each, InteractionRecord)] == ["Анна", "Анна"]
    assert len(messages(found)) == 1
    assert named_in("Zoë <z@x.org>".encode("cp1252")).parties == (Party("Zoë", "z@x.org"),)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("5 Jan 26 10:00 GMT", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("Mon, 5 Jan 2026 10:00:00 (CET) +0100", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("Mon, 5 Jan 2026 10:00:00 -0330", datetime(2026, 1, 5, 13, 30, tzinfo=UTC)),
        ("Mon, 5 Jan 2026 10(hour):   00  :  00 +0000", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("Mon, 5 Jan 2026 10:00:00 -0000", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("Mon Jan  5 10:00:00 2026", datetime(2026, 1, 5, 10)),
        ("2026-01-05T10:00:00Z", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("Fri, 32 Foo 2024", None),
        ("Wed, 15 Dec 2010    59:10 -0500", None),
        ("Thu, 13 Feb 1969 23:32:54 -0330", None),
        ("Mon, 5 Jan 2126 10:00:00 +0000", None),
        ("Mon, 5 Jan 1830 10:00:00 +0000", None),
        ("Mon, 5 Jan 2026 10:00:00 +9999999999", None),
        ("whenever", None),
    ],
)
def test_a_date_is_read_or_left_out_with_a_warning(written: str, at: datetime | None) -> None:
    found = read(mail(f"Date: {written}"))
    (record,) = (each for each in found if isinstance(each, InteractionRecord))
    assert record.at == at
    assert len(messages(found)) == (at is None)


def test_a_mail_without_a_date_is_kept_without_a_warning() -> None:
    assert [type(each) for each in read(mail())] == [InteractionRecord]


@pytest.mark.parametrize(
    "header",
    [
        "List-Id: <dev.lists.example.org>",
        "List-Unsubscribe: <https://example.org/u>",
        "Precedence: bulk",
        "Auto-Submitted: auto-replied",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "Feedback-ID: 1:2:3:mailer",
        "Return-Path: <>",
        "X-Spam-Flag: YES",
        "Content-Type: multipart/report; report-type=delivery-status",
    ],
)
def test_lists_and_machines_say_so(header: str) -> None:
    assert one(mail(header)).bulk
    assert not one(mail("Auto-Submitted: no", "Precedence: normal", "Return-Path: <ann@example.com>")).bulk


@pytest.mark.parametrize(
    ("sender", "bulk"),
    [
        ("no-reply@example.com", True),
        ("Ann (via Docs) <comments-noreply@docs.example.com>", True),
        ("do_not_reply@example.com", True),
        ("MAILER-DAEMON@example.com", True),
        ("bounces+12-ann=example.com@example.com", True),
        ("dev-bounces@lists.example.org", True),
        ("messages@noreply.example.com", True),
        ("ann.newsome@example.com", False),
        ("info@example.com", False),
        ("bob@alert.example.com", False),
    ],
)
def test_machines_are_known_by_their_addresses(sender: str, bulk: bool) -> None:
    assert one(mail(sender=sender)).bulk is bulk


def test_a_list_in_cc_makes_no_list_mail_but_mail_to_machines_only_ties_nobody() -> None:
    assert not one(mail("Cc: dev@lists.example.org")).bulk
    assert not one(mail("Cc: no-reply@example.com")).bulk
    assert one(mail(to="no-reply@example.com")).bulk


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("X-Gmail-Labels: Draft", SkipReason.DRAFT),
        ("X-Gmail-Labels: Opened,=?UTF-8?Q?Entw=C3=BCrfe?=", SkipReason.DRAFT),
        ('X-Gmail-Labels: "Trips, old",Spam', SkipReason.SPAM),
        ("X-Gmail-Labels: Papierkorb,Gesendet", SkipReason.SPAM),
        ("X-Gmail-Labels: 迷惑メール", SkipReason.SPAM),
        ("X-Unsent: 1", SkipReason.DRAFT),
        ("X-Mozilla-Status: 0009", SkipReason.SPAM),
    ],
)
def test_drafts_and_spam_are_counted_and_left_out(header: str, reason: SkipReason) -> None:
    assert [each.reason for each in read(mail(header)) if isinstance(each, Skipped)] == [reason]
    assert isinstance(read(mail("X-Gmail-Labels: Inbox,Spam talk", "X-Mozilla-Status: 0001"))[0], InteractionRecord)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Takeout/Mail/Entwürfe.mbox", SkipReason.DRAFT),
        ("Mail/Drafts", SkipReason.DRAFT),
        ("[Gmail].sbd/Spam", SkipReason.SPAM),
        ("Deleted Messages.mbox/mbox", SkipReason.SPAM),
        ("INBOX.Trash/cur/1.host:2,S", SkipReason.SPAM),
        ("Takeout/Mail/All mail Including Spam and Trash.mbox", None),
        ("Mail/Spam.eml", None),
    ],
)
def test_a_folder_of_drafts_or_spam_is_left_out(name: str, reason: SkipReason | None) -> None:
    data = mail() if name.endswith((".eml", "S")) else box(mail())
    (found,) = read(data, name)
    assert (found.reason if isinstance(found, Skipped) else None) == reason


def test_a_mail_to_nobody_is_left_out_and_text_is_a_problem() -> None:
    (empty,) = read(mail(to="undisclosed-recipients:;"))
    assert isinstance(empty, Skipped)
    assert empty.reason is SkipReason.EMPTY
    (lost,) = read("Content-Type: text/plain\n\nFrom: no@example.com\n")
    assert isinstance(lost, Problem)
    assert not lost.kept


def test_a_mail_to_very_many_keeps_some_and_tells_how_many_there_were() -> None:
    many = ",\n ".join(f"p{number}@example.com" for number in range(MOST_RECIPIENTS + 7))
    found = one(mail(to=many))
    assert (len(found.recipients), found.group) == (MOST_RECIPIENTS, MOST_RECIPIENTS + 7)


def test_the_owner_is_who_wrote_what_was_sent() -> None:
    sent = [mail("X-Gmail-Labels: Sent,Opened"), mail("X-Gmail-Labels: Inbox", sender=BO, to=ANN)]
    assert owner(box(*sent), "All mail.mbox") == [("Ann Lee", ("ann@example.com",))]
    assert owner(box(mail()), "Gesendete Objekte.mbox") == [("Ann Lee", ("ann@example.com",))]
    assert owner(box(mail()), "Inbox.mbox") == []


def test_a_stray_mail_among_the_sent_ones_makes_no_owner() -> None:
    found = owner(box(*[mail()] * 11, mail(sender=BO, to=ANN)), "Sent.mbox")
    assert found == [("Ann Lee", ("ann@example.com",))]


def test_the_owner_is_whom_at_least_half_of_the_mail_was_delivered_to() -> None:
    got = mail("Delivered-To: me@example.net", to="dev@lists.example.org")
    listed = mail("Delivered-To: dev@lists.example.org", "List-Id: Dev <dev.lists.example.org>")
    assert owner(box(got, got, got, mail(), mail(), mail()), "Inbox.mbox") == [("", ("me@example.net",))]
    assert owner(box(got, got, got, *[mail()] * 4), "Inbox.mbox") == []
    assert owner(box(got, got), "Inbox.mbox") == []
    assert owner(box(listed, listed, listed), "Inbox.mbox") == []


@pytest.mark.parametrize(
    ("between", "mails"),
    [
        ("From ann@example.com Mon Jan  5 10:00:00 2026\n", 2),
        ("From - Mon Jan  5 10:00:00 2026\r\n", 2),
        ("From MAILER-DAEMON Mon Jan  5 10:00:00 2026\n", 2),
        ("From 1844347792267117879@xxx Mon Jan 05 10:00:00 +0000 2026\n", 2),
        ("From ann@example.com  Mon, 5 Jan 2026 10:00:00 +0100\n", 2),
        ("From ???@??? Mon Jan 05 10:00:00 2026\n", 2),
        ("From Mon Jan  5 10:00:00 2026\n", 2),
        ("\nFrom -\n", 2),
        ("\nFrom 1844347792267117879@xxx\n", 2),
        ("From -\n", 1),
        ("\nFrom Russia with love\n", 1),
        ("\nFrom here on:\n", 1),
        ("\n>From ann@example.com Mon Jan  5 10:00:00 2026\n", 1),
        ("\nFrom ann@example.com Mon Jan  5 10:00:00 2026\nshe wrote\n", 1),
    ],
)
def test_mails_are_parted_by_lines_of_every_program_and_by_no_others(between: str, mails: int) -> None:
    assert len(read(f"\ufeff{box(mail()).rstrip()}\n{between}{mail()}", "Inbox")) == mails


def test_a_signature_below_a_sender_does_not_part_mails() -> None:
    assert len(read(box(mail() + "\nFrom ann@example.com\nPhone: 123\n"), "Inbox")) == 1


def test_mails_without_a_body_or_a_blank_line_are_parted() -> None:
    parting = "From ann@example.com Mon Jan  5 10:00:00 2026\n"
    assert len(read(f"{parting}From: a@x.org\nTo: b@x.org\n{parting}From: c@x.org\nTo: d@x.org", "Inbox")) == 2


def test_line_ends_of_old_macs_and_windows_are_read() -> None:
    both = box(mail(), mail())
    for ends in ("\r", "\r\n", "\r\r\n"):
        assert len(read(both.replace("\n", ends), "Inbox")) == 2


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_where_the_blocks_of_a_file_end_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (box(*[mail(f"Subject: {'x' * number}") for number in range(60)]) * 2).replace("\n", "\r\n").encode()
    whole = [block.data for block in mails_of(io.BytesIO(data))]
    monkeypatch.setattr("importers.mbox._BLOCK", size * 100)
    assert [block.data for block in mails_of(io.BytesIO(data))] == whole
    assert len(whole) == 120


def test_headers_without_end_are_cut_and_the_next_mail_is_read() -> None:
    long = f"From: {ANN}\nTo: {BO}\nX-Long: {'x' * (MOST_HEADER_BYTES + 5000)}\nCc: cy@example.com\n\n"
    found = read(box(long, mail()), "Inbox.mbox")
    assert [type(each) for each in found] == [Problem, InteractionRecord, InteractionRecord]
    assert ["1 MB" in each for each in messages(found)] == [True]


def test_a_mail_of_apple_starts_with_a_number() -> None:
    data = f"{len(mail())}\n{mail()}<?xml version='1.0'?><plist/>"
    assert MAIL.identify(SourceFile.from_bytes("1.emlx", data.encode()))
    assert one(data, "1.emlx").sender.email == "ann@example.com"


@pytest.mark.parametrize(
    ("name", "data", "is_ours"),
    [
        ("Inbox", b"From - Mon Jan  5 10:00:00 2026\nFrom: a@x.org\n", True),
        ("Inbox.mbox", b"\xef\xbb\xbfFrom -\nFrom: a@x.org\n", True),
        ("1234.host:2,S", b"Return-Path: <a@x.org>\nReceived: from x\n by y\nFrom: a@x.org\n\n", True),
        ("mail.eml", b"Subject: hi\n\n", True),
        ("mail.eml", b"no headers here", False),
        ("note.txt", b"Date: today\nSubject: tea\n\n", False),
        ("Connections.csv", b"First Name,Last Name\nAnn,Lee\n", False),
        ("contacts.vcf", b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", False),
        ("calendar.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", False),
        ("page.html", b"<!DOCTYPE html>\n<p>From: a@x.org</p>", False),
        ("letter.txt", b"From Russia with love\nTo: you\n", False),
        ("empty.eml", b"", False),
    ],
)
def test_files_of_mail_are_recognised(name: str, data: bytes, is_ours: bool) -> None:
    assert MAIL.identify(SourceFile.from_bytes(name, data)) is is_ours


def test_memory_does_not_grow_with_a_mailbox() -> None:
    once = box(mail(f"Date: {DAY}") + "body\n" * 200_000)

    def peak(times: int) -> int:
        data = (once * times).encode()
        tracemalloc.start()
        assert sum(1 for _ in MAIL.extract(SourceFile.from_bytes("Inbox.mbox", data))) == times
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(12) < 1.5 * peak(3)


def accounted(data: bytes, name: str) -> None:
    """Every mail is an interaction, left out, or lost, with a number of its own; warnings come before their mail."""
    found = read(data, name)
    rows = [
        each for each in found if not (isinstance(each, ContactRecord) or (isinstance(each, Problem) and each.kept))
    ]
    assert [each.source.locator for each in rows] == [f"{name} message {n}" for n in range(1, len(rows) + 1)]
    for each in found:
        if isinstance(each, InteractionRecord):
            assert each.key
            assert each.recipients
            assert all(party.name or party.email for party in (each.sender, *each.recipients))


PIECES = [
    b"From a@x.org Mon Jan  5 10:00:00 2026\n",
    b"From -\n",
    b"From: Ann <ann@x.org>\r\n",
    b"To: b@x.org, =?utf-8?q?=C3?= <c@x.org>\n",
    b"Cc: a@b@x.org;\n \n\tx\n",
    b"Date: Mon, 5 Jan 2026 10:00:00 +0100\n",
    b"X-Gmail-Labels: Sent\n",
    b"Delivered-To: me@x.org\n",
    b"Message-ID: <1@x>\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0\xff\xfe",
    b"text\n",
    b'"(<=?,;:',
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join))
@example(b"From -\nFrom: a")
def test_every_mail_is_accounted_for(data: bytes) -> None:
    accounted(data, "mail.eml")
    accounted(PIECES[0] + b"From: b@x.org\n" + data, "Inbox.mbox")


@given(
    st.binary(max_size=200), st.sampled_from([b"From: ", b"To: a@x.org\nFrom: ", b"From: a@x.org\nTo: b@x.org\nDate: "])
)
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    file = SourceFile.from_bytes("Inbox", data)
    MAIL.identify(file)
    accounted(data, "mail.eml")
    accounted(start + data, "mail.eml")
    header_text(data)
