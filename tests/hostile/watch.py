"""What does a piece of our program touch? Python tells every file that is opened, every address and every program.

The hook stays for the life of the process, as Python has it, and only listens while somebody watches.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITES = frozenset(
    "os.mkdir os.rmdir os.remove os.rename os.link os.symlink os.truncate os.chmod os.chown os.utime shutil.move "
    "shutil.rmtree shutil.copyfile tempfile.mkstemp tempfile.mkdtemp sqlite3.connect".split()
)
_REACHES_OUT = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
_RUNS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.open", "pickle.find")


@dataclass(slots=True)
class Touched:
    """What was touched: files that were written or opened to be read, and what went beyond this process."""

    written: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def written_outside(self, *folders: Path) -> list[str]:
        """Files that were written anywhere else."""
        return [path for path in self.written if not any(_is_inside(path, folder) for folder in folders)]

    def read_outside(self, *folders: Path) -> list[str]:
        """Files that were read anywhere else, but for Python, its libraries and the time zones."""
        own = (*folders, Path(sys.prefix), Path(sys.base_prefix), ROOT, Path("/usr/share/zoneinfo"), Path("/proc"))
        shown = [path for path in self.read if not any(_is_inside(path, folder) for folder in own)]
        return [path for path in shown if path not in (os.devnull, "/etc/localtime")]


ROOT = Path(__file__).resolve().parent.parent.parent
_watching: list[Touched] = []


@contextmanager
def touched() -> Iterator[Touched]:
    """Listens as long as the context lasts."""
    if not _hooked:
        sys.addaudithook(_listen)
        _hooked.append(True)
    seen = Touched()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


_hooked: list[bool] = []


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    for seen in _watching:
        if event == "open":
            _opened(seen, *arguments)
        elif event in _WRITES:
            seen.written.append(os.fsdecode(arguments[0]))
        elif event in _REACHES_OUT or event.startswith(_RUNS):
            seen.beyond.append(f"{event} {arguments!r}")


def _opened(seen: Touched, path: Any, mode: str | None, flags: int) -> None:
    if isinstance(path, int):
        return
    changes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    (seen.written if changes else seen.read).append(os.fsdecode(path))


def _is_inside(path: str, folder: Path) -> bool:
    whole = Path(path.removeprefix("file:").partition("?")[0])
    return path in (":memory:", "") or whole.resolve().is_relative_to(folder.resolve())
