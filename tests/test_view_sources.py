"""The Import page on files of many kinds: what it says they are, what is in them, and what is left out."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.outreach import journal
from graph.records import InteractionKind, SkipReason
from importers import IMPORTERS
from importers.base import SourceFile
from importers.columns import FIELDS
from importers.contacts_csv import CONTACTS_CSV
from tests.test_view_pages import CONNECTIONS, OpenPage, bring_in, kept, markup_of, wait_for_import, words
from views.components import imports
from views.components.columns import NOT_READ
from views.kinds import FIELD_WORDS, IMPORTER_WORDS, INTERACTION_WORDS, SKIP_WORDS
from views.preview import look_into
from views.text import markdown

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
    "t1,,Ann Lee,https://www.linkedin.com/in/ann-lee,Dana Reyes,https://www.linkedin.com/in/dana-reyes,"
    "2024-03-01 10:00:00 UTC,,hello,INBOX,,No\n"
    "t2,,Dana Reyes,https://www.linkedin.com/in/dana-reyes,Bo Sand,https://www.linkedin.com/in/bo-sand,"
    "2024-03-02 10:00:00 UTC,,hello,INBOX,,Yes\n"
)
FOLLOWS = "Organization,Followed On\nInitech,Tue Mar 05 10:00:00 UTC 2024\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u1\nDTSTART:20240301T100000Z\n"
    "ORGANIZER;CN=Ann Lee:mailto:ann@example.com\n"
    "ATTENDEE;CN=Bo Sand;PARTSTAT=ACCEPTED:mailto:bo@example.com\n"
    "ATTENDEE;CN=Cy Orr;PARTSTAT=DECLINED:mailto:cy@example.com\nEND:VEVENT\nEND:VCALENDAR\n"
)
TABLE = (
    "Full Name,Employer,Firm,Mail\nAnn Lee,Acme,Blue Team,ann@example.com\n"
    "<b>Bo</b> Sand,Umbra,Red Team,bo@example.com\n"
)
MAIL = "From: Ann Lee <ann@example.com>\nTo: bo@example.com\nDate: Fri, 1 Mar 2024 10:00:00 +0000\n\nhello\n"


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as whole:
        for name, text in (
            ("Connections.csv", CONNECTIONS),
            ("messages.csv", MESSAGES),
            ("Company Follows.csv", FOLLOWS),
        ):
            whole.writestr(name, text)
        whole.writestr("Skills.csv", "Name\nPython\n")
    return held.getvalue()


def dropped(open_page: OpenPage) -> AppTest:
    """The page with an archive, a calendar and a mail dropped on it."""
    files = [
        ("Complete_LinkedInDataExport.zip", archive(), "application/zip"),
        ("work.ics", CALENDAR.encode(), "text/calendar"),
        ("hello.eml", MAIL.encode(), "message/rfc822"),
    ]
    test = open_page("sources")
    test.file_uploader(key="files_0").set_value(files).run()
    assert not test.exception
    assert not test.error
    return test


def figure(number: int, noun: str) -> str:
    return f"<b>{number}</b><span>{noun}</span>"


def test_what_dropped_files_hold_is_told_kind_by_kind(empty_data: Path, open_page: OpenPage) -> None:
    said = markup_of(dropped(open_page))
    for number, noun in ((2, "people"), (1, "messages"), (1, "mails"), (1, "meetings"), (1, "companies of interest")):
        assert figure(number, noun) in said
    for kind, name in (
        ("LinkedIn connections", "Connections.csv"),
        ("LinkedIn messages", "messages.csv"),
        ("Companies you follow", "Company Follows.csv"),
        ("Calendar", "work.ics"),
        ("Mail", "hello.eml"),
        ("Not needed", "1 other file"),
    ):
        assert f"<dt>{kind}</dt><dd>{name}</dd>" in said


def test_what_is_left_out_is_told_with_its_reason(empty_data: Path, open_page: OpenPage) -> None:
    assert "Left out on purpose: 1 draft and 1 guest who declined." in markup_of(dropped(open_page))


def test_messages_and_meetings_count_as_entries_of_the_import(empty_data: Path, open_page: OpenPage) -> None:
    test = dropped(open_page)
    assert test.button(key="import").label == "Import 8 entries as my own contacts"
    test.button(key="import").click().run()
    wait_for_import(test)
    said = words(test)
    assert "8 entries read" in said
    assert figure(2, "left out") in said
    assert "8 read" in said


def test_every_entry_of_a_preview_is_counted_once() -> None:
    sources = [
        SourceFile.from_bytes(name, text.encode()) for name, text in (("messages.csv", MESSAGES), ("c.ics", CALENDAR))
    ]
    preview = look_into(("id",), sources, {})
    assert preview.found.entries == 4
    assert sum(preview.found.interactions.values()) + sum(preview.found.skipped.values()) == 4


def test_everything_that_can_be_read_and_left_out_has_a_name_in_plain_words() -> None:
    assert {*(one.name for one in IMPORTERS), CONTACTS_CSV.name, journal.IMPORTER} == IMPORTER_WORDS.keys()
    assert FIELD_WORDS.keys() == set(FIELDS)
    assert INTERACTION_WORDS.keys() == set(InteractionKind)
    assert SKIP_WORDS.keys() == set(SkipReason)


def test_each_source_has_its_own_directions_and_the_first_is_open(empty_data: Path, open_page: OpenPage) -> None:
    folds = open_page("sources").expander
    assert [one.label for one in folds][:4] == ["LinkedIn", "Google contacts", "Apple contacts", "Outlook"]
    assert [one.proto.expanded for one in folds] == [True] + [False] * (len(folds) - 1)


def test_a_column_that_was_guessed_wrong_is_said_right(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("friends.csv", TABLE.encode(), "text/csv").run()
    assert figure(2, "people") in markup_of(test)
    choices = {one.label: one for one in test.selectbox if one.key and one.key.startswith("column_")}
    assert [choices[label].value for label in ("Full name", "Company", "E-mail", "City")] == [0, 1, 3, NOT_READ]
    choices["Company"].set_value(2).run()
    assert not test.exception
    assert test.dataframe[-1].value["Company"].tolist() == ["Blue Team", "Red Team"]
    test.button(key="import").click().run()
    wait_for_import(test)
    people = kept(empty_data).find_people("Ann Lee")
    assert [one.position.organization_name for one in people if one.position] == ["Blue Team"]


def test_the_first_rows_of_a_table_stand_beside_the_choice(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("friends.csv", TABLE.encode(), "text/csv").run()
    assert test.dataframe[0].value["Employer"].tolist() == ["Acme", "Umbra"]


def test_columns_are_not_asked_about_where_they_are_known(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("Connections.csv", CONNECTIONS.encode(), "text/csv").run()
    assert not any("Which column is what" in one.label for one in test.expander)


def choices_of(test: AppTest) -> dict[str, Any]:
    """The choosers of columns by what they are for; of the last table where there are several."""
    return {one.label: one for one in test.selectbox if one.key and one.key.startswith("column_")}


def test_a_column_that_is_not_to_be_read_is_left_out(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("friends.csv", TABLE.encode(), "text/csv").run()
    choices_of(test)["Company"].set_value(NOT_READ).run()
    assert test.dataframe[-1].value["Company"].tolist() == ["", ""]


def test_every_table_has_its_own_columns(empty_data: Path, open_page: OpenPage) -> None:
    other = TABLE.replace("Employer", "Works at now").replace("Ann Lee", "Cy Orr").replace("Bo", "Di")
    test = open_page("sources")
    files = [("friends.csv", TABLE.encode(), "text/csv"), ("others.csv", other.encode(), "text/csv")]
    test.file_uploader(key="files_0").set_value(files).run()
    asked = [one.label for one in test.expander if "Which column" in one.label]
    assert [label.rpartition(" in ")[2] for label in asked] == [markdown("friends.csv"), markdown("others.csv")]
    choices_of(test)["Company"].set_value(1).run()
    assert test.dataframe[-1].value["Company"].tolist() == ["Acme", "Umbra", "Acme", "Umbra"]


def test_a_table_of_which_no_column_is_known_is_asked_about(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    strange = "Wer denn,Wo denn\nAnn Lee,Acme\nBo Sand,Umbra\n"
    test.file_uploader(key="files_0").upload("strange.csv", strange.encode(), "text/csv").run()
    assert len(test.error) == 1
    choices_of(test)["Full name"].set_value(0).run()
    choices_of(test)["Company"].set_value(1).run()
    assert not test.error
    test.button(key="import").click().run()
    wait_for_import(test)
    people = kept(empty_data).find_people("Ann Lee")
    assert [one.position.organization_name for one in people if one.position] == ["Acme"]


def test_a_file_that_cannot_be_read_hides_neither_help_nor_history(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, CONNECTIONS)
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("holiday.pdf", b"%PDF-1.7 sea", "application/pdf").run()
    assert len(test.error) == 1
    assert "LinkedIn" in [one.label for one in test.expander]
    assert "Imports so far" in [one.value for one in test.subheader]


def test_one_damaged_file_among_several_is_told_and_the_others_are_read(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    files = [("Connections.csv", CONNECTIONS.encode(), "text/csv"), ("empty.csv", b"", "text/csv")]
    test.file_uploader(key="files_0").set_value(files).run()
    assert not test.error
    assert "empty.csv" in test.dataframe[0].value["Where"].tolist()
    assert test.button(key="import").label.startswith("Import 3 entries")


def test_remarks_on_entries_are_open_to_see(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.file_uploader(key="files_0").upload("Connections.csv", f"{CONNECTIONS},,,,Acme,,\n".encode(), "text/csv").run()
    (remarks,) = (one for one in test.expander if "remark" in one.label)
    assert remarks.proto.expanded


def test_a_whole_folder_can_be_chosen(empty_data: Path, open_page: OpenPage) -> None:
    test = open_page("sources")
    test.toggle(key="whole_folder").set_value(True).run()
    test.file_uploader(key="files_0_folder").upload("export/Connections.csv", CONNECTIONS.encode(), "text/csv").run()
    assert test.button(key="import").label == "Import 2 entries as my own contacts"


def test_of_many_imports_the_newest_are_listed_and_the_others_asked_for(
    empty_data: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SHOWN_RUNS", 1)
    bring_in(empty_data, CONNECTIONS)
    bring_in(empty_data, CONNECTIONS.replace("Ann", "Anna"))
    older, newer = (f"undo_{run.id}" for run in kept(empty_data).runs())
    test = open_page("sources")
    listed = {button.key for button in test.button}
    assert newer in listed
    assert older not in listed
    test.button(key="more_runs").click().run()
    listed = {button.key for button in test.button}
    assert {older, newer} <= listed
    assert "more_runs" not in listed
