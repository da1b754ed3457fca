"""A pasted list of companies -> targets: one company a line, a role after a tab or a comma if one is wanted."""

import re
from dataclasses import dataclass

from graph.resolve.companies import organization_key
from graph.text import clean_text

_BULLET = re.compile(r"^\s*(?:[-*•–·]+|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Wish:
    """A company as it was written, and the role wanted there."""

    company: str
    role: str | None


def wishes(text: str) -> tuple[Wish, ...]:
    r"""What a list names, each company once; lines without a company are passed over.

    A legal form after a comma belongs to the company. Bullets and numbers before it do not.

    >>> for each in wishes("1. Acme, Inc, Engineer\n- Globex\tHead of Product\n\nInitech"):
    ...     print(each.company, "|", each.role)
    Acme, Inc | Engineer
    Globex | Head of Product
    Initech | None
    """
    found: dict[str, Wish] = {}
    for line in text.splitlines():
        company, role = _split(_BULLET.sub("", line))
        key = organization_key(company)
        if key:
            found.setdefault(key, Wish(clean_text(company), clean_text(role) or None))
    return tuple(found.values())


def _split(line: str) -> tuple[str, str]:
    if "\t" in line:
        company, _, role = line.partition("\t")
        return company.strip(), role
    company, *rest = [part for part in line.split(",") if part.strip()] or [""]
    while rest and organization_key(f"{company},{rest[0]}") == organization_key(company):
        company = f"{company},{rest.pop(0)}"
    return company.strip(), ",".join(rest)
