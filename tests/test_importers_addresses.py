"""Addresses in the headers of mail: as standards and programs write them, and as neither does."""

from email.utils import formataddr, getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.addresses import named_in
from importers.base import SourceFile
from importers.mail import MAIL


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("a@x.org, B <b@x.org>", [(None, "a@x.org"), ("B", "b@x.org")]),
        ('"Lee, Ann" <ANN@X.org>', [("Lee, Ann", "ann@x.org")]),
        ("Lee, Ann <ann@x.org>, Bo <bo@x.org>", [("Lee, Ann", "ann@x.org"), ("Bo", "bo@x.org")]),
        ("Smith, Mary; Jones, Bob", [("Smith, Mary", None), ("Jones, Bob", None)]),
        ("a@x.org; b@x.org", [(None, "a@x.org"), (None, "b@x.org")]),
        ("a@x.org b@x.org", [(None, "a@x.org"), (None, "b@x.org")]),
        ("Big Bug bb@x.org", [("Big Bug", "bb@x.org")]),
        ("Ann <a@x.org> Bo <b@x.org>", [("Ann", "a@x.org"), ("Bo", "b@x.org")]),
        ("'ann@x.org' <ann@x.org>", [(None, "ann@x.org")]),
        ("ann@x.org (Ann Lee)", [("Ann Lee", "ann@x.org")]),
        (r"Pete(A \) chap) <pete(his)@x.org(host)>", [("Pete", "pete@x.org")]),
        ("Mary <@one.org,@two.org:mary@x.org>", [("Mary", "mary@x.org")]),
        ("Team: Ann <a@x.org>, b@x.org;, c@x.org", [("Ann", "a@x.org"), (None, "b@x.org"), (None, "c@x.org")]),
        ("Dr. Ann Lee: CTO <a@x.org>", [("Dr. Ann Lee: CTO", "a@x.org")]),
        ('"Lay, Ken </O=ACME/CN=KLAY>" <ken@x.org>', [("Lay, Ken", "ken@x.org")]),
        ("Lay Ken </O=ACME/OU=NA/CN=KLAY>", [("Lay Ken", None)]),
        ("<mailto:ann@x.org>", [(None, "ann@x.org")]),
        ('"Ann <a@x.org>, b@x.org', [("Ann", "a@x.org"), (None, "b@x.org")]),
        ("=?utf-8?Q?Lee,_Ann?= <a@x.org>, b@x.org", [("Lee, Ann", "a@x.org"), (None, "b@x.org")]),
        ("=?utf-8?Q?Ann_=3Ca@x.org=3E?=", [("Ann", "a@x.org")]),
        ("=?iso-8859-1?Q?Zo=EB?= =?utf-8?B?IExlZQ==?= <z@x.org>", [("Zoë Lee", "z@x.org")]),
        ("=?utf-8?B?Wm/D?= =?utf-8?B?qw==?= <z@x.org>", [("Zoë", "z@x.org")]),
        ('"=?utf-8?q?Zo=C3=AB?=" <z@x.org>', [("Zoë", "z@x.org")]),
        ("=?gb2312?B?1tDOxA==?= <z@x.org>", [("中文", "z@x.org")]),
        ("=?utf-8*en?q?Ann?= <a@x.org>", [("Ann", "a@x.org")]),
        ("=?rot13?q?Ann?= <a@x.org>", [("Ann", "a@x.org")]),
        ("=?utf-8?B?QW5u?=\r\n =?utf-8?B?TGVl?= <a@x.org>", [("AnnLee", "a@x.org")]),
        ("Zoë <zoë@exämple.org>", [("Zoë", "zoë@exämple.org")]),
        ("undisclosed-recipients:;", []),
        ("Undisclosed recipients", []),
        ("<Undisclosed-Recipient:@mailman.x.org;>", []),
        ("<>, ,;", []),
    ],
)
def test_addresses_are_read_however_they_are_written(written: str, names: list[tuple[str | None, str | None]]) -> None:
    found = named_in(written.encode())
    assert [(party.name, party.email) for party in found.parties] == names
    assert found.lost == 0


PHRASES = st.text(st.sampled_from('ab Z."(,;<é@'), max_size=12).map(str.strip)
ADDRESSES = st.from_regex(r"[a-z][a-z.+-]{0,5}[a-z]@[a-z]{1,5}\.org", fullmatch=True)


@given(st.lists(st.tuples(PHRASES, ADDRESSES), min_size=1, max_size=4))
def test_what_is_well_written_reads_as_the_standard_library_reads_it(people: list[tuple[str, str]]) -> None:
    written = ", ".join(formataddr(each, "utf-8") for each in people)
    found = named_in(written.encode())
    assert [party.email for party in found.parties] == [address for _, address in getaddresses([written])]
    assert found.lost == 0


LONG_HEADERS = [
    *(each * (100_000 // len(each)) for each in (b"(", b'"', b'\\"', b"<", b" ", b"a", b"a:", b"@", b"<@,", b"=?a?q?")),
    b"=?idna?q?" + b"a." * 100_000 + b"?=",
    b"a@x.org," * 20_000,
    b"\\" * 100_001,
]


@pytest.mark.parametrize("value", LONG_HEADERS, ids=lambda value: repr(value[:9]))
def test_no_header_takes_for_ever(value: bytes) -> None:
    named_in(value)
    data = b"From: a@x.org\nTo: b@x.org\nDate: " + value + b"\nReferences: " + value + b"\n\n"
    list(MAIL.extract(SourceFile.from_bytes("mail.eml", data)))
