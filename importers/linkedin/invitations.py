"""LinkedIn's Invitations.csv: who invited whom, and with it who the owner is.

The owner stands on one side of every row, and the direction says on which, so the file tells the owner's name and,
since it has URLs, their profile for certain.
"""

from collections.abc import Iterator, Sequence

from graph.records import (
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Origin,
    Party,
    PersonName,
    Problem,
    Record,
    Skipped,
    SkipReason,
)
from graph.text import fold_words
from importers.dates import NumberOrder
from importers.linkedin.parties import DELETED_ACCOUNT, party, told_by
from importers.linkedin.tables import Entry, Row, Shape, TableOf, read_row


def _records(rows: Sequence[Row]) -> Iterator[Record | Problem]:
    yield from _owner([row for row in rows if isinstance(row, Entry)])
    for row in rows:
        yield from read_row(row, _invitation)


INVITATIONS = TableOf(
    "linkedin-invitations",
    Shape(
        frozenset({"from", "to", "sentat", "direction"}), "sentat", NumberOrder.MONTH_FIRST, ("message", "from", "to")
    ),
    _records,
)
"""The importer of invitations."""


def _invitation(entry: Entry) -> Iterator[Record | Problem]:
    inviter, invitee = _sides(entry)
    if inviter is None and invitee is None:
        yield Problem(entry.source, "This row does not say who invited whom.")
    elif inviter is None or invitee is None:
        yield Skipped(SkipReason.HIDDEN, entry.source)
    else:
        key = f"{told_by(inviter)} {told_by(invitee)} {entry.moment_text}"
        yield InteractionRecord(InteractionKind.INVITATION, inviter, (invitee,), entry.at, entry.source, key=key)


def _sides(entry: Entry) -> tuple[Party | None, Party | None]:
    inviter = party(entry.text("from"), entry.text("inviterprofileurl"))
    return inviter, party(entry.text("to"), entry.text("inviteeprofileurl"))


def _owner(entries: Sequence[Entry]) -> Iterator[ContactRecord]:
    """Whose invitations these are, if all rows agree: on the profile where there are URLs, else on the name."""
    owners = [(side, entry) for entry in entries if (side := _side_of_owner(entry))]
    linked = [(side, entry) for side, entry in owners if side.profile]
    told = {told_by(side) if linked else fold_words(side.name or "") for side, _ in linked or owners}
    if len(told) != 1:
        return
    profile = next((side.profile for side, _ in linked), None)
    named = [(side.name, entry) for side, entry in linked or owners if side.name and side.name != DELETED_ACCOUNT]
    for name, entry in named[:1]:
        yield ContactRecord(PersonName(name), entry.source, origin=Origin.OWNER, profile=profile)


def _side_of_owner(entry: Entry) -> Party | None:
    inviter, invitee = _sides(entry)
    return {"outgoing": inviter, "incoming": invitee}.get(entry.text("direction").casefold())
