"""Values of this package as notes of the store, and back: the one place that turns them into text.

A value is a frozen dataclass of text, numbers, days, enums, and tuples of these; its note holds it as JSON. A field
that a note does not have, as one of an earlier version, takes its default.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from graph.model import Person, PersonId
from graph.store.base import StoreTransaction
from graph.store.kept import Note
from graph.store.reader import GraphReader

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a note names them: ids move when more is known about somebody, so the name stands beside it."""

    id: PersonId
    name: str

    @classmethod
    def of(cls, person: Person) -> "Who":
        """The person as a note names them."""
        return cls(person.id, person.name)


def held(store: GraphReader, kind: str, shape: type[Value]) -> Mapping[str, Value]:
    """All notes of a kind as values, by their id."""
    return {note.id: value_of(shape, note.content) for note in store.notes(kind)}


def hold(tx: StoreTransaction, kind: str, name: str, value: object, about: Iterable[PersonId] = ()) -> None:
    """Keeps a value as the note of this kind and id; `about` are the people it speaks of."""
    tx.put_note(Note(kind, name, text_of(value), tuple(dict.fromkeys(about))))


def now(store: GraphReader, who: Who) -> Who:
    """The person under their present id and name; as the note has them when nobody is known by that id."""
    person = store.person(who.id)
    return Who.of(person) if person else who


def text_of(value: object) -> str:
    """A value as JSON.

    >>> text_of(Who(PersonId("p1"), "Ann Lee"))
    '{"id": "p1", "name": "Ann Lee"}'
    """
    return json.dumps(_plain(value), ensure_ascii=False)


def value_of(shape: type[Value], text: str) -> Value:
    """The value of this shape that `text_of` wrote.

    >>> value_of(Who, '{"id": "p1", "name": "Ann Lee"}')
    Who(id='p1', name='Ann Lee')
    """
    made: Value = _made(shape, json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _made(shape: Any, said: Any) -> Any:
    options = get_args(shape)
    if NoneType in options:
        return None if said is None else _made(next(one for one in options if one is not NoneType), said)
    if options:  # tuple[shape, ...]
        return tuple(_made(options[0], each) for each in said)
    if not isinstance(shape, type):  # a NewType is what it stands for
        return said
    if is_dataclass(shape):
        hints = get_type_hints(shape)
        return shape(**{name: _made(hints[name], each) for name, each in said.items() if name in hints})
    if issubclass(shape, date):
        return shape.fromisoformat(said)
    return shape(said) if issubclass(shape, Enum | float) else said
