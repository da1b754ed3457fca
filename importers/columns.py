"""Which column of a table of contacts is what? Told by its name in ten languages, else by what stands in it.

Google, Outlook and Thunderbird name their columns in the language of the program, and anybody may name them anyhow. A
guess is only ever a proposal: it is shown, and `--map` or the app's table overrides it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

FIELDS = (
    "name", "given", "middle", "family", "nickname", "email", "phone", "organization", "department", "title", "city",
    "school", "label", "note", "profile", "uid", "connected_on", "manager", "assistant", "spouse",
)  # fmt: skip
"""What a column of a table of contacts can be, as `--map` names it."""

SAMPLE = 60
"""Rows that are looked at to tell what a column holds."""

MOST = 0.6
"""A column holds what this share of its filled cells are."""

_LONGEST = 300
"""Characters of a cell that tell what it holds; names, numbers and addresses are shorter."""

_NAMES = {
    "name": "name|full name|fullname|display name|displayname|contact name|contact full name|contact|person|"
    "client name|customer name|member name|guest name|attendee name|participant name|vollständiger name|anzeigename|"
    "name vollständig|vor und nachname|nom complet|nom et prénom|prénom et nom|nom à afficher|nombre completo|"
    "nombre y apellidos|nombre para mostrar|nome completo|nome e cognome|cognome e nome|nome visualizzato|"
    "nome e sobrenome|nome de exibição|volledige naam|weergavenaam|imię i nazwisko|nazwisko i imię|"
    "nazwa wyświetlana|fulde navn|fullständigt namn|полное имя|фио|姓名|氏名|이름|名前|file as|speichern unter",
    "given": "first name|firstname|first|given name|givenname|given|forename|vorname|prénom|nombre de pila|"
    "primer nombre|voornaam|imię|fornavn|förnamn|имя|名|prenume|křestní jméno|jméno|etunimi|nome próprio",
    "middle": "middle name|middlename|additional name|weitere vornamen|zweiter vorname|deuxième prénom|segundo nombre|"
    "secondo nome|segundo nome|tweede naam|middelste naam|tussenvoegsel|drugie imię|mellemnavn|mellannamn|отчество",
    "family": "last name|lastname|last|family name|familyname|family|surname|nachname|familienname|nom de famille|"
    "apellido|apellidos|primer apellido|apellido paterno|cognome|sobrenome|apelido|achternaam|nazwisko|efternavn|"
    "etternavn|efternamn|фамилия|姓|příjmení|sukunimi",
    "nickname": "nickname|nick|spitzname|surnom|apodo|soprannome|bijnaam|pseudonim",
    "email": "email|e mail|mail|emails|e mails|email address|e mail address|emailaddress|email addresses|"
    "e mail addresses|contact email|e mail adresse|email adresse|mailadresse|e mail addresse|adresse e mail|"
    "adresse email|adresse mail|adresse de messagerie|adresse électronique|courriel|correo electrónico|correo|"
    "dirección de correo electrónico|dirección del correo electrónico|indirizzo e mail|indirizzo email|"
    "indirizzo posta elettronica|indirizzo di posta elettronica|posta elettronica|endereço de e mail|"
    "endereço de email|endereço de correio eletrónico|correio eletrónico|e mailadres|emailadres|adres e mail|"
    "adres email|e post|epost|e postadress|e postadresse|электронная почта|эл почта|邮箱|电子邮件|"
    "メールアドレス|이메일|sähköposti",
    "phone": "phone|phones|phone number|phone numbers|phonenumber|phone no|telephone|telephone number|tel|mobile|"
    "mobile phone|mobile number|mobile no|cell|cell phone|cellphone|office phone|direct phone|direct line|handy|"
    "handynummer|mobil|mobilnummer|mobiltelefon|mobil tel nr|telefon|telefonnummer|rufnummer|haupttelefon|"
    "téléphone|téléphone portable|portable|téléphone mobile|tél mobile|numéro de téléphone|numéro de portable|"
    "teléfono|teléfono móvil|teléfono celular|número de teléfono|móvil|telefono cellulare|cellulare|"
    "numero di telefono|numero di cellulare|numero cellulare|ufficio|abitazione|telefone|telefone celular|"
    "telefone móvel|número de telefone|celular|telemóvel|telefoon|telefoonnummer|hoofdtelefoon|mobiele telefoon|"
    "mobiel|mobiel nummer|telefon komórkowy|numer telefonu|komórka|телефон|мобильный|电话|手机|電話番号|携帯電話|"
    "전화번호",
    "organization": "company|company name|primary company|associated company|organization|organisation|"
    "organization name|employer|business|business name|firm|account|account name|current company|firma|unternehmen|"
    "firmenname|organisation name|arbeitgeber|société|entreprise|nom de l entreprise|organización|empresa|"
    "nombre de la empresa|nome da empresa|compañía|azienda|nome azienda|società|organizzazione|organização|"
    "companhia|bedrijf|bedrijfsnaam|organisatie|werkgever|przedsiębiorstwo|nazwa firmy|organizacja|virksomhed|"
    "företag|organisaatio|yritys|компания|организация|公司|单位|会社|会社名|회사",
    "department": "department|dept|organization department|abteilung|service|département|departamento|reparto|"
    "dipartimento|afdeling|dział|avdelning|отдел|部门|部署",
    "title": "job title|jobtitle|job|position|role|job role|organization title|current position|"
    "berufsbezeichnung|stellenbezeichnung|funktion|fonction|poste|cargo|puesto|qualifica|posizione|"
    "posição|functie|functietitel|stanowisko|stilling|befattning|должность|职位|职务|役職|직함|직책",
    "occupation": "occupation|profession|beruf|professione|profissão|profesión|beroep|zawód",
    "city": "city|town|location|stadt|ort|wohnort|ville|ciudad|población|localidad|città|località|cidade|"
    "cidade do endereço|plaats|stad|woonplaats|miasto|miejscowość|adres miejscowość|by|город|城市|市区町村|도시",
    "school": "school|schools|university|education|college|alma mater|schule|hochschule|universität|école|université|"
    "escuela|universidad|scuola|università|escola|universidade|skola|universiteit|szkoła|uczelnia|школа|университет",
    "label": "label|labels|tag|tags|group|groups|group membership|category|categories|list|lists|gruppe|gruppen|"
    "kategorie|kategorien|schlagworte|groupe|groupes|catégorie|catégories|grupo|grupos|categoría|categorías|"
    "etichette|gruppo|gruppi|etiquetas|groepen|categorieën|categorien|grupa|grupy|etykiety|kategorier|группа|"
    "категории|分组|标签|グループ",
    "note": "note|notes|comment|comments|additional info|description|remarks|notizen|notiz|bemerkung|anmerkungen|"
    "kommentar|remarques|commentaires|notas|comentarios|observaciones|appunti|commenti|observações|notities|"
    "opmerkingen|notatki|uwagi|anteckningar|заметки|примечание|备注|メモ",
    "profile": "linkedin|linkedin url|linkedin profile|linkedin profile url|profile|profile url|url|web page|website|"
    "web page 1|web page 2|webseite|webseite 1|homepage|personal web page|site web|page web|sitio web|página web|"
    "sito web|webpagina|strona sieci web|strona www",
    "uid": "uid|contact id|id|kontakt id",
    "connected_on": "connected on|connected|date connected|met on|date met|known since|verbunden am|kennengelernt am",
    "manager": "manager|manager s name|managers name|manager name|reports to|vorgesetzter|name des vorgesetzten|"
    "name des der vorgesetzten|name des r vorgesetzten|responsable|jefe|nombre del jefe|nome manager|gerente|"
    "nome do gerente|naam manager|menedżer|przełożony",
    "assistant": "assistant|assistant s name|assistants name|assistant name|name assistent|assistent in|assistent|"
    "assistante|nom de l assistant e|asistente|nombre del asistente|nome assistente|nome do assistente|"
    "naam assistent|imię i nazwisko asystenta",
    "spouse": "spouse|partner|spouse s name|spouse name|spouse partner|partner spouse|husband|wife|ehepartner|"
    "ehepartner in|partner in|conjoint|conjoint e|cónyuge|cônjuge|coniuge|nome coniuge partner|echtgenoot|"
    "współmałżonek",
    "introducer": "referred by|introduced by|empfohlen von|recommandé par|referido por|presentato da|indicado por|"
    "referentie van|osoba polecająca",
    "prefix": "prefix|name prefix|salutation|honorific|anrede|civilité|tratamiento|titolo|aanhef|tytuł",
    "suffix": "suffix|name suffix|suffixe|sufijo|suffisso|titolo straniero|sufixo|achtervoegsel|sufiks",
    "email name": "e mail display name|email display name|e mail angezeigter name|"
    "nom complet de l adresse de messagerie|nombre de pantalla de correo electrónico|"
    "nome visualizzato posta elettronica|nome de exibição do email|nome para exibição do email|"
    "weergavenaam voor e mail|e mail weergegeven naam|nazwa wyświetlana e mail",
}  # fmt: skip
"""Names of columns in lower case, with a blank where there is anything but a letter or digit."""

_WHICH_OF_MANY = re.compile(
    r"\b(?:\d|business|home|work|other|primary|secondary|alternate|personal|private|mailing|car|"
    "geschaftlich|privat|dienstlich|primare|sekundare|weitere|weiteres|"
    "bureau|domicile|autre|professionnel|professionnelle|personnel|personnelle|principale?|premiere|secondaire|"
    "uff|ab|primaria|secondaria|altro|altra|di lavoro|lavoro|di casa|casa|di residenza|"
    "del trabajo|de trabajo|de casa|particular|secundario|otro|otra|comercial|residencial|outro|"
    "op werk|werk|thuis|prive|zakelijk|andere|ander|werkadres|huisadres|"
    r"sluzbowy|domowy|prywatny|inny|podstawowy)\b"
)
"""What tells one of several addresses, numbers or towns from another, in Outlook's and Thunderbird's languages."""

_HAVE_MANY = frozenset({"email", "email name", "phone", "city"})
_NUMBERED = (
    (re.compile(r"(?:e mail|email) \d+ value"), "email"),
    (re.compile(r"(?:phone|telefon|telephone|mobile|tel) \d+ value"), "phone"),
    (re.compile(r"organization \d+ name"), "organization"),
    (re.compile(r"organization \d+ title"), "title"),
    (re.compile(r"organization \d+ department"), "department"),
    (re.compile(r"address \d+ city"), "city"),
    (re.compile(r"website \d+ value"), "profile"),
    (re.compile(r"relation (\d+) value"), "relation"),
    (re.compile(r"relation (\d+) (?:type|label)"), "relation label"),
)
_OF_THINGS = frozenset(
    "started on|finished on|published on|publisher|issued on|authority|issuing authority|license number|document type|"
    "verification type|score|price|sku|isbn|question|answer".split("|")
)
"""Columns of lists of clubs, papers, products: what has a name there is nobody, unless people could be reached."""

_TIES = ({"source", "target"}, {"from", "to"})
_OF_A_WHOLE = frozenset("name nom nome nombre naam navn namn".split())
"""Headers that mean the full name, but the given or family name where the other half stands beside them."""

LONGEST_TOLD = 500
"""Letters of a cell whose kind can be told by its form; a longer one is a text."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-/]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?")
_DATE = re.compile(r"\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4}")
_MEMBER = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub)/\S+", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][^\W\d_.'’-]*\.?(?:[ ,]+[^\W\d_][\w.'’-]*){1,3}")
_HONORIFIC = re.compile(
    r"(?:(?:dra?|prof|mrs?|ms|mx|miss|sir|herr|frau|mme|mlle|dott|ing|dipl|mag|mw|dhr|sra?|pani?)\.?(?:[ -]+|$))+",
    re.IGNORECASE,
)
_TITLES = frozenset("title titel titre titulo".split())


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


def lists_people(header: Sequence[str]) -> bool:
    """Whether the names of columns are those of a list of people, and not of things that have a name.

    >>> lists_people(["Name", "Company"]), lists_people(["Name", "Publisher", "Notes"]), lists_people(["Name", "Size"])
    (True, False, False)
    """
    found = by_name(header)
    if not found.names_people or lists_things(header):
        return False
    names = [folded(name) for name in header if name.strip()]
    enough = found.known >= 2 and (found.known >= 3 or 2 * found.known >= len(names))
    only_emails = found.known == len(names) == len(found.places("email"))
    return enough or only_emails or any(map(_names_a_person, names))


def lists_things(header: Sequence[str]) -> bool:
    """Whether the names of columns are those of clubs, papers, products or ties, none of which could be written to."""
    names = set(map(folded, header))
    return not by_name(header).places("email", "phone") and (
        bool(names & _OF_THINGS) or any(each <= names for each in _TIES)
    )


def folded(header: str) -> str:
    """A column's name as names are compared: lower case, no accents, words separated by single blanks."""
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

    Only for want of a column that is called so, and one of a kind: a birthday looks like a number, a fax number is
    one, and the second address may be somebody else's.
    """
    kinds = [_kind_of(_cells(rows, place)) for place in range(len(found.fields))]
    both = zip(found.fields, kinds, strict=True)
    # "Contact" may hold addresses, and "Titel" may be that of a doctor.
    fields = [kind if (field, kind) in (("name", "email"), ("title", "prefix")) else field for field, kind in both]
    known = set(fields) | ({"name"} if {"given", "family"} & set(fields) else set())
    for place, kind in enumerate(kinds):
        if kind and fields[place] is None and kind not in known:
            fields[place] = kind
            known.add(kind)
    return ColumnMap(tuple(fields))


def overridden(found: ColumnMap, header: Sequence[str], said: Mapping[str, str]) -> ColumnMap | None:
    """The map with what the user says (field -> column's name or number from 1); None where a column is missing.

    What was guessed for a field that the user names is forgotten, and parts of a name where the user names the whole.
    A field with no column ("") is not read at all.
    """
    names = [folded(name) for name in header]
    chosen: dict[int, str] = {}
    for field, column in said.items():
        if not column:
            continue
        place = _place(names, column, len(found.fields))
        if place is None:
            return None
        chosen[place] = field
    forgotten = {*said, *(("given", "middle", "family") if said.get("name") else ())}
    kept = (None if field in forgotten else field for field in found.fields)
    return ColumnMap(tuple(chosen.get(place, field) for place, field in enumerate(kept)))


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    cells = (row[place][:_LONGEST].strip() for row in rows[:SAMPLE] if place < len(row))
    return [cell for cell in cells if cell]


def _place(names: Sequence[str], column: str, width: int) -> int | None:
    if folded(column) in names:
        return names.index(folded(column))
    number = int(column) if column.isdecimal() else 0
    return number - 1 if 1 <= number <= width else None


@cache
def _field_of() -> Mapping[str, str]:
    """What a column of a folded name is."""
    return {folded(name): field for field, names in _NAMES.items() for name in names.split("|")}


def _names_a_person(name: str) -> bool:
    return " " in name and _field_of().get(name) == "name"


def _field(name: str) -> str | None:
    known = _field_of().get(name)
    if known:
        return known
    for pattern, field in _NUMBERED:
        match = pattern.fullmatch(name)
        if match:
            return f"{field} {match[1]}" if field.startswith("relation") else field
    one_of_many = _field_of().get(" ".join(_WHICH_OF_MANY.sub(" ", name).split()))
    return one_of_many if one_of_many in _HAVE_MANY else None


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
    """Beside a column for the job, or in Outlook's order before the name, "Title" is "Dr." and the like.

    French has the same word for both, the first one for "Mme". An occupation is the job for want of another.
    """
    places = [place for place, name in enumerate(names) if name in _TITLES]
    for place in places:
        before_name = place + 1 < len(fields) and fields[place + 1] == "given"
        honorific = "title" in fields or before_name or ("suffix" in fields and place == places[0])
        fields[place] = "prefix" if honorific else "title"
    has_job = "title" in fields
    for place, field in enumerate(fields):
        if field == "occupation":
            fields[place] = None if has_job else "title"


def _kind_of(cells: Iterable[str]) -> str | None:
    counts: Counter[str] = Counter(_kind(cell) for cell in cells)
    total = sum(counts.values())
    kind, most = counts.most_common(1)[0] if counts else ("", 0)
    return kind if kind and most >= MOST * total else None


def _kind(cell: str) -> str:
    if len(cell) > LONGEST_TOLD:
        return ""
    if all(map(_EMAIL.fullmatch, re.split(r"\s*[;,|]\s*", cell.removeprefix("mailto:")))):
        return "email"
    if _MEMBER.fullmatch(cell):
        return "profile"
    if _PHONE.fullmatch(cell) and not _DATE.fullmatch(cell) and sum(map(str.isdigit, cell)) >= 7:
        return "phone"
    if _HONORIFIC.fullmatch(cell):
        return "prefix"
    return "name" if _PERSON.fullmatch(cell) and len(cell) < 60 else ""
