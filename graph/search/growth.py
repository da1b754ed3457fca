"""How a network grew: when one met the people one knows, and through what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.records import EvidenceKind
from graph.search.dormant import OwnTie


@dataclass(frozen=True, slots=True)
class Growth:
    """(year, kind of the first evidence) -> how many people ego met then; of `undated` more no day is known."""

    met: tuple[tuple[int, EvidenceKind, int], ...]
    undated: int
    last_year: int
    """How many in the twelve months up to today."""

    @property
    def busiest(self) -> tuple[int, int] | None:
        """The year in which ego met most people, and how many; the latest of several, None without any."""
        years: Counter[int] = Counter()
        for year, _, count in self.met:
            years[year] += count
        return max(years.items(), key=lambda each: (each[1], each[0]), default=None)

    @property
    def dated(self) -> int:
        """Of how many it is known when ego met them."""
        return sum(count for _, _, count in self.met)


def growth(known: Iterable[OwnTie], today: date) -> Growth:
    """When ego met whom they know: the first day on which anything ties them."""
    met: Counter[tuple[int, EvidenceKind]] = Counter()
    undated = last_year = 0
    for each in known:
        first = each.first
        if first is None:
            undated += 1
            continue
        day, kind = first
        met[day.year, kind] += 1
        last_year += (today - day).days <= 365
    found = sorted(met.items(), key=lambda each: (each[0][0], each[0][1].value))
    return Growth(tuple((year, kind, count) for (year, kind), count in found), undated, last_year)
