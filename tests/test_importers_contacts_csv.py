"""Any table of contacts is read: columns by their names in many languages, by their content, or as the user says."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import importers
from graph.errors import UserError
from graph.records import CardKind, ContactRecord, Job, Party, PersonName, Problem, Record, RelationRecord
from importers.base import SourceFile
from importers.columns import by_name
from importers.contacts_csv import CONTACTS_CSV, ContactsCsv
from importers.linkedin import LINKEDIN


def read(text: str | bytes, said: dict[str, str] | None = None) -> list[Record | Problem]:
    data = text if isinstance(text, bytes) else text.encode()
    importer = ContactsCsv.of(said or {})
    file = SourceFile.from_bytes("people.csv", data)
    return list(importer.extract(file)) if importer.identify(file) else []


def contacts(text: str | bytes, said: dict[str, str] | None = None) -> list[ContactRecord]:
    return [each for each in read(text, said) if isinstance(each, ContactRecord)]


def problems(text: str, said: dict[str, str] | None = None) -> list[Problem]:
    return [each for each in read(text, said) if isinstance(each, Problem)]


GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City,Relation 1 - Label,Relation 1 - Value,"
    "Website 1 - Value\n"
    "Ann,Mary,Lee,,Dr.,Jr.,Annie,,Acme,CTO,R&D,1980-02-03,Met in Oslo,* myContacts ::: Alumni ::: Chess,* Work,"
    "ann@example.com,ann.lee@example.org ::: al@example.net,Mobile,+1 418 656 9254,Oslo,Manager,Bo Chen,"
    "https://www.linkedin.com/in/ann-lee\n"
)


def test_googles_new_export_is_read_whole() -> None:
    ann, relation = read(GOOGLE_NEW)
    assert isinstance(ann, ContactRecord)
    assert (ann.name.full, ann.name.given, ann.name.family) == ("Ann Mary Lee Jr.", "Ann", "Lee")
    assert ann.emails == ("ann@example.com", "ann.lee@example.org", "al@example.net")
    assert ann.phones == ("+1 418 656 9254",)
    assert (ann.organization, ann.title, ann.department, ann.city) == ("Acme", "CTO", "R&D", "Oslo")
    assert ann.labels == ("Alumni", "Chess")
    assert (ann.profile, ann.note) == ("https://www.linkedin.com/in/ann-lee", "Met in Oslo")
    assert isinstance(relation, RelationRecord)
    assert (relation.to, relation.label) == (Party(name="Bo Chen"), "manager")


def test_outlooks_title_is_no_job() -> None:
    header = "Title,First Name,Last Name,Suffix,Company,Job Title,E-mail Address\n"
    (ann,) = contacts(f"{header}Dr.,Ann,Lee,,Acme,CTO,a@b.io\n")
    assert (ann.name.full, ann.title) == ("Ann Lee", "CTO")
    (bo,) = contacts("Name,Title,Company\nBo Chen,CFO,Acme\n")
    assert bo.title == "CFO"


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;Firma;Position;E-Mail-Adresse;Ort",
        "Prénom;Nom;Société;Fonction;Adresse de messagerie;Ville",
        "Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Ciudad",
        "Nome;Cognome;Azienda;Posizione;Indirizzo e-mail;Città",
        "Nome;Sobrenome;Empresa;Cargo;E-mail;Cidade",
        "Voornaam;Achternaam;Bedrijf;Functie;E-mailadres;Plaats",
        "Imię;Nazwisko;Firma;Stanowisko;Adres e-mail;Miasto",
        "Förnamn;Efternamn;Företag;Befattning;E-post;Stad",
        "Имя;Фамилия;Компания;Должность;Электронная почта;Город",
        "名;姓;会社名;役職;メールアドレス;市区町村",
    ],
)
def test_columns_are_known_in_many_languages(header: str) -> None:
    (ann,) = contacts(f"{header}\nAnn;Lee;Acme;CTO;ann@example.com;Oslo\n")
    assert (ann.name.full, ann.organization, ann.title) == ("Ann Lee", "Acme", "CTO")
    assert (ann.emails, ann.city) == (("ann@example.com",), "Oslo")


OUTLOOK_ABROAD = [
    "Anrede;Vorname;Nachname;Suffix;Firma;Position;Ort geschäftlich;Telefon Firma;Telefon geschäftlich 2;"
    "E-Mail-Adresse;E-Mail 2: Adresse;E-Mail 2: Angezeigter Name;Name Assistent;Name des/der Vorgesetzten;Partner",
    "Titre;Prénom;Nom;Suffixe;Société;Titre;Ville (bureau);Téléphone société;Téléphone 2 (bureau);"
    "Adresse de messagerie;Adresse de messagerie 2;Nom complet de l'adresse de messagerie 2;Nom de l'assistant(e);"
    "Responsable;Conjoint(e)",
    "Titolo;Nome;Cognome;Titolo straniero;Società;Posizione;Città (uff.);Telefono principale società;Ufficio 2;"
    "Indirizzo posta elettronica;Indirizzo posta elettronica 2;Nome visualizzato posta elettronica 2;Nome assistente;"
    "Nome manager;Nome coniuge/partner",
    "Titel;Voornaam;Achternaam;Achtervoegsel;Bedrijf;Functie;Werkadres, plaats;Hoofdtelefoon bedrijf;"
    "Telefoon op werk 2;E-mailadres;E-mailadres 2;E-mail, weergegeven naam 2;Naam assistent;Naam manager;Partner",
    "Tytuł;Imię;Nazwisko;Sufiks;Firma;Stanowisko;Adres służbowy - miejscowość;Główny telefon do firmy;"
    "Telefon służbowy 2;Adres e-mail;Adres e-mail 2;Nazwa wyświetlana e-mail 2;Imię i nazwisko asystenta;Menedżer;"
    "Współmałżonek",
]


@pytest.mark.parametrize("header", OUTLOOK_ABROAD, ids=["German", "French", "Italian", "Dutch", "Polish"])
def test_outlooks_columns_are_known_in_every_language_it_writes(header: str) -> None:
    row = "Dr.;Ann;Lee;Jr.;Acme;CTO;Oslo;+47 23 00 00 00;+47 23 45 67 89;ann@example.com;/o=x/cn=ann;"
    row += "Ann (lee@example.com);Bo Ray;Cy Diaz;Di Ode"
    ann, *related = read(f"{header}\n{row}\n")
    assert isinstance(ann, ContactRecord)
    assert (ann.name.full, ann.organization, ann.title, ann.city) == ("Ann Lee Jr.", "Acme", "CTO", "Oslo")
    assert (ann.emails, ann.phones) == (("ann@example.com", "lee@example.com"), ("+47 23 45 67 89",))
    said = {(each.label, each.to.name) for each in related if isinstance(each, RelationRecord)}
    assert said == {("assistant", "Bo Ray"), ("manager", "Cy Diaz"), ("spouse", "Di Ode")}


@pytest.mark.parametrize(
    ("name", "field"), [("メールアドレス", "email"), ("グループ", "label"), ("мобильный", "phone")]
)
def test_a_name_is_known_however_its_letters_are_composed(name: str, field: str) -> None:
    assert by_name([name, unicodedata.normalize("NFD", name)]).fields == (field, field)


def test_a_title_stays_with_its_company() -> None:
    header = (
        "Name,Occupation,Organization 1 - Name,Organization 1 - Title,Organization 2 - Name,Organization 2 - Title\n"
    )
    ann, bo = contacts(f"{header}Ann Lee,Painter,Acme,,Beta,CTO\nBo Ray,,,CEO,Beta ::: Gamma,CFO ::: Chair\n")
    assert (ann.organization, ann.title, ann.jobs) == ("Acme", None, (Job("Beta", "CTO"),))
    assert (bo.organization, bo.title, bo.jobs) == ("Beta", "CFO", (Job("Gamma", "Chair"),))
    (cy,) = contacts("Name,Occupation,Company\nCy Diaz,Painter,Acme\n")
    assert cy.title == "Painter"


def test_a_doctors_title_is_no_job() -> None:
    (ann, bo) = contacts("Vorname;Nachname;Titel;Firma\nAnn;Lee;Dr.;Acme\nBo;Ray;Prof. Dr.;Beta\n")
    assert (ann.title, bo.title) == (None, None)


def test_each_relation_has_its_own_label() -> None:
    header = "Name,Referred By,Relation 1 - Type,Relation 1 - Value,Relation 2 - Type,Relation 2 - Value\n"
    found = read(f"{header}Ann Lee,Bo Ray,* Sister ::: Brother,Cy Lee ::: Di Lee,,Ed Fox\n")
    assert [(each.label, each.to.name) for each in found if isinstance(each, RelationRecord)] == [
        ("introduced by", "Bo Ray"),
        ("sister", "Cy Lee"),
        ("brother", "Di Lee"),
        ("related", "Ed Fox"),
    ]


def test_a_cell_may_hold_several_addresses_and_numbers() -> None:
    (ann,) = contacts("Full Name,Phones,Emails\nAnn Lee,+1 418 656 9254; +1 418 656 0000,a@b.io|c@d.io\n")
    assert (ann.phones, ann.emails) == (("+1 418 656 9254", "+1 418 656 0000"), ("a@b.io", "c@d.io"))


def test_school_city_groups_and_tags_are_kept() -> None:
    (ann,) = contacts("Name,University,City,Groups,Email\nAnn Lee,Orbit College,Oslo,Chess; Choir,ann@example.com\n")
    assert (ann.schools, ann.city, ann.labels) == (("Orbit College",), "Oslo", ("Chess", "Choir"))


def test_columns_of_unknown_names_are_told_by_what_stands_in_them() -> None:
    rows = "Ann Lee,ann@example.com,red\nBo Chen,bo@example.com,blue\n"
    assert [(each.name.full, each.emails) for each in contacts(f"Wer,Wohin,Farbe\n{rows}")] == [
        ("Ann Lee", ("ann@example.com",)),
        ("Bo Chen", ("bo@example.com",)),
    ]
    assert [each.name.full for each in contacts(rows)] == ["Ann Lee", "Bo Chen"]


def test_the_number_of_an_assistant_or_a_switchboard_is_nobodys_own() -> None:
    header = "First Name,Last Name,Business Phone,Company Main Phone,Assistant's Phone\n"
    (ann,) = contacts(f"{header}Ann,Lee,+1 418 656 9254,+1 418 656 0000,+1 418 656 0001\n")
    assert ann.phones == ("+1 418 656 9254",)


def test_a_birthday_or_a_fax_number_is_no_phone() -> None:
    (ann,) = contacts("Name,Phone,Fax,Birthday\nAnn Lee,+1 418 656 9254,+1 418 656 0000,1980-02-03\n")
    assert ann.phones == ("+1 418 656 9254",)


def test_the_user_says_which_column_is_what() -> None:
    text = "Who,Where,Contact\nAnn Lee,Acme,ann@example.com\n"
    (ann,) = contacts(text, {"name": "who", "organization": "WHERE", "email": "3"})
    assert (ann.name.full, ann.organization, ann.emails) == ("Ann Lee", "Acme", ("ann@example.com",))
    (other,) = contacts("Name,Company\nAcme,Ann Lee\n", {"name": "Company", "organization": "Name"})
    assert (other.name.full, other.organization) == ("Ann Lee", "Acme")


def test_the_name_that_the_user_names_is_the_name() -> None:
    text = "First Name,Last Name,Alias,Email\nAnn,Lee,Annie Oak,ann@example.com\n"
    (ann,) = contacts(text, {"name": "Alias"})
    assert ann.name == PersonName("Annie Oak")


def test_of_two_columns_without_known_names_one_may_be_somebody_elses_address() -> None:
    text = "Wer,Wohin,Chef\nAnn Lee,ann@example.com,bo@example.com\nCy Diaz,cy@example.com,bo@example.com\n"
    assert [each.emails for each in contacts(text)] == [("ann@example.com",), ("cy@example.com",)]


def test_a_field_or_column_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(UserError, match="no field shoes") as told:
        ContactsCsv.of({"shoes": "Name"})
    assert "organization" in str(told.value)
    importer = ContactsCsv.of({"name": "Nobody"})
    file = SourceFile.from_bytes("people.csv", b"Name,Company\nAnn Lee,Acme\n")
    with pytest.raises(UserError, match="lacks a column") as missing:
        list(importer.extract(file))
    assert "Name, Company" in str(missing.value)


def test_a_column_that_fits_no_file_is_told_and_not_ignored() -> None:
    file = SourceFile.from_bytes("people.csv", b"Who,Where\nAnn Lee,Acme\n")
    with pytest.raises(UserError, match="lacks a column") as told:
        importers.read([file], {"organization": "Nope"})
    assert "Who, Where" in str(told.value)
    with pytest.raises(UserError, match="table of contacts"):
        importers.read([SourceFile.from_bytes("a.vcf", b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n")], {"name": "Who"})


def test_a_column_called_contact_may_hold_addresses() -> None:
    (ann,) = contacts("Who,Where,Contact\nAnn Lee,Acme,ann@example.com\n")
    assert (ann.name.full, ann.emails) == ("Ann Lee", ("ann@example.com",))


def test_how_a_table_would_be_read_can_be_shown_first() -> None:
    mapped = CONTACTS_CSV.mapping_of(SourceFile.from_bytes("p.csv", b"Name,Shoe size,Employer\nAnn Lee,38,Acme\n"))
    assert mapped.columns.fields == ("name", None, "organization")
    assert (mapped.header, mapped.sample) == (("Name", "Shoe size", "Employer"), (("Ann Lee", "38", "Acme"),))


def test_a_row_without_a_name_is_a_company_or_is_called_by_its_address() -> None:
    found = read("Name,Company,Email\n,Acme,info@example.com\n,,ann@example.com\n,,\nBo,,\n,,nothing\n")
    kinds = [each.kind for each in found if isinstance(each, ContactRecord)]
    assert kinds == [CardKind.ORGANIZATION, CardKind.PERSON, CardKind.PERSON]
    assert [(each.message, each.kept) for each in found if isinstance(each, Problem)] == [
        ("This row has no name; its e-mail address stands in.", True),
        ("This row has no name, company, e-mail address or phone number.", False),
    ]


def test_an_exchange_name_is_no_address() -> None:
    header = "First Name,Last Name,E-mail Address,E-mail Display Name\n"
    (ann,) = contacts(f"{header}Ann,Lee,/o=ExchangeLabs/ou=x/cn=ann,Ann Lee (ann@example.com)\n")
    assert ann.emails == ("ann@example.com",)
    (bo,) = contacts(f"{header}Bo,Ray,/o=ExchangeLabs/ou=x/cn=bo,Bo Ray\n")
    assert bo.emails == ()


def test_a_company_that_a_loose_comma_cut_is_put_together_and_told() -> None:
    text = "Name,Company,Email,City\nAnn Lee,Acme, Inc.,ann@example.com,Oslo\nBo Chen,Beta,bo@example.com,Rome\n"
    ann, bo = contacts(text)
    assert (ann.organization, ann.emails, ann.city) == ("Acme, Inc.", ("ann@example.com",), "Oslo")
    assert (bo.organization, bo.city) == ("Beta", "Rome")
    assert [(each.source.locator, each.kept) for each in problems(text)] == [("people.csv line 2", True)]


def test_a_row_that_nobody_can_put_together_is_told_and_not_misread() -> None:
    text = "Name,Company,Email\nAnn Lee,Acme,Inc.,ann@example.com\nBo Chen,Beta,bo@example.com\n"
    assert [each.name.full for each in contacts(text)] == ["Bo Chen"]
    assert [(each.source.locator, each.kept) for each in problems(text)] == [("people.csv line 2", False)]


def test_a_quote_that_never_closes_costs_no_other_row() -> None:
    text = 'Name,Company,Email\nAnn Lee,"Acme,ann@example.com\nBo Chen,Beta,bo@example.com\n'
    assert [each.name.full for each in contacts(text)][-1] == "Bo Chen"


@pytest.mark.parametrize(
    "text",
    [
        "Name\nPython\nExcel\n",
        "Name,Proficiency\nEnglish,Native\n",
        "Date,Link,Message\n2026-01-01,https://example.com,hi\n",
        "source,target,weight\nAnn,Bo,1\n",
        "from,to,weight\nann@example.com,bo@example.com,1\n",
        "",
        "\n\n",
        "just a text, with a comma\nand another, too\n",
        "Content Title,Content Description,Content Type\nA,B,C\n",
        "Name,Position,Started On,Finished On,Description\nChess Club,President,Jan 2020,,We play\n",
        "Name,Published On,Description,Publisher,Url\nOn Graphs,Jan 2020,text,Orbit,https://example.com\n",
        "Name,Url,Authority,Started On,Finished On,License Number\nOrbit Pro,https://example.com,Orbit,Jan 2020,,1\n",
        "First name,Middle name,Last name,Verification type,Document type\nAnn,,Lee,ID,Passport\n",
        "Name,Description,Score,Date\nReading,text,300,2020\n",
        "ID,Name,Description,Category,Price\n1,Shoe,nice,Foot,3\n",
        "Question,Answer\nEmail,ann@example.com\n",
        "ann@example.com,bo@example.com\nbo@example.com,cy@example.com\n",
        "Hello Ann, please write to us, thanks\nBo, bo@example.com\n",
        "file\theader\nx\tFull Name,Business,Job Title,Email,City\n",
    ],
)
def test_tables_of_other_things_are_not_taken_for_people(text: str) -> None:
    assert not CONTACTS_CSV.identify(SourceFile.from_bytes("x.csv", text.encode()))


def test_a_table_is_contacts_only_when_nobody_knows_it_better() -> None:
    connections = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,,,,,01 Jan 2024\n"
    assert importers.identify(SourceFile.from_bytes("a.csv", connections)) in LINKEDIN
    assert importers.identify(SourceFile.from_bytes("a.csv", b"Name,Email\nAnn,a@b.io\n")).name == "contacts-csv"


def test_another_code_page_is_guessed_and_said() -> None:
    found = read("Imię;Nazwisko;E-mail\nŁukasz;Żółć;l@example.com\n".encode("cp1250"))
    assert [each.name.full for each in found if isinstance(each, ContactRecord)] == ["Łukasz Żółć"]
    assert [each.kept for each in found if isinstance(each, Problem)] == [True]


PLAIN = st.text(alphabet=st.sampled_from("Ann Lee.@/o=1"), max_size=12)


@given(st.lists(st.lists(PLAIN, min_size=1, max_size=7), max_size=8))
@settings(max_examples=200)
def test_every_row_that_holds_anything_is_a_contact_or_a_problem(rows: list[list[str]]) -> None:
    text = "Name,Company,Email,Phone\n" + "".join(f"{','.join(cells)}\n" for cells in rows)
    told = {each.source.locator for each in read(text)}
    filled = (number for number, cells in enumerate(rows, 2) if any(map(str.strip, cells)))
    assert told == {f"people.csv line {number}" for number in filled}


CELLS = st.text(alphabet=st.sampled_from('Ann Lee,;"\n@.+\0\ufeffé中1'), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=200)
def test_whatever_stands_in_a_table_ends_in_records_and_problems(rows: list[list[str]], delimiter: str) -> None:
    text = "Name,Email,Company\n".replace(",", delimiter) + "\n".join(map(delimiter.join, rows))
    for each in read(text):
        assert isinstance(each, Problem) or each.source.locator.startswith("people.csv line ")


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_whatever_bytes_there_are_nothing_breaks(data: bytes) -> None:
    read(b"Name,Email\n" + data)
    read(data)
