"""A part of the network with everything that is drawn of it: who is in it, where they stand, and what they are called.

This is what both the page and the files that are saved of it are made from.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.drawing import places
from graph.drawing.discs import Discs
from graph.drawing.places import NOWHERE, Places, Rows
from graph.drawing.sheet import Texts, sheet
from graph.model import EGO, EGO_NAME, OrganizationId, Person, PersonId
from graph.search import scene
from graph.search.network import Network
from graph.search.scene import Scene
from graph.store.reader import GraphReader
from graph.ties.judgement import Guesses


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Rows are those of the scene: `names[i]` is what person `network.people[scene.people[i]]` is called.

    `company[i]` is the number of their company in `companies`, -1 for none; `people` holds what is known about them
    where they are few.
    """

    network: Network
    scene: Scene
    places: Places
    names: Sequence[str]
    company: Rows
    companies: Sequence[str]
    people: Mapping[PersonId, Person]

    def __len__(self) -> int:
        return len(self.scene.people)

    def person(self, row: int) -> PersonId:
        """Who stands in a row."""
        return self.network.people[int(self.scene.people[row])]

    def ids(self) -> list[PersonId]:
        """Who stands in each row."""
        return [PersonId(who.decode()) for who in self.network.people.ids[self.scene.people].tolist()]

    def row(self, person: PersonId) -> int | None:
        """In which row somebody stands; None when they are not in the picture."""
        number = self.network.number(person)
        if number is None:
            return None
        found = np.flatnonzero(self.scene.people == number)
        return int(found[0]) if len(found) else None

    def sheet(self, limits: Sequence[float], lines: Sequence[str] = ()) -> bytes:
        """The picture as octets; see `graph.drawing.sheet`."""
        return sheet(self.scene, self.places, self.company, Texts(self.names, lines, self.companies), limits)


def everybody(
    store: GraphReader,
    network: Network,
    organizations: Mapping[OrganizationId, str],
    guesses: Guesses | None = None,
) -> Picture:
    """The whole network; with `guesses` the inferred ties too."""
    shown = scene.everybody(network)
    company, companies = _companies(network, shown, organizations)
    ego = network.number(EGO)
    row = int(np.searchsorted(shown.people, ego)) if ego is not None and ego in shown.people else None
    placed = places.everybody(company, shown.low, shown.high, row)
    called = dict(store.names()) | {EGO: EGO_NAME}
    ids = network.people.ids[shown.people].tolist()
    names = [called.get(PersonId(who.decode()), "") for who in ids]
    return Picture(network, _guessed(shown, network, guesses), placed, names, company, companies, {})


def around(
    store: GraphReader,
    network: Network,
    organizations: Mapping[OrganizationId, str],
    middle: Collection[PersonId],
    depth: int,
    guesses: Guesses | None = None,
) -> Picture:
    """The people around some; `depth` is how many steps from them."""
    numbers = [number for who in middle if (number := network.number(who)) is not None]
    shown = scene.around(network, numbers, depth)
    company, companies = _companies(network, shown, organizations)
    placed = places.around(shown.ring, company, shown.degree)
    ids = [network.people[number] for number in shown.people.tolist()]
    people = store.people(ids)
    names = [EGO_NAME if who == EGO else people[who].name if who in people else "" for who in ids]
    return Picture(network, _guessed(shown, network, guesses), placed, names, company, companies, people)


def only(picture: Picture, people: npt.NDArray[np.bool_], ties: npt.NDArray[np.bool_]) -> Picture:
    """A picture with some of its people and ties alone, where they stand already; it holds no word of the others."""
    rows = np.flatnonzero(people)
    new = np.cumsum(people) - 1
    kept = ties & people[picture.scene.low] & people[picture.scene.high]
    shown = replace(
        picture.scene,
        people=picture.scene.people[rows],
        ring=picture.scene.ring[rows],
        low=new[picture.scene.low[kept]],
        high=new[picture.scene.high[kept]],
        strength=picture.scene.strength[kept],
        observed=picture.scene.observed[kept],
    )
    present, company = np.unique(np.append(picture.company[rows], NOWHERE), return_inverse=True)
    on, disc = np.unique(np.append(picture.places.disc[rows], NOWHERE), return_inverse=True)
    count = np.bincount(disc[:-1], minlength=len(on))[1:]
    discs = picture.places.discs
    placed = Places(
        picture.places.x[rows],
        picture.places.y[rows],
        disc[:-1] - 1,
        Discs(discs.x[on[1:]], discs.y[on[1:]], discs.radius[on[1:]]),
        count,
        np.searchsorted(present, picture.places.company[on[1:]]) - 1,
    )
    return Picture(
        picture.network,
        shown,
        placed,
        [picture.names[row] for row in rows.tolist()],
        company[:-1] - 1,
        tuple(picture.companies[number] for number in present[1:].tolist()),
        picture.people,
    )


def _guessed(shown: Scene, network: Network, guesses: Guesses | None) -> Scene:
    return scene.with_guesses(shown, network, guesses) if guesses else shown


def _companies(
    network: Network, shown: Scene, organizations: Mapping[OrganizationId, str]
) -> tuple[Rows, tuple[str, ...]]:
    """For each row the number of the first company they are at now, and the names of the companies in the picture."""
    staff = network.staff
    at = np.full(len(network.people), NOWHERE)
    at[staff.people[::-1]] = np.repeat(np.arange(len(staff.organizations)), np.diff(staff.indptr))[::-1]
    present, company = np.unique(at[shown.people], return_inverse=True)
    is_none = int(present[0] == NOWHERE) if len(present) else 0
    ids = staff.organizations[present[is_none:]].tolist()
    return company - is_none, tuple(organizations.get(OrganizationId(each.decode()), "") for each in ids)
