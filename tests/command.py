"""Two owners' exports, and the command's answers in JSON, for the tests of the command."""

import json
from collections.abc import Callable
from typing import Any

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MINE = (
    HEADER
    + "Maya,Ruiz,https://www.linkedin.com/in/maya-ruiz,,Initech,Designer,12 Mar 2019\n"
    + "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,CTO,13 Mar 2019\n"
    + ",,,,,,14 Mar 2019\n"
)
MAYAS = (
    HEADER
    + "Dana,Reyes,https://www.linkedin.com/in/dana-reyes,,,,12 Mar 2019\n"
    + 'Raj,Patel,https://www.linkedin.com/in/raj-patel,,"Globex, Inc.",COO,1 Feb 2020\n'
    + "Cy,Diaz,https://www.linkedin.com/in/cy-diaz,,Globex Bakery,Baker,1 Feb 2020\n"
)

Run = Callable[..., tuple[int, str, str]]
"""Runs a command and returns its exit status, output and errors."""


def answer(run: Run, *arguments: str) -> Any:
    """The one JSON object of an answer."""
    status, out, _ = run(*arguments, "--json")
    assert status == 0
    return json.loads(out)


def answers(run: Run, *arguments: str) -> list[Any]:
    """The JSON objects of an answer, one a line."""
    status, out, _ = run(*arguments, "--json")
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]
