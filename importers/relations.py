"""Who else does a card name, and as what? Manager, spouse, assistant, friend: every program has its own way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.records import Party, RelationRecord, SourceRef
from importers.cards import Card, one_line
from importers.contentlines import Property, split, unescape

_NAMED_BY_PROPERTY = {
    "X-SPOUSE": "spouse",
    "X-MANAGER": "manager",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-EVOLUTION-MANAGER": "manager",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-KADDRESSBOOK-X-SPOUSENAME": "spouse",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MS-SPOUSE": "spouse",
    "X-MS-MANAGER": "manager",
    "X-MS-ASSISTANT": "assistant",
}
"""Properties of Evolution, KDE, Outlook and Thunderbird add-ons that say by their name what the other is."""

_ANDROID_RELATIONS = (
    "assistant brother child domestic_partner father friend manager mother parent partner referred_by relative sister "
    "spouse"
).split()
"""What Android's numbers 1 to 14 mean; 0 stands for a label of the user's own."""

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_NO_RELATION = frozenset({"", "pref", "me", "text", "uri", "internet"})
_UNNAMED = "related"
_UUID_SCHEME = re.compile(r"^(?:urn:)?uuid:", re.IGNORECASE)
_PROFILE = re.compile(r"linkedin\.com/(?:in|pub)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CardIndex:
    """The people of a file by the UID of their cards."""

    by_uid: Mapping[str, Party]

    def party_of(self, reference: str) -> Party | None:
        """Whom a MEMBER or RELATED value means; None when it leads to no card of the file and to no address."""
        scheme, _, rest = reference.partition(":")
        if scheme.casefold() == "mailto":
            return Party(email=rest.strip()) if rest.strip() else None
        return self.by_uid.get(plain_uid(reference))

    def member_of(self, reference: str) -> Party | None:
        """As `party_of`; but where a file holds just groups, their members' cards are in other files."""
        found = self.party_of(reference)
        return found or (None if self.by_uid else Party(uid=_UUID_SCHEME.sub("", reference.strip())))


def plain_uid(uid: str) -> str:
    """A UID without the `urn:uuid:` that some programs put before it in one place and not in another."""
    return _UUID_SCHEME.sub("", uid.strip()).casefold()


def is_profile(text: str) -> bool:
    """Whether a text is the address of a LinkedIn member."""
    return _PROFILE.search(text) is not None


def relations_of(card: Card, subject: Party, index: CardIndex, file_name: str) -> Iterator[RelationRecord]:
    """Every person a card names, with what they are to its person in lower case ("manager", "introduced by")."""
    for label, to, line in sorted(_named(card, index), key=lambda each: each[2]):
        if to and to != subject:
            yield RelationRecord(subject, to, label, SourceRef(f"{file_name} line {line}"))


def _named(card: Card, index: CardIndex) -> Iterator[tuple[str, Party | None, int]]:
    labels = {each.group: each.text for each in card.all("X-ABLABEL") if each.group}
    for one in card.all("X-ABRELATEDNAMES"):
        yield _apple_label(labels.get(one.group, "")) or _type_of(one), _by_name(one.text), one.line
    for one in card.all("RELATED"):
        if "me" not in one.types:
            yield _apple_label(labels.get(one.group, "")) or _type_of(one), _related(one, index), one.line
    for name, label in _NAMED_BY_PROPERTY.items():
        for one in card.all(name):
            yield label, _by_name(one.text), one.line
    for one in card.all("X-ANDROID-CUSTOM"):
        kind, to, number, own, *_ = [*split(one.text, ";"), "", "", "", ""]
        if kind.endswith("/relation"):
            yield _android_label(number, own), _by_name(to), one.line


def _by_name(text: str) -> Party | None:
    name = one_line(unescape(text))
    return Party(name=name) if name else None


def _related(one: Property, index: CardIndex) -> Party | None:
    """RELATED holds a card's UID, an address, or (VALUE=text, or so written) a name."""
    text = one_line(unescape(one.text))
    if is_profile(text):
        return Party(profile=text)
    found = index.party_of(text)
    is_link = re.match(r"[a-z][a-z0-9+.-]*:\S+$", text, re.IGNORECASE) is not None
    return found or (None if is_link or not text else Party(name=text))


def _apple_label(text: str) -> str:
    label = one_line(unescape(text))
    found = _APPLE_LABEL.fullmatch(label)
    return (found[1] if found else label).casefold()


def _type_of(one: Property) -> str:
    return next((each for each in one.types if each not in _NO_RELATION), _UNNAMED)


def _android_label(number: str, own: str) -> str:
    if number.isdecimal() and 1 <= int(number) <= len(_ANDROID_RELATIONS):
        return _ANDROID_RELATIONS[int(number) - 1]
    return one_line(own).casefold() or _UNNAMED
