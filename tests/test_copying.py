"""A store copied into another is the same network, also when the copy was interrupted, and never mixes with another."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from graph import copying, curate, demo
from graph.errors import UserError
from graph.model import EGO
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from tests.command import Run, answer
from tests.samples import NOW, member, take_in
from tests.test_store_same_answers import step
from tests.test_ties_backtest import mails


@pytest.fixture
def empty() -> Iterator[GraphStore]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", range(30))
def test_whatever_was_done_the_copy_is_the_same(seed: int, tmp_path: Path, empty: GraphStore) -> None:
    source, rng = open_store(str(tmp_path / "a.db")), Random(seed)
    for _ in range(10):
        step(rng)(source)
    copying.copy(source, empty)
    assert empty.digest() == source.digest()
    assert empty.runs() == source.runs()
    assert list(empty.ties()) == list(source.ties())
    source.close()


def test_the_made_up_network_is_copied(tmp_path: Path, empty: GraphStore) -> None:
    source = open_store(str(tmp_path / "demo.db"))
    demo.fill(source)
    copying.copy(source, empty)
    assert empty.digest() == source.digest()
    assert empty.person(EGO) == source.person(EGO)
    source.close()


def test_what_the_user_keeps_beside_the_people_is_copied(tmp_path: Path, empty: GraphStore) -> None:
    source = open_store(str(tmp_path / "a.db"))
    take_in(source, [member("Ann Lee", "Acme")])
    curate.add_target(source, "Acme", posting=3, at=NOW)
    source.write(lambda tx: (tx.put_note(Note("ask", "1", "{}")), tx.put_suppressed(["mark"])))
    copying.copy(source, empty)
    assert empty.notes() == source.notes() != ()
    assert empty.suppressed() == source.suppressed() == {"mark"}
    assert empty.targets() == source.targets()
    source.write(lambda tx: tx.remove_note("ask", "1"))
    with pytest.raises(UserError, match="already holds"):
        copying.copy(source, empty)
    source.close()


def test_what_was_learnt_from_an_archive_of_mail_is_copied(tmp_path: Path, empty: GraphStore) -> None:
    source = open_store(str(tmp_path / "a.db"))
    curate.set_ego(source, "Dana Reyes", ["dana@example.com"])
    take_in(source, mails(60, (400, 200, 60, 10)), file="mail")
    copying.copy(source, empty)
    assert any(source.shifts().values())
    assert empty.shifts() == source.shifts()
    assert empty.digest() == source.digest()
    source.close()


def test_a_copy_that_stopped_goes_on(tmp_path: Path, empty: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_store(str(tmp_path / "a.db"))
    curate.set_ego(source, "Dana Reyes", [], "dana-reyes")
    for name in ("Ann Lee", "Bo Chen", "Cy Diaz"):
        take_in(source, [member(name, "Acme")])
    begin_again = source.stamp()
    stop_after(monkeypatch, 3)
    with pytest.raises(KeyboardInterrupt):
        copying.copy(source, empty)
    assert [run.number for run in empty.runs()] == [1, 2]
    assert empty.unfinished() == begin_again
    assert copying.copy(source, empty) == copying.CopyReport(1, 2)
    assert empty.digest() == source.digest()
    assert empty.unfinished() == ""
    source.close()


def stop_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """The next copy is interrupted after so many steps, and no other."""
    ahead = copying._ahead

    def stopped(all_steps: Iterator[copying.Step]) -> Iterator[copying.Step]:
        yield from islice(ahead(all_steps), steps)
        monkeypatch.setattr(copying, "_ahead", ahead)
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_ahead", stopped)


@pytest.mark.parametrize("steps", range(5))
def test_a_source_that_changed_meanwhile_is_copied_anew(
    steps: int, tmp_path: Path, empty: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, rng = open_store(str(tmp_path / "a.db")), Random(3)
    for _ in range(9):
        step(rng)(source)
    curate.add_target(source, "Acme", at=NOW)
    stop_after(monkeypatch, steps)
    with pytest.raises(KeyboardInterrupt):
        copying.copy(source, empty)
    curate.remove_target(source, "Acme")
    curate.undo(source, source.runs()[0].id)
    take_in(source, [member("Zoe Neu", "Initech")])
    copying.copy(source, empty)
    assert empty.digest() == source.digest()
    assert empty.runs() == source.runs()
    assert empty.organizations() == source.organizations()
    source.close()


def test_a_source_that_is_written_to_meanwhile_is_told(
    tmp_path: Path, empty: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = open_store(str(tmp_path / "a.db"))
    take_in(source, [member("Ann Lee", "Acme")])
    ahead = copying._ahead

    def written_to(steps: Iterator[copying.Step]) -> Iterator[copying.Step]:
        yield from ahead(steps)
        curate.add_target(source, "Acme", at=NOW)

    monkeypatch.setattr(copying, "_ahead", written_to)
    with pytest.raises(UserError, match="while it was copied"):
        copying.copy(source, empty)
    assert empty.unfinished()
    monkeypatch.undo()
    copying.copy(source, empty)
    assert empty.digest() == source.digest()
    source.close()


def test_a_copy_that_is_not_whole_is_neither_opened_nor_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, path = open_store(str(tmp_path / "a.db")), str(tmp_path / "b.db")
    take_in(source, [member("Ann Lee", "Acme")])
    target = open_store(path)
    stop_after(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        copying.copy(source, target)
    with pytest.raises(UserError, match="was not finished"):
        take_in(target, [member("Bo Chen")])
    with pytest.raises(UserError, match="was not finished"):
        open_store(path)
    target.close()
    with closing(open_store(path, filling=True)) as again:
        copying.copy(source, again)
    with closing(open_store(path)) as whole:
        assert whole.digest() == source.digest()
    source.close()


def test_what_holds_something_else_is_left_as_it_is(tmp_path: Path, empty: GraphStore) -> None:
    source = open_store(str(tmp_path / "a.db"))
    take_in(source, [member("Ann Lee")])
    take_in(empty, [member("Bo Chen")])
    before = empty.digest()
    with pytest.raises(UserError, match="already holds other contacts"):
        copying.copy(source, empty)
    assert empty.digest() == before
    source.close()


def test_the_command_copies_and_says_what_is_there(network: Run, tmp_path: Path) -> None:
    source = answer(network, "status")["store"]
    status, out, _ = network("copy", "--from", source, "--to", str(tmp_path / "other.db"))
    assert status == 0
    assert out.startswith("Copied 2 imports.")
    again = answer(network, "copy", "--from", source, "--to", str(tmp_path / "other.db"))
    assert (again["copied"], again["there"], again["people"]) == (0, 2, answer(network, "status")["people"])


def test_a_store_that_is_not_there_is_not_copied_and_not_made(run: Run, tmp_path: Path) -> None:
    status, out, err = run("copy", "--from", "missing.db", "--to", "other.db")
    assert (status, out) == (1, "")
    assert "There is no store at missing.db." in err
    assert list(tmp_path.glob("*.db")) == []
