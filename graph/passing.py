"""Folders for what lies on the disk for a moment: a file that is not whole yet, or a plain copy that is being sealed.

They are gone when the work is done. Where it was killed they stay, so whoever comes next clears them away: before the
next such work there, and whenever a store is opened or somebody forgotten (`sweep`). What somebody still works in is
left alone: they hold a shared lock on the folder around it, which ends with their process. Windows has no such locks;
there a folder that a killed process left stays until it is deleted by hand.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from graph.errors import cannot_write

WAITED = 5.0
"""Seconds for the lock of a folder in which files are to be written; then they are written without it."""

PREFIX = ".intrograph-passing-"
"""How the names of such folders begin; nothing else is called so."""


@contextmanager
def passing_place(folder: Path) -> Iterator[Path]:
    """A new folder in this one, which nobody else may look into and which is gone in the end.

    Raises:
        UserError: when nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(folder)
        with (
            _together(folder),
            tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX, ignore_cleanup_errors=True) as place,
        ):
            yield Path(place)
    except OSError as error:
        raise cannot_write(folder, error) from error


def sweep(folder: Path, file: Path | None = None) -> None:
    """Clears away what killed processes left in a folder, and beside a file, unless somebody works there now."""
    for each in {folder, file.parent if file else folder}:
        left = [found for found in each.glob(f"{PREFIX}*") if found.is_dir() and not found.is_symlink()]
        if left:
            with suppress(OSError), _alone(each):
                for place in left:
                    shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _together(folder: Path) -> Iterator[None]:
    """Holds a folder together with others who work there, so that nobody clears it away.

    It goes on without where that cannot be: in a folder that one may not look into, or on a disk that knows no locks,
    nobody can clear away; and a stranger may hold it who never lets it go.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    until = time.monotonic() + WAITED
    with ExitStack() as stack:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            while time.monotonic() < until:
                with suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
                    break
                time.sleep(0.05)
        yield


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds a folder alone.

    Raises:
        OSError: when somebody works there, or that cannot be known.
    """
    if sys.platform == "win32":
        raise OSError("no locks")
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
