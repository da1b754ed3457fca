"""What LinkedIn's archive says about its owner: name and place, positions, schools, addresses and numbers.

Each file becomes one card of the owner. Only Profile.csv knows the name; the cards of the others have none.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain

from graph.records import ContactRecord, Job, Origin, PersonName, Problem, Record, Skipped, SkipReason
from importers.base import Importer
from importers.dates import read_span
from importers.linkedin.places import city_of
from importers.linkedin.tables import Entry, Row, Shape, TableOf, each_row

_NAMELESS = PersonName("")
_NOT_ENDED = ("present", "current", "now")


def _profile(entry: Entry) -> Iterator[Record | Problem]:
    given, family = entry.text("firstname"), entry.text("lastname")
    if not given and not family:
        yield Problem(entry.source, "This row has no name.")
        return
    name = PersonName(f"{given} {family}".strip(), given, family)
    yield ContactRecord(name, entry.source, origin=Origin.OWNER, city=city_of(entry.text("geolocation")))


def _one_card(
    read: Callable[[Entry], Iterator[Record | Problem]], rank: Callable[[Entry], tuple[int, ...]]
) -> Callable[[Sequence[Row]], Iterator[Record | Problem]]:
    """Makes one card of all rows of a file, in the order of their ranks."""

    def read_all(rows: Sequence[Row]) -> Iterator[Record | Problem]:
        parts: list[tuple[tuple[int, ...], ContactRecord]] = []
        for row in rows:
            if isinstance(row, Problem):
                yield row
                continue
            for found in chain(read(row), row.problems()):
                if isinstance(found, ContactRecord):
                    parts.append((rank(row), found))
                else:
                    yield found
        if parts:
            yield _together(parts[0][1], [card for _, card in sorted(parts, key=lambda part: part[0])])

    return read_all


def _together(first: ContactRecord, cards: Sequence[ContactRecord]) -> ContactRecord:
    return ContactRecord(
        _NAMELESS,
        first.source,
        origin=Origin.OWNER,
        emails=tuple(dict.fromkeys(email for card in cards for email in card.emails)),
        phones=tuple(dict.fromkeys(phone for card in cards for phone in card.phones)),
        jobs=tuple(job for card in cards for job in card.jobs),
        schools=tuple(dict.fromkeys(school for card in cards for school in card.schools)),
    )


def _position(entry: Entry) -> Iterator[Record | Problem]:
    """A position; a month stands for its first day at the start and its last at the end."""
    company = entry.text("companyname")
    if not company:
        yield Problem(entry.source, "This row names no company.")
        return
    start, end = _term(entry)
    yield ContactRecord(
        _NAMELESS, entry.source, origin=Origin.OWNER, jobs=(Job(company, entry.text("title") or None, start, end),)
    )
    finished = entry.text("finishedon")
    if (entry.text("startedon") and not start) or (_is_over(finished) and not read_span(finished)):
        yield Problem(entry.source, "A date of this position cannot be read, so it was left out.", kept=True)


def _term(entry: Entry) -> tuple[date | None, date | None]:
    """First and last day; a position that ended at a time nobody can read ends when it began, so as not to go on."""
    started, finished = read_span(entry.text("startedon")), read_span(entry.text("finishedon"))
    if finished is None and _is_over(entry.text("finishedon")):
        finished = started
    return started.first if started else None, finished.last if finished else None


def _is_over(finished: str) -> bool:
    return bool(finished) and finished.casefold() not in _NOT_ENDED


def _by_time(entry: Entry) -> tuple[int, ...]:
    """Positions held now first, then the latest."""
    start, end = _term(entry)
    return (-(end or date.max).toordinal(), -(start or date.min).toordinal())


def _education(entry: Entry) -> Iterator[Record | Problem]:
    school = entry.text("schoolname")
    if school:
        yield ContactRecord(_NAMELESS, entry.source, origin=Origin.OWNER, schools=(school,))
    else:
        yield Problem(entry.source, "This row names no school.")


def _email(entry: Entry) -> Iterator[Record | Problem]:
    address = entry.text("emailaddress")
    if "@" not in address:
        yield Problem(entry.source, "This row holds no e-mail address.")
    elif entry.text("confirmed").casefold() != "yes":
        yield Skipped(SkipReason.PENDING, entry.source)
    else:
        yield ContactRecord(_NAMELESS, entry.source, origin=Origin.OWNER, emails=(address,))


def _phone(entry: Entry) -> Iterator[Record | Problem]:
    number, extension = entry.text("number"), entry.text("extension")
    if any(map(str.isdigit, number)):
        written = f"{number} ext. {extension}" if extension else number
        yield ContactRecord(_NAMELESS, entry.source, origin=Origin.OWNER, phones=(written,))
    else:
        yield Problem(entry.source, "This row holds no phone number.")


def _as_they_stand(entry: Entry) -> tuple[int, ...]:
    return ()


def _primary_first(entry: Entry) -> tuple[int, ...]:
    return (int(entry.text("primary").casefold() != "yes"),)


OWNER: tuple[Importer, ...] = (
    TableOf(
        "linkedin-profile",
        Shape(frozenset({"firstname", "lastname", "headline", "summary", "industry"})),
        each_row(_profile),
    ),
    TableOf(
        "linkedin-positions",
        Shape(frozenset({"companyname", "title", "startedon", "finishedon"})),
        _one_card(_position, _by_time),
    ),
    TableOf(
        "linkedin-education",
        Shape(frozenset({"schoolname", "degreename"})),
        _one_card(_education, _as_they_stand),
    ),
    TableOf(
        "linkedin-email-addresses",
        Shape(frozenset({"emailaddress", "confirmed", "primary"})),
        _one_card(_email, _primary_first),
    ),
    TableOf(
        "linkedin-phone-numbers",
        Shape(frozenset({"extension", "number", "type"})),
        _one_card(_phone, _as_they_stand),
    ),
)
"""The importers of what tells about the owner."""
