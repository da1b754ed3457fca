"""Which company does an e-mail address belong to? "ann@mail.northquill.co.uk" writes from Northquill.

For people of whom nothing else is known, such as those one only exchanged mail with, that is the one hint where they
work. Addresses at mail providers and personal domains ("ann@annlee.com") say nothing.
"""

from graph.text import fold_words

MAIL_PROVIDERS = frozenset(
    (
        "gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud me mac aol gmx web freenet t-online "
        "arcor posteo mailbox proton protonmail pm tutanota tuta fastmail hey zoho yandex mail bk inbox list rambler "
        "qq foxmail 163 126 sina sohu aliyun naver daum hanmail kakao nate docomo ezweb softbank orange wanadoo free "
        "sfr laposte libero virgilio tiscali alice tin comcast verizon att sbcglobal bellsouth cox charter earthlink "
        "juno btinternet virginmedia sky ntlworld talktalk blueyonder telenet skynet ziggo kpn xs4all hetnet planet "
        "bluewin sunrise terra uol bol ig rediffmail bigpond optusnet seznam centrum o2 wp interia onet abv ukr"
    ).split()
)
"""Second-level names where anybody gets an address."""

_SECOND_LEVELS = frozenset("ac co com edu go gob gouv gov govt id ltd me mil ne net nom or org plc sch web".split())
"""What stands before a country: acme.co.uk, acme.com.br."""

_RELAYS = frozenset("example localhost local invalid test lan".split())


def company_of_address(email: str, name: str = "") -> str | None:
    """The company that an address speaks of, as a domain writes it; None for providers and domains of one's own name.

    >>> company_of_address("ann@mail.northquill.co.uk"), company_of_address("ann.lee@gmail.com")
    ('northquill', None)
    >>> company_of_address("me@annlee.com", "Ann Lee") is None
    True
    """
    parts = email.casefold().rpartition("@")[2].split(".")
    if len(parts) < 2:
        return None
    is_second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVELS
    label = parts[-3] if is_second else parts[-2]
    if label in MAIL_PROVIDERS or label in _RELAYS or len(label) < 2:
        return None
    words = fold_words(name).split()
    plain = label.replace("-", "")
    return None if words and (plain in ("".join(words), words[-1]) or plain in words) else label
