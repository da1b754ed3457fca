"""Where does one mail end and the next begin in an mbox file? Only header blocks come out; bodies are passed over.

Programs part mails by a line that starts with "From ", and not all of them mark such lines in bodies: Thunderbird
does not. So a line parts two mails only where it ends with a date, or names nothing but a sender below an empty line;
and where a header follows. Python's `mailbox` takes every "From " for a new mail, and reads the bodies.

Files are read in blocks, so one of 50 GB takes no more memory than one of 5 MB.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST_HEADER_BYTES = 1 << 20
"""Octets of one mail's headers that are read; those of real mail have 2 to 20 thousand. The rest is passed over."""

_BLOCK = 1 << 20
_LINE = 500
"""Octets of a line that parts mails; a longer one is text."""
_AHEAD = 2 * _LINE
"""Octets behind a "From " that must be seen to judge it: the line itself and the start of the next."""

_DAY = rb"(?:[A-Z][a-z]{2},? +)?(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2} +\d{4})"
_DATED = re.compile(
    rb"From (?:.* )?(?:" + _DAY + rb",? +\d{1,2}:\d\d(?::\d\d)?.*|\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*)[ \t]*"
)
"""With a date, as most programs write it: "From ann@example.com Mon Jan  5 10:00:00 2026"."""
_UNDATED = re.compile(rb"From +(?:-|MAILER-DAEMON|[^\s@]+@[^\s@]+)(?: remote from \S+)?[ \t]*")
"""Without one: old Thunderbird ("From -") and some exports of Gmail ("From 1844347792267117879@xxx")."""

_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]*:|>From ")
_MAIL_HEADER = re.compile(
    rb"(?:X-|Content-|List-|Resent-|Authentication-|ARC-|DKIM-|In-Reply-|Delivered-|Return-|Reply-|Message-|MIME-)"
    rb"[!-9;-~]*:|(?:From|To|Cc|Bcc|Sender|Date|Subject|Received|References|Status)[ \t]*:|>From ",
    re.IGNORECASE,
)
"""What can follow a line without a date; "Phone:" below "From ann@example.com" is the text of a mail."""

_END_OF_HEADERS = re.compile(rb"\n\r*\n")
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
_COUNT_OF_BYTES = re.compile(rb"\d{1,12}[ \t]*\r*\n")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The headers of one mail as they stand, lines ended by LF or CR LF. `cut`: there are more than were read."""

    data: bytes
    cut: bool = False


def is_mbox(head: bytes) -> bool:
    """Whether a file starts with a line that parts mails."""
    text = head.replace(b"\r", b"\n") if _is_old_mac(head) else head
    return _separator(text, _span(_START, text), True) is not None


def start_of_mail(head: bytes) -> bytes:
    """The start of a single mail: without a byte order mark, blank lines and the count of octets in Apple's .emlx."""
    text = head.replace(b"\r", b"\n") if _is_old_mac(head) else head
    text = text[_span(_START, text) :]
    return text[_span(_COUNT_OF_BYTES, text) :]


def single_mail(stream: BinaryIO) -> HeaderBlock:
    """The headers of a file that is one mail."""
    head = start_of_mail(stream.read(MOST_HEADER_BYTES + _LINE))
    end = _END_OF_HEADERS.search(head)
    size = end.start() + 1 if end else len(head)
    return HeaderBlock(head[: min(size, MOST_HEADER_BYTES)], cut=size > MOST_HEADER_BYTES)


def mails_of(stream: BinaryIO) -> Iterator[HeaderBlock]:
    """The headers of every mail in an mbox file, in file order."""
    return _Splitter(stream).mails()


class _Splitter:
    """Goes through an mbox file once: `_buffer` holds some of it, of which what is before `_place` has been passed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = stream.read(_BLOCK)
        self._place = 0
        self._blank: int | None = None
        self._at_end = not self._buffer
        self._is_old_mac = _is_old_mac(self._buffer)
        if self._is_old_mac:
            self._buffer = self._buffer.replace(b"\r", b"\n")

    def mails(self) -> Iterator[HeaderBlock]:
        """Every mail after the first line that parts mails."""
        self._place = _span(_START, self._buffer)
        found = _separator(self._buffer, self._place, True)
        while found is not None or (found := self._next()) is not None:
            self._place, found = found, None
            yield self._headers()

    def _next(self) -> int | None:
        """Where the headers of the next mail begin."""
        while True:
            place = self._buffer.find(b"\nFrom ", self._place)
            if place < 0 or (place + _AHEAD > len(self._buffer) and not self._at_end):
                self._place = max(self._place, (place if place >= 0 else len(self._buffer)) - len(b"\n\r\nFrom"))
                if not self._read_on():
                    return None
                continue
            before = self._buffer[max(place - 2, 0) : place].rstrip(b"\r")
            found = _separator(self._buffer, place + 1, not before or before.endswith(b"\n"))
            if found is not None:
                return found
            self._place = place + 1

    def _headers(self) -> HeaderBlock:
        """The headers that begin here, up to a blank line or to a mail that follows without one."""
        end = self._blank_line()
        while end == len(self._buffer) <= self._place + MOST_HEADER_BYTES and self._read_on():
            end = self._blank_line()
        last = min(end + 1, len(self._buffer))
        data = self._buffer[self._place : min(last, self._place + MOST_HEADER_BYTES)]
        size = _end_of_mail(data)
        is_cut = size == len(data) < last - self._place
        self._place += size - 1
        return HeaderBlock(data[:size], is_cut)

    def _blank_line(self) -> int:
        """Where the next blank line is, else the end of what was read: looked for once for all mails before it."""
        if self._blank is None or self._blank < self._place:
            found = _END_OF_HEADERS.search(self._buffer, self._place)
            self._blank = found.start() if found else len(self._buffer)
        return self._blank

    def _read_on(self) -> bool:
        """Reads another block and drops what has been passed; False at the end of the file."""
        if self._at_end:
            return False
        more = self._stream.read(_BLOCK)
        self._at_end = not more
        self._blank = None
        self._buffer = self._buffer[self._place :] + (more.replace(b"\r", b"\n") if self._is_old_mac else more)
        self._place = 0
        return True


def _separator(text: bytes, start: int, after_blank: bool) -> int | None:
    """Where the line after the one at `start` begins, if this one parts two mails."""
    end = text.find(b"\n", start, start + _LINE)
    if end < 0 or not text.startswith(b"From ", start):
        return None
    line = text[start:end].rstrip(b"\r")
    if _DATED.fullmatch(line):
        follows = _HEADER
    elif after_blank and _UNDATED.fullmatch(line):
        follows = _MAIL_HEADER
    else:
        return None
    return end + 1 if follows.match(text, end + 1) else None


def _end_of_mail(headers: bytes) -> int:
    """Where headers end that run into the next mail, as it has no body and no blank line before it."""
    place = headers.find(b"\nFrom ")
    while place >= 0:
        if _separator(headers, place + 1, False) is not None:
            return place + 1
        place = headers.find(b"\nFrom ", place + 1)
    return len(headers)


def _span(form: re.Pattern[bytes], text: bytes) -> int:
    found = form.match(text)
    return found.end() if found else 0


def _is_old_mac(head: bytes) -> bool:
    """Whether lines end with CR alone."""
    return b"\r" in head and b"\n" not in head
