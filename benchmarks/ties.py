"""Inferred ties and tie strength on real networks: `python -m benchmarks.ties ../shared/networks`.

Each ego's files go through the importers into a store of their own, and what `intrograph ties --inferred --min 0` says
of each pair of contacts is held against who really knows whom; pairs that it leaves out count as strangers. Pooled:
some contacts, drawn at random, give their lists too, and pairs with one of them are left out. Answers: the ten and
twenty questions of `intrograph sharpen` are answered with the word that comes closest to the truth. Prints tables in
Markdown.
"""

import csv
import random
import sys
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

import importers
from benchmarks import writing
from benchmarks.scores import area, average_precision, calibration_error, precision_at
from graph import stating
from graph.ingest import IngestOptions, ingest
from graph.model import EGO, OrganizationId, PersonId
from graph.owners import Owner
from graph.records import EvidenceKind
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import EVIDENCE_KINDS, Background, EvidenceColumns, Post
from graph.ties.circumstances import circumstances_of
from graph.ties.feedback import GROUP_ANSWERS
from graph.ties.inference import infer
from graph.ties.judgement import Guesses
from graph.ties.questions import questions
from graph.ties.strength import strengths
from importers.base import SourceFile

SEED = 4
STRANGERS = 1e-4
"""What is taken for said of a pair that is left out."""

SMALLEST_POOLED = 80
"""Contacts that an ego has at least whose list is pooled."""

TODAY = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Ego:
    """One person's contacts by id, with a matrix of who knows whom."""

    folder: Path
    place: Mapping[str, int]
    truth: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """The means over egos, and calibration over all pairs, each ego counting by its contacts."""

    auc: float
    ap: float
    p20: float
    pn: float
    ece: float
    ece_shown: float


def main() -> None:
    """Runs everything and prints the tables."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/networks")
    egos = [_ego(path) for path in sorted((folder / "dev").iterdir()) if path.is_dir()]
    print("| exports | AUC | AP | P@20 | P@n | ECE | ECE, 0.2 and more |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, files in (("Connections.csv", ["Connections.csv"]), ("with vCards", ["Connections.csv", "contacts.vcf"])):
        _print(name, [_said(ego, files) for ego in egos])
    large = [ego for ego in egos if len(ego.place) >= SMALLEST_POOLED]
    for pooled in (5, 10):
        _print(f"{pooled} pooled", [_pooled(ego, pooled) for ego in large])
    print("\n| answers | P@n before | P@n after | gain |\n|---:|---:|---:|---:|")
    for count in (10, 20):
        before, after = np.mean([_answered(ego, count) for ego in egos], axis=0)
        print(f"| {count} | {before:.3f} | {after:.3f} | {after - before:+.3f} |", flush=True)
    print()
    for line in writing.table(folder):
        print(line, flush=True)
    print()
    _cost()


Pairs = tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64], int]
"""Truth and what was said of each pair, and the number of contacts."""


def _print(name: str, found: Sequence[Pairs]) -> None:
    scores = _scores(found)
    cells = (scores.auc, scores.ap, scores.p20, scores.pn, scores.ece, scores.ece_shown)
    print(f"| {name} | " + " | ".join(f"{each:.3f}" for each in cells) + " |", flush=True)


def _scores(found: Sequence[Pairs]) -> Scores:
    known = [each for each in found if each[0].any()]
    means = np.mean(
        [
            (area(t, p), average_precision(t, p), precision_at(t, p, 20), precision_at(t, p, size))
            for t, p, size in known
        ],
        axis=0,
    )
    truth, said = (np.concatenate([each[side] for each in known]) for side in (0, 1))
    weight = np.concatenate([np.full(len(each[0]), 2.0 / (each[2] - 1)) for each in known])
    shown = said >= 0.2
    calibration = [calibration_error(truth, said, weight), calibration_error(truth[shown], said[shown], weight[shown])]
    return Scores(*(float(each) for each in means), *calibration)


def _ego(folder: Path) -> Ego:
    with (folder / "people_full.csv").open(encoding="utf-8") as rows:
        place = {row["id"]: number for number, row in enumerate(csv.DictReader(rows))}
    truth = np.zeros((len(place), len(place)), dtype=bool)
    with (folder / "truth.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            one, other = place[row["a"]], place[row["b"]]
            truth[one, other] = truth[other, one] = True
    return Ego(folder, place, truth)


def _bring_in(store: GraphStore, name: str, content: bytes, owner: Owner) -> None:
    reading = importers.read([SourceFile.from_bytes(name, content)])
    ingest(store, reading.files, reading.records(), owner=owner, options=IngestOptions(TODAY))


def _imported(ego: Ego, files: Sequence[str]) -> GraphStore:
    store = open_store(":memory:")
    for name in files:
        _bring_in(store, name, (ego.folder / name).read_bytes(), Owner())
    return store


def _said(ego: Ego, files: Sequence[str]) -> Pairs:
    store = _imported(ego, files)
    found = _matrix(ego, store)
    store.close()
    upper = np.triu_indices(len(ego.place), 1)
    return ego.truth[upper], found[upper], len(ego.place)


def _matrix(ego: Ego, store: GraphStore) -> npt.NDArray[np.float64]:
    guesses = Guesses(store, TODAY.date(), 0.0)
    place = _places(ego, store, guesses.people)
    found = np.full(ego.truth.shape, STRANGERS)
    low, high = place[guesses.ties.low], place[guesses.ties.high]
    found[low, high] = found[high, low] = guesses.ties.probability
    return found


def _places(ego: Ego, store: GraphStore, people: tuple[PersonId, ...]) -> npt.NDArray[np.int64]:
    known = store.people(people)
    return np.array([ego.place.get(known[each].profile or "", -1) for each in people])


def _pooled(ego: Ego, count: int) -> Pairs:
    """What is said when so many exports are pooled, the own one among them, of pairs without a helper."""
    store = _imported(ego, ["Connections.csv", "contacts.vcf"])
    lines = (ego.folder / "Connections.csv").read_text("utf-8").splitlines(keepends=True)
    rows = {line.split("/in/")[1].split(",")[0]: line for line in lines if "/in/" in line}
    head = "".join(line for line in lines if "/in/" not in line)
    ids = list(ego.place)
    helpers = random.Random(f"{SEED} {ego.folder.name} {count}").sample(ids, count - 1)
    for helper in helpers:
        others = (ids[other] for other in np.flatnonzero(ego.truth[ego.place[helper]]))
        known = "".join(rows[other] for other in others if other in rows)
        given, family = rows[helper].split(",")[:2]
        if known:
            _bring_in(store, "Connections.csv", (head + known).encode(), Owner(name=f"{given} {family}"))
    found = _matrix(ego, store)
    store.close()
    rest = np.array([number for one, number in ego.place.items() if one not in helpers])
    upper = np.triu_indices(len(rest), 1)
    low, high = rest[upper[0]], rest[upper[1]]
    return ego.truth[low, high], found[low, high], len(rest)


def _answered(ego: Ego, count: int) -> tuple[float, float]:
    """Precision of the best n pairs before and after so many answers about groups."""
    store = _imported(ego, ["Connections.csv", "contacts.vcf"])
    upper = np.triu_indices(len(ego.place), 1)
    truth = ego.truth[upper]
    before = precision_at(truth, _matrix(ego, store)[upper], len(ego.place))
    guesses = Guesses(store, TODAY.date(), 0.2)
    for question in questions(guesses.facts, guesses.people, count):
        members = _places(ego, store, question.people)
        share = float(ego.truth[np.ix_(members, members)].sum()) / (len(members) * (len(members) - 1))
        word = min(GROUP_ANSWERS, key=lambda each: abs(GROUP_ANSWERS[each] - share))
        stating.rate_group(store, question.context.key, word, at=TODAY)
    after = precision_at(truth, _matrix(ego, store)[upper], len(ego.place))
    store.close()
    return before, after


def _cost() -> None:
    """Strength and inference for large networks: owners' lists, companies, schools, cities and names of all sizes."""
    print("| people | evidence rows | inferred ties | seconds | peak MB |\n|---:|---:|---:|---:|---:|")
    for people, lists, length in ((30_000, 20, 5_000), (250_000, 50, 5_000)):
        print(_large(people, lists, length), flush=True)


def _large(people: int, lists: int, length: int) -> str:
    """One line: what `project` and `intrograph ties` do once rows are read."""
    columns, backgrounds = _made_up(people, lists, length)
    start = time.process_time()
    found = len(_ties(columns, backgrounds))
    taken = time.process_time() - start
    tracemalloc.start()
    _ties(columns, backgrounds)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return f"| {people:,} | {len(columns.a):,} | {found:,} | {taken:.1f} | {peak:,.0f} |"


def _ties(columns: EvidenceColumns, backgrounds: Sequence[Background]) -> npt.NDArray[np.int32]:
    return infer(circumstances_of(columns, strengths(columns, TODAY.date()), backgrounds, ())).low


def _made_up(people: int, lists: int, length: int) -> tuple[EvidenceColumns, list[Background]]:
    """Each owner knows `length` people and writes to them all; few things are shared by many, most by few (Zipf)."""
    rng = np.random.default_rng(SEED)
    ids = tuple(PersonId(f"p{number:07d}") for number in range(people - 1))
    everybody = (EGO, *ids)
    pairs = [
        np.column_stack([np.full(length, owner), rng.choice(np.arange(lists, people), length, replace=False)])
        for owner in range(lists)
    ]
    listed = np.concatenate(pairs)
    ends = np.concatenate([listed, listed[rng.permutation(len(listed))]]).astype(np.int32)
    is_mail = np.arange(len(ends)) >= len(listed)
    none, today = np.zeros(len(ends)), (TODAY.date() - date(1970, 1, 1)).days
    columns = EvidenceColumns(
        "", everybody, ends[:, 0], ends[:, 1],
        np.where(is_mail, EVIDENCE_KINDS.index(EvidenceKind.MAIL), EVIDENCE_KINDS.index(EvidenceKind.CONNECTION)),
        (today - rng.integers(0, 4000, len(ends))).astype(np.int32),
        np.ones(len(ends), dtype=np.int32), is_mail.astype(np.int32), none.astype(np.int32), none, none, none, none,
    )  # fmt: skip

    def shared(number: int, flat: int) -> list[int]:
        """One of `number` things for everybody, the commonest for about 1 in `flat` times the log of the number."""
        weights = 1.0 / (np.arange(number) + flat)
        drawn: list[int] = rng.choice(number, people, p=weights / weights.sum()).tolist()
        return drawn

    things = (shared(people // 10, 10), shared(people // 50, 10), shared(people // 200, 10), shared(people // 20, 50))
    backgrounds = [
        Background(
            who, f"Name{name}", f"City {city}", (f"School {school}",), (),
            (Post(OrganizationId(f"o{company}"), "Firm", "Engineer", None, None, True),),
        )
        for who, company, school, city, name in zip(everybody, *things, strict=True)
    ]  # fmt: skip
    return columns, backgrounds


if __name__ == "__main__":
    main()
