"""Mail (.mbox, .eml, .emlx, Maildir): who wrote to whom and when; no subject and no body is read.

Every mail is one interaction, or is counted as left out: a draft, spam, or one that names nobody. Mail of lists and
machines is kept and marked, so that it ties nobody to anybody. People in Bcc are recipients like the others: who wrote
knows them, and "I move you to Bcc" is how introductions end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from graph.records import (
    InteractionKind,
    InteractionRecord,
    Party,
    Problem,
    Record,
    Skipped,
    SkipReason,
    SourceRef,
)
from importers.addresses import Named, header_text
from importers.base import SourceFile
from importers.mailfolders import FolderKind, kind_of_file, kind_of_labels
from importers.mailheaders import TRACES, Headers, is_bulk
from importers.mailowner import OwnerSearch
from importers.mbox import HeaderBlock, is_mbox, mails_of, single_mail, start_of_mail

MOST_RECIPIENTS = 500
"""People of one mail that are kept; a longer list says nothing about who knows whom, so only its length is told."""

_LINE = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[^\n]*\n?(?:[ \t][^\n]*(?:\n|\Z))*")
_SURE = frozenset(b"from received message-id return-path delivered-to x-gm-thrid x-mozilla-status".split())
_KNOWN = _SURE | frozenset(
    b"to cc bcc sender reply-to date subject mime-version content-type content-transfer-encoding references "
    b"in-reply-to x-mailer user-agent x-original-to envelope-to dkim-signature arc-seal authentication-results "
    b"thread-topic thread-index list-id precedence importance x-priority x-unsent x-apparently-to".split()
)
_ENDINGS = (".eml", ".emlx")
_HEADERS_LOOKED_AT = 100
_THROWN_AWAY = 0x0008
"""Mark of Thunderbird on mail that was deleted or moved and still stands in the file."""

_NO_MAIL = "This is no mail: nothing in it says who wrote it, to whom or when."
_NOBODY = "Who wrote the mail, or to whom, cannot be read: the addresses are broken."
_LOST = "An address cannot be read and was left out; the rest of the mail is kept."
_NO_DATE = "The date of the mail cannot be read or cannot be right, so it was left out."
_CUT = "The headers of the mail are longer than 1 MB; people who stand after that may be missing."
_GUESSED = "The letters had to be guessed: check names with accents."


@dataclass(frozen=True, slots=True)
class Mail:
    """Reads mailboxes and single mails."""

    name: str = "mail"

    def identify(self, file: SourceFile) -> bool:
        """Whether a file starts with a line that parts mails, or with headers of a mail."""
        head = file.head()
        if is_mbox(head):
            return True
        names = list(_names_of_headers(start_of_mail(head)))
        known = sum(name in _KNOWN for name in names)
        if file.base_name.casefold().endswith(_ENDINGS):
            return known > 0
        return known > 1 and any(name in _SURE for name in names)

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """An interaction for each mail, or why there is none; then the owner, where the file makes it certain."""
        is_folder = is_mbox(file.head())
        reading = _Reading(file.base_name, kind_of_file(file, is_folder=is_folder))
        with file.opener() as stream:
            for block in mails_of(stream) if is_folder else (single_mail(stream),):
                yield from reading.take(block)
        yield from reading.owner.told()


MAIL = Mail()
"""The importer of mail."""


def _names_of_headers(start: bytes) -> Iterator[bytes]:
    """The names of the headers at the start of a file, in lower case; none where it starts with something else."""
    place = 0
    for _ in range(_HEADERS_LOOKED_AT):
        found = _LINE.match(start, place)
        if found is None:
            return
        yield found[1].lower()
        place = found.end()


class _Reading:
    """Reads the mails of a file one after the other."""

    def __init__(self, base_name: str, kind: FolderKind | None) -> None:
        self.owner = OwnerSearch()
        self._base_name = base_name
        self._kind = kind
        self._number = 0
        self._guessed = False

    def take(self, block: HeaderBlock) -> Iterator[Record | Problem]:
        """What becomes of the next mail."""
        self._number += 1
        source = SourceRef(f"{self._base_name} message {self._number}")
        headers = Headers.of(block.data)
        kind = self._kind_of(headers)
        if not any(name in headers.fields for name in TRACES):
            yield Problem(source, _NO_MAIL)
        elif kind is FolderKind.DRAFT:
            yield Skipped(SkipReason.DRAFT, source)
        elif kind is FolderKind.SPAM:
            yield Skipped(SkipReason.SPAM, source)
        else:
            yield from self._written(headers, kind is FolderKind.SENT, block.cut, source)

    def _written(self, headers: Headers, sent: bool, cut: bool, source: SourceRef) -> Iterator[Record | Problem]:
        """The interaction, with what is wrong with it before it; Skipped where it names nobody on one side."""
        senders, recipients = _senders(headers), _recipients(headers)
        if not senders.parties or not recipients.parties:
            unreadable = recipients.lost if senders.parties else senders.lost
            yield Problem(source, _NOBODY) if unreadable else Skipped(SkipReason.EMPTY, source)
            return
        sender, people = senders.parties[0], recipients.parties
        at = headers.at
        if not self._guessed and headers.is_guess:
            self._guessed = True
            yield Problem(source, _GUESSED, kept=True)
        if senders.lost or recipients.lost:
            yield Problem(source, _LOST, kept=True)
        if cut:
            yield Problem(source, _CUT, kept=True)
        if at is None and headers.value(b"date").strip():
            yield Problem(source, _NO_DATE, kept=True)
        self.owner.see(headers, sender, sent, source)
        yield InteractionRecord(
            InteractionKind.MAIL,
            sender,
            people[:MOST_RECIPIENTS],
            at,
            source,
            thread=headers.thread,
            key=headers.id or _made_key(headers, sender, people),
            bulk=is_bulk(headers, sender, people),
            group=len(people) if len(people) > MOST_RECIPIENTS else 0,
        )

    def _kind_of(self, headers: Headers) -> FolderKind | None:
        """What the labels, the folder, or marks of a program say a mail is."""
        fields = headers.fields
        if fields.get(b"x-unsent", b"").strip() == b"1":
            return FolderKind.DRAFT
        if b"x-mozilla-status" in fields and _is_thrown_away(fields[b"x-mozilla-status"]):
            return FolderKind.SPAM
        return (_kind_of_labels(fields[b"x-gmail-labels"]) if b"x-gmail-labels" in fields else None) or self._kind


@lru_cache(1024)
def _kind_of_labels(value: bytes) -> FolderKind | None:
    return kind_of_labels(header_text(value))


def _senders(headers: Headers) -> Named:
    """Whom From names, those with an address first; else Sender."""
    found = headers.named(b"from")
    if not found.parties and b"sender" in headers.fields:
        found = headers.named(b"sender")
    if len(found.parties) < 2:
        return found
    return Named(tuple(sorted(found.parties, key=lambda party: party.email is None)), found.lost)


def _recipients(headers: Headers) -> Named:
    """Whom To, Cc and Bcc name, each once; Bcc only with an address, as programs write other things there."""
    to, cc, bcc = (headers.named(name) for name in (b"to", b"cc", b"bcc"))
    if len(to.parties) < 2 and not (cc.parties or cc.lost or bcc.parties):
        return to
    found: dict[str | Party, Party] = {}
    for party in (*to.parties, *cc.parties, *(each for each in bcc.parties if each.email)):
        found.setdefault(party.email or party, party)
    return Named(tuple(found.values()), to.lost + cc.lost)


def _made_key(headers: Headers, sender: Party, recipients: tuple[Party, ...]) -> str:
    """What is the same for a mail without Message-ID in every export: its date and its people."""
    people = sorted(party.email or party.name or "" for party in recipients)
    date = " ".join(header_text(headers.value(b"date")[:200]).split())
    text = "\n".join((date, sender.email or sender.name or "", *people))
    return "made:" + blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _is_thrown_away(status: bytes) -> bool:
    try:
        return bool(int(status, 16) & _THROWN_AWAY) if status.strip() else False
    except ValueError:
        return False
