"""A network for other programs and other people: GraphML, tables, and a page that draws itself.

Everything here is a pure function from people and ties to text. What a source wrote is cleaned on the way out, so that
a name can neither break the file nor be obeyed by the program that opens it.
"""

from dataclasses import dataclass
from datetime import date

from graph.model import PersonId
from graph.ties.judgement import Judgement


@dataclass(frozen=True, slots=True)
class KnownTie:
    """Two people, how strong their tie is, what kinds of evidence speak for it, and the last day that any tells of."""

    a: PersonId
    b: PersonId
    strength: float
    observed: bool = True
    kinds: tuple[str, ...] = ()
    last: date | None = None


def known_tie(tie: Judgement) -> KnownTie:
    """A judged tie without its reasons; an inferred one by its chance."""
    kinds = tuple(sorted({each.kind.value for each in tie.evidence}))
    last = max((each.last for each in tie.evidence if each.last), default=None)
    return KnownTie(tie.a, tie.b, tie.chance, tie.observed, kinds, last)
