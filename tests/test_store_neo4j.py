"""The Neo4j store: the contract, unchanged, on a real server, and what only a server can do wrong."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph import curate
from graph.errors import UserError
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from graph.store.neo4j import connection
from graph.store.neo4j.store import Neo4jStore
from tests.command import Run
from tests.neo4j_server import PASSWORD, Server, free_port
from tests.samples import NOW, member, take_in
from tests.store_contract import StoreContract
from tests.test_forgetting import traces


class TestNeo4j(StoreContract):
    writes_beside_readers = False

    @pytest.fixture
    def store(self, neo4j_url: str) -> Iterator[GraphStore]:
        opened = open_store(neo4j_url)
        yield opened
        opened.close()


def test_whoever_is_forgotten_is_in_no_answer_but_in_the_servers_files_and_a_copy_has_no_trace(
    neo4j_url: str, neo4j_server: Server | None, tmp_path: Path, run: Run
) -> None:
    if neo4j_server is None:
        pytest.skip("the files of a server that is not ours are out of reach")
    with closing(open_store(neo4j_url)) as store:
        take_in(store, [member("Ann Lemoine", "Acme"), member("Bo Chen", "Acme")])
    status, out, _ = run("forget", "Ann Lemoine", "--store", neo4j_url)
    assert (status, "A server's files hold traces" in out) == (0, True)
    assert run("people", "lemoine", "--store", neo4j_url)[1] == "Nobody was found.\n"
    neo4j_server.stop()  # so that it writes down what it has in mind
    kept = {name for name, _ in traces(neo4j_server.home, ("lemoine",))}
    neo4j_server.start()
    assert "neostore.transaction.db.0" in kept
    assert run("copy", "--from", neo4j_url, "--to", "copy.db")[0] == 0
    assert traces(tmp_path, ("lemoine",)) == []
    with closing(open_store(str(tmp_path / "copy.db"))) as copied:
        assert [one.name for one in copied.find_people("")] == ["Bo Chen"]


@pytest.fixture
def store(neo4j_url: str) -> Iterator[GraphStore]:
    opened = open_store(neo4j_url)
    yield opened
    opened.close()


def check_told(error: UserError, part: str) -> None:
    told = str(error)
    assert part in told
    assert PASSWORD not in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("neo4j://", "names no server"),
        ("bolt://neo4j:secret@127.0.0.1:7687", "name or a password does not belong"),
        ("neo4j://graphs.example.org", "unencrypted"),
        ("bolt://192.0.2.1:7687", "unencrypted"),
    ],
)
def test_an_address_that_would_not_do_is_refused_before_anything_is_sent(address: str, part: str) -> None:
    with pytest.raises(UserError) as raised:
        open_store(address)
    check_told(raised.value, part)
    assert "secret" not in str(raised.value)


def test_a_server_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RETRY_SECONDS", 1.0)
    with pytest.raises(UserError) as raised:
        open_store(f"bolt://127.0.0.1:{free_port()}")
    check_told(raised.value, "No Neo4j server answers")


def test_another_program_at_that_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RETRY_SECONDS", 1.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answering = threading.Thread(target=lambda: other.accept()[0].close())
        answering.start()
        with pytest.raises(UserError) as raised:
            open_store(f"bolt://127.0.0.1:{other.getsockname()[1]}")
        answering.join()
    check_told(raised.value, "answers")


def test_a_wrong_password_is_one_sentence(neo4j_server: Server | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if neo4j_server is None:
        pytest.skip("only a server of our own is given wrong passwords")
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    for wrong in ("wrong", ""):
        monkeypatch.setenv("NEO4J_PASSWORD", wrong)
        with pytest.raises(UserError) as raised:
            open_store(neo4j_server.url)
        check_told(raised.value, "does not accept")


def test_encryption_where_there_is_none_is_one_sentence(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RETRY_SECONDS", 1.0)
    with pytest.raises(UserError) as raised:
        open_store(neo4j_url.replace("bolt://", "bolt+s://"))
    check_told(raised.value, "No Neo4j server answers")


def test_a_database_that_is_not_there_is_one_sentence(neo4j_url: str) -> None:
    with pytest.raises(UserError) as raised:
        open_store(f"{neo4j_url}/nosuchdatabase")
    check_told(raised.value, "no database nosuchdatabase")


def test_what_is_typed_is_no_query(store: GraphStore) -> None:
    hostile = ['Ann"Lee', "Bo') DETACH DELETE (n", "Cy`Diaz", "Di\\Evans", "$words", "a:b AND c*"]
    take_in(store, [member(f"{name} Smith", slug=None) for name in hostile])
    for name in (*hostile, "+", "*", "\\", '"', "~2", "[a TO b]", "name:x", "&&", "/re/"):
        store.find_people(name)
    assert len(store.find_people("smith")) == len(hostile)


def test_two_imports_at_once_and_a_reader_lose_nothing(neo4j_url: str) -> None:
    """Both name the same people; each import has a connection of its own, as two machines have."""
    names = [f"Person{number} Common{number}" for number in range(40)]
    failures: list[BaseException] = []
    done = threading.Event()

    def bring_in(owner: str | None) -> None:
        try:
            opened = open_store(neo4j_url)
            for start in range(0, 40, 10):
                take_in(opened, [member(name) for name in names[start : start + 10]], owner, file=f"{owner} {start}")
            opened.close()
        except BaseException as error:  # noqa: BLE001  # told by the test, in whichever thread it was
            failures.append(error)

    def look() -> None:
        try:
            opened = open_store(neo4j_url)
            while not done.is_set():
                with opened.snapshot() as view:
                    revision = view.revision()
                    people = len(view.find_people("", limit=1000))
                    assert (view.revision(), len(view.find_people("", limit=1000))) == (revision, people)
            opened.close()
        except BaseException as error:  # noqa: BLE001  # told by the test, in whichever thread it was
            failures.append(error)

    writers = [threading.Thread(target=bring_in, args=(owner,)) for owner in (None, "Maya Ruiz")]
    reader = threading.Thread(target=look)
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert failures == []
    opened = open_store(neo4j_url)
    assert opened.revision() == 8
    assert sorted(person.name for person in opened.find_people("", limit=100)) == sorted([*names, "Maya Ruiz"])
    opened.close()


def test_a_write_of_an_older_version_that_still_runs_moves_the_network_stamp_too(store: GraphStore) -> None:
    assert isinstance(store, Neo4jStore)
    take_in(store, [member("Maya Ruiz")])
    before = store.network_stamp()
    with store._session("WRITE") as session:
        session.run("MATCH (m:Meta) SET m.stamp = 'of the older version'").consume()
    since = store.network_stamp()
    assert since not in (before, "")
    store.write(lambda tx: tx.put_note(Note("kind", "id", "text")))
    assert store.network_stamp() == since == store.evidence_columns().stamp


def test_a_store_of_a_newer_version_is_refused(
    store: GraphStore, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.schema.VERSION", 0)
    with pytest.raises(UserError) as raised:
        open_store(neo4j_url)
    check_told(raised.value, "newer version")


def test_a_server_that_is_too_old_is_refused(
    store: GraphStore, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.schema.OLDEST_SERVER", (2099, 1))
    with pytest.raises(UserError) as raised:
        open_store(neo4j_url)
    check_told(raised.value, "too old")


def test_where_many_have_a_word_the_same_people_are_found(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [member(f"{given} O'Neil-Stone{number}", "Acme") for number, given in enumerate(("Zoe", "Ann", "Bo"))]
    take_in(store, [*people, member("Stonewall Jones", "Stone & Co")])
    texts = ("stone", "stone acme", "ann stone", "o'neil", "stonew", "nobody", "st", "co stone", "")
    few = [store.find_people(text, limit) for text in texts for limit in (1, 50)]
    monkeypatch.setattr("graph.store.neo4j.queries.FEW", 0)
    assert [store.find_people(text, limit) for text in texts for limit in (1, 50)] == few
    assert [person.given for person in few[1]] == ["Ann", "Bo", "Stonewall", "Zoe"]


def test_a_target_survives_the_undo_of_everything(store: GraphStore) -> None:
    run = take_in(store, [member("Ann Lee", "Acme")]).run
    curate.add_target(store, "Acme", at=NOW)
    curate.undo(store, run)
    assert [target.name for target in store.targets()] == ["Acme"]
    assert store.status().people == 0


def test_a_question_that_takes_too_long_is_ended_by_the_server(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    take_in(store, [member(f"Person{number} Common{number}") for number in range(60)])
    assert isinstance(store, Neo4jStore)
    with pytest.raises(UserError) as raised:
        list(store.rows("MATCH (a:Person), (b:Person), (c:Person), (d:Person) RETURN count(a.name + b.name + c.name)"))
    check_told(raised.value, "more than a minute")
