"""Whoever gets at the pool itself, or asks their own store anything, finds no more than each member allows.

Every question of `GraphReader` is asked with everything that the member who shares knows: all names, ids, addresses,
runs and entries. A question that is new there has to be put here, too.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

import pytest

from graph.model import Shows
from graph.records import Origin
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import EvidenceColumns, alias_of
from graph.store.reader import GraphReader
from tests.test_sharing_team import AT_LEVEL, HIDDEN, Team

ALL = 2**31 - 1
NEVER = ("raj.patel@secret.example", "owes me a favour", "14155550199")
"""What no level shows."""

NAMES = ("Raj Patel", "raj-patel", "Sue Fox", "sue-fox")
"""What only names and strength show."""

assert {*NEVER, *NAMES[:2]} <= {*HIDDEN}


@pytest.fixture(params=["sqlite", "neo4j"])
def pool(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    url = request.getfixturevalue("neo4j_url") if request.param == "neo4j" else ":memory:"
    opened = open_store(url)
    yield opened
    opened.close()


def questions(theirs: GraphReader) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """Every question there is, each with all that its owner's store could tell somebody to ask."""
    people = [entry.person.id for entry in theirs.entries("", ALL)]
    records = [record for one in people for record in theirs.records_of(one)]
    said = {each for record in records for each in record.identifiers}
    ids = sorted({*people, *map(alias_of, said)})
    places = [place.id for place, _ in theirs.organizations()]
    runs = [run.id for run in theirs.runs()]
    words = ["", "raj", "Patel", "sue", "secret", "favour", "4155550199", "globex", *NEVER, *NAMES]
    once: Sequence[tuple[Any, ...]] = [()]
    plain = (
        "revision", "stamp", "network_stamp", "beside", "at_hand", "unfinished", "status", "runs", "names",
        "organizations", "shifts", "lists_of_people", "ties", "evidence_columns", "workplaces", "backgrounds",
        "targets", "decisions", "suppressed", "digest",
    )  # fmt: skip
    return {
        **dict.fromkeys(plain, once),
        **{name: [(each,) for each in ids] for name in ("person", "records_of", "ties_of")},
        **{name: [(ids,)] for name in ("people", "kinds_around")},
        **{name: [(each,) for each in runs] for name in ("pairs_of_run", "records_of_run", "evidence_of_run")},
        "find_people": [(word, ALL) for word in words], "people_named": [(words,), (["raj patel", "sue fox"],)],
        "entries": [("", ALL)], "organization": [(each,) for each in places],
        "organizations_like": [(word, words) for word in words], "affiliations_at": [(places,)],
        "entries_of_run": [(run, origin) for run in runs for origin in Origin],
        "records_of_origin": [(origin,) for origin in Origin],
        "records_of_entry": [(record.entry,) for record in records], "ties_between": [(combinations(ids, 2),)],
        "evidence_around": [(ids,), (ids, ids)], "evidence_count": [(), (ids,)],
        "notes": [(), ("team",), ("keep_out",), ("kept_out",)],
    }  # fmt: skip


def answers(store: GraphReader, asked: Mapping[str, Sequence[tuple[Any, ...]]]) -> Iterator[tuple[str, str]]:
    """By question, what a store says to it."""
    for name, given in asked.items():
        for arguments in given:
            yield name, told(getattr(store, name)(*arguments))


def told(answer: Any) -> str:
    if isinstance(answer, EvidenceColumns):
        return repr({name: list(held) for name, held in asdict(answer).items() if name != "revision"})
    return repr(list(answer) if isinstance(answer, Iterator) else answer)


def test_every_question_is_asked() -> None:
    there = {name for name, _ in inspect.getmembers(GraphReader, inspect.isfunction) if not name.startswith("_")}
    team = Team()
    assert set(questions(team.stores["Maya Ruiz"])) == there
    team.close()


@pytest.mark.parametrize("shows", [None, Shows.COMPANIES, Shows.NAMES, Shows.STRENGTH])
def test_no_question_is_answered_with_more_than_is_allowed(pool: GraphStore, shows: Shows | None) -> None:
    team = Team(pool)
    theirs = team.stores["Maya Ruiz"]
    asked = questions(theirs)
    own = "".join(said for _, said in answers(theirs, asked))
    assert all(word in own for word in (*NEVER, *NAMES))
    team.let("Maya Ruiz", Shows.STRENGTH)
    team.seen_by("Tom Wu")
    team.let("Maya Ruiz", shows)
    forbidden = NEVER if AT_LEVEL[shows] else (*NEVER, *NAMES)
    stores: list[GraphReader] = [pool, team.seen_by("Dana Reyes"), team.seen_by("Tom Wu")]
    for store in stores:
        for name, said in answers(store, asked):
            assert not [word for word in forbidden if word in said], name
    shown = "".join(said for _, said in answers(pool, asked))
    assert ("Globex" in shown) is (shows is not None)
    assert ("Raj Patel" in shown) is (AT_LEVEL[shows] > 0)
    assert ('"strength":' in shown) is (shows is Shows.STRENGTH)
    team.close()


def test_the_pool_holds_nothing_but_what_is_allowed(pool: GraphStore) -> None:
    team = Team(pool)
    for shows in (Shows.STRENGTH, Shows.NAMES, Shows.COMPANIES, None):
        team.let("Maya Ruiz", shows)
        held = pool.status()
        assert (held.people, held.records, held.ties, held.runs) == (0, 0, 0, 0)
        assert [note.id for note in pool.notes()] == ([team.members["Maya Ruiz"].id] if shows else [])
    team.close()
