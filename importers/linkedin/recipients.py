"""To whom a LinkedIn message went: the URLs tell, and names are put beside them where it is clear which is whose."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from graph.records import Party
from graph.text import fold_words
from importers.linkedin.parties import DELETED_ACCOUNT, party
from importers.linkedin.tables import Entry

MOST_WORDS_IN_NAME = 6
"""Parts between commas that one name may hold: "Jane Doe, Ph.D., MBA, PMP" has four."""

LONGEST_TITLE = 8
"""Letters of one word in capitals that is taken for a title ("PMP®"); longer ones are names in capitals."""

MOST_NAMES = 100
"""With more names in one cell none is guessed from the spelling of a URL; LinkedIn's groups end at 50 people."""

_AFTER_A_NAME = frozenset(
    "phd dphil md mba msc bsc ma ba jr sr ii iii iv esq cpa cfa cfp pmp csm cissp acca mph msw rn jd llm llb edd "
    "dds dvm pe peng ceng frm shrm phr sphr mfa med inc llc ltd gmbh he she they him her them his hers".split()
)
"""What stands behind names (folded, without points): degrees, titles, pronouns; never a name by itself."""

_CAPITALS = re.compile(r"[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*")
_SLUG = re.compile(r"/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that stand alone in a file, as those of senders do: by profile, and those that hold a comma."""

    by_profile: dict[str, str]
    with_commas: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "KnownNames":
        """The names of all who sent a message."""
        names: dict[str, str] = {}
        commas: set[str] = set()
        for entry in entries:
            name, profile = entry.text("from"), entry.text("senderprofileurl")
            if name and profile and name != DELETED_ACCOUNT:
                names.setdefault(profile, name)
            if "," in name:
                commas.add(name)
        return cls(names, frozenset(commas))


def recipients_of(names: str, profiles: str, known: KnownNames) -> Sequence[Party]:
    """Everybody a message went to, each once: a party for each URL, or for each name where there are no URLs."""
    links = [link.strip() for link in profiles.split(",")]
    if not any(links):
        found: Iterable[Party | None] = (party(name) for name in _parted(names, known))
    elif sum(map(bool, links)) == 1 and DELETED_ACCOUNT not in names:
        link = next(filter(None, links))
        found = [party(known.by_profile.get(link) or _only_name(names, link, known), link)]
    else:
        found = _paired(list(_parted(names, known)), links, known)
    once: dict[str | None, Party] = {}
    for each in found:
        if each:
            once.setdefault(each.profile or each.name, each)
    return tuple(once.values())


def _only_name(names: str, link: str, known: KnownNames) -> str:
    """The name beside a single URL: all there is, unless it is plainly several."""
    parts = list(_parted(names, known))
    return parts[0] if len(parts) == 1 else _name_like(link, parts)


def _parted(names: str, known: KnownNames) -> Iterator[str]:
    """Names joined by commas, apart; what only follows a name stays with the one before it."""
    parts = [part.strip() for part in names.split(",")]
    start = 0
    while len(parts) > 1 and start < len(parts) and _follows_a_name(parts[start]):
        start += 1
    while start < len(parts):
        end = _end_of_known(parts, start, known) or start + 1
        while end < len(parts) and _follows_a_name(parts[end]):
            end += 1
        yield ", ".join(filter(None, parts[start:end]))
        start = end


def _end_of_known(parts: Sequence[str], start: int, known: KnownNames) -> int:
    """Where a known name with commas ends that starts here, the longest first; 0 when none does."""
    if known.with_commas:
        for end in range(min(start + MOST_WORDS_IN_NAME, len(parts)), start + 1, -1):
            if ", ".join(parts[start:end]) in known.with_commas:
                return end
    return 0


def _follows_a_name(part: str) -> bool:
    """Whether a part between commas cannot be a name: degrees, titles, pronouns, one word in capitals."""
    words = part.split()
    if len(words) == 1 and len(part) <= LONGEST_TITLE and _CAPITALS.fullmatch(part):
        return True
    return all(set(fold_words(word).split()) <= _AFTER_A_NAME or "." in word.strip(".") for word in words)


def _paired(names: Sequence[str], links: Sequence[str], known: KnownNames) -> Iterator[Party | None]:
    """A party for each URL with the name that stands in the same place, where there are as many names as URLs.

    Deleted accounts have a name and no URL. Where the numbers differ, a name is taken that the URL itself spells.
    """
    if len(names) != len(links):
        yield from (Party(name=name) for name in names if name == DELETED_ACCOUNT)
        names = [name for name in names if name != DELETED_ACCOUNT]
        links = [link for link in links if link]
    if len(names) == len(links):
        for name, link in zip(names, links, strict=True):
            yield party(known.by_profile.get(link, name), link)
        return
    for link in links:
        yield party(known.by_profile.get(link) or _name_like(link, names), link)


def _name_like(link: str, names: Sequence[str]) -> str:
    """The one name of which the URL holds every word; empty when there is none, or several."""
    found = _SLUG.search(link)
    if found is None or len(names) > MOST_NAMES:
        return ""
    slug = fold_words(unquote(found[1])).replace(" ", "")
    fitting = [name for name in names if _spells(slug, name)]
    return fitting[0] if len(fitting) == 1 else ""


def _spells(slug: str, name: str) -> bool:
    words = fold_words(name.partition(",")[0]).split()
    return len(words) > 1 and all(word in slug for word in words)
