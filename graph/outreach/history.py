"""What you and somebody share, each with its source, and whom you both know: what a conversation can start from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import EGO, Affiliation, Evidence, Person, PersonId
from graph.records import EvidenceKind
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words
from graph.ties.judgement import Judgement, judged

MOST_COMMON = 8
"""People known to both who are named, those whom you know best first."""

_SAID = {
    EvidenceKind.CONNECTION: "You are connected on LinkedIn",
    EvidenceKind.ADDRESS_BOOK: "They are in an address book",
    EvidenceKind.SHARED_EXPORT: "They shared their contacts",
    EvidenceKind.MESSAGE: "You wrote to each other",
    EvidenceKind.MAIL: "You wrote to each other",
    EvidenceKind.MEETING: "You met",
    EvidenceKind.RECOMMENDATION: "One of you recommended the other",
    EvidenceKind.ENDORSEMENT: "One of you endorsed the other",
    EvidenceKind.RELATION: "A card names one of you as the other's contact",
    EvidenceKind.STATED: "You said that you know each other",
}
"""What evidence tells in a sentence to somebody who prepares for a talk."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Something two people share: what, when last, and where it stands."""

    what: str
    on: date | None
    source: str


def shared(store: GraphReader, person: Person) -> tuple[Shared, ...]:
    """What you share with somebody: what was seen between you, then companies and schools."""
    me = store.person(EGO)
    tie = store.ties_between([(EGO, person.id)]).get(frozenset((EGO, person.id)))
    seen = _told_once(_seen(each) for each in tie.evidence if each.kind in _SAID) if tie else []
    seen.sort(key=lambda each: (each.on or date.min, each.what), reverse=True)
    return (*seen, *(_places(me, person) if me else ()))


def common_people(store: GraphReader, person: PersonId, today: date) -> tuple[Person, ...]:
    """Whom you both know, those you know best first."""
    mine = {seen.other(EGO): seen for seen in _ties(store, EGO, today)}
    theirs = {seen.other(person) for seen in _ties(store, person, today)}
    both = sorted(mine.keys() & theirs - {EGO, person}, key=lambda each: (-mine[each].strength, each))
    people = store.people(both[:MOST_COMMON])
    return tuple(people[each] for each in both[:MOST_COMMON] if each in people)


def _told_once(said: Iterable[Shared]) -> list[Shared]:
    """What several sources say, once with all of them."""
    sources: dict[tuple[str, date | None], list[str]] = {}
    for each in said:
        sources.setdefault((each.what, each.on), []).append(each.source)
    return [Shared(what, on, " and ".join(dict.fromkeys(places))) for (what, on), places in sources.items()]


def _ties(store: GraphReader, person: PersonId, today: date) -> Iterator[Judgement]:
    return (seen for tie in store.ties_of(person) if (seen := judged(tie, today)))


def _seen(said: Evidence) -> Shared:
    what = _SAID[said.kind]
    often = said.sent + said.received
    if said.kind in (EvidenceKind.MESSAGE, EvidenceKind.MAIL, EvidenceKind.MEETING) and often > 1:
        what += f", {often} times"
    return Shared(what, said.last, said.source.locator)


def _places(me: Person, other: Person) -> Iterator[Shared]:
    for mine in me.affiliations:
        for theirs in other.affiliations:
            if mine.organization == theirs.organization and _at_once(mine, theirs):
                yield Shared(f"You both worked at {clean_text(theirs.organization_name)}", None, theirs.source.locator)
                break
    schools = {fold_words(school) for school in me.schools}
    for school in other.schools:
        if fold_words(school) in schools:
            yield Shared(f"You both went to {clean_text(school)}", None, "both profiles")


def _at_once(one: Affiliation, other: Affiliation) -> bool:
    """Whether two stays may have overlapped; an unknown day speaks for it."""
    starts = max(one.start or date.min, other.start or date.min)
    return starts <= min(one.end or date.max, other.end or date.max)
