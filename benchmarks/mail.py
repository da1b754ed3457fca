"""Time and memory of reading mail, against Python's `mailbox`: `python -m benchmarks.mail`.

20,000 mails with bodies and the headers that mail has after its way through three servers, in one seeded file. Ours
reads whom, when and whether a machine wrote it; the rival is `mailbox.mbox` with `getaddresses` and
`parsedate_to_datetime` on each message. Both in turns, in one process, in seconds of the processor. Then 100,000 mails,
and the memory of files of one size and of four times that. Prints tables in Markdown.
"""

import mailbox
import os
import platform
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, getaddresses, parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from importers.base import SourceFile
from importers.mail import MAIL

SEED = 11
MAILS = 20_000
MANY_MAILS = 100_000
PEOPLE = 3_000
BODY_BYTES = 6_000
"""Octets of a body: 20,000 mails then take about 160 MB, as measured on real mailboxes."""

REPEATS = 3
"""Readings of each kind; the table shows the median."""

MOST_SECONDS = 20
GIVEN = "Ann Bo Cy Dee Eve Flo Gus Hal Ida Jon Kit Lou Max Ned Ora Pia Quin Ray Sue Zoë".split()
FAMILY = "Ash Birch Cole Dell Elm Fern Glen Heath Isle Jade Kern Lake Moor Nash Oak Pike Reed Müller".split()


def main() -> None:
    """Runs all readings and prints the tables."""
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {date.today()}\n")
    with TemporaryDirectory() as name:
        folder = Path(name)
        _race(_written(folder / "race.mbox", MAILS))
        _long_run(_written(folder / "long.mbox", MANY_MAILS))
        _memory(_written(folder / "one.mbox", MAILS // 4), _written(folder / "four.mbox", MAILS))


def _race(path: Path) -> None:
    pairs = [(_seconds(_read, path), _seconds(_read_by_rival, path)) for _ in range(REPEATS)]
    ours, theirs = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    size = path.stat().st_size / 1e6
    print("| file | µs each | `mailbox.mbox` | times as fast | target |\n|---|---:|---:|---:|---:|")
    each, its = ours / MAILS * 1e6, theirs / MAILS * 1e6
    print(f"| mbox, {MAILS:,} mails, {size:.0f} MB | {each:.0f} | {its:.0f} | {theirs / ours:.1f} | 5 |\n", flush=True)


def _long_run(path: Path) -> None:
    start = time.perf_counter()
    found = _read(path)
    seconds = time.perf_counter() - start
    size = path.stat().st_size / 1e6
    print("| file | records | seconds by the clock | target |\n|---|---:|---:|---:|")
    print(f"| mbox, {MANY_MAILS:,} mails, {size:.0f} MB | {found:,} | {seconds:.1f} | {MOST_SECONDS} |\n", flush=True)


def _memory(*paths: Path) -> None:
    print("| file | peak MB |\n|---|---:|")
    for path in paths:
        tracemalloc.start()
        _read(path)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"| mbox, {path.stat().st_size / 1e6:.0f} MB | {most / 1e6:.1f} |", flush=True)


def _read(path: Path) -> int:
    """Reads a file with the importer and keeps nothing; the number of records and problems."""
    return sum(1 for _ in MAIL.extract(SourceFile.from_path(path)))


def _read_by_rival(path: Path) -> int:
    box = mailbox.mbox(path, create=False)
    found = 0
    for message in box:
        getaddresses([str(each) for name in ("From", "To", "Cc") for each in message.get_all(name, [])])
        parsedate_to_datetime(str(message["Date"]))
        found += 1
    box.close()
    return found


def _seconds(read: Callable[[Path], int], path: Path) -> float:
    start = time.process_time()
    read(path)
    return time.process_time() - start


def _written(path: Path, mails: int) -> Path:
    """Writes a mailbox: most mail between few people, some to many, every third from a list."""
    chance = random.Random(SEED)
    people = [
        f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} <person.{number}@example.com>" for number in range(PEOPLE)
    ]
    text = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz     \n", k=BODY_BYTES * 20))
    start = datetime(2015, 1, 1, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        for number in range(mails):
            at = start + timedelta(minutes=37 * number)
            place = chance.randrange(BODY_BYTES * 19)
            file.write(_mail(chance, people, number, at) + text[place : place + BODY_BYTES] + "\n\n")
    return path


def _mail(chance: random.Random, people: list[str], number: int, at: datetime) -> str:
    def one() -> str:
        return people[min(int(chance.paretovariate(0.7)), PEOPLE) - 1]

    day = format_datetime(at)
    sender, readers = one(), ",\n ".join(one() for _ in range(min(int(chance.paretovariate(1.5)), 30)))
    hops = "".join(
        f"Received: from mx{hop}.example.com (mx{hop}.example.com [192.0.2.{hop}])\n"
        f"        by mail.example.net with ESMTPS id {chance.randrange(1 << 48):x}\n"
        f"        for <me@example.net>; {day}\n"
        for hop in range(3)
    )
    key = "".join(chance.choices("ABCDEFGHabcdefgh0123456789+/", k=340))
    listed = "List-Id: <dev.lists.example.org>\nPrecedence: list\n" if number % 3 == 0 else ""
    return (
        f"From {number}@xxx {at:%a %b %d %H:%M:%S} +0000 {at:%Y}\nX-GM-THRID: {number}\nX-Gmail-Labels: Inbox,Opened\n"
        f"Delivered-To: me@example.net\n{hops}"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1;\n        b={key[:68]}\n         {key[68:]}\n"
        f"Authentication-Results: mx.example.net; dkim=pass header.i=@example.com; spf=pass\n{listed}"
        f"MIME-Version: 1.0\nReferences: <{number - number % 5}@example.com>\nMessage-ID: <{number}@example.com>\n"
        f"Date: {day}\nSubject: About number {number}\nFrom: {sender}\nTo: {readers}\nCc: {one()}\n"
        'Content-Type: text/plain; charset="utf-8"\n\n'
    )


if __name__ == "__main__":
    main()
