"""vCards of every version and program: 2.1 from old phones and Outlook, 3.0 from Apple and Google, 4.0.

A card becomes a person, a company or a group. Cards are found by `importers.cards`, lines read by
`importers.contentlines`; here is decided what their properties mean.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.records import CardKind, ContactRecord, GroupRecord, Job, Party, PersonName, Problem, Record, SourceRef
from importers.base import SourceFile
from importers.cards import Card, Stray, cards_of, one_line
from importers.contentlines import Property, split, unescape
from importers.decoding import marked_encoding
from importers.relations import CardIndex, is_profile, plain_uid, relations_of

SYSTEM_LABELS = frozenset({"mycontacts", "my contacts", "starred"})
"""Categories that a program gives to every contact: they say nothing about a person."""

_CITY = 3
"""Which part of an address (ADR) is the city."""

_BEGIN = re.compile(r"^[^\S\n]*begin\s*:\s*vcard\s*$", re.IGNORECASE | re.MULTILINE)
_BEGINS_WITH_CARD = re.compile(r"(?:\ufeff|\s|#[^\n]*\n)*begin\s*:\s*vcard\s*$", re.IGNORECASE | re.MULTILINE)
_COMPANY_KINDS = frozenset({"org", "organization", "location", "device", "application", "thing"})


@dataclass(frozen=True, slots=True)
class VCards:
    """Reads vCard files."""

    name: str = "vcard"

    def identify(self, file: SourceFile) -> bool:
        """Whether a file starts with a card, or is called a vCard file and holds one near its start."""
        head = file.head()
        text = head.decode(marked_encoding(head) or "utf-8", "replace").replace("\r", "\n")
        if file.base_name.casefold().endswith((".vcf", ".vcard")):
            return _BEGIN.search(text) is not None
        return _BEGINS_WITH_CARD.match(text) is not None

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """A contact or group for each card with a name, its relations after it; other cards are problems."""
        found = [(one, _naming(one) if isinstance(one, Card) else _Naming("")) for one in cards_of(file.read())]
        index = _index((card, naming) for card, naming in found if isinstance(card, Card))
        yield from _guess(file, (line for one, _ in found if isinstance(one, Card) for line in one.guessed))
        for one, naming in found:
            if isinstance(one, Stray):
                yield Problem(_at(file, one.line), "These lines belong to no card: a line BEGIN:VCARD is missing.")
            else:
                yield from _records_of(one, naming, file, index)


VCARD = VCards()
"""The importer of vCards."""


def _at(file: SourceFile, line: int) -> SourceRef:
    return SourceRef(f"{file.base_name} line {line}")


def _guess(file: SourceFile, lines: Iterator[int]) -> Iterator[Problem]:
    """One warning a file: a wrong guess makes wrong letters in every card alike."""
    line = next(lines, None)
    if line is not None:
        yield Problem(_at(file, line), "The letters had to be guessed: check names with accents.", kept=True)


def _index(cards: Iterator[tuple[Card, "_Naming"]]) -> CardIndex:
    by_uid: dict[str, Party] = {}
    for card, naming in cards:
        uid = card.text("UID")
        if uid and naming.text and not _is_group(card):
            by_uid.setdefault(plain_uid(uid), Party(name=naming.text, uid=uid))
    return CardIndex(by_uid)


def _records_of(card: Card, naming: "_Naming", file: SourceFile, index: CardIndex) -> Iterator[Record | Problem]:
    source = _at(file, card.line)
    if not naming.text:
        yield Problem(source, "The card holds no name, company, e-mail address or phone number.")
        return
    yield from _complaints(card, naming, file)
    if _is_group(card):
        yield _group(card, naming.text, index, source)
        return
    contact = _contact(card, naming, source)
    yield contact
    yield from relations_of(card, Party(name=contact.name.full, uid=contact.uid), index, file.base_name)


def _complaints(card: Card, naming: "_Naming", file: SourceFile) -> Iterator[Problem]:
    if naming.stands_in:
        yield Problem(_at(file, card.line), f"The card holds no name; its {naming.stands_in} stands in.", kept=True)
    if not card.closed:
        what = "The card has no line END:VCARD, so its end may be missing."
        yield Problem(_at(file, card.line), what, kept=True)
    for line in card.broken:
        yield Problem(_at(file, line), "The line cannot be read; the rest of the card is kept.", kept=True)


@dataclass(frozen=True, slots=True)
class _Naming:
    """What a card is called. `stands_in` is what is used for want of a name; `by_company`: only a company is named."""

    text: str
    stands_in: str = ""
    by_company: bool = False


def _naming(card: Card) -> _Naming:
    """FN, else the parts of N, else the company, a nickname, an address, a number."""
    written = card.text("FN")
    if written:
        return _Naming(written)
    family, given, middle = _name_parts(card)
    if given or family or middle:
        return _Naming(" ".join(filter(None, (given, middle, family))))
    company = next((parts[0] for parts in card.parts("ORG") if parts[0]), "")
    if company:
        return _Naming(company, by_company=True)
    nickname = card.text("NICKNAME")
    if nickname:
        return _Naming(nickname, stands_in="nickname")
    email = card.text("EMAIL").removeprefix("mailto:")
    if email:
        return _Naming(email.partition("@")[0] or email, stands_in="e-mail address")
    return _Naming(card.text("TEL").removeprefix("tel:"), stands_in="phone number")


def _name_parts(card: Card) -> tuple[str, str, str]:
    """Family, given and additional names from the first N that holds anything."""
    family, given, middle, *_ = [*next(iter(card.parts("N")), []), "", "", ""]
    return family, given, middle


def _is_group(card: Card) -> bool:
    return _kind(card) == "group"


def _kind(card: Card) -> str:
    return card.text("KIND", "X-ADDRESSBOOKSERVER-KIND").casefold()


def _group(card: Card, name: str, index: CardIndex, source: SourceRef) -> GroupRecord:
    """A group with those members whose cards are in the file; the others were deleted."""
    found = (index.member_of(uid) for uid in card.texts("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"))
    return GroupRecord(name, tuple(dict.fromkeys(member for member in found if member)), source)


def _contact(card: Card, naming: _Naming, source: SourceRef) -> ContactRecord:
    family, given, middle = _name_parts(card)
    companies = card.parts("ORG")
    is_company = naming.by_company or _says_company(card)
    if not (is_company or family or given or middle):
        is_company = naming.text.casefold() in (parts[0].casefold() for parts in companies)
    jobs = _jobs(card, companies)
    notes = (unescape(note.text).strip() for note in card.all("NOTE"))
    return ContactRecord(
        PersonName(naming.text, given, family),
        source,
        kind=CardKind.ORGANIZATION if is_company else CardKind.PERSON,
        emails=_each_once(card.texts("EMAIL")),
        phones=_each_once(card.texts("TEL")),
        profile=_profile(card),
        uid=card.text("UID") or None,
        organization=jobs[0].organization or None,
        department=", ".join(filter(None, companies[0][1:])) or None if companies else None,
        title=jobs[0].title,
        jobs=jobs[1:],
        schools=_each_once(card.texts("X-SCHOOL")),
        city=next((parts[_CITY] for parts in card.parts("ADR") if len(parts) > _CITY and parts[_CITY]), None),
        labels=_labels(card),
        note="\n".join(filter(None, notes)) or None,
    )


def _says_company(card: Card) -> bool:
    return _kind(card) in _COMPANY_KINDS or card.text("X-ABSHOWAS").casefold() == "company"


def _jobs(card: Card, companies: Sequence[Sequence[str]]) -> tuple[Job, ...]:
    """Companies with the titles that stand in the same place, the present one first; its company may be empty."""
    names = [parts[0] for parts in companies] or [""]
    titles = card.texts("TITLE") or card.texts("ROLE")
    jobs = [Job(name, titles[place] if place < len(titles) else None) for place, name in enumerate(names)]
    further = (job for job in jobs[1:] if job.organization and (job.title or job.organization != names[0]))
    return (jobs[0], *dict.fromkeys(job for job in further if job != jobs[0]))


def _labels(card: Card) -> tuple[str, ...]:
    written = (one_line(each) for one in card.all("CATEGORIES") for each in split(one.text, ","))
    return _each_once(each for each in written if each and each.casefold() not in SYSTEM_LABELS)


def _profile(card: Card) -> str | None:
    """The first address of a LinkedIn member, else the member's name there as Apple keeps it."""
    links = card.texts("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "IMPP", "X-LINKEDIN-URL")
    found = next(filter(is_profile, links), None)
    return found or next(filter(None, map(_member_name, card.all("X-SOCIALPROFILE"))), None)


def _member_name(one: Property) -> str | None:
    if "linkedin" not in one.types:
        return None
    return next(iter(one.parameters.get("X-USER", ())), "") or None


def _each_once(texts: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
