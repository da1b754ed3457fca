"""Which records are one person: how right, how complete, how fast: `python -m benchmarks.resolution`.

The people are made up and seeded (`benchmarks.people`), so it is known who is who. Their records go through the real
code: `cluster` merges by itself, `review` proposes pairs of people to look at. Measured in pairs of records:

- precision of automatic merges: of the pairs that were merged, those that are one person;
- recall of automatic merges: of the pairs that are one person, those that were merged;
- recall with review: the same after the user said yes to each proposed pair that is one person, and no to the others.

splink gets the same records, one row each, where it is installed (`pip install splink`): the first of each address,
number, company, title and city. It is trained without labels, as its manual says. Its automatic merges are what it
gives a chance of 99.9 in 100, its review what is above the threshold that we use. Seconds are those of the clock;
"of work" are those of the processor on all cores, which count on a busy machine. Memory is the most that a process of
its own held, the records among it.
"""

import argparse
import logging
import os
import platform
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any

from benchmarks.people import Told, tell
from graph.records import Identifier, IdentifierKind, RunId
from graph.resolve.clusters import cluster
from graph.resolve.companies import organization_key
from graph.resolve.matching import REVIEW_WEIGHT, Match, review, subject_of
from graph.resolve.names import clean_name
from graph.resolve.normalize import identifiers_of
from graph.resolve.people import Conclusion, conclude
from graph.store.kept import RecordId, StoredRecord, record_id
from graph.text import fold_words

RECORDS = 100_000
SEED = 3
SURE = 0.999
"""What splink gives this chance it would merge by itself."""
Pairs = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of resolving made of the records: the group of each record, and pairs of groups to look at."""

    name: str
    group_of: Sequence[int]
    proposed: Sequence[tuple[int, int]]
    seconds: float = 0.0
    work: float = 0.0
    megabytes: float = 0.0


def main() -> None:
    """Measures and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--without-splink", action="store_true")
    options = parser.parse_args()
    truth = [each.person for each in tell(options.records, options.seed)]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {date.today()}: ", end="")
    print(f"{len(truth):,} records of {len(set(truth)):,} people, seed {options.seed}\n")
    print(
        "| | precision, automatic | recall, automatic | recall with review | review pairs per 1,000 people | ", end=""
    )
    print("of them one person | seconds | of work | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    with_splink = not options.without_splink and find_spec("splink") is not None
    for resolve in (ours, splinks) if with_splink else (ours,):
        print(row(apart(resolve, options.records, options.seed), truth), flush=True)
    if not with_splink:
        print("\nsplink is not installed, or was not asked for: it is left out.")


def apart(resolve: Callable[[Sequence[Told]], Outcome], records: int, seed: int) -> Outcome:
    """What one way makes of the records, in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_resolved, resolve, records, seed).result()


def ours(told: Sequence[Told]) -> Outcome:
    """Merges and proposals of this project."""
    records = [stored(place, each) for place, each in enumerate(told)]
    conclusions = conclude(cluster(records))
    place_of = {record.id: place for place, record in enumerate(records)}
    group_of = [0] * len(records)
    for number, conclusion in enumerate(conclusions):
        for record in conclusion.records:
            group_of[place_of[record.id]] = number
    matches = proposals(conclusions, told, place_of)
    number_of = {conclusion.person.id: number for number, conclusion in enumerate(conclusions)}
    proposed = [(number_of[match.a], number_of[match.b]) for match in matches]
    return Outcome("Intrograph", group_of, proposed)


def stored(place: int, told: Told) -> StoredRecord:
    """A record as the store keeps it."""
    number = record_id(1, place)
    own = Identifier(IdentifierKind.UID, f"{told.scope}|{place}")
    said = (*identifiers_of(told.record, "US"), own)
    return StoredRecord(number, RunId("r"), told.scope, str(place), told.record, said, "")


def proposals(
    conclusions: Sequence[Conclusion], told: Sequence[Told], place_of: Mapping[RecordId, int]
) -> tuple[Match, ...]:
    """What the user would be asked to look at."""
    lists = ({told[place_of[record.id]].scope for record in each.records} for each in conclusions)
    return review([subject_of(each.person, lists=mine) for each, mine in zip(conclusions, lists, strict=True)])


def splinks(told: Sequence[Told]) -> Outcome:
    """Merges and proposals of splink, set up and trained as its manual says for people."""
    splink, comparisons = import_module("splink"), import_module("splink.comparison_library")
    backend = import_module("splink.backends.duckdb").DuckDBAPI()
    linker = splink.Linker(backend.register(columns_of(told)), _settings(splink, comparisons), log_level=logging.ERROR)
    block_on = splink.block_on
    linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("phone")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    for rule in (block_on("given", "family"), block_on("email")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=REVIEW_WEIGHT)
    rows = [
        (each["place_l"], each["place_r"], each["match_probability"]) for each in found.as_pyarrow_table().to_pylist()
    ]
    sure = joined_groups((a, b) for a, b, chance in rows if chance >= SURE)
    group_of = [sure.get(place, place) for place in range(len(told))]
    proposed = {(group_of[a], group_of[b]) for a, b, chance in rows if group_of[a] != group_of[b]}
    return Outcome("splink", group_of, sorted(proposed))


def columns_of(told: Sequence[Told]) -> Any:
    """The records as splink wants them: one row each, one value a column, normalised as ours are."""
    rows = []
    for place, each in enumerate(told):
        name = clean_name(each.record.name)
        said = {kind.kind: kind.value for kind in reversed(identifiers_of(each.record, "US"))}
        rows.append(
            {
                "place": place,
                "given": fold_words(name.given) or None,
                "family": fold_words(name.family) or None,
                "email": said.get(IdentifierKind.EMAIL),
                "phone": said.get(IdentifierKind.PHONE),
                "profile": said.get(IdentifierKind.PROFILE),
                "company": organization_key(each.record.organization or "") or None,
                "title": each.record.title,
                "city": each.record.city,
            }
        )
    return import_module("pyarrow").Table.from_pylist(rows)


def _resolved(resolve: Callable[[Sequence[Told]], Outcome], records: int, seed: int) -> Outcome:
    told = tell(records, seed)
    clock, work = time.perf_counter(), time.process_time()
    outcome = resolve(told)
    clock, work = time.perf_counter() - clock, time.process_time() - work
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return replace(outcome, seconds=clock, work=work, megabytes=megabytes)


def _settings(splink: Any, comparisons: Any) -> Any:
    exact = [
        comparisons.ExactMatch(column).configure(term_frequency_adjustments=True)
        for column in ("company", "title", "city")
    ]
    keys = [comparisons.ExactMatch(column) for column in ("email", "phone", "profile")]
    names = [
        comparisons.JaroWinklerAtThresholds(column, [0.92, 0.88]).configure(term_frequency_adjustments=True)
        for column in ("given", "family")
    ]
    blocks = [("given", "family"), ("email",), ("phone",), ("profile",), ("family", "company"), ("given", "company")]
    return splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="place",
        comparisons=[*names, *keys, *exact],
        blocking_rules_to_generate_predictions=[splink.block_on(*columns) for columns in blocks],
    )


def row(outcome: Outcome, truth: Sequence[int]) -> str:
    """One line of the table."""
    merged, right = pairs_in(outcome.group_of), pairs_in(list(zip(outcome.group_of, truth, strict=True)))
    same = pairs_in(truth)
    person_of: dict[int, Counter[int]] = defaultdict(Counter)
    for group, person in zip(outcome.group_of, truth, strict=True):
        person_of[group][person] += 1
    mostly = {group: counts.most_common(1)[0][0] for group, counts in person_of.items()}
    good = [(a, b) for a, b in outcome.proposed if mostly[a] == mostly[b]]
    joined = joined_groups(good)
    after = [joined.get(group, group) for group in outcome.group_of]
    reviewed = pairs_in(list(zip(after, truth, strict=True)))
    asked = 1000 * len(outcome.proposed) / len(set(truth))
    share = len(good) / max(len(outcome.proposed), 1)
    return (
        f"| {outcome.name} | {right / max(merged, 1):.5f} | {right / same:.3f} | {reviewed / same:.3f} "
        f"| {asked:.0f} | {share:.2f} | {outcome.seconds:.0f} | {outcome.work:.0f} | {outcome.megabytes:,.0f} |"
    )


def pairs_in(labels: Sequence[object]) -> int:
    """How many pairs have one label."""
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def joined_groups(pairs: Pairs) -> dict[int, int]:
    """The group that each group becomes part of."""
    parent: dict[int, int] = {}

    def root(group: int) -> int:
        while parent.setdefault(group, group) != group:
            group = parent[group]
        return group

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {group: root(group) for group in list(parent)}


if __name__ == "__main__":
    main()
