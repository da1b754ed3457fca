"""What people may share, and how often those who do know each other.

The rates were measured on 110 real networks of friends on a social network (`ContextKind`). There people name fewer
employers and more friends than among business contacts, so the order is to be trusted more than the level: what
follows is called likely or possible, never a fact.
"""

from dataclasses import dataclass, field
from enum import Enum, unique
from typing import NamedTuple

POSSIBLE = 0.2
"""From here on a tie is shown, as possible: one in five such pairs know each other."""

LIKELY = 0.5
"""From here on it is called likely: more of such pairs know each other than not."""


class Rate(NamedTuple):
    """What sharing a context tells: the chance for a group of two, and how fast it falls with the size of the group."""

    chance: float
    falls: float


@unique
class ContextKind(Enum):
    """What two people may share. In groups of 2, 10 and 50 of somebody's contacts so many pairs know each other:"""

    EMPLOYER = Rate(0.52, 0.08)
    """52, 46 and 25 of 100: the few contacts one has from a company mostly worked side by side there."""
    SCHOOL = Rate(0.35, 0.10)
    """35, 30 and 25 of 100. Labels and groups of an address book are like that too."""
    SURNAME = Rate(0.55, 0.55)
    """55, 23 and 9 of 100: a rare name is a family, a common one is none."""
    CITY = Rate(0.30, 0.50)
    """30, 13 and 6 of 100: a village and a city."""
    POSITION = Rate(0.11, 0.10)
    """11, 9 and 8 of 100: never enough by itself."""


LARGE_EMPLOYER, LARGE = Rate(0.65, 0.30), 20
"""Holds for more than twenty of your contacts: in a large company fewer and fewer know each other."""


@dataclass(frozen=True, slots=True)
class Context:
    """Something that people share: `key` is the same in every store, `name` as one of them writes it."""

    kind: ContextKind = field(compare=False)
    key: str
    name: str = field(compare=False)


def called(probability: float) -> str:
    """What a probability is called: "Likely", "Possible" or "Unlikely"; never that two people know each other."""
    return "Likely" if probability >= LIKELY else "Possible" if probability >= POSSIBLE else "Unlikely"
