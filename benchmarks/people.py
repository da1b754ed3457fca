"""Made-up people as several sources tell of them, and who is who: what `benchmarks.resolution` measures with.

Nobody is real. How common the common names are is an estimate, as are all rates below, and recall depends on it: the
others are made of syllables, so that many people's names are their own and some have fifty bearers.

What is told of one person: a member's row in ego's or a friend's network (with a profile, an e-mail for one in twenty),
a card on a phone, a row of a table. Records leave things out, are years old, carry typing errors, nicknames, initials,
other alphabets, maiden names, the number of the company's switchboard, or the number and address of a couple.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from graph.records import ContactRecord, Origin, PersonName, SourceRef
from graph.resolve.names import NICKNAMES

RECORDS_OF_A_PERSON = (0.45, 0.33, 0.17, 0.05)
"""Of 100 people 45 stand in one source only, 33 in two, 17 in three and 5 in all four."""

NAMESAKES, TYPING_ERRORS, CHANGED_JOBS, MARRIED = 0.01, 0.03, 0.15, 0.02
"""One person in a hundred has one of ten names that many have; three names in a hundred are typed wrong by one
letter; 15 rows in a hundred of a friend's export name the company before (cards: 25, tables: 20); two people in a
hundred bear another family name in older sources."""

COUPLES, SWITCHBOARD, OWN_ALPHABET, RENAMED_PROFILE = 0.02, 0.03, 0.3, 0.003
"""Two people in a hundred share a phone at home with another of their family name, and one in ten of these an address;
three cards in a hundred hold the number of the company; a third of the cards of people with a Chinese or Russian name
are written in its letters; three members in a thousand have another profile address in an older export."""

_COMMON = {
    "English": "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan "
        "Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony "
        "Margaret Mark Sandra Steven Ashley Andrew Kimberly Paul Emily Joshua Donna Kenneth Michelle Kevin "
        "Carol Brian Amanda George Rebecca Timothy Stephanie Edward Katherine Ronald Samantha Jacob Olivia "
        "Benjamin Zoe Nathaniel Victoria|Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor "
        "Anderson Thomas Jackson White Harris Martin Thompson Robinson Clark Lewis Walker Hall Allen Young "
        "King Wright Scott Green Baker Adams Nelson Hill",
    "German": "Anna Peter Julia Thomas Sophie Andreas Maria Stefan Katharina Jürgen Lena Michael Jörg Sabine Björn "
        "Günther Claudia Wolfgang Hannah Sebastian Käthe Matthias Petra Lukas Ute Felix Birgit Jonas Heike "
        "Götz Silke Moritz|Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer "
        "Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann "
        "Lange Werner Krause König Möller",
    "Spanish": "María José Antonio Carmen Juan Isabel Manuel Ana Francisco Laura Javier Lucía Carlos Elena Miguel "
        "Sofía Pablo Marta Alejandro Paula Diego Andrea Fernando Sara Jorge Cristina Luis Raquel Álvaro "
        "Inés|García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz "
        "Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos "
        "Gil Ramírez Serrano",
    "Chinese": "Wei Fang Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xia Ping Gang Hua Xiaoming "
        "Xiaohong Jianguo Zhiqiang Yuting Haoran Zixuan Jiahui Xinyi Wenjie Yifan Siqi|Wang Li Zhang Liu Chen "
        "Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Song Tang",
    "Russian": "Aleksandr Yelena Sergey Olga Dmitriy Natalya Andrey Irina Aleksey Svetlana Mikhail Yekaterina Ivan "
        "Tatyana Yevgeniy Yuliya Vladimir Anna Pavel Mariya|Ivanov Smirnov Kuznetsov Popov Vasilyev Petrov "
        "Sokolov Mikhaylov Novikov Fyodorov Morozov Volkov Alekseyev Lebedev Semyonov Yegorov Pavlov Kozlov "
        "Stepanov Nikolayev",
    "Indian": "Raj Priya Amit Neha Rahul Anjali Vijay Pooja Sanjay Sneha Arjun Kavita Rohan Divya Suresh Meera Anil "
        "Lakshmi Vikram Asha Deepak Nisha Karthik Swati Manoj Rekha|Sharma Patel Singh Kumar Gupta Khan Reddy "
        "Iyer Nair Mehta Joshi Das Rao Shah Verma Mishra Pillai Bose Chopra",
}  # fmt: skip
"""Given names, a bar, family names."""

_SHARES = {"English": 0.42, "German": 0.16, "Spanish": 0.14, "Chinese": 0.1, "Russian": 0.06, "Indian": 0.12}
_COMMON_FAMILY = {"English": 0.14, "German": 0.1, "Spanish": 0.35, "Chinese": 0.65, "Russian": 0.12, "Indian": 0.3}
_COMMON_GIVEN = {"English": 0.5, "German": 0.45, "Spanish": 0.6, "Chinese": 0.45, "Russian": 0.75, "Indian": 0.4}
"""So many of 100 people of a language have a family name or a given name that is listed, by estimate; the others' are
made up."""

_SYLLABLES = {
    "English": ("Ash Bar Bright Cal Dray Ells Fen Gar Hal Kes Lang Mar Nor Os Pem Quill Rad Stan Thorn Whit",
                "field ford bury ham ley lock man mere ner ridge son ston ton way wick wood worth by"),
    "German": ("Acker Berg Bruch Eich Feld Grün Hagen Jäger Kirch Lind Moos Nieder Ober Rosen Stein Thal Vogel Wald",
               "auer bach baum berger brand feld hauer häuser höfer horst inger kamp mann meister müller rath stein"),
    "Spanish": ("Alb Bel Cast Dom Esc Fuent Guer Ib Lar Mont Nav Ort Pal Quir Roj Sal Tor Val Yest Zam",
                "ada ajo ales anza ara edo ena era ero eta ilda illo ina ino osa ote uela uno"),
    "Chinese": ("Ou Si Shang Zhu Huang Xia Dong Bai Gong Mu", "yang tu guan ge fu hou fang li sun rong"),
    "Russian": ("Bel Cher Dobr Gor Zhur Kor Lap Mel Nest Orl Plot Rom Sav Tim Uvar Vor Yak Zim",
                "anov arov ekhin enko evskiy ilin inskiy itskiy omov onov ovskiy ukhin utin yagin"),
    "Indian": ("Aga Bhat Chand Deva Gopal Hari Jaya Krish Mano Nara Pra Raman Sunda Tiru Venka Yada",
               "chary dar garwal kar krishnan lingam nathan pati rajan ram raman swamy thy van wal"),
}  # fmt: skip
_GIVEN_SYLLABLES = (
    "Al Be Ca Da El Fa Gi Ha Is Jo Ka Le Ma Ni Os Pa Ra Sa Te Ul Vi Wi Ya Zo",
    "bel dan dra fer gan lia lin lo mir na nor ra rek ris ron sa sha tan ven via",
)
_CYRILLIC = (
    "shch:щ zh:ж kh:х ts:ц ch:ч sh:ш yu:ю ya:я ye:е yo:ё iy:ий ey:ей ay:ай oy:ой a:а b:б v:в g:г d:д e:е z:з i:и "
    "k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф y:ы"
)
_HAN = (
    "Wang:王 Li:李 Zhang:张 Liu:刘 Chen:陈 Yang:杨 Huang:黄 Zhao:赵 Wu:吴 Zhou:周 Xu:徐 Sun:孙 Ma:马 Zhu:朱 "
    "Hu:胡 Guo:郭 He:何 Gao:高 Lin:林 Luo:罗 Zheng:郑 Liang:梁 Xie:谢 Song:宋 Tang:唐 Wei:伟 Fang:芳 Min:敏 "
    "Jing:静 Qiang:强 Lei:磊 Jun:军 Yong:勇 Yan:艳 Jie:杰 Juan:娟 Tao:涛 Ming:明 Chao:超 Xia:霞 Ping:平 Gang:刚 "
    "Hua:华 Xiaoming:小明 Xiaohong:晓红 Jianguo:建国 Zhiqiang:志强 Yuting:雨婷 Haoran:浩然 Zixuan:子轩 Jiahui:佳慧 "
    "Xinyi:欣怡 Wenjie:文杰 Yifan:一凡 Siqi:思琪"
)
_MANY_HAVE = (
    "Wei Chen:Chinese|Anna Müller:German|John Smith:English|María García:Spanish|Li Wang:Chinese|David Jones:English|"
    "Thomas Schmidt:German|Raj Patel:Indian|José Rodríguez:Spanish|Olga Ivanov:Russian"
)
_COMPANY_WORDS = (
    "Amber Bright Cedar Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Lumen Maple North Orchid Prairie "
    "Quartz River Summit Timber Umber Velvet Willow Zephyr"
).split()
_COMPANY_ENDS = "Bank Capital Consulting Design Energy Foods Health Labs Media Motors Pharma Software Systems".split()
_LEGAL = ("", "", "", ", Inc.", " GmbH", " Ltd", " LLC", " S.A.")
_TITLES = (
    "Software Engineer|Senior Software Engineer|Product Manager|Project Manager|Account Executive|Sales Manager|"
    "Marketing Manager|Data Scientist|Consultant|Senior Consultant|Director|Chief Executive Officer|Founder|Designer|"
    "HR Manager|Recruiter|Accountant|Controller|Business Analyst|Operations Manager|Research Scientist|Lawyer|Buyer|"
    "Head of Product|Quality Engineer|Data Engineer|Intern|Partner|Chief Technology Officer|Editor|Teacher|Nurse"
).split("|")
_CITIES = (
    "London Berlin Madrid New_York San_Francisco Chicago Shanghai Bangalore Munich Hamburg Toronto Boston Seattle "
    "Austin Dublin Zurich Vienna Amsterdam Paris Barcelona Singapore Mumbai Sydney Denver Atlanta Cologne Leeds"
).split()
_PROVIDERS = ("gmail.example", "gmail.example", "outlook.example", "yahoo.example", "gmx.example")
_FORMS = {group.split()[0]: group.split()[1:] for group in reversed(NICKNAMES.split("|"))}


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up company, the host of its addresses and its number."""

    name: str
    host: str
    switchboard: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person as they are."""

    number: int
    language: str
    given: str
    family: str
    maiden_name: str | None
    now: Company
    before: Company
    title: str
    title_before: str
    city: str
    email: str
    work_email: str
    old_email: str
    phone: str
    home_phone: str
    profile: str


@dataclass(frozen=True, slots=True)
class Told:
    """A record, whose list it stands in, and the number of the person it is really about."""

    record: ContactRecord
    scope: str
    person: int


def tell(records: int, seed: int) -> tuple[Told, ...]:
    """About so many records of 55 people for every 100 of them, sources mixed."""
    chance = random.Random(seed)
    world = _World(chance, [_company(chance) for _ in range(max(records // 25, 20))])
    found: list[Told] = []
    number, previous = 0, world.someone(-1)
    while len(found) < records:
        someone = world.someone(number)
        if chance.random() < COUPLES / 2:
            shared_email = previous.email if chance.random() < 0.1 else someone.email
            someone = replace(someone, family=previous.family, home_phone=previous.home_phone, email=shared_email)
        found += world.told_of(someone)
        previous, number = someone, number + 1
    chance.shuffle(found)
    return tuple(found[:records])


class _World:
    """Draws people and what is told of them from one stream of chance."""

    def __init__(self, chance: random.Random, companies: Sequence[Company]) -> None:
        self._chance, self._companies = chance, companies
        self._sizes = list(accumulate(1 / (rank + 10) ** 0.9 for rank in range(len(companies))))
        self._common = {key: [part.split() for part in names.split("|")] for key, names in _COMMON.items()}
        self._syllables = [pair.split(":")[0] for pair in _HAN.split()[25:43]]
        self._taken: set[str] = set()
        self._many_have = [entry.split(":") for entry in _MANY_HAVE.split("|")]
        self._tell = (self._member, self._friends_member, self._card, self._row)

    def someone(self, number: int) -> Someone:
        """The person of this number."""
        chance = self._chance
        language = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        given, family = self._given(language), self._family(language)
        if chance.random() < NAMESAKES:
            name, language = chance.choice(self._many_have)
            given, family = name.split()
        now, before = self._workplace(), self._workplace()
        plain = _plain(f"{given}.{family}")
        return Someone(
            number=number,
            language=language,
            given=given,
            family=family,
            maiden_name=self._family(language) if chance.random() < MARRIED else None,
            now=now,
            before=before,
            title=self._zipf(_TITLES),
            title_before=self._zipf(_TITLES),
            city=self._zipf(_CITIES).replace("_", " "),
            email=self._untaken(self._mailbox(plain, number), chance.choice(_PROVIDERS)),
            work_email=self._untaken(plain, now.host),
            old_email=self._untaken(plain, before.host),
            phone=_number(chance),
            home_phone=_number(chance),
            profile=f"{plain.replace('.', '-')}-{number:x}",
        )

    def told_of(self, someone: Someone) -> Iterator[Told]:
        """The records about somebody, from one to four sources."""
        how_many = self._chance.choices((1, 2, 3, 4), RECORDS_OF_A_PERSON)[0]
        for tell in self._chance.sample(range(4), how_many):
            record = self._tell[tell](someone)
            yield Told(replace(record, name=self._written(record, someone)), f"list {tell}", someone.number)

    def _member(self, someone: Someone) -> ContactRecord:
        return self._row_of_a_network(someone, someone.now, someone.title, "Connections.csv")

    def _friends_member(self, someone: Someone) -> ContactRecord:
        company, title = self._present_or_past(someone, CHANGED_JOBS)
        row = self._row_of_a_network(someone, company, title, "friend.csv")
        renamed = row.profile and self._chance.random() < RENAMED_PROFILE
        return replace(row, profile=f"{someone.profile}-old") if renamed else row

    def _row_of_a_network(self, someone: Someone, company: Company, title: str, file: str) -> ContactRecord:
        chance, works = self._chance, self._chance.random() < 0.93
        return ContactRecord(
            PersonName(f"{someone.given} {someone.family}", someone.given, someone.family),
            SourceRef(f"{file} line {someone.number + 5}"),
            origin=Origin.NETWORK,
            emails=(someone.email,) if chance.random() < 0.05 else (),
            profile=someone.profile if chance.random() < 0.97 else None,
            organization=company.name if works else None,
            title=title if works else None,
        )

    def _card(self, someone: Someone) -> ContactRecord:
        chance, (company, title) = self._chance, self._present_or_past(someone, 0.25)
        return ContactRecord(
            self._familiar(someone),
            SourceRef(f"contacts.vcf line {someone.number}"),
            emails=self._emails(someone, company, own=0.45, work=0.35),
            phones=self._phones(someone),
            organization=company.name if chance.random() < 0.5 else None,
            title=title if chance.random() < 0.2 else None,
            city=someone.city if chance.random() < 0.2 else None,
        )

    def _row(self, someone: Someone) -> ContactRecord:
        chance, (company, title) = self._chance, self._present_or_past(someone, 0.2)
        name = PersonName(f"{someone.given} {someone.family}", someone.given, someone.family)
        initial = f"{name.given[0]}."
        return ContactRecord(
            replace(name, full=f"{initial} {name.family}", given=initial) if chance.random() < 0.03 else name,
            SourceRef(f"table.csv line {someone.number + 2}"),
            emails=self._emails(someone, company, own=0.3, work=0.6),
            phones=(_local(someone.phone),) if chance.random() < 0.35 else (),
            organization=company.name if chance.random() < 0.85 else None,
            title=title if chance.random() < 0.6 else None,
            city=someone.city if chance.random() < 0.6 else None,
        )

    def _present_or_past(self, someone: Someone, old: float) -> tuple[Company, str]:
        is_old = self._chance.random() < old
        return (someone.before, someone.title_before) if is_old else (someone.now, someone.title)

    def _emails(self, someone: Someone, company: Company, *, own: float, work: float) -> tuple[str, ...]:
        at_work = someone.work_email if company is someone.now else someone.old_email
        said = ((someone.email, own), (at_work, work))
        return tuple(address for address, share in said if self._chance.random() < share)

    def _phones(self, someone: Someone) -> tuple[str, ...]:
        chance = self._chance
        if chance.random() < SWITCHBOARD:
            return (someone.now.switchboard,)
        said = ((someone.phone, 0.75), (someone.home_phone, 0.15))
        return tuple(number for number, share in said if chance.random() < share)

    def _familiar(self, someone: Someone) -> PersonName:
        """The name as one writes it on one's own phone."""
        short = _FORMS.get(_plain(someone.given))
        given = self._chance.choice(short).title() if short and self._chance.random() < 0.3 else someone.given
        if self._chance.random() < OWN_ALPHABET and someone.language in ("Russian", "Chinese"):
            return PersonName(_in_own_letters(someone))
        if someone.language == "Chinese" and self._chance.random() < 0.2:
            return PersonName(f"{someone.family} {given}", someone.family, given)
        if self._chance.random() < 0.02:
            return PersonName(given, given)
        return PersonName(f"{given} {someone.family}", given, someone.family)

    def _written(self, record: ContactRecord, someone: Someone) -> PersonName:
        """The name as it stands in a record: with a maiden name, without an umlaut, mistyped, in capitals."""
        chance, name = self._chance, record.name
        given, family = name.given, name.family
        if someone.maiden_name and record.origin is not Origin.NETWORK and family == someone.family:
            family = someone.maiden_name if chance.random() < 0.7 else f"{someone.maiden_name}-{family}"
        if someone.language == "German" and chance.random() < 0.2:
            given, family = _without_umlauts(given), _without_umlauts(family)
        if chance.random() < TYPING_ERRORS and family and len(given) > 2:
            given, family = (
                (self._mistyped(given), family) if chance.random() < 0.5 else (given, self._mistyped(family))
            )
        if record.origin is not Origin.NETWORK and chance.random() < 0.02:
            given, family = given.upper(), family.upper()
        full = f"{given} {family}".strip() if given else name.full
        return PersonName(full, given, family)

    def _mistyped(self, word: str) -> str:
        at = self._chance.randrange(1, max(len(word) - 1, 2))
        letter = self._chance.choice("aeinorst")
        missing, more, other = word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter
        swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        return self._chance.choice((missing, more, other + word[at + 1 :], swapped))

    def _untaken(self, mailbox: str, host: str) -> str:
        """An address that nobody has yet: the second Ann Lee at one host gets a number."""
        number = 2
        address = f"{mailbox}@{host}"
        while address in self._taken:
            address, number = f"{mailbox}{number}@{host}", number + 1
        self._taken.add(address)
        return address

    def _mailbox(self, plain: str, number: int) -> str:
        given, _, family = plain.partition(".")
        return self._chance.choice(
            (plain, f"{given}{family}{number % 100}", f"{given[0]}{family}{number % 1000}", f"{family}.{number:x}")
        )

    def _family(self, language: str) -> str:
        if self._chance.random() < _COMMON_FAMILY[language]:
            return self._zipf(self._common[language][1])
        start, end = (self._chance.choice(part.split()) for part in _SYLLABLES[language])
        middle = self._chance.choice(
            ("", "", "el", "en", "er", "in", "ol", "an", "ing", "ent", "ath", "os", "um", "iv")
        )
        return f"{start}{middle}{end}"

    def _given(self, language: str) -> str:
        if self._chance.random() < _COMMON_GIVEN[language]:
            return self._zipf(self._common[language][0])
        if language == "Chinese":
            first, second = (self._chance.choice(self._syllables) for _ in range(2))
            return f"{first}{second.casefold()}"
        start, end = (self._chance.choice(part.split()) for part in _GIVEN_SYLLABLES)
        return f"{start}{self._chance.choice(('', '', 'ma', 'ri'))}{end}"

    def _zipf(self, words: Sequence[str]) -> str:
        return self._chance.choices(words, [1 / (rank + 5) for rank in range(len(words))])[0]

    def _workplace(self) -> Company:
        return self._companies[bisect(self._sizes, self._chance.random() * self._sizes[-1])]


def _company(chance: random.Random) -> Company:
    words = f"{chance.choice(_COMPANY_WORDS)} {chance.choice(_COMPANY_WORDS)} {chance.choice(_COMPANY_ENDS)}"
    host = f"{words.replace(' ', '').casefold()}.example"
    return Company(f"{words}{chance.choice(_LEGAL)}", host, _number(chance))


def _number(chance: random.Random) -> str:
    return f"+1 {chance.randrange(201, 989)} {chance.randrange(201, 989)} {chance.randrange(10_000):04d}"


def _local(number: str) -> str:
    _, area, exchange, rest = number.split()
    return f"({area}) {exchange}-{rest}"


def _plain(text: str) -> str:
    return _without_umlauts(text).casefold().translate(str.maketrans("áéíóúñ", "aeioun"))


def _without_umlauts(text: str) -> str:
    for umlaut, letters in zip("äöüÄÖÜ", ("ae", "oe", "ue", "Ae", "Oe", "Ue"), strict=True):
        text = text.replace(umlaut, letters)
    return text


def _in_own_letters(someone: Someone) -> str:
    name = f"{someone.given} {someone.family}"
    if someone.language == "Chinese":
        han = dict(pair.split(":") for pair in _HAN.split())
        return f"{han[someone.family]}{han[someone.given]}" if {someone.family, someone.given} <= han.keys() else name
    name = name.casefold()
    for sound, letter in (pair.split(":") for pair in _CYRILLIC.split()):
        name = name.replace(sound, letter)
    return name.title()
