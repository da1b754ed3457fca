"""Samples with what is to be read from them beside them: tests/data/<importer>/NAME and NAME.expected.json.

A file that is added there adds a test. After a wanted change, `python -m tests.golden` writes every expected file
anew; read the difference before keeping it.
"""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from importers import identify
from importers.base import SourceFile

DATA = Path(__file__).parent / "data"
ENDING = ".expected.json"


def samples(folder: str) -> Sequence[Path]:
    """The samples in a folder of tests/data, in order."""
    return sorted(path for path in (DATA / folder).iterdir() if path.is_file() and not path.name.endswith(ENDING))


def found(sample: Path) -> Any:
    """What is read from a sample: the importer's name, then records and problems without their empty fields."""
    file = SourceFile.from_path(sample)
    importer = identify(file)
    return [{"importer": importer.name}, *map(_plain, importer.extract(file))]


def expected(sample: Path) -> Any:
    """What is to be read from a sample."""
    return json.loads(_beside(sample).read_text(encoding="utf-8"))


def write_all() -> None:
    """Takes what is read now as what is to be read."""
    for folder in sorted({path.parent.name for path in DATA.glob(f"*/*{ENDING}")}):
        for sample in samples(folder):
            _beside(sample).write_text(
                json.dumps(found(sample), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
            )


def _beside(sample: Path) -> Path:
    return sample.with_name(sample.name + ENDING)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **{name: part for name, part in parts.items() if part not in (None, [])}}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


if __name__ == "__main__":
    write_all()
