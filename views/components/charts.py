"""Pictures of figures: the charts of the Insights page, in the theme's colours, drawn in the browser from data alone.

Vega-Lite paints on a canvas and escapes what it tells in tooltips; names are cleaned here all the same. Every chart has
a sentence beside it that says what it shows, and a description that is read out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from graph.drawing.discs import Discs, packed, radius_of
from graph.model import PersonId
from graph.records import EvidenceKind
from graph.search.dormant import DormantTie
from graph.search.growth import Growth
from graph.search.insights import Circles
from views.text import clean

LIGHT = {"text": "#12141f", "quiet": "#868ca3", "grid": "#e3e5ee", "first": "#4338ca", "second": "#0b8a5f",
         "third": "#c76a05", "fourth": "#8b46d8", "pale": "#dcdcf7", "page": "#ffffff"}  # fmt: skip
DARK = {"text": "#e9ebf4", "quiet": "#7d849c", "grid": "#2a2e3d", "first": "#9aa1ff", "second": "#45c890",
        "third": "#f2a65a", "fourth": "#bd8cf7", "pale": "#2b2e52", "page": "#0e1016"}  # fmt: skip
"""The colours of `.streamlit/config.toml` and `app.css`, which a canvas cannot look up."""

NAMED_DOTS = 6
"""Dots that carry a name; the others tell it when pointed at."""

MAP_HEIGHT = 440
"""Of the map of communities, in pixels."""

DISC_AREA = "min(9000, width * width / 44)"
"""Square pixels of the disc of the largest community, less on a narrow screen."""

MET_THROUGH = {
    EvidenceKind.CONNECTION: "LinkedIn",
    EvidenceKind.MESSAGE: "Messages",
    EvidenceKind.MAIL: "Mail",
    EvidenceKind.MEETING: "Meetings",
}
"""What tied one to somebody first; anything else is "Otherwise"."""

Spec = dict[str, Any]


def circles(found: Circles, told: str) -> None:
    """Communities as discs, those with many ties between them close together; the fuller, the more of it one knows."""
    colour, biggest = _colours(), max(each.size for each in found.circles)
    discs = _placed(found)
    low, high = float((-discs.y - discs.radius).min()), float((discs.radius - discs.y).max())
    pixel = (high - low) / MAP_HEIGHT
    data = [
        {
            "x": float(x), "y": -float(y), "size": each.size, "known": each.known / each.size,
            "name": clean(each.name, 32), "people": f"{each.size:,}",
            "told": f"you know {each.known:,} of {each.size:,}",
        }
        for each, x, y in zip(found.circles, discs.x, discs.y, strict=True)
    ]  # fmt: skip
    lines = [
        {"x": data[a]["x"], "y": data[a]["y"], "x2": data[b]["x"], "y2": data[b]["y"], "ties": count}
        for (a, b), count in found.ties.items()
    ]
    x: Spec = {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False, "padding": 44}}
    scale: Spec = {"domain": [low - 24 * pixel, high], "nice": False}
    y: Spec = {"field": "y", "type": "quantitative", "axis": None, "scale": scale}
    ties: Spec = {
        "data": {"values": lines},
        "mark": {"type": "rule", "color": colour["quiet"], "opacity": 0.35, "strokeCap": "round"},
        "encoding": {
            "x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "strokeWidth": _sized("ties", 0.6, 7)
        },
    }  # fmt: skip
    tone = {"domain": [0, 1], "range": [colour["pale"], colour["first"]]}
    ground: Spec = {
        "mark": {"type": "circle", "opacity": 1, "stroke": colour["first"], "strokeWidth": 1.2},
        "encoding": {
            "x": x, "y": y,
            "size": _sized("size", 0, {"expr": DISC_AREA}, biggest),
            "color": {"field": "known", "type": "quantitative", "legend": None, "scale": tone},
            "tooltip": [_told("name", "Circle"), _told("people", "People"), _told("told", "You")],
        },
    }  # fmt: skip
    lower = f"datum.y - {pixel:.4f} * (sqrt({DISC_AREA} * datum.size / {biggest} / PI) + 11)"
    label = {**_label(colour), "limit": {"expr": "max(70, width / 4)"}, "fontSize": {"expr": "width < 500 ? 10 : 12"}}
    names: Spec = {
        "transform": [{"calculate": lower, "as": "below"}],
        "mark": label,
        "encoding": {"x": x, "y": {**y, "field": "below"}, "text": {"field": "name"}},
    }
    _draw({"layer": [ties, ground, names], "height": MAP_HEIGHT}, data, "circles", told)


def silence(ties: Sequence[DormantTie], years: Mapping[PersonId, float], told: str) -> None:
    """Dormant ties: how long silent, how well placed, how willing."""
    colour = _colours()
    data = [
        {
            "name": clean(each.person.name, 40), "years": round(years[each.person.id], 2),
            "placed": round(each.placed, 3), "willing": round(each.willing, 3), "first": place < NAMED_DOTS,
        }
        for place, each in enumerate(ties)
    ]  # fmt: skip
    data = [{**each, "label": label} for each, label in zip(data, _labels(data), strict=True)]
    highest = max(each.placed for each in ties)
    x: Spec = {
        "field": "years", "type": "quantitative", "title": "years since you were in touch",
        "axis": {"tickCount": 6, "grid": False}, "scale": {"zero": False, "padding": 48},
    }  # fmt: skip
    y: Spec = {
        "field": "placed", "type": "quantitative", "title": "how well placed",
        "axis": {"labels": False, "ticks": False, "tickCount": 4},
        "scale": {"domain": [0, highest * 1.2], "nice": False},
    }  # fmt: skip
    tone = {"domain": [True, False], "range": [colour["fourth"], colour["quiet"]]}
    dots: Spec = {
        "mark": {"type": "circle", "opacity": 0.9, "stroke": colour["page"], "strokeWidth": 1.5},
        "encoding": {
            "x": x, "y": y,
            "size": _sized("willing", 60, 900, 0.6),
            "color": {"field": "first", "type": "nominal", "legend": None, "scale": tone},
            "tooltip": [_told("name", "Who"), _told("years", "Years")],
        },
    }  # fmt: skip
    names: Spec = {"mark": {**_label(colour), "dy": -18}, "encoding": {"x": x, "y": y, "text": {"field": "label"}}}
    _draw({"layer": [dots, names], "height": 320}, data, "silence", told)


def growth(found: Growth, told: str) -> None:
    """How many people one met in each year, and through what."""
    colour = _colours()
    data = [
        {"year": str(year), "people": count, "through": MET_THROUGH.get(kind, "Otherwise")}
        for year, kind, count in found.met
    ]
    usual = [*MET_THROUGH.values(), "Otherwise"]
    order = [each for each in usual if any(row["through"] == each for row in data)]
    tones = dict(zip(usual, [colour[name] for name in ("first", "fourth", "second", "third", "quiet")], strict=True))
    bars: Spec = {
        "mark": {"type": "bar", "cornerRadiusEnd": 4},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "people", "type": "quantitative", "title": "people you met", "aggregate": "sum"},
            "color": {
                "field": "through",
                "type": "nominal",
                "title": None,
                "legend": {"orient": "top"} if len(order) > 1 else None,
                "scale": {"domain": order, "range": [tones[each] for each in order]},
            },
            "tooltip": [
                {"field": "year", "title": "Year"},
                {"field": "through", "title": "Through"},
                {"field": "people", "title": "People", "aggregate": "sum"},
            ],
        },
    }
    _draw({**bars, "height": 260}, data, "growth", told)


def _draw(spec: Spec, data: Sequence[Mapping[str, object]], key: str, told: str) -> None:
    plain: Spec = {"config": {"view": {"stroke": None}, "background": "transparent"}, "description": clean(told, 600)}
    st.vega_lite_chart(pd.DataFrame(data), {**spec, **plain}, width="stretch", key=f"chart_{key}")


def _colours() -> Mapping[str, str]:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _placed(found: Circles) -> Discs:
    """A disc for each community."""
    ends = np.array(list(found.ties), dtype=np.int64).reshape(-1, 2)
    weight = np.array(list(found.ties.values()), dtype=np.float64)
    sizes = radius_of(np.array([each.size for each in found.circles]))
    return packed(sizes, ends[:, 0], ends[:, 1], weight, room=0.0)


def _labels(dots: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names that are written beside the first dots, where none is in the way of an earlier one."""
    width = max(each["years"] for each in dots) - min(each["years"] for each in dots) or 1.0
    height = max(each["placed"] for each in dots) or 1.0
    written: list[Mapping[str, Any]] = []
    for each in dots[:NAMED_DOTS]:
        near = (
            abs(each["years"] - one["years"]) < 0.3 * width and abs(each["placed"] - one["placed"]) < 0.1 * height
            for one in written
        )
        if not any(near):
            written.append(each)
    return [clean(each["name"], 24) if each in written else "" for each in dots]


def _sized(field: str, least: float, most: float | Spec, of: float | None = None) -> Spec:
    """How large a mark is, from nothing up to the largest value (or `of`)."""
    domain = {} if of is None else {"domain": [0, of]}
    return {"field": field, "type": "quantitative", "legend": None, "scale": {"range": [least, most], **domain}}


def _told(field: str, title: str) -> Spec:
    return {"field": field, "title": title}


def _label(colour: Mapping[str, str]) -> Spec:
    return {"type": "text", "fontSize": 12, "fontWeight": 600, "color": colour["text"]}
