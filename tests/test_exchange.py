"""Files for other programs: they open, say what is known, and no name can break or steer them."""

import base64
import csv
import hashlib
import io
import json
import xml.etree.ElementTree as ElementTree
from datetime import date

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.exchange import KnownTie
from graph.exchange.graphml import graphml
from graph.exchange.page import Drawing, Frame, page
from graph.exchange.table import FORMULA_STARTS, cell, people_table, tie_table
from graph.model import Affiliation, OrganizationId, Person, PersonId
from graph.records import ContactRecord, RelationRecord, SourceRef
from graph.text import clean_text
from importers import read
from importers.base import SourceFile

TEXT = st.text(max_size=30)
HOSTILE = ("=cmd|' /C calc'!A0", "<b>&\"'</b>]]>", "a\u0000b\ud800c\ufffe", "\t@SUM(1)", "An\u202en", "")


def person(number: int, name: str, company: str = "Acme") -> Person:
    held = Affiliation(
        PersonId(f"p{number}"), OrganizationId("o"), company, name, None, None, True, SourceRef("line 1")
    )
    return Person(PersonId(f"p{number}"), name, name, "", emails=(f"p{number}@example.com",), affiliations=(held,))


def pair(strength: float = 0.5) -> KnownTie:
    return KnownTie(PersonId("p0"), PersonId("p1"), strength, True, ("connection", "mail"), date(2026, 1, 2))


def test_our_own_importer_reads_a_graphml_file_back() -> None:
    text = "".join(graphml([person(0, "Ann Lee"), person(1, "Bo & Sons")], [pair()]))
    found = list(read([SourceFile.from_bytes("net.graphml", text.encode())]).records())
    contacts = [each for each in found if isinstance(each, ContactRecord)]
    assert [(each.name.full, each.organization, each.emails) for each in contacts] == [
        ("Ann Lee", "Acme", ("p0@example.com",)),
        ("Bo & Sons", "Acme", ("p1@example.com",)),
    ]
    (tie,) = [each for each in found if isinstance(each, RelationRecord)]
    assert tie.strength == 0.5


def test_networkx_reads_a_graphml_file() -> None:
    text = "".join(graphml([person(0, "Ann Lee"), person(1, "Bo")], [pair(0.25)]))
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    assert graph.nodes["p0"]["label"] == "Ann Lee"
    assert graph.edges["p0", "p1"]["weight"] == 0.25


@given(st.lists(TEXT, min_size=2, max_size=5))
def test_no_name_breaks_a_graphml_file(names: list[str]) -> None:
    text = "".join(graphml([person(number, name) for number, name in enumerate([*HOSTILE, *names])], [pair()]))
    root = ElementTree.fromstring(text.encode("utf-8", "strict"))
    nodes = root.findall(".//{*}node")
    assert len(nodes) == len(HOSTILE) + len(names)
    labels = {data.text for data in root.findall(".//{*}data[@key='node_label']")}
    assert "<b>&\"'</b>]]>" in labels
    assert "Ann" in labels


@given(TEXT)
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(FORMULA_STARTS)
    assert cell(text) in (clean_text(text), f"'{clean_text(text)}")


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_every_name_stays_in_its_cell(names: list[str]) -> None:
    people = [person(number, name) for number, name in enumerate([*HOSTILE, *names])]
    header, *rows = csv.reader(io.StringIO("".join(people_table(people)), newline=""))
    assert len(rows) == len(people)
    assert {len(row) for row in rows} == {len(header)}
    assert [row[header.index("Id")] for row in rows] == [one.id for one in people]


def test_ties_are_an_edge_list_that_tells_namesakes_apart_and_our_own_importer_reads() -> None:
    people = [person(0, "Ann Lee"), person(1, "Ann Lee"), person(2, "Bo")]
    text = "".join(tie_table(people, [pair(0.25), KnownTie(PersonId("p2"), PersonId("gone"), 0.1)]))
    found = list(read([SourceFile.from_bytes("ties.csv", text.encode())]).records())
    assert {each.name.full for each in found if isinstance(each, ContactRecord)} == {"Ann Lee (p0)", "Ann Lee (p1)"}
    (tie,) = [each for each in found if isinstance(each, RelationRecord)]
    assert (tie.strength, tie.label) == (0.25, "connection, mail")


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_page_of_its_own_holds_no_name_as_markup_and_lets_only_its_own_script_run(names: list[str]) -> None:
    names = ["</script><script>alert(1)</script>", "<img src=x>", "\u2028';//", *names]
    legend = [(name, 1) for name in names]
    drawing = Drawing("A <b>title</b>", "& more", b"\x00sheet", b"\x01", "company", legend, (0,))
    text = page(drawing, Frame("<main></main>", "main { color: red }", "draw()"))
    assert text.count("<script") == 2
    assert "<img" not in text
    assert "<b>" not in text
    body = text.partition('id="drawing">')[2].partition("</script>")[0]
    assert not set("<>&'\u2028") & set(body)
    assert json.loads(body)["legend"][:2] == [[clean_text(name), 1] for name in names[:2]]
    digest = base64.b64encode(hashlib.sha256(b"draw()").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
