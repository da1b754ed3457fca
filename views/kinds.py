"""What kinds of files, interactions and reasons there are, in plain words. "You" is the owner of a file."""

from graph.records import InteractionKind, SkipReason

IMPORTER_WORDS = {
    "linkedin-connections": "LinkedIn connections",
    "linkedin-messages": "LinkedIn messages",
    "linkedin-invitations": "LinkedIn invitations",
    "linkedin-recommendations-given": "Recommendations you gave",
    "linkedin-recommendations-received": "Recommendations you got",
    "linkedin-endorsements-given": "Skills you endorsed",
    "linkedin-endorsements-received": "Skills others endorsed",
    "linkedin-imported-contacts": "Contacts synced to LinkedIn",
    "linkedin-notes": "Your notes on LinkedIn",
    "linkedin-company-follows": "Companies you follow",
    "linkedin-job-applications": "Your job applications",
    "linkedin-saved-jobs": "Jobs you saved",
    "linkedin-job-preferences": "Companies you dream of",
    "linkedin-events": "LinkedIn events",
    "linkedin-profile": "Your LinkedIn profile",
    "linkedin-positions": "Your positions",
    "linkedin-education": "Your education",
    "linkedin-email-addresses": "Your e-mail addresses",
    "linkedin-phone-numbers": "Your phone numbers",
    "vcard": "Address book (vCard)",
    "contacts-csv": "Table of contacts",
    "mail": "Mail",
    "calendar": "Calendar",
    "bundle": "A friend's bundle",
    "graphml": "Network (GraphML)",
    "gexf": "Network (GEXF)",
    "edge-list": "Network (list of ties)",
    "journal": "Your journal",
}
"""What the importers read."""

INTERACTION_WORDS = {
    InteractionKind.MESSAGE: ("message", "messages"),
    InteractionKind.MAIL: ("mail", "mails"),
    InteractionKind.MEETING: ("meeting", "meetings"),
    InteractionKind.RECOMMENDATION: ("recommendation", "recommendations"),
    InteractionKind.ENDORSEMENT: ("endorsement", "endorsements"),
    InteractionKind.INVITATION: ("invitation", "invitations"),
}
"""What people did together, one and many."""

SKIP_WORDS = {
    SkipReason.HIDDEN: ("member who left or hides", "members who left or hide"),
    SkipReason.DRAFT: ("draft", "drafts"),
    SkipReason.SPAM: ("spam message", "spam messages"),
    SkipReason.SPONSORED: ("sponsored message", "sponsored messages"),
    SkipReason.PENDING: ("recommendation or endorsement not accepted", "recommendations or endorsements not accepted"),
    SkipReason.DECLINED: ("guest who declined", "guests who declined"),
    SkipReason.RESOURCE: ("room, device or list", "rooms, devices or lists"),
    SkipReason.CANCELLED: ("cancelled meeting", "cancelled meetings"),
    SkipReason.EMPTY: ("entry without anybody else", "entries without anybody else"),
}
"""What is read and left out on purpose, one and many."""

INTEREST_WORDS = {
    "follows": "you follow it",
    "applied": "you applied there",
    "saved job": "you saved a job there",
    "dream company": "you dream of it",
    "came up in a talk": "it came up in a talk",
}
"""Why a company is of interest, as LinkedIn's files tell."""


FIELD_WORDS = {
    "name": "Full name",
    "given": "First name",
    "middle": "Middle name",
    "family": "Last name",
    "nickname": "Nickname",
    "email": "E-mail",
    "phone": "Phone",
    "organization": "Company",
    "department": "Department",
    "title": "Job title",
    "city": "City",
    "school": "School",
    "label": "Groups or tags",
    "note": "Note",
    "profile": "LinkedIn page",
    "uid": "Number of the entry",
    "connected_on": "Known since",
    "manager": "Manager",
    "assistant": "Assistant",
    "spouse": "Spouse",
}
"""What a column of a table of contacts can be."""


def importer(name: str) -> str:
    """What kind of file an importer reads."""
    return IMPORTER_WORDS.get(name, name)


def interest(label: str) -> str:
    """Why a company is of interest."""
    return INTEREST_WORDS.get(label, label)
