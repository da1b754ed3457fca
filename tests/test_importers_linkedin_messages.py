import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from graph.records import InteractionKind, InteractionRecord, Party, Problem, Record, Skipped, SkipReason
from importers.base import SourceFile
from importers.linkedin.messages import MESSAGES

OLDEST = "From,To,Date,Subject,Content,Direction,Folder"
TO_2023 = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
SINCE_2023 = TO_2023.replace("TO,", "TO,RECIPIENT PROFILE URLS,")
ENDINGS = (
    "",
    ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
    ",ATTACHMENTS",
    ",ATTACHMENTS,IS MESSAGE DRAFT",
    ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
)
LINK = "https://www.linkedin.com/in/"
WHEN = "2025-06-01 14:03:22 UTC"
ME = {"FROM": "Lena Fischer", "SENDER PROFILE URL": f"{LINK}lena"}
MESSAGE = ME | {"CONVERSATION ID": "2-c1", "TO": "Ann Lee", "RECIPIENT PROFILE URLS": f"{LINK}ann-lee", "DATE": WHEN}


def table(*rows: dict[str, str], header: str = SINCE_2023) -> str:
    text = io.StringIO(newline="")
    columns = header.split(",")
    write = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    write(columns)
    for row in rows:
        write([row.get(column, "") for column in columns])
    return text.getvalue()


def records(text: str, name: str = "messages.csv") -> Sequence[Record | Problem]:
    file = SourceFile.from_bytes(name, text.encode())
    assert MESSAGES.identify(file)
    return list(MESSAGES.extract(file))


def sent(*rows: dict[str, str], header: str = SINCE_2023) -> list[InteractionRecord]:
    return [record for record in records(table(*rows, header=header)) if isinstance(record, InteractionRecord)]


def recipients(names: str, links: str, *others: dict[str, str]) -> list[tuple[str | None, str]]:
    message = sent(MESSAGE | {"TO": names, "RECIPIENT PROFILE URLS": links}, *others)[0]
    return [(each.name, (each.profile or "").rpartition("/")[2]) for each in message.recipients]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("header", [TO_2023, SINCE_2023])
def test_every_generation_of_the_file_is_read(header: str, ending: str) -> None:
    row = MESSAGE | {"CONTENT": 'Hi, "you"\n\nthere,\n', "IS MESSAGE DRAFT": "No", "IS CONVERSATION DRAFT": "No"}
    (message,) = sent(row, header=header + ending)
    assert (message.kind, message.thread) == (InteractionKind.MESSAGE, "2-c1")
    assert message.sender == Party(name="Lena Fischer", profile=f"{LINK}lena")
    assert message.recipients == (Party("Ann Lee", profile=f"{LINK}ann-lee" if header == SINCE_2023 else None),)
    assert message.at == datetime(2025, 6, 1, 14, 3, 22, tzinfo=UTC)


def test_the_oldest_file_knows_no_conversations() -> None:
    row = {"From": "Ann Lee", "To": "Lena Fischer", "Date": "3/28/17, 6:37 PM", "Direction": "INCOMING"}
    (found,) = (each for each in records(table(row, header=OLDEST)) if isinstance(each, InteractionRecord))
    assert (found.sender, found.recipients) == (Party(name="Ann Lee"), (Party(name="Lena Fischer"),))
    assert found.thread is None


def test_what_was_written_is_not_kept() -> None:
    found = records(table(MESSAGE | {"SUBJECT": "s3cret", "CONTENT": "s3cret", "CONVERSATION TITLE": "s3cret"}))
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    "name", ["guide_messages.csv", "learning_role_play_messages.csv", "learning_coach_messages.csv", "coach_messages"]
)
def test_talks_with_a_machine_are_no_messages(name: str) -> None:
    assert not MESSAGES.identify(SourceFile.from_bytes(name, table(MESSAGE).encode()))


@pytest.mark.parametrize("name", ["Messages.csv", "messages_1.csv", "messages (1).csv", "x/my mail.txt"])
def test_messages_are_told_by_their_columns_whatever_the_name(name: str) -> None:
    assert len(records(table(MESSAGE), name)) == 1


SPONSORED = '<p class="spinmail-quill-editor__spin-break">Hello</p>'


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"FOLDER": "SPAM"}, SkipReason.SPAM),
        ({"IS MESSAGE DRAFT": "Yes"}, SkipReason.DRAFT),
        ({"IS CONVERSATION DRAFT": "Yes", "FOLDER": "SPAM"}, SkipReason.DRAFT),
        ({"SENDER PROFILE URL": "", "CONTENT": SPONSORED}, SkipReason.SPONSORED),
        ({"SENDER PROFILE URL": "", "CONTENT": "Hi %FIRSTNAME%, grow"}, SkipReason.SPONSORED),
        ({"TO": "", "RECIPIENT PROFILE URLS": ""}, SkipReason.EMPTY),
        ({"TO": "Lena Fischer", "RECIPIENT PROFILE URLS": f"{LINK}lena"}, SkipReason.EMPTY),
        ({"RECIPIENT PROFILE URLS": "https://www.linkedin.com/company/acme"}, SkipReason.EMPTY),
    ],
)
def test_drafts_spam_and_sponsored_messages_are_counted_and_left_out(cells: dict[str, str], reason: SkipReason) -> None:
    (found,) = records(table(MESSAGE | cells, header=SINCE_2023 + ENDINGS[-1]))
    assert isinstance(found, Skipped)
    assert found.reason is reason


@pytest.mark.parametrize(
    "cells",
    [
        {"CONTENT": SPONSORED},
        {"SENDER PROFILE URL": ""},
        {"FOLDER": "ARCHIVE"},
        {"SENDER PROFILE URL": "", "CONTENT": "100% sure, 50%off%"},
    ],
)
def test_messages_of_people_stay(cells: dict[str, str]) -> None:
    assert len(sent(MESSAGE | cells)) == 1


def test_n13_recipients_are_told_by_urls_and_nobody_is_called_ph_d() -> None:
    found = recipients("Jane Doe, Ph.D., Bo Chen", f"{LINK}jane,{LINK}bo")
    assert found == [("Jane Doe, Ph.D.", "jane"), ("Bo Chen", "bo")]


@pytest.mark.parametrize(
    ("names", "links", "found"),
    [
        ("Ann Lee, Bo Chen", ["ann", "bo"], [("Ann Lee", "ann"), ("Bo Chen", "bo")]),
        ("Jane Doe, MBA, PMP®, Bo Chen", ["j", "b"], [("Jane Doe, MBA, PMP®", "j"), ("Bo Chen", "b")]),
        (
            "Jane Doe (She/Her), M.Sc., Bo Chen, Jr.",
            ["j", "b"],
            [("Jane Doe (She/Her), M.Sc.", "j"), ("Bo Chen, Jr.", "b")],
        ),
        ("王 小明, Zoë Brandt", ["wang", "zo%C3%AB"], [("王 小明", "wang"), ("Zoë Brandt", "zo%C3%AB")]),
        ("Jane Doe, Ph.D.", ["jane"], [("Jane Doe, Ph.D.", "jane")]),
        ("Jane Doe, Career Coach, Bo Chen", ["jane-doe-1", "x"], [("Jane Doe", "jane-doe-1"), (None, "x")]),
        ("Ann Lee, Bo Chen, Cy Diaz", ["cy-diaz", "annlee7"], [("Cy Diaz", "cy-diaz"), ("Ann Lee", "annlee7")]),
        ("LinkedIn Member, Bo Chen", ["bo"], [("LinkedIn Member", ""), ("Bo Chen", "bo")]),
        ("LinkedIn Member, Bo Chen", ["", "bo"], [("LinkedIn Member", ""), ("Bo Chen", "bo")]),
        ("LinkedIn Member", ["gone"], [(None, "gone")]),
        ("Ann Lee", ["ann", "bo"], [(None, "ann"), (None, "bo")]),
        ("", ["ann"], [(None, "ann")]),
        ("Ph.D., Ann Lee", ["ann"], [("Ann Lee", "ann")]),
        ("Ann Lee, Ann Lee", ["ann", "ann"], [("Ann Lee", "ann")]),
    ],
)
def test_names_stand_beside_the_urls_they_belong_to(
    names: str, links: list[str], found: list[tuple[str | None, str]]
) -> None:
    assert recipients(names, ",".join(link and LINK + link for link in links)) == found


def test_a_name_with_any_comma_is_known_once_its_owner_wrote() -> None:
    jane = {"FROM": "Jane Doe, Career Coach", "SENDER PROFILE URL": f"{LINK}x1"}
    found = recipients("Jane Doe, Career Coach, Bo Chen", f"{LINK}x1,{LINK}bo", MESSAGE | jane)
    assert found == [("Jane Doe, Career Coach", "x1"), ("Bo Chen", "bo")]


def test_where_there_are_no_urls_names_are_told_apart_without_titles() -> None:
    (message,) = sent(MESSAGE | {"TO": "Jane Doe, Ph.D., Bo Chen, LinkedIn Member"}, header=TO_2023)
    assert [each.name for each in message.recipients] == ["Jane Doe, Ph.D.", "Bo Chen", "LinkedIn Member"]


def test_a_company_that_writes_is_no_person() -> None:
    (message,) = sent(MESSAGE | {"SENDER PROFILE URL": "https://www.linkedin.com/company/acme"})
    assert message.bulk


def test_a_message_has_the_same_key_in_every_generation_of_the_export() -> None:
    def keys(*rows: dict[str, str], header: str = SINCE_2023) -> list[str | None]:
        return [each.key for each in sent(*rows, header=header)]

    newer = MESSAGE | {"FROM": "Lena Brandt", "SENDER PROFILE URL": "http://linkedin.com/in/LENA/"}
    assert keys(MESSAGE) == keys(newer) == keys(MESSAGE, header=TO_2023 + ENDINGS[-1])
    others = [MESSAGE | {"DATE": "2025-06-01 14:03:23 UTC"}, MESSAGE | {"CONVERSATION ID": "2-c2"}]
    assert len({*keys(MESSAGE), *keys(others[0]), *keys(others[1])}) == 3


def test_two_messages_of_the_same_moment_are_two_and_the_same_row_twice_is_one() -> None:
    one, two = MESSAGE | {"CONTENT": "Hi"}, MESSAGE | {"CONTENT": "there"}
    first, second, again = sent(one, two, one)
    assert first.key == again.key
    assert first.key != second.key


def test_rows_that_are_no_messages_are_problems() -> None:
    text = table(MESSAGE) + "BADROW\n" + table(MESSAGE | {"FROM": "", "SENDER PROFILE URL": ""}).partition("\n")[2]
    found = records(text)
    assert [type(each) for each in found] == [InteractionRecord, Problem, Problem]
    assert [each.source.locator for each in found] == [f"messages.csv line {number}" for number in (2, 3, 4)]
    assert not any(isinstance(each, Problem) and each.kept for each in found)


def test_a_date_that_cannot_be_read_costs_only_itself() -> None:
    message, problem = records(table(MESSAGE | {"DATE": "yesterday"}))
    assert isinstance(message, InteractionRecord)
    assert isinstance(problem, Problem)
    assert (message.at, problem.kept) == (None, True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-06-01 09:00 UTC", datetime(2025, 6, 1, 9, 0, tzinfo=UTC)),
        ("2025-06-01 09:00:00", datetime(2025, 6, 1, 9, 0)),
        ("1830-06-01 09:00:00 UTC", datetime(1830, 6, 1, 9, 0, tzinfo=UTC)),
        ("01.06.2025 09:00", datetime(2025, 6, 1, 9, 0)),
        ("25/06/2025", date(2025, 6, 25)),
        ("03/06/2025 09:00", None),
    ],
)
def test_dates_are_read_as_exports_and_spreadsheets_write_them(written: str, read: datetime | date | None) -> None:
    (message,) = sent(MESSAGE | {"DATE": written})
    assert message.at == read


def test_a_comma_without_quotes_in_a_text_costs_no_message() -> None:
    row = f"2-c1,,Ann Lee,{LINK}ann,Lena Fischer,{LINK}lena,{WHEN},,Hi, you, there,INBOX\n"
    found = records(SINCE_2023 + "\n" + row)
    assert [type(each) for each in found] == [InteractionRecord, Problem]


def test_a_quotation_mark_that_is_not_closed_costs_one_message_at_most() -> None:
    rows = table(*[MESSAGE | {"CONTENT": f"text {number}"} for number in range(30)]).splitlines(keepends=True)
    rows[10] = rows[10].replace('"text 9"', '"text 9')
    found = records("".join(rows))
    assert sum(isinstance(each, InteractionRecord) for each in found) >= 29
    assert len({each.source.locator for each in found}) == 30


def test_a_text_of_ten_million_letters_and_a_crowd_of_recipients_are_read() -> None:
    crowd = ", ".join(f"Ann{number} Lee" for number in range(3000))
    links = ",".join(f"{LINK}a{number}" for number in range(2999))
    (long, many) = sent(
        MESSAGE | {"CONTENT": "x" * 10_000_000}, MESSAGE | {"TO": crowd, "RECIPIENT PROFILE URLS": links}
    )
    assert len(long.recipients) == 1
    assert len(many.recipients) == 2999
