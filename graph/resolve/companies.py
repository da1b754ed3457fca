"""Company names: "Acme", "Acme Inc." and "ACME, Inc" are one; "Acme Bakery" is another until the user says otherwise.

Own table of legal forms: the libraries measured miss the Chinese, Japanese, German and Spanish ones.
"""

import hashlib
import re
from functools import lru_cache

from graph.model import OrganizationId
from graph.text import clean_text, fold_words

LEGAL_FORMS = frozenset(
    (
        "inc incorporated corp corporation co company llc llp lp ltd limited plc pty pte pvt private gmbh mbh ag "
        "kg kgaa ohg gbr ug ev eg se sa sas sasu sarl eurl spa srl sapa bv nv vof cv ab as asa oy oyj aps hf ehf "
        "ltda sl slu slp sau sab kft zrt nyrt sro doo dd spzoo spjs ou uab sia jsc ojsc cjsc pjsc ooo oao zao pao "
        "tov eood ad bhd sdn tbk kk yk gk gesmbh eirl epp cia"
    ).split()
)
"""Words behind a company name that say how it is registered, not which one it is."""

_FORMS_OF_SEVERAL_WORDS = (
    ("sp", "z", "oo"), ("sp", "z", "o", "o"), ("sa", "de", "cv"), ("sab", "de", "cv"), ("s", "de", "rl", "de", "cv"),
    ("s", "r", "o"), ("d", "o", "o"), ("a", "s"), ("s", "a"), ("s", "p", "a"), ("s", "r", "l"), ("b", "v"), ("n", "v"),
    ("g", "mbh"),
)  # fmt: skip
_EASTERN_FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|有限会社|合同会社|주식회사|유한회사|[(（][株有주]\s*[)）]|㈱|㈲"
)
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*")
_FORMER = re.compile(
    r"^\s*(?:(?i:ex|former)\s?[:–—-]|ex\s|former\s|(?i:formerly|previously|retired from)\b)[\s:,.–—-]*(?=\S)"
)
"""Ex-Acme, former Acme, Formerly: Acme; but "Ex Libris" and "Former Media" are names."""
_NO_COMPANY = frozenset(["", "na", "n a", "none", "nil", "null", "unknown", "tbd", "no company", "not applicable"])


_ALIASES = dict(
    pair.split("=")
    for pair in (
        "international business machines=ibm|amazon web services=aws|hewlett packard=hp|hewlett packard enterprise=hpe|"
        "pricewaterhousecoopers=pwc|ernst and young=ey|procter and gamble=p and g|boston consulting=bcg|"
        "boston consulting group=bcg|the boston consulting group=bcg|mckinsey and=mckinsey|johnson and johnson=j and j|"
        "general electric=ge|general motors=gm|bayerische motoren werke=bmw|volkswagen=vw|sap se=sap|"
        "massachusetts institute of technology=mit|goldman sachs group=goldman sachs|jp morgan=jpmorgan|"
        "jp morgan chase=jpmorgan|jpmorgan chase and=jpmorgan|jpmorgan chase=jpmorgan|bank of america merrill lynch="
        "bank of america|facebook=meta|meta platforms=meta|twitter=x|deutsche telekom=telekom|"
        "kreditanstalt fur wiederaufbau=kfw|european space agency=esa|bbva compass=bbva|3m company=3m"
    ).split("|")
)
"""Companies that are commonly written in two ways or were renamed, by comparable form."""


@lru_cache(maxsize=50_000)
def organization_key(name: str) -> str:
    """The comparable form of a company's name; "" when the text names none.

    >>> {organization_key(name) for name in ("Acme", "Acme Inc.", "ACME, Inc", "The Acme Company (Europe)")}
    {'acme'}
    >>> organization_key("Acme Bakery")
    'acme bakery'
    """
    text = clean_text(name)
    text = text if text.isascii() else _EASTERN_FORMS.sub(" ", text)
    without_brackets = _BRACKETS.sub(" ", text).strip()
    words = fold_words((without_brackets or text).replace("&", " and ").replace("+", " plus ")).split()
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    key = " ".join(_without_legal_forms(words))
    return "" if key in _NO_COMPANY else _ALIASES.get(key, key)


def other_names(name: str) -> tuple[str, ...]:
    """Comparable forms of what stands in brackets behind a company's name: "AWS", "formerly Initech".

    They are proposed as the same company, not taken for it: "(Europe)" stands there too.

    >>> other_names("Northquill (formerly Initech Labs)"), other_names("Acme")
    (('initech labs',), ())
    """
    inside = (found.group().strip(" ()[]（）") for found in _BRACKETS.finditer(name))
    keys = (organization_key(former_company(each) or each) for each in inside)
    return tuple(key for key in keys if key)


@lru_cache(maxsize=50_000)
def organization_id(key: str) -> OrganizationId:
    """The id of the organisation with this key: the same in every store."""
    return OrganizationId("o" + hashlib.sha256(key.encode()).hexdigest()[:12])


@lru_cache(maxsize=50_000)
def former_company(name: str) -> str | None:
    """The company in "ex-Acme" or "formerly Acme"; None when the text does not speak of the past."""
    found = _FORMER.match(name)
    return name[found.end() :].strip() if found else None


def _without_legal_forms(words: list[str]) -> list[str]:
    while len(words) > 1:
        last = words[-1]
        endings = (form for form in _FORMS_OF_SEVERAL_WORDS if form[-1] == last)
        several = next((form for form in endings if tuple(words[-len(form) :]) == form), None)
        if several and len(words) > len(several):
            words = words[: -len(several)]
        elif last in LEGAL_FORMS or last == "and":
            words = words[:-1]
        else:
            break
    return words
