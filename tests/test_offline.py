"""Nothing leaves this machine: the command and the app, browser and all, do without any network; and name no host."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
END_TO_END = ("browser", "cli", "cli_process", "cli_refusals", "readme", "view_serving")
"""The tests that drive the program from outside."""
NOT_ALLOWED = 77
MOST_SECONDS = 2400

HOST = re.compile(r"(?:https?|wss?):/?/?/(?:\{|[\w.-]+)|url\(\s*[\"']?//[\w.-]+|(?:src|href)\s*=\s*[\"']//[\w.-]+")
NAMED_ONLY = frozenset(
    {
        "http://{",  # our own address while it is put together
        "https://{",  # the same, as a request names where it came from
        "https://www.linkedin.com",  # the start of members' pages, shown as text
        "https://evil.example",  # an example
        "http://graphml.graphdrawing.org",  # how an exported network says what kind of XML it is
    }
)


def packaged() -> Iterator[Path]:
    """Every file of the program whose text could make a browser ask for something."""
    for room in ("graph", "importers", "views", ".streamlit"):
        yield from (
            path for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".js", ".css", ".html", ".toml")
        )
    yield from (ROOT / "app.py", ROOT / "cli.py")


def test_the_end_to_end_tests_pass_where_there_is_no_network_but_this_machine() -> None:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("network namespaces are Linux's")
    tests = [f"tests/test_{name}.py" for name in END_TO_END]
    command = [str(ROOT / "tests" / "offline.sh"), sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=MOST_SECONDS,
        env=dict(os.environ),
        check=False,
    )
    if done.returncode == NOT_ALLOWED:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


def test_no_file_of_the_program_names_a_host_that_a_browser_could_be_sent_to() -> None:
    named = {found for path in packaged() for found in HOST.findall(path.read_text("utf-8"))}
    assert named <= NAMED_ONLY


@pytest.mark.parametrize("kind", ["*.js", "*.css"])
def test_scripts_and_styles_name_no_address_at_all(kind: str) -> None:
    assets = list((ROOT / "views" / "static").rglob(kind))
    assert assets
    assert [
        path.name for path in assets if "//" in re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", path.read_text("utf-8"))
    ] == []
