"""Whom does a From, To or Cc header name? Octets in, people out, however the program wrote them.

Nearly all addresses are written in one of two plain forms, which a pattern reads; the same ones come back in every
mail, so what was read is kept at hand. All others are read part by part between commas: comments, groups, routes, and
what no standard allows but mails hold: semicolons, two addresses without a comma, `Lee, Ann <...>` without quotes.
`email.utils.getaddresses` loses people there and does not know encoded words; the tests hold that both find the same
addresses in what is well written. `email.policy.default` raises on some headers.
"""

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.records import Party
from graph.text import clean_text
from importers.decoding import LAST_RESORT, charset_called

KEPT_AT_HAND = 8192
"""Headers whose reading is remembered, some megabytes: a mailbox has about this many different ones that come back."""

LONGEST_REMEMBERED = 1000
"""Octets of a header that is remembered; longer ones are lists of many people, which seldom come back."""

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_ENCODED_RUN = re.compile(rf"{_ENCODED.pattern}(?:\s*{_ENCODED.pattern})*", re.IGNORECASE)
_ATOM = r"[^\s@<>()\[\],;:\\\"]+"
_ADDRESS = re.compile(rf"(?:{_ATOM}|\"[^\"\\@<>]+\")@(?:{_ATOM}|\[[\w.:]+\])")
_PLAIN = re.compile(rf"(?:\"([^\"\\<>]*)\"\s*|([^\"<>(),;:\\]*))<({_ATOM}@{_ATOM})>")
_QUOTED = r"\"(?:[^\"\\]|\\.)*\""
_COMMENT = re.compile(r"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_COMMENT_OR_OPEN = re.compile(r"\(((?:[^()\\]|\\.)*+)(\)?)", re.DOTALL)
"""The same, or (without its second group) one that does not end, so that it is not looked for again inside itself."""
_PART = re.compile(rf"(?:[^\\\",;<>()]|\\.|{_QUOTED}|<[^<>]*>|{_COMMENT.pattern}|[\\\"<>()])+", re.DOTALL)
_IN_BRACKETS = re.compile(r"<([^<>]*)(?:>|\Z)")
_ROUTE = re.compile(r"(?:@[^:]*:)?(?:mailto:)?", re.IGNORECASE)
_GROUP = re.compile(r"[^<>\",;:@]*:")
_EXCHANGE = re.compile(r"<?/o=[^<>]*>?", re.IGNORECASE)
"""A person's place in a company's directory, which Outlook writes instead of an address or into the name."""
_NOBODY = re.compile(r"\W*(?:undisclosed|unlisted|hidden|suppressed)\W*(?:recipients?|list|addresse?e?s)?\W*.*", re.I)
"""Stands for people who are not named; programs write it in English in every country, and not always as a group."""
_ASIDE = "\ue000{}\ue001"
_PUT_ASIDE = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a header names. `lost` counts the parts that hold an @ and are no address; they name nobody."""

    parties: tuple[Party, ...] = ()
    lost: int = 0


def named_in(value: bytes, charset: str = LAST_RESORT) -> Named:
    """Whom a header value names, each with the name and the address (in lower case) that stand there.

    Words without an address are a name. `charset` is what letters are read in that are neither encoded nor UTF-8.
    """
    return _named_again(value, charset) if len(value) <= LONGEST_REMEMBERED else _named(value, charset)


def header_text(value: bytes, charset: str = LAST_RESORT) -> str:
    """A header value as text on one line, its encoded words decoded."""
    text = _unfolded(value, charset)
    return clean_text(_ENCODED_RUN.sub(lambda run: _decoded(run.group()), text) if "=?" in text else text)


def _named(value: bytes, charset: str) -> Named:
    text = _unfolded(value, charset)
    if "=?" not in text:
        return _read(text)
    words: list[str] = []

    def put_aside(run: re.Match[str]) -> str:
        words.append(_decoded(run.group()))
        return _ASIDE.format(len(words) - 1)

    found = _read(_ENCODED_RUN.sub(put_aside, text))
    parties = (_put_back(party, words) for party in found.parties)
    return Named(tuple(party for party in parties if party.name or party.email), found.lost)


_named_again = lru_cache(KEPT_AT_HAND)(_named)


def _put_back(party: Party, words: Sequence[str]) -> Party:
    """Somebody with the words that stood aside; some programs encode name and address as one."""
    name, email = (_PUT_ASIDE.sub(lambda found: _word(words, found), text or "") for text in (party.name, party.email))
    return _party(name, email) if email else _plain(name.strip()) or _party(name, "")


def _word(words: Sequence[str], found: re.Match[str]) -> str:
    """What was put aside; the letters that stand for it can come from the mail itself too."""
    number = int(found[1][:9])
    return words[number] if number < len(words) else ""


def _read(text: str) -> Named:
    parts = _parts(text)
    plain = [_plain(part) for part in parts]
    if all(plain):
        return Named(tuple(party for party in plain if party))
    found: list[Party] = []
    lost = 0
    family = ""
    for part in parts:
        part = _GROUP.sub("", part, count=1) if ";" in text and _GROUP.match(part) else part
        named = _in_part(part)
        lost += not named and "@" in part and not _NOBODY.match(part)
        if len(named) == 1 and not named[0].email:
            found += [Party(family)] if family else []
            family = named[0].name or ""
            continue
        if family and named:
            first, *others = named
            named = [Party(f"{family}, {first.name}", first.email) if first.name else first, *others]
            found += [] if first.name else [Party(family)]
            family = ""
        found += named
    return Named(tuple([*found, Party(family)] if family else found), lost)


def _parts(text: str) -> list[str]:
    """The parts between commas and semicolons outside quotes; empty ones are left out."""
    if ";" in text and "@" not in text:
        parts = text.split(";")
    elif any(sign in text for sign in '"(\\;<'):
        parts = [found.group() for found in _PART.finditer(text)]
    else:
        parts = text.split(",")
    return [part for part in map(str.strip, parts) if part]


@lru_cache(KEPT_AT_HAND)
def _plain(part: str) -> Party | None:
    """Somebody in one of the two plain forms: an address alone, or behind a name and in angle brackets."""
    if _ADDRESS.fullmatch(part):
        return _party("", part)
    found = _PLAIN.fullmatch(part)
    return _party(found[1] or found[2] or "", found[3]) if found else None


def _in_part(part: str) -> list[Party]:
    """Whom a part between commas names: mostly one, several where commas are missing."""
    comments = " ".join(found[1] for found in _COMMENT_OR_OPEN.finditer(part) if found[2])
    part = _COMMENT_OR_OPEN.sub(lambda found: " " if found[2] else found[0], part)
    found: list[Party] = []
    end = 0
    for inside in _IN_BRACKETS.finditer(part):
        email = _ROUTE.sub("", "".join(inside[1].split()), count=1)
        if _ADDRESS.fullmatch(email):
            found.append(_party(part[end : inside.start()] or comments, email))
            end = inside.end()
    return found or _in_words(part.partition("<")[0] if "<" in part else part, comments)


def _in_words(part: str, comments: str) -> list[Party]:
    """The same where no address stands in angle brackets."""
    words = [word.strip("'\"[]()<>").removeprefix("mailto:") for word in part.split()]
    addresses = [word for word in words if _ADDRESS.fullmatch(word)]
    if len(addresses) == 1:
        return [_party(" ".join(word for word in words if word != addresses[0]) or comments, addresses[0])]
    if addresses:
        return [_party("", address) for address in addresses]
    party = _party(part, "")
    return [] if "@" in part or party.name is None or _NOBODY.match(part) else [party]


def _party(name: str, address: str) -> Party:
    """Somebody; a name that only repeats the address is none."""
    email = clean_text(address).rstrip(".").lower() or None
    shown = clean_text(_EXCHANGE.sub("", name.replace("\\", "")) if "/" in name else name.replace("\\", ""))
    shown = shown.strip("'\"<> ")
    return Party(shown if shown.lower() != email and any(map(str.isalnum, shown)) else None, email)


def _unfolded(value: bytes, charset: str) -> str:
    """Text on one line: UTF-8, else in the charset of the mail."""
    value = value.replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"").strip()
    try:
        return value.decode()
    except UnicodeDecodeError:
        return _as_text(value, charset)


def _decoded(run: str) -> str:
    """Encoded words next to each other, joined before they are decoded: some tear letters apart."""
    pieces: list[tuple[str, bytes]] = []
    for found in _ENCODED.finditer(run):
        charset = found[1].partition("*")[0].lower()
        data = _octets(found[2], found[3])
        if pieces and pieces[-1][0] == charset:
            pieces[-1] = charset, pieces[-1][1] + data
        else:
            pieces.append((charset, data))
    return "".join(_as_text(data, charset) for charset, data in pieces)


def _octets(encoding: str, text: str) -> bytes:
    """What an encoded word holds; letters that cannot be are passed over, as is a torn end."""
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    data = data[: len(data) - (len(data) % 4 == 1)]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _as_text(data: bytes, charset: str) -> str:
    """Octets in a charset; in UTF-8 or the most frequent old one where it is unknown or wrong."""
    codec = charset_called(charset) or "utf-8"
    for each in (codec, "utf-8"):
        try:
            return data.decode(each)
        except UnicodeError:
            continue
    return data.decode(LAST_RESORT if codec == "utf-8" else codec, "replace")
