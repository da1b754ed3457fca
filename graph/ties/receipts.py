"""Why two people may know each other: the reasons of an inferred tie, from which its probability can be recomputed.

Each reason but the last says what it adds alone; the last is 1 - (1 - effect) (1 - effect) ... of those before it.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.chances import odds
from graph.model import EGO, PersonId, Reason
from graph.ties.circumstances import Circumstances
from graph.ties.groups import KINDS, Groups, groups_of
from graph.ties.inference import Inferred, helpers_of
from graph.ties.kinds import ContextKind, called

_SHARED = {
    ContextKind.EMPLOYER: "Both at {}",
    ContextKind.SCHOOL: "Both of {}",
    ContextKind.SURNAME: "Both called {}",
    ContextKind.CITY: "Both in {}",
    ContextKind.POSITION: "Same title: {}",
}


class Receipts:
    """Tells the reasons of inferred ties one by one.

    Args:
        facts: what the ties were inferred from.
        ties: the ties.
        people: ids, by number.
        names: how people are called; owners of lists at least.
    """

    def __init__(
        self, facts: Circumstances, ties: Inferred, people: tuple[PersonId, ...], names: Mapping[PersonId, str]
    ) -> None:
        self._facts = facts
        self._ties = ties
        self._people = people
        self._names = names
        self._homes: dict[int, _Home] = {}

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """The reasons of the tie in a row, the weightiest first, and last its probability."""
        found = sorted(self._found(row), key=lambda each: (-each.effect, each.label))
        chance = 1.0 - math.prod(1.0 - reason.effect for reason in found)
        return (*found, Reason(called(chance), chance, f"about {odds(chance)} such pairs know each other"))

    def _found(self, row: int) -> Iterator[Reason]:
        ties = self._ties
        if ties.home[row] >= 0:
            yield from self._in_list(row)
        if ties.circle[row] > 0:
            detail = "others in this list share something with both"
            yield Reason("In the same circles", float(ties.circle[row]), detail)
        if ties.days[row] > 0:
            yield Reason("Added at about the same time", float(ties.days[row]), "a weak hint, never counted alone")
        if ties.thread[row] > 0:
            yield Reason("In one thread", float(ties.thread[row]), "somebody wrote to both in one message")
        if ties.event[row] > 0:
            yield Reason("At one event", float(ties.event[row]), "both were invited; at large ones few meet")

    def _in_list(self, row: int) -> Iterator[Reason]:
        ties, low, high = self._ties, int(self._ties.low[row]), int(self._ties.high[row])
        home = self._home(int(ties.home[row]))
        base = float(ties.base[row])
        yield Reason(f"Both among {home.whose} contacts", base, home.any_two(base))
        for kind, group in home.telling(low, high).items():
            context = self._facts.belonging.contexts[int(home.groups.contexts[group])]
            size, rate = int(home.groups.sizes[group]), float(home.groups.rates[group])
            detail = f"{size:,} of {home.whose} contacts: about {odds(rate)} such pairs know each other"
            yield Reason(_SHARED[kind].format(context.name), rate, detail)
        if ties.friends[row] > 0:
            knowing = sorted(self._named(each) for each, members in home.helpers.items() if {low, high} <= members)
            yield Reason("Friends know both", float(ties.friends[row]), " and ".join(knowing))

    def _home(self, number: int) -> "_Home":
        if number not in self._homes:
            contacts = self._facts.lists[number]
            owner = self._named(contacts.owner)
            self._homes[number] = _Home(
                "your" if owner == "you" else f"{owner}'s",
                len(contacts.members),
                groups_of(contacts, self._facts.belonging, self._facts.answers),
                {each.owner: frozenset(each.members.tolist()) for each in helpers_of(self._facts, number)},
            )
            self._homes[number].index(contacts.members.tolist())
        return self._homes[number]

    def _named(self, number: int) -> str:
        person = self._people[number]
        return "you" if person == EGO else self._names[person]


@dataclass(slots=True, eq=False)
class _Home:
    """A list as its reasons are told: whose it is, its groups, and who of it gave their contacts."""

    whose: str
    size: int
    groups: Groups
    helpers: Mapping[int, frozenset[int]]
    stays: dict[int, dict[int, list[tuple[int, int]]]] = field(default_factory=dict)

    def any_two(self, base: float) -> str:
        """How often any two of a list know each other, where some are known to more friends than others."""
        known = " who are known to as many who gave their contacts" if self.helpers else ""
        return f"about {odds(base)} of any two of these {self.size:,}{known}"

    def index(self, members: list[int]) -> None:
        """Finds by person to which groups they belonged, and when."""
        self.stays = defaultdict(lambda: defaultdict(list))
        columns = (self.groups.person, self.groups.group, self.groups.start, self.groups.end)
        for place, group, start, end in zip(*(column.tolist() for column in columns), strict=True):
            self.stays[members[place]][group].append((start, end))

    def telling(self, low: int, high: int) -> dict[ContextKind, int]:
        """Of each kind the group with the highest rate to which both belonged at the same time."""
        mine, theirs = self.stays.get(low, {}), self.stays.get(high, {})
        found: dict[ContextKind, int] = {}
        for group in sorted(mine.keys() & theirs.keys(), key=lambda each: (-self.groups.rates[each], each)):
            kind = KINDS[self.groups.kinds[group]]
            if kind not in found and _at_once(mine[group], theirs[group]):
                found[kind] = group
        return found


def _at_once(mine: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> bool:
    return any(max(a[0], b[0]) <= min(a[1], b[1]) for a in mine for b in theirs)
