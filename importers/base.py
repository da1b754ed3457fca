"""What an importer is: it recognises one kind of file and turns it into records, knowing no store and no people."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from graph.errors import UserError
from graph.records import Problem, Record

HEAD_BYTES = 64 * 1024
"""How much of a file is looked at to tell what it is."""


LARGEST_WHOLE = 2 << 30
"""A file of more than 2 GB is not read whole: the contacts of a lifetime have some megabytes."""

_BLOCK = 1 << 20
"""Octets that are read at once: asked for two gigabytes, Python sets them aside before it knows how many there are."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: `name` is its path inside the folder or archive it came from (forward slashes).

    `fault` says why one among several cannot be opened; then it is empty.
    """

    name: str
    opener: Callable[[], BinaryIO]
    fault: UserError | None = None

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> "SourceFile":
        """A file held in memory, such as an upload."""
        return cls(name, lambda: io.BytesIO(data))

    @classmethod
    def from_path(cls, path: Path, name: str | None = None) -> "SourceFile":
        """A file on disk; it is opened only when read."""
        return cls(name or path.name, lambda: path.open("rb"))

    @classmethod
    def faulty(cls, name: str, fault: UserError) -> "SourceFile":
        """A file that cannot be opened, to be told of while the others are read."""
        return cls(name, io.BytesIO, fault)

    @property
    def base_name(self) -> str:
        """The name without folders: what locators show."""
        return self.name.rsplit("/", 1)[-1]

    def read(self) -> bytes:
        """The whole file.

        Raises:
            UserError: when it does not fit into memory by any measure; mailboxes are larger, but never read whole.
        """
        blocks: list[bytes] = []
        room = LARGEST_WHOLE
        with self.opener() as stream:
            while block := stream.read(_BLOCK):
                room -= len(block)
                if room < 0:
                    raise self._too_large()
                blocks.append(block)
        return b"".join(blocks)

    def head(self) -> bytes:
        """The first bytes, enough to recognise the file by."""
        with self.opener() as stream:
            return stream.read(HEAD_BYTES)

    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        seal = hashlib.sha256()
        with self.opener() as stream:
            while block := stream.read(_BLOCK):
                seal.update(block)
        return seal.hexdigest()

    def _too_large(self) -> UserError:
        return UserError(f"{self.base_name} is larger than 2 GB.", "Choose the export itself: it is much smaller.")


class Importer(Protocol):
    """Reads one kind of file.

    `extract` is pure: no store, no network, no clock. It yields a `Problem` for what cannot be read and goes on.
    """

    @property
    def name(self) -> str:
        """Short and stable, such as "linkedin-connections": part of a record's identity and shown to the user."""

    def identify(self, file: SourceFile) -> bool:
        """Whether this importer reads the file, told from its name and head."""

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """The records of a file that `identify` accepted, in file order."""
