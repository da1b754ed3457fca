"""The command's part of encryption: from a plain store to an encrypted one and back.

The passphrase comes from the environment or is asked for on a terminal; never from the command line, where others see
it.
"""

import argparse
from pathlib import Path

from graph.errors import UserError
from graph.settings import Settings
from graph.store import path_of
from views import shell


def encrypt(arguments: argparse.Namespace, settings: Settings) -> None:
    """Encrypts the store."""
    from graph.store.sqlite.locking import lock

    path = _file(settings)
    lock(path, settings.passphrase or shell.new_passphrase())
    shell.say([f"{path} is encrypted. Nobody can open it without the passphrase: keep it where you will find it."])
    backups = sorted(each.name for each in path.parent.glob(f"{path.name}.before-version-*"))
    if backups:
        shell.say([f"Plain copies are still beside it; delete what you need no more: {', '.join(backups)}"])


def decrypt(arguments: argparse.Namespace, settings: Settings) -> None:
    """Makes the store a plain file again."""
    from graph.store.sqlite.locking import unlock

    path = _file(settings)
    unlock(path, settings.passphrase or shell.ask_passphrase())
    shell.say([f"{path} is a plain file again: whoever can read your files can read it."])


def _file(settings: Settings) -> Path:
    path = (
        None
        if "://" in settings.store_url and not settings.store_url.startswith("sqlite:")
        else path_of(settings.store_url)
    )
    if path is None:
        raise UserError("Only a store in a file can be encrypted.", "A server's disk is encrypted by its system.")
    return path
