"""Comparable forms: when are two spellings of a name, an address, a number or a company the same thing?

Facts keep what the source wrote; everything here is computed from them and can be computed again.
Person names are in `graph.resolve.names`, company names in `graph.resolve.companies`.
"""

import re
import unicodedata
from urllib.parse import unquote

from graph.records import CardKind, ContactRecord, Identifier, IdentifierKind
from graph.text import clean_text

ROLE_MAILBOXES = frozenset(
    (
        "abuse accounts admin billing booking careers contact enquiries hello help hi hr info jobs mail marketing "
        "me news newsletter no-reply noreply office orders postmaster press privacy reception sales security "
        "service support team webmaster welcome"
    ).split()
)
"""Addresses that many people read or nobody: sharing `info@` with a colleague does not make two people one."""

SHORTEST_PHONE = 7
"""Fewer digits than this are an extension or a short code, which different people share."""

_EMAIL = re.compile(r"(?<![^@\s<>\"',;:()\[\]])[^@\s<>\"',;:()\[\]]+@[^@\s<>\"',;:()\[\]]+\.[^@\s<>\"',;:()\[\].]{2,}")
_PROFILE_PATH = re.compile(r"/(?:in/([^/?#\s]+)|pub/([^?#\s]+))", re.IGNORECASE)
"""Old addresses (`/pub/john-smith/5/a1/b23`) tell people apart by what follows the name."""
_BARE_SLUG = re.compile(r"[\w%-]{3,}")


def email_address(text: str) -> str | None:
    """The address in lower case, without `mailto:`, display name or brackets; None when there is none in the text."""
    found = _EMAIL.search(unquote(text) if "%40" in text else text.removeprefix("mailto:"))
    return found.group().casefold() if found and "/" not in found.group() else None


def identifying_email(text: str) -> str | None:
    """An address that belongs to one person; None for `info@` and its like."""
    address = email_address(text)
    return address if address and address.partition("@")[0] not in ROLE_MAILBOXES else None


def phone_number(text: str, region: str | None) -> str | None:
    """The number as E.164 ("+14186569254"), with `;ext=` when it has an extension.

    Without `+` and without a `region` (two-letter country) only its digits are known; they are compared as they stand.
    None when the text is no phone number.
    """
    import phonenumbers

    written = clean_text(text).removeprefix("tel:")
    written = "+" + written[2:] if written.startswith("00") else written
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return _digits_of(written)
    fit = phonenumbers.is_possible_number_with_reason(number)
    if fit == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return _digits_of(written)
    if fit != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def _digits_of(text: str) -> str | None:
    digits = "".join(char for char in text if char.isdecimal())
    return digits if len(digits) >= SHORTEST_PHONE else None


def profile_slug(text: str) -> str | None:
    """The part of a LinkedIn profile's address that names the member: "ann-lee" for any spelling of `/in/Ann-Lee/`."""
    written = clean_text(text)
    found = _PROFILE_PATH.search(written)
    named = (found.group(1) or found.group(2)).rstrip("/") if found else None
    slug = named or (written if _BARE_SLUG.fullmatch(written) else "")
    if slug.isascii() and "%" not in slug:
        return slug.casefold() or None
    return unicodedata.normalize("NFC", unquote(slug)).casefold() or None


def identifiers_of(record: ContactRecord, region: str | None) -> tuple[Identifier, ...]:
    """What identifies the person of a record, most trusted first; nothing for a company's card.

    A card's UID is not among them: it tells versions of one card, not people in different lists.
    """
    if record.kind is CardKind.ORGANIZATION:
        return ()
    slug = profile_slug(record.profile) if record.profile else None
    emails = [identifying_email(email) for email in record.emails]
    phones = [phone_number(phone, region) for phone in record.phones]
    found = [
        *([Identifier(IdentifierKind.PROFILE, slug)] if slug else []),
        *(Identifier(IdentifierKind.EMAIL, email) for email in emails if email),
        *(Identifier(IdentifierKind.PHONE, phone) for phone in phones if phone and len(phone) >= SHORTEST_PHONE),
    ]
    return tuple(dict.fromkeys(found))
