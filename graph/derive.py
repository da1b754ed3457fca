"""Facts changed: which conclusions must be drawn again? Run inside a write, by imports, undo and the user's decisions.

Only what hangs together with the changed records is looked at. The result depends on the facts alone, never on the way
that led to them: undoing an import leaves what there would be without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.model import Organization, PersonId
from graph.records import IdentifierKind, Origin, RunId
from graph.resolve.clusters import Cluster, cluster
from graph.resolve.companies import organization_key
from graph.resolve.people import Conclusion, conclude, name_fold_of
from graph.store.base import EGO_SCOPE, PersonEntry, RecordId, StoredRecord, StoreTransaction
from graph.ties.evidence import evidence_from


def derive(
    tx: StoreTransaction, touched: Iterable[RecordId], departed: Iterable[PersonId] = ()
) -> tuple[Conclusion, ...]:
    """Draws all conclusions again that depend on the records `touched`; returns them.

    `departed` are the people of records that are gone already.
    """
    loose = tuple(record for record in tx.records_of_origin(Origin.OWNER) if _is_name_only(record))
    linked = {record.id for person in _meant_by(tx, loose) for record in tx.records_of(person)}
    related = tx.related_records({*touched, *(owner.id for owner in loose), *linked})
    gone = set(departed)
    clusters = _link_owners(cluster(related))
    before = {record.person for group in clusters for record in group if record.person} | gone
    conclusions = conclude(clusters)
    _put(tx, before, conclusions)
    _put_evidence(tx, clusters, conclusions)
    return conclusions


def _put(tx: StoreTransaction, before: set[PersonId], conclusions: Sequence[Conclusion]) -> None:
    people = [conclusion.person for conclusion in conclusions]
    held = [*tx.people(before).values(), *people]
    organizations = {where.organization: where for person in held for where in person.affiliations}
    tx.remove_people(before - {person.id for person in people})
    tx.put_organizations(
        Organization(where.organization, where.organization_name, organization_key(where.organization_name))
        for where in organizations.values()
    )
    tx.put_people(PersonEntry(each.person, each.name_fold, each.aliases) for each in conclusions)
    tx.assign({record.id: conclusion.person.id for conclusion in conclusions for record in conclusion.records})
    tx.settle_organizations(organizations)


def _put_evidence(tx: StoreTransaction, clusters: Sequence[Cluster], conclusions: Sequence[Conclusion]) -> None:
    owner_of, moved = _owners(tx, conclusions)
    days = {run.id: run.at.date() for run in tx.runs()}
    looked_at = {record.id for group in clusters for record in group}
    tx.replace_evidence(
        looked_at, (said for conclusion in conclusions for said in evidence_from(conclusion, owner_of, days))
    )
    left = {record.id for run in moved for record in tx.records_of_run(run)} - looked_at
    if left:  # somebody's list now belongs to a person of another id: what the rest of it says must say so
        derive(tx, left)


def _owners(tx: StoreTransaction, conclusions: Sequence[Conclusion]) -> tuple[dict[RunId, PersonId], list[RunId]]:
    """Whose list each run holds, and the runs for which that has just changed."""
    now = {
        record.run: conclusion.person.id
        for conclusion in conclusions
        for record in conclusion.records
        if record.origin is Origin.OWNER
    }
    runs = tx.runs()
    moved = [run for run in runs if now.get(run.id, run.owner) != run.owner]
    for run in moved:
        tx.put_run(replace(run, owner=now[run.id]))
    return {run.id: now.get(run.id, run.owner) for run in runs}, [run.id for run in moved]


def _meant_by(tx: StoreTransaction, owners: Iterable[StoredRecord]) -> set[PersonId]:
    """Everybody whom owners that are known by name only may be, and have been."""
    names = {name_fold_of((owner,)) for owner in owners}
    namesakes = {person for found in tx.people_named(names).values() for person in found}
    return namesakes | {owner.person for owner in owners if owner.person}


def _link_owners(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """Joins an owner who is known by name only with the one contact of that name.

    That is no merge by name: the user said whose list it is, and named one of their contacts. When ego has exactly one
    contact of the name it is that one, otherwise the only one in the whole store; with more, the owner stays apart.
    """
    owners = [group for group in clusters if all(map(_is_name_only, group))]
    rest = [group for group in clusters if not all(map(_is_name_only, group))]
    for owner in owners:
        namesakes = _namesakes(name_fold_of(owner), rest)
        partner = namesakes[0] if len(namesakes) == 1 else ()
        rest = [group for group in rest if group is not partner]
        rest.append(tuple(sorted((*owner, *partner), key=lambda record: record.id)))
    # In order of record, as they came: who comes first is called by an identifier that several share.
    return tuple(sorted(rest, key=lambda group: group[0].id))


def _namesakes(name: str, clusters: Sequence[Cluster]) -> list[Cluster]:
    """The people whom a name can mean: ego's one contact of that name, or else everybody of that name."""
    candidates = [group for group in clusters if name_fold_of(group) == name]
    mine = [group for group in candidates if any(record.scope == EGO_SCOPE for record in group)]
    return mine if len(mine) == 1 else candidates


def _is_name_only(record: StoredRecord) -> bool:
    return record.origin is Origin.OWNER and all(said.kind is IdentifierKind.UID for said in record.identifiers)
