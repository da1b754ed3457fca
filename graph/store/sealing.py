"""Files sealed with a passphrase in the age format, which `age -d` opens too: for backups and exports."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.errors import UserError
from graph.private import write_private

ENDING = ".age"
"""How the names of sealed files end."""

HEAD = b"age-encryption.org/v1\n"
"""How sealed files begin."""


def is_sealed(file: Path) -> bool:
    """Whether a file is sealed, whatever its name."""
    with file.open("rb") as opened:
        return opened.read(len(HEAD)) == HEAD


def is_installed() -> bool:
    """Whether files can be sealed here."""
    return find_spec("pyrage") is not None


def seal(file: Path, sealed: Path, passphrase: str) -> None:
    """Puts a sealed copy of a file in place; the file itself stays.

    Raises:
        UserError: when the passphrase is empty, or the program for it is not installed.
    """
    if not passphrase:
        raise UserError("The passphrase is empty.", "Choose one of several words that you will remember.")
    write_private(sealed, [_age().passphrase.encrypt(file.read_bytes(), passphrase)], replacing=True)


def unseal(sealed: Path, file: Path, passphrase: str) -> None:
    """Puts what was sealed in place, readable by nobody else.

    Raises:
        UserError: when the passphrase is wrong or the file is damaged.
    """
    age = _age()
    try:
        data = age.passphrase.decrypt(sealed.read_bytes(), passphrase)
    except age.DecryptError as error:
        raise UserError(
            f"{sealed.name} does not open.", "The passphrase is another one, or the file is damaged."
        ) from error
    write_private(file, [data], replacing=True)


def _age() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise UserError(
            "Sealed files need pyrage, which is not installed.",
            'Install it from the folder of Intrograph: pip install ".[encrypted]"',
        ) from error
    return pyrage
