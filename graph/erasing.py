"""No trace of what was erased: the store's files are made anew, and what was derived from them goes.

Deleted rows live on in free pages and journals until then. So whoever erases something leaves a word in the same write
that this is still to be done (`begin`), which `finish` takes away in the end. A process that is killed between the two,
or one that cannot do it while somebody reads the store, leaves the word to whoever opens the store next (`go_on`).
"""

import re
from contextlib import suppress
from pathlib import Path

from graph.errors import UserError
from graph.passing import sweep
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import Note

DERIVED = (
    "-network", "-network.????????", "-network.seal", "-network.seal.????????", ".before-version-*", ".*.unfinished",
)  # fmt: skip
"""Files beside the store that hold what it held: arrays, backups from before a migration, and unfinished ones."""

_KIND, _NAME = "erasing", "unfinished"
"""The note that says so."""


def begin(tx: StoreTransaction) -> None:
    """Says, within the write that erases, that the files are to be made anew."""
    tx.put_note(Note(_KIND, _NAME, ""))
    tx.erase_traces()


def finish(store: GraphStore) -> bool:
    """Makes the files anew where that is to be done; False while somebody else reads what was there before."""
    if not store.notes(_KIND):
        return True
    _remove_derived(store.file())
    if not store.compact():
        return False
    _remove_derived(store.file())  # whoever still read may have kept arrays of before; now nobody does
    store.write(lambda tx: tx.remove_note(_KIND, _NAME))
    return True


def go_on(store: GraphStore) -> None:
    """Goes on where erasing was interrupted. What stands in the way is told by whatever comes next to the store."""
    with suppress(UserError):
        finish(store)


def _remove_derived(held: Path | None) -> None:
    if held is None:
        return
    sweep(held.parent)
    for ending in DERIVED:
        for file in held.parent.glob(f"{_plain(held.name)}{ending}"):
            file.unlink(missing_ok=True)


def _plain(name: str) -> str:
    """A name without anything that a pattern of file names would read as a sign."""
    return re.sub(r"([*?[])", r"[\1]", name)
