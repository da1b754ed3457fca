"""Who is in the made-up network: companies, people, and whom each of the four owners knows since when.

Ego knows people at some companies; at others only friends do, so that a path of two steps leads there; at a few only
somebody who has left is known; and at the last nobody is.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from graph.demo.words import COMPANIES, GIVEN_AND_FAMILY, LEGAL_FORMS, TITLES, TITLES_EVERYWHERE, UNUSUAL_NAMES
from graph.text import fold_words

KNOWN_TO_EGO = 20
"""Companies where ego knows somebody."""
KNOWN_TO_FRIENDS = 32
"""Companies where only friends know somebody."""
LEFT_BY_ALL = 5
"""Companies where ego knows somebody who has left, and nobody else is known. At the rest nobody is known at all."""

SIZES = (9, 44)
"""Fewest and most people known at one company; small ones are more common."""
INDEPENDENT = 70
"""People who name no employer."""
SHARED_ACQUAINTANCE = 0.26
"""Chance that an owner with acquaintances at a company also knows somebody there whom another owner knows."""
MOVED = 0.16
"""Share of ego's older acquaintances who have changed employer since the older export."""
WRITES_LEGAL_FORM = 0.06
"""Share of people who write "Acme, Inc." for Acme."""
GIVES_EMAIL = 0.2
"""Share of people who show their e-mail address to their connections."""
OLDER_EXPORT_DAYS = 410
"""Age of ego's older export."""
AGES_IN_DAYS = ((20, 365), (365, 3 * 365), (3 * 365, 12 * 365))
"""Age of an acquaintance: last year, up to three years, dormant; each as likely as the others."""


@dataclass(frozen=True, slots=True)
class Employer:
    """A made-up company; `field` chooses the job titles."""

    name: str
    field: str

    @property
    def domain(self) -> str:
        """The company's domain, under a top level that can never exist."""
        return fold_words(self.name).replace(" ", "") + ".example"


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody does and where."""

    employer: Employer
    title: str
    written: str
    """The company as the person writes it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A made-up person as their profile shows them; `before` is the position held at ego's older export."""

    given: str
    family: str
    slug: str
    now: Position | None = None
    before: Position | None = None
    email: str | None = None

    @property
    def profile(self) -> str:
        """Address of the profile."""
        return f"https://www.linkedin.com/in/{quote(self.slug)}"


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody in an owner's list and the day on which the two connected."""

    member: Member
    since: date


@dataclass(frozen=True, slots=True)
class Cast:
    """The owners, ego first, and each one's acquaintances in the same order, newest first."""

    owners: tuple[Member, ...]
    lists: tuple[tuple[Acquaintance, ...], ...]
    employers: tuple[Employer, ...]


def cast(seed: int, today: date) -> Cast:
    """The whole made-up network; the same for the same arguments."""
    return _Casting(random.Random(seed), today).cast()


class _Casting:
    """Makes people one after the other; the order of the draws is what makes a seed mean the same network."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._names: set[str] = set()
        self._unusual = list(UNUSUAL_NAMES)
        self._employers = tuple(Employer(*text.split("|")) for text in COMPANIES)

    def cast(self) -> Cast:
        owners = tuple(self._owners())
        known: list[list[Acquaintance]] = [[] for _ in owners]
        for one, other in ((0, 1), (0, 2), (0, 3), (1, 2)):
            since = self._day()
            known[one].append(Acquaintance(owners[other], since))
            known[other].append(Acquaintance(owners[one], since))
        for employer, insiders in self._workplaces():
            for member, who in self._staff(employer, insiders):
                known[who].append(Acquaintance(member, self._day()))
        return Cast(owners, tuple(tuple(sorted(each, key=_newest_first)) for each in known), self._employers)

    def _owners(self) -> Iterator[Member]:
        named = (("Dana", "Reyes"), ("Maya", "Ruiz"), ("Tomas", "Lindqvist"), ("Priya", "Raghunathan"))
        places = (0, KNOWN_TO_EGO, KNOWN_TO_EGO + 9, KNOWN_TO_EGO + 21)
        for (given, family), place in zip(named, places, strict=True):
            self._names.add(f"{given} {family}")
            employer = self._employers[place]
            slug = f"{given}-{family}-demo".casefold()
            now = self._position(employer)
            yield Member(given, family, slug, now, email=f"{given}.{family}@{employer.domain}".casefold())

    def _workplaces(self) -> Iterator[tuple[Employer | None, tuple[int, ...]]]:
        """Each company with the owners who know somebody there."""
        friends = (1, 2, 3)
        for place, employer in enumerate(self._employers[: KNOWN_TO_EGO + KNOWN_TO_FRIENDS]):
            if place < KNOWN_TO_EGO:
                yield employer, (0, *self._rng.sample(friends, self._rng.choice((0, 1, 1, 2))))
            else:
                yield employer, tuple(sorted(self._rng.sample(friends, self._rng.choice((1, 2, 2, 3)))))
        yield None, (0, *friends)

    def _staff(self, employer: Employer | None, insiders: Sequence[int]) -> Iterator[tuple[Member, int]]:
        """The people known at a company, each with every owner who knows them."""
        least, most = SIZES
        size = round(self._rng.triangular(least, most, least + 4)) if employer else INDEPENDENT
        for _ in range(size):
            first = self._rng.choice(insiders)
            others = [who for who in insiders if who != first and self._rng.random() < SHARED_ACQUAINTANCE]
            member = self._member(employer, known_to_ego=0 in (first, *others))
            yield from ((member, who) for who in sorted((first, *others)))

    def _member(self, employer: Employer | None, *, known_to_ego: bool) -> Member:
        given, family, slug = self._name()
        now = self._position(employer) if employer else None
        before = self._position_before(now) if known_to_ego and self._rng.random() < MOVED else now
        email = None
        if self._rng.random() < GIVES_EMAIL:
            email = f"{slug}@{employer.domain if employer else 'mail.example'}"
        return Member(given, family, slug, now, before, email if email and email.isascii() else None)

    def _position_before(self, now: Position | None) -> Position:
        left = self._employers[KNOWN_TO_EGO + KNOWN_TO_FRIENDS :][:LEFT_BY_ALL]
        pool = left if self._rng.random() < 0.4 else self._employers[:KNOWN_TO_EGO]
        employer = self._rng.choice([one for one in pool if now is None or one != now.employer])
        return self._position(employer)

    def _position(self, employer: Employer) -> Position:
        titles = TITLES[employer.field].split("|") if self._rng.random() < 0.7 else TITLES_EVERYWHERE
        ending = self._rng.choice(LEGAL_FORMS) if self._rng.random() < WRITES_LEGAL_FORM else ""
        return Position(employer, self._rng.choice(titles), employer.name + ending)

    def _name(self) -> tuple[str, str, str]:
        if self._unusual and self._rng.random() < 0.04:
            return self._unusual.pop(0)
        while True:
            given_names, family_names = self._rng.choice(GIVEN_AND_FAMILY)
            given, family = self._rng.choice(given_names.split()), self._rng.choice(family_names.split())
            if f"{given} {family}" not in self._names:
                break
        self._names.add(f"{given} {family}")
        stem = fold_words(f"{given} {family}").replace(" ", "-")
        ending = f"-{self._rng.getrandbits(28):07x}" if self._rng.random() < 0.6 else ""
        return given, family, stem + ending

    def _day(self) -> date:
        youngest, oldest = self._rng.choice(AGES_IN_DAYS)
        return self._today - timedelta(days=self._rng.randrange(youngest, oldest))


def _newest_first(one: Acquaintance) -> tuple[int, str]:
    return -one.since.toordinal(), one.member.slug
