"""A cluster of records -> one person: their name, identifiers, and where they work now and worked before.

What a person's newest card in a list says holds now; what an older version of the same card said is history. Networks
such as LinkedIn are kept by the member, address books by somebody else: where both name a company, the network's is
the present one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from graph.model import EGO, EGO_NAME, NAMELESS_IDS, Affiliation, OrganizationId, Person, PersonId
from graph.records import CardKind, ContactRecord, Identifier, IdentifierKind, Job, Origin
from graph.resolve.clusters import Cluster
from graph.resolve.companies import former_company, organization_id, organization_key
from graph.resolve.domains import company_of_address
from graph.resolve.names import CleanName, clean_name
from graph.resolve.normalize import email_address
from graph.store.kept import StoredRecord, alias_of
from graph.text import clean_text, fold_words

_TRUST = {kind: place for place, kind in enumerate(IdentifierKind)}


_NAMED_BEST_BY = (
    Origin.NAMELESS, Origin.SEEN, Origin.NAMED, Origin.OWNER, Origin.ADDRESS_BOOK, Origin.NETWORK, Origin.EGO,
)  # fmt: skip
"""Whose word counts for a name, the best last."""

_MEMBERS_WORD = (Origin.NETWORK, Origin.OWNER)
"""Where people themselves say where they work; in address books somebody else does."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A person, their records, and the records among them that are no older version of another."""

    person: Person
    name_fold: str
    records: Cluster
    newest: Cluster

    @property
    def aliases(self) -> tuple[PersonId, ...]:
        """The ids that the person had or would have when less was known."""
        said = _identifiers(self.records)
        if len(said) == 1 and len(self.records) == 1 and self.person.id != EGO:
            return ()
        ids = dict.fromkeys(alias_of(each) for each in said if each.kind is not IdentifierKind.NAME)
        ids |= dict.fromkeys(_id_by_name((record,), 1) for record in self.records if len(self.records) > 1)
        return tuple(each for each in ids if each != self.person.id)


def conclude(clusters: Iterable[Cluster]) -> tuple[Conclusion, ...]:
    """The people that clusters of records describe; company cards, groups and the like describe nobody."""
    people = [about for records in clusters if (about := _about_somebody(records))]
    counted = Counter(said for about in people for said in _identifiers(about))
    shared = {said for said, holders in counted.items() if holders > 1}
    taken: set[PersonId] = set()
    found = []
    for about in people:
        found.append(_conclude(about, shared, taken))
        taken.add(found[-1].person.id)
    return tuple(found)


def _about_somebody(records: Cluster) -> Cluster:
    """The records that describe a person; none when all only saw somebody."""
    about = tuple(record for record in records if _describes_a_person(record))
    return about if any(record.origin is not Origin.SEEN for record in about) else ()


def newest_versions(records: Cluster) -> Cluster:
    """Without the records of which the same list holds a newer version."""
    if len(records) == 1:
        return records
    ordered = sorted(records, key=lambda record: record.newness)
    last = {(record.scope, record.origin, record.key): record.id for record in ordered}
    return tuple(record for record in records if record.id == last[record.scope, record.origin, record.key])


def name_fold_of(records: Cluster) -> str:
    """The folded name of the person whom records are about; "" when they are about nobody."""
    about = tuple(record for record in records if _describes_a_person(record))
    return fold_words(_name_of(newest_versions(about)).full) if about else ""


def _describes_a_person(record: StoredRecord) -> bool:
    return isinstance(record.fact, ContactRecord) and record.fact.kind is CardKind.PERSON


def _conclude(records: Cluster, shared: Set[Identifier], taken: Set[PersonId]) -> Conclusion:
    newest = newest_versions(records)
    person_id = _id_of(records, shared, taken)
    name = _name_of(newest)
    facts = [_fact(record) for record in reversed(newest)]
    said = _identifiers(records)
    person = Person(
        id=person_id,
        name=name.full,
        given=name.given,
        family=name.family,
        credentials=name.credentials,
        emails=_distinct([email_address(email) or "" for fact in facts for email in fact.emails]),
        phones=tuple([each.value for each in said if each.kind is IdentifierKind.PHONE]),
        profile=next((each.value for each in said if each.kind is IdentifierKind.PROFILE), None),
        schools=_distinct([clean_text(school) for fact in facts for school in fact.schools]),
        city=next((city for fact in facts if (city := clean_text(fact.city or ""))), None),
        labels=_distinct([clean_text(label) for fact in facts for label in fact.labels]),
        affiliations=tuple(_affiliations(person_id, records, newest)),
    )
    return Conclusion(person, fold_words(name.full), records, newest)


def _id_of(records: Cluster, shared: Set[Identifier], taken: Set[PersonId]) -> PersonId:
    """The id of the most trusted identifier that is theirs alone, so that the order of imports does not matter.

    Where others have all of them too, as in a couple that shares an address, the name tells them apart, and where the
    user said that two of one name are two, a number.
    """
    if Origin.EGO in [record.origin for record in records]:
        return EGO
    said = _identifiers(records)
    if records[0].origin is Origin.NAMELESS:
        return PersonId(NAMELESS_IDS + alias_of(said[0]))
    own = [each for each in said if each not in shared and each.kind is not IdentifierKind.NAME]
    if own:
        return alias_of(own[0] if len(own) == 1 else min(own, key=lambda each: (_TRUST[each.kind], each.value)))
    return next(found for number in count(1) if (found := _id_by_name(records, number)) not in taken)


def _id_by_name(records: Cluster, number: int) -> PersonId:
    """What somebody is called whose identifiers others have as well: by one of them, the name and a number."""
    first = min(_identifiers(records), key=lambda each: (_TRUST[each.kind], each.value))
    name = fold_words(_name_of(newest_versions(records)).full)
    return alias_of(replace(first, value=f"{first.value}|{name}|{number}"))


def _identifiers(records: Cluster) -> tuple[Identifier, ...]:
    if len(records) == 1:
        return records[0].identifiers
    return tuple(dict.fromkeys(said for record in records for said in record.identifiers))


def _name_of(newest: Cluster) -> CleanName:
    def trust(record: StoredRecord) -> tuple[int, tuple[date, str]]:
        name = _fact(record).name.full
        is_said = bool(name) and (record.origin is not Origin.EGO or name != EGO_NAME)
        return (_NAMED_BEST_BY.index(record.origin) + 2 if is_said else int(bool(name))), record.newness

    chosen = newest[0] if len(newest) == 1 else max(newest, key=trust)
    if chosen.origin is Origin.NAMELESS:  # "Somebody at Acme, Inc." is no name that anything could be taken off
        return CleanName(clean_text(_fact(chosen).name.full), "", "", ())
    return clean_name(_fact(chosen).name)


def _affiliations(person: PersonId, records: Cluster, newest: Cluster) -> Iterator[Affiliation]:
    """Current ones first; each company once, as the most telling source says it."""
    member_says = len(newest) > 1 and any(record.origin in _MEMBERS_WORD and _works(_fact(record)) for record in newest)
    held: dict[OrganizationId, Affiliation] = {}
    for record in _most_telling_first(records, newest):
        holds_now = record in newest and (record.origin in _MEMBERS_WORD or not member_says)
        for job, current in _jobs(_fact(record), holds_now):
            key = organization_key(job.organization)
            where = organization_id(key)
            known = held.get(where)
            if key and (known is None or (current and not known.current)):
                name, title = clean_text(job.organization), clean_text(job.title or "") or None
                held[where] = Affiliation(person, where, name, title, job.start, job.end, current, record.source)
    if not held:
        yield from _by_address(person, newest)
    yield from held.values() if len(held) < 2 else sorted(held.values(), key=lambda each: not each.current)


def _by_address(person: PersonId, newest: Cluster) -> Iterator[Affiliation]:
    """Where nothing says where somebody works, their e-mail address may."""
    if person == EGO:
        return
    for record in newest:
        name = _fact(record).name.full
        for email in _fact(record).emails:
            label = company_of_address(email, name)
            if label:
                where = organization_id(organization_key(label))
                yield Affiliation(person, where, label.title(), None, None, None, True, record.source)
                return


def _most_telling_first(records: Cluster, newest: Cluster) -> Iterable[StoredRecord]:
    if len(records) == 1:
        return records
    return sorted(records, key=lambda one: (one in newest, one.origin in _MEMBERS_WORD, one.newness), reverse=True)


def _works(fact: ContactRecord) -> bool:
    return bool(fact.organization) or any(job.end is None for job in fact.jobs)


def _jobs(fact: ContactRecord, holds_now: bool) -> Iterator[tuple[Job, bool]]:
    if fact.organization:
        before = former_company(fact.organization)
        yield Job(before or fact.organization, fact.title), holds_now and before is None
    for job in fact.jobs:
        before = former_company(job.organization)
        yield replace(job, organization=before or job.organization), holds_now and job.end is None and before is None


def _fact(record: StoredRecord) -> ContactRecord:
    assert isinstance(record.fact, ContactRecord)
    return record.fact


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts))) if texts else ()
