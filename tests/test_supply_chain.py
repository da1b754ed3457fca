"""What we build on is little, is justified in the README, and is free to be passed on under the MIT license."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

from tests.lowest import direct_dependencies

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
MOST = 12
"""Direct dependencies; each more is one more to trust."""
FREE = frozenset("MIT BSD BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 Python-2.0 PSF-2.0 Zlib CC0-1.0 ISC".split())


def licence_of(name: str) -> str:
    """What a distribution says of its licence, in the newest field that it fills."""
    told = metadata(name)
    classes: list[str] = [each for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    short = (each.rpartition(" :: ")[2].removesuffix(" License") for each in classes)
    named = (told["License-Expression"], told["License"], *short)
    return next(filter(None, named), "")


def test_direct_dependencies_are_few_and_each_has_a_lowest_version() -> None:
    assert 0 < len(direct_dependencies()) <= MOST


@pytest.mark.parametrize("name", sorted(direct_dependencies()))
def test_the_licence_of_every_direct_dependency_lets_us_pass_it_on(name: str) -> None:
    parts = re.split(r"\s+(?:AND|OR)\s+", licence_of(name).strip("() "))
    assert set(parts) <= FREE


def test_the_readme_says_of_every_direct_dependency_why_it_is_there() -> None:
    table = README[README.index("## What it stands on") :]
    told = dict(re.findall(r"^\| `([\w-]+)` \| (.+?) \|", table, re.MULTILINE))
    assert set(told) == set(direct_dependencies())
    for name, licence in re.findall(r"^\| `([\w-]+)` \|.*\| ([^|]+) \|$", table, re.MULTILINE):
        assert licence.split(" and ")[0].replace(" ", "-").startswith(licence_of(name).split(" AND ")[0][:3])
