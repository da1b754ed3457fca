"""The questions of the Review page in one session: which pair comes next, what was answered, and the way back.

To look for candidates means to compare everybody with everybody who is a little alike, which takes a while in a large
network. So the questions are found once, and an answer changes only the questions that it touches.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from graph import merging
from graph.model import PersonId
from graph.review import Candidate
from graph.store.base import GraphStore
from graph.store.reader import GraphReader


class Answer(Enum):
    """What the user says about two people; the value is what the page calls it afterwards."""

    MERGE = "Merged"
    KEEP_APART = "Kept apart"
    LATER = "Put off"


_DO = {Answer.MERGE: merging.merge, Answer.KEEP_APART: merging.keep_apart, Answer.LATER: merging.later}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and the questions as they stood before it."""

    candidate: Candidate
    answer: Answer
    open: tuple[Candidate, ...]
    put_off: tuple[Candidate, ...]


@dataclass(slots=True)
class Questions:
    """The questions as of one state of a network: those still `open`, the next one first, and those `put_off`."""

    stamp: str
    open: tuple[Candidate, ...]
    put_off: tuple[Candidate, ...]
    answered: list[Answered] = field(default_factory=list)

    @classmethod
    def of(cls, found: Iterable[Candidate], stamp: str) -> "Questions":
        """Questions about the candidates found in a store."""
        pairs = tuple(found)
        return cls(
            stamp, tuple(each for each in pairs if not each.put_off), tuple(each for each in pairs if each.put_off)
        )

    def answer(self, store: GraphStore, answer: Answer, at: datetime) -> None:
        """Keeps what the user says about the next pair.

        Raises:
            UserError: when one of the two is gone, or they are one already.
        """
        pair, *others = self.open
        _DO[answer](store, pair.one.id, pair.other.id, at=at)
        self.answered.append(Answered(pair, answer, self.open, self.put_off))
        self.open = tuple(others)
        if answer is Answer.LATER:
            self.put_off = (*self.put_off, pair)
        if answer is Answer.MERGE:
            merged = {pair.one.id, pair.other.id}
            self.open = tuple(_as_merged(store, self.open, merged))
            self.put_off = tuple(_as_merged(store, self.put_off, merged))
        self.stamp = store.network_stamp()

    def take_back(self, store: GraphStore) -> None:
        """Takes the last answer back and asks its question again.

        Raises:
            UserError: when one of the two is gone.
        """
        last = self.answered[-1]
        merging.take_back(store, last.candidate.one.id, last.candidate.other.id)
        self.answered.pop()
        self.open, self.put_off = last.open, last.put_off
        self.stamp = store.network_stamp()

    def ask_again(self) -> None:
        """Opens the questions that were put off."""
        self.open, self.put_off = (*self.open, *self.put_off), ()


def _as_merged(store: GraphReader, pairs: Iterable[Candidate], merged: Set[PersonId]) -> Iterator[Candidate]:
    """The pairs with those who became one as they are now; a question that this answered is left out."""
    asked: set[frozenset[PersonId]] = set()
    for pair in pairs:
        ends = [(store.person(each.id) or each) if each.id in merged else each for each in (pair.one, pair.other)]
        ids = frozenset(each.id for each in ends)
        if len(ids) == 2 and ids not in asked:
            asked.add(ids)
            yield Candidate(ends[0], ends[1], pair.match, pair.put_off)
