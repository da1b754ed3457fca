"""Signing in: nobody sees a page before, everybody gets their own store after, from a made-up provider."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import streamlit as st
from playwright.sync_api import Browser, expect

from graph import team
from graph.errors import UserError
from graph.model import Shows
from graph.settings import Settings
from graph.store import open_store
from graph.team import Member
from tests.conftest import PATIENCE, OpenPage
from tests.samples import NOW, member, take_in
from tests.served import ROOT, SERVE
from views import security, serving

CLAIMS = {name: {"iss": "https://id.example", "sub": name, "name": name} for name in ("Maya Ruiz", "Dana Reyes")}


@pytest.fixture
def team_data(empty_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the stores of Maya, who knows Raj, and of the one who runs the server."""
    monkeypatch.setenv("INTROGRAPH_TEAM", str(empty_data / "pool.db"))
    for place, name in (
        (Member.of(CLAIMS["Maya Ruiz"]).place(empty_data), "Raj Patel"), (empty_data / "intrograph.db", "Server Admin"),
    ):  # fmt: skip
        store = open_store(str(place))
        take_in(store, [member(name, "Globex")])
        store.close()
    return empty_data


def test_nobody_sees_anything_before_they_sign_in(team_data: Path, open_page: OpenPage) -> None:
    for page in ("start", "people", "network", "sources"):
        shown = open_page(page)
        assert [each.value for each in shown.title] == ["Sign in to see your network"]
        assert "Raj Patel" not in str(shown)
        assert "Server Admin" not in str(shown)
        assert [each.key for each in shown.button] == ["sign_in"]


def test_everybody_who_signs_in_has_their_own_store_and_what_others_allow(team_data: Path, open_page: OpenPage) -> None:
    maya = Member.of(CLAIMS["Maya Ruiz"])
    for shows, seen in ((None, False), (Shows.COMPANIES, False), (Shows.NAMES, True)):
        own, pool = open_store(str(maya.place(team_data))), open_store(str(team_data / "pool.db"))
        team.arrive(own, maya)
        team.choose(own, pool, maya, shows, today=NOW.date())
        own.close()
        pool.close()
        st.cache_resource.clear()
        page = open_page("start")
        page.user = {**CLAIMS["Dana Reyes"], "is_logged_in": True}
        page.run()
        assert not page.exception
        assert page.selectbox(key="team_choice").value is None
        danas = open_store(str(Member.of(CLAIMS["Dana Reyes"]).place(team_data)))
        assert bool(danas.find_people("Raj")) is seen
        assert danas.find_people("Server") == ()
        danas.close()
    modes = {path.stat().st_mode & 0o777 for path in team_data.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert (team_data / "team").stat().st_mode & 0o777 == 0o700


def test_a_team_without_a_way_to_sign_in_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTROGRAPH_SIGN_IN", raising=False)
    settings = Settings(tmp_path, str(tmp_path / "a.db"), None, team=str(tmp_path / "pool.db"))
    with pytest.raises(UserError, match="has to sign in"):
        serving.sign_in(settings)
    secrets = tmp_path / "secrets.toml"
    secrets.touch(mode=0o644)
    monkeypatch.setenv("INTROGRAPH_SIGN_IN", str(secrets))
    with pytest.raises(UserError, match="Others can read"):
        serving.sign_in(settings)
    secrets.chmod(0o600)
    assert serving.sign_in(settings)["secrets.files"] == [str(secrets)]


def test_other_names_are_answered_to_only_where_a_team_signs_in() -> None:
    hosts = {"INTROGRAPH_HOSTS": "team.example, *"}
    assert security.own_hosts(hosts) == security.OWN_HOSTS
    assert security.own_hosts({**hosts, "INTROGRAPH_TEAM": "x"}) == [*security.OWN_HOSTS, "team.example"]


class Provider(ThreadingHTTPServer):
    """An OpenID Connect provider that signs in whoever `who` is, without asking."""

    def __init__(self) -> None:
        from joserfc.jwk import RSAKey

        super().__init__(("127.0.0.1", 0), _Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1"})
        self.who = "Maya Ruiz"
        self.nonces: dict[str, tuple[str, str]] = {}


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider = self.server
        assert isinstance(provider, Provider)
        asked, url = urlsplit(self.path), provider.address
        if asked.path == "/authorize":
            said = {name: values[0] for name, values in parse_qs(asked.query).items()}
            code = f"code{len(provider.nonces)}"
            provider.nonces[code] = (said["nonce"], provider.who)
            self.send_response(302)
            self.send_header("Location", f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}")
            self.end_headers()
        elif asked.path == "/jwks":
            self._json({"keys": [provider.key.as_dict(private=False)]})
        else:
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            known = {name: f"{url}/{end}" for name, end in ends.items()}
            self._json({"issuer": url, "id_token_signing_alg_values_supported": ["RS256"], **known})

    def do_POST(self) -> None:
        from joserfc import jwt

        provider = self.server
        assert isinstance(provider, Provider)
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        nonce, who = provider.nonces.pop(form["code"][0])
        now = int(time.time())
        claims = {"iss": provider.address, "sub": who, "name": who, "aud": "intrograph", "nonce": nonce}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, {**claims, "iat": now, "exp": now + 600}, provider.key)
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""

    def _json(self, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def provider() -> Iterator[Provider]:
    pytest.importorskip("authlib", reason="the extra is not installed: pip install '.[team]'")
    pytest.importorskip("httpx", reason="the extra is not installed: pip install '.[team]'")
    with Provider() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join(10)


@pytest.fixture
def served(provider: Provider, tmp_path: Path) -> Iterator[str]:
    """The app, served to a team that signs in with the provider; Maya knows Raj."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, secrets = f"http://127.0.0.1:{port}", tmp_path / "secrets.toml"
    secrets.touch(mode=0o600)
    secrets.write_text(
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{"k" * 40}"\nclient_id = "intrograph"\n'
        'client_secret = "s3cret-client"\n'
        f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n'
    )
    store = open_store(str(Member.of({"iss": provider.address, "sub": "Maya Ruiz"}).place(tmp_path)))
    take_in(store, [member("Raj Patel", "Globex")])
    store.close()
    environment = {
        **os.environ, "INTROGRAPH_DATA": str(tmp_path), "INTROGRAPH_TEAM": str(tmp_path / "pool.db"),
        "INTROGRAPH_SIGN_IN": str(secrets),
    }  # fmt: skip
    log = tmp_path / "log.txt"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-c", SERVE, str(ROOT), str(port)],
            env=environment,
            stdout=output,
            stderr=output,
            cwd=tmp_path,
        ) as process,
    ):
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0 or process.poll() is not None:
                    break
            time.sleep(0.1)
        yield address
        process.terminate()
        process.wait(20)
    assert "s3cret-client" not in log.read_text()
    assert "Raj Patel" not in log.read_text()


def test_members_sign_in_with_their_provider_and_see_their_own(
    browser: Browser, served: str, provider: Provider
) -> None:
    for name, knows_raj in (("Maya Ruiz", True), ("Dana Reyes", False)):
        provider.who = name
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(3 * PATIENCE)
        expect.set_options(timeout=3 * PATIENCE)
        page.goto(f"{served}/people")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
        page.goto(f"{served}/people")
        expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
        expect(page.get_by_text("Raj Patel")).to_have_count(1 if knows_raj else 0)
        context.close()
    stranger = browser.new_context()
    forged = '{"is_logged_in":true,"sub":"Maya Ruiz"}'
    stranger.add_cookies([{"name": "_streamlit_user", "value": forged, "url": served}])
    page = stranger.new_page()
    page.goto(f"{served}/people")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    stranger.close()
