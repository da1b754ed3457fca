"""What is done to a store as a whole, beside reading and writing it."""

from abc import ABC, abstractmethod
from pathlib import Path


class Upkeep(ABC):
    """Where it is, backups, and no trace of what is gone."""

    @abstractmethod
    def file(self) -> Path | None:
        """The file that holds everything, encrypted or not; None where there is none, as with a server."""

    @abstractmethod
    def back_up(self, file: Path) -> None:
        """Copies the store as it is now into a file, which is there whole or not at all and replaces another.

        Raises:
            UserError: when the file cannot be written, or the store is a server.
        """

    @abstractmethod
    def compact(self) -> bool:
        """Gives back the room of what is gone and leaves no trace of it in the store's files; False while somebody
        else reads what was there before."""
