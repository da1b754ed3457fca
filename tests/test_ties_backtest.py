"""An archive teaches how readily its people keep writing: the mean of what is said becomes what happened."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from graph import curate
from graph.records import ContactRecord, InteractionKind, InteractionRecord, Party, SourceRef
from graph.store import open_store
from graph.store.base import GraphStore
from graph.ties.backtest import AHEAD_DAYS, PAIRS_TO_BELIEVE, Sent, shift_of
from graph.ties.strength import chance_of_writing
from tests.samples import card, take_in

END = date(2026, 11, 1).toordinal()


@pytest.fixture
def store() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def pairs(loyal: int, silent: int) -> list[list[Sent]]:
    """Pairs who all wrote once each way on the day of the freeze; the loyal ones again on the last day."""
    freeze = END - AHEAD_DAYS
    before = [(freeze - 200, True), (freeze, True), (freeze, False)]
    return [[*before, (END, True), (END, False)]] * loyal + [list(before)] * silent


def test_the_mean_of_what_is_said_is_what_happened() -> None:
    tested = 2000
    shift = shift_of(pairs(1400, tested - 1400))
    assert shift is not None
    whole = shift * (tested + PAIRS_TO_BELIEVE) / tested
    old = 2 ** (-200 / 60)
    assert chance_of_writing(1 + old, 1.0, whole) == pytest.approx(0.7, abs=1e-3)


def test_lively_archives_shift_up_and_silent_ones_down() -> None:
    lively, silent = shift_of(pairs(60, 5)), shift_of(pairs(1, 60))
    assert lively is not None
    assert silent is not None
    assert lively > 0 > silent
    assert math.isfinite(shift_of(pairs(0, 400)) or math.nan)


def test_a_small_or_short_archive_teaches_nothing() -> None:
    assert shift_of([]) is None
    assert shift_of(pairs(3, 3)) is None
    assert shift_of([[(END - 20, True), (END, False)]] * 500) is None


def mails(people: int, days: tuple[int, ...]) -> list[ContactRecord | InteractionRecord]:
    me = Party("Dana Reyes", "dana@example.com")
    said: list[ContactRecord | InteractionRecord] = []
    for number in range(people):
        friend = Party(f"Friend{number} Far", f"f{number}@example.com")
        said.append(card(friend.name or "", email=friend.email))
        for day in days:
            for way, (one, other) in enumerate(((me, friend), (friend, me))):
                at = date(2026, 11, 1) - timedelta(days=day)
                key, source = f"{number}.{day}.{way}", SourceRef("mail.mbox message 1")
                said.append(InteractionRecord(InteractionKind.MAIL, one, (other,), at, source, key=key))
    return said


def shifts(store: GraphStore) -> set[float]:
    return {said.shift for tie in store.ties() for said in tie.evidence}


def test_an_import_learns_the_shift_and_undoing_it_unlearns_it(store: GraphStore) -> None:
    curate.set_ego(store, "Dana Reyes", ["dana@example.com"])
    take_in(store, [*mails(40, (400, 200)), *mails(1, (0,))], file="silent")
    before, digest = shifts(store), store.digest()
    again = take_in(store, mails(40, (60, 10)), file="lively")
    (learnt,) = shifts(store) - {0.0}
    assert learnt > max(before)
    curate.undo(store, again.run)
    assert store.digest() == digest
