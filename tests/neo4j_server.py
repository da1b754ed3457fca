"""A real Neo4j server for tests: the one that `NEO4J_URI` names, or one of our own from Maven's artifacts."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest

HERE = Path(__file__).parent / "neo4j"
PASSWORD = "not-a-secret"
JAVA = (
    "-Xmx1g",
    "-Xms256m",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
TRIES = 4
"""Maven's servers turn away who asks for much at once; a while later they answer."""
START_SECONDS = 300


class Server:
    """A server of our own: it can be killed and started again on the same port and files."""

    def __init__(self, classpath: str, home: Path, port: int, plugins: Path | None = None) -> None:
        self._classpath = classpath
        self._plugins = [f"-Dplugins={plugins}"] if plugins else []
        self.home = home
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port
        self.start()

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def start(self) -> None:
        first = [] if self.home.exists() else [PASSWORD]
        self.home.mkdir(parents=True, exist_ok=True)
        log = self.home / "output.txt"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                ["java", *JAVA, *self._plugins, "-cp", self._classpath, str(HERE / "Server.java"),
                 str(self.home / "data"), str(self.port), *first],
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while b"READY" not in log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                pytest.fail(f"Neo4j did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def fill_disk(self) -> None:
        """From now on no file of the server takes another byte, as on a full disk, until it is started again."""
        import resource  # Windows has none

        assert self._process
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0, 0))

    def stop(self) -> None:
        assert self._process
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:  # one whose disk takes nothing more cannot close its files
            self.kill()


def start_server(folder: Path, *, gds: bool = False) -> Server:
    """A new server, with Graph Data Science if asked for; skips without Java, fails in CI, where there must be one."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            _missing(f"{tool} is not installed: Neo4j's tests need a Java 17 and Maven, or a server in NEO4J_URI")
    folder.mkdir(parents=True, exist_ok=True)
    classpath = _classpath(folder, ["-Pgds"] if gds else [])
    plugins = folder / "plugins" if gds else None
    if plugins:
        plugins.mkdir()
        for jar in classpath.split(os.pathsep):
            if "gds" in Path(jar).parts:
                shutil.copy(jar, plugins)
    return Server(classpath, folder / "server", free_port(), plugins)


def empty(url: str) -> None:
    """Takes everything out of a server that is for tests only."""
    auth = neo4j.basic_auth(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(url, auth=auth, telemetry_disabled=True) as driver:
        with driver.session() as session:  # in parts: a server has no room to take out a large network at once
            session.run("MATCH ()-[e]->() CALL (e) { DELETE e } IN TRANSACTIONS OF 10000 ROWS").consume()
            session.run(
                "MATCH (n) WHERE NOT n:Meta AND NOT n:Turn CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS"
            ).consume()
        driver.execute_query(
            "MATCH (m:Meta) SET m.revision = 0, m.stamp = '', m.network = '', m.seen = '', m.unfinished = NULL"
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _classpath(folder: Path, profile: list[str]) -> str:
    listed = folder / "classpath.txt"
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *profile, "dependency:build-classpath"]
    said = b""
    for attempt in range(TRIES):
        done = subprocess.run(
            [*command, f"-Dmdep.outputFile={listed}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode == 0:
            return listed.read_text().strip()
        said = done.stdout
        time.sleep(20 * (attempt + 1))
    _missing(f"Maven could not fetch Neo4j: {said.decode(errors='replace')[-1000:]}")


def _missing(told: str) -> NoReturn:
    """In CI all must be there; elsewhere somebody may do without Java."""
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)
