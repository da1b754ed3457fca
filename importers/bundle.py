"""Bundles: what a friend chose to let you see of whom they know, signed, and good until a day (`graph.sharing`).

A bundle is one JSON object: the key it was signed with, the signature, and the text that is signed, itself JSON. It is
not packed, so it can unpack to nothing larger. How much it shows is what its sender says in it: what goes beyond that
is not read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph.errors import UserError
from graph.records import Problem, Record, SourceRef
from graph.shown import BANDS, LEVELS, records_shown, terms_of
from graph.signing import is_signed
from graph.text import clean_text
from importers.base import SourceFile

VERSION = 1
"""Newer bundles are refused."""

LARGEST = 64 << 20
"""Bytes; a bundle of thirty thousand people has five million."""

_BEGINS = b'{"intrograph_bundle":'

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reads bundles."""

    name: str = "bundle"

    def identify(self, file: SourceFile) -> bool:
        """Whether the file begins as a bundle does."""
        return file.head().startswith(_BEGINS)

    def extract(self, file: SourceFile) -> Iterator[Record | Problem]:
        """The terms first, then everybody whom the sender shows, each with their tie to the sender.

        Raises:
            UserError: when it is damaged, was changed after it was signed, or is of a newer version.
        """
        sender, body = _opened(file)
        source = SourceRef(file.base_name)
        yield terms_of(body, sender, source)
        yield from records_shown(body, source)


BUNDLE = Bundle()
"""The importer of bundles."""


def _opened(file: SourceFile) -> tuple[str, Json]:
    """The sender and what they signed, of the shape that the rest relies on."""
    with file.opener() as stream:
        data = stream.read(LARGEST + 1)
    outer = _parsed(data) if len(data) <= LARGEST else {}
    version, sender, signature, text = (outer.get(key) for key in ("intrograph_bundle", "sender", "signature", "body"))
    if isinstance(version, int) and version > VERSION:
        raise UserError(f"{file.base_name} was made by a newer version of Intrograph.", "Update Intrograph.")
    if not (isinstance(sender, str) and isinstance(signature, str) and isinstance(text, str)):
        raise _damaged(file)
    if not is_signed(sender, signature, text):
        raise UserError(
            f"{file.base_name} is not as its sender signed it.", "Ask your friend to send it again; nothing was read."
        )
    body = _parsed(text)
    if not _has_shape(body):
        raise _damaged(file)
    return sender, body


def _parsed(text: str | bytes) -> Json:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _damaged(file: SourceFile) -> UserError:
    return UserError(f"{file.base_name} is a bundle that was damaged or cut off.", "Ask your friend to send it again.")


def _has_shape(body: Json) -> bool:
    if not (isinstance(body.get("owner"), str) and clean_text(body["owner"]) and body.get("shows") in LEVELS):
        return False
    try:
        date.fromisoformat(body.get("expires", ""))
        datetime.fromisoformat(body.get("made", ""))
    except (TypeError, ValueError):
        return False
    companies, people = body.get("companies", []), body.get("people", [])
    return (
        isinstance(companies, list) and all(map(_is_company, companies))
        and isinstance(people, list) and all(map(_is_person, people))
    )  # fmt: skip


def _is_company(each: object) -> bool:
    if not isinstance(each, dict):
        return False
    name, people, known = each.get("name"), each.get("people"), each.get("known", {})
    return (
        isinstance(name, str) and bool(clean_text(name)) and type(people) is int and people > 0
        and isinstance(known, dict) and (not known or _are_bands(known, people))
    )  # fmt: skip


def _are_bands(known: Json, people: int) -> bool:
    """Whether everybody at a company is in one band, and in no other."""
    counts = list(known.values())
    are_counts = all(type(count) is int and count > 0 for count in counts)
    return known.keys() <= {*BANDS} and are_counts and sum(counts) == people


def _is_person(each: object) -> bool:
    if not isinstance(each, dict):
        return False
    texts = (each.get(key) for key in ("organization", "title", "profile"))
    strength = each.get("strength")
    return (
        isinstance(each.get("name"), str)
        and bool(clean_text(each["name"]))
        and all(text is None or isinstance(text, str) for text in texts)
        and (strength is None or (isinstance(strength, int | float) and 0 < strength <= 1))
    )
