"""May two people in the store be one? A weight from named comparisons, and what to do about it.

People who share a key are one already (`graph.resolve.clusters`). What is left are people whose keys never met: a
member of a network without an e-mail, a card without a profile. Each comparison (name, company, city ...) says how much
likelier what we see is if the two are one person than if they are two, in bits:

    weight = log2(1 / number of people) + sum over comparisons of log2(m / u)

where m is the chance of the observation among pairs that are one person and u the chance among two people taken at
random, which for names, companies, titles and cities comes from how common they are in the list. The weight is the log2
of the odds: 0 is an even chance, 3 is 8 to 1. The numbers below are estimates, tried on made-up people only.

I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64
(1969).
The gap to the runner-up that a strong recommendation needs is the rule of beets, a music tagger.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import log2

from graph.model import PersonId, Reason
from graph.resolve.blocking import Subject as Subject
from graph.resolve.blocking import candidates
from graph.resolve.blocking import subject_of as subject_of
from graph.resolve.names import GENERATIONS
from graph.resolve.population import SOMEBODYS_LIST, Population
from graph.resolve.transliteration import one_slip_apart

STRONG_WEIGHT = 7.0
"""More than 99 in 100 such pairs are the same person; with a shared identifier they are proposed as that."""

REVIEW_WEIGHT = -2.0
"""One in five such pairs is the same person: worth a look, which takes five seconds."""

MARGIN = 3.0
"""A strong recommendation must be 8 times as likely as the runner-up for either of the two."""

RARE_NAME = 1 / 20_000
"""A name of fewer people than this may be reviewed for its own sake: hardly anybody knows two who have it."""

SAME_GIVEN, SOUNDS_GIVEN, NICKNAME, INITIAL, SLIP_IN_GIVEN, NO_GIVEN = 0.80, 0.03, 0.08, 0.03, 0.02, 0.02
"""Of 100 pairs that are one person 80 write the given name alike, 3 in another alphabet or spelling, 8 with a nickname,
3 with an initial, 2 with a slip of the finger; 2 leave it out."""

SAME_FAMILY, SOUNDS_FAMILY, PART_OF_FAMILY, SLIP_IN_FAMILY = 0.90, 0.03, 0.015, 0.02
OTHER_FAMILY, NO_FAMILY, SWAPPED = 0.025, 0.01, 0.02
"""... 90 write the family name alike, 3 as it sounds, 1 or 2 one half of a double name, 2 with a slip; in 2 or 3 it
changed, mostly by marriage; 1 leaves it out or shortens it; 2 write it first."""

SAME_NOW, MOVED, BOTH_BEFORE, MAILS_FROM_THERE, OTHER_COMPANY = 0.45, 0.2, 0.1, 0.3, 0.35
"""Of 100 pairs that are one person 45 name the same company now; 20 one that the other names as a former one; 10 share
only a former one; 30 have an e-mail address at the company that the other names; 35 name different companies, as lists
of different years do."""

SAME_TITLE, OTHER_TITLE = 0.5, 0.4
"""... 50 write the same job title; 40 have another one at the same company, after a promotion or in other words."""

SAME_CITY, OTHER_CITY, SAME_SCHOOL = 0.7, 0.2, 0.6
"""... 70 name the same city, 20 another one: they moved, or it is a suburb; 60 share a school where both name one, but
another school says nothing: people go to several."""

SAME_EMAIL = 2.0**15
"""One address is 30,000 times as often one person's as two people's; couples and assistants are the rest."""

SAME_LOCAL_PART, NAME_AS_LOCAL_PART = 2.0**11, 4.0
"""`quilter77` at two providers is 2,000 times as often one person as two; `ann.lee` says little more than the name."""

SAME_PHONE, OTHER_PHONE = 2.0**14, 0.6
"""One number is 16,000 times as often one person's as two people's. Of 100 people with a number in each of two lists 60
have different ones: home and work."""

OTHER_PROFILE = 0.005
"""One person in 200 has two profile addresses: one was renamed, or they signed up twice."""

NAMES_GO_TOGETHER = 4.0
"""Given and family names come from one language: a Chen is four times as likely to be a Wei as anybody is."""

SPELLED_APART = 0.2
"""Of 100 pairs of people whose names sound alike 20 spell them in two ways."""

ONE_INITIAL = 1 / 12
"""One person in twelve has a given initial, the common ones taken together."""


class Recommendation(Enum):
    """What to do about two people."""

    STRONG = "strong"
    """Propose to make them one: they share an identifier, and nobody else comes near."""
    REVIEW = "review"
    """Show them side by side."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """Two people and how likely they are one: `weight` is the log2 of the odds and the sum of the reasons' effects."""

    a: PersonId
    b: PersonId
    weight: float
    reasons: tuple[Reason, ...]
    recommendation: Recommendation

    @property
    def chance(self) -> float:
        """The chance that they are one person."""
        return float(1.0 / (1.0 + 2.0**-self.weight))


@dataclass(frozen=True, slots=True)
class _Part:
    """How two given or family names go together: how often one person's (`m`) and how often two people's (`u`) do."""

    how: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class _Name:
    """What two names say together; `in_full`: neither part is another one."""

    reason: Reason
    rare: bool
    in_full: bool


_NOBODY = Reason("Name", -20.0, "two different names")


def review(
    subjects: Sequence[Subject], *, min_weight: float = REVIEW_WEIGHT, margin: float = MARGIN
) -> tuple[Match, ...]:
    """The pairs that are worth a look, the best first; of two nearly equal candidates neither is strong."""
    among = Population.of(subjects)
    pairs = (
        compare(subjects[low], subjects[high], among, min_weight=min_weight)
        for low, high in candidates(subjects)
        if not _are_two_members(subjects[low], subjects[high])
    )
    found = [match for match in pairs if match.recommendation is not Recommendation.NONE]
    weights: dict[PersonId, list[float]] = defaultdict(list)
    for match in found:
        weights[match.a].append(match.weight)
        weights[match.b].append(match.weight)
    best_two = {person: sorted(said, reverse=True)[:2] for person, said in weights.items() if len(said) > 1}
    judged = (_judged(match, best_two, margin) for match in found)
    return tuple(sorted(judged, key=lambda match: (-match.weight, match.a, match.b)))


def compare(a: Subject, b: Subject, among: Population = SOMEBODYS_LIST, *, min_weight: float = REVIEW_WEIGHT) -> Match:
    """Whether two people may be one, with a reason for every comparison that says something.

    >>> from graph.model import Person
    >>> people = [Person(PersonId(id), "", given, "Quill") for id, given in (("p1", "Katherine"), ("p2", "Kate"))]
    >>> kate, katherine = (replace(subject_of(each), titles=frozenset(["beekeeper"])) for each in people)
    >>> match = compare(kate, katherine)
    >>> [(reason.label, round(reason.effect)) for reason in match.reasons], match.recommendation.name
    ([('Number of people', -10), ('Name', 16), ('Job title', 10)], 'REVIEW')
    """
    name = _name(a, b, among)
    if name is None:
        return Match(a.id, b.id, _NOBODY.effect, (_NOBODY,), Recommendation.NONE)
    start = Reason("Number of people", -log2(among.people), f"one of {among.people:,} by chance")
    reasons = (start, name.reason, *_what_else(a, b, among))
    weight = sum(reason.effect for reason in reasons)
    enough = name.rare or any(reason.effect > 0 for reason in reasons[2:])
    found = _recommend(a, b, name, weight) if weight >= min_weight or _both_members(a, b) else Recommendation.NONE
    return Match(a.id, b.id, weight, reasons, found if enough else Recommendation.NONE)


def _judged(match: Match, best_two: Mapping[PersonId, Sequence[float]], margin: float) -> Match:
    if match.recommendation is not Recommendation.STRONG:
        return match
    rivals = [best_two[end][1] for end in (match.a, match.b) if end in best_two]
    close = any(rival > match.weight - margin for rival in rivals)
    return replace(match, recommendation=Recommendation.REVIEW) if close else match


def _are_two_members(a: Subject, b: Subject) -> bool:
    """Two profiles and nothing that both have: never one person, so that comparing more is not worth the time."""
    two = bool(a.profile and b.profile and a.profile != b.profile)
    return two and a.emails.isdisjoint(b.emails) and a.phones.isdisjoint(b.phones)


def _recommend(a: Subject, b: Subject, name: _Name, weight: float) -> Recommendation:
    identified = not a.emails.isdisjoint(b.emails) or not a.phones.isdisjoint(b.phones)
    if _both_members(a, b):
        allowed = identified and (a.whole, a.last) == (b.whole, b.last) and a.lists.isdisjoint(b.lists)
        return Recommendation.REVIEW if allowed else Recommendation.NONE
    strong = identified and name.in_full and weight >= STRONG_WEIGHT
    return Recommendation.STRONG if strong else Recommendation.REVIEW


def _both_members(a: Subject, b: Subject) -> bool:
    return a.profile is not None and b.profile is not None and a.profile != b.profile


def _name(a: Subject, b: Subject, among: Population) -> _Name | None:
    """What the names say; None when they cannot be one person's."""
    given, family = _given(a, b, among), _family(a, b, among)
    if given is None or family is None or (given.m <= INITIAL and family.m <= OTHER_FAMILY):  # at least one agrees
        given, family = _swapped(a, b, among)
    if given is None or family is None:
        return None
    u = min(given.u * family.u * NAMES_GO_TOGETHER, 1.0)
    if (a.first, a.last) == (b.first, b.last):
        u = among.refined(u, f"{a.first} {a.last}")
    detail = " and ".join((f"given name {given.how}", f"family name {family.how}"))
    return _Name(Reason("Name", log2(given.m * family.m / u), detail), u < RARE_NAME, family.u < 1.0)


def _given(a: Subject, b: Subject, among: Population) -> _Part | None:
    if not a.first or not b.first:
        return _Part("left out", NO_GIVEN, NO_GIVEN)
    share, other = among.share("first", a.first), among.share("first", b.first)
    if a.given == b.given:
        return _Part("equal", SAME_GIVEN, share)
    if a.whole == b.whole:
        return _Part("spelled another way", SOUNDS_GIVEN, max(share, other) * SPELLED_APART)
    if a.first == b.first:
        return None if _middle_names_differ(a, b) else _Part("equal but for a middle name", SAME_GIVEN, share)
    if not a.forms.isdisjoint(b.forms):
        return _Part("a nickname", NICKNAME, min(share, other))
    if 1 in (len(a.first), len(b.first)):
        return _Part("an initial", INITIAL, ONE_INITIAL) if a.given[0] == b.given[0] else None
    if max(len(a.given), len(b.given)) > 3 and (one_slip_apart(a.first, b.first) or one_slip_apart(a.given, b.given)):
        return _Part("one letter apart", SLIP_IN_GIVEN, max(share, other))
    return None


def _family(a: Subject, b: Subject, among: Population) -> _Part | None:
    if not a.last or not b.last:
        return _Part("left out", NO_FAMILY, NO_FAMILY)
    mine, theirs = set(a.family.split()), set(b.family.split())
    if mine & GENERATIONS and theirs & GENERATIONS and mine & GENERATIONS != theirs & GENERATIONS:
        return None
    share, other = among.share("last", a.last), among.share("last", b.last)
    if a.family == b.family:
        return _Part("equal", SAME_FAMILY, share)
    if a.last == b.last:
        return _Part("spelled another way", SOUNDS_FAMILY, share * SPELLED_APART)
    if 1 in (len(a.last), len(b.last)):
        return _Part("an initial", NO_FAMILY, ONE_INITIAL) if a.last[0] == b.last[0] else None
    if max(len(a.family), len(b.family)) > 3 and (one_slip_apart(a.last, b.last) or one_slip_apart(a.family, b.family)):
        return _Part("one letter apart", SLIP_IN_FAMILY, max(share, other))
    if len(mine) != len(theirs) and (mine < theirs or theirs < mine):
        return _Part("part of a double name", PART_OF_FAMILY, share + other)
    return _Part("another", OTHER_FAMILY, 1.0)


def _swapped(a: Subject, b: Subject, among: Population) -> tuple[_Part | None, _Part | None]:
    if a.last and a.whole == b.last and a.last == b.whole:
        return (
            _Part("in the other's place", SWAPPED, among.share("first", a.first)),
            _Part("in the other's place", SAME_FAMILY, among.share("last", a.last)),
        )
    return None, None


def _middle_names_differ(a: Subject, b: Subject) -> bool:
    mine, theirs = a.given.split()[1:], b.given.split()[1:]
    return bool(mine and theirs) and mine[0][0] != theirs[0][0]


def _what_else(a: Subject, b: Subject, among: Population) -> Iterator[Reason]:
    yield from _company(a, b, among)
    yield from _title(a, b, among)
    yield from _place_and_school(a, b, among)
    yield from _email(a, b)
    yield from _phone_and_profile(a, b)


def _company(a: Subject, b: Subject, among: Population) -> Iterator[Reason]:
    for how, m, shared in (
        ("both there now", SAME_NOW, a.now & b.now),
        ("one there now, the other before", MOVED, (a.now & b.before) | (a.before & b.now)),
        ("both there before", BOTH_BEFORE, a.before & b.before),
    ):
        if shared:
            company = min(shared, key=lambda key: (among.share("company", key), key))
            yield Reason("Company", log2(m / among.share("company", company)), f"{company}: {how}")
            return
    fits = _mails_from(a, b) or _mails_from(b, a)
    if fits:
        yield Reason(
            "Company", log2(MAILS_FROM_THERE / among.share("company", fits)), f"{fits}: an e-mail address there"
        )
    elif a.now and b.now:
        yield Reason("Company", log2(OTHER_COMPANY), "two different ones")


def _mails_from(a: Subject, b: Subject) -> str | None:
    """The company of `b` at which `a` has an address: "brightharbor" is Bright Harbor's."""
    if not a.mail_companies:
        return None
    fitting = (key for key in sorted(b.now | b.before) if key.replace(" ", "") in a.mail_companies)
    return next(fitting, None)


def _title(a: Subject, b: Subject, among: Population) -> Iterator[Reason]:
    shared = a.titles & b.titles
    if shared:
        title = min(shared, key=lambda each: (among.share("title", each), each))
        yield Reason("Job title", log2(SAME_TITLE / among.share("title", title)), title)
    elif a.titles and b.titles and not a.now.isdisjoint(b.now):
        yield Reason("Job title", log2(OTHER_TITLE), "two different ones at one company")


def _place_and_school(a: Subject, b: Subject, among: Population) -> Iterator[Reason]:
    if a.city and b.city:
        if a.city == b.city:
            yield Reason("City", log2(SAME_CITY / among.share("city", a.city)), a.city)
        else:
            yield Reason("City", log2(OTHER_CITY), "two different ones")
    for school in sorted(a.schools & b.schools)[:1]:
        yield Reason("School", log2(SAME_SCHOOL / among.share("school", school)), school)


def _email(a: Subject, b: Subject) -> Iterator[Reason]:
    if not a.emails.isdisjoint(b.emails):
        yield Reason("E-mail", log2(SAME_EMAIL), "the same address")
        return
    shared = a.local_parts & b.local_parts
    if shared:
        telling = not any(_is_made_of_the_name(local, each) for local in shared for each in (a, b))
        effect = log2(SAME_LOCAL_PART if telling else NAME_AS_LOCAL_PART)
        yield Reason("E-mail", effect, "the same before the @, at another provider")


def _is_made_of_the_name(local: str, subject: Subject) -> bool:
    letters = "".join(char for char in local if char.isalpha())
    return not any(char.isdigit() for char in local) and any(
        part and part in letters for part in (*subject.given.split(), *subject.family.split())
    )


def _phone_and_profile(a: Subject, b: Subject) -> Iterator[Reason]:
    if a.phones and b.phones:
        if a.phones.isdisjoint(b.phones):
            yield Reason("Phone", log2(OTHER_PHONE), "two different numbers")
        else:
            yield Reason("Phone", log2(SAME_PHONE), "the same number")
    if _both_members(a, b):
        yield Reason("Profile", log2(OTHER_PROFILE), "two different profiles")
