"""Tables of contacts that others wrote, read in place."""

from pathlib import Path

import pytest

from graph.records import ContactRecord, Problem, RelationRecord
from importers import identify
from importers.base import SourceFile

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
FILES = sorted(path for kind in ("google_csv", "outlook_csv", "generic_csv") for path in CORPUS.glob(f"{kind}/*/*"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, not in it")


def contacts(path: Path) -> list[ContactRecord]:
    file = SourceFile.from_path(path)
    return [each for each in identify(file).extract(file) if isinstance(each, ContactRecord)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_of_every_table_becomes_somebody(path: Path) -> None:
    file = SourceFile.from_path(path)
    found = list(identify(file).extract(file))
    assert [each for each in found if isinstance(each, Problem) and not each.kept] == []
    text = file.read()
    lines = text.decode("utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8").splitlines()
    people = [each for each in found if isinstance(each, ContactRecord)]
    multiline = "home_street" in path.read_text("latin-1")
    assert len(people) == (1 if multiline else sum(bool(line.strip(", ")) for line in lines[1:]))
    assert all(each.emails for each in people)


def test_what_the_tables_say_is_read_right() -> None:
    said = {
        path.name: [(each.name.full, each.organization, each.title, each.emails) for each in contacts(path)]
        for path in FILES
    }
    assert said["tests__fixtures__custom.csv"][2] == (
        "Robert Wilson", "StartupCo", "Founder & CEO", ("rwilson@startup.co",),
    )  # fmt: skip
    assert said["tests__fixtures__google.csv"][0] == ("John Doe", "Acme Corp", "CEO", ("john@example.com",))
    assert said["tests__src__Csv2vcard__tb_plain.csv"] == [
        ("Firstname Lastname", "Organization", "title", ("test@domain.tld", "next@domain.tld")),
    ]
    (gmail,) = said["tests__src__Csv2vcard__gmail.csv"]
    emails = ("home@aaa.pl", "work@email.pl", "unknown@email.com", "other@email.com")
    assert gmail[1:] == ("company", "jobtitle", emails)


def nasty(name: str) -> list[ContactRecord]:
    return contacts(CORPUS / "nasty" / "csv" / name)


def test_n41_lists_in_a_cell_and_labels() -> None:
    (ann,) = nasty("41_google_old.csv")
    assert (ann.name.full, len(ann.emails), len(ann.phones), ann.organization, ann.title, ann.labels) == (
        "Ann Lee", 2, 2, "Acme", "CEO", ("Alumni",),
    )  # fmt: skip


def test_n43_german_outlook_and_an_exchange_name() -> None:
    (ann,) = nasty("43_outlook_de.csv")
    assert (ann.name.full, ann.organization, ann.title, ann.emails) == (
        "Ann Lee", "Acme GmbH", "CTO", ("ann@example.com",),
    )  # fmt: skip


def test_n46_a_code_page_is_guessed_and_said() -> None:
    (lukasz,) = nasty("46_cp1250.csv")
    assert (lukasz.name.full, lukasz.organization) == ("Łukasz Żółć", "Śnieżka S.A.")
    file = SourceFile.from_path(CORPUS / "nasty" / "csv" / "46_cp1250.csv")
    assert any(isinstance(each, Problem) for each in identify(file).extract(file))


def test_relations_in_googles_columns_are_read() -> None:
    (path,) = (path for path in FILES if path.name == "tests__src__Csv2vcard__gmail.csv")
    file = SourceFile.from_path(path)
    (relation,) = (each for each in identify(file).extract(file) if isinstance(each, RelationRecord))
    assert relation.label == "spouse"
