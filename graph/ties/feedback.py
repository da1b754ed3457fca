"""The user's answers -> rates: how many of those who share a context know each other.

A yes or a no about two people counts for each context they share, in proportion to what it contributes: the rate moves
as a Beta distribution does whose prior weighs as much as eight answers. An answer about a whole group weighs three
times the rate that was believed before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PRIOR_WEIGHT = 8.0
"""A rate without any answer yet counts like eight answers (measured: with two it is shaken too easily)."""

GROUP_WEIGHT = 0.75
"""How far an answer about a group moves its rate towards what was said: people see their circles rather well."""

GROUP_ANSWERS = {"few": 0.06, "some": 0.27, "most": 0.55, "all": 0.85}
"""What share of the pairs know each other when somebody says so; "all" is nearly all."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user answered: a word for groups, by context, and yes and no about pairs, as shares of answers.

    `yes` and `asked` count, by context, the part of each answer that is about it.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    yes: Mapping[str, float] = field(default_factory=dict)
    asked: Mapping[str, float] = field(default_factory=dict)

    def rate(self, context: str, believed: float) -> float:
        """The rate of a context after the answers, given what was believed before.

        >>> round(Answers(groups={"employer:acme": "most"}).rate("employer:acme", 0.27), 2)
        0.48
        >>> Answers(yes={"employer:acme": 1.0}, asked={"employer:acme": 2.0}).rate("employer:acme", 0.5)
        0.5
        """
        word = self.groups.get(context)
        rate = believed if word is None else (1 - GROUP_WEIGHT) * believed + GROUP_WEIGHT * GROUP_ANSWERS[word]
        asked = self.asked.get(context, 0.0)
        return (PRIOR_WEIGHT * rate + self.yes.get(context, 0.0)) / (PRIOR_WEIGHT + asked)
