"""A network as a page of its own: one file that draws itself in any browser, asks nobody for anything, and runs no text
that a contact wrote.

The data stand in it as JSON, in which no sign that means something in HTML is left, and names and places as octets in
base 64. The page's own policy lets only the one script and the one style run whose digests it names; everything else,
and every request, is refused by the browser.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from graph.text import clean_text

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: `sheet` and `tones` as `graph.drawing` makes them, `marked` the rows in the middle.

    `colour` is what the tones stand for, `legend` tells (name, how many people) of each.
    """

    title: str
    description: str
    sheet: bytes
    tones: bytes
    colour: str
    legend: Sequence[tuple[str, int]]
    marked: Sequence[int]


@dataclass(frozen=True, slots=True)
class Frame:
    """What draws it: markup, style and script, none of which holds a word from a source."""

    markup: str
    style: str
    script: str


def page(drawing: Drawing, frame: Frame) -> str:
    """The text of the file, to be saved as UTF-8."""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(frame.script)}'",
            f"style-src '{_digest(frame.style)}'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(clean_text(drawing.title))}</title>\n"
        f"<style>{frame.style}</style>\n</head>\n<body>\n"
        f"<h1>{escape(clean_text(drawing.title))}</h1>\n<p>{escape(clean_text(drawing.description))}</p>\n"
        f"{frame.markup}\n"
        f'<script type="application/json" id="drawing">{escaped_json(_data(drawing))}</script>\n'
        f'<script type="module">{frame.script}</script>\n</body>\n</html>\n'
    )


def escaped_json(data: object) -> str:
    r"""JSON that may stand within HTML: signs with a meaning there are written as escapes.

    >>> escaped_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    return json.dumps(data, ensure_ascii=True).translate(_ESCAPES)


def _data(drawing: Drawing) -> dict[str, object]:
    return {
        "description": clean_text(drawing.description),
        "sheet": base64.b64encode(drawing.sheet).decode(),
        "tones": base64.b64encode(drawing.tones).decode(),
        "colour": drawing.colour,
        "legend": [[clean_text(name), count] for name, count in drawing.legend],
        "marked": list(drawing.marked),
    }


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
