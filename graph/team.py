"""A team: everybody has a store of their own, and lets the others see as much of it as they choose.

What is shared goes through a *pool*, a store that all have in common: a Neo4j server, or a file if one machine serves
everybody. The pool holds of each member only what that member lets be seen, and from there it is taken over into the
others' own stores like a bundle. So what a member may not see is in no store that their pages, searches, paths, counts
or exports could ask: there is nothing to filter, and nothing to get round.

That is why the rule is kept by what is there, and not by conditions in the store's queries. One store for all would
need the right condition in each of some forty questions and in every new one, and would still tell by counts, by ids
that can be guessed, by who is merged with whom and by how a path is ranked what it does not show. Here a question that
forgets the rule finds nothing, also when somebody asks the pool itself, with any words (`tests/test_sharing_pool.py`
asks every question there is, over both kinds of stores). What it costs is room, and a change is seen when the others
look the next time.

Nobody shares anything before they say so. Who has not signed in for three months is no longer shown.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from graph import curate
from graph.errors import UserError
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, EGO_NAME, Shows
from graph.owners import Owner
from graph.records import RunFile, RunId, SourceRef
from graph.sharing import Wish, made
from graph.shown import records_shown, terms_of
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import Note
from graph.store.reader import GraphReader
from graph.withdrawing import senders, withdraw

TEAM = "team"
"""The kind of the notes that a pool holds, one for each member, and of the one in which a member keeps their choice."""

CHOICE = "choice"
"""The id of the note in a member's own store: what they let the team see."""

_IMPORTER = "team"
_SENDER = "team:"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who signed in: `id` is made from what the provider calls them, so that it is nobody else's."""

    id: str
    name: str
    email: str | None = None

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> "Member":
        """The member whom a provider's claims tell of.

        Raises:
            UserError: when they do not say who it is.
        """
        issuer, subject = claims.get("iss"), claims.get("sub")
        if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
            raise UserError("The sign-in did not tell who you are.", "Ask who runs this server.")
        said = json.dumps([issuer, subject])
        email = claims["email"] if claims.get("email_verified") is True and claims.get("email") else None
        name = str(claims.get("name") or (email or "").partition("@")[0] or "A member")
        return cls(hashlib.sha256(said.encode()).hexdigest()[:32], name, str(email) if email else None)

    def place(self, folder: Path) -> Path:
        """Where this member's own store lies."""
        return folder / "team" / f"{self.id}.db"


def arrive(own: GraphStore, member: Member) -> None:
    """Tells a new store whose it is."""
    ego = own.person(EGO)
    if ego is None or ego.name == EGO_NAME:
        curate.set_ego(own, member.name, [member.email] if member.email else [])


def choice(own: GraphReader) -> Shows | None:
    """What a member lets the team see; None for nothing, which it is until they choose."""
    said = next((note.content for note in own.notes(TEAM) if note.id == CHOICE), "")
    return Shows(said) if said else None


def choose(own: GraphStore, pool: GraphStore, member: Member, shows: Shows | None, *, today: date) -> None:
    """Keeps what a member lets the team see, and lets it be seen.

    Raises:
        UserError: when it is more than a team may see.
    """
    if shows is Shows.EVERYTHING:
        raise UserError("A team never sees everything.", "Choose companies, names, or names and strength.")

    def work(tx: StoreTransaction) -> None:
        tx.remove_note(TEAM, CHOICE)
        if shows:
            tx.put_note(Note(TEAM, CHOICE, shows.value))

    own.write(work)
    publish(own, pool, member, today=today)


def publish(own: GraphStore, pool: GraphStore, member: Member, *, today: date) -> None:
    """Puts into the pool what a member lets be seen now, in place of what they did before."""
    shows = choice(own)
    text = _text(own, shows, today) if shows else None
    held = next((note.content for note in pool.notes(TEAM) if note.id == member.id), None)
    if text == held:
        return

    def work(tx: StoreTransaction) -> None:
        tx.remove_note(TEAM, member.id)
        if text:
            tx.put_note(Note(TEAM, member.id, text))

    pool.write(work)


def refresh(own: GraphStore, pool: GraphReader, member: Member, *, at: datetime) -> tuple[str, ...]:
    """Takes over what the others let be seen now; what they no longer do is gone as if it had never been there.

    Returns the names of members who could not be told from several contacts of that name.
    """
    shown = {note.id: note.content for note in pool.notes(TEAM) if note.id != member.id}
    held = _held(own)
    _forget(own, {run for other, (run, _) in held.items() if other not in shown})
    unclear = []
    for other, text in sorted(shown.items()):
        if held.get(other, (None, ""))[1] != _digest(text) and _is_good(text, at.date()):
            try:
                _take(own, other, text, at)
            except UserError:
                unclear.append(str(json.loads(text)["owner"]))
    return tuple(unclear)


def _text(own: GraphReader, shows: Shows, today: date) -> str | None:
    """What is shown; None while there is nothing to show. It is good for a while from the first day of a month on."""
    try:
        return made(own, Wish(shows), datetime(today.year, today.month, 1, tzinfo=UTC)).text
    except UserError:
        return None


def _held(own: GraphReader) -> dict[str, tuple[RunId, str]]:
    """By member, the run that holds what they showed, and the digest of it."""
    digests = {run.id: run.files[0].digest for run in own.runs() if run.files}
    found = ((record.run, sender) for record, sender in senders(own) if sender.startswith(_SENDER))
    return {sender.removeprefix(_SENDER): (run, digests.get(run, "")) for run, sender in found}


def _forget(own: GraphStore, runs: set[RunId]) -> None:
    def work(tx: StoreTransaction) -> None:
        for run in sorted(runs):
            withdraw(tx, run)

    if runs:
        own.write(work)


def _take(own: GraphStore, other: str, text: str, at: datetime) -> None:
    body = json.loads(text)
    source = SourceRef("your team")
    files = [RunFile("your team", _IMPORTER, _digest(text))]
    records = [terms_of(body, _SENDER + other, source), *records_shown(body, source)]
    ingest(own, files, records, owner=Owner(name=body["owner"]), options=IngestOptions(at))


def _is_good(text: str, today: date) -> bool:
    return date.fromisoformat(json.loads(text)["expires"]) > today


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
