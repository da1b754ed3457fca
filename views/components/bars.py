"""Shares as bars in a list: text that is read out and a length that is seen."""

from collections.abc import Iterable
from dataclasses import dataclass

from views.text import Html, html, joined


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its `share` of the longest, and what is said at its end; `tone` colours it."""

    label: str
    share: float
    said: str
    tone: str = "you"


def bar(shown: Bar) -> Html:
    """One bar."""
    return html(
        '<div class="ig-bar {tone}"><b>{label}</b><span>{said}</span><i style="width:{width}%"></i></div>',
        tone=shown.tone,
        label=shown.label,
        said=shown.said,
        width=f"{100 * min(max(shown.share, 0.0), 1.0):.1f}",
    )


def bars(shown: Iterable[Bar]) -> Html:
    """Bars one below the other."""
    return html('<div class="ig-bars">{bars}</div>', bars=joined([bar(each) for each in shown]))
