"""Files that nobody else on the machine may read, written whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_private(path: Path, data: bytes, *, new: bool = False) -> None:
    """Puts a file in place, readable and writable by its owner alone; what was there before is replaced.

    Args:
        path: where it goes.
        data: what is in it.
        new: only where there is no file yet.

    Raises:
        FileExistsError: when there is one and `new` is asked for.
        OSError: when it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if new:
            os.link(name, path)
            os.unlink(name)
        else:
            os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
