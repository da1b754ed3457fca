"""Whose contacts an import holds: ego, or a friend who gave theirs.

A friend is told by name ("Maya Ruiz") or by id. The name means the one contact of that name; that contact and the
owner of the list are then one person, which is what makes a path through the friend possible.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import UserError
from graph.model import EGO, EGO_NAME, ImportCounts, ImportRun, Person, PersonId
from graph.records import ContactRecord, Identifier, IdentifierKind, Origin, PersonName, RunId, SourceRef
from graph.resolve.names import clean_name
from graph.resolve.normalize import identifiers_of
from graph.store.base import StoreTransaction
from graph.store.codec import fact_to_text
from graph.store.kept import EGO_RUN, EGO_SCOPE, OWNERS_CARD, RecordId, StoredRecord, record_id
from graph.store.reader import GraphReader
from graph.text import clean_text, fold_words


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose contacts an import holds: a friend by name or by id, or ego when both are None."""

    name: str | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """An owner as a run keeps them; `identifiers` tie their card to the `person` who was meant by id."""

    name: str
    scope: str
    identifiers: tuple[Identifier, ...] = ()
    person: PersonId | None = None
    is_unsaid: bool = False
    """Nobody said whose list it is, so that the files may."""

    @property
    def own_card(self) -> RecordId:
        """The record that is ego's own card."""
        return record_id(0, 0)

    def has(self, run: ImportRun) -> bool:
        """Whether a run holds a list of this owner."""
        if self.person is not None:
            return run.owner == self.person
        return scope_of(run.owner_name if run.owner != EGO else None) == self.scope

    def card(self, run: RunId, number: int) -> StoredRecord | None:
        """The card that says whose list it is; none for ego, who has one already."""
        if self.scope == EGO_SCOPE:
            return None
        return _card(record_id(number, 0), run, self.scope, _owner_fact(self.name), self.identifiers)

    def told(self, record: RecordId, run: RunId, fact: ContactRecord, region: str | None) -> StoredRecord:
        """What a file tells about the owner, as a record of its own."""
        file = fact.source.locator.partition(" line ")[0]
        said = (*identifiers_of(fact, region), _own(self.scope))
        return StoredRecord(record, run, self.scope, f"told:{file}", fact, said, fact_to_text(fact))


def owner_of(store: GraphReader, owner: Owner) -> Whose:
    """The owner that a person named.

    Raises:
        UserError: when the id is nobody's, the name is empty, or several contacts have it.
    """
    if owner.person is not None and owner.person != EGO:
        return _owner_by_id(store, owner.person)
    if owner.name is None or owner.person == EGO:
        return Whose(EGO_NAME, EGO_SCOPE, is_unsaid=owner.person is None)
    name = clean_name(PersonName(clean_text(owner.name))).full
    if not fold_words(name):
        raise UserError("The owner has no name.", "Say whose contacts these are, such as --owner 'Maya Ruiz'.")
    namesakes = _namesakes(store, name)
    if len(namesakes) > 1:
        ids = " or ".join(f"--owner {person.id}" for person in namesakes)
        raise UserError(f"{len(namesakes)} of your contacts are called {name}.", f"Say which one by id: {ids}.")
    return Whose(name, scope_of(name))


def owner_told(store: GraphReader, told: Iterable[ContactRecord]) -> Whose:
    """The owner that files themselves tell of, where the user named none: ego, unless they are somebody else's.

    Ego has the same profile, e-mail or name as the files' owner, or was not named so far.
    """
    facts = tuple(told)
    ego = store.person(EGO)
    named = next((clean_name(fact.name) for fact in facts if fact.name.full), None)
    mine = Whose(EGO_NAME, EGO_SCOPE)
    if ego is None or ego.name == EGO_NAME or named is None or fold_words(named.full) == fold_words(ego.name):
        return mine
    said = {each.value for fact in facts for each in identifiers_of(fact, None)}
    if said & {*ego.emails, ego.profile}:
        return mine
    return owner_of(store, Owner(name=named.full))


def may_be_told(store: GraphReader, whose: Whose, told: Iterable[ContactRecord]) -> bool:
    """Whether what files tell can be about this owner: no other name than theirs stands there."""
    ego = store.person(EGO)
    name = whose.name if whose.scope != EGO_SCOPE or ego is None else ego.name
    others = {fold_words(clean_name(fact.name).full) for fact in told if fact.name.full}
    return name == EGO_NAME or all(_may_be_one(fold_words(name), other) for other in others)


def _may_be_one(name: str, other: str) -> bool:
    """Whether two full names share a word: "Lena Fischer-Ng" was "Lena Fischer", "Maya" stands for "Maya Ruiz"."""
    return bool(set(name.split()) & set(other.split()))


def scope_of(owner_name: str | None) -> str:
    """The scope of an owner's lists; ego's for None."""
    return EGO_SCOPE if owner_name is None else f"owner:{fold_words(owner_name)}"


def ensure_ego(tx: StoreTransaction, at: datetime) -> tuple[RecordId, ...]:
    """Makes ego's card where there is none yet; returns what is new."""
    if tx.person(EGO) is not None:
        return ()
    return put_ego(tx, ContactRecord(PersonName(EGO_NAME), SourceRef("your own card"), origin=Origin.EGO), (), at)


def put_ego(
    tx: StoreTransaction, fact: ContactRecord, identifiers: tuple[Identifier, ...], at: datetime
) -> tuple[RecordId, ...]:
    """Replaces ego's card; returns the ids of the records that are new. `graph.derive.derive` must follow."""
    tx.remove_run(EGO_RUN)
    tx.put_run(ImportRun(EGO_RUN, 0, EGO, fact.name.full, (), at.astimezone(UTC), ImportCounts()))
    card = _card(record_id(0, 0), EGO_RUN, EGO_SCOPE, fact, identifiers)
    tx.put_records([card])
    return (card.id,)


def _owner_by_id(store: GraphReader, person: PersonId) -> Whose:
    found = store.person(person)
    if found is None:
        raise UserError(f"Nobody has the id {clean_text(person)}.", "Find the id with: intrograph people NAME")
    said = {each for record in store.records_of(found.id) for each in record.identifiers}
    ordered = sorted(said, key=lambda each: (list(IdentifierKind).index(each.kind), each.value))
    scope = scope_of(found.name)
    if len(_namesakes(store, found.name)) > 1:  # the lists of two people of one name are two lists
        scope = f"{scope}|{ordered[0].value}"
    return Whose(found.name, scope, tuple(ordered), found.id)


def _namesakes(store: GraphReader, name: str) -> list[Person]:
    """Ego's contacts of that name; everybody of that name when ego has none."""
    ids = store.people_named([fold_words(name)]).get(fold_words(name), ())
    people = [person for person in store.people(ids).values() if person.id != EGO]
    mine = [one for one in people if any(record.scope == EGO_SCOPE for record in store.records_of(one.id))]
    listed = [one for one in people if any(record.origin is not Origin.OWNER for record in store.records_of(one.id))]
    return mine or listed


def _owner_fact(name: str) -> ContactRecord:
    return ContactRecord(PersonName(name), SourceRef("as you said when you imported them"), origin=Origin.OWNER)


def _card(
    card: RecordId, run: RunId, scope: str, fact: ContactRecord, identifiers: tuple[Identifier, ...]
) -> StoredRecord:
    said = tuple(dict.fromkeys((*identifiers, _own(scope))))
    return StoredRecord(card, run, scope, OWNERS_CARD, fact, said, fact_to_text(fact))


def _own(scope: str) -> Identifier:
    """What makes all that is said about an owner one person."""
    origin = Origin.EGO if scope == EGO_SCOPE else Origin.OWNER
    return Identifier(IdentifierKind.UID, f"{scope}|{origin.value}|card")
