"""Facts changed: which conclusions must be drawn again? Run inside a write, by imports, undo and the user's decisions.

Only what hangs together with the changed records is looked at. The result depends on the facts alone, never on the way
that led to them: undoing an import leaves what there would be without it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from graph.model import Organization, PersonId
from graph.records import Identifier, IdentifierKind, Origin, RunId
from graph.resolve.clusters import Cluster, Verdicts, cluster
from graph.resolve.companies import organization_key
from graph.resolve.people import Conclusion, conclude, name_fold_of
from graph.resolve.references import is_reference, link
from graph.store.base import StoreTransaction
from graph.store.kept import PairEnds, PersonEntry, RecordId
from graph.text import fold_words
from graph.ties.evidence import SaidOfPair, evidence_from, evidence_of_pairs, evidence_of_word

People = tuple[PersonId, PersonId]


def derive(
    tx: StoreTransaction,
    touched: Iterable[RecordId],
    departed: Iterable[PersonId] = (),
    bereft: Iterable[People] = (),
) -> tuple[Conclusion, ...]:
    """Draws all conclusions again that depend on the records `touched`; returns them.

    `departed` are the people of records that are gone already, `bereft` the pairs about whom something was said that is
    gone already.
    """
    gone = set(departed)
    verdicts = Verdicts.of(tx.decisions())
    clusters, ambiguous = link(_hanging_together(tx, set(touched), gone, verdicts), verdicts)
    before = {record.person for group in (*clusters, *ambiguous) for record in group if record.person} | gone
    conclusions = conclude(clusters)
    moved = _put(tx, before, conclusions, (*clusters, *ambiguous))
    _put_evidence(tx, clusters, conclusions, verdicts)
    _put_pairs(tx, moved, set(bereft))
    return conclusions


def _hanging_together(
    tx: StoreTransaction, touched: set[RecordId], gone: set[PersonId], verdicts: Verdicts
) -> tuple[Cluster, ...]:
    """The clusters of all records on which these conclusions depend.

    Beside shared identifiers these are the records that are known by name only: whom they mean depends on who else has
    the name. Owners of lists are always among them. Each step may bring in people who share something with others yet.
    """
    clusters = _judged(tx, {record.id for record in tx.records_of_origin(Origin.OWNER)} | touched, verdicts)
    while True:
        further = _by_name(tx, clusters, gone) - {record.id for group in clusters for record in group}
        if not further:
            return clusters
        # What hangs together with those that are held is held already, so these are others.
        new = _judged(tx, further, verdicts)
        clusters = tuple(sorted((*clusters, *new), key=lambda group: group[0].id))


def _by_name(tx: StoreTransaction, clusters: Sequence[Cluster], gone: set[PersonId]) -> set[RecordId]:
    """The references that may mean people in these clusters, and whom references in them may mean."""
    referring = _referring_to(tx, clusters, gone)
    loose = [*tx.records(referring), *(record for group in clusters if is_reference(group) for record in group)]
    wanted = {name_fold_of((record,)) for record in loose}
    meant = {person for ids in tx.people_named(wanted).values() for person in ids}
    before = {record.person for group in clusters for record in group if record.person} | gone
    return referring | tx.records_about(meant | {each.person for each in loose if each.person} | before)


def _referring_to(tx: StoreTransaction, clusters: Sequence[Cluster], gone: set[PersonId]) -> set[RecordId]:
    """The records known by name only whose names these people have or had."""
    known = set(tx.names_alone())
    if not known:
        return set()
    before = {record.person for group in clusters for record in group if record.person} | gone
    names = {fold_words(person.name) for person in tx.people(before).values()} | set(map(name_fold_of, clusters))
    return set(tx.records_with(Identifier(IdentifierKind.NAME, name) for name in sorted(names & known)))


def _judged(tx: StoreTransaction, records: set[RecordId], verdicts: Verdicts) -> tuple[Cluster, ...]:
    """The clusters of records, together with those of whom the user said something beside them."""
    related = tx.related_records(records)
    while verdicts.same or verdicts.ties:
        entries = {record.entry for record in related}
        partners = verdicts.partners(entries)
        more = {record.id for partner in partners - entries for record in tx.records_of_entry(partner)}
        held = {record.id for record in related}
        if more <= held:
            break
        related = tx.related_records(held | more)
    return cluster(related, verdicts)


def _put(
    tx: StoreTransaction, before: set[PersonId], conclusions: Sequence[Conclusion], clusters: Sequence[Cluster]
) -> set[RecordId]:
    """Keeps the people; returns the records that are about somebody else than before."""
    people = [conclusion.person for conclusion in conclusions]
    held = [*tx.people(before).values(), *people]
    organizations = {where.organization: where for person in held for where in person.affiliations}
    tx.remove_people(before - {person.id for person in people})
    tx.put_organizations(
        Organization(where.organization, where.organization_name, organization_key(where.organization_name))
        for where in organizations.values()
    )
    tx.put_people(PersonEntry(each.person, each.name_fold, each.aliases) for each in conclusions)
    now: dict[RecordId, PersonId | None] = {
        record.id: None for group in clusters for record in group if record.person is not None
    }
    now.update((record.id, conclusion.person.id) for conclusion in conclusions for record in conclusion.records)
    tx.assign(now)
    tx.settle_organizations(organizations)
    return {record.id for group in clusters for record in group if record.person != now.get(record.id)}


def _put_evidence(
    tx: StoreTransaction, clusters: Sequence[Cluster], conclusions: Sequence[Conclusion], verdicts: Verdicts
) -> None:
    owner_of, moved = _owners(tx, conclusions)
    days = _days(tx)
    looked_at = {record.id for group in clusters for record in group}
    told = (said for conclusion in conclusions for said in evidence_from(conclusion, owner_of, days))
    tx.replace_evidence(looked_at, (*told, *evidence_of_word(verdicts.ties, conclusions)))
    left = {record for run in moved for record in tx.listed_in(run)} - looked_at
    if left:  # somebody's list now belongs to a person of another id: what the rest of it says must say so
        derive(tx, left)


def _days(tx: StoreTransaction) -> dict[RunId, date]:
    return {run.id: run.at.date() for run in tx.runs()}


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


def _put_pairs(tx: StoreTransaction, moved: set[RecordId], bereft: set[People]) -> None:
    """Says again who knows whom by what is said about pairs of people, where one of them has changed."""
    pairs = tx.pairs_with(moved)
    person_of = tx.people_of({end for pair in pairs for end in (pair.a, pair.b)})
    now = [replace(pair, person_a=person_of.get(pair.a), person_b=person_of.get(pair.b)) for pair in pairs]
    changed = [each for each, before in zip(now, pairs, strict=True) if each != before]
    tx.put_pairs(changed)
    asked = {*bereft, *_people_in(pairs), *_people_in(changed)}
    held = tx.pairs_between(sorted(asked))
    records = {record.id: record for record in tx.records(pair.record for pair in held)}
    said = (
        SaidOfPair(records[pair.record], pair.person_a, pair.person_b)
        for pair in held
        if pair.person_a and pair.person_b
    )
    evidence = evidence_of_pairs(said, _days(tx), tx.shifts())
    tx.replace_evidence({*records, *(pair.record for pair in changed)}, evidence)


def _people_in(pairs: Iterable[PairEnds]) -> Iterator[People]:
    return ((pair.person_a, pair.person_b) for pair in pairs if pair.person_a and pair.person_b)
