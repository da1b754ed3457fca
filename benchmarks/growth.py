"""Does work grow with the length of a file, or with its square? Every hostile shape of text, at two lengths.

`python -m benchmarks.growth` reads each shape of `tests/hostile/growth.py` at 4,000 and at 32,000 repetitions, as an
import does, and prints those that took more than `TOLD` times as long for eight times the text, slowest first; a
pattern that looks at a text again from each of its letters takes sixty times as long. A word behind it picks the
shapes whose names hold it. Times are the processor's; what takes less than a moment is not told apart.
"""

import sys
import time

from tests.hostile.growth import SHAPES
from tests.hostile.reading import reads_to_its_end

SHORT, LONG = 4_000, 32_000
TOLD = 2 * LONG / SHORT
MOMENT = 0.05
"""Seconds."""


def main() -> None:
    """Reads them all and prints."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    reads_to_its_end("Connections.csv", b"", imported=True)
    found = {name: (_work(name, SHORT), _work(name, LONG)) for name in SHAPES if word in name}
    steep = {name: long / max(short, MOMENT) for name, (short, long) in found.items()}
    print(f"{len(found)} shapes, slowest {max(long for _, long in found.values()):.2f} s\n")
    print("| shape | s short | s long | times |\n|---|---:|---:|---:|")
    for name, times in sorted(steep.items(), key=lambda one: -one[1]):
        if times > TOLD:
            print(f"| {name} | {found[name][0]:.2f} | {found[name][1]:.2f} | {times:.0f} |")


def _work(name: str, times: int) -> float:
    file = SHAPES[name](times)
    start = time.process_time()
    reads_to_its_end(*file, imported=True)
    return time.process_time() - start


if __name__ == "__main__":
    main()
