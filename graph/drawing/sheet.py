"""A picture as octets: where everybody stands and whom they know, in arrays that a browser takes over as they are.

First four octets with the length of a JSON text, little-endian, then that text: for each array its name, type, length
and offset, for each list of texts its name, offset and size. What they stand for comes after it, arrays at multiples
of eight. Texts are separated by line ends, which a cleaned text has none of.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.drawing.places import Places
from graph.search.scene import Scene
from graph.text import clean_text

LONGEST_TEXT = 120
"""Characters of a name that are drawn; longer ones end in an ellipsis."""
INFERRED = 4
"""Added to the word of a tie that nobody has seen."""

Array = npt.NDArray[np.generic]
Rows = npt.NDArray[np.int64]
_BEGINS_AT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What is written: everybody's name, for few people a line each about them, and the companies' names."""

    names: Sequence[str]
    lines: Sequence[str]
    companies: Sequence[str]


def sheet(scene: Scene, places: Places, company: Rows, texts: Texts, limits: Sequence[float]) -> bytes:
    """The picture of a scene.

    Args:
        scene: who is in it.
        places: where they stand.
        company: for each person the number of their company, -1 for none.
        texts: by these numbers and the rows of the scene.
        limits: from which strengths on a tie is called by the next word: 0 is the weakest.
    """
    word = np.searchsorted(limits, scene.strength, side="right") + np.where(scene.observed, 0, INFERRED)
    arrays = {
        "x": _float(places.x), "y": _float(places.y), "size": _float(_sizes(scene)), "degree": _whole(scene.degree),
        "disc": _whole(places.disc), "company": _whole(company),
        "low": _whole(scene.low), "high": _whole(scene.high), "word": word.astype(np.uint8),
        "discX": _float(places.discs.x), "discY": _float(places.discs.y), "discRadius": _float(places.discs.radius),
        "discCount": _whole(places.count), "discCompany": _whole(places.company),
    }  # fmt: skip
    return encoded(arrays, {"names": texts.names, "lines": texts.lines, "companies": texts.companies})


def encoded(arrays: Mapping[str, Array], texts: Mapping[str, Iterable[str]]) -> bytes:
    """Arrays and lists of texts, as the head of this file says."""
    parts: list[bytes] = []
    head: dict[str, list[list[object]]] = {"arrays": [], "texts": []}
    offset = 0
    for name, array in arrays.items():
        head["arrays"].append([name, array.dtype.str[1:], len(array), offset])
        parts.append(array.tobytes())
        parts.append(bytes(-array.nbytes % _BEGINS_AT))
        offset += array.nbytes + len(parts[-1])
    for name, listed in texts.items():
        written = "\n".join(map(shown, listed)).encode("utf-8", "replace")
        head["texts"].append([name, offset, len(written)])
        parts.append(written)
        offset += len(written)
    said = json.dumps(head).encode()
    said += b" " * (-(len(said) + 4) % _BEGINS_AT)
    return b"".join([len(said).to_bytes(4, "little"), said, *parts])


def shown(text: str) -> str:
    """A name as it is drawn: on one line, without what cannot be seen, not too long."""
    if len(text) <= LONGEST_TEXT and text.isascii() and text.isprintable():
        return text
    cleaned = clean_text(text[: LONGEST_TEXT * 4])
    return cleaned if len(cleaned) <= LONGEST_TEXT else cleaned[: LONGEST_TEXT - 1].rstrip() + "…"


def _sizes(scene: Scene) -> npt.NDArray[np.float64]:
    """The radius of everybody's dot: larger for those with many ties, who hold the network together."""
    return np.minimum(4.6 + 0.9 * np.log2(1 + scene.degree), 14.0)


def _float(array: Array) -> Array:
    return array.astype("<f4")


def _whole(array: Array) -> Array:
    return array.astype("<i4")
