"""From what somebody calls a person, an id or a name, to the person."""

from graph.errors import UserError
from graph.model import Person, PersonId
from graph.resolve.names import fold_name
from graph.store.reader import GraphReader
from graph.text import clean_text

SHOWN_IDS = 10
"""Ids that are listed when several people may be meant."""


def person_called(store: GraphReader, text: str) -> Person:
    """The person of an id, of exactly this name, or else the only one with words in the name that begin like these.

    Raises:
        UserError: when it is nobody, or several people; then it lists their ids.
    """
    known = store.person(PersonId(text))
    if known:
        return known
    called = clean_text(text)
    found = _namesakes(store, called)
    if not found:
        raise UserError(f"Nobody in your data is called {called}.", "Look for them with: intrograph people NAME")
    if len(found) > 1:
        ids = ", ".join(one.id for one in found[:SHOWN_IDS])
        more = f" and {len(found) - SHOWN_IDS} more" if len(found) > SHOWN_IDS else ""
        raise UserError(f"{len(found)} people may be meant by {called}.", f"Say which one by id: {ids}{more}")
    return found[0]


def _namesakes(store: GraphReader, called: str) -> list[Person]:
    folded = fold_name(called)
    if not folded:
        return []
    exactly = store.people(store.people_named([folded]).get(folded, ()))
    if exactly:
        return list(exactly.values())
    return [one for one in store.find_people(called, limit=1000) if _is_meant(folded, one.name)]


def _is_meant(folded: str, name: str) -> bool:
    words = fold_name(name).split()
    return all(any(word.startswith(part) for word in words) for part in folded.split())
