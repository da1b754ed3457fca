"""The Neo4j store, for networks that outgrow one machine."""
