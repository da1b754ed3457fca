"""Whose file a tie stands in: several people's files have the same name, such as "Connections.csv"."""

from collections.abc import Mapping
from dataclasses import replace

from graph.model import EGO, Evidence, Tie
from graph.records import EvidenceKind, RunId
from graph.store.reader import GraphReader
from graph.text import clean_text

_NOT_IN_A_FILE = frozenset({EvidenceKind.SHARED_EXPORT, EvidenceKind.STATED, EvidenceKind.DENIED})


def owners(store: GraphReader) -> Mapping[RunId, str]:
    """Whose contacts each import brought in: "your" or "Maya Ruiz's"."""
    return {run.id: "your" if run.owner == EGO else f"{clean_text(run.owner_name)}'s" for run in store.runs()}


def with_owners(tie: Tie, whose: Mapping[RunId, str]) -> Tie:
    """The tie with places that say whose file they are in: "Maya Ruiz's Connections.csv line 12"."""
    return replace(tie, evidence=tuple(_told(said, whose) for said in tie.evidence))


def _told(said: Evidence, whose: Mapping[RunId, str]) -> Evidence:
    owner = whose.get(said.source.run) if said.source.run else None
    if owner is None or said.kind in _NOT_IN_A_FILE:
        return said
    return replace(said, source=replace(said.source, locator=f"{owner} {said.source.locator}"))
