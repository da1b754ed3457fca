"""Networks that others made: nodes are people, edges are ties; and no file does harm or loses one without a word."""

import math
from collections.abc import Sequence

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import ContactRecord, Origin, Party, Problem, Record, RelationRecord, Skipped, SkipReason
from importers.base import Importer, SourceFile
from importers.linkedin import CONNECTIONS
from importers.networks import NETWORKS
from importers.networks.edges import EDGE_LIST
from importers.networks.gexf import GEXF
from importers.networks.graphml import GRAPHML

Found = Sequence[Record | Problem]

KEYS = """<key id="d0" for="node" attr.name="Label"/><key id="d1" for="node" attr.name="Company"/>
<key id="d2" for="node" attr.name="E-Mail"/><key id="d3" for="edge" attr.name="weight"/>
<key id="d4" for="edge" attr.name="type"/><key id="d5" for="node" attr.name="Community"><default>7</default></key>"""


def read(importer: Importer, data: str | bytes, name: str = "net") -> Found:
    content = data.encode() if isinstance(data, str) else data
    return list(importer.extract(SourceFile.from_bytes(name, content)))


def graphml(*inside: str) -> str:
    return (
        f'<?xml version="1.0"?>\n<graphml>{KEYS}<graph edgedefault="directed">\n'
        + "\n".join(inside)
        + "</graph></graphml>"
    )


def gexf(*inside: str) -> str:
    return '<gexf xmlns:viz="x"><graph>\n' + "\n".join(inside) + "</graph></gexf>"


def people(found: Found) -> list[ContactRecord]:
    return [each for each in found if isinstance(each, ContactRecord)]


def ties(found: Found) -> list[RelationRecord]:
    return [each for each in found if isinstance(each, RelationRecord)]


def strengths(found: Found) -> list[float | None]:
    return [each.strength for each in ties(found)]


def problems(found: Found) -> list[tuple[str, bool]]:
    return [(each.source.locator, each.kept) for each in found if isinstance(each, Problem)]


def skips(found: Found) -> list[str]:
    assert all(each.reason is SkipReason.EMPTY for each in found if isinstance(each, Skipped))
    return [each.source.locator for each in found if isinstance(each, Skipped)]


def test_a_graphml_node_is_a_person_the_owner_need_not_know() -> None:
    data = '<data key="d0">Ann Lee</data><data key="d1">Acme</data><data key="d2">ann@example.com</data>'
    (ann, bo) = people(read(GRAPHML, graphml(f'<node id="n0">{data}</node>', '<node id="Bo Chen"/>')))
    assert (ann.name.full, ann.uid, ann.organization, ann.emails) == ("Ann Lee", "n0", "Acme", ("ann@example.com",))
    assert (ann.origin, ann.labels, ann.source.locator) == (Origin.NAMED, ("7",), "net line 5")
    assert (bo.name.full, bo.uid) == ("Bo Chen", "Bo Chen")


def test_a_graphml_edge_is_a_tie_with_its_weight_and_type() -> None:
    nodes = ('<node id="a"><data key="d0">Ann</data></node>', '<node id="b"/>')
    edge = '<edge source="a" target="b"><data key="d3">0.4</data><data key="d4">mentor</data></edge>'
    (tie,) = ties(read(GRAPHML, graphml(*nodes, edge)))
    assert (tie.subject, tie.to) == (Party(name="Ann", uid="a"), Party(name="b", uid="b"))
    assert (tie.label, tie.strength, tie.source.locator) == ("mentor", 0.4, "net line 7")


def test_names_that_yed_shows_are_read_and_nested_graphs_too() -> None:
    label = '<data key="d9"><y:ShapeNode xmlns:y="x"><y:NodeLabel>Ann Lee</y:NodeLabel></y:ShapeNode></data>'
    found = read(GRAPHML, graphml(f'<node id="g"><graph><node id="n0">{label}</node></graph></node>'))
    assert [(each.uid, each.name.full) for each in people(found)] == [("g", "g"), ("n0", "Ann Lee")]


def test_gexf_labels_attributes_and_weights_are_read() -> None:
    attributes = """<attributes class="node"><attribute id="0" title="employer"/><attribute id="1" title="City">
    <default>Bern</default></attribute></attributes>"""
    values = '<viz:size value="3"/><attvalues><attvalue for="0" value="Acme"/></attvalues>'
    ann = f'<node id="0" label="Ann Lee">{values}</node>'
    edges = (
        '<edge id="1" source="0" target="1" weight="0.5" type="directed"/><edge source="0" target="2" kind="friend"/>'
    )
    found = read(GEXF, gexf(attributes, ann, '<node id="1" label="Bo Chen"/>', '<node id="2" label="Cy"/>', edges))
    assert [(each.name.full, each.organization, each.city) for each in people(found)] == [
        ("Ann Lee", "Acme", "Bern"),
        ("Bo Chen", None, "Bern"),
        ("Cy", None, "Bern"),
    ]
    assert [(each.to.name, each.label, each.strength) for each in ties(found)] == [
        ("Bo Chen", "tie", 0.5),
        ("Cy", "friend", None),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "source,target,weight\nAnn Lee,Bo Chen,0.5\n",
        "Target\tWeight\tSource\nBo Chen\t0.5\tAnn Lee\n",
        "weight;from;to\n0,5;Ann Lee;Bo Chen",
        'Source,Target,Type,Id,Label,Weight\n"Ann Lee",Bo Chen,Undirected,1,,0.5\r\n',
    ],
)
def test_an_edge_list_names_its_people_in_columns_of_any_order(table: str) -> None:
    found = read(EDGE_LIST, table, "edges.csv")
    (tie,) = ties(found)
    assert (tie.subject, tie.to) == (Party(name="Ann Lee", uid="Ann Lee"), Party(name="Bo Chen", uid="Bo Chen"))
    assert (tie.label, tie.strength, tie.source.locator) == ("tie", 0.5, "edges.csv line 2")
    assert [(each.name.full, each.uid, each.origin) for each in people(found)] == [
        ("Ann Lee", "Ann Lee", Origin.NAMED),
        ("Bo Chen", "Bo Chen", Origin.NAMED),
    ]
    assert not problems(found)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (("1", "0.2"), [1.0, 0.2]),
        (("4", "12", "1"), [0.25, 0.375, 0.1]),
        (("3", ""), [0.25, None]),
        (("1e308", "1.5e308"), [None, None]),
        (("", ""), [None, None]),
    ],
)
def test_weights_are_strengths_or_counts(weights: tuple[str, ...], expected: list[float | None]) -> None:
    rows = "".join(f"Ann,Friend {number},{weight}\n" for number, weight in enumerate(weights))
    found = strengths(read(EDGE_LIST, f"source,target,weight\n{rows}"))
    for strength, wanted in zip(found, expected, strict=True):
        if wanted is None and strength is not None:
            assert 0 < strength <= 0.5
        else:
            assert strength == pytest.approx(wanted)


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "inf", "often"])
def test_a_weight_that_says_nothing_is_told_and_the_tie_is_kept(weight: str) -> None:
    found = read(EDGE_LIST, f"source,target,weight\nAnn,Bo,{weight}\nAnn,Cy,0.5\n", "e.csv")
    assert strengths(found) == [None, 0.5]
    assert problems(found) == [("e.csv line 2", True)]


def test_what_is_told_twice_is_one_tie_and_nobody_is_tied_to_themselves() -> None:
    found = read(EDGE_LIST, "from,to,weight\nAnn,Bo,1\nBo,Ann,1\nAnn,Ann,1\nBo,Ann,0.5\n", "e.csv")
    assert [(each.subject.name, each.strength) for each in ties(found)] == [("Ann", 1.0), ("Bo", 0.5)]
    assert skips(found) == ["e.csv line 3", "e.csv line 4"]


@pytest.mark.parametrize(
    ("importer", "data"),
    [
        (GRAPHML, graphml('<node id="a"/>', '<edge source="a" target="b"/>')),
        (GEXF, gexf('<node id="a"/>', '<edge source="a" target="b"/>')),
    ],
)
def test_an_edge_makes_the_node_that_is_not_declared(importer: Importer, data: str) -> None:
    found = read(importer, data)
    assert [each.uid for each in people(found)] == ["a", "b"]
    assert [(each.subject.uid, each.to.uid) for each in ties(found)] == [("a", "b")]


@pytest.mark.parametrize(
    ("importer", "data"),
    [
        (GRAPHML, graphml("<node/>", '<edge source="a"/>', "<hyperedge/>", '<node id="a"/>', '<node id="a"/>')),
        (GEXF, gexf("<node/>", '<edge source="a"/>', '<edge target=" "/>', '<node id="a"/>', '<node id="a"/>')),
        (EDGE_LIST, "source,target\n,Bo\na,\na\na,a,\na, \n"),
    ],
)
def test_what_makes_no_person_and_no_tie_is_a_problem(importer: Importer, data: str) -> None:
    assert [kept for _, kept in problems(read(importer, data))] == [False] * 4


def test_people_with_only_a_number_are_told_once() -> None:
    found = read(EDGE_LIST, "source,target\n1,2\n2,3\nAnn,3\n", "e.csv")
    assert [each.name.full for each in people(found)] == ["1", "2", "3", "Ann"]
    assert problems(found) == [("e.csv line 2", True)]


def test_a_name_is_preferred_to_a_number_and_put_together_from_its_parts() -> None:
    parts = '<data key="First Name">Ann</data><data key="last_name">Lee</data>'
    (ann,) = people(read(GRAPHML, graphml(f'<node id="1"><data key="label">17</data>{parts}</node>')))
    assert (ann.name.full, ann.name.given, ann.name.family) == ("Ann Lee", "Ann", "Lee")


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "inside",
    [
        f'<!ENTITY a0 "ha">{LAUGHS}',
        '<!ENTITY a9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a9 SYSTEM "http://127.0.0.1:9/x.dtd"> %a9;',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_defines_entities_is_refused_and_does_no_harm(inside: str, encoding: str) -> None:
    data = (
        f'<?xml version="1.0"?><!DOCTYPE graphml [{inside}]>' + graphml('<node id="a">&a9;</node>').partition("\n")[2]
    )
    file = SourceFile.from_bytes("evil.graphml", data.encode(encoding))
    assert GRAPHML.identify(file)
    (problem,) = GRAPHML.extract(file)
    assert isinstance(problem, Problem)
    assert "entities" in problem.message


def test_a_doctype_without_entities_is_read_and_nothing_is_fetched_for_it() -> None:
    data = '<!DOCTYPE graphml SYSTEM "http://127.0.0.1:9/graphml.dtd">' + graphml('<node id="a"/>').partition("\n")[2]
    assert [each.uid for each in people(read(GRAPHML, data))] == ["a"]


def test_what_stands_before_a_fault_is_kept() -> None:
    whole = graphml('<node id="a"/>', '<node id="b"/>', '<edge source="a" target="b"/>', "<broken")
    found = read(GRAPHML, whole)
    assert len(ties(found)) == 1
    assert problems(found) == [("net line 8", False)]


@pytest.mark.parametrize(
    "data",
    [
        graphml('<node id="Renée Müller"/>').encode("utf-16"),
        graphml('<node id="Renée Müller"/>').encode("utf-8-sig"),
        graphml('<node id="Renée\0 Müller"/>').encode("cp1252"),
        graphml('<node id="Renée Müller"/>').replace('"1.0"', '"1.0" encoding="ISO-8859-1"').encode("latin-1"),
    ],
)
def test_letters_are_read_whatever_the_program_wrote(data: bytes) -> None:
    assert GRAPHML.identify(SourceFile.from_bytes("x", data))
    assert [each.name.full for each in people(read(GRAPHML, data))] == ["Renée Müller"]


@pytest.mark.parametrize(
    ("data", "ours"),
    [
        (graphml().encode(), GRAPHML),
        (b"<!-- <gexf> --><g:graphml xmlns:g='x'>", GRAPHML),
        (gexf().encode(), GEXF),
        (b"source,target\nAnn,Bo", EDGE_LIST),
        (b"\xef\xbb\xbfFrom\tTo\tWeight\nAnn\tBo\t1", EDGE_LIST),
        (b"<html><graphml>", None),
        (b"graphml <graphml>", None),
        (b"Ann,Bo\nBo,Cy", None),
        (b"Ann,Bo,1\nBo,Cy,2", None),
        (b"From,To,Sent At,Message,Direction\n", None),
        (b"FROM,TO,DATE,SUBJECT,CONTENT\n", None),
        (b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", None),
        (b"Source,FirstName,LastName\n", None),
        (b"", None),
    ],
)
def test_only_networks_are_recognised(data: bytes, ours: Importer | None) -> None:
    file = SourceFile.from_bytes("file", data)
    assert [each for each in (*NETWORKS, CONNECTIONS) if each.identify(file) and each is not CONNECTIONS] == (
        [ours] if ours else []
    )


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.01, 1)), max_size=20)


@given(EDGES)
def test_what_networkx_writes_is_the_network_that_is_read(edges: list[tuple[int, int, float]]) -> None:
    network = nx.Graph()
    network.add_weighted_edges_from((f"Person {a}", f"Person {b}", weight) for a, b, weight in edges if a != b)
    says_something = any(weight != 1 for _, _, weight in network.edges.data("weight"))
    wanted = {(frozenset((a, b)), weight if says_something else None) for a, b, weight in network.edges.data("weight")}
    for importer, written in ((GRAPHML, nx.generate_graphml(network)), (GEXF, nx.generate_gexf(network))):
        found = read(importer, "\n".join(written))
        assert {each.name.full for each in people(found)} == set(network)
        assert {(frozenset((each.subject.name, each.to.name)), each.strength) for each in ties(found)} == wanted
        assert not problems(found)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ann", "Bo", "7", "", " "]),
            st.sampled_from(["Ann", "Cy", ""]),
            st.sampled_from(["", "2", "x", "1"]),
        ),
        max_size=12,
    )
)
def test_every_row_of_an_edge_list_is_a_tie_a_skip_or_a_problem(rows: list[tuple[str, str, str]]) -> None:
    found = read(EDGE_LIST, "source,target,weight\n" + "".join(f"{a},{b},{w}\n" for a, b, w in rows), "e.csv")
    told = [*ties(found), *(each for each in found if isinstance(each, Skipped) or is_lost(each))]
    filled = [number for number, row in enumerate(rows, 2) if any(map(str.strip, row))]
    assert sorted(each.source.locator for each in told) == sorted(f"e.csv line {number}" for number in filled)
    assert all(each.strength is None or 0 < each.strength <= 1 for each in ties(found))
    assert all(math.isfinite(strength) for strength in strengths(found) if strength is not None)


def is_lost(record: Record | Problem) -> bool:
    return isinstance(record, Problem) and not record.kept


PIECES = b"""<node id='a'>|</node>
|<edge source='a' target='b'>|</edge>|<data key='d3'>|9|</data>|<key id='d3'>|<default>
|</default>|</key>|<attvalue for='1' value='2'/>|<!DOCTYPE a [<!ENTITY b 'c'>]>|&b;|<!--|\xff|\0""".split(b"|")


@given(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=15))
def test_no_bytes_raise(data: bytes, pieces: list[bytes]) -> None:
    for content in (data, b"<graphml>" + b"".join(pieces), b"<gexf>" + data, b"source,target\n" + data):
        file = SourceFile.from_bytes("file", content)
        for importer in NETWORKS:
            importer.identify(file)
            list(importer.extract(file))
