"""Zips made to harm: names that lead elsewhere, sizes that lie, members that unpack to far more than they should."""

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.hostile.carriers import connections, zipped
from tests.hostile.cases import Case, Outcome, case

GOOD = connections("Bo Chen")
PEOPLE = ("Ann Lee", "Bo Chen")

NAMES = (
    "../Connections.csv",
    "../../../../tmp/owned.csv",
    "/etc/cron.d/owned.csv",
    "/Connections.csv",
    "C:\\owned.csv",
    "C:/owned.csv",
    "..\\..\\owned.csv",
    "\\\\evil.example\\share\\owned.csv",
    "CON",
    "NUL.csv",
    "COM1.csv",
    "aux.csv",
    "a/../../owned.csv",
    "a/./b.csv",
    "a//b.csv",
    "./Connections.csv",
    "~/owned.csv",
    "$HOME/owned.csv",
    "-rf.csv",
    "--store=x.csv",
    "%2e%2e%2fowned.csv",
    "Connections.csv ",
    " Connections.csv",
    "Connections.csv.",
    "a\tb.csv",
    "a\nb.csv",
    "a\rb.csv",
    "\x1b[2Jowned.csv",
    "\u202evsc.owned",
    "<b>x</b>.csv",
    "'; DROP TABLE run;--.csv",
    "owned.csv:stream",
    "owned.csv\u200b",
    "a" * 300 + ".csv",
    "d/" * 5000 + "x.csv",
    "1" * 60_000 + ".csv",
    "😀.csv",
    "http://evil.example/x.csv",
    "file:///etc/passwd",
    "|id.csv",
    "`id`.csv",
    "{0.__class__}.csv",
    "%s%n.csv",
    "con/aux/nul",
    "Connections.csv/x",
    ".csv",
    "...csv",
    "*",
    "?.csv",
    '"x".csv',
)
"""What a member can be called; none of it is ever a path here."""


def _pack(members: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return kept.getvalue()


def _patched(signature: bytes, place: int, value: bytes, *, every: bool = False) -> bytes:
    """A good archive with some octets of a header written over."""
    data = bytearray(zipped("Bo Chen"))
    start = data.find(signature)
    while start >= 0:
        data[start + place : start + place + len(value)] = value
        start = data.find(signature, start + 4) if every else -1
    return bytes(data)


_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def _symlink() -> bytes:
    link = zipfile.ZipInfo("Connections.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _pack([(link, b"/etc/passwd")])


def _twice() -> bytes:
    """Two members of one name; the list of contents is written by hand, as `zipfile` warns of it."""
    one = _pack([("Connections.csv", GOOD), ("Connectionz.csv", connections("Cy Diaz"))])
    return one.replace(b"Connectionz.csv", b"Connections.csv")


def _overlapping(times: int) -> bytes:
    """Every entry of the list of contents leads to the same packed octets, as in D. Fifield's better zip bomb."""
    octets = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = octets.compress(b"a" * 3_000_000) + octets.flush()
    check = zlib.crc32(b"a" * 3_000_000)
    sizes = struct.pack("<LLL", check, len(packed), 3_000_000)
    local = _LOCAL + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"x.csv"
    body = local + packed
    entries = b"".join(
        _CENTRAL
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHLL", 10, 0, 0, 0, 0, 0, 0)
        + f"{number:06}.csv".encode()
        for number in range(times)
    )
    ending = _END + struct.pack("<HHHHLLH", 0, 0, times, times, len(entries), len(body), 0)
    return body + entries + ending


def _bomb(megabytes: int, name: str = "Connections.csv") -> bytes:
    return _pack([(name, b"a" * (megabytes << 20))])


def _nested(depth: int) -> bytes:
    data = _bomb(4)
    for number in range(depth):
        data = _pack([(f"{number}.zip", data)])
    return data


def _many(count: int) -> bytes:
    return _pack([(f"{number}.csv", b"") for number in range(count)], zipfile.ZIP_STORED)


def _case(
    name: str, make: Callable[[], bytes], outcome: Outcome = Outcome.EITHER, people: tuple[str, ...] = ()
) -> Case:
    return Case(name, "archive.zip", make, outcome, people)


CASES: tuple[Case, ...] = (
    *(
        _case(f"a member called {name[:40]!r}", lambda name=name: _pack([(name, GOOD)]))  # type: ignore[misc]
        for name in NAMES
    ),
    _case("a link to a file of the system", _symlink, Outcome.REFUSED),
    _case("two members of one name", _twice, Outcome.READ),
    _case("a member without a name", lambda: _patched(_CENTRAL, 28, b"\0\0")),
    _case("a bomb of 64 MB", lambda: _bomb(64), Outcome.REFUSED),
    _case("a bomb that is called mail", lambda: _bomb(64, "x.mbox"), Outcome.REFUSED),
    _case("a bomb in a zip in a zip", lambda: _nested(5), Outcome.REFUSED),
    _case("members on top of each other", lambda: _overlapping(2000), Outcome.REFUSED),
    _case("twenty thousand empty members", lambda: _many(20_000), Outcome.REFUSED),
    _case("a member packed with bzip2", lambda: _pack([("a.csv", GOOD)], zipfile.ZIP_BZIP2), Outcome.REFUSED),
    _case("a member packed with LZMA", lambda: _pack([("a.csv", GOOD)], zipfile.ZIP_LZMA), Outcome.REFUSED),
    _case("a method that nobody knows", lambda: _patched(_CENTRAL, 10, b"\x63\0", every=True), Outcome.REFUSED),
    _case("encrypted members", lambda: _patched(_CENTRAL, 8, b"\x01\0", every=True), Outcome.REFUSED),
    _case("members that are encrypted only where they start", lambda: _patched(_LOCAL, 6, b"\x01\0", every=True)),
    _case("patched data", lambda: _patched(_CENTRAL, 8, b"\x20\0", every=True)),
    _case("strong encryption", lambda: _patched(_LOCAL, 6, b"\x40\0", every=True)),
    _case("an unpacked size that is too small", lambda: _patched(_CENTRAL, 24, b"\x01\0\0\0")),
    _case("an unpacked size of 4 GB", lambda: _patched(_CENTRAL, 24, b"\xfe\xff\xff\xff"), Outcome.REFUSED),
    _case("an unpacked size that is said to stand elsewhere", lambda: _patched(_CENTRAL, 24, b"\xff\xff\xff\xff")),
    _case("a packed size of 4 GB", lambda: _patched(_CENTRAL, 20, b"\xfe\xff\xff\xff"), Outcome.REFUSED),
    _case("a packed size of nothing", lambda: _patched(_CENTRAL, 20, b"\0\0\0\0")),
    _case("a checksum that is wrong", lambda: _patched(_CENTRAL, 16, b"\0\0\0\0")),
    _case("a member behind the end of the file", lambda: _patched(_CENTRAL, 42, b"\xff\xff\xff\x7f")),
    _case("a member inside the list of contents", lambda: _patched(_CENTRAL, 42, b"\x80\x01\0\0")),
    _case("a name that is longer than the file", lambda: _patched(_CENTRAL, 28, b"\xff\xff")),
    _case("an extra field that is longer than the file", lambda: _patched(_CENTRAL, 30, b"\xff\xff")),
    _case("a remark that is longer than the file", lambda: _patched(_END, 20, b"\xff\xff")),
    _case("another name where the member starts", lambda: _patched(_LOCAL, 30, b"../../../xx")),
    _case("more members than there are", lambda: _patched(_END, 8, b"\xff\xff\xff\xff")),
    _case("no members, though there are", lambda: _patched(_END, 8, b"\0\0\0\0")),
    _case("a list of contents behind the end", lambda: _patched(_END, 16, b"\xff\xff\xff\x7f"), Outcome.REFUSED),
    _case("a list of contents of 4 GB", lambda: _patched(_END, 12, b"\xff\xff\xff\x7f"), Outcome.REFUSED),
    _case("a part of many", lambda: _patched(_END, 4, b"\x07\0")),
    _case("a date that is none", lambda: _patched(_CENTRAL, 12, b"\xff\xff\xff\xff")),
    _case("a version from the future", lambda: _patched(_CENTRAL, 6, b"\xff\0")),
    _case(
        "a large zip's end that leads nowhere",
        lambda: zipped("Bo")[:-22] + b"PK\x06\x07" + b"\xff" * 16 + zipped("Bo")[-22:],
    ),
    _case(
        "a large zip's end that leads to itself",
        lambda: _END[:2] + b"\x06\x06" + b"\0" * 52 + b"PK\x06\x07" + b"\0" * 16 + zipped("Bo")[-22:],
    ),
    _case("cut in the middle", lambda: zipped("Bo Chen")[:200], Outcome.REFUSED),
    _case("cut before its last octet", lambda: zipped("Bo Chen")[:-1], Outcome.REFUSED),
    _case("its first four octets alone", lambda: _LOCAL, Outcome.REFUSED),
    _case("an end alone", lambda: _END + b"\0" * 18, Outcome.REFUSED),
    _case("something before it", lambda: b"#!/bin/sh\nid > /tmp/owned\n" + zipped("Bo Chen"), Outcome.REFUSED),
    _case("something behind it", lambda: zipped("Bo Chen") + b"\0" * 100, Outcome.READ, PEOPLE),
    _case("two zips behind each other", lambda: zipped("Cy Diaz") + zipped("Bo Chen"), Outcome.READ, PEOPLE),
    _case("no zip at all", lambda: b"<html>not found</html>", Outcome.REFUSED),
    _case("nothing but zeros", lambda: b"\0" * 5000, Outcome.REFUSED),
    Case("gzip of a table", "Connections.csv.gz", lambda: gzip.compress(GOOD, mtime=0), Outcome.REFUSED),
    Case("gzip bomb", "bomb.csv", lambda: gzip.compress(b"a" * (64 << 20), mtime=0), Outcome.REFUSED),
    Case("a workbook that is called a table", "Connections.csv", lambda: _pack([("xl/a.xml", b"<a/>")])),
    Case("a table that is called a zip", "Connections.zip", lambda: GOOD, Outcome.REFUSED),
    case("a zip's start in a table", "Connections.csv", b"PK\x03\x04" + GOOD),
)
"""Every case."""
