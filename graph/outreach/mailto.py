"""A link that opens one's own mail program with a letter in it. Nothing is sent: whoever looks it over does that."""

from urllib.parse import quote


def mailto(address: str | None, subject: str, body: str) -> str:
    """The address (RFC 6068) of a letter; lines end in CRLF, everything but plain letters is percent-encoded.

    >>> mailto("ann@example.com", "A question", "Hi Ann,\\n1 & 2?")
    'mailto:ann@example.com?subject=A%20question&body=Hi%20Ann%2C%0D%0A1%20%26%202%3F'
    """
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address or '', safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
