"""Cards and calendars made to harm: lines without end, parts inside parts, days that are none, charsets that lie."""

from tests.hostile.cases import Case, Outcome, case

READ = Outcome.READ
ANN = "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann;;;\nFN:Ann Lee\nEMAIL:ann@example.com\nEND:VCARD\n"
OPEN = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Chen\n"
BOTH = ("Ann Lee", "Bo Chen")
EVENT = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260105T100000Z\n"
    "ORGANIZER;CN=Ann Lee:mailto:ann@example.com\n"
)
GUEST = "ATTENDEE;CN=Bo Chen:mailto:bo@example.com\n"
CLOSE = "END:VEVENT\nEND:VCALENDAR\n"


def _card(name: str, line: str | bytes) -> Case:
    """A card with one hostile line, before a good one."""
    octets = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    return case(name, "card.vcf", OPEN.encode() + octets + b"\nEND:VCARD\n" + ANN.encode(), READ, BOTH)


def _event(name: str, line: str) -> Case:
    """A meeting with one hostile line."""
    return case(name, "calendar.ics", EVENT + line + "\n" + GUEST + CLOSE, READ)


CHARSETS = (
    "UTF-7 utf-16 utf-32 idna punycode unicode_escape raw_unicode_escape undefined zlib hex base64 rot13 mbcs cp65001 "
)
CHARSETS += "../../etc/passwd iso-2022-jp hz x-user-defined \x00 " + "a" * 5000
LINES = {
    "a photo that is fetched": "PHOTO;VALUE=URI:http://evil.example/x.png",
    "a photo that is a file": "PHOTO;VALUE=URI:file:///etc/passwd",
    "a key that is fetched": "KEY:http://evil.example/key",
    "a source that is fetched": "SOURCE:ldap://evil.example/cn=x",
    "base64 that does not end": "PHOTO;ENCODING=b:" + "AAAA\n " * 3000,
    "base64 that is none": "NOTE;ENCODING=b:!!!!====!!!!",
    "quoted-printable that does not end": "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\n" * 3000,
    "quoted-printable of half octets": "NOTE;ENCODING=QUOTED-PRINTABLE:=C3=2=ZZ===",
    "a line that is folded a hundred thousand times": "NOTE:x" + "\n " * 100_000,
    "a line folded inside a letter": "NOTE:Zo\xc3\n \xab".encode("latin-1").decode("latin-1"),
    "a property of a hundred thousand parameters": "TEL" + ";TYPE=x" * 100_000 + ":1",
    "a parameter that is not closed": 'TEL;TYPE="work:+1 555',
    "a parameter of quotation marks": "TEL;TYPE=" + '"' * 5001 + ":1",
    "a name of a hundred thousand parts": "N:" + ";" * 100_000,
    "a name of commas": "N:" + "," * 20_000 + ";Bo",
    "a company of a hundred thousand parts": "ORG:" + "x;" * 100_000,
    "backslashes without end": "NOTE:" + "\\" * 99_999,
    "a group that is its own name": "item1.item1.item1.X-ABLabel:x",
    "a property without a name": ":x",
    "a property of ten thousand letters": "X" * 10_000 + ":x",
    "a day that is none": "BDAY:99999999999999",
    "a day of the year 0": "REV:0000-00-00T00:00:00Z",
    "a card in a card in a card": "BEGIN:VCARD\nBEGIN:VCARD\nFN:Mallory\nEND:VCARD\nEND:VCARD",
    "an agent": "AGENT:BEGIN:VCARD\\nFN:Mallory\\nEND:VCARD",
    "a relation to oneself": "RELATED;TYPE=spouse:Bo Chen",
    "relations without end": "RELATED;TYPE=friend:Ann Lee\n" * 2000,
    "an address to a script": "URL:javascript:alert(1)",
    "an address that urlsplit refuses": "URL:http://[::1",
    "a number that is none": "TEL:" + "+" * 5000,
    "a number to be dialled": "TEL;VALUE=uri:tel:*%2321%23",
    "an id that is a path": "UID:../../../etc/passwd",
    "an id of megabytes": "UID:" + "a" * 2_000_000,
    "half a character": "NOTE:\ud800",
    "NUL inside a name": "NICKNAME:A\x00nn",
    "a version of its own": "VERSION:99999999999999999999",
    "a kind that nobody knows": "KIND:<script>",
    "Apple's label without end": "item1.X-ABLabel:" + "_$!<" * 5000,
}
EVENT_LINES = {
    "a series that never ends": "RRULE:FREQ=SECONDLY",
    "a series of a billion": "RRULE:FREQ=SECONDLY;COUNT=1000000000;INTERVAL=1",
    "a rule that is none": "RRULE:FREQ=FREQ;BYDAY=99ZZ;UNTIL=x",
    "a hundred thousand days": "RDATE:" + "20260105," * 100_000,
    "a day that is none": "DTSTART:20269999T999999Z",
    "the year 0": "DTSTART:00000101T000000Z",
    "the year 9999": "DTSTART:99991231T235959",
    "the end of all days, in a zone": "DTSTART;TZID=Pacific/Kiritimati:99991231T235959",
    "the start of all days, in a zone": "DTSTART;TZID=Pacific/Kiritimati:00010101T000000",
    "a day of many digits": "DTSTART:" + "1" * 5000,
    "a zone that is a path": "DTSTART;TZID=../../../etc/passwd:20260105T100000",
    "a zone that is a path from the root": "DTSTART;TZID=/etc/passwd:20260105T100000",
    "a zone with NUL": "DTSTART;TZID=Europe/\x00Berlin:20260105T100000",
    "a zone that is a folder": "DTSTART;TZID=America/Argentina:20260105T100000",
    "a zone of ten thousand letters": "DTSTART;TZID=" + "A/" * 5000 + ":20260105T100000",
    "a length below nothing": "DURATION:-P99999999999D",
    "an attachment that is fetched": "ATTACH:http://evil.example/x",
    "an attachment that is a file": "ATTACH:file:///etc/passwd",
    "an alarm that runs a program": "BEGIN:VALARM\nACTION:PROCEDURE\nATTACH:file:///bin/sh\nTRIGGER:-PT1M\nEND:VALARM",
    "alarms in alarms": "BEGIN:VALARM\n" * 5000,
    "fifty thousand guests": "ATTENDEE:mailto:a@example.com\n" * 50_000,
    "a guest of percent signs": "ATTENDEE:mailto:%00%ff%40%",
    "a guest that is a file": "ATTENDEE:file:///etc/passwd",
    "a guest without anything": "ATTENDEE:",
    "a guest with a name of commas": "ATTENDEE;CN=" + "," * 10_000 + ":mailto:a@example.com",
    "an event in an event": "BEGIN:VEVENT\nUID:2\nEND:VEVENT",
    "a calendar in an event": "BEGIN:VCALENDAR\nEND:VCALENDAR",
    "an id of megabytes": "UID:" + "a" * 2_000_000,
    "a day of the series that is none": "RECURRENCE-ID:x",
}

CASES: tuple[Case, ...] = (
    *(_card(f"card: {name}", line) for name, line in LINES.items()),
    *(_card(f"card in the charset {name[:20]!r}", f"NOTE;CHARSET={name}:x=C3=BC") for name in CHARSETS.split(" ")),
    *(_event(f"meeting: {name}", line) for name, line in EVENT_LINES.items()),
    case(
        "card: a property of blanks, which is the name's folded line",
        "card.vcf",
        OPEN + "   :x\nEND:VCARD\n" + ANN,
        READ,
        ("Ann Lee", "Bo Chen :x"),
    ),
    _card("card: octets that are no text", b"NOTE:\xff\xfe\x80\xc0\xaf"),
    Case(
        "a card of 10 MB in one line",
        "card.vcf",
        lambda: (OPEN + "NOTE:" + "a" * 10_000_000 + "\nEND:VCARD\n" + ANN).encode(),
        READ,
        BOTH,
    ),
    Case(
        "a card whose name has 10 MB",
        "card.vcf",
        lambda: ("BEGIN:VCARD\nFN:" + "a" * 10_000_000 + "\nEND:VCARD\n" + ANN).encode(),
        READ,
        ("Ann Lee",),
    ),
    Case("a hundred thousand cards that do not end", "card.vcf", lambda: b"BEGIN:VCARD\n" * 100_000),
    Case("a hundred thousand ends", "card.vcf", lambda: (ANN + "END:VCARD\n" * 100_000).encode(), READ, ("Ann Lee",)),
    Case("twenty thousand cards of one name", "card.vcf", lambda: ANN.encode() * 20_000, READ, ("Ann Lee",)),
    case("a card in UTF-16 that is cut", "card.vcf", ANN.encode("utf-16")[:-1]),
    case("a card with a mark in every line", "card.vcf", ANN.replace("\n", "\n\ufeff")),
    case("a card with lines of every kind", "card.vcf", ANN.replace("\n", "\r\r\n"), READ, ("Ann Lee",)),
    case("a card that is cut", "card.vcf", ANN + OPEN[:-3], READ, ("Ann Lee",)),
    case("a card and a calendar in one file", "both.vcf", ANN + EVENT + GUEST + CLOSE),
    case("a calendar that is called a card", "calendar.vcf", EVENT + GUEST + CLOSE),
    case("a card that is called a calendar", "card.ics", ANN),
    case("a calendar without an end", "calendar.ics", EVENT + GUEST, READ),
    Case("a hundred thousand calendars", "calendar.ics", lambda: b"BEGIN:VCALENDAR\n" * 100_000),
    Case("a calendar of line ends", "calendar.ics", lambda: b"\n" * 10_000_000, Outcome.REFUSED),
)
"""Every case."""
