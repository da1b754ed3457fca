"""What is a name, what stands beside it, and when two names may be one person's."""

import pytest

from graph.records import PersonName
from graph.resolve.names import clean_name, names_agree


@pytest.mark.parametrize(
    ("written", "full", "given", "family", "credentials"),
    [
        (("Jane", "Doe, Ph.D."), "Jane Doe", "Jane", "Doe", ("Ph.D.",)),
        (("Eva", "Müller, MBA, PMP®"), "Eva Müller", "Eva", "Müller", ("MBA", "PMP®")),
        (("Bob 🚀", "(He/Him) Smith"), "Bob Smith", "Bob", "Smith", ()),
        (("Dr. Ann", "Lee"), "Ann Lee", "Ann", "Lee", ()),
        (("John", "Smith Jr."), "John Smith Jr.", "John", "Smith Jr.", ()),
        (("王", "小明"), "王 小明", "王", "小明", ()),
        (("SMITH", "J. (she/her/hers)"), "SMITH J.", "SMITH", "J.", ()),
    ],
)
def test_names_in_parts(
    written: tuple[str, str], full: str, given: str, family: str, credentials: tuple[str, ...]
) -> None:
    name = clean_name(PersonName(" ".join(written), *written))
    assert (name.full, name.given, name.family, name.credentials) == (full, given, family, credentials)


@pytest.mark.parametrize(
    ("written", "full", "given", "family"),
    [
        ("Ann Lee", "Ann Lee", "Ann", "Lee"),
        ("Lee, Ann", "Ann Lee", "Ann", "Lee"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Prof. Dr. Maria de la Cruz", "Maria de la Cruz", "Maria", "de la Cruz"),
        ("Jane Doe PhD", "Jane Doe", "Jane", "Doe"),
        ("Sammy Davis Jr.", "Sammy Davis Jr.", "Sammy", "Davis Jr."),
        ("Yo-Yo Ma", "Yo-Yo Ma", "Yo-Yo", "Ma"),
        ("王小明", "王小明", "王小明", ""),
        ("Cher", "Cher", "Cher", ""),
        ("![x](evil.example/a.png)", "![x](evil.example/a.png)", "![x](evil.example/a.png)", ""),
    ],
)
def test_names_in_one_piece(written: str, full: str, given: str, family: str) -> None:
    name = clean_name(PersonName(written))
    assert (name.full, name.given, name.family) == (full, given, family)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Katherine O'Neil", "Kate ONeil", True),
        ("Bill Gray", "William Gray", True),
        ("A. Lee", "Ann Lee", True),
        ("Ann Lee", "Ann Smith", True),
        ("Ann Lee", "Bob Lee", False),
        ("Ann Lee", "Front Desk", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, agree: bool) -> None:
    assert names_agree(clean_name(PersonName(one)), clean_name(PersonName(other))) is agree
