"""What somebody looks for: the role, what they offer, why these companies; and a target list of about forty, quickly.

The list is put together from what is known already: targets, companies of interest (followed, applied to, a job saved
there), and companies where somebody is known. It is ordered as the LAMP method of Steve Dalton's "The 2-Hour Job
Search" does: by motivation, then posting, then advocates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from graph.curate import add_target
from graph.errors import UserError
from graph.model import EGO, OrganizationId, Stage, Target
from graph.outreach import kept
from graph.resolve.companies import organization_id, organization_key
from graph.search.targets import Proposal, proposed, same_organizations
from graph.store.base import GraphStore
from graph.store.reader import GraphReader
from graph.text import clean_text
from graph.ties.judgement import judged

KIND = "focus"
"""The kind of the note that holds the focus."""

LIST_SIZE = 40
"""Companies on a good first list: enough that no single one matters too much, few enough to know each."""

MOST_WORDS = {"role": 10, "proof": 30, "why": 25}
"""Words for each part: together they fit a note of 120 words with room for a greeting and the ask."""

MOTIVATION_BY_INTEREST = {"dream company": 3, "applied": 2, "follows": 2, "saved job": 2}
POSTING_BY_INTEREST = {"applied": 2, "saved job": 2}
"""What a company of interest is given to begin with, from 0 to 3; the user knows better."""

USUAL_MOTIVATION = 1
"""The motivation a company is given of which only is known that somebody is there."""

_MARKS = re.compile(r"^\s*(?:[-*•·–]|\d{1,3}[.)])\s*")
_BETWEEN = re.compile(r"[\n\r;|\t]+")
_COMMA = re.compile(r",(?!\s*(?:inc|llc|ltd|limited|corp|co|company|plc|gmbh|ag|s\.?a|b\.?v)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Focus:
    """What one looks for: the role, what one offers (proof), and why these companies."""

    role: str
    proof: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A company on the list or proposed for it; `advocates` are people there now whom you know.

    `why` are the words of what speaks for it; `is_target` when it is on the list already.
    """

    organization: OrganizationId
    name: str
    motivation: int
    posting: int
    advocates: int
    why: tuple[str, ...]
    is_target: bool
    stage: Stage | None = None


def focus_of(store: GraphReader) -> Focus | None:
    """What one looks for; None until it was said."""
    return kept.held(store, KIND, Focus).get(KIND)


def needed_focus(store: GraphReader) -> Focus:
    """What one looks for.

    Raises:
        UserError: until it was said.
    """
    focus = focus_of(store)
    if focus is None:
        raise UserError(
            "Before words to send comes a focus: nobody can help with “anything”.",
            "Say it first: intrograph focus set --role ROLE --proof PROOF --why WHY",
        )
    return focus


def set_focus(store: GraphStore, focus: Focus) -> Focus:
    """Keeps what one looks for.

    Raises:
        UserError: when a part is missing or too long to be put in a note.
    """
    said = Focus(clean_text(focus.role), clean_text(focus.proof), clean_text(focus.why))
    for part, most in MOST_WORDS.items():
        words = len(getattr(said, part).split())
        if not words:
            raise UserError(f"The {part} is missing.", "Say the role, what you offer (proof), and why these companies.")
        if words > most:
            raise UserError(
                f"The {part} has {words} words.", f"Say it in at most {most}, so that others can repeat it."
            )
    store.write(lambda tx: kept.hold(tx, KIND, KIND, said))
    return said


def shortlist(store: GraphReader, today: date, size: int = LIST_SIZE) -> tuple[Row, ...]:
    """The targets and, up to `size` in all, companies to add: by motivation, posting, advocates, then name."""
    advocates = _advocates(store, today)
    families = {target.organization: same_organizations(store, target.organization) for target in store.targets()}
    listed = [_listed(target, families[target.organization], advocates) for target in store.targets()]
    taken = {each for family in families.values() for each in family}
    offered = {row.organization: row for row in _known(store, advocates) if row.organization not in taken}
    offered |= {row.organization: row for row in _of_interest(store, advocates) if row.organization not in taken}
    return tuple(sorted([*listed, *sorted(offered.values(), key=_order)[: max(size - len(listed), 0)]], key=_order))


def accept(store: GraphStore, rows: Iterable[Row], at: datetime) -> tuple[Target, ...]:
    """Puts proposed companies on the target list, with what they were given to begin with."""
    return tuple(
        add_target(store, row.name, priority=row.motivation, posting=row.posting, at=at)
        for row in rows
        if not row.is_target
    )


def paste(store: GraphStore, text: str, at: datetime) -> tuple[Target, ...]:
    """Puts the companies of a pasted list on the target list; those on it already stay as they are.

    Raises:
        UserError: when no company is named.
    """
    names = tuple(companies_in(text))
    if not names:
        raise UserError("No company is named.", "Write one company a line.")
    held = {target.organization for target in store.targets()}
    new = [name for name in names if organization_id(organization_key(name)) not in held]
    return tuple(add_target(store, name, priority=USUAL_MOTIVATION, at=at) for name in new)


def companies_in(text: str) -> Iterator[str]:
    """The companies of a pasted list, each once: one a line, or separated by commas or semicolons.

    >>> list(companies_in("1. Acme, Inc.\\n- Globex\\n\\nacme"))
    ['Acme, Inc.', 'Globex']
    """
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) == 1:
        parts = _COMMA.split(text)
    seen: set[str] = set()
    for part in parts:
        name = clean_text(_MARKS.sub("", part)).strip(" ,")
        key = organization_key(name)
        if key and key not in seen:
            seen.add(key)
            yield name


def _advocates(store: GraphReader, today: date) -> Counter[OrganizationId]:
    """How many people one knows are at each company now."""
    known = [tie.other(EGO) for tie in store.ties_of(EGO) if judged(tie, today)]
    people = store.people(known).values()
    held = {(one.id, place.organization) for one in people for place in one.affiliations if place.current}
    return Counter(organization for _, organization in held)


def _listed(target: Target, family: frozenset[OrganizationId], advocates: Mapping[OrganizationId, int]) -> Row:
    known = sum(advocates.get(each, 0) for each in family)
    return Row(target.organization, target.name, target.priority, target.posting, known, ("on your list",), True,
               target.stage)  # fmt: skip


def _known(store: GraphReader, advocates: Mapping[OrganizationId, int]) -> Iterator[Row]:
    for where, known in advocates.items():
        found = store.organization(where)
        if found:
            yield Row(where, found.name, USUAL_MOTIVATION, 0, known, ("you know people there",), False)


def _of_interest(store: GraphReader, advocates: Mapping[OrganizationId, int]) -> Iterator[Row]:
    for each in proposed(store):
        where = organization_id(organization_key(each.name))
        yield Row(where, each.name, _given(each, MOTIVATION_BY_INTEREST, USUAL_MOTIVATION),
                  _given(each, POSTING_BY_INTEREST, 0), advocates.get(where, 0), each.why, False)  # fmt: skip


def _given(proposal: Proposal, by_interest: Mapping[str, int], usual: int) -> int:
    return max((by_interest.get(why, usual) for why in proposal.why), default=usual)


def _order(row: Row) -> tuple[int, int, int, str]:
    return -row.motivation, -row.posting, -row.advocates, row.name
