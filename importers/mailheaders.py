"""What do the headers of a mail say, beside names: when it was written, what it answers, and is it from a machine?

Headers are split here by a pattern, for only some of them matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from graph.records import Party
from importers.addresses import Named, header_text, named_in
from importers.dates import read_moment
from importers.decoding import LAST_RESORT

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Mail is from these years; any other is a clock that was not set."""

TRACES = (b"from", b"sender", b"to", b"cc", b"bcc", b"date", b"message-id", b"received", b"delivered-to")
"""A mail has at least one of these headers."""

_LISTED = (b"list-id", b"list-unsubscribe", b"feedback-id")
_MARKS = frozenset(
    b"list-id list-unsubscribe feedback-id precedence auto-submitted x-auto-response-suppress content-type "
    b"return-path x-spam-flag x-spam-status".split()
)
"""Headers that can tell that a mail is from a list or a machine."""
_OTHERS = b"in-reply-to references x-gmail-labels x-original-to envelope-to x-mozilla-status x-unsent".split()
_READ = frozenset((*TRACES, *_MARKS, *_OTHERS))
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_CHARSET = re.compile(rb"charset\s*=\s*\"?([\w.:+-]{1,40})", re.IGNORECASE)
_ID = re.compile(rb"<([^<>]+)>")
_LONGEST_ID = 250

_DATE = re.compile(
    rb"\s*(?:[a-z]{3},)?\s*(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)\s+([+-]\d\d)(\d\d)\s*(?:\([^()]*\)\s*)?",
    re.IGNORECASE,
)
"""As nearly all programs write it: "Mon, 5 Jan 2026 10:00:00 +0100 (CET)"."""
_MONTHS = {name: number for number, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_COMMENT = re.compile(r"\([^()]*\)")
_LONGEST_DATE = 200

_NO_PERSON = re.compile(
    r"(?:.*[-_.+=])?(?:(?:no|not|do[-_.]?not|dont|never)[-_.]?(?:reply|respond|responder|repondre)|noreply|bounces?"
    r"|notifications?|notify|notifier|nepasrepondre|ne[-_.]pas[-_.]repondre|newsletters?)(?:[-_.+=\d].*)?"
    r"|mailer-daemon|.*daemon|postmaster|alerts?|automailer|auto-?(?:reply|confirm|matic)|news|digest|updates?"
    r"|owner-.*|.*-owner|.*-request|listserv|listmaster|majordomo|mailman|sympa|mailer"
)
"""Names of mailboxes, before the @, from which machines and mailing lists write."""
_NO_PERSONS_HOST = re.compile(r"(?:.*[.-])?(?:no-?reply|bounces?|notifications?)[.-].*")
_BULK_PRECEDENCE = (b"bulk", b"list", b"junk", b"auto_reply", b"auto-reply")
_SUPPRESSED = (b"all", b"oof", b"autoreply")
"""Answers that only a machine does not want, as Exchange writes them."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers that are read here, by their names in lower case; those that stand several times are joined."""

    fields: dict[bytes, bytes]

    @classmethod
    def of(cls, block: bytes) -> "Headers":
        """Reads a header block; lines that are no headers are passed over."""
        fields: dict[bytes, list[bytes]] = {}
        for name, value in _FIELD.findall(block):
            name = name.lower()
            if name in _READ:
                fields.setdefault(name, []).append(value)
        return cls({name: b",".join(values) for name, values in fields.items()})

    def value(self, name: bytes) -> bytes:
        """The value of a header, empty where there is none."""
        return self.fields.get(name, b"")

    def named(self, name: bytes) -> Named:
        """Whom a header names. Letters that are neither encoded nor UTF-8 are read as those of the mail's text."""
        value = self.fields.get(name)
        if value is None:
            return Named()
        charset = None if value.isascii() else _CHARSET.search(self.value(b"content-type"))
        return named_in(value, charset[1].decode().lower() if charset else LAST_RESORT)

    @property
    def is_guess(self) -> bool:
        """Whether there are letters in names that are neither encoded nor UTF-8."""
        names = (self.fields.get(name, b"") for name in (b"from", b"to", b"cc"))
        return any(not value.isascii() and not _is_utf8(value) for value in names)

    @property
    def id(self) -> str | None:
        """The Message-ID without its brackets."""
        return _id_in(self.value(b"message-id")) or _short(self.value(b"message-id"))

    @property
    def thread(self) -> str | None:
        """The Message-ID of the first mail of the conversation."""
        return _id_in(self.value(b"references")) or _id_in(self.value(b"in-reply-to")) or self.id

    @property
    def at(self) -> datetime | None:
        """When the mail was written, in UTC, or without a time zone where the mail does not name it."""
        moment = _moment(self.value(b"date").strip()[:_LONGEST_DATE])
        return moment if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else None


@lru_cache(8192)
def is_machine(email: str) -> bool:
    """Whether a machine or a mailing list writes from an address."""
    name, _, host = email.partition("@")
    return _NO_PERSON.fullmatch(name) is not None or _NO_PERSONS_HOST.fullmatch(host) is not None


def is_bulk(headers: Headers, sender: Party, recipients: Sequence[Party]) -> bool:
    """Whether a mail comes from a list or a machine, or goes to machines only.

    It does when it has List-Id, List-Unsubscribe or Feedback-ID, when it says that it is automatic (Precedence,
    Auto-Submitted, X-Auto-Response-Suppress, a report of delivery, no address for failures), when a filter took it
    for spam, or when its sender's address is one that machines use. Who is in Cc makes no difference.
    """
    marks = _MARKS & headers.fields.keys()
    return (
        any(name in marks and headers.fields[name].strip() for name in _LISTED)
        or (bool(marks) and _is_automatic(headers))
        or (sender.email is not None and is_machine(sender.email))
        or all(party.email is not None and is_machine(party.email) for party in recipients)
    )


def _is_automatic(headers: Headers) -> bool:
    """Whether a mail says of itself that a machine wrote it."""
    said = {name: value.strip().lower() for name in _MARKS if (value := headers.fields.get(name))}
    automatic = said.get(b"auto-submitted", b"no")
    unwanted = said.get(b"x-auto-response-suppress", b"")
    return (
        said.get(b"precedence") in _BULK_PRECEDENCE
        or not automatic.startswith(b"no")
        or any(each in unwanted for each in _SUPPRESSED)
        or said.get(b"content-type", b"").startswith(b"multipart/report")
        or said.get(b"return-path") == b"<>"
        or said.get(b"x-spam-flag") == b"yes"
        or said.get(b"x-spam-status", b"").startswith(b"yes")
    )


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _id_in(value: bytes) -> str | None:
    found = _ID.search(value)
    return _short(found[1]) if found else None


def _short(value: bytes) -> str | None:
    """An opaque key on one line; what follows its first 250 letters makes no difference."""
    return b"".join(value.split()).decode("utf-8", "replace").replace("\0", "")[:_LONGEST_ID] or None


def _moment(value: bytes) -> datetime | None:
    found = _DATE.fullmatch(value)
    if found:
        day, month, year, hour, minute, second, hours_ahead, minutes_ahead = found.groups()
        minutes = int(minutes_ahead) if hours_ahead[:1] == b"+" else -int(minutes_ahead)
        try:
            local = datetime(
                int(year), _MONTHS.get(month.lower(), 0), int(day), int(hour), int(minute), int(second), tzinfo=UTC
            )
            return local - timedelta(hours=int(hours_ahead), minutes=minutes)
        except (ValueError, OverflowError):
            return None
    return _odd_moment(header_text(value))


def _odd_moment(text: str) -> datetime | None:
    """Old and broken forms, then those of other languages."""
    plain = re.sub(r"\s*:\s*", ":", _COMMENT.sub(" ", text))
    try:
        moment = parsedate_to_datetime(plain)
        if moment.tzinfo:
            return moment.astimezone(UTC)
        return moment.replace(tzinfo=UTC) if plain.rstrip().endswith("-0000") else moment
    except (ValueError, TypeError, IndexError, OverflowError):
        found = read_moment(plain)
    return found if isinstance(found, datetime) else None
