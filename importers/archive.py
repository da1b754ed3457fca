"""Which files there are to read: what the user names, with folders and zips opened up. Nothing is written to disk."""

import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from graph.errors import UserError
from importers.base import LARGEST_WHOLE, SourceFile
from importers.mail import MAIL
from importers.zips import MAIL_FOLDERS, MAX_FILES, is_noise, is_noisy, is_zip, too_many_files, unzip


@contextmanager
def open_sources(paths: Iterable[Path]) -> Iterator[tuple[SourceFile, ...]]:
    """The files behind `paths`: themselves, those in folders (in order of their paths) and those in zips.

    They can be read as long as the context lasts.

    Raises:
        UserError: when one is missing, empty, not to be opened, too large, or a damaged or harmful zip.
    """
    with ExitStack() as stack:
        yield tuple(source for path in paths for source in _at(path, stack))


def sources_of_uploads(uploads: Sequence[tuple[str, bytes]]) -> tuple[SourceFile, ...]:
    """The files in uploads (name, content): themselves, or those in the zips they are, without what a system put there.

    Raises:
        UserError: as `open_sources` does, for a single one; among several, one that is damaged is told of later.
    """
    wanted = [upload for upload in uploads if not is_noisy(upload[0])] or uploads
    if len(wanted) == 1:
        return sources_of_upload(*wanted[0])
    return tuple(source for upload in wanted for source in _upload_among_others(*upload))


def sources_of_upload(name: str, data: bytes) -> tuple[SourceFile, ...]:
    """The files in an upload: itself, or those in the zip it is.

    Raises:
        UserError: as `open_sources` does.
    """
    if not data:
        raise _empty(name)
    return unzip(name, io.BytesIO(data)) if is_zip(name, data[:4]) else (SourceFile.from_bytes(name, data),)


def _upload_among_others(name: str, data: bytes) -> tuple[SourceFile, ...]:
    try:
        return sources_of_upload(name, data)
    except UserError as error:
        return (SourceFile.faulty(name, error),)


def _at(path: Path, stack: ExitStack) -> Sequence[SourceFile]:
    name = path.name or str(path)
    with _told(name):
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return [source for inner, shown in _inside(path) for source in _file_among_others(inner, shown, stack)]
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"{name} is not a file.", "Choose a file, a folder or a zip.")
    if not found.st_size:
        raise _empty(name)
    return _file(path, name, stack)


def _inside(folder: Path) -> Sequence[tuple[Path, str]]:
    """The files below a folder and their names in it; hidden ones and links to folders are left out."""
    name = folder.resolve().name or str(folder)
    found: list[tuple[Path, str]] = []
    for where, folders, files in os.walk(folder, onerror=_rise):
        folders[:] = [each for each in folders if not is_noise(each) or _holds_mail(Path(where, each))]
        paths = [Path(where, each) for each in files if not is_noise(each)]
        found += [(path, path.relative_to(folder).as_posix()) for path in paths if path.is_file()]
        if len(found) > MAX_FILES:
            raise too_many_files(name)
    if not found:
        raise UserError(f"The folder {name} holds no files.", "Choose the folder your export was unpacked to.")
    return sorted(found, key=lambda each: each[1])


def _holds_mail(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in MAIL_FOLDERS)


def _rise(error: OSError) -> None:
    raise error


def _file_among_others(path: Path, name: str, stack: ExitStack) -> Sequence[SourceFile]:
    """One damaged file in a folder is told of, and the others are read."""
    try:
        return _file(path, name, stack)
    except UserError as error:
        return [SourceFile.faulty(name, error)]


def _file(path: Path, name: str, stack: ExitStack) -> Sequence[SourceFile]:
    name = name.encode("utf-8", "replace").decode()  # a name in another code page holds halves of characters
    with _told(name):
        source = SourceFile.from_path(path, name)
        with path.open("rb") as stream:
            start = stream.read(4)
        if path.stat().st_size > LARGEST_WHOLE and not is_zip(name, start) and not MAIL.identify(source):
            raise UserError(f"{name} is larger than 2 GB.", "Choose the export itself: it is much smaller.")
        if not start or not is_zip(name, start):
            return [source]
        return unzip(name, stack.enter_context(path.open("rb")))


def _empty(name: str) -> UserError:
    return UserError(f"{name} is empty.", "Export or download it again, then choose it again.")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Says what the system reports about a file as a person would."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(f"There is no file or folder {name}.", "Check the name and where it is.") from error
    except PermissionError as error:
        raise UserError(
            f"You have no permission to read {name}.", "Allow it, or copy it to a folder of your own."
        ) from error
    except OSError as error:
        raise UserError(
            f"{name} cannot be read ({error.strerror or 'unknown reason'}).", "Copy it elsewhere and try again."
        ) from error
