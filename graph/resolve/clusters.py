"""Which records are about the same person: those of whom the user says so, and those that share an identifier.

The same profile address, e-mail or phone number makes two records one person, and so do two versions of one card.
A name alone never does. Three things keep records apart that an address or a number would join:

- the user said that they are two people;
- two different profile addresses: members of a network have one each;
- names that cannot be one person's: a couple shares an address, a household or an office a number. For numbers the
  family names must go together as well.

Own code rather than a library: the rules are the product's promise, and they must give the same answer in any order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from graph.model import Decision, DecisionKind
from graph.records import ContactRecord, Identifier, IdentifierKind
from graph.resolve.names import CleanName, clean_name, families_agree, names_agree, names_differ
from graph.store.kept import StoredRecord
from graph.text import fold_words

Cluster = tuple[StoredRecord, ...]

MOST_HOLDERS = 100
"""People who share one address or number and yet are not one: who comes after so many is not held against all."""

LARGEST_HOUSEHOLD = 20
"""What more entries than this have in common belongs to an office: it joins only those of one and the same name."""

_ORDER = (IdentifierKind.UID, IdentifierKind.PROFILE, IdentifierKind.EMAIL, IdentifierKind.PHONE)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the user decided about people, named by entries of lists: which two are one, and which are two.

    `ties` are those of whom the user says that they know each other, or that they do not.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    ties: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Verdicts":
        """What decisions say about people."""
        said: dict[DecisionKind, list[tuple[str, str]]] = defaultdict(list)
        ties = []
        for decision in decisions:
            if decision.kind in (DecisionKind.MERGE, DecisionKind.KEEP_APART):
                a, b = decision.subjects
                said[decision.kind].append((a, b))
            elif decision.kind in (DecisionKind.STATE_TIE, DecisionKind.DENY_TIE):
                ties.append(decision)
        return cls(tuple(said[DecisionKind.MERGE]), tuple(said[DecisionKind.KEEP_APART]), tuple(ties))

    def partners(self, entries: Set[str]) -> set[str]:
        """The entries that hang together with these by the user's word."""
        pairs = (*self.same, *((said.subjects[0], said.subjects[1]) for said in self.ties))
        return {b for one, other in pairs for a, b in ((one, other), (other, one)) if a in entries}

    def part(self, one: Cluster, other: Cluster) -> bool:
        """Whether the user said that two clusters are two people."""
        if not self.different:
            return False
        mine, theirs = ({record.entry for record in group} for group in (one, other))
        return any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in self.different)


def cluster(records: Sequence[StoredRecord], verdicts: Verdicts = Verdicts()) -> tuple[Cluster, ...]:
    """Groups records by person, whatever their order; clusters and the records in them come in order of id."""
    joined = _Groups(sorted(records, key=lambda record: record.id), verdicts)
    sharing: dict[Identifier, list[int]] = defaultdict(list)
    for place, record in enumerate(joined.records):
        for said in record.identifiers:
            sharing[said].append(place)
    for kind in _ORDER:
        shared = ((said.value, places) for said, places in sharing.items() if said.kind is kind and len(places) > 1)
        for _, places in sorted(shared):
            is_office = kind in (IdentifierKind.PHONE, IdentifierKind.EMAIL) and len(places) > LARGEST_HOUSEHOLD
            for group in joined.by_name(places) if is_office else [places]:
                joined.join(kind, group)
    joined.judge()
    return joined.clusters()


def _names_of(record: StoredRecord) -> dict[CleanName, None]:
    return {clean_name(record.fact.name): None} if isinstance(record.fact, ContactRecord) else {}


class _Groups:
    """Disjoint sets of records that know which profile addresses each set holds."""

    def __init__(self, records: Sequence[StoredRecord], verdicts: Verdicts) -> None:
        self.records = records
        self._same = verdicts.same
        self._different: dict[str, set[str]] = defaultdict(set)
        for one, other in verdicts.different:
            self._different[one].add(other)
            self._different[other].add(one)
        named = {entry for pair in (*verdicts.same, *verdicts.different) for entry in pair}
        self._entries = [{record.entry} & named if named else set() for record in records]
        self._parent = list(range(len(records)))
        self._names = [_names_of(record) for record in records]
        self._profiles = [
            {said.value for said in record.identifiers if said.kind is IdentifierKind.PROFILE} for record in records
        ]

    def join(self, kind: IdentifierKind, places: Iterable[int]) -> None:
        """Joins the sets of records that share one identifier, as far as the exceptions allow."""
        seen: list[int] = []
        for place in places:
            mine = self._root(place)
            partner = next((other for other in seen[:MOST_HOLDERS] if self._may_join(kind, other, mine)), None)
            if partner is None:
                seen.append(mine)
            elif partner != mine:
                self._merge(partner, mine)
                seen = list(dict.fromkeys(map(self._root, seen)))

    def by_name(self, places: Iterable[int]) -> list[list[int]]:
        """Places of records of one name each, in order; what all versions of an entry share stays together anyway."""
        found: dict[str, list[int]] = defaultdict(list)
        for place in places:
            fact = self.records[place].fact
            found[fold_words(clean_name(fact.name).full) if isinstance(fact, ContactRecord) else ""].append(place)
        return list(found.values())

    def judge(self) -> None:
        """Joins whom the user said to be one."""
        holders: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self.records):
            if self._same:
                holders[record.entry].append(place)
        for one, other in self._same:
            for a in holders[one]:
                for b in holders[other]:
                    if not self._are_two(self._root(a), self._root(b)):
                        self._merge(self._root(a), self._root(b))

    def clusters(self) -> tuple[Cluster, ...]:
        """The sets, each in order of id."""
        found: dict[int, list[StoredRecord]] = defaultdict(list)
        for place, record in enumerate(self.records):
            found[self._root(place)].append(record)
        return tuple(tuple(group) for group in found.values())

    def _may_join(self, kind: IdentifierKind, one: int, other: int) -> bool:
        if one == other:
            return True
        if self._are_two(one, other):
            return False
        if kind in (IdentifierKind.UID, IdentifierKind.PROFILE):
            return True
        if self._profiles[one] and self._profiles[other] and self._profiles[one].isdisjoint(self._profiles[other]):
            return False
        names = [(mine, theirs) for mine in self._names[one] for theirs in self._names[other]]
        if kind is IdentifierKind.EMAIL:
            return not names or not all(names_differ(mine, theirs) for mine, theirs in names)
        return any(names_agree(mine, theirs) and families_agree(mine, theirs) for mine, theirs in names)

    def _are_two(self, one: int, other: int) -> bool:
        """Whether the user said so."""
        if not self._different or one == other:
            return False
        theirs = self._entries[other]
        return any(
            not theirs.isdisjoint(self._different[entry]) for entry in self._entries[one] & self._different.keys()
        )

    def _merge(self, one: int, other: int) -> None:
        if one == other:
            return
        self._parent[other] = one
        self._profiles[one] |= self._profiles[other]
        self._entries[one] |= self._entries[other]
        self._names[one] |= self._names[other]

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place
