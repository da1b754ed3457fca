"""A well-written file of every kind, with one text in the place of somebody's name: each kind escapes it in its way."""

import csv
import io
import quopri
import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

LINK = "https://www.linkedin.com/in/"


def _table(header: str, *rows: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    write = csv.writer(text, lineterminator="\n").writerow
    for row in (header.split(","), *rows):
        write(row)
    return text.getvalue().encode("utf-8", "surrogatepass")


def connections(text: str) -> bytes:
    """LinkedIn's Connections.csv."""
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    return _table(
        header,
        [text, "", f"{LINK}first", "", "Acme", "CTO", "12 Mar 2019"],
        ["Ann", "Lee", f"{LINK}ann-lee", "ann@example.com", text, text, "13 Mar 2019"],
    )


def messages(text: str) -> bytes:
    """LinkedIn's messages.csv."""
    header = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
        "SUBJECT,CONTENT,FOLDER"
    )
    when = "2025-06-01 14:03:22 UTC"
    return _table(
        header,
        ["2-c1", text, text, f"{LINK}first", "Ann Lee", f"{LINK}ann-lee", when, text, text, "INBOX"],
        ["2-c2", "", "Ann Lee", f"{LINK}ann-lee", text, f"{LINK}first", when, "", "", "INBOX"],
    )


def invitations(text: str) -> bytes:
    """LinkedIn's Invitations.csv."""
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    return _table(header, [text, "Ann Lee", "1/29/26, 2:37 PM", text, "INCOMING", f"{LINK}first", f"{LINK}ann-lee"])


def google(text: str) -> bytes:
    """Contacts as Google writes them."""
    header = "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Organization Name,Organization Title,Notes,Labels"
    return _table(
        header,
        [text, "", "Work", "first@example.com", "Acme", "CTO", text, "* myContacts"],
        ["Ann", "Lee", "Work", "ann@example.com", text, text, "", text],
    )


def outlook(text: str) -> bytes:
    """Contacts as Outlook writes them."""
    header = "First Name,Middle Name,Last Name,Company,Department,Job Title,E-mail Address,Mobile Phone,Manager's Name"
    return _table(
        header,
        [text, "", "", "Acme", "", "CTO", "first@example.com", "+1 418 656 9254", ""],
        ["Ann", "", "Lee", text, text, text, "ann@example.com", "", text],
    )


def own_table(text: str) -> bytes:
    """A table of somebody's own making."""
    rows = [[text, "first@example.com", "Acme"], ["Ann Lee", "ann@example.com", text]]
    return _table("Name,Email,Company", *rows)


def edges(text: str) -> bytes:
    """A list of ties."""
    return _table("source,target,weight,label", [text, "Ann Lee", "0.5", text], ["Ann Lee", "Bo Chen", "1", ""])


def _escaped(text: str) -> str:
    marked = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return marked.replace("\r", "").replace("\n", "\\n")


def card(text: str) -> bytes:
    """A vCard 3.0."""
    said = _escaped(text)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{said};;;", f"FN:{said}", f"ORG:{said}", f"TITLE:{said}"]
    lines += ["EMAIL:first@example.com", f"CATEGORIES:{said}", f"NOTE:{said}", "END:VCARD", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def old_card(text: str) -> bytes:
    """A vCard 2.1 in quoted-printable."""
    said = quopri.encodestring(text.encode("utf-8", "surrogatepass")).replace(b"\n", b"=0A")
    head = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    return head + said + b"\r\nEMAIL;INTERNET:first@example.com\r\nEND:VCARD\r\n"


def _parameter(text: str) -> str:
    return text.replace("^", "^^").replace('"', "^'").replace("\r", "").replace("\n", "^n")


def meeting(text: str) -> bytes:
    """A calendar with one meeting."""
    said = _parameter(text)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_escaped(text)}", "BEGIN:VEVENT", "UID:1@example.com"]
    lines += ["DTSTART:20260105T100000Z", f"SUMMARY:{_escaped(text)}", "ORGANIZER;CN=Ann Lee:mailto:ann@example.com"]
    lines += [f'ATTENDEE;CN="{said}":mailto:first@example.com', "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def mail(text: str) -> bytes:
    """A mail with an encoded name."""
    word = b64encode(text.encode("utf-8", "surrogatepass")).decode()
    lines = [f"From: =?utf-8?b?{word}?= <first@example.com>", "To: Ann Lee <ann@example.com>"]
    lines += ["Date: Mon, 5 Jan 2026 10:00:00 +0100", "Message-ID: <1@example.com>", "Subject: x", "", "text", ""]
    return "\r\n".join(lines).encode()


def raw_mail(text: str) -> bytes:
    """A mail with the name in quotation marks as it stands."""
    said = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", " ")
    lines = [f'From: "{said}" <first@example.com>', "To: Ann Lee <ann@example.com>"]
    lines += ["Date: Mon, 5 Jan 2026 10:00:00 +0100", "Message-ID: <1@example.com>", "", "text", ""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def mailbox(text: str) -> bytes:
    """A mailbox with two mails."""
    parting = b"From first@example.com Mon Jan  5 10:00:00 2026\n"
    return parting + mail(text).replace(b"\r\n", b"\n") + b"\n" + parting + raw_mail(text)


def graphml(text: str) -> bytes:
    """A network in GraphML."""
    said = escape(text)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="n" for="node" attr.name="label" attr.type="string"/>'
        f'<graph edgedefault="undirected"><node id="1"><data key="n">{said}</data></node>'
        '<node id="2"><data key="n">Ann Lee</data></node><edge source="1" target="2"/></graph></graphml>'
    ).encode("utf-8", "surrogatepass")


def gexf(text: str) -> bytes:
    """A network in GEXF."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes>'
        f'<node id="1" label={quoteattr(text)}/><node id="2" label="Ann Lee"/></nodes>'
        '<edges><edge id="0" source="1" target="2" weight="1.0"/></edges></graph></gexf>'
    ).encode("utf-8", "surrogatepass")


def zipped(text: str) -> bytes:
    """An archive with the table of connections."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", connections(text))
        archive.writestr("messages.csv", messages(text))
    return kept.getvalue()


CARRIERS: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
    {
        "Connections.csv": connections,
        "messages.csv": messages,
        "Invitations.csv": invitations,
        "google.csv": google,
        "outlook.csv": outlook,
        "table.csv": own_table,
        "edges.csv": edges,
        "card.vcf": card,
        "old.vcf": old_card,
        "calendar.ics": meeting,
        "mail.eml": mail,
        "raw.eml": raw_mail,
        "box.mbox": mailbox,
        "network.graphml": graphml,
        "network.gexf": gexf,
        "archive.zip": zipped,
    }
)
"""How to write a file of each kind, by a name for it."""
