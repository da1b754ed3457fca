"""How common is a name, a company, a city? What two people share says the less the more others share it too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.resolve.blocking import Subject
from graph.resolve.transliteration import latin

COMMON_NAMES = (
    "john james robert michael william david richard thomas maria mary anna jennifer linda sarah jose juan carlos wei "
    "jing li ming yan mohammed mohamed muhammad ahmed ali fatima peter paul andreas julia sophie jean marie pierre "
    "marco giulia ivan olga elena smith johnson williams brown jones garcia miller davis martinez rodriguez lopez "
    "gonzalez hernandez wilson anderson taylor lee kim park chen wang zhang liu yang wu huang zhao nguyen tran patel "
    "singh kumar sharma khan muller schmidt schneider fischer weber meyer martin bernard dubois rossi russo ferrari "
    "ivanov smirnov silva santos pereira sato suzuki tanaka"
)
"""Names so common somewhere that a short list does not show it."""

SHARE_OF_COMMON, SHARE_OF_OTHERS, GUESSED_PEOPLE = 1 / 200, 1 / 5_000, 1_000
"""One person in 200 has such a name, and one in 5,000 any other name, company or city, as long as no list says more:
these guesses weigh as much as a list of 1,000 people."""

PARTS_OF_NAME_WEIGH = 20_000
"""How common its parts are says as much about a name as counting its bearers among 20,000 members of a network does;
members have a profile each, so they are certainly different people."""

_COMMON = frozenset(map(latin, COMMON_NAMES.split()))


@dataclass(frozen=True, slots=True)
class Population:
    """How common names, companies, titles, cities and schools are among the people compared, and how many they are.

    `members` are those with a profile.
    """

    people: int
    counts: Mapping[str, Mapping[str, int]]
    members: int = 0

    @classmethod
    def of(cls, subjects: Sequence[Subject]) -> "Population":
        """Counts a list."""
        counts = {
            "first": Counter(each.first for each in subjects),
            "last": Counter(each.last for each in subjects),
            "member": Counter(f"{each.first} {each.last}" for each in subjects if each.profile),
            "company": Counter(chain.from_iterable(each.now | each.before for each in subjects)),
            "title": Counter(chain.from_iterable(each.titles for each in subjects)),
            "city": Counter(each.city for each in subjects),
            "school": Counter(chain.from_iterable(each.schools for each in subjects)),
        }
        return cls(len(subjects), counts, sum(each.profile is not None for each in subjects))

    def share(self, what: str, value: str) -> float:
        """The share of people who have `value`, the two in question left out; never 0."""
        counted = self.counts.get(what)
        others = max(counted.get(value, 0) - 2, 0) if counted else 0
        guessed = SHARE_OF_COMMON if value in _COMMON else SHARE_OF_OTHERS
        return (others + 1 + GUESSED_PEOPLE * guessed) / (self.people + GUESSED_PEOPLE)

    def refined(self, share: float, name: str) -> float:
        """The share of people who have a full name: from its parts, and from how many more members have it."""
        others = max(self.counts.get("member", {}).get(name, 0) - 1, 0)
        return (others + PARTS_OF_NAME_WEIGH * share) / (self.members + PARTS_OF_NAME_WEIGH)


SOMEBODYS_LIST = Population(1_000, {})
"""A list of a thousand people of whom nothing is known but what names are common anywhere."""
