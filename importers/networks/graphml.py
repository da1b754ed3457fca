"""GraphML, as Gephi, yEd, igraph, networkx and many others write it.

Attributes have keys ("d0") that are named once, at the start or at the end of a file. yEd writes the text that it
shows at a node into elements of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.records import Problem, Record
from importers.base import SourceFile
from importers.networks.elements import Element, read_elements, root_of
from importers.networks.network import Edge, Network, Node, plain_name, records_of

_WEIGHTS = ("weight", "strength")
_LABELS = ("label", "edgelabel", "type", "relation", "relationship")
_SHOWN = ("nodelabel", "edgelabel")
"""Elements in which yEd keeps the text that it shows."""


@dataclass(frozen=True, slots=True)
class GraphML:
    """Reads GraphML files."""

    name: str = "graphml"

    def identify(self, file: SourceFile) -> bool:
        """Whether the outermost element is that of GraphML."""
        return root_of(file) == "graphml"

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact for each node, a relation for each edge."""
        reading = _Reading()
        stopped = read_elements(file.read(), reading.begin, reading.end)
        network = reading.network()
        network.problems += [stopped] if stopped else []
        return records_of(network, file.base_name)


GRAPHML = GraphML()
"""The importer of GraphML."""


@dataclass(slots=True)
class _Item:
    """A node or edge with what is said about it so far, by key."""

    element: Element
    data: dict[str, str] = field(default_factory=dict)


class _Reading:
    """Gathers nodes, edges and the names of their attributes."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._key: Element | None = None
        self._open: list[_Item] = []
        self._items: list[_Item] = []
        self._unread: list[tuple[int, str]] = []

    def begin(self, element: Element) -> None:
        """An element begins."""
        if element.name in ("node", "edge"):
            self._open.append(_Item(element))
            self._items.append(self._open[-1])
        elif element.name == "key":
            self._key = element
            key = element.attributes.get("id", "")
            self._names[key] = element.attributes.get("attr.name", key)
        elif element.name == "hyperedge":
            self._unread.append((element.line, "An edge among more than two nodes is not read."))

    def end(self, element: Element) -> None:
        """An element ends."""
        if element.name in ("node", "edge") and self._open:
            self._open.pop()
        elif element.name == "default" and self._key:
            self._take_default(self._key, element.text)
        elif element.name == "key":
            self._key = None
        elif self._open and element.text:
            if element.name == "data":
                self._open[-1].data.setdefault(element.attributes.get("key", ""), element.text)
            elif element.name in _SHOWN:
                self._open[-1].data.setdefault(element.name, element.text)

    def network(self) -> Network:
        """All that was gathered."""
        found = Network(problems=list(self._unread))
        for item in self._items:
            here = item.element.attributes
            if item.element.name == "node":
                if (uid := here.get("id", "")).strip():
                    found.nodes.append(Node(uid, item.element.line, self._named(item)))
                else:
                    found.problems.append((item.element.line, "The node has no id."))
            elif here.get("source", "").strip() and here.get("target", "").strip():
                said = {plain_name(name): text for name, text in self._named(item).items()}
                weight, label = _first(said, _WEIGHTS), _first(said, _LABELS)
                found.edges.append(Edge(here["source"], here["target"], item.element.line, weight, label))
            else:
                found.problems.append((item.element.line, "The edge does not say between whom it is."))
        return found

    def _take_default(self, key: Element, text: str) -> None:
        for kind, defaults in self._defaults.items():
            if key.attributes.get("for", "all") in (kind, "all"):
                defaults[key.attributes.get("id", "")] = text

    def _named(self, item: _Item) -> Mapping[str, str]:
        """What is said about a node or edge, by the names of the keys."""
        said = self._defaults[item.element.name] | item.data
        return {self._names.get(key, key): text for key, text in said.items()}


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
