"""Which cards does a vCard file hold? Properties between BEGIN and END, each card safe from its neighbour's faults.

A card inside another one (an AGENT, or the next card where an END is missing) is a card of its own, so that one
missing line never costs more than itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.contentlines import BrokenLine, Property, properties_of, split, unescape


@dataclass(slots=True)
class Card:
    """One card; `line` is that of its BEGIN.

    `broken` are lines in it that are no properties, `guessed` those whose letters were guessed; `closed` by an END.
    """

    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    guessed: list[int] = field(default_factory=list)
    closed: bool = False

    def add(self, one: Property) -> None:
        """Takes in a property."""
        if one.guessed:
            self.guessed.append(one.line)
        self.properties.setdefault(one.name, []).append(one)

    def all(self, name: str) -> list[Property]:
        """Every property of a name, in file order."""
        return self.properties.get(name, [])

    def texts(self, *names: str) -> list[str]:
        """The values of properties, each on one line; empty ones are left out."""
        found = (one_line(unescape(each.text)) for name in names for each in self.all(name))
        return [text for text in found if text]

    def text(self, *names: str) -> str:
        """The first value that is not empty, or nothing."""
        return next(iter(self.texts(*names)), "")

    def parts(self, name: str) -> list[list[str]]:
        """The parts between semicolons of every property of a name that holds anything."""
        found = ([one_line(part) for part in split(each.text, ";")] for each in self.all(name))
        return [parts for parts in found if any(parts)]


@dataclass(frozen=True, slots=True)
class Stray:
    """Lines that stand in no card, the first of them at `line`: most likely a card whose BEGIN is missing."""

    line: int


def cards_of(data: bytes) -> Iterator[Card | Stray]:
    """Every card in the order of their BEGIN lines, and where lines stand in none."""
    found: list[Card | Stray] = []
    open_cards: list[Card] = []
    in_stray = False
    for one in properties_of(data):
        is_fence = isinstance(one, Property) and one.name in ("BEGIN", "END") and _is_card(one)
        if is_fence and isinstance(one, Property) and one.name == "BEGIN":
            open_cards.append(Card(one.line))
            found.append(open_cards[-1])
            in_stray = False
        elif open_cards and is_fence:
            open_cards.pop().closed = True
        elif open_cards:
            _take(open_cards[-1], one)
        else:
            if not in_stray:
                found.append(Stray(one.line))
            in_stray = not is_fence
    yield from found


def one_line(text: str) -> str:
    """Text with every stretch of blanks and line ends as one blank."""
    return " ".join(text.split())


def _is_card(fence: Property) -> bool:
    return fence.text.strip().casefold() == "vcard"


def _take(card: Card, one: Property | BrokenLine) -> None:
    if isinstance(one, BrokenLine):
        card.broken.append(one.line)
    else:
        card.add(one)
