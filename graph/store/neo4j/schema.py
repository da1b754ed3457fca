"""What stands in the server, and how it is laid out.

    (:Run) (:Record)-[:CARRIES]->(:Identifier) (:Pair)
    (:Person)-[:AT]->(:Organization) (:Alias)-[:OF]->(:Person) (:Person)-[:EVIDENCE]->(:Person)
    (:Target) (:Decision) (:Note) (:Suppressed) (:Archive) (:Meta) (:Turn) (:Write)

Evidence leads from the person whose id comes first to the other; whose contact it is tells `outward`. `Meta` counts the
writes, and its lock makes writers wait for each other; `Turn` makes a commit wait for those who read at that moment;
a `Write` tells that a commit was made whose answer was lost.
"""

VERSION = 3
"""Raised when the layout changes; a server with a newer one is refused."""

OLDEST_SERVER = (5, 0)
"""Indexes of relationships and full texts are made as from this version of Neo4j on."""

UNIQUE = (
    ("Run", "id"), ("Record", "id"), ("Identifier", "key"), ("Pair", "record"), ("Person", "id"), ("Alias", "key"),
    ("Organization", "id"), ("Target", "organization"), ("Decision", "key"), ("Archive", "scope"), ("Meta", "id"),
    ("Turn", "key"), ("Write", "stamp"), ("Note", "key"), ("Suppressed", "mark"),
)  # fmt: skip

INDEXED = (
    ("Record", "run"), ("Record", "person"), ("Record", "scope"), ("Record", "origin"), ("Record", "entry"),
    ("Pair", "a"), ("Pair", "b"), ("Pair", "person_a"), ("Pair", "person_b"), ("Person", "name_fold"), ("Alias", "id"),
)  # fmt: skip

WORDS = "person_words"
"""The full-text index of what people are found by."""

STATEMENTS = (
    *(f"CREATE CONSTRAINT unique_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
      for label, name in UNIQUE),
    *(f"CREATE INDEX of_{label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})" for label, name in INDEXED),
    "CREATE INDEX of_evidence_record IF NOT EXISTS FOR ()-[e:EVIDENCE]-() ON (e.record)",
    f"CREATE FULLTEXT INDEX {WORDS} IF NOT EXISTS FOR (p:Person) ON EACH [p.words] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
)  # fmt: skip
"""Each can be run again and does nothing then."""

FIRST = """
MERGE (m:Meta {id: 'store'}) ON CREATE SET m.revision = 0, m.stamp = ''
SET m.version = $version, m.network = coalesce(m.network, m.stamp), m.seen = coalesce(m.seen, m.stamp)
MERGE (:Turn {key: 'read'})
"""
"""What is there from the beginning."""
