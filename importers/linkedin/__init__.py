"""LinkedIn's archive: one small importer for each kind of file that says something about people.

Files are told by the names of their columns, so it makes no difference how they are called, whether they were split
(`Job Applications_1.csv`), carry a member's number or came loose from the zip.
"""

from importers.base import Importer
from importers.linkedin.connections import CONNECTIONS
from importers.linkedin.endorsements import ENDORSEMENTS
from importers.linkedin.events import EVENTS
from importers.linkedin.imported_contacts import IMPORTED_CONTACTS
from importers.linkedin.interests import INTERESTS
from importers.linkedin.invitations import INVITATIONS
from importers.linkedin.messages import MESSAGES
from importers.linkedin.notes import NOTES
from importers.linkedin.owner import OWNER
from importers.linkedin.recommendations import RECOMMENDATIONS

__all__ = ["CONNECTIONS", "LINKEDIN", "OWNER_FILES"]

LINKEDIN: tuple[Importer, ...] = (
    CONNECTIONS,
    *OWNER,
    MESSAGES,
    INVITATIONS,
    *RECOMMENDATIONS,
    *ENDORSEMENTS,
    IMPORTED_CONTACTS,
    NOTES,
    *INTERESTS,
    EVENTS,
)
"""Every importer of LinkedIn's files. No file is read by two of them."""

OWNER_FILES: tuple[Importer, ...] = (*OWNER, INVITATIONS)
"""Those that tell whose archive it is; their files are small."""
