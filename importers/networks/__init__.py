"""Networks that others made: GraphML, GEXF and edge lists, so that any network can be brought in."""

from importers.base import Importer
from importers.networks.edges import EDGE_LIST
from importers.networks.gexf import GEXF
from importers.networks.graphml import GRAPHML

NETWORKS: tuple[Importer, ...] = (GRAPHML, GEXF, EDGE_LIST)
"""Every importer of networks."""
