"""LinkedIn's recommendations, given and received: who vouched for whom in writing. The texts are not kept.

Both files have the same columns and name only the other side, so the file's name says which of the two it is.
"""

from collections.abc import Callable, Iterator

from graph.records import LIST_OWNER, InteractionKind, InteractionRecord, Problem, Record, Skipped, SkipReason
from importers.base import Importer
from importers.dates import NumberOrder
from importers.linkedin.parties import party, told_by
from importers.linkedin.tables import Entry, Shape, TableOf, each_row

_COLUMNS = frozenset({"firstname", "lastname", "company", "jobtitle", "text", "creationdate", "status"})
_SHAPE = Shape(_COLUMNS, "creationdate", NumberOrder.MONTH_FIRST, ("text", "jobtitle", "company", "lastname"))


def _is_given(name: str) -> bool:
    return "given" in name


def _reader(*, given: bool) -> Callable[[Entry], Iterator[Record | Problem]]:
    def read(entry: Entry) -> Iterator[Record | Problem]:
        if entry.text("status").casefold() != "visible":
            yield Skipped(SkipReason.PENDING, entry.source)
            return
        other = party(entry.name("firstname", "lastname"))
        if other is None:
            yield Problem(entry.source, "This row has no name.")
            return
        sender, recipient = (LIST_OWNER, other) if given else (other, LIST_OWNER)
        way = "given to" if given else "received from"
        key = f"recommendation {way} {told_by(other)} {entry.moment_text}"
        yield InteractionRecord(InteractionKind.RECOMMENDATION, sender, (recipient,), entry.at, entry.source, key=key)

    return read


RECOMMENDATIONS: tuple[Importer, ...] = (
    TableOf("linkedin-recommendations-given", _SHAPE, each_row(_reader(given=True)), _is_given),
    TableOf(
        "linkedin-recommendations-received", _SHAPE, each_row(_reader(given=False)), lambda name: not _is_given(name)
    ),
)
"""The importers of recommendations; a file whose name does not tell holds received ones, which most people have."""
