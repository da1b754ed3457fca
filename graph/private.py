"""Files that nobody else may read, and that are there whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import UserError, cannot_write
from graph.passing import passing_place
from graph.text import clean_text


def write_private(file: Path, parts: Iterable[bytes], *, replacing: bool = False) -> None:
    """Writes a file in one go.

    Raises:
        UserError: when it cannot be written, or is there and not to be replaced.
    """
    with private_file(file, replacing=replacing) as opened:
        opened.writelines(parts)


@contextmanager
def private_file(file: Path, *, replacing: bool = False) -> Iterator[BinaryIO]:
    """A file to write to; it appears under its name when all is written.

    Raises:
        UserError: when it cannot be written, or is there and not to be replaced.
    """
    check_free(file, replacing=replacing)
    with passing_place(file.parent) as place:
        unfinished = place / "unfinished"
        try:
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as opened:
                yield opened
                opened.flush()
                os.fsync(opened.fileno())
            os.replace(unfinished, file)
        except OSError as error:
            raise cannot_write(file, error) from error


def check_free(file: Path, *, replacing: bool = False) -> None:
    """Makes the folder where there is none.

    Raises:
        UserError: when there is a file already that is not to be replaced, or a folder of that name.
    """
    try:
        is_folder, is_there = file.is_dir(), file.exists()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(file, error) from error
    if is_folder:
        raise UserError(f"{clean_text(str(file))} is a folder.", "Name a file in it.")
    if is_there and not replacing:
        raise UserError(
            f"There is a file {clean_text(str(file))} already; it was not changed.", "Name another, or add --force."
        )
