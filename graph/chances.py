"""A chance as people say it: one vocabulary for pages, terminal and reasons."""

from math import log

_ROUND_ODDS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 300, 500, 1000)


def about(chance: float) -> str:
    """A chance as an estimate.

    >>> about(0.21), about(0.0001)
    ('about 1 in 5', 'less than 1 in 1,000')
    """
    said = odds(chance)
    return said if said.startswith("less") else f"about {said}"


def odds(chance: float) -> str:
    """A chance in (0, 1] as odds.

    >>> odds(0.21), odds(0.0035), odds(0.9), odds(0.0001)
    ('1 in 5', '1 in 300', '9 in 10', 'less than 1 in 1,000')
    """
    if chance >= 0.55:
        return f"{min(round(chance * 10), 9)} in 10"
    if 0.36 <= chance < 0.45:
        return "2 in 5"
    if chance < 0.0008:
        return "less than 1 in 1,000"
    against = min(_ROUND_ODDS, key=lambda number: abs(log(number * chance)))
    return f"1 in {against:,}"
