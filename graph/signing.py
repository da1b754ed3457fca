"""Who made this file, and is it still as they made it? Ed25519 signatures over text.

A signature shows that whoever holds a key wrote just this, and that two files come from the same key. It does not show
who that is: a name in a file is what its sender calls themselves. Whoever gets a file should have it from a friend's
own hand.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UserError
from graph.private import write_private

if TYPE_CHECKING:  # most commands sign nothing
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "sharing.key"
"""Where one's own key lies in the data folder: made once, readable by nobody else."""

_PURPOSE = b"intrograph bundle 1\n"
"""Stands before what is signed, so that a signature made for something else never fits."""


def own_key(folder: Path) -> "Ed25519PrivateKey":
    """The key one signs with; a new one where there is none yet.

    Raises:
        UserError: when it cannot be read or kept.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            text = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            write_private(path, [text])
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise UserError(
            f"Your key at {path} cannot be used.", "Make its folder readable and writable, or move the file away."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError(f"Your key at {path} is of another kind.", "Move it away; a new one is made.")
    os.chmod(path, 0o600)
    return key


def name_of(key: "Ed25519PrivateKey") -> str:
    """The public half, as text: what tells one sender from others."""
    from cryptography.hazmat.primitives import serialization

    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.urlsafe_b64encode(raw).decode()


def sign(key: "Ed25519PrivateKey", text: str) -> str:
    """The signature of a text."""
    return base64.urlsafe_b64encode(key.sign(_PURPOSE + text.encode())).decode()


def is_signed(sender: str, signature: str, text: str) -> bool:
    """Whether the holder of the key with this public half signed just this text."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(_plain(sender))
        key.verify(_plain(signature), _PURPOSE + text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _plain(text: str) -> bytes:
    """What base64 text says; only the one way of writing it counts, or a sender had several names.

    Raises:
        ValueError: when it says nothing.
    """
    try:
        data = base64.urlsafe_b64decode(text.encode())
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("no base64") from error
    if base64.urlsafe_b64encode(data).decode() != text:
        raise ValueError("not written as usual")
    return data
