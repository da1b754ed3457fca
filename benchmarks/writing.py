"""Tie strength on real archives: do both write to each other in the next 90 days?

An archive is cut on some days on which it is still alive 90 days later. All pairs with a message before the cut are
scored by `chance_of_writing` from what is left of their messages on that day; the truth is whether both wrote in the 90
days after. The archive before the cut teaches its shift, as an import does, by freezing it 90 days earlier.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.scores import area, average_precision, calibration_error
from graph.ties.backtest import AHEAD_DAYS, Sent, shift_of
from graph.ties.strength import WRITING_HALF_LIFE_DAYS, chance_of_writing

ARCHIVES = {
    "Eu": ("email-Eu-core-temporal.txt.gz", " ", (0, 1, 2), (320, 360, 400)),
    "Enron": ("enron_igraphdata.csv.gz", ",", (1, 2, 0), (600, 640, 676)),
    "Facebook wall": ("fb_wall_1y.csv.gz", ",", (1, 2, 0), (200, 235, 270)),
}
"""File, separator, the columns of sender, receiver and second, and the days of the cuts."""

SOUND = (946684800, 1041379200)
"""Enron's archive holds a few mails dated 1980 and 2044: those of 2000 to 2002 are taken."""


def table(folder: Path) -> Iterator[str]:
    """The table, as lines of Markdown."""
    yield "| archive, cut | pairs | both write | AUC | AP | ECE as it is | ECE after back-test | shift |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, (_, _, _, cuts) in ARCHIVES.items():
        pairs = _pairs(folder, name)
        first = min(pair[0][0] for pair in pairs)
        yield from (_line(f"{name}, day {cut}", pairs, first + cut) for cut in cuts)


def _line(name: str, pairs: list[list[Sent]], cut: int) -> str:
    known = [pair for pair in pairs if pair[0][0] <= cut]
    after = [{way for day, way in pair if cut < day <= cut + AHEAD_DAYS} for pair in known]
    truth = np.array([len(ways) == 2 for ways in after])
    shift = shift_of([[each for each in pair if each[0] <= cut] for pair in known]) or 0.0
    plain, shifted = (np.array([_said(pair, cut, by) for pair in known]) for by in (0.0, shift))
    errors = [calibration_error(truth, said, np.ones(len(known))) for said in (plain, shifted)]
    return (
        f"| {name} | {len(known):,} | {truth.mean():.3f} | {area(truth, plain):.3f} | "
        f"{average_precision(truth, plain):.3f} | {errors[0]:.3f} | {errors[1]:.3f} | {shift:+.2f} |"
    )


def _pairs(folder: Path, name: str) -> list[list[Sent]]:
    file, separator, columns, _ = ARCHIVES[name]
    pairs: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    with gzip.open(folder / file, "rt", encoding="ascii") as lines:
        for line in lines:
            cells = line.split(separator)
            one, other, second = (cells[column].strip() for column in columns)
            if not second.isdigit() or one == other:
                continue
            if name != "Enron" or SOUND[0] <= int(second) < SOUND[1]:
                pairs[min(one, other), max(one, other)].add((int(second), one))
    return [
        sorted((second // 86_400, sender == ends[0]) for second, sender in said) for ends, said in sorted(pairs.items())
    ]


def _said(pair: list[Sent], cut: int, shift: float) -> float:
    left = {True: 0.0, False: 0.0}
    for day, outward in pair:
        if day <= cut:
            left[outward] += 0.5 ** ((cut - day) / WRITING_HALF_LIFE_DAYS)
    return chance_of_writing(left[True], left[False], shift)
