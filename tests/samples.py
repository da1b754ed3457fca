"""Made-up records for tests, in one line each."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from graph.ingest import ImportReport, IngestOptions, ingest
from graph.owners import Owner
from graph.records import (
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    PersonName,
    Problem,
    Record,
    RelationRecord,
    RunFile,
    SourceRef,
)
from graph.store.base import GraphStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def member(name: str, organization: str | None = None, *, slug: str | None = "", line: int = 5) -> ContactRecord:
    """A row of a Connections.csv; the profile is made from the name unless `slug` is given, and missing for None."""
    given, _, family = name.partition(" ")
    profile = name.casefold().replace(" ", "-") if slug == "" else slug
    return ContactRecord(
        PersonName(name, given, family),
        SourceRef(f"Connections.csv line {line}"),
        origin=Origin.NETWORK,
        profile=f"https://www.linkedin.com/in/{profile}" if profile else None,
        organization=organization,
        title="Engineer" if organization else None,
        connected_on=date(2020, 3, 1),
    )


def card(name: str, *, email: str | None = None, phone: str | None = None, uid: str | None = None) -> ContactRecord:
    """A card of an address book."""
    return ContactRecord(
        PersonName(name),
        SourceRef("contacts.vcf line 1"),
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        uid=uid,
    )


def wrote(
    sender: Party, recipients: Sequence[Party], day: int, kind: InteractionKind = InteractionKind.MAIL
) -> InteractionRecord:
    """A mail (or a meeting) on a day of May 2026; the same people on the same day are the same one."""
    source = SourceRef(f"mail.mbox message {day}")
    return InteractionRecord(kind, sender, tuple(recipients), date(2026, 5, day), source)


def named_in_card(subject: Party, to: Party, label: str = "manager") -> RelationRecord:
    """What one card says about somebody else."""
    return RelationRecord(subject, to, label, SourceRef("contacts.vcf line 7"))


def take_in(
    store: GraphStore, records: Sequence[Record | Problem], owner: str | None = None, *, file: str | None = None
) -> ImportReport:
    """Imports records as one file, whose digest is made from them unless `file` is given."""
    name = file or f"{abs(hash(tuple(records))):x}"
    return ingest(
        store, [RunFile(name, "test", name)], records, owner=Owner(owner), options=IngestOptions(NOW, region="US")
    )
