"""Tables made to harm: cells, rows and columns without end, quotation marks that tear rows, letters of many kinds."""

import codecs

from tests.hostile.carriers import connections, edges, google, messages
from tests.hostile.cases import Case, Outcome, case

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANN = "Ann,Lee,https://www.linkedin.com/in/ann-lee,ann@example.com,Acme,CTO,13 Mar 2019\n"
BO = "Bo,Chen,https://www.linkedin.com/in/bo-chen,,Acme,CTO,13 Mar 2019\n"
PEOPLE = ("Ann Lee",)
READ, REFUSED = Outcome.READ, Outcome.REFUSED

DAYS = (
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "-1 Mar 2019",
    "31 Feb 2020",
    "99999999999999999999",
    "1e9",
    "0x7fffffff",
    "2147483648",
    "-2147483649",
    "1 Jan 0",
    "1 Jan 9999",
    "32 Jan 2020",
    "12 Foo 2020",
    "1/1/1",
    "12/31/69 11:59 PM",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2020-01-01T25:61:61Z",
    "١٢ مارس ٢٠١٩",
    "1" * 5000,
    "=NOW()",
    "NaN",
    "12 Mar 2019\x00",
    "Ⅻ Mar ２０１９",
    "²/³/2020",
)


def _row(day: str) -> str:
    return f"{HEAD}Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,CTO,{day}\n"


def _moment(day: str) -> bytes:
    return messages("Bo Chen").replace(b"2025-06-01 14:03:22 UTC", day.encode())


CASES: tuple[Case, ...] = (
    *(case(f"connected on {day[:30]!r}", "Connections.csv", _row(day), READ, PEOPLE) for day in DAYS),
    *(case(f"written on {day[:30]!r}", "messages.csv", _moment(day), READ) for day in DAYS),
    Case(
        "a cell of 10 MB", "Connections.csv", lambda: (HEAD + "A" * 10_000_000 + "," + ANN + ANN).encode(), READ, PEOPLE
    ),
    Case("a line of 10 MB without a separator", "t.csv", lambda: b"a" * 10_000_000),
    Case(
        "a line of 10 MB and a bad octet",
        "Connections.csv",
        lambda: (HEAD + ANN + "A" * 10_000_000).encode() + b"\n\xe9",
        READ,
        PEOPLE,
    ),
    Case("10 MB of quotation marks", "Connections.csv", lambda: (HEAD + ANN + '"' * 10_000_000).encode(), READ, PEOPLE),
    Case("10 MB of line ends", "Connections.csv", lambda: (HEAD + ANN + "\n" * 10_000_000).encode(), READ, PEOPLE),
    Case("10 MB of NUL", "Connections.csv", lambda: (HEAD + ANN).encode() + b"\0" * 10_000_000, Outcome.EITHER),
    Case(
        "100,000 columns",
        "Connections.csv",
        lambda: (HEAD.strip() + ",x" * 100_000 + "\n" + ANN).encode(),
        READ,
        told="This row has only 7 of 500 columns.",
    ),
    Case(
        "100,000 cells in a row",
        "Connections.csv",
        lambda: (HEAD + BO + ANN.strip() + ",x" * 100_000).encode(),
        READ,
        ("Bo Chen",),
        told="This row has 500 columns instead of 7.",
    ),
    Case("100,000 columns of one name", "t.csv", lambda: (",".join(["Name"] * 100_000) + "\nAnn Lee\n").encode()),
    Case("20,000 rows of one person", "Connections.csv", lambda: (HEAD + ANN * 20_000).encode(), READ, PEOPLE),
    case("a quotation mark that is not closed", "Connections.csv", f'{HEAD}"{ANN}{ANN}', READ, PEOPLE),
    case("quotation marks that close in the next row", "Connections.csv", f'{HEAD}x,"\n{ANN}y,"\n', READ, PEOPLE),
    case(
        "quotation marks that stay open on every line", "Connections.csv", HEAD + 'x","""\n' * 3000 + ANN, READ, PEOPLE
    ),
    case("a header inside quotation marks", "Connections.csv", f'"{HEAD}"\n{HEAD}{ANN}'),
    case("a header and nothing else", "Connections.csv", HEAD.strip(), READ),
    case("two headers", "Connections.csv", HEAD + HEAD + ANN, READ, PEOPLE),
    case("a header in row 41", "Connections.csv", "x\n" * 41 + HEAD + ANN),
    case(
        "columns that are there twice",
        "Connections.csv",
        f"{HEAD.strip()},First Name,URL\n{ANN.strip()},Mallory,x\n",
        READ,
    ),
    case("a separator line that lies", "Connections.csv", f"sep=;\n{HEAD}{ANN}"),
    case("a mark in the middle", "Connections.csv", f"{HEAD}\ufeff{ANN}", READ),
    case("two marks at the start", "Connections.csv", f"\ufeff\ufeff{HEAD}{ANN}"),
    case(
        "two encodings in one file",
        "Connections.csv",
        (HEAD + ANN).encode() + "Zoë,Bär,,,,,\n".encode() + "Jürgen,Groß,,,,,\n".encode("cp1252"),
        READ,
        PEOPLE,
    ),
    case("UTF-16 that is cut inside a letter", "Connections.csv", (HEAD + ANN).encode("utf-16")[:-1]),
    case(
        "UTF-16 without a partner",
        "Connections.csv",
        codecs.BOM_UTF16_LE + (HEAD + ANN).encode("utf-16-le") + b"\x00\xd8,\0",
        READ,
        PEOPLE,
    ),
    case("UTF-32", "Connections.csv", (HEAD + ANN).encode("utf-32"), READ, PEOPLE),
    case("UTF-32 out of range", "Connections.csv", codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f" * 50),
    case("UTF-7", "Connections.csv", b"+AD0-cmd,+AD4-\n" + (HEAD + ANN).encode()),
    case(
        "overlong UTF-8",
        "Connections.csv",
        HEAD.encode() + b"\xc0\xaf\xe0\x80\xaf,Lee,,,,,\n" + ANN.encode(),
        READ,
        PEOPLE,
    ),
    case(
        "half characters in UTF-8",
        "Connections.csv",
        HEAD.encode() + b"\xed\xa0\x80\xed\xb0\x80,Lee,,,,,\n" + ANN.encode(),
    ),
    case("every octet", "Connections.csv", HEAD.encode() + ANN.encode() + bytes(range(256)) * 20),
    case(
        "ends of lines of every kind",
        "Connections.csv",
        HEAD + ANN.strip() + "\r\r\n\n\r" + "Bo,Chen,,,,,\x85\u2028",
        READ,
        PEOPLE,
    ),
    case(
        "an address of a profile that is a script",
        "Connections.csv",
        f"{HEAD}Ann,Lee,javascript:alert(1),,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "an address of a profile elsewhere",
        "Connections.csv",
        f"{HEAD}Ann,Lee,https://www.linkedin.com.evil.example/in/ann,,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "an address of a profile with a name and password",
        "Connections.csv",
        f"{HEAD}Ann,Lee,https://www.linkedin.com@evil.example/in/ann,,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "an address that urlsplit refuses",
        "Connections.csv",
        f"{HEAD}Ann,Lee,http://[::1/in/ann,,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "an address with a port beyond ports",
        "Connections.csv",
        f"{HEAD}Ann,Lee,https://www.linkedin.com:99999999/in/ann,,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "a profile of percent signs",
        "Connections.csv",
        f"{HEAD}Ann,Lee,https://www.linkedin.com/in/%00%ff%2e%2e%2f%,,Acme,,\n",
        READ,
        PEOPLE,
    ),
    case(
        "companies that look alike",
        "Connections.csv",
        HEAD + "Ann,Lee,,,Acme,CTO,\nBo,Chen,,,Аcme,CTO,\nCy,Diaz,,,Ａcme,CTO,\n",
        READ,
        PEOPLE,
    ),
    case("somebody called as the program calls you", "Connections.csv", f"{HEAD}You,,,me,me,me,\n{ANN}", READ, PEOPLE),
    case("a weight that is no number", "edges.csv", edges("Bo Chen").replace(b"0.5", b"nan"), READ),
    case("a weight without end", "edges.csv", edges("Bo Chen").replace(b"0.5", b"1e999"), READ),
    case("a weight below nothing", "edges.csv", edges("Bo Chen").replace(b"0.5", b"-1e308"), READ),
    case("a weight near nothing", "edges.csv", edges("Bo Chen").replace(b"0.5", b"5e-324"), READ),
    case("a weight in other digits", "edges.csv", edges("Bo Chen").replace(b"0.5", "٠٫٥".encode()), READ),
    case("a weight that shifts the others", "edges.csv", edges("Bo Chen").replace(b"0.5", b"1e308"), READ),
    case("a weight with underscores", "edges.csv", edges("Bo Chen").replace(b"0.5", b"1_000"), READ),
    case("a tie to oneself", "edges.csv", "source,target\nAnn Lee,Ann Lee\n"),
    case(
        "a thousand addresses in a cell",
        "google.csv",
        google("Bo Chen").replace(b"first@example.com", b" ::: ".join(b"%d@example.com" % n for n in range(1000))),
        READ,
    ),
    case("an address without a host", "Connections.csv", f"{HEAD}Ann,Lee,,ann@,Acme,,\n", READ, PEOPLE),
    case("an address of at signs", "Connections.csv", f"{HEAD}Ann,Lee,,{'@' * 5000},Acme,,\n", READ, PEOPLE),
    case(
        "a number that is longer than numbers",
        "google.csv",
        "Name,Phone 1 - Value\nAnn Lee," + "9" * 5000 + "\n",
        READ,
        PEOPLE,
    ),
    case("a number in other digits", "google.csv", "Name,Phone 1 - Value\nAnn Lee,+٤٩١٢٣٤٥٦٧٨\n", READ, PEOPLE),
    case("a table called as a path", "Connections.csv", connections("../../../etc/passwd"), READ, PEOPLE),
)
"""Every case."""
