"""Whom does a name mean? Sources that know nothing but a name ("Jane Doe", thanks to Maya Ruiz) refer to somebody.

Two kinds of records refer: the word of the user whose list an import holds ("Maya gave me this"), and people whom
messages, recommendations or cards name without an address. A reference means the one person of that name in the same
owner's lists; that is no merge by name, for somebody of exactly that name was meant. With two of them nobody can tell,
and the reference means nobody. An owner of a list is somebody in any case.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.records import IdentifierKind, Origin
from graph.resolve.clusters import Cluster, Verdicts
from graph.resolve.people import name_fold_of
from graph.store.kept import EGO_SCOPE, StoredRecord

_REFERRING = (Origin.NAMED, Origin.SEEN)
_REFERS = (*_REFERRING, Origin.OWNER)


def is_reference(group: Cluster) -> bool:
    """Whether all records of a cluster only refer to somebody: an owner in no list, or names without an address."""
    return all(record.origin in _REFERS and (_is_word_of_owner(record) or _is_bare_name(record)) for record in group)


def link(clusters: Sequence[Cluster], verdicts: Verdicts) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...]]:
    """Joins references with those whom they mean; returns the clusters and, apart, references that mean nobody."""
    references = [group for group in clusters if is_reference(group)]
    if not references:
        return tuple(clusters), ()
    referring = {id(group) for group in references}
    rest = {number: group for number, group in enumerate(clusters) if id(group) not in referring}
    wanted = set(map(name_fold_of, references))
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, group in rest.items():
        if any(record.origin is not Origin.SEEN for record in group) and (name := name_fold_of(group)) in wanted:
            by_name[name].append(number)
    joined: dict[int, list[StoredRecord]] = defaultdict(list)
    alone: list[Cluster] = []
    ambiguous: list[Cluster] = []
    for group in references:
        owner = any(record.origin is Origin.OWNER for record in group)
        candidates = by_name[name_fold_of(group)]
        possible = [(number, rest[number]) for number in candidates if not verdicts.part(group, rest[number])]
        meant = _meant(group, possible, owner)
        if len(meant) == 1:
            joined[meant[0]] += group
        elif meant and not owner:
            ambiguous.append(group)
        else:
            alone.append(group)
    found = [_in_order((*group, *joined.get(number, ()))) for number, group in rest.items()]
    # In order of record, as they came: who comes first is called by an identifier that several share.
    return tuple(sorted([*found, *alone], key=lambda group: group[0].id)), tuple(ambiguous)


def _meant(reference: Cluster, candidates: Iterable[tuple[int, Cluster]], owner: bool) -> list[int]:
    """The people whom a reference can mean, by number: those in the same owner's lists.

    For the owner of a list these are ego's contacts, or else everybody of that name.
    """
    possible = [(number, group) for number, group in candidates if not _are_different(reference, group)]
    scopes = {EGO_SCOPE} if owner else {record.scope for record in reference}
    near = [number for number, group in possible if any(record.scope in scopes for record in group)]
    return near if near or not owner else [number for number, _ in possible]


def _are_different(one: Cluster, other: Cluster) -> bool:
    """Two members of a network are never one."""
    mine, theirs = _profiles(one), _profiles(other)
    return bool(mine and theirs and mine.isdisjoint(theirs))


def _profiles(group: Cluster) -> set[str]:
    kind = IdentifierKind.PROFILE
    return {said.value for record in group for said in record.identifiers if said.kind is kind}


def _is_word_of_owner(record: StoredRecord) -> bool:
    """An owner told by name, and what the files tell about them; one told by id is meant by that."""
    by_id = record.is_owners_card and any(said.kind is not IdentifierKind.UID for said in record.identifiers)
    return record.origin is Origin.OWNER and not by_id


def _is_bare_name(record: StoredRecord) -> bool:
    return record.origin in _REFERRING and any(said.kind is IdentifierKind.NAME for said in record.identifiers)


def _in_order(group: Cluster) -> Cluster:
    return tuple(sorted(group, key=lambda record: record.id))
