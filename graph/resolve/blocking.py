"""Which pairs of people are worth comparing? Those who share a block, so that nobody is compared with everybody.

A *subject* is a person with all that is compared, in comparable form. It falls into several blocks, and each kind of
block forgives another difference:

- the name as it sounds, whatever the order of its parts: other alphabets, family name first;
- a family name and an initial of the given name or of a nickname: Bob and Robert, J. Smith;
- the family name less one letter and the given name, and the other way round: a slip of the finger;
- an e-mail address, what stands before its @, the end of a phone number;
- a company and a given name: a family name changed by marriage.

A block of more than `LARGEST_BLOCK` is never compared whole: only those in it who share a company, a city, a school or
an address as well. That loses nothing that could be told: of fifty people of one name, the name alone picks none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from graph.model import Person, PersonId
from graph.resolve.companies import organization_key
from graph.resolve.domains import company_of_address
from graph.resolve.names import NICKNAMES, PARTICLES
from graph.resolve.normalize import ROLE_MAILBOXES
from graph.resolve.transliteration import eastern_name, latin
from graph.text import fold_words

LARGEST_BLOCK = 40
"""So many people make 780 pairs, a hundredth of a second; only the commonest names have more than 40 bearers."""

SHORTEST_LOCAL_PART = 5
"""What stands before the @ in fewer letters, such as `ann@` or `jlee@`, thousands of people have."""

PHONE_TAIL = 8
"""Digits at the end of a number that are the same however it is written: with a country, with a 0, with neither."""

_NICKNAME_GROUPS = tuple(frozenset(group.split()) for group in NICKNAMES.split("|"))
_NONE: frozenset[str] = frozenset()
_Keys = Callable[["Subject"], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A person with everything that is compared, in comparable form.

    `given` and `family` are folded words; `first`, `whole` and `last` are how the first given name, all given names and
    the family name sound, in Latin letters; `forms` are the names used for the first one. `now` and `before` are keys
    of organisations, `mail_companies` come from addresses, `phones` are the ends of numbers, and `lists` tell whose
    lists name them.
    """

    id: PersonId
    given: str
    family: str
    first: str
    whole: str
    last: str
    forms: frozenset[str]
    now: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    city: str = ""
    schools: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    local_parts: frozenset[str] = frozenset()
    mail_companies: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    profile: str | None = None
    lists: frozenset[str] = frozenset()


def subject_of(person: Person, *, lists: Iterable[str] = ()) -> Subject:
    """The comparable forms of a person; `lists` are the scopes of the lists that name them.

    >>> ann = subject_of(Person(PersonId("p1"), "Ann-Marie van Müller", "Ann-Marie", "van Müller"))
    >>> ann.given, ann.family, ann.first, ann.whole, ann.last
    ('ann marie', 'muller', 'an', 'anmare', 'muler')
    """
    given, family = _names_of(person)
    held = [(organization_key(each.organization_name), each.current) for each in person.affiliations]
    mailboxes = (email.partition("@")[::2] for email in person.emails)
    own = [(local.partition("+")[0], domain) for local, domain in mailboxes if local not in ROLE_MAILBOXES]
    return Subject(
        id=person.id,
        given=given,
        family=family,
        first=latin(given.partition(" ")[0]),
        whole=latin(given),
        last=latin(family),
        forms=_forms_of(given.partition(" ")[0]),
        now=_set_of(key for key, current in held if current),
        before=_set_of(key for key, current in held if not current),
        titles=_set_of(fold_words(each.title) for each in person.affiliations if each.title),
        city=fold_words(person.city or ""),
        schools=_set_of(filter(None, map(fold_words, person.schools))),
        emails=_set_of(f"{local}@{domain}" for local, domain in own),
        local_parts=_set_of(local for local, _ in own if len(local) >= SHORTEST_LOCAL_PART),
        mail_companies=_set_of(filter(None, map(company_of_address, person.emails))),
        phones=_set_of(phone.partition(";")[0][-PHONE_TAIL:] for phone in person.phones if len(phone) > PHONE_TAIL),
        profile=person.profile,
        lists=_set_of(lists),
    )


def candidates(people: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `people` that share a block; each pair once, the lower place first."""
    seen: set[int] = set()
    for keys in _KINDS:
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, subject in enumerate(people):
            for key in keys(subject):
                blocks[key].append(place)
        for block in blocks.values():
            for low, high in _pairs_in(block, people):
                pair = low * len(people) + high
                if pair not in seen:
                    seen.add(pair)
                    yield low, high


def _pairs_in(block: list[int], people: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    if len(block) > LARGEST_BLOCK:
        for narrower in _narrowed(block, people, _SECOND_KEYS):
            if len(narrower) <= LARGEST_BLOCK:
                yield from combinations(narrower, 2)
            else:
                for narrowest in _narrowed(narrower, people, _THIRD_KEYS):
                    yield from combinations(narrowest[:LARGEST_BLOCK], 2)
    elif len(block) > 1:
        yield from combinations(block, 2)


def _narrowed(block: list[int], people: Sequence[Subject], keys: _Keys) -> Iterator[list[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for place in block:
        for key in keys(people[place]):
            parts[key].append(place)
    return (part for part in parts.values() if len(part) > 1)


def _sound(subject: Subject) -> Iterator[str]:
    yield " ".join(sorted((subject.first, subject.last)))
    if subject.whole != subject.first:
        yield " ".join(sorted((subject.whole, subject.last)))


def _initials(subject: Subject) -> Iterator[str]:
    letters = {form[:1] for form in subject.forms} | {subject.first[:1]}
    for last in {subject.last, *_words_as_they_sound(subject.family)} if subject.last else ():
        for letter in letters:
            yield f"{last} {letter}"


def _slips_in_family(subject: Subject) -> Iterator[str]:
    if subject.last and subject.first:
        for shorter in _less_one_letter(subject.last):
            yield f"{shorter} {subject.first}"


def _slips_in_initial(subject: Subject) -> Iterator[str]:
    if subject.last and len(subject.first) > 2:
        yield f"{subject.last} {subject.first}"
        yield f"{subject.last} {subject.first[1:]}"


def _addresses(subject: Subject) -> Iterator[str]:
    yield from subject.emails
    yield from subject.local_parts
    yield from subject.phones


def _colleagues(subject: Subject) -> Iterator[str]:
    if subject.first:
        for company in _companies(subject):
            yield f"{subject.first} {company}"


def _company_or_more(subject: Subject) -> Iterator[str]:
    yield from _companies(subject)
    yield from (f"at {school}" for school in subject.schools)
    yield from (f"in {city}" for city in [subject.city] if city)
    yield from _addresses(subject)


def _company_and_title(subject: Subject) -> Iterator[str]:
    yield from (f"{company} {title}" for company in _companies(subject) for title in subject.titles)
    yield from _addresses(subject)


def _companies(subject: Subject) -> set[str]:
    """Without blanks, as they stand in addresses."""
    return {key.replace(" ", "") for key in subject.now | subject.before} | subject.mail_companies


_KINDS: tuple[_Keys, ...] = (_sound, _initials, _slips_in_family, _slips_in_initial, _addresses, _colleagues)
_SECOND_KEYS: _Keys = _company_or_more
_THIRD_KEYS: _Keys = _company_and_title


def _names_of(person: Person) -> tuple[str, str]:
    eastern = eastern_name(person.name)
    if eastern:
        return eastern
    given = fold_words(person.given or ("" if person.family else person.name))
    words = fold_words(person.family).split()
    return given, " ".join(word for word in words if word not in PARTICLES) or " ".join(words)


def _words_as_they_sound(family: str) -> Iterator[str]:
    if " " in family:
        yield from map(latin, family.split())


def _less_one_letter(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _set_of(values: Iterable[str]) -> frozenset[str]:
    """One empty set for all: a hundred thousand people have half a million of them."""
    return frozenset(values) or _NONE


@lru_cache(maxsize=50_000)
def _forms_of(given: str) -> frozenset[str]:
    return frozenset([given]).union(*(group for group in _NICKNAME_GROUPS if given in group))
