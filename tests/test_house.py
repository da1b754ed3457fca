"""The house keeps its own rules: style, types, who may import whom, and files short enough to read."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "importers", "views", "tests", "benchmarks")
MOST_LINES = 400
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def sources() -> list[Path]:
    inside = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [ROOT / "app.py", ROOT / "cli.py", *inside]


def run(*arguments: str) -> None:
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def imported_by(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return plain | {node.module for node in tree if isinstance(node, ast.ImportFrom) and node.module}


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


def test_mypy_strict_finds_nothing() -> None:
    run(sys.executable, "-m", "mypy")


def test_every_import_goes_the_way_it_may() -> None:
    run(sys.executable, "-c", LINT_IMPORTS)


def test_every_part_of_graph_has_its_place_among_the_layers() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    placed = {name.strip() for layer in rules["contracts"][0]["layers"] for name in layer.split("|")}
    parts = {path.stem for path in (ROOT / "graph").iterdir() if path.name != "__pycache__"} - {"__init__"}
    assert {f"graph.{part}" for part in parts} == {name for name in placed if name.startswith("graph.")}


@pytest.mark.parametrize("name", ["app.py", "cli.py"])
def test_the_two_ways_in_leave_databases_and_algorithms_to_graph(name: str) -> None:
    roots = {module.partition(".")[0] for module in imported_by(ROOT / name)}
    own = {"app", "graph", "importers", "views"} | ({"streamlit"} if name == "app.py" else set())
    assert roots - own <= set(sys.stdlib_module_names) - {"sqlite3"}


def test_no_file_is_longer_than_can_be_read() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {path: lines for path, lines in lengths.items() if lines >= MOST_LINES} == {}
