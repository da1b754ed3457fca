"""Person names: what is a name and what is a title, a pronoun or an emoji beside it; and when do two names agree?"""

import re
import unicodedata
from dataclasses import dataclass

from graph.records import PersonName
from graph.text import clean_text, fold_words

CREDENTIALS = frozenset(
    (
        "phd dphil md mba msc bsc ma ba bs ms mphil llm llb jd esq cpa cfa cfp acca ca pmp psm cspo csm shrm "
        "shrmcp shrmscp sphr phr cissp cism cisa pe peng eng ing dipling dds dmd dvm rn np pa pharmd edd dba mph "
        "mpa msw lcsw frm fca fcca aca cipd mcipd fcipd six sigma itil prince2 togaf leed leedap aia riba frsa "
        "fhea obe mbe cbe gaicd cma cia cfe clu chfc prof dr"
    ).split()
)
"""Letters after a name that are no part of it; compared folded and without dots."""

GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""Part of the name, not a credential: father and son are two people."""

HONORIFICS = frozenset(
    ("mr mrs ms miss mx dr prof professor sir dame rev herr frau mme mlle sr sra srta dipl ing").split()
)
"""Words before a name that are no part of it."""

PARTICLES = frozenset(
    ("van von der den de del della di da dos du la le ter ten bin ibn al el zu zum zur af av").split()
)
"""Words that begin a family name."""

NICKNAMES = (
    "alexander alex al sasha xander|alexandra alex sasha sandra|andrew andy drew|anthony tony|antonio tony toni|"
    "benjamin ben benny|catherine katherine kate katie kathy cathy kat kitty katharina|charles charlie chuck|"
    "christine christina chris tina|christopher chris kit|daniel dan danny|david dave|deborah debbie deb|"
    "edward ed eddie ted ned|elizabeth liz beth lisa eliza betty libby|francis frank|francisco paco frank|"
    "frederick fred freddie|gregory greg|henry harry hank|isabella isabel bella izzy|jacob jake|"
    "james jim jimmy jamie|jennifer jen jenny|jessica jess jessie|jonathan jon john|john jack johnny|jose pepe|"
    "joseph joe joey|joshua josh|katarina kat|kenneth ken kenny|kimberly kim|lawrence larry|leonard leo len|"
    "margaret maggie meg peggy greta|maria mary|matthew matt|michael mike mick mikey|"
    "mohammed mohamed muhammad mohammad mo|natalie nat|nathaniel nathan nate|nicholas nick nicolas nico|"
    "olivia liv|pamela pam|patricia pat patty tricia|patrick pat paddy|peter pete|philip phil|rebecca becca becky|"
    "richard rick dick rich|robert bob rob bobby robbie|ronald ron|samantha sam|samuel sam sammy|"
    "sebastian seb bastian|stephanie steph|steven stephen steve|susan sue suzie|theodore ted theo|"
    "thomas tom tommy|timothy tim|valentina vale|victoria vicky tori|vincent vince|william bill will billy liam|"
    "wolfgang wolf|zachary zach"
)
"""Given names that are used for one another in English-speaking offices; groups are parted by a bar."""

_PRONOUNS = re.compile(
    r"(?<![\s(\[])[\s(\[]*\b(?:she|he|they|her|him|them|ze|xe)\s*/\s*(?:[a-z]+)(?:\s*/\s*[a-z]+)?\b[\s)\]]*",
    re.IGNORECASE,
)
_NICKNAME_GROUPS = tuple(frozenset(group.split()) for group in NICKNAMES.split("|"))


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name fit to show and compare; `credentials` are the letters that stood behind it."""

    full: str
    given: str
    family: str
    credentials: tuple[str, ...]


def clean_name(name: PersonName) -> CleanName:
    """Takes pronouns, emoji, honorifics and credentials off a name and finds given and family name.

    >>> clean_name(PersonName("Jane Doe, Ph.D.", "Jane", "Doe, Ph.D."))
    CleanName(full='Jane Doe', given='Jane', family='Doe', credentials=('Ph.D.',))
    >>> clean_name(PersonName("Lee, Ann")).full
    'Ann Lee'
    """
    if _is_simple(name):
        return CleanName(name.full, name.given, name.family, ())
    if not name.given and not name.family and (words := _two_plain_words(name.full)):
        return CleanName(name.full, words[0], words[1], ())
    full, credentials = _without_credentials(_plain(name.full))
    given = _without_honorifics(_without_credentials(_plain(name.given))[0])
    family = _without_credentials(_plain(name.family))[0]
    full = _without_honorifics(full)
    if not given and not family:
        full, given, family = _parts_of(full)
    if not full:
        full = clean_text(name.full)
    return CleanName(full, given, family, credentials)


def fold_name(text: str) -> str:
    """A full name for comparing: lower case, no accents, no punctuation, credentials and pronouns taken off."""
    return fold_words(_without_honorifics(_without_credentials(_plain(text))[0])) or fold_words(text)


def names_agree(one: CleanName, other: CleanName) -> bool:
    """Whether two names may be one person's: a shared word, an initial or a nickname in the given names.

    >>> names_agree(clean_name(PersonName("Kate ONeil")), clean_name(PersonName("Katherine O'Neil")))
    True
    >>> names_agree(clean_name(PersonName("Ann Lee")), clean_name(PersonName("Bob Lee")))
    False
    """
    mine, theirs = fold_words(one.given or one.full).split(), fold_words(other.given or other.full).split()
    if not mine or not theirs:
        return True
    return any(_given_names_agree(a, b) for a in mine for b in theirs)


def names_differ(one: CleanName, other: CleanName) -> bool:
    """Whether two names are certainly of two people: both in full, and neither given nor family name goes together.

    A word alone, as where an address stands in for the name, differs from nobody; the parts may be in any order.

    >>> names_differ(clean_name(PersonName("Ann Lee")), clean_name(PersonName("Bob Lee")))
    True
    >>> names_differ(clean_name(PersonName("lee.ann")), clean_name(PersonName("Bob Lee")))
    False
    """
    if not (one.given and one.family and other.given and other.family):
        return False
    swapped = CleanName(other.full, other.family, other.given, ())
    return not (names_agree(one, other) or (names_agree(one, swapped) and names_agree(swapped, one)))


def families_agree(one: CleanName, other: CleanName) -> bool:
    """Whether two family names may be one person's: one is missing, or they share a word that sounds alike.

    >>> families_agree(clean_name(PersonName("Ann Lee")), clean_name(PersonName("Ann Lee-Smith")))
    True
    >>> families_agree(clean_name(PersonName("Ann Lee")), clean_name(PersonName("Ann Ray")))
    False
    """
    mine, theirs = fold_words(one.family).split(), fold_words(other.family).split()
    return not mine or not theirs or any(a[:4] == b[:4] or a in b or b in a for a in mine for b in theirs)


def _is_simple(name: PersonName) -> bool:
    """Two plain words, one for each part: nothing to take off, and most names are like that."""
    plain = name.given.isascii() and name.given.isalpha() and name.family.isascii() and name.family.isalpha()
    return plain and name.full == f"{name.given} {name.family}"


def _two_plain_words(full: str) -> list[str]:
    """A given and a family name that nothing is to be taken off, as most names in one piece are; otherwise nothing."""
    words = full.split(" ") if full.isascii() else []
    return words if len(words) == 2 and all(map(str.isalnum, words)) else []


def _given_names_agree(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return True
    return any(one in group and other in group for group in _NICKNAME_GROUPS)


def _plain(text: str) -> str:
    text = clean_text(text)
    if "/" in text:
        text = _PRONOUNS.sub(" ", text)
    if not text.isascii():
        pictures = ("So", "Cs", "Co", "Cn")
        text = "".join(" " if unicodedata.category(char) in pictures and char not in "®™" else char for char in text)
    return " ".join(text.replace("\ufe0f", "").split()).strip(" ,;|-")


def _without_credentials(text: str) -> tuple[str, tuple[str, ...]]:
    first, *rest = [part.strip() for part in text.split(",")] if "," in text else [text]
    found: list[str] = []
    while rest and all(_is_credential(word) for word in rest[-1].split()):
        found[:0] = [part for part in [rest.pop()] if part]
    words = first.split() if not rest else []
    while len(words) > 2 and _is_certain_credential(words[-1]):
        found.insert(0, words.pop())
    name = " ".join(words) if not rest else ", ".join([first, *rest])
    return name, tuple(found)


def _is_credential(word: str) -> bool:
    letters = _letters_of(word)
    if letters in GENERATIONS:
        return False
    looks_like_one = word.strip(".®™()").isupper() and 2 <= len(letters) <= 6 and word.isascii()
    return letters in CREDENTIALS or looks_like_one or "®" in word or "™" in word


def _is_certain_credential(word: str) -> bool:
    letters = _letters_of(word)
    has_form = "." in word or "®" in word or sum(char.isupper() for char in word) >= 2
    return letters in CREDENTIALS and has_form and letters not in GENERATIONS


def _letters_of(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())


def _without_honorifics(text: str) -> str:
    words = text.split()
    while len(words) > 1 and _letters_of(words[0]) in HONORIFICS and (words[0].endswith(".") or len(words) > 2):
        words.pop(0)
    return " ".join(words)


def _parts_of(full: str) -> tuple[str, str, str]:
    if full.count(",") == 1:
        family, given = (part.strip() for part in full.split(","))
        if family and given and len(family.split()) <= 2 and len(given.split()) <= 2:
            full = f"{given} {family}"
            return full, given, family
    words = full.split()
    if len(words) < 2:
        return full, full, ""
    start = len(words) - 1
    if _letters_of(words[start]) in GENERATIONS and start > 1:
        start -= 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return full, " ".join(words[:start]), " ".join(words[start:])
