"""The pages of the app, as its navigation names them: a new page is in every test of all pages by itself."""

import ast
from pathlib import Path

APP = Path(__file__).parent.parent / "app.py"


def _pages() -> dict[str, str]:
    """The name of each page's file and where the browser finds it."""
    calls = (node for node in ast.walk(ast.parse(APP.read_text("utf-8"))) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "Page")
    return dict(_page(call) for call in named)


def _page(call: ast.Call) -> tuple[str, str]:
    said = {one.arg: ast.literal_eval(one.value) for one in call.keywords if isinstance(one.value, ast.Constant)}
    file = Path(ast.literal_eval(call.args[0])).stem
    return file, "" if said.get("default") else said.get("url_path", file)


PAGES = _pages()
"""File name without ending -> address."""
