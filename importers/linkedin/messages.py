"""LinkedIn's messages.csv of every generation: who wrote to whom and when; subjects and texts are not kept.

Recipients are told by their profile URLs. Their names stand in one cell, joined by commas, and hold commas themselves
("Jane Doe, Ph.D., Bo Chen"), so a name is given to a URL only where it is clear which one it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.records import InteractionKind, InteractionRecord, Party, Problem, Record, Skipped, SkipReason
from importers.linkedin.parties import party, told_by
from importers.linkedin.recipients import KnownNames, recipients_of
from importers.linkedin.tables import Entry, Row, Shape, TableOf, read_row

_SPONSORED = re.compile(r"spinmail-quill-editor|%[A-Z_]{4,30}%|\{\{? ?first_?name ?\}?\}")
"""What texts hold that LinkedIn sends for advertisers: its editor's markup, places where a name was to be put."""

_NO_PERSON = re.compile(r"linkedin\.com/(?:company|showcase|school|groups?)/", re.IGNORECASE)
_NOT_WRITTEN_TO_PEOPLE = ("guidemessages", "roleplaymessages", "coachmessages")
"""How the names of files end that have the same columns but hold talks with a machine."""

_DRAFT_COLUMNS = ("ismessagedraft", "isconversationdraft")
_LOOSE = ("content", "subject", "to", "from", "conversationtitle")


def _is_of_people(name: str) -> bool:
    return not any(part in name for part in _NOT_WRITTEN_TO_PEOPLE)


def _records(rows: Sequence[Row]) -> Iterator[Record | Problem]:
    messages = _Messages(KnownNames.of(row for row in rows if not isinstance(row, Problem)))
    for row in rows:
        yield from read_row(row, messages.read)


@dataclass(frozen=True, slots=True)
class _Messages:
    """Makes records of the messages of one file."""

    known: KnownNames
    _recipients: dict[tuple[str, str], Sequence[Party]] = field(default_factory=dict)
    _told: dict[str, list[str]] = field(default_factory=dict)
    """The texts behind each key, so that two messages of the same minute get keys of their own."""

    def read(self, entry: Entry) -> Iterator[Record | Problem]:
        """The message of one row."""
        reason = _left_out(entry)
        if reason:
            yield Skipped(reason, entry.source)
            return
        sender = party(entry.text("from"), entry.text("senderprofileurl"))
        if sender is None:
            yield Problem(entry.source, "This row does not say who wrote the message.")
            return
        recipients = tuple(each for each in self._written_to(entry) if not _is_same(each, sender))
        if not recipients:
            yield Skipped(SkipReason.EMPTY, entry.source)
            return
        yield InteractionRecord(
            InteractionKind.MESSAGE,
            sender,
            recipients,
            entry.at,
            entry.source,
            thread=entry.text("conversationid") or None,
            key=self._key(entry, sender, recipients),
            bulk=_is_no_person(sender),
        )

    def _written_to(self, entry: Entry) -> Sequence[Party]:
        """The people a message went to; the messages of a conversation have the same ones."""
        cells = entry.text("to"), entry.text("recipientprofileurls")
        if cells not in self._recipients:
            found = recipients_of(*cells, self.known)
            self._recipients[cells] = tuple(each for each in found if not _is_no_person(each))
        return self._recipients[cells]

    def _key(self, entry: Entry, sender: Party, recipients: Sequence[Party]) -> str:
        """What is the same in every export: conversation, moment, sender; a number where that is the same twice.

        Archives that know no conversations have the recipients in its place.
        """
        where = entry.text("conversationid") or ",".join(map(told_by, recipients))
        key = f"{where} {entry.moment_text} {told_by(sender)}"
        told = self._told.setdefault(key, [])
        text = entry.raw("content")
        if text not in told:
            told.append(text)
        place = told.index(text)
        return f"{key} {place + 1}" if place else key


def _left_out(entry: Entry) -> SkipReason | None:
    if any(entry.text(column).casefold() in ("yes", "true", "1") for column in _DRAFT_COLUMNS):
        return SkipReason.DRAFT
    folder = entry.text("folder").casefold()
    if folder in ("spam", "draft", "drafts"):
        return SkipReason.SPAM if folder == "spam" else SkipReason.DRAFT
    if not entry.text("senderprofileurl") and _SPONSORED.search(entry.raw("content")):
        return SkipReason.SPONSORED
    return None


def _is_same(one: Party, other: Party) -> bool:
    return one.profile == other.profile if one.profile and other.profile else one == other


def _is_no_person(party: Party) -> bool:
    return _NO_PERSON.search(party.profile or "") is not None


MESSAGES = TableOf(
    "linkedin-messages",
    Shape(frozenset({"from", "to", "date", "subject", "content"}), day="date", loose=_LOOSE),
    _records,
    _is_of_people,
)
"""The importer of messages."""
