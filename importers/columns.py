"""Which column of a table of contacts is what? Told by its name in ten languages, else by what stands in it.

Google, Outlook and Thunderbird name their columns in the language of the program, and anybody may name them anyhow. A
guess is only ever a proposal: it is shown, and `--map` or the app's table overrides it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FIELDS = (
    "name", "given", "middle", "family", "nickname", "email", "phone", "organization", "department", "title", "city",
    "school", "label", "note", "profile", "uid", "connected_on", "manager", "assistant", "spouse",
)  # fmt: skip
"""What a column of a table of contacts can be, as `--map` names it."""

SAMPLE = 60
"""Rows that are looked at to tell what a column holds."""

MOST = 0.6
"""A column holds what this share of its filled cells are."""

_NAMES = {
    "name": "name|full name|fullname|display name|displayname|contact name|contact|person|vollstandiger name|"
    "anzeigename|name vollstandig|nom complet|nombre completo|nome completo|volledige naam|imie i nazwisko|"
    "fulde navn|fullstandigt namn|полное имя|фио|姓名|氏名|이름|名前|file as|speichern unter",
    "given": "first name|firstname|first|given name|givenname|given|forename|vorname|prenom|nombre de pila|"
    "primer nombre|voornaam|imie|fornavn|fornamn|имя|名|prenume|krestni jmeno|jmeno|etunimi|nome proprio",
    "middle": "middle name|middlename|additional name|weitere vornamen|zweiter vorname|deuxieme prenom|segundo nombre|"
    "secondo nome|tweede naam|drugie imie|mellemnavn|mellannamn|отчество",
    "family": "last name|lastname|last|family name|familyname|family|surname|nachname|familienname|nom de famille|"
    "apellido|apellidos|cognome|sobrenome|apelido|achternaam|nazwisko|efternavn|etternavn|efternamn|фамилия|姓|"
    "prijmeni|sukunimi",
    "nickname": "nickname|nick|spitzname|surnom|apodo|soprannome|bijnaam|pseudonim",
    "email": "email|e mail|mail|email address|e mail address|emailaddress|primary email|secondary email|contact email|"
    "work email|home email|personal email|business email|other email|email 1|email 2|email 3|e mail adresse|"
    "email adresse|mailadresse|e mail addresse|adresse e mail|adresse de messagerie|courriel|correo electronico|correo|"
    "direccion de correo electronico|indirizzo e mail|indirizzo email|posta elettronica|endereco de e mail|e mailadres|"
    "emailadres|adres e mail|adres email|e post|epost|e postadress|e postadresse|электронная почта|эл почта|邮箱|"
    "电子邮件|メールアドレス|이메일|sahkoposti",
    "phone": "phone|phone number|phonenumber|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|cellphone|"
    "home phone|work phone|business phone|primary phone|other phone|handy|mobil|mobiltelefon|"
    "telefon|telefonnummer|telefon geschaftlich|telefon privat|geschaftlich telefon|rufnummer|telephone portable|"
    "portable|telephone mobile|tel mobile|telefono|telefono movil|movil|cellulare|telefone|celular|telemovel|telefoon|"
    "mobiele telefoon|telefon komorkowy|komorka|телефон|мобильный|电话|手机|電話番号|携帯電話|전화번호",
    "organization": "company|company name|primary company|associated company|organization|organisation|"
    "organization name|employer|business|business name|"
    "firm|account|account name|current company|firma|unternehmen|organisation name|arbeitgeber|societe|entreprise|"
    "organizacion|empresa|compania|azienda|societa|organizzazione|organizacao|companhia|bedrijf|organisatie|werkgever|"
    "przedsiebiorstwo|organizacja|virksomhed|foretag|organisaatio|yritys|компания|организация|公司|单位|会社|会社名|회사",
    "department": "department|abteilung|service|departement|departamento|reparto|afdeling|dzial|avdelning|"
    "отдел|部门|部署",
    "title": "job title|jobtitle|job|position|role|occupation|organization title|current position|beruf|"
    "berufsbezeichnung|stellenbezeichnung|funktion|fonction|poste|profession|cargo|puesto|qualifica|posizione|posicao|functie|functietitel|"
    "stanowisko|stilling|befattning|должность|职位|职务|役職|직함|직책",
    "city": "city|town|location|home city|work city|business city|other city|stadt|ort|wohnort|ort geschaftlich|"
    "ort privat|ville|ciudad|poblacion|citta|localita|cidade|plaats|stad|woonplaats|miasto|by|город|城市|市区町村|도시",
    "school": "school|schools|university|education|college|alma mater|schule|hochschule|universitat|ecole|universite|"
    "escuela|universidad|scuola|universita|escola|universidade|skola|universiteit|szkola|uczelnia|школа|университет",
    "label": "label|labels|tag|tags|group|groups|group membership|category|categories|list|lists|gruppe|gruppen|"
    "kategorie|kategorien|schlagworte|groupe|groupes|categorie|grupo|grupos|categorias|etichette|gruppo|etiquetas|"
    "groepen|grupa|grupy|kategorier|группа|категории|分组|标签|グループ",
    "note": "note|notes|comment|comments|additional info|description|remarks|notizen|notiz|bemerkung|anmerkungen|"
    "kommentar|remarques|commentaires|notas|comentarios|observaciones|appunti|commenti|observacoes|notities|opmerkingen|"
    "notatki|uwagi|anteckningar|заметки|примечание|备注|メモ",
    "profile": "linkedin|linkedin url|linkedin profile|linkedin profile url|profile|profile url|url|web page|website|"
    "web page 1|web page 2|webseite|webseite 1|homepage|personal web page|site web|sitio web|pagina web|sito web",
    "uid": "uid|contact id|id|kontakt id",
    "connected_on": "connected on|connected|date connected|met on|date met|known since|verbunden am|kennengelernt am",
    "manager": "manager|manager s name|managers name|vorgesetzter|name des vorgesetzten|responsable|jefe",
    "assistant": "assistant|assistant s name|assistants name|name assistent|assistent in|assistent|assistante|"
    "asistente",
    "spouse": "spouse|partner|spouse s name|ehepartner|ehepartner in|partner in|conjoint|conyuge|coniuge",
    "prefix": "prefix|name prefix|salutation|honorific|anrede|civilite|tratamiento|titolo|aanhef|tytul",
    "suffix": "suffix|name suffix|suffixe|sufijo|suffisso|achtervoegsel",
    "email name": "e mail display name|e mail 2 display name|e mail angezeigter name|"
    "nom complet de l adresse de messagerie",
}  # fmt: skip
"""Names of columns, folded: lower case, no accents, words separated by single blanks."""

_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_NUMBERED = (
    (re.compile(r"(?:e mail|email) \d+ (?:value|address)"), "email"),
    (re.compile(r"(?:e mail|email) \d+(?: address)?"), "email"),
    (re.compile(r"(?:e mail|email) \d* ?(?:display name|angezeigter name)"), "email name"),
    (re.compile(r"(?:phone|telefon|telephone|mobile|tel) \d+(?: value)?"), "phone"),
    (re.compile(r"alternate email \d+"), "email"),
    (re.compile(r"(?:business|home|work|other|primary|car) phone(?: \d+)?"), "phone"),
    (re.compile(r"organization \d+ name"), "organization"),
    (re.compile(r"organization \d+ title"), "title"),
    (re.compile(r"organization \d+ department"), "department"),
    (re.compile(r"organization (name|title|department)"), ""),
    (re.compile(r"address \d+ city"), "city"),
    (re.compile(r"website \d+ value"), "profile"),
    (re.compile(r"relation (\d+) value"), "relation"),
    (re.compile(r"relation (\d+) (?:type|label)"), "relation label"),
)
_OF_A_WHOLE = frozenset("name nom nome nombre naam navn namn".split())
"""Headers that mean the full name, but the given or family name where the other half stands beside them."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-/]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?")
_DATE = re.compile(r"\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4}")
_MEMBER = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub)/\S+", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][^\W\d_.'’-]*\.?(?:[ ,]+[^\W\d_][\w.'’-]*){1,3}")
_TITLE = "title"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What each column of a table is, by place; None for what is not read.

    Relations are "relation N" and "relation label N" with the same N.
    """

    fields: tuple[str | None, ...]

    def places(self, *fields: str) -> tuple[int, ...]:
        """Where columns of these fields stand, in order."""
        return tuple(place for place, field in enumerate(self.fields) if field in fields)

    @property
    def names_people(self) -> bool:
        """Whether there is a column that could tell one person from another."""
        return bool(self.places("name", "given", "family", "email"))

    @property
    def known(self) -> int:
        """How many columns are known."""
        return sum(field is not None for field in self.fields)


def folded(header: str) -> str:
    """A column's name as the tables here have it: lower case, no accents, words separated by single blanks."""
    plain = unicodedata.normalize("NFKD", header.strip("\ufeff \t\"'").casefold())
    plain = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", plain.replace("ł", "l").replace("ø", "o")).split())


def by_name(header: Sequence[str]) -> ColumnMap:
    """What the names of columns tell.

    >>> by_name(["Title", "First Name", "Last Name", "Job Title", "Shoe size"]).fields
    ('prefix', 'given', 'family', 'title', None)
    """
    names = [folded(name) for name in header]
    fields = [_field(name) for name in names]
    _settle_halves(names, fields)
    _settle_title(names, fields)
    return ColumnMap(tuple(fields))


def by_content(found: ColumnMap, rows: Sequence[Sequence[str]]) -> ColumnMap:
    """The same with columns that only their content tells: addresses, numbers, members' pages, full names.

    Only for want of a column that is called so: a birthday looks like a number, and a fax number is one.
    """
    kinds = [_kind_of(_cells(rows, place)) for place in range(len(found.fields))]
    both = zip(found.fields, kinds, strict=True)
    fields = [kind if (field, kind) == ("name", "email") else field for field, kind in both]  # as in "Contact"
    known = set(fields) | ({"name"} if {"given", "family"} & set(fields) else set())
    for place, kind in enumerate(kinds):
        if kind and fields[place] is None and kind not in known:
            fields[place] = kind
            known |= {kind} & {"name"}
    return ColumnMap(tuple(fields))


def overridden(found: ColumnMap, header: Sequence[str], said: Mapping[str, str]) -> ColumnMap | None:
    """The map with what the user says (field -> column's name or number from 1); None where a column is missing.

    What was guessed for a field that the user names is forgotten.
    """
    names = [folded(name) for name in header]
    chosen: dict[int, str] = {}
    for field, column in said.items():
        place = _place(names, column, len(found.fields))
        if place is None:
            return None
        chosen[place] = field
    kept = (None if field in said else field for field in found.fields)
    return ColumnMap(tuple(chosen.get(place, field) for place, field in enumerate(kept)))


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place].strip() for row in rows[:SAMPLE] if place < len(row) and row[place].strip()]


def _place(names: Sequence[str], column: str, width: int) -> int | None:
    if folded(column) in names:
        return names.index(folded(column))
    number = int(column) if column.isdecimal() else 0
    return number - 1 if 1 <= number <= width else None


def _field(name: str) -> str | None:
    known = _FIELD_OF.get(name)
    if known:
        return known
    for pattern, field in _NUMBERED:
        match = pattern.fullmatch(name)
        if match:
            numbered = field.startswith("relation")
            return f"{field} {match[1]}" if numbered else field or {"name": "organization"}.get(match[1], match[1])
    return None


def _settle_halves(names: Sequence[str], fields: list[str | None]) -> None:
    for place, name in enumerate(names):
        if name in _OF_A_WHOLE:
            others = set(fields[:place] + fields[place + 1 :])
            if "given" in others and "family" not in others:
                fields[place] = "family"
            elif "family" in others and "given" not in others:
                fields[place] = "given"
            else:
                fields[place] = "name"


def _settle_title(names: Sequence[str], fields: list[str | None]) -> None:
    """Beside a column for the job, or in Outlook's order before the name, "Title" is "Dr." and the like."""
    for place, name in enumerate(names):
        if name in (_TITLE, "titel", "titre", "titulo"):
            before_name = place + 1 < len(fields) and fields[place + 1] == "given"
            fields[place] = "prefix" if _TITLE in fields or before_name or "suffix" in fields else _TITLE


def _kind_of(cells: Iterable[str]) -> str | None:
    counts: Counter[str] = Counter(_kind(cell) for cell in cells)
    total = sum(counts.values())
    kind, most = counts.most_common(1)[0] if counts else ("", 0)
    return kind if kind and most >= MOST * total else None


def _kind(cell: str) -> str:
    if _EMAIL.fullmatch(cell.removeprefix("mailto:")):
        return "email"
    if _MEMBER.fullmatch(cell):
        return "profile"
    if _PHONE.fullmatch(cell) and not _DATE.fullmatch(cell) and sum(map(str.isdigit, cell)) >= 7:
        return "phone"
    return "name" if _PERSON.fullmatch(cell) and len(cell) < 60 else ""
