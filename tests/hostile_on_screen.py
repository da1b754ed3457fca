"""Texts that mean something to a browser, to Markdown or to Streamlit, as names, companies, titles and notes of people.

Each would do harm where it is not taken for plain text: run a script, ask another machine for a picture, become a link,
a formula, an icon or a colour, or push the page apart. `tests/test_browser_hostile.py` shows all of them on every page.
"""

import csv
import io

SCRIPTS = (
    "<script>window.owned=1</script>",
    "</script><script>window.owned=1</script>",
    "<img src=x onerror=window.owned=1>",
    "<svg onload=window.owned=1>",
    "<svg><script>window.owned=1</script></svg>",
    "<iframe srcdoc='<script>parent.owned=1</script>'></iframe>",
    "<body onload=window.owned=1>",
    "<details open ontoggle=window.owned=1>x</details>",
    "<input autofocus onfocus=window.owned=1>",
    '"><img src=x onerror=window.owned=1>',
    "' onmouseover='window.owned=1",
    "javascript:window.owned=1",
    "data:text/html,<script>window.owned=1</script>",
    "<a href='javascript:window.owned=1'>Ann</a>",
    "<math><mtext><img src=x onerror=window.owned=1></mtext></math>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><button>Go</button></form>",
    "<!-- comment that never ends",
    "<b>Acme in bold</b>",
    "&lt;script&gt;window.owned=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.owned=1&#62;",
    "&nbsp;&copy;&#x202e;Ann",
)
"""Markup."""

MARKDOWN = (
    "![x](https://evil.example/a.png)",
    "![x][1]\n\n[1]: https://evil.example/a.png",
    "[Evil](https://evil.example)",
    "[Ann](javascript:window.owned=1)",
    "<https://evil.example>",
    "https://evil.example/path?q=1",
    "www.evil.example",
    "mallory@evil.example",
    "**bold** __bold__ *it* _it_ ~~gone~~",
    "`code` ``code``",
    "```\nblock\n```",
    "# Heading",
    "Ann\n===",
    "- item",
    "1. item",
    "> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "---",
    "- [x] done",
    "Ann[^1]\n\n[^1]: note",
    "\\*not escaped\\*",
    "line  \nbreak",
)
"""Markdown."""

STREAMLIT = (
    "$x^2$ and $$\\int_0^1 x$$",
    "\\(x\\) \\[x\\]",
    ":material/home:",
    ":streamlit:",
    ":tada: :smile:",
    ":red[CEO] :blue-background[x]",
    ":green-badge[:material/check: OK]",
    ":small[x] :rainbow[x]",
    "-> <- <-> -- >= <=",
    "{{7*7}} ${7*7} {0.__class__} {name}",
    "%s %(x)s %n",
)
"""What only Streamlit's Markdown and our own templates know."""

EYES = (
    '=HYPERLINK("https://evil.example";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Ann \u202eeeL\u202c \u2066x\u2069",
    "A\u200bn\u200dn\u2060 \ufeffLee\u00ad",
    "\u0410nn L\u0435\u0435",
    "A" + "\u0301\u0316" * 500,
    "Ann\x00Lee\x07\x1b[2J",
    "Ann \ud800 Lee",
    "\ufffe\uffff",
    "Ann\u2028Lee\u2029x",
    "W" * 5_000,
    "Ann " * 2_000,
    "\u0644\u0645\u064a" * 60,
    "\u4e00" * 300,
    "👩‍👩‍👧‍👦" * 40,
    "\u1f3f4\U000e0067\U000e0062",
)
"""What only looks otherwise than it is, or takes all the room there is."""

TEXTS = (*SCRIPTS, *MARKDOWN, *STREAMLIT, *EYES)
"""All of them."""

COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")


def company(text: str) -> str:
    """A company called by a text, with a word by which it can be told from others."""
    return f"{text} Corp"


def connections() -> bytes:
    """An export in which each text is somebody's name, company and title; a lone half of a character stays one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place, hostile in enumerate(TEXTS):
        profile = f"https://www.linkedin.com/in/h{place}"
        writer.writerow((hostile, f"Number{place}", profile, "", company(hostile), hostile, "01 Feb 2020"))
    return text.getvalue().encode("utf-8", "surrogatepass")


def cards() -> bytes:
    """An address book in which each text is the note, the department and the label of one of the same people."""
    made = []
    for place, hostile in enumerate(TEXTS):
        said = hostile.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")
        made.append(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Number{place}\r\nN:Number{place};;;;\r\nORG:Acme;{said}\r\n"
            f"NOTE:{said}\r\nCATEGORIES:{said}\r\nX-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/h{place}\r\n"
            "END:VCARD\r\n"
        )
    return "".join(made).encode("utf-8", "surrogatepass")
