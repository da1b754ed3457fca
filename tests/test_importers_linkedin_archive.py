from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from graph.records import (
    LIST_OWNER,
    CardKind,
    ContactRecord,
    InteractionKind,
    InteractionRecord,
    Job,
    Origin,
    Party,
    Problem,
    Record,
    Skipped,
    SkipReason,
)
from importers.base import SourceFile
from importers.linkedin import LINKEDIN

INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
RECOMMENDATIONS = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
ENDORSED_BY = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n"
)
ENDORSED = "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status\n"
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\n"
)
POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
EDUCATION = "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
EMAILS = "Email Address,Confirmed,Primary,Updated On\n"
PHONES = "Extension,Number,Type\n"
IMPORTED = (
    "FirstName,MiddleName,LastName,MaidenName,NickName,NamePrefix,NameSuffix,Title,Emails,PhoneNumbers,CreatedAt,"
    "UpdatedAt,CountryCode,RegionCode,ThirdPartyVerified,Location\n"
)
OLD_CONTACTS = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,"
    "FullName,Birthday,Location,BookmarkedAt,Profiles\n"
)
NOTES = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\n"
FOLLOWS = "Organization,Followed On\n"
APPLICATIONS = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers\n"
)
SAVED = "Saved Date,Job Url,Job Title,Company Name\n"
PREFERENCES = "Locations,Industries,Job Titles,Open To Recruiters,Dream Companies,Phone Number\n"
EVENTS = "Event Name,Event Time,Status,External Url\n"

KINDS = [
    ("Profile.csv", PROFILE, "linkedin-profile"),
    ("Positions.csv", POSITIONS, "linkedin-positions"),
    ("Education.csv", EDUCATION, "linkedin-education"),
    ("Email Addresses.csv", EMAILS, "linkedin-email-addresses"),
    ("PhoneNumbers.csv", PHONES, "linkedin-phone-numbers"),
    ("Invitations.csv", INVITATIONS, "linkedin-invitations"),
    ("Invitations.csv", "From,To,Sent At,Message,Direction\n", "linkedin-invitations"),
    ("Recommendations_Given.csv", RECOMMENDATIONS, "linkedin-recommendations-given"),
    ("Recommendations Given (1).csv", RECOMMENDATIONS, "linkedin-recommendations-given"),
    ("Recommendations_Received.csv", RECOMMENDATIONS, "linkedin-recommendations-received"),
    ("from a friend.csv", RECOMMENDATIONS, "linkedin-recommendations-received"),
    ("Endorsement_Received_Info.csv", ENDORSED_BY, "linkedin-endorsements-received"),
    ("Endorsement_Given_Info.csv", ENDORSED, "linkedin-endorsements-given"),
    ("ImportedContacts.csv", IMPORTED, "linkedin-imported-contacts"),
    ("Contacts.csv", OLD_CONTACTS, "linkedin-imported-contacts"),
    ("Notes.csv", NOTES, "linkedin-notes"),
    ("Company Follows.csv", FOLLOWS, "linkedin-company-follows"),
    ("Jobs/Job Applications_10.csv", APPLICATIONS, "linkedin-job-applications"),
    ("Jobs/Saved Jobs.csv", SAVED, "linkedin-saved-jobs"),
    ("Jobs/Job Seeker Preferences.csv", PREFERENCES, "linkedin-job-preferences"),
    ("Events.csv", EVENTS, "linkedin-events"),
]


def readers(text: str | bytes, name: str) -> list[str]:
    file = SourceFile.from_bytes(name, text.encode() if isinstance(text, str) else text)
    return [importer.name for importer in LINKEDIN if importer.identify(file)]


def records(text: str | bytes, name: str = "file.csv") -> Sequence[Record | Problem]:
    file = SourceFile.from_bytes(name, text.encode() if isinstance(text, str) else text)
    [importer] = [importer for importer in LINKEDIN if importer.identify(file)]
    return list(importer.extract(file))


def contacts(found: Sequence[Record | Problem]) -> list[ContactRecord]:
    return [record for record in found if isinstance(record, ContactRecord)]


def interactions(found: Sequence[Record | Problem]) -> list[InteractionRecord]:
    return [record for record in found if isinstance(record, InteractionRecord)]


@pytest.mark.parametrize(("name", "header", "importer"), KINDS)
def test_each_kind_of_file_is_told_by_its_columns_in_any_dress(name: str, header: str, importer: str) -> None:
    quoted = ",".join(f'"{column}"' for column in header.strip().split(","))
    dressed = "sep=;\n" + header.replace(",", ";")
    for text in (header, header.strip(), "\ufeff" + header.replace("\n", "\r\n"), quoted, dressed, header.upper()):
        assert readers(text, name) == [importer]
        assert list(records(text, name)) == []
    assert readers(header.encode("utf-16"), name) == [importer]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Skills.csv", "Name\nPython\n"),
        ("Languages.csv", "Name,Proficiency\n"),
        ("Profile Summary.csv", 'Profile Summary\n"Text, text"\n'),
        ("Registration.csv", "Registered At,Registration Ip,Subscription Types\n"),
        ("Comments.csv", "Date,Link,Message\n"),
        ("Reactions.csv", "Date,Type,Link\n"),
        ("Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"),
        ("SearchQueries.csv", "Time,Search Query\n"),
        ("Member_Follows_25270.csv", "Date,Status,FullName\n2026-01-05 10:00:00,Active,Some Author\n"),
        ("LearningCoachMessages.csv", "No conversations found"),
        ("Ad_Targeting.csv", "Member Age,Company Names,Company Names,Company Names,Job Titles,Job Titles,\n"),
        ("edges.csv", "source,target,weight\na,b,1\n"),
        ("google.csv", "First Name,Middle Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Value\n"),
        ("outlook.csv", "Title,First Name,Middle Name,Last Name,Suffix,Company,Job Title,E-mail Address,Notes\n"),
        ("empty.csv", ""),
        ("nul.csv", "\0\0\0"),
    ],
)
def test_files_that_name_nobody_and_those_of_others_are_left_alone(name: str, text: str) -> None:
    assert readers(text, name) == []


def test_n16_invitations_without_urls_keep_both_rows_and_one_unreadable_date() -> None:
    found = records(
        "From,To,Sent At,Message,Direction\n"
        'Ann Lee,Bo Chen,"1/29/26, 2:37\u202fPM",,OUTGOING\nCy Diaz,Ann Lee,"13/2/25, 9:00 AM",Hi,INCOMING\n'
    )
    sent, received = interactions(found)
    assert (sent.sender, sent.recipients) == (Party(name="Ann Lee"), (Party(name="Bo Chen"),))
    assert (sent.kind, sent.at) == (InteractionKind.INVITATION, datetime(2026, 1, 29, 14, 37))
    assert (received.sender.name, received.at) == ("Cy Diaz", None)
    assert [(each.source.locator, each.kept) for each in found if isinstance(each, Problem)] == [
        ("file.csv line 3", True)
    ]
    assert [(each.name.full, each.origin) for each in contacts(found)] == [("Ann Lee", Origin.OWNER)]


def test_invitations_tell_the_owner_where_all_rows_agree() -> None:
    mine, hers, his = (f"https://www.linkedin.com/in/{slug}" for slug in ("lena-0", "priya-1", "ama-x"))
    out = f'Lena Fischer,Priya Sharma,"1/9/26, 2:37 PM","Hi, there",OUTGOING,{mine},{hers}\n'
    come = f'Ama Owusu,Lena Fischer,"10/2/26, 11:05 AM",,INCOMING,{his},{mine.upper()}/\n'
    (owner,) = contacts(records(INVITATIONS + out + come))
    assert (owner.name.full, owner.profile, owner.origin) == ("Lena Fischer", mine, Origin.OWNER)

    strangers = f'Cy Diaz,Di Eco,"10/2/26, 11:05 AM",,OUTGOING,{his},{hers}\n'
    assert contacts(records(INVITATIONS + out + strangers)) == []
    assert len(interactions(records(INVITATIONS + out + strangers))) == 2


def test_an_invitation_of_a_member_who_left_is_skipped_and_one_of_nobody_is_a_problem() -> None:
    found = records(INVITATIONS + 'Ann Lee,,"1/9/26, 2:37 PM",,OUTGOING,,\n,,"1/9/26, 2:37 PM",,OUTGOING,,\n')
    assert [each.reason for each in found if isinstance(each, Skipped)] == [SkipReason.HIDDEN]
    assert [each.kept for each in found if isinstance(each, Problem)] == [False]


def test_a_comma_in_a_message_without_quotes_costs_no_invitation() -> None:
    link = "https://www.linkedin.com/in/"
    row = f"Ann Lee,Bo Chen,1/9/26, 2:37 PM,Hi, we met, once,OUTGOING,{link}ann,{link}bo\n"
    (invitation,) = interactions(records(INVITATIONS + row))
    assert invitation.recipients == (Party(name="Bo Chen", profile=f"{link}bo"),)
    assert invitation.at == datetime(2026, 1, 9, 14, 37)


@pytest.mark.parametrize("when", ['"01/19/13, 12:10 AM"', "01/19/13, 12:10 AM"])
def test_a_recommendation_is_read_with_and_without_quotes_around_its_date(when: str) -> None:
    row = f'Jane,"Doe, Ph.D.",Acme,CTO,"Great, reliable.\nAgain!",{when},VISIBLE\n'
    jane = Party(name="Jane Doe, Ph.D.")
    (received,) = records(RECOMMENDATIONS + row, "Recommendations_Received.csv")
    (given,) = records(RECOMMENDATIONS + row, "Recommendations_Given.csv")
    assert isinstance(received, InteractionRecord)
    assert isinstance(given, InteractionRecord)
    assert (received.sender, received.recipients, received.at) == (jane, (LIST_OWNER,), datetime(2013, 1, 19, 0, 10))
    assert (given.sender, given.recipients, given.at) == (LIST_OWNER, (jane,), received.at)
    assert given.key != received.key


@pytest.mark.parametrize("status", ["PENDING", "HIDDEN", ""])
def test_what_was_not_accepted_is_counted_and_left_out(status: str) -> None:
    praise = records(f'{RECOMMENDATIONS}Ann,Lee,Acme,CTO,Good,"01/19/13, 12:10 AM",{status}\n')
    ticks = records(f"{ENDORSED_BY}2024/02/01 15:02:55 UTC,Sales,Ann,Lee,www.linkedin.com/in/ann,{status}\n")
    assert [each.reason for each in (*praise, *ticks) if isinstance(each, Skipped)] == [SkipReason.PENDING] * 2


def test_endorsements_say_who_endorsed_whom_with_the_public_url() -> None:
    row = "2024/02/01 15:02:55 UTC,Sales,Ann,Lee,www.linkedin.com/in/ann-lee,ACCEPTED\n"
    ann = Party(name="Ann Lee", profile="www.linkedin.com/in/ann-lee")
    (received,), (given,) = interactions(records(ENDORSED_BY + row)), interactions(records(ENDORSED + row))
    assert (received.sender, received.recipients) == (ann, (LIST_OWNER,))
    assert (given.sender, given.recipients) == (LIST_OWNER, (ann,))
    assert given.at == received.at == datetime(2024, 2, 1, 15, 2, 55, tzinfo=UTC)
    without_url = ENDORSED_BY.replace("Endorser Public Url,", "")
    (old,) = interactions(records(without_url + "2019/02/01 15:02:55 UTC,Sales,Ann,Lee,ACCEPTED\n"))
    assert old.sender == Party(name="Ann Lee")


def test_the_profile_tells_the_owners_name_and_city() -> None:
    (owner,) = contacts(records(PROFILE + 'Lena,"Fischer, MBA",,,,Head,"a, b\nc",Software,,"Berlin, Germany",,,\n'))
    assert (owner.name.full, owner.name.given, owner.name.family) == ("Lena Fischer, MBA", "Lena", "Fischer, MBA")
    assert (owner.origin, owner.city) == (Origin.OWNER, "Berlin")


def test_positions_become_one_card_of_the_owner_the_present_first() -> None:
    rows = "Oldco,Intern,,,2012,2013\nGlobex,Head,,Berlin,Jan 2023,\nInitech,Manager,,,Mar 2019,Feb 2020\n,Nobody,,,,\n"
    card, lost = sorted(records(POSITIONS + rows), key=lambda each: isinstance(each, Problem))
    assert isinstance(card, ContactRecord)
    assert (card.name.full, card.origin) == ("", Origin.OWNER)
    assert card.jobs == (
        Job("Globex", "Head", date(2023, 1, 1)),
        Job("Initech", "Manager", date(2019, 3, 1), date(2020, 2, 29)),
        Job("Oldco", "Intern", date(2012, 1, 1), date(2013, 12, 31)),
    )
    assert lost == Problem(lost.source, "This row names no company.")


def test_a_position_that_ended_nobody_knows_when_is_not_held_now() -> None:
    found = records(POSITIONS + "Acme,CTO,,,May 2015,some day\nGlobex,Head,,,Jun 2016,Present\n")
    (card,) = contacts(found)
    assert [job.end for job in card.jobs] == [None, date(2015, 5, 31)]
    assert [each.kept for each in found if isinstance(each, Problem)] == [True]


def test_schools_addresses_and_numbers_become_cards_of_the_owner() -> None:
    (schools,) = contacts(records(EDUCATION + 'Test University,2008,2012,,"BSc, Computing",Chess\nB,Sep 2006,,,,\n'))
    rows = "a@example.com,Yes,No,x\nb@example.com,Yes,Yes,x\nc@example.com,No,No,x\nnone,Yes,No,x\n"
    addresses = records(EMAILS + rows)
    (numbers,) = contacts(records(PHONES + ",+1 555 0100,Mobile\n12,+1 555 0101,Work\n"))
    assert schools.schools == ("Test University", "B")
    assert [card.emails for card in contacts(addresses)] == [("b@example.com", "a@example.com")]
    assert [each.reason for each in addresses if isinstance(each, Skipped)] == [SkipReason.PENDING]
    assert [each.kept for each in addresses if isinstance(each, Problem)] == [False]
    assert numbers.phones == ("+1 555 0100", "+1 555 0101 ext. 12")
    assert {card.origin for card in (schools, numbers)} == {Origin.OWNER}


def test_imported_contacts_are_an_address_book_with_lists_in_cells() -> None:
    found = records(
        IMPORTED
        + 'Gina,M.,Gale,,,,,Analyst,"gina@example.com,gina.g@example.org","+1 555 0100, +1 555 0101",'
        + '"1/2/20, 3:04 PM","1/2/20, 3:04 PM",,,,"Berlin, Germany"\n'
        + ',,,,,,,,only@example.com,,"1/2/20, 3:04 PM",,,,,\n'
        + ',,,,,,,,,,"1/2/20, 3:04 PM",,,,,\n'
    )
    gina, only = contacts(found)
    assert (gina.name.full, gina.name.family, gina.title, gina.city) == ("Gina M. Gale", "Gale", "Analyst", "Berlin")
    assert gina.emails == ("gina@example.com", "gina.g@example.org")
    assert (gina.phones, gina.origin) == (("+1 555 0100", "+1 555 0101"), Origin.ADDRESS_BOOK)
    assert (only.name.full, only.emails) == ("only", ("only@example.com",))
    assert [each.kept for each in found if isinstance(each, Problem)] == [True, False]


def test_the_older_contacts_file_tells_companies_and_profiles() -> None:
    row = 'Phone,,,"Acme, Inc.",CTO,bo@example.com,,"1/2/20, 3:04 PM",,,,Bo Chen,,,,https://www.linkedin.com/in/bo\n'
    company = ',,,Acme,,office@example.com,,"1/2/20, 3:04 PM",,,,,,,,\n'
    bo, acme = contacts(records(OLD_CONTACTS + row + company))
    assert (bo.name.full, bo.organization, bo.kind) == ("Bo Chen", "Acme, Inc.", CardKind.PERSON)
    assert bo.profile == "https://www.linkedin.com/in/bo"
    assert (acme.name.full, acme.kind) == ("Acme", CardKind.ORGANIZATION)


def test_notes_describe_somebody_whom_the_owner_need_not_know() -> None:
    found = records(NOTES + 'Ann,Lee,https://www.linkedin.com/in/ann,"Met in\n Berlin",1/2/26,\n,,,lost,,\n')
    (ann,) = contacts(found)
    assert (ann.name.full, ann.origin, ann.note) == ("Ann Lee", Origin.NAMED, "Met in\nBerlin")
    assert ann.profile == "https://www.linkedin.com/in/ann"
    assert [each.kept for each in found if isinstance(each, Problem)] == [False]


def interests(text: str) -> list[tuple[str | None, str | None, tuple[str, ...], date | None]]:
    found = contacts(records(text))
    assert {(each.kind, each.origin) for each in found} == {(CardKind.ORGANIZATION, Origin.INTEREST)}
    return [(each.organization, each.title, each.labels, each.connected_on) for each in found]


def test_n18_followed_companies_in_two_forms_of_dates() -> None:
    assert interests(FOLLOWS + 'Acme,Wed Jun 24 12:43:42 UTC 2026\n"Müller & Söhne, GmbH",2024-01-01\n') == [
        ("Acme", None, ("follows",), date(2026, 6, 24)),
        ("Müller & Söhne, GmbH", None, ("follows",), date(2024, 1, 1)),
    ]


def test_jobs_applied_to_and_saved_tell_companies_and_roles() -> None:
    applied = '"8/15/26, 1:32 PM",me@example.com,+49 30 1,Stripe,"Partner, EU",https://example.com/1,cv.pdf,A? :Yes\n'
    assert interests(APPLICATIONS + applied) == [("Stripe", "Partner, EU", ("applied",), date(2026, 8, 15))]
    assert interests(SAVED + '"10/3/26, 2:15 PM",x,"Rep, East",Acme\n9/1/26,x,Engineer,Dataco\n') == [
        ("Acme", "Rep, East", ("saved job",), date(2026, 10, 3)),
        ("Dataco", "Engineer", ("saved job",), date(2026, 9, 1)),
    ]


@pytest.mark.parametrize("cell", ['"Stripe, Inc.; Acme; Globex"', "Stripe Inc. | Acme | Globex", '"[A, B, C, Inc.]"'])
def test_dream_companies_stand_in_one_cell(cell: str) -> None:
    found = interests(PREFERENCES + f"Berlin,Software,CTO,Yes,{cell},\n")
    assert len(found) == 3
    assert {labels for _, _, labels, _ in found} == {("dream company",)}


def test_no_dream_company_and_no_company_are_counted() -> None:
    assert [type(each) for each in records(PREFERENCES + "Berlin,Software,CTO,Yes,,\n")] == [Skipped]
    (lost,) = records(FOLLOWS + ",2024-01-01\n")
    assert isinstance(lost, Problem)


def test_events_name_nobody_and_are_counted() -> None:
    (event,) = records(EVENTS + 'Summit,"Apr 08, 2026 07:00 AM - Apr 08, 2026 05:00 PM",RELINQUISHED,\n')
    assert event == Skipped(SkipReason.EMPTY, event.source)


def test_a_header_that_comes_again_is_no_row_and_guessed_letters_are_warned_of() -> None:
    twice = FOLLOWS + "Acme,2024-01-01\n" + FOLLOWS + "Globex,2024-01-02\n"
    assert [each.organization for each in contacts(records(twice))] == ["Acme", "Globex"]
    warning, company = records((FOLLOWS + "Müller & Söhne,2024-01-01\n").encode("cp1252"))
    assert isinstance(warning, Problem)
    assert isinstance(company, ContactRecord)
    assert (warning.kept, company.organization) == (True, "Müller & Söhne")
