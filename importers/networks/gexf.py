"""GEXF, the format of Gephi: labels and weights are attributes, everything else stands in `attvalues`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.records import Problem, Record
from importers.base import SourceFile
from importers.networks.elements import Element, read_elements, root_of
from importers.networks.network import Edge, Network, Node, plain_name, records_of


@dataclass(frozen=True, slots=True)
class Gexf:
    """Reads GEXF files."""

    name: str = "gexf"

    def identify(self, file: SourceFile) -> bool:
        """Whether the outermost element is that of GEXF."""
        return root_of(file) == "gexf"

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact for each node, a relation for each edge."""
        reading = _Reading()
        stopped = read_elements(file.read(), reading.begin, reading.end)
        network = reading.network()
        network.problems += [stopped] if stopped else []
        return records_of(network, file.base_name)


GEXF = Gexf()
"""The importer of GEXF."""


@dataclass(slots=True)
class _Item:
    """A node or edge with the values of its attributes so far, by their ids."""

    element: Element
    values: dict[str, str] = field(default_factory=dict)


class _Reading:
    """Gathers nodes, edges and the titles of their attributes, which differ for both."""

    def __init__(self) -> None:
        self._titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._kind = "node"
        self._attribute = ""
        self._open: list[_Item] = []
        self._items: list[_Item] = []

    def begin(self, element: Element) -> None:
        """An element begins."""
        here = element.attributes
        if element.name in ("node", "edge"):
            self._open.append(_Item(element))
            self._items.append(self._open[-1])
        elif element.name == "attributes":
            self._kind = "edge" if here.get("class") == "edge" else "node"
        elif element.name == "attribute":
            self._attribute = here.get("id", "")
            self._titles[self._kind][self._attribute] = here.get("title", self._attribute)
        elif element.name == "attvalue" and self._open:
            self._open[-1].values.setdefault(here.get("for", here.get("id", "")), here.get("value", ""))

    def end(self, element: Element) -> None:
        """An element ends."""
        if element.name in ("node", "edge") and self._open:
            self._open.pop()
        elif element.name == "default" and element.text:
            self._defaults[self._kind][self._attribute] = element.text

    def network(self) -> Network:
        """All that was gathered."""
        found = Network()
        for item in self._items:
            here, line = item.element.attributes, item.element.line
            if item.element.name == "node":
                if (uid := here.get("id", "")).strip():
                    named = {"label": here.get("label", "")} if here.get("label") else {}
                    found.nodes.append(Node(uid, line, named | self._named(item)))
                else:
                    found.problems.append((line, "The node has no id."))
            elif here.get("source", "").strip() and here.get("target", "").strip():
                said = {plain_name(name): text for name, text in self._named(item).items()}
                weight = here.get("weight", "") or said.get("weight", "")
                label = here.get("label", "") or here.get("kind", "") or said.get("label", "") or said.get("type", "")
                found.edges.append(Edge(here["source"], here["target"], line, weight, label))
            else:
                found.problems.append((line, "The edge does not say between whom it is."))
        return found

    def _named(self, item: _Item) -> dict[str, str]:
        """What is said about a node or edge, by the titles of its attributes."""
        kind = item.element.name
        said = self._defaults[kind] | item.values
        return {self._titles[kind].get(key, key): text for key, text in said.items()}
