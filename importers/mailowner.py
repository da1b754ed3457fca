"""Whose mailbox is it? Told only where the file makes it certain, for a wrong one gives one person's ties to another.

An address is the owner's when it wrote at least a tenth of the mail in a folder or under a label of sent mail, or when
at least half of the mails in the file, and at least three, were delivered to it. Addresses of machines and lists are
nobody's. What is left out (drafts, spam) does not count.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.records import ContactRecord, Origin, Party, PersonName, SourceRef
from importers.addresses import header_text
from importers.mailheaders import Headers, is_machine

LEAST_DELIVERIES = 3
"""Mails that an address must have got before it is the owner's: a single one may have been passed on by anybody."""

DELIVERED_SHARE = 0.5
"""Share of the mails in a file that an address must have got before it is the owner's."""

SENT_SHARE = 0.1
"""Share of the sent mail that an address must have written before it is the owner's: a stray mail makes no owner."""

MOST_COUNTED = 10_000
"""Addresses and names that are counted; more are no mailbox of one person, and memory would grow with the file."""

_DELIVERIES = (b"delivered-to", b"x-original-to", b"envelope-to")


@dataclass(slots=True)
class _Seen:
    """How often an address was seen, under which names, and where first."""

    source: SourceRef
    times: int = 0
    names: Counter[str] = field(default_factory=Counter)


class OwnerSearch:
    """Counts who wrote the sent mail and whom mail was delivered to."""

    def __init__(self) -> None:
        self._mails = self._sent = 0
        self._writers: dict[str, _Seen] = {}
        self._readers: dict[str, _Seen] = {}
        self._lists: set[str] = set()

    def see(self, headers: Headers, sender: Party, sent: bool, source: SourceRef) -> None:
        """Takes in a mail; `sent`: it stands where sent mail does."""
        self._mails += 1
        if sent and sender.email:
            self._sent += 1
            self._count(self._writers, sender.email, sender.name, source)
        parties = (party for name in _DELIVERIES if name in headers.fields for party in headers.named(name).parties)
        for email in dict.fromkeys(party.email for party in parties if party.email):
            self._count(self._readers, email, None, source)
        if b"list-id" in headers.fields and len(self._lists) < MOST_COUNTED:
            self._lists.add(header_text(headers.fields[b"list-id"][-300:]).rpartition("<")[2].strip("> ").lower())

    def told(self) -> Iterator[ContactRecord]:
        """The owner, if it is certain who it is: their addresses, those they write from first."""
        writers = self._often(self._writers, SENT_SHARE * self._sent)
        readers = self._often(self._readers, max(LEAST_DELIVERIES, DELIVERED_SHARE * self._mails))
        emails = tuple(dict.fromkeys((*writers, *readers)))
        if emails:
            names = sum((self._writers[email].names for email in writers), Counter[str]())
            name = names.most_common(1)[0][0] if names else ""
            source = (self._writers if writers else self._readers)[emails[0]].source
            yield ContactRecord(PersonName(name), source, origin=Origin.OWNER, emails=emails)

    def _often(self, seen: dict[str, _Seen], least: float) -> list[str]:
        """People's addresses that were seen often enough, the most frequent first."""
        found = [email for email, one in seen.items() if one.times >= least and self._is_person(email)]
        return sorted(found, key=lambda email: (-seen[email].times, email))

    def _is_person(self, email: str) -> bool:
        """Whether an address is not that of a machine or, as List-Id writes it with a dot, of a list."""
        return not is_machine(email) and email.replace("@", ".") not in self._lists

    def _count(self, seen: dict[str, _Seen], email: str, name: str | None, source: SourceRef) -> None:
        if email not in seen and len(seen) >= MOST_COUNTED:
            return
        one = seen.setdefault(email, _Seen(source))
        one.times += 1
        if name and len(one.names) < MOST_COUNTED:
            one.names[name] += 1
