"""What lies where: every file that Intrograph keeps on this machine, what it holds, and who may read it."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.passing import PREFIX

HOLDS = (
    ("sharing.key", "your key, which signs what you share"),
    ("-wal", "the latest writes"),
    ("-shm", "who is reading; nothing of yours"),
    ("-network.seal", "a checksum"),
    ("-network", "ties by number, to answer faster; may be deleted"),
    ("copies.jsonl", "where backups, exports and bundles were written"),
    (".age", "a copy of a network, sealed with a passphrase"),
)
"""What the files hold beside the store, by how their names end."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file: `size` in bytes, `mode` as for `chmod`; `holds` in words."""

    path: Path
    size: int
    mode: int
    holds: str


def kept_files(store: Path | None, folder: Path) -> tuple[KeptFile, ...]:
    """The store with the files beside it, then what else lies in the data folder."""
    found: dict[Path, str] = {}
    if store:
        found |= {path: _holds(path, store) for path in sorted(store.parent.glob("*")) if _belongs(path, store)}
    found |= {path: _holds(path, store) for path in sorted(folder.rglob("*")) if path not in found}
    return tuple(_files(found))


def _belongs(path: Path, store: Path) -> bool:
    return path.name == store.name or path.name.startswith((f"{store.name}-", f"{store.name}."))


def _holds(path: Path, store: Path | None) -> str:
    if any(part.startswith(PREFIX) for part in path.parts):
        return "a copy that is not whole; the next one clears it away"
    if path == store:
        return "your network"
    if ".before-version-" in path.name:
        return "your network before an update; may be deleted"
    if path.name == "demo.db":
        return "the made-up network of the demo"
    other = "a copy of a network" if path.suffix in (".db", ".zip") else "not of Intrograph"
    return next((holds for ending, holds in HOLDS if path.name.endswith(ending)), other)


def _files(found: dict[Path, str]) -> Iterator[KeptFile]:
    for path, holds in found.items():
        held = path.lstat()
        if stat.S_ISREG(held.st_mode):
            yield KeptFile(path, held.st_size, stat.S_IMODE(held.st_mode), holds)
