"""Wrong use by a person, told as one sentence and the next step."""

from pathlib import Path

from graph.text import clean_text


class UserError(Exception):
    """Something a person can put right.

    `what` says in one sentence what happened, `next_step` what to do now. Neither holds a contact's name,
    address or text. The command prints both and exits with 1; a page shows both as one message.
    """

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step


def cannot_write(file: Path, error: OSError) -> UserError:
    """What to tell when a file cannot be written."""
    return UserError(
        f"{clean_text(str(file))} cannot be written: {error.strerror or 'the disk does not answer'}.",
        "Make room there, or name another place.",
    )


class LockedError(UserError):
    """A store is encrypted, and nobody gave the passphrase: whoever can ask for it does."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The store at {place} is locked with a passphrase.",
            "Give it in INTROGRAPH_PASSPHRASE, or when you are asked for it on a terminal or in the app.",
        )
