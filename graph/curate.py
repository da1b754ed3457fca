"""The user's decisions: who they are, which companies they aim at, which names are one company, what to take back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from graph.derive import derive
from graph.errors import UserError
from graph.model import EGO_NAME, Decision, DecisionKind, ImportRun, Organization, Stage, Target
from graph.owners import put_ego
from graph.records import ContactRecord, Origin, PersonName, RunId, SourceRef
from graph.resolve.companies import organization_id, organization_key
from graph.resolve.normalize import email_address, identifiers_of, profile_slug
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import EGO_RUN
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.withdrawing import withdraw

HIGHEST_PRIORITY = 3
"""Priorities run from 0 (some day) to 3 (now), postings from 0 (nothing seen) to 3 (fitting and fresh)."""


def set_ego(store: GraphStore, name: str, emails: Iterable[str] = (), profile: str | None = None) -> None:
    """Says who ego is, so that they are recognised in other people's lists.

    Raises:
        UserError: when the name is empty or an address is none.
    """
    fact = _ego_fact(clean_text(name), tuple(emails), profile)

    def work(tx: StoreTransaction) -> None:
        hanging = {record.id for record in tx.related_records(record.id for record in tx.records_of_run(EGO_RUN))}
        departed = {record.person for record in tx.records_of_run(EGO_RUN) if record.person}
        own = {record.id for record in tx.records_of_run(EGO_RUN)}
        new = put_ego(tx, fact, identifiers_of(fact, None), datetime.now(UTC))
        derive(tx, {*(hanging - own), *new}, departed)

    store.write(work)


def undo(store: GraphStore, run: RunId) -> ImportRun:
    """Takes one import back, whole; what other imports say stays. Returns the run that is gone.

    Raises:
        UserError: when there is no such import.
    """
    return store.write(lambda tx: undo_within(tx, run))


def add_target(
    store: GraphStore,
    name: str,
    *,
    role: str | None = None,
    priority: int = 1,
    posting: int | None = None,
    stage: Stage | None = None,
    at: datetime,
) -> Target:
    """Puts a company on the target list, or changes one that is there; None leaves its posting and stage as they are.

    Raises:
        UserError: when the name is empty, or priority or posting are not between 0 and 3.
    """
    key = organization_key(name)
    if not key:
        raise UserError("The company has no name.", "Name a company, such as: intrograph target add Acme")
    if not 0 <= priority <= HIGHEST_PRIORITY:
        raise UserError(f"A priority of {priority} does not exist.", "Use 0 (some day) to 3 (now).")
    if posting is not None and not 0 <= posting <= HIGHEST_PRIORITY:
        raise UserError(f"A posting of {posting} does not exist.", "Use 0 (nothing seen) to 3 (fitting and fresh).")

    def work(tx: StoreTransaction) -> Target:
        where = organization_id(key)
        known = tx.organization(where)
        if known is None:
            tx.put_organizations([Organization(where, clean_text(name), key)])
        label = known.name if known else clean_text(name)
        new = Target(where, label, None, priority, at.astimezone(UTC))
        held = next((each for each in tx.targets() if each.organization == where), new)
        target = replace(
            held, name=label, role=clean_text(role) if role else None, priority=priority,
            posting=held.posting if posting is None else posting, stage=stage or held.stage,
        )  # fmt: skip
        tx.put_target(target)
        return target

    return store.write(work)


def remove_target(store: GraphStore, name: str) -> Target:
    """Takes a company off the target list.

    Raises:
        UserError: when it is not on the list.
    """
    where = organization_id(organization_key(name))
    found = next((target for target in store.targets() if target.organization == where), None)
    if found is None:
        raise UserError(f"{clean_text(name)} is not on your target list.", "See the list with: intrograph target list")

    def work(tx: StoreTransaction) -> None:
        tx.remove_target(where)
        tx.settle_organizations([where])

    store.write(work)
    return found


def same_organization(store: GraphStore, name: str, other: str, *, at: datetime) -> Decision:
    """Keeps that two company names are one company; `separate_organizations` takes it back.

    Raises:
        UserError: when one of them is nowhere in the data or both are the same already.
    """
    ids = sorted({_known(store, each).id for each in (name, other)})
    if len(ids) < 2:
        raise UserError("These two names are one company already.", "There is nothing to do.")
    decision = Decision(DecisionKind.SAME_ORGANIZATION, tuple(ids), at.astimezone(UTC))
    store.write(lambda tx: tx.put_decision(decision))
    return decision


def separate_organizations(store: GraphStore, decision: Decision) -> None:
    """Takes back that two company names are one."""
    store.write(lambda tx: tx.remove_decision(decision))


def _ego_fact(name: str, emails: tuple[str, ...], profile: str | None) -> ContactRecord:
    wrong = next((email for email in emails if not email_address(email)), None)
    if wrong is not None:
        raise UserError("One of the e-mail addresses is none.", "Write it like this: --email ann@example.com")
    if profile and not profile_slug(profile):
        raise UserError(
            "The profile is no LinkedIn address.", "Write it like this: --profile https://www.linkedin.com/in/ann-lee"
        )
    if not name:
        raise UserError("You have no name.", "Say who you are, such as: intrograph me 'Ann Lee'")
    return ContactRecord(
        PersonName(name or EGO_NAME), SourceRef("your own card"), origin=Origin.EGO, emails=emails, profile=profile
    )


def undo_within(tx: StoreTransaction, run: RunId) -> ImportRun:
    """`undo` as a part of a greater write."""
    gone = next((each for each in tx.runs() if each.id == run), None)
    if gone is None:
        raise UserError(f"There is no import {clean_text(run)}.", "See the imports with: intrograph runs")
    withdraw(tx, run)
    return gone


def _known(store: GraphReader, name: str) -> Organization:
    found = store.organization(organization_id(organization_key(name)))
    if found is None:
        raise UserError(
            f"No company called {clean_text(name)} is in your data.",
            "Check the spelling; intrograph people NAME shows where somebody works.",
        )
    return found
