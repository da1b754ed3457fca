"""A bundle for a friend: the command that makes one, and what is said of it there and in the app."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph import wire
from graph.copies import Copies
from graph.model import Shows
from graph.settings import Settings
from views import shell, wording

if TYPE_CHECKING:
    from graph.sharing import Bundle


def share(arguments: argparse.Namespace, settings: Settings) -> None:
    """Makes a bundle."""
    from graph import sharing

    wish = sharing.Wish(Shows(arguments.show), arguments.name, arguments.expires)
    with shell.view(settings) as store, Copies(settings.data_folder).making(arguments.path, datetime.now(UTC)):
        made = sharing.share(store, wish, arguments.path, keys=settings.data_folder, at=datetime.now().astimezone())
    if arguments.json:
        shell.print_json([wire.bundle(made, str(arguments.path))])
    else:
        shell.say(told(made, str(arguments.path)))


def told(made: "Bundle", name: str) -> Iterator[str]:
    """What the bundle of this name shows, and what it does not prove."""
    shown = {
        Shows.COMPANIES: f"how many people you know at {wording.counted(made.companies, 'company', 'companies')}, and "
        "how many of them well",
        Shows.NAMES: f"the names of {wording.counted(made.people, 'contact')}, where they work and their profiles",
        Shows.STRENGTH: f"{wording.counted(made.people, 'contact')}, where they work, their profiles, and how well you "
        "know each",
    }[made.shows]
    yield f"{name} shows {shown}; no addresses, numbers or notes."
    if made.shows is Shows.COMPANIES:
        yield "Who knows you may guess whom you mean at a small company, and so how well you know them."
    yield f"It is from {made.owner} and counts until {wording.day(made.expires)}; a newer one from you replaces it."
    yield "Its signature shows that nobody changed it, not who you are: give it to your friend yourself."
