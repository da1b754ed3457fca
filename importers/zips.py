"""What a zip holds, unpacked in memory as it is read, within limits.

Before the first byte is unpacked the archive's list of contents is held against limits, so that one made to harm is
refused instead of filling the memory. `zipfile` never gives out more than the size this list states, so a list that
lies is caught by the limits or by the checksum. Names in the list are only shown, never used as paths.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import IO, BinaryIO

from graph.errors import UserError
from importers.base import SourceFile

MAX_MEMBER_BYTES = 512 << 20
"""A larger file inside a zip (unpacked) is refused: there is room for the messages of twenty years."""

MAX_TOTAL_BYTES = 4 << 30
"""The same for all files inside a zip together, but for mailboxes: they are read as a stream, however large."""

MAILBOXES = (".mbox", ".mbx", ".eml", ".emlx")
"""How the names of mailboxes end."""

MAX_FILES = 100_000
"""More files than this in one zip or folder are no export: somebody chose a whole disk. A mailbox may be a folder with
a file for each mail."""

MAIL_FOLDERS = ("cur", "new")
"""What a folder of mail holds in the Maildir format, where folders begin with a dot."""

LONGEST_NAME = 1000
"""Letters of a member's name, with its folders, that are kept."""

MAX_RATIO = 200
"""A member that unpacks to more than this many times its packed size is a trap; tables and cards reach 3 to 20."""

RATIO_APPLIES_FROM = 4 << 20
"""Members smaller than this (bytes, unpacked) may have any ratio: they can do no harm."""

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIPS_OF_ANOTHER_KIND = (".xlsx", ".xlsm", ".docx", ".pptx", ".ods", ".odt", ".numbers", ".pages", ".jar", ".epub")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed: the other methods can unpack to any size in one step."""

_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError)
"""What `zipfile` raises on archives that are cut off, overwritten or badly made; `NotImplementedError`: by a
method or a version that it does not know."""


def is_zip(name: str, start: bytes) -> bool:
    """Whether a file is taken for a zip, from its name and first four bytes; a workbook is not, though it is one."""
    lower = name.casefold()
    return lower.endswith(".zip") or (start in _STARTS and not lower.endswith(_ZIPS_OF_ANOTHER_KIND))


def is_noise(name: str) -> bool:
    """Whether a file or folder was put there by the system, not by the user."""
    return (name.startswith(".") and name.strip(".") != "") or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_noisy(path: str) -> bool:
    """Whether a file lies in such a folder or is one itself; a folder of mail (`.Sent/cur/...`) is none."""
    parts = path.split("/")
    return any(is_noise(part) and after not in MAIL_FOLDERS for part, after in zip_longest(parts, parts[1:]))


def too_many_files(name: str) -> UserError:
    """Says that a folder or zip holds more files than any export."""
    return UserError(f"{name} holds more than {MAX_FILES:,} files.", "Choose the folder that holds just your export.")


def unzip(name: str, stream: BinaryIO) -> tuple[SourceFile, ...]:
    """The files in a zip, in its own order; they can be read as long as `stream` is open.

    Raises:
        UserError: when the zip is damaged, cut off, locked, empty, or unpacks to more than an export holds.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if stream.read(4) not in _STARTS:
        raise UserError(f"{name} is called a zip but is none.", "Download it again, or choose the file it should hold.")
    with _damage_told(name):
        archive = zipfile.ZipFile(stream)
    members = [each for each in archive.infolist() if each.filename and not each.filename.endswith("/")]
    _check(name, members, size)
    wanted = [each for each in members if not is_noisy(each.filename)]
    if not wanted:
        raise UserError(f"{name} holds no files.", "Download it again, or choose another file.")
    return tuple(SourceFile(_shown(each), _Opener(name, archive, each)) for each in wanted)


def _shown(member: zipfile.ZipInfo) -> str:
    """A member's name; the end of one that is longer than any system allows."""
    return _decoded(member)[-LONGEST_NAME:]


def _decoded(member: zipfile.ZipInfo) -> str:
    """A member's name; some programs write it in UTF-8 without saying so, and it arrives read as the old code page."""
    if member.flag_bits & _NAME_IS_UTF8 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _check(name: str, members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuses an archive that could fill the memory or cannot be read anyway."""
    if len(members) > MAX_FILES:
        raise too_many_files(name)
    if any(each.flag_bits & _ENCRYPTED for each in members):
        raise UserError(f"{name} is locked with a password.", "Unpack it yourself, then choose the folder.")
    total = sum(each.file_size for each in members if not _is_mailbox(each))
    if any(map(_is_trap, members)) or total > MAX_TOTAL_BYTES:
        raise UserError(
            f"{name} would unpack to far more than an export holds, so it was not opened.",
            "Download it again from where it came; if you trust it, unpack it yourself and choose the folder.",
        )
    lies_outside = any(not 0 <= each.header_offset < size for each in members)
    if lies_outside or sum(each.compress_size for each in members) > size:
        raise _damaged(name)
    if any(each.compress_type not in _METHODS for each in members):
        raise UserError(
            f"{name} is packed in a way that is not read here.", "Unpack it yourself, then choose the folder."
        )


def _is_trap(member: zipfile.ZipInfo) -> bool:
    if member.file_size > MAX_MEMBER_BYTES and not _is_mailbox(member):
        return True
    return member.file_size > RATIO_APPLIES_FROM and member.file_size > MAX_RATIO * member.compress_size


def _is_mailbox(member: zipfile.ZipInfo) -> bool:
    return member.filename.casefold().endswith(MAILBOXES)


def _damaged(name: str) -> UserError:
    return UserError(f"{name} is damaged or its download is not complete.", "Download it again, then choose it again.")


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise _damaged(name) from error


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens one member; the archive stays open, so that a thousand members do not mean a thousand lists read."""

    name: str
    archive: zipfile.ZipFile
    member: zipfile.ZipInfo

    def __call__(self) -> BinaryIO:
        with _damage_told(self.name):
            return io.BufferedReader(_Unpacked(self.name, self.archive.open(self.member)))


class _Unpacked(io.RawIOBase):
    """A member's bytes; damage met on the way is told as such."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        super().__init__()
        self._name = name
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    # The base class takes any writable buffer; these two are what is ever given.
    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # Python 3.11 has no such type
        """Fills the buffer."""
        with _damage_told(self._name):
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the member, not the archive."""
        self._stream.close()
        super().close()
