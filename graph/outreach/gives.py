"""Introductions that you could make for others: two people you know, of one profession, who may not know each other.

Nobody's wishes are in your files, so this is a guess worth a thought: what two people share is said, and that nothing
shows that they know each other. Ask both first, as you would want to be asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from graph.model import EGO, Person, PersonId
from graph.outreach import kept
from graph.outreach.kept import Who
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words
from graph.ties.judgement import Judgement, judged
from graph.ties.strength import FAMILIAR

KIND = "give"
"""The kind of the notes that hold introductions that were made or put aside."""

LOOKED_AT = 150
"""People you know best who are looked at: one introduces well only whom one knows."""

_LEVELS = frozenset(
    "a and assistant associate at chief deputy director global group head i ii iii in junior lead of officer principal "
    "senior sr staff the vice vp".split()
)
"""Words of a title that say how high somebody stands, not what they do."""


@dataclass(frozen=True, slots=True)
class Give:
    """Two people to introduce to each other, and what they share."""

    one: Person
    other: Person
    profession: str


@dataclass(frozen=True, slots=True)
class Made:
    """An introduction that was made or put aside."""

    one: Who
    other: Who
    on: date


def gives(store: GraphReader, today: date, count: int = 2) -> tuple[Give, ...]:
    """Introductions that you could make, those you know best first; everybody in one at most."""
    made = {frozenset((kept.now(store, each.one).id, kept.now(store, each.other).id)) for each in _made(store)}
    found: list[Give] = []
    used: set[PersonId] = set()
    for give in _possible(store, today):
        pair = frozenset((give.one.id, give.other.id))
        if pair not in made and not pair & used and not store.ties_between([(give.one.id, give.other.id)]):
            found.append(give)
            used |= pair
        if len(found) == count:
            break
    return tuple(found)


def keep_given(store: GraphStore, one: Person, other: Person, today: date) -> None:
    """Keeps that an introduction was made, or is none: it is not proposed again."""
    made = Made(Who.of(one), Who.of(other), today)
    name = "|".join(sorted((one.id, other.id)))
    store.write(lambda tx: kept.hold(tx, KIND, name, made, (one.id, other.id)))


def _made(store: GraphReader) -> Iterator[Made]:
    yield from kept.held(store, KIND, Made).values()


def _possible(store: GraphReader, today: date) -> Iterator[Give]:
    known = [seen for tie in store.ties_of(EGO) if (seen := judged(tie, today)) and seen.strength >= FAMILIAR / 2]
    best = sorted(known, key=lambda seen: (-seen.strength, seen.other(EGO)))[:LOOKED_AT]
    people = store.people(seen.other(EGO) for seen in best)
    ranked = [(people[who], seen) for seen in best if (who := seen.other(EGO)) in people]
    pairs = [(one, other) for one, other in combinations(ranked, 2) if _apart(one[0], other[0])]
    for (one, _), (other, _) in sorted(pairs, key=_together):
        shared = profession(one) & profession(other)
        yield Give(one, other, " ".join(word for word in fold_words(clean_text(_title(one))).split() if word in shared))


def _together(pair: tuple[tuple[Person, Judgement], tuple[Person, Judgement]]) -> tuple[int, float]:
    """Those first who share most of what they do, then those you know best."""
    (one, first), (other, second) = pair
    return -len(profession(one) & profession(other)), -first.strength * second.strength


def _apart(one: Person, other: Person) -> bool:
    """Whether they do the same at two companies."""
    here, there = one.position, other.position
    if here is None or there is None or here.organization == there.organization:
        return False
    return bool(profession(one)) and profession(one) == profession(other)


def profession(person: Person) -> frozenset[str]:
    """What somebody does, whatever their rank: the words of their title without those of the level."""
    return _words_of(_title(person))


@lru_cache(maxsize=10_000)
def _words_of(title: str) -> frozenset[str]:
    return frozenset(fold_words(clean_text(title)).split()) - _LEVELS


def _title(person: Person) -> str:
    return (person.position.title or "") if person.position else ""
