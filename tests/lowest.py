"""The lowest version of each direct dependency that pyproject.toml allows, as a file of constraints for pip."""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_DEPENDENCY = re.compile(r"([\w-]+)(?:>=|==)([\d.]+)")


def direct_dependencies() -> dict[str, str]:
    """What the program itself needs, with the lowest version that is said to do."""
    named = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    found = (_DEPENDENCY.match(one) for one in named)
    return {one[1]: one[2] for one in found if one}


if __name__ == "__main__":
    for name, version in direct_dependencies().items():
        sys.stdout.write(f"{name}=={version}\n")
