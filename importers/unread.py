"""What to tell the user about files that nobody reads: what they look like, and what to do instead."""

import re
from collections.abc import Sequence

from graph.errors import UserError
from importers.base import SourceFile

LINKEDIN_FILES_NOT_READ = frozenset(
    "guidemessages learningcoachmessages learningroleplaymessages coachmessages profilesummary skills languages "
    "memberfollows registration logins securitychallenges comments reactions shares votes searchqueries adtargeting "
    "adsclicked lanadsengagement learning richmedia saveditems instantreposts savedjobalerts savedanswers "
    "jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses onlinejobpostings certifications courses "
    "projects honors publications patents organizations volunteering testscores causesyoucareabout "
    "inferencesaboutyou publishedarticles receipts receiptsv2 verifications providers services whatsappphonenumbers "
    "hashtagfollows companypages".split()
)
"""Base names in LinkedIn's export (lower case, no blanks, underscores or numbers) that tell nothing about whom the
owner knows."""

_LINKEDIN_FILES_READ = frozenset(
    "messages invitations positions education recommendationsgiven recommendationsreceived endorsementgiveninfo "
    "endorsementreceivedinfo importedcontacts companyfollows jobapplications savedjobs jobseekerpreferences "
    "emailaddresses phonenumbers".split()
)
"""Base names of those that are read, but for names that other programs use too; one that is not read lacks the columns
it is known by."""

_GET_ARCHIVE = (
    "Choose LinkedIn's whole zip as you got it: in LinkedIn, open Settings & Privacy, Data privacy, "
    "Get a copy of your data."
)
_WHAT_IS_READ = (
    "Choose LinkedIn's zip, contacts (.vcf or .csv), mail (.mbox or .eml), a calendar (.ics) "
    "or a network (GraphML, GEXF or a list of ties as CSV)."
)
_SAVE_AS_CSV = "Open it, save it as CSV UTF-8, and choose that file."

_STARTS = (
    (b"%PDF", "is a PDF document", _WHAT_IS_READ),
    (b"\xd0\xcf\x11\xe0", "is an Excel or Outlook file", _SAVE_AS_CSV),
    (b"\x89PNG", "is a picture", _WHAT_IS_READ),
    (b"\xff\xd8\xff", "is a picture", _WHAT_IS_READ),
    (b"SQLite format 3", "is a database", _WHAT_IS_READ),
)
_WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".numbers")


def nothing_to_read(files: Sequence[SourceFile]) -> UserError:
    """Says why none of the files can be read, and what to do next."""
    fault = next((file.fault for file in files if file.fault), None)
    if fault:
        return fault
    if len(files) == 1:
        looks, next_step = _looks(files[0])
        return UserError(f"{files[0].base_name} {looks}.", next_step)
    if not files:
        return UserError("There is nothing to read.", _WHAT_IS_READ)
    known = sorted({file.base_name for file in files if _kind_in_linkedin(file)})
    if known:
        listed = ", ".join(known[:3]) + (" and others" if len(known) > 3 else "")
        what = f"None of the {len(files)} files tells whom you know, not even LinkedIn's {listed}."
        return UserError(what, _GET_ARCHIVE)
    return UserError(f"None of the {len(files)} files holds contacts that can be read.", _WHAT_IS_READ)


def _looks(file: SourceFile) -> tuple[str, str]:
    """What a file looks like, as the rest of a sentence, and the next step."""
    head = file.head()
    lower = file.base_name.casefold()
    if not head.strip(b"\0\t\r\n "):
        return "is empty", "Export or download it again, then choose it again."
    if kind := _kind_in_linkedin(file):
        return f"is a file of LinkedIn's export {kind}", _GET_ARCHIVE
    if lower.endswith(_WORKBOOKS):
        return "is a spreadsheet", _SAVE_AS_CSV
    if head.startswith(b"PK\x03\x04"):
        return "is a zip inside another zip or a document", "Unpack it yourself, then choose what is in it."
    for start, looks, next_step in _STARTS:
        if head.startswith(start):
            return looks, next_step
    if re.match(rb"\s*(<!doctype html|<html)", head.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        return "is a web page, not the file itself", "Download the file again, then choose it."
    if lower.endswith((".csv", ".tsv", ".txt")):
        return "has no columns that are known here", _WHAT_IS_READ
    return "is not a kind of file that can be read", _WHAT_IS_READ


def _kind_in_linkedin(file: SourceFile) -> str:
    """What kind of LinkedIn's files it is, as the end of a sentence; empty when it is none of them."""
    stem, _, ending = file.base_name.casefold().rpartition(".")
    name = re.sub(r"[\s_]|\(\d+\)$|(?<!\d)\d+$", "", stem) if ending == "csv" else ""
    if name in LINKEDIN_FILES_NOT_READ:
        return "that does not tell whom you know"
    return "without the columns it is known by" if name in _LINKEDIN_FILES_READ else ""
