"""LinkedIn's endorsements, given and received: who ticked a skill of whom. Only accepted ones count."""

from collections.abc import Callable, Iterator

from graph.records import LIST_OWNER, InteractionKind, InteractionRecord, Problem, Record, Skipped, SkipReason
from importers.base import Importer
from importers.linkedin.parties import party, told_by
from importers.linkedin.tables import Entry, Shape, TableOf, each_row


def _reader(side: str) -> Callable[[Entry], Iterator[Record | Problem]]:
    def read(entry: Entry) -> Iterator[Record | Problem]:
        if entry.text("endorsementstatus").casefold() != "accepted":
            yield Skipped(SkipReason.PENDING, entry.source)
            return
        other = party(entry.name(f"{side}firstname", f"{side}lastname"), entry.text(f"{side}publicurl"))
        if other is None:
            yield Problem(entry.source, "This row has no name.")
            return
        sender, recipient = (LIST_OWNER, other) if side == "endorsee" else (other, LIST_OWNER)
        skill = entry.text("skillname").casefold()
        key = f"endorsement {side} {told_by(other)} {skill} {entry.moment_text}"
        yield InteractionRecord(InteractionKind.ENDORSEMENT, sender, (recipient,), entry.at, entry.source, key=key)

    return read


def _importer(name: str, side: str) -> Importer:
    columns = {"endorsementdate", f"{side}firstname", f"{side}lastname", "endorsementstatus"}
    return TableOf(name, Shape(frozenset(columns), "endorsementdate", loose=("skillname",)), each_row(_reader(side)))


ENDORSEMENTS: tuple[Importer, ...] = (
    _importer("linkedin-endorsements-given", "endorsee"),
    _importer("linkedin-endorsements-received", "endorser"),
)
"""The importers of endorsements."""
