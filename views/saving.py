"""Text files that the command reads and writes: nothing is overwritten; what cannot be read is told in a sentence."""

import sys
from pathlib import Path

from graph.errors import UserError
from graph.text import clean_text


def written(name: str, content: bytes) -> str:
    """Writes a new file; returns that it did, in words.

    Raises:
        UserError: when there is one of that name, or it cannot be written.
    """
    path = Path(name).expanduser()
    shown = clean_text(name)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UserError(f"There is a file {shown} already.", "Name another one.") from error
    except OSError as error:
        raise UserError(f"{shown} cannot be written.", "Name a file in a folder of yours.") from error
    return f"Saved: {shown}"


def text_in(name: str) -> str:
    """The text of a file, or of what is typed or piped in for "-".

    Raises:
        UserError: when it cannot be read as text.
    """
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).expanduser().read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{clean_text(name)} cannot be read as text.", "Name a text file in UTF-8.") from error
