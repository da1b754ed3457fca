"""Rankers of introductions in seeded worlds in which it is known who would help: `python -m benchmarks.worlds`.

A world. Ego knows 100 of 1,200 people, who work at 150 companies; 40 of these are targets. Ties are mostly within a
company and in circles of friends. Each is strong, familiar or linked only, and how readily somebody helps over it is
drawn around the rate of its kind (0.5, 0.25, 0.1) as a Beta distribution that weighs eight answers: that is the truth.
Exports show it noisily: ego sees the own ties and those of the five friends who gave their contacts; one kind in five
is told wrongly, and one tie in ten of others' lists is dead, which nobody sees. To give one's contacts is one more
reason to help, in truth and as seen.

The game. Twelve weeks of five asks, each to a contact of ego's for one target. Who is asked says yes or no once and for
all with the chance of their true tie. Asked again within thirty days, they answer as before with the chance `patience`;
else they have had enough, and never answer again. Who says yes passes the request on over their best true way of at
most two further ties, each hop with the usual penalty. All rankers see the same exports, may not repeat an ask, forget
targets that were reached and contacts who said no. What counts is how many targets are reached.

The rankers. Each scores every contact and target; the best contact of every target is taken, and of these the five
best ("top path per target"). `hops`: fewest ties; `sum of 1/strength`: shortest in that length; `weakest link`: the
strongest weakest tie; `random walk` (with restart) and `electrical flow`: how much of what arrives at a target went
over the contact; `warmth`: our paths. `warmth, resting` asks nobody again within thirty days: where the best contact
of a target rests, the target waits. `plan` is the planner with the same warmth, which lets everybody rest as well;
`plan, learnt` also moves the chances of a yes with the outcomes. All rankers meet the same luck.
"""

import argparse
import math
import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.pooled import TODAY
from graph.model import PersonId
from graph.outreach.asking import REST_DAYS
from graph.outreach.chances import Rules, chances
from graph.outreach.choice import choose
from graph.outreach.learning import PRIOR_WEIGHT, Kind, Outcome, Rates, kind_of, learnt
from graph.search.network import Network, build
from graph.ties.strength import STRONG, TieStrengths

WORLDS, DRAWS = 40, 4
PEOPLE, COMPANIES, TARGETS, KNOWN, OWNERS = 1200, 150, 40, 100, 5
WEEKS, ASKS, HOPS = 12, 5, 3
MISTAKEN, DEAD = 0.2, 0.1
RESTART = 0.15
PATIENCE = (0.0, 0.5, 1.0)
EGO = 0

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Who knows whom truly and as exports show it, as symmetric tables of strengths, and who is at which target."""

    truth: FloatArray
    seen: FloatArray
    targets: list[list[int]]

    @property
    def contacts(self) -> list[int]:
        """Whom ego is seen to know."""
        return np.flatnonzero(self.seen[EGO]).tolist()


def made(seed: int) -> World:
    """A world."""
    rng = np.random.default_rng(seed)
    sizes = rng.lognormal(0.0, 0.7, COMPANIES)
    company = rng.choice(COMPANIES, PEOPLE, p=sizes / sizes.sum())
    circle = rng.integers(0, PEOPLE // 25, PEOPLE)
    near = (company[:, None] == company) * 0.15 + (circle[:, None] == circle) * 0.15 + 0.004
    tied = np.triu(rng.random((PEOPLE, PEOPLE)) < near, 1)
    tied[EGO] = False
    tied[EGO, 1 + rng.choice(PEOPLE - 1, KNOWN, replace=False)] = True
    rates = np.array([kind.value for kind in Kind])
    kind = rates[rng.choice(3, (PEOPLE, PEOPLE), p=[0.15, 0.3, 0.55])]
    truth = rng.beta(PRIOR_WEIGHT * kind, PRIOR_WEIGHT * (1 - kind))
    said = np.where(rng.random(kind.shape) < MISTAKEN, rates[rng.integers(0, 3, kind.shape)], kind)
    owners = rng.choice(np.flatnonzero(tied[EGO]), OWNERS, replace=False)
    for rates_of in (kind, said):
        rates_of[EGO, owners] = 1.0 - (1.0 - STRONG) * (1.0 - rates_of[EGO, owners])
    truth[EGO, owners] = rng.beta(PRIOR_WEIGHT * kind[EGO, owners], PRIOR_WEIGHT * (1.0 - kind[EGO, owners]))
    shown = np.zeros(PEOPLE, dtype=bool)
    shown[[EGO, *owners]] = True
    is_dead = (rng.random(kind.shape) < DEAD) & (np.arange(PEOPLE)[:, None] != EGO)
    alive = _both(np.where(tied & ~is_dead, truth, 0.0))
    seen = _both(np.where(tied, said, 0.0)) * (shown[:, None] | shown)
    wanted = rng.choice(np.flatnonzero(np.bincount(company, minlength=COMPANIES)), TARGETS, replace=False)
    staff = [[one for one in np.flatnonzero(company == each).tolist() if one != EGO] for each in wanted.tolist()]
    return World(alive, seen, staff)


def _both(half: FloatArray) -> FloatArray:
    return half + half.T


def network_of(strengths: FloatArray) -> Network:
    """The arrays of the search; somebody's number is their place."""
    low, high = np.triu(strengths, 1).nonzero()
    people = [PersonId(f"p{place:04}") for place in range(len(strengths))]
    ties = TieStrengths(low, high, strengths[low, high])
    return build(people, ties, stamp="", today=TODAY)


def warmth(world: World) -> FloatArray:
    """The chance of the best path, for each contact and target."""
    return chances(network_of(world.seen), EGO, world.targets, Rules(HOPS)).reached


def fewest_hops(world: World) -> FloatArray:
    """The fewer ties, the better."""
    return 1.0 / (1.0 + _shortest(world, np.ones_like(world.seen)))


def sum_of_lengths(world: World) -> FloatArray:
    """The shorter, the better, when a tie is as long as its strength is small."""
    return 1.0 / (1.0 + _shortest(world, 1.0 / np.maximum(world.seen, 1e-9)))


def weakest_link(world: World) -> FloatArray:
    """The strength of the weakest tie on the path where that is strongest."""
    best = _at(world, 1.0, 0.0)
    low, high = world.seen.nonzero()
    kept = (low != EGO) & (high != EGO)
    for _ in range(HOPS - 1):
        before = best.copy()
        ways = np.minimum(world.seen[low, high][kept][:, None], before[high[kept]])
        np.maximum.at(best, low[kept], ways)
    contacts = world.contacts
    return np.minimum(best[contacts], world.seen[EGO, contacts][:, None])


def random_walk(world: World) -> FloatArray:
    """How often a walk from ego is at the target that went to the contact first and starts anew now and then."""
    steps = world.seen.copy()
    steps[:, EGO] = 0.0
    steps /= np.maximum(steps.sum(axis=1, keepdims=True), 1e-9)
    often = RESTART * np.linalg.inv(np.eye(PEOPLE) - (1.0 - RESTART) * steps)
    there = np.column_stack([often[:, staff].sum(axis=1) for staff in world.targets])
    over: FloatArray = steps[EGO, world.contacts][:, None] * there[world.contacts]
    return over


def electrical_flow(world: World) -> FloatArray:
    """The current over each contact when ego is under tension and the people at the target are grounded."""
    some = np.flatnonzero(world.seen.any(axis=1))
    place = {one: number for number, one in enumerate(some.tolist())}
    conducts = world.seen[np.ix_(some, some)]
    laplacian = np.diag(conducts.sum(axis=1) + 1e-9) - conducts
    contacts = [place[one] for one in world.contacts]
    flows = np.zeros((len(contacts), len(world.targets)))
    for target, staff in enumerate(world.targets):
        grounded = [place[one] for one in staff if one in place]
        rest = np.setdiff1d(np.arange(len(some)), [*grounded, place[EGO]])
        tension = np.zeros(len(some))
        tension[place[EGO]] = 1.0
        tension[rest] = np.linalg.solve(laplacian[np.ix_(rest, rest)], conducts[rest, place[EGO]])
        flows[:, target] = conducts[place[EGO], contacts] * (1.0 - tension[contacts]) if grounded else 0.0
    return flows


def _at(world: World, there: float, elsewhere: float) -> FloatArray:
    table = np.full((PEOPLE, len(world.targets)), elsewhere)
    for target, staff in enumerate(world.targets):
        table[staff, target] = there
    return table


def _shortest(world: World, length: FloatArray) -> FloatArray:
    """The length of the shortest path of at most so many ties over each contact to each target."""
    best = _at(world, 0.0, np.inf)
    low, high = world.seen.nonzero()
    kept = (low != EGO) & (high != EGO)
    for _ in range(HOPS - 1):
        ways = length[low, high][kept][:, None] + best[high[kept]]
        np.minimum.at(best, low[kept], ways)
    return best[world.contacts] + length[EGO, world.contacts][:, None]


RANKERS: Mapping[str, Callable[[World], FloatArray]] = {
    "hops": fewest_hops, "sum of 1/strength": sum_of_lengths, "weakest link": weakest_link,
    "random walk": random_walk, "electrical flow": electrical_flow, "warmth": warmth,
}  # fmt: skip


OURS = ("warmth, resting", "plan", "plan, learnt")
"""What is done with the warmth of paths beside taking the top path per target."""


class Game:
    """Twelve weeks in a world; what would come of every ask is settled beforehand, the same for all rankers."""

    def __init__(self, world: World, seed: int) -> None:
        rng = np.random.default_rng(seed)
        contacts = world.contacts
        shape = len(contacts), len(world.targets)
        true = chances(network_of(world.truth), EGO, world.targets, Rules(HOPS))
        given = np.zeros((PEOPLE, len(world.targets)))
        given[true.introducers] = true.given
        self.strength = world.seen[EGO, contacts]
        self._is_willing = rng.random(shape[0]) < world.truth[EGO, contacts]
        self._succeeds = rng.random(shape) < given[contacts]
        self._patience = rng.random((shape[0], WEEKS))

    def played(self, score: FloatArray, patience: float, planned: str = "") -> list[int]:
        """How many targets were reached after each week.

        Args:
            score: of each contact and target.
            patience: the chance that somebody tired answers all the same.
            planned: one of `OURS`; else the top path per target is taken.
        """
        is_open = score > 0.0
        asked_in = np.full(len(score), -WEEKS)
        is_lost = np.zeros(len(score), dtype=bool)
        outcomes: list[Outcome] = []
        reached, counts = np.zeros(score.shape[1], dtype=bool), []
        for week in range(WEEKS):
            table = np.where(is_open & ~reached, score, 0.0)
            rested = 7 * (week - asked_in) >= REST_DAYS
            if planned.startswith("plan"):
                table *= rested[:, None]
                if planned.endswith("learnt"):
                    table *= (self._yes(learnt(outcomes)) / self.strength)[:, None]
            for row, target in _week(np.minimum(table, 1.0), rested, planned):
                is_tired = 7 * (week - asked_in[row]) < REST_DAYS
                asked_in[row] = week
                is_open[row, target] = False
                is_lost[row] |= is_tired and self._patience[row, week] >= patience
                if is_lost[row]:
                    continue
                kind, willing = kind_of(float(self.strength[row])), bool(self._is_willing[row])
                outcomes.append(Outcome(kind, willing, PersonId(str(row))))
                is_open[row] &= self._is_willing[row]
                reached[target] |= self._is_willing[row] & self._succeeds[row, target]
            counts.append(int(reached.sum()))
        return counts

    def _yes(self, rates: Rates) -> FloatArray:
        """The chance of each contact's yes after the outcomes."""
        yes = rates.adjusted(self.strength)
        for person in rates.own:
            yes[int(person)] = rates.willing(person, float(self.strength[int(person)]))
        return yes


def _week(table: FloatArray, rested: npt.NDArray[np.bool_], planned: str) -> Iterator[tuple[int, int]]:
    """The asks of a week, as contact and target."""
    if planned.startswith("plan"):
        yield from ((row, targets[0]) for row, targets in choose(table, ASKS, 1).asks)
        return
    best, asks = table.argmax(axis=0), 0
    for target in np.argsort(-table.max(axis=0), kind="stable").tolist():
        row = int(best[target])
        if asks < ASKS and table[row, target] > 0.0 and (not planned or rested[row]):
            rested[row] = False
            asks += 1
            yield row, target


def main() -> None:
    """Plays every world and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=WORLDS)
    worlds = parser.parse_args().worlds
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {worlds} worlds\n")
    counts: dict[tuple[str, float], list[npt.NDArray[np.int64]]] = defaultdict(list)
    for seed in range(worlds):
        world = made(seed)
        noise = 1.0 + 1e-9 * np.random.default_rng(seed).random((len(world.contacts), TARGETS))
        scores = {name: rank(world) * noise for name, rank in RANKERS.items()}
        games = [Game(world, seed * DRAWS + draw) for draw in range(DRAWS)]
        for patience in PATIENCE:
            for name in (*RANKERS, *OURS):
                score, planned = scores.get(name, scores["warmth"]), name if name in OURS else ""
                played = [game.played(score, patience, planned) for game in games]
                counts[name, patience].append(np.array(played))
    for patience in PATIENCE:
        print(f"patience {patience:g}\n")
        print("| ranker | first week | any in it | four weeks | twelve weeks | plan, learnt is ahead by |")
        print("|---|---:|---:|---:|---:|---:|")
        ours = np.array(counts["plan, learnt", patience])
        for name in (*RANKERS, *OURS):
            print(_row(name, np.array(counts[name, patience]), ours))
        print()


def _row(name: str, reached: npt.NDArray[np.int64], ours: npt.NDArray[np.int64]) -> str:
    """A row of the table, from targets reached by world, draw and week; worlds are what varies independently."""
    ahead = (ours - reached)[:, :, -1].mean(axis=1)
    error = 1.96 * float(ahead.std(ddof=1)) / math.sqrt(len(ahead))
    weeks = [f"{reached[:, :, week - 1].mean():.2f}" for week in (1, 4, WEEKS)]
    any_in_it = f"{(reached[:, :, 0] > 0).mean():.0%}"
    return f"| {name} | {weeks[0]} | {any_in_it} | {weeks[1]} | {weeks[2]} | {ahead.mean():+.2f} ± {error:.2f} |"


if __name__ == "__main__":
    main()
