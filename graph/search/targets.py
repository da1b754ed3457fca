"""From what somebody calls a company to the company, its people now and before, and companies that may be meant too."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.errors import UserError
from graph.model import (
    EGO,
    Affiliation,
    DecisionKind,
    Organization,
    OrganizationId,
    Person,
    PersonId,
    TargetPeople,
    TargetPerson,
)
from graph.records import ContactRecord, Origin
from graph.resolve.companies import organization_id, organization_key, other_names
from graph.store.kept import EGO_SCOPE
from graph.store.reader import GraphReader
from graph.text import clean_text


def find_organization(store: GraphReader, text: str) -> Organization | None:
    """The company that a text names in any spelling ("ACME, Inc" finds "Acme"); None when nobody is or was there."""
    key = organization_key(text)
    return store.organization(organization_id(key)) if key else None


def organization_called(store: GraphReader, text: str) -> Organization:
    """The company that a text names; one that nobody is at has the name as it was written.

    Raises:
        UserError: when the text names no company.
    """
    key = organization_key(text)
    if not key:
        raise UserError("The company has no name.", "Name a company, such as Acme.")
    return find_organization(store, text) or Organization(organization_id(key), clean_text(text), key)


def same_organizations(store: GraphReader, organization: OrganizationId) -> frozenset[OrganizationId]:
    """The company and all that the user said are the same one, directly or through others."""
    pairs = [decision.subjects for decision in store.decisions() if decision.kind is DecisionKind.SAME_ORGANIZATION]
    found = {str(organization)}
    while more := {one for pair in pairs if found & set(pair) for one in pair} - found:
        found |= more
    return frozenset(map(OrganizationId, found))


def target_people(store: GraphReader, organization: Organization) -> TargetPeople:
    """Everybody but ego who is or was at a company, and companies of a similar name that nobody said are the same.

    Current people come first, then by name; somebody who is there now is not listed as former too.
    """
    family = same_organizations(store, organization.id)
    held: dict[PersonId, Affiliation] = {}
    for each in store.affiliations_at(family):
        if each.person != EGO and (each.person not in held or (each.current and not held[each.person].current)):
            held[each.person] = each
    people = store.people(held)
    listed = sorted(held.values(), key=lambda each: _order(each, people))
    return TargetPeople(
        organization=organization,
        people=tuple(TargetPerson(people[each.person], each.title, each.current) for each in listed),
        similar=_similar(store, organization, family),
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A company that the owner's files say is of interest, and why; `people` are those known there now."""

    name: str
    why: tuple[str, ...]
    day: date | None
    people: int


def proposed(store: GraphReader) -> tuple[Proposal, ...]:
    """Companies that ego follows, applied to or dreams of and that are no target yet, those with most people first.

    Each once, however it is written; `day` is the latest that speaks for it.
    """
    wanted = {each for target in store.targets() for each in same_organizations(store, target.organization)}
    found: dict[OrganizationId, list[ContactRecord]] = defaultdict(list)
    for record in store.records_of_origin(Origin.INTEREST):
        if isinstance(record.fact, ContactRecord) and record.scope == EGO_SCOPE:
            found[organization_id(organization_key(record.fact.name.full))].append(record.fact)
    if not found:
        return ()
    known = {organization.id: people for organization, people in store.organizations()}
    proposals = [
        Proposal(
            clean_text(facts[-1].name.full),
            tuple(sorted({label for fact in facts for label in fact.labels})),
            max((fact.connected_on for fact in facts if fact.connected_on), default=None),
            known.get(where, 0),
        )
        for where, facts in found.items()
        if where not in wanted
    ]
    return tuple(sorted(proposals, key=lambda each: (-each.people, each.name)))


def _order(held: Affiliation, people: Mapping[PersonId, Person]) -> tuple[bool, str, PersonId]:
    return not held.current, people[held.person].name, held.person


def _similar(
    store: GraphReader, organization: Organization, family: frozenset[OrganizationId]
) -> tuple[tuple[Organization, int], ...]:
    """Companies whose name is this one's and more words ("Acme Bakery" for "Acme"), or the other way round.

    And those that one of the two names in brackets: "Northquill (formerly Initech)".
    """
    words = f" {organization.key} "
    mine = {name for each in store.affiliations_at(family) for name in other_names(each.organization_name)}

    def is_similar(other: Organization) -> bool:
        contained = words in f" {other.key} " or f" {other.key} " in words
        return contained or other.key in mine or organization.key in other_names(other.name)

    return tuple(
        (other, people)
        for other, people in store.organizations_like(organization.key, mine)
        if other.id not in family and people and is_similar(other)
    )
