"""A hostile case: a file with a name of its own, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Outcome(Enum):
    """What must come of a file."""

    READ = auto()
    """It is read; what is wrong in it stands in the report."""
    REFUSED = auto()
    """One sentence says why it is not."""
    EITHER = auto()
    """Both are right."""


@dataclass(frozen=True, slots=True)
class Case:
    """`name` says what is hostile; `data` makes the file when it is wanted; `people` must be found afterwards.

    `told` must stand in one of the problems that are reported.
    """

    name: str
    file: str
    data: Callable[[], bytes]
    outcome: Outcome = Outcome.EITHER
    people: tuple[str, ...] = ()
    told: str = ""

    def __str__(self) -> str:
        return self.name


def case(
    name: str, file: str, data: bytes | str, outcome: Outcome = Outcome.EITHER, people: tuple[str, ...] = ()
) -> Case:
    """A case whose file is short enough to be held."""
    octets = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return Case(name, file, lambda: octets, outcome, people)
