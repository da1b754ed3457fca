"""How decisions name people: by an entry of a list, which is the same in the next import, not by their present id."""

from graph.errors import UserError
from graph.model import EGO, Person, PersonId
from graph.records import Origin
from graph.store.kept import EGO_SCOPE, ENTRY_SEPARATOR, OWNERS_CARD
from graph.store.reader import GraphReader
from graph.text import clean_text

EGO_ENTRY = ENTRY_SEPARATOR.join((EGO_SCOPE, Origin.EGO.value, OWNERS_CARD))
"""Ego's own card."""


def known_person(store: GraphReader, person: PersonId) -> Person:
    """The person of this id, or of one that they had before.

    Raises:
        UserError: when there is nobody of that id.
    """
    found = store.person(person)
    if found is None:
        raise UserError(f"Nobody has the id {clean_text(person)}.", "Find the id with: intrograph people NAME")
    return found


def entries_of(store: GraphReader, person: PersonId) -> list[str]:
    """The entries in which somebody stands, the most reliable first: ego's card, then those of networks."""
    return sorted({record.entry for record in store.records_of(person)}, key=_reliable)


def entry_of(store: GraphReader, person: PersonId) -> str:
    """The entry that names somebody."""
    return EGO_ENTRY if person == EGO else entries_of(store, person)[0]


def _reliable(entry: str) -> tuple[bool, bool, str]:
    is_network = f"{ENTRY_SEPARATOR}{Origin.NETWORK.value}{ENTRY_SEPARATOR}" in entry
    return entry != EGO_ENTRY, not is_network, entry
