"""A server that dies, and a line that is cut, in the middle of an import: nothing is lost and nothing half done."""

import os
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from graph import copying
from graph.errors import UserError
from graph.model import PersonId
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.neo4j import connection
from tests.neo4j_server import PASSWORD, Server, empty, free_port, start_server
from tests.samples import member, take_in

PEOPLE = 1_500
CUT_SECONDS = 30.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if os.environ.get("NEO4J_URI"):
        pytest.skip("a server that others use is not killed")
    started = start_server(tmp_path_factory.mktemp("neo4j"))
    yield started
    started.stop()


@pytest.fixture
def fresh(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, empty but for one person."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    opened = open_store(server.url)
    empty(server.url)
    take_in(opened, [member("Ann Lee", "Acme")])
    opened.close()
    return server


def many() -> list[object]:
    return [member(f"Person{number} Common{number}", f"Firm {number % 40}") for number in range(PEOPLE)]


def expected_digest(runs: int) -> str:
    with_all = open_store(":memory:")
    take_in(with_all, [member("Ann Lee", "Acme")])
    if runs > 1:
        take_in(with_all, many(), file="many")  # type: ignore[arg-type]
    digest = with_all.digest()
    with_all.close()
    return digest


class Import(threading.Thread):
    """An import under way; `error` is what it ended with."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.store: GraphStore = open_store(url)
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            take_in(self.store, many(), file="many")  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001  # the test looks at it
            self.error = error
        finally:
            self.store.close()


def wait_until_it_writes(url: str) -> None:
    """The import has put people into its transaction, which the others do not see."""
    watching = open_store(url)
    for _ in range(400):
        rows = watching.rows("SHOW TRANSACTIONS YIELD activeLockCount RETURN max(activeLockCount)")  # type: ignore[attr-defined]
        if next(rows)[0] > PEOPLE:
            break
        time.sleep(0.02)
    else:
        pytest.fail("the import never wrote")
    watching.close()


def test_a_server_killed_in_the_middle_of_an_import_and_started_again_has_all_of_it(fresh: Server) -> None:
    running = Import(fresh.url)
    wait_until_it_writes(fresh.url)
    fresh.kill()
    fresh.start()
    running.join()
    assert running.error is None
    check(fresh.url, runs=2)


def test_a_server_that_stays_away_ends_the_import_with_a_sentence_and_keeps_what_was(
    fresh: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WRITE_RETRY_SECONDS", 1.0)
    running = Import(fresh.url)
    wait_until_it_writes(fresh.url)
    fresh.kill()
    running.join()
    assert isinstance(running.error, UserError)
    assert "No Neo4j server answers" in str(running.error)
    fresh.start()
    check(fresh.url, runs=1)
    opened = open_store(fresh.url)
    take_in(opened, many(), file="many")  # type: ignore[arg-type]
    opened.close()
    check(fresh.url, runs=2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process")
def test_a_disk_that_takes_nothing_more_ends_the_import_with_a_sentence_and_keeps_what_was(
    fresh: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WRITE_RETRY_SECONDS", 1.0)
    opened = open_store(fresh.url)
    fresh.fill_disk()
    with pytest.raises(UserError, match="disk may be full"):
        take_in(opened, many(), file="many")  # type: ignore[arg-type]
    opened.close()
    fresh.kill()
    fresh.start()
    check(fresh.url, runs=1)
    opened = open_store(fresh.url)
    take_in(opened, many(), file="many")  # type: ignore[arg-type]
    opened.close()
    check(fresh.url, runs=2)


def test_a_server_killed_in_the_middle_of_a_copy_and_started_again_has_all_of_it(
    fresh: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(fresh.url)
    source, target = open_store(":memory:"), open_store(fresh.url, filling=True)
    take_in(source, [member("Ann Lee", "Acme")])
    take_in(source, many(), file="many")  # type: ignore[arg-type]
    ahead, steps = copying._ahead, []

    def killing(all_steps: Iterator[copying.Step]) -> Iterator[copying.Step]:
        for step in ahead(all_steps):
            steps.append(step)
            if len(steps) == 2:
                fresh.kill()
                threading.Timer(1.0, fresh.start).start()
            yield step

    monkeypatch.setattr(copying, "_ahead", killing)
    copying.copy(source, target)
    assert len(steps) == 3
    assert target.digest() == source.digest()
    assert target.runs() == source.runs()
    for each in (source, target):
        each.close()


def check(url: str, runs: int, writes: int | None = None) -> None:
    opened = open_store(url)
    assert len(opened.runs()) == runs
    assert opened.revision() == (writes or runs)
    assert opened.digest() == expected_digest(runs)
    opened.close()


class Line:
    """A line to a port that can be cut: then everything on it ends and nobody gets through."""

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self._target = port
        self._is_up = True
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._closing = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._is_up = False
        for end in self._ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it ended by itself

    def mend(self) -> None:
        self._is_up = True

    def close(self) -> None:
        self._closing = True
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if not self._is_up:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._target))
            self._ends += [near, far]
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        try:
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    other[ready].sendall(data)
        except OSError:
            return
        finally:
            near.close()
            far.close()


@pytest.mark.parametrize("moment", ["in the middle", "at the commit"])
def test_an_import_goes_on_after_the_line_was_cut(moment: str, fresh: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(fresh.port)
    if moment == "in the middle":
        running = Import(f"bolt://127.0.0.1:{line.port}")
        wait_until_it_writes(fresh.url)
        line.cut()
        time.sleep(CUT_SECONDS)
    else:
        lose_the_answer_to_the_commit(line, fresh.url, monkeypatch)
        running = Import(f"bolt://127.0.0.1:{line.port}")
        time.sleep(1.0)
    line.mend()
    running.join()
    assert running.error is None
    check(fresh.url, runs=2, writes=2 if moment == "in the middle" else 3)
    line.close()


def lose_the_answer_to_the_commit(line: Line, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first commit reaches the server, its answer does not come back, and meanwhile somebody else writes."""
    import neo4j

    commit: Callable[[neo4j.Transaction], None] = neo4j.Transaction.commit
    lost = threading.Event()

    def commit_and_lose(transaction: neo4j.Transaction) -> None:
        commit(transaction)
        if not lost.is_set():
            lost.set()
            line.cut()
            other = open_store(url)
            other.write(lambda _: None)
            other.close()
            threading.Timer(1.0, line.mend).start()
            raise neo4j.exceptions.IncompleteCommit("the answer was lost")

    monkeypatch.setattr(neo4j.Transaction, "commit", commit_and_lose)


def test_what_is_read_meanwhile_is_a_sentence_or_the_answer(fresh: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RETRY_SECONDS", 1.0)
    opened = open_store(fresh.url)
    fresh.kill()
    with pytest.raises(UserError) as raised:
        opened.person(PersonId("me"))
    assert "No Neo4j server answers" in str(raised.value)
    fresh.start()
    assert [person.name for person in opened.find_people("ann")] == ["Ann Lee"]
    opened.close()
