"""A made-up network to try things on, made as files that go through the importers like anybody's own.

Dana Reyes looks for work. She has two of her own LinkedIn exports, thirteen months apart, and an address book; her
friends Maya, Tomas and Priya gave her theirs. Same seed and day, same files, same network.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.curate import add_target, remove_target, set_ego, undo
from graph.demo import files
from graph.demo.cast import KNOWN_TO_EGO, KNOWN_TO_FRIENDS, LEFT_BY_ALL, OLDER_EXPORT_DAYS, Cast, Member, cast
from graph.demo.outreach import begin
from graph.demo.words import HOUSEHOLD
from graph.errors import UserError
from graph.ingest import ImportReport, IngestOptions, ingest
from graph.model import EGO, ImportRun
from graph.outreach.focus import focus_of
from graph.owners import Owner
from graph.store.base import GraphStore, StoreTransaction
from importers import read
from importers.archive import open_sources

SEED = 7
"""The network that everybody sees who asks for no other one."""

HIDDEN_MEMBERS = 5
"""Members per export who left or hide: only a day stands in their row."""
FRIEND_WITH_ADDRESS_BOOK = 2
"""Place among the owners of the friend who gave an address book too."""
ADDRESS_BOOK_CARDS = 34
"""Acquaintances in an address book, who are in the same owner's LinkedIn export too."""
OLD_CARDS = 4
"""Cards of others in Dana's address book with nothing but a private address: whether they are the people of that name
in her export is for her to say, on the Review page."""

TARGETS = (
    (2, "Product Manager", 2),
    (3, None, 1),
    (KNOWN_TO_EGO + 2, "Product Manager", 3),
    (KNOWN_TO_EGO + 11, "Head of Product", 3),
    (KNOWN_TO_EGO + 18, None, 2),
    (KNOWN_TO_EGO + KNOWN_TO_FRIENDS, "Product Manager", 1),
    (KNOWN_TO_EGO + KNOWN_TO_FRIENDS + LEFT_BY_ALL + 2, "Product Manager", 2),
)
"""Dana's targets: place among the companies, role, priority. Ego knows people at the first two, friends at the next
three; at the sixth only people who left are known, at the last nobody is."""

ASKED_FOR = (KNOWN_TO_EGO + 18, KNOWN_TO_EGO + 11, 3)
"""Targets to which Dana has asked for a way: one asked, one agreed, one planned (`graph.demo.outreach`)."""


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Files that are imported together; `owner` is the friend whose they are, None for ego."""

    owner: str | None
    paths: tuple[Path, ...]


def write_files(folder: Path, seed: int, today: date) -> tuple[DemoFiles, ...]:
    """Writes all files into `folder`, which exists, and returns them in the order in which they are to be imported."""
    return _write(cast(seed, today), folder, today)


def fill(
    store: GraphStore,
    *,
    seed: int = SEED,
    at: datetime | None = None,
    region: str | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> tuple[ImportReport, ...]:
    """Fills a store with the made-up network as of `at` (now, if None); one report for each import.

    A store that holds it already is left as it is. One that holds another made-up network gets this one instead.

    Raises:
        UserError: when the store holds anything but a made-up network.
    """
    runs = store.runs()
    options = IngestOptions(runs[0].at if runs else at or datetime.now(UTC), region, progress)
    people = cast(seed, options.at.date())
    _refuse_real_people(store, people.owners[0])
    with TemporaryDirectory(prefix="intrograph-demo-") as folder:
        batches = _write(people, Path(folder), options.at.date())
        if not _holds(runs, batches):
            _clear(store)
            set_ego(store, "Dana Reyes", [people.owners[0].email or ""], people.owners[0].profile)
            for place, role, priority in TARGETS:
                add_target(store, people.employers[place].name, role=role, priority=priority, at=options.at)
        reports = tuple(_import(store, batch, options) for batch in batches)
    if focus_of(store) is None:
        begin(store, [people.employers[place].name for place in ASKED_FOR], options.at.date())
    return reports


def _write(people: Cast, folder: Path, today: date) -> tuple[DemoFiles, ...]:
    batches = [
        DemoFiles(None, (_older_export(people, folder, today),)),
        DemoFiles(None, (_export(people, folder, today, 0),)),
        DemoFiles(None, (_address_book(people, folder, 0),)),
    ]
    for place, friend in enumerate(people.owners[1:], 1):
        book = (_address_book(people, folder, place),) if place == FRIEND_WITH_ADDRESS_BOOK else ()
        batches.append(DemoFiles(f"{friend.given} {friend.family}", (_export(people, folder, today, place), *book)))
    return tuple(batches)


def _older_export(people: Cast, folder: Path, today: date) -> Path:
    then = today - timedelta(days=OLDER_EXPORT_DAYS)
    known = [one for one in people.lists[0] if one.since <= then]
    text = files.connections(known, _hidden(then), older=True)
    return _put(folder / "Dana Reyes older" / "Connections.csv", text)


def _export(people: Cast, folder: Path, today: date, place: int) -> Path:
    owner = people.owners[place]
    text = files.connections(people.lists[place], _hidden(today - timedelta(days=17 * place)))
    return _put(folder / f"{owner.given} {owner.family}" / "Connections.csv", text)


def _address_book(people: Cast, folder: Path, place: int) -> Path:
    owner = people.owners[place]
    step = max(len(people.lists[place]) // ADDRESS_BOOK_CARDS, 1)
    members = [one.member for one in people.lists[place][::step][:ADDRESS_BOOK_CARDS]]
    private = HOUSEHOLD if place == 0 else ()
    old = [one.member for one in people.lists[place][step // 2 :: step][:OLD_CARDS]] if place == 0 else []
    text = files.address_book(members, old, private, people.employers[KNOWN_TO_EGO].name)
    return _put(folder / f"{owner.given} {owner.family}" / "contacts.vcf", text)


def _hidden(newest: date) -> list[date]:
    return [newest - timedelta(days=40 + 130 * place) for place in range(HIDDEN_MEMBERS)]


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path


def _refuse_real_people(store: GraphStore, ego: Member) -> None:
    """Only a store without imports, or one whose ego is made up, may be filled."""
    known = store.person(EGO)
    if known.profile != ego.slug if known else store.targets():
        raise UserError(
            "This store holds your own network, and the demo does not mix with it.",
            "Leave --store away, or name a new file: intrograph demo --store demo.db",
        )


def _holds(runs: tuple[ImportRun, ...], batches: tuple[DemoFiles, ...]) -> bool:
    held = {file.digest for run in runs for file in run.files}
    with open_sources(path for batch in batches for path in batch.paths) as sources:
        return {source.digest() for source in sources} <= held


def _clear(store: GraphStore) -> None:
    for run in reversed(store.runs()):
        undo(store, run.id)
    for target in store.targets():
        remove_target(store, target.name)
    notes = store.notes()

    def forget(tx: StoreTransaction) -> None:
        for note in notes:
            tx.remove_note(note.kind, note.id)

    store.write(forget)


def _import(store: GraphStore, batch: DemoFiles, options: IngestOptions) -> ImportReport:
    with open_sources(batch.paths) as sources:
        reading = read(sources)
        return ingest(store, reading.files, reading.records(), owner=Owner(batch.owner), options=options)
