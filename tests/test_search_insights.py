"""What the network tells about itself: brokers, circles, dormant ties, growth, and what hangs on each source."""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from graph import curate
from graph.ingest import IngestOptions, ingest
from graph.owners import Owner
from graph.records import EvidenceKind
from graph.search.dormant import DORMANT_DAYS, Dormant, dormant_ties, leads_others, own_ties
from graph.search.growth import growth
from graph.search.insights import circles, insights
from graph.search.projection import project
from graph.search.reliance import reliance
from graph.store import open_store
from graph.store.base import GraphStore
from importers import read
from importers.base import SourceFile

TODAY = date(2026, 11, 29)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def row(name: str, company: str = "Orbit", title: str = "Engineer", since: str = "12 Mar 2025") -> str:
    given, _, family = name.partition(" ")
    slug = name.lower().replace(" ", "-")
    return f"{given},{family},https://www.linkedin.com/in/{slug},,{company},{title},{since}\n"


def take_in(store: GraphStore, rows: list[str], owner: str | None = None) -> None:
    reading = read([SourceFile.from_bytes("Connections.csv", (HEADER + "".join(rows)).encode())])
    options = IngestOptions(at=datetime(2026, 11, 28, tzinfo=UTC))
    ingest(store, reading.files, reading.records(), owner=Owner(name=owner) if owner else Owner(), options=options)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def dormant(store: GraphStore, limit: int = 10) -> Dormant:
    network = project(store, TODAY)
    return dormant_ties(store, network, own_ties(store, network), limit)


def test_a_tie_is_dormant_after_three_years_to_the_day(store: GraphStore) -> None:
    long_ago = date.fromordinal(TODAY.toordinal() - DORMANT_DAYS)
    day_later = date.fromordinal(long_ago.toordinal() + 1)
    take_in(
        store,
        [
            row("Ann Lee", since=f"{long_ago:%d %b %Y}"),
            row("Bo Sand", since=f"{day_later:%d %b %Y}"),
            row("Cy Park", since=""),
        ],
    )
    found = dormant(store)
    assert [one.person.name for one in found.ties] == ["Ann Lee"]
    assert (found.count, found.known, found.undated) == (1, 3, 1)
    assert found.ties[0].last == long_ago


def test_the_worth_of_a_dormant_tie_follows_from_its_reasons(store: GraphStore) -> None:
    long_ago = "1 Mar 2019"
    take_in(store, [row("Ann Lee", "Acme", "VP Sales", long_ago), row("Bo Sand", "Orbit", "Engineer", long_ago)])
    curate.add_target(store, "Acme", at=datetime.now(UTC))
    ann, bo = dormant(store).ties
    assert ann.person.name == "Ann Lee"
    assert [why.label for why in ann.places] == ["At one of your targets", "Leads others"]
    for one in (ann, bo):
        willing, *places, placed, fresh = one.reasons
        assert placed.effect == pytest.approx(1 - math.prod(1 - each.effect for each in places))
        assert one.worth == pytest.approx(willing.effect * placed.effect * fresh.effect)
    assert not bo.places


@pytest.mark.parametrize(
    ("title", "leads"), [("Chief of Staff", True), ("Co-Founder & CEO", True), ("Headhunter", False), ("", False)]
)
def test_titles_of_people_who_lead_are_known(title: str, leads: bool) -> None:
    assert leads_others(title) is leads


def test_what_is_lost_without_an_owner_is_what_nobody_else_leads_to(store: GraphStore) -> None:
    take_in(store, [row("Maya Ruiz"), row("Tom Lind"), row("Ann Lee")])
    take_in(store, [row("Raj Iyer", "Globex"), row("Zoe Quinn"), row("Tom Lind")], "Maya Ruiz")
    take_in(store, [row("Zoe Quinn"), row("Ida Ek", "Initech")], "Tom Lind")
    for name in ("Globex", "Initech", "Nowhere"):
        curate.add_target(store, name, at=datetime.now(UTC))
    found = reliance(store, project(store, TODAY), hops=3)
    assert (found.owners, found.reached) == (3, 6)
    losses = {one.owner.name: (one.people, [target.name for target in one.targets]) for one in found.losses}
    assert losses["Maya Ruiz"] == (1, ["Globex"])
    assert losses["Tom Lind"] == (1, ["Initech"])
    assert losses["You"][0] == 1


def test_one_export_alone_holds_everything(store: GraphStore) -> None:
    take_in(store, [row("Ann Lee"), row("Bo Sand")])
    found = reliance(store, project(store, TODAY), hops=3)
    assert [(one.owner.name, one.people) for one in found.losses] == [("You", 2)]


def test_growth_counts_everybody_once_in_the_year_they_were_met(store: GraphStore) -> None:
    days = ["1 Mar 2019", "2 Mar 2019", "3 Feb 2026", ""]
    take_in(store, [row(f"Ann Lee{chr(97 + place)}", since=day) for place, day in enumerate(days)])
    network = project(store, TODAY)
    found = growth(own_ties(store, network), TODAY)
    assert found.met == ((2019, EvidenceKind.CONNECTION, 2), (2026, EvidenceKind.CONNECTION, 1))
    assert (found.undated, found.last_year, found.dated, found.busiest) == (1, 1, 3, (2019, 2))


def test_whoever_leads_to_most_others_is_told_as_the_first_broker(store: GraphStore) -> None:
    take_in(store, [row("Maya Ruiz"), row("Ann Lee")])
    take_in(store, [row(f"Raj Iyer{chr(97 + place)}") for place in range(5)], "Maya Ruiz")
    network = project(store, TODAY)
    found = insights(store, network)
    first = found.brokers.first[0]
    assert (first.person.name, first.known, first.gave, first.carried) == ("Maya Ruiz", 6, True, 5.0)
    assert found.brokers.ego is not None
    assert found.brokers.steps == (2, 5, 0)
    assert found.core.depth == 1


def test_circles_say_whom_one_knows_in_them_and_what_ties_them(store: GraphStore) -> None:
    take_in(store, [row("Maya Ruiz"), row("Ann Lee")])
    take_in(store, [row("Tom Lind"), *(row(f"Raj Iyer{chr(97 + place)}", "Globex") for place in range(7))], "Maya Ruiz")
    take_in(store, [row(f"Zoe Ek{chr(97 + place)}", "Initech") for place in range(5)], "Tom Lind")
    found = circles(store, project(store, TODAY))
    assert [each.name for each in found.circles] == ["Globex", "Initech"]
    first, second = found.circles
    assert first.known == 1
    assert first.nearest is not None
    assert first.nearest.name == "Maya Ruiz"
    assert second.nearest is not None
    assert second.nearest.name == "Tom Lind"  # whoever gave their contacts is known
    assert (second.size, second.best_known) == (6, second.nearest)
    assert found.ties == {(0, 1): 1}


def test_an_empty_store_has_nothing_to_tell(store: GraphStore) -> None:
    network = project(store, TODAY)
    found = insights(store, network)
    assert not found.brokers.first
    assert found.brokers.ego is None
    assert not found.reliance.losses
    assert not found.dormant.ties
    assert not circles(store, network).circles
