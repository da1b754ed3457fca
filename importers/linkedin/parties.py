"""Somebody as LinkedIn's tables name them: by a name, the address of a profile, or both."""

from graph.records import Party

DELETED_ACCOUNT = "LinkedIn Member"
"""What LinkedIn writes in place of a name once an account is gone: it is not one person."""


def party(name: str, profile: str = "") -> Party | None:
    """Somebody with a name, a URL or both; None with neither. A deleted account's name tells nobody's."""
    if name == DELETED_ACCOUNT and profile:
        name = ""
    return Party(name=name or None, profile=profile or None) if name or profile else None


def told_by(one: Party) -> str:
    """What tells a party in a key: the end of the profile's address, which every spelling of it has, or the name."""
    return (one.profile or one.name or "").rstrip("/").rpartition("/")[2].casefold()
