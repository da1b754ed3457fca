"""Damage to files, as downloads, editors and people with ill will do it; seeded, so that it can be done again."""

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

TOKENS: Sequence[bytes] = tuple(
    b'" , ; \t \n \r\n \r \0 = == =3D =\n \\ \\n \\, : :: < > & &amp; &lt; &#0; &#x110000; ]]> <!-- --> <![CDATA[ '
    b"\xff\xfe \xfe\xff \xef\xbb\xbf \x00\xd8 \xed\xa0\x80 \xc0\x80 \xe2\x80\xae \xf4\x8f\xbf\xbf \x80 \xe9 \x1b[2J "
    b"BEGIN:VCARD\n END:VCARD\n BEGIN:VEVENT\n END:VEVENT\n BEGIN:VALARM\n N:;;;; FN: CHARSET=UTF-7 CHARSET=idna "
    b"ENCODING=QUOTED-PRINTABLE ENCODING=b RECURRENCE-ID:1 RRULE:FREQ=SECONDLY DTSTART: 99991231T235959Z 00000101 "
    b"TZID=../../etc/passwd From: \nFrom To: =?utf-8?b? =?utf-16?q? ?= =?x?b?=?= <@ @> @ <> ( ) "
    b"mailto: undisclosed-recipients:; Date: -0000 +9999 1/1/1 0000-00-00 31/31/9999 12:99 1e400 nan -1 "
    b"18446744073709551616 % %00 %2e%2e/ https://www.linkedin.com/in/ <!DOCTYPE <!ENTITY &x; <?xml encoding='utf-7'?> "
    b"PK\x03\x04 PK\x01\x02 PK\x05\x06 PK\x06\x06 \xff\xff\xff\xff \x00\x00\x00\x80".split(b" ")
)
"""What has a meaning in some format, and what has one in none."""

LONGEST_RUN = 5_000
"""Octets that repeating a piece adds at most."""
MOST_DAMAGES = 6


def mutated(samples: Sequence[bytes], chance: Random) -> bytes:
    """One of the samples with up to six damages."""
    data = bytearray(chance.choice(samples))
    for _ in range(chance.randint(1, MOST_DAMAGES)):
        chance.choice(DAMAGES)(data, samples, chance)
    return bytes(data)


def mutated_zip(samples: Sequence[bytes], chance: Random) -> bytes:
    """Half of the time the archive is damaged, else what is in it, and it is packed again."""
    if chance.random() < 0.5:
        return mutated(samples, chance)
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(chance.choice(samples))) as old, zipfile.ZipFile(kept, "w") as new:
        members = [(each.filename, old.read(each)) for each in old.infolist()]
        for name, data in members:
            new.writestr(name, mutated([data], chance))
    return kept.getvalue()


def _place(data: bytearray, chance: Random) -> int:
    return chance.randint(0, len(data))


def _span(data: bytearray, chance: Random) -> slice:
    start = _place(data, chance)
    return slice(start, start + chance.choice((1, 2, 4, 16, 100, 1000)))


def _flip(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _insert(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    place = _place(data, chance)
    data[place:place] = chance.choice(TOKENS)


def _overwrite(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    data[_span(data, chance)] = chance.choice(TOKENS) or chance.randbytes(4)


def _remove(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    del data[_span(data, chance)]


def _repeat(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    span = _span(data, chance)
    piece = bytes(data[span])
    times = min(chance.choice((2, 10, 1000)), LONGEST_RUN // max(len(piece), 1))
    data[span] = piece * times


def _swap_lines(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    lines = bytes(data).split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


def _graft(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    other = bytearray(chance.choice(samples))
    place = _place(data, chance)
    data[place:place] = other[_span(other, chance)]


def _cut(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    del data[_place(data, chance) :]


def _digits(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    places = [place for place, octet in enumerate(data) if chr(octet).isdigit() and octet < 128]
    for place in chance.sample(places, min(len(places), 4)):
        data[place] = ord(chance.choice("0123456789-"))


def _recode(data: bytearray, samples: Sequence[bytes], chance: Random) -> None:
    codec = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "cp932", "utf-7"))
    data[:] = bytes(data).decode("utf-8", "replace").encode(codec, "replace")


DAMAGES: Sequence[Callable[[bytearray, Sequence[bytes], Random], None]] = (
    _flip, _flip, _insert, _insert, _overwrite, _overwrite, _remove, _repeat, _swap_lines, _graft, _cut,
    _digits, _recode,
)  # fmt: skip
"""All of them; those that stand twice happen twice as often."""
