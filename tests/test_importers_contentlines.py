"""Content lines: unfolded as bytes, decoded by their own charset, then unescaped; never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.contentlines import BrokenLine, Property, properties_of, split, unescape


def only(data: bytes) -> Property:
    (found,) = properties_of(data)
    assert isinstance(found, Property)
    return found


def text_of(data: bytes) -> str:
    return only(data).text


def test_lines_are_unfolded_before_letters_are_decoded() -> None:
    assert text_of(b"FN:Zo\xc3\r\n \xab Brandt") == "Zoë Brandt"


def test_letters_are_decoded_before_backslashes_mean_anything() -> None:
    found = only("N;CHARSET=SHIFT_JIS:能;表".encode("cp932"))
    assert split(found.text, ";") == ["能", "表"]


@pytest.mark.parametrize("charset", ["ISO-8859-1", "windows-1252", "invalid-encoding", "utf-8"])
def test_a_wrong_charset_costs_no_letter_that_can_be_saved(charset: str) -> None:
    assert text_of(f"FN;CHARSET={charset}:Zoë".encode("cp1252")) == "Zoë"


def test_a_guess_is_said_to_be_one() -> None:
    assert only("FN:Zoë Müller".encode("cp1252")).guessed
    assert not only("FN;CHARSET=ISO-8859-1:Zoë".encode("latin-1")).guessed
    assert not only("FN:Zoë".encode()).guessed


def test_quoted_printable_goes_on_in_lines_that_are_not_indented() -> None:
    first, second = properties_of(b"NOTE;ENCODING=QUOTED-PRINTABLE:one =\r\n#two=3D=\r\nthree\r\nFN:Ann")
    assert isinstance(first, Property)
    assert isinstance(second, Property)
    assert (first.text, second.text, second.line) == ("one #two=three", "Ann", 4)


def test_quoted_printable_that_never_ends_stops_at_the_end_of_the_card() -> None:
    first, second = properties_of(b"FN;QUOTED-PRINTABLE:Ann=\nEND:VCARD")
    assert isinstance(first, Property)
    assert isinstance(second, Property)
    assert (first.text, second.name) == ("Ann", "END")


def test_bare_parameters_are_types_and_encodings() -> None:
    found = only(b'TEL;WORK;Cell;ENCODING=8BIT;TYPE="voice,home":1')
    assert found.types == ("work", "cell", "voice", "home")
    assert found.parameters["ENCODING"] == ("8BIT",)


def test_parameters_may_hold_colons_semicolons_and_carets() -> None:
    found = only(b"attendee;CN=\"Lee; Ann: ^'boss^'^nof ^^\";X=a,b:mailto:ann@example.com")
    assert found.name == "ATTENDEE"
    assert found.parameters == {"CN": ('Lee; Ann: "boss"\nof ^',), "X": ("a", "b")}
    assert found.text == "mailto:ann@example.com"


def test_a_quotation_mark_that_is_not_closed_costs_nothing() -> None:
    found = only(b'TEL;TYPE="cell:+1 555')
    assert (found.types, found.text) == (("cell",), "+1 555")


def test_groups_are_told_from_names() -> None:
    found = only(b"Item1.X-ABLabel:_$!<Mobile>!$_")
    assert (found.group, found.name) == ("item1", "X-ABLABEL")


@pytest.mark.parametrize(
    "photo",
    [
        b"PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n Sk:ZJRg\n AB=",
        b"PHOTO;JPEG;BASE64:\n/9j/4AAQSk\nZJRgABAQ==\n",
        b"X-PICTURE;ENCODING=BASE64:\n /9j/4AAQ\n\n",
        b"LOGO:data:image/png;base64,iVBORw0KGgo",
        b"PHOTO;ENCODING=b:not base64 !!",
    ],
)
def test_pictures_are_passed_over_unread(photo: bytes) -> None:
    assert text_of(photo + b"\nFN:Ann") == "Ann"
    assert only(photo + b"\nFN:Ann").line == photo.count(b"\n") + 2


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\r\n", b"\r"])
def test_lines_end_as_any_program_ends_them(end: bytes) -> None:
    found = list(properties_of(end.join([b"FN:Ann", b" Lee", b"ORG:Acme", b""])))
    assert [(each.text, each.line) for each in found if isinstance(each, Property)] == [("AnnLee", 1), ("Acme", 3)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_recognised(encoding: str) -> None:
    assert text_of("FN:Renée Żak of Acme".encode(encoding)) == "Renée Żak of Acme"


def test_lines_that_are_no_properties_are_reported_and_comments_are_not() -> None:
    data = b"# a comment: really\n\nno colon\nblank name here: x\n: no name\nFN:Ann"
    assert [each for each in properties_of(data) if isinstance(each, BrokenLine)] == [
        BrokenLine(3),
        BrokenLine(4),
        BrokenLine(5),
    ]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (r";A\;B\\;C\\\;;D;\:E;\\\\;", ["", "A;B\\", "C\\;", "D", ":E", "\\\\", ""]),
        ("Company, The;Dept", ["Company, The", "Dept"]),
        (r"C:\Users;\(x\)", [r"C:\Users", r"\(x\)"]),
        ("", [""]),
        ("\\", ["\\"]),
        (r"a\nb;c", ["a\nb", "c"]),
    ],
)
def test_values_are_parted_at_separators_without_a_backslash(written: str, parts: list[str]) -> None:
    assert split(written, ";") == parts


@given(st.lists(st.text(alphabet="ab\\;,\n", max_size=6), min_size=1, max_size=5))
def test_what_is_escaped_by_the_rules_comes_back(parts: list[str]) -> None:
    def escaped(part: str) -> str:
        part = part.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return part.replace("\n", "\\n")

    assert split(";".join(map(escaped, parts)), ";") == parts
    assert unescape(escaped(parts[0])) == parts[0]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    list(properties_of(data))


SYNTAX = [b"FN:A", b"\n", b"\r\n", b" ", b"\t", b"=", b"PHOTO;ENCODING=b:", b"NOTE;QUOTED-PRINTABLE:", b'"', b";"]
SYNTAX += [b":", b"BEGIN:VCARD\n", b"END:VCARD", b"\\", b"\xff", b"#", b"\0", b"AAAA", b"TYPE=", b"CHARSET=SHIFT_JIS"]


@given(st.lists(st.sampled_from(SYNTAX), max_size=30))
def test_no_mixture_of_syntax_raises_and_lines_are_counted_upwards(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    lines = [each.line for each in properties_of(data)]
    assert lines == sorted(set(lines))
    assert all(1 <= line <= max(data.count(b"\n"), data.count(b"\r")) + 1 for line in lines)
