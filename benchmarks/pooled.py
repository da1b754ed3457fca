"""Made-up, seeded networks of pooled exports, in arrays and in a store; nobody in them is real.

Some people pooled their exports; ego and, but in the largest, twenty friends. Everybody works at a company, whose sizes
follow Zipf, and up to half of everybody's contacts come from ten companies.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.model import EGO, OrganizationId, PersonId
from graph.resolve.companies import organization_id, organization_key
from graph.search.network import Network, build
from graph.store.sqlite import schema
from graph.ties.strength import TieStrengths

TODAY = date(2026, 11, 24)
SEED = 7
FRIENDS = 20
COMPANY_SIZES = (20, 60)
PEOPLE_A_COMPANY = 12
CHANCES = (0.1, 0.1, 0.1, 0.145, 0.25, 0.5, 0.75)

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Size:
    """How many people and roughly how many ties, and how many people gave their export."""

    name: str
    people: int
    ties: int
    owners: int


S, M = Size("S", 1_000, 5_000, FRIENDS + 1), Size("M", 30_000, 60_000, FRIENDS + 1)
L, XL = Size("L", 250_000, 400_000, 200), Size("XL", 1_000_000, 10_000_000, 10_000)


class Pooled:
    """A network of a size; people's places are in the order of their ids, ego first and the owners next."""

    def __init__(self, size: Size) -> None:
        rng = np.random.default_rng(SEED)
        self.size = size
        self.company = (rng.zipf(1.6, size.people) - 1) % (size.people // PEOPLE_A_COMPANY)
        self.low, self.high = self._ends(rng)
        chance = np.array(CHANCES)[rng.integers(0, len(CHANCES), len(self.low))]
        self.chance = chance * rng.uniform(0.8, 1.0, len(chance))

    def _ends(self, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
        size, companies = self.size, self.size.people // PEOPLE_A_COMPANY
        staff = np.argsort(self.company, kind="stable")
        starts = np.searchsorted(self.company[staff], np.arange(companies + 1))
        known = size.ties // size.owners
        keys = [np.arange(1, FRIENDS + 1)]
        for owner in range(size.owners):
            near = [staff[starts[one] : starts[one + 1]] for one in rng.integers(0, companies, 10)]
            pool = np.concatenate(near)
            colleagues = rng.choice(pool, min(len(pool), known // 2), replace=False) if len(pool) else pool
            others = rng.choice(size.people, known - len(colleagues), replace=False)
            contacts = np.setdiff1d(np.concatenate([colleagues, others]), [owner])
            keys.append(np.minimum(contacts, owner) * size.people + np.maximum(contacts, owner))
        key = np.sort(np.concatenate(keys))
        key = key[np.append(True, key[1:] != key[:-1])]
        return key // size.people, key % size.people

    def ids(self) -> list[PersonId]:
        """Everybody, in order."""
        return [EGO, *(PersonId(f"p{place:012x}") for place in range(1, self.size.people))]

    def organizations(self) -> dict[int, OrganizationId]:
        """Ids of the companies."""
        return {one: organization_id(organization_key(self.name(one))) for one in np.unique(self.company).tolist()}

    @staticmethod
    def name(company: int) -> str:
        """What a company is called."""
        return f"Firm Nr{company}"

    @cached_property
    def network(self) -> Network:
        """The arrays, as `project` makes them."""
        named = self.organizations()
        workplaces = [(place, named[one]) for place, one in enumerate(self.company.tolist())]
        ties = TieStrengths(self.low, self.high, self.chance)
        return build(self.ids(), ties, stamp="", today=TODAY, workplaces=workplaces)

    @property
    def ego(self) -> int:
        """Ego's number."""
        number = self.network.number(EGO)
        assert number is not None
        return number

    def targets(self, count: int, least: int = COMPANY_SIZES[0]) -> list[list[int]]:
        """The people (by number, owners apart) at so many companies of usual size, in no particular order."""
        most = COMPANY_SIZES[1]
        sizes = np.bincount(self.company)
        usual = np.flatnonzero((sizes >= least) & (sizes <= most))
        chosen = np.random.default_rng(SEED).permutation(usual)[:count]
        place = np.argsort(self.company, kind="stable")
        starts = np.searchsorted(self.company[place], np.arange(len(sizes) + 1))
        staff = (place[starts[one] : starts[one + 1]] for one in chosen.tolist())
        return [np.sort(self.network.people.by_rank[one[one > FRIENDS]]).tolist() for one in staff]

    def fill(self, path: Path) -> None:
        """Writes a store that holds this network; nine ties in ten are connections, the others mail."""
        connection = sqlite3.connect(path, isolation_level=None)
        schema.prepare(connection, None)
        for setting in ("journal_mode = off", "synchronous = off", "cache_size = -500000"):
            connection.execute(f"pragma {setting}")
        ids, named = self.ids(), self.organizations()
        connection.execute("begin")
        connection.execute(
            "insert into run (id, number, owner, owner_name, files, at, counts) "
            "values ('r1', 1, 'me', 'You', '[]', '2026-01-01T00:00+00:00', '{}')"
        )
        connection.execute(f"insert into record values ('x', 'r1', '{EGO}', 'network', 'k', '{{}}', 'line 1', '{EGO}')")
        people = ((one, f"Name {place}", f"name {place}") for place, one in enumerate(ids))
        connection.executemany("insert into person (id, name, name_fold, facts) values (?, ?, ?, '{}')", people)
        connection.executemany(
            "insert into organization values (?, ?, ?)",
            ((one, self.name(number), organization_key(self.name(number))) for number, one in named.items()),
        )
        connection.executemany(
            "insert into affiliation (person, organization, name, current, run, locator) "
            "values (?, ?, ?, 1, 'r1', 'line 1')",
            ((ids[place], named[one], self.name(one)) for place, one in enumerate(self.company.tolist())),
        )
        connection.executemany(
            "insert into evidence (record, low, high, outward, kind, first, last, sent, received, run, locator, "
            "sent_fresh, received_fresh) values ('x', ?, ?, 1, ?, ?, ?, ?, ?, 'r1', 'line 1', ?, ?)",
            self._evidence(ids),
        )
        connection.execute("update meta set value = '1'")
        connection.execute("commit")
        connection.close()

    def _evidence(self, ids: list[PersonId]) -> Iterator[tuple[object, ...]]:
        rng = np.random.default_rng(SEED)
        days = [(TODAY - timedelta(days=back)).isoformat() for back in range(4000)]
        day, is_mail = rng.integers(0, len(days), len(self.low)), rng.random(len(self.low)) < 0.1
        rows = zip(self.low.tolist(), self.high.tolist(), day.tolist(), is_mail.tolist(), strict=True)
        for low, high, back, mail in rows:
            said = ("mail", days[back], days[back], 5, 3, 1.5, 0.5) if mail else (
                "connection", days[back], days[back], 1, 0, 0.0, 0.0)  # fmt: skip
            yield (ids[low], ids[high], *said)
