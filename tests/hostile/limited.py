"""Reads the hostile shapes of text of one group with little time of the processor: the system ends who takes more.

Run as a program by `tests/test_hostile_growth.py`: the name of each shape is printed before it is read, so that the
last line names the one that took too long.
"""

import resource
import sys

from tests.hostile.growth import SHAPES
from tests.hostile.reading import reads_to_its_end

REPETITIONS = 4_000
MOST_SECONDS = 60
"""For a whole group, which takes a few; what grows faster than the square of a text takes hours."""


def main() -> None:
    """Reads every shape whose group is the one named."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    for name, write in SHAPES.items():
        if group_of(name) == sys.argv[1]:
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
            reads_to_its_end(*write(REPETITIONS), imported=True)


def group_of(name: str) -> str:
    """The kind of file that a shape stands in, empty for the ones that are files of their own."""
    return name.partition(": ")[0] if ": " in name else ""


if __name__ == "__main__":
    main()
