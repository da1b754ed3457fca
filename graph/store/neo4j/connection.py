"""A driver for the server, and its faults in plain words."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseUnavailable,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import UserError

NO_SERVER = (
    "The address names no server.",
    "Give one such as neo4j://127.0.0.1:7687, with at most the name of a database after it.",
)
"""What is said of an address that is none; not the address, which may hold a secret in the wrong place."""
LONGEST = 400
"""Letters of an address: names of machines have at most 253, those of databases 63."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
CONNECT_SECONDS = 5.0
"""A server that is there answers sooner."""
RETRY_SECONDS = 15.0
"""How long a question is tried again when the connection is lost: nobody waits longer before a page."""
WRITE_RETRY_SECONDS = 60.0
"""How long a write is tried again: a server restarts in less, and an import is worth the wait."""

READ_SECONDS = 60.0
"""A question that takes longer is ended by the server."""
FULL = ("OutOfDisk", "No space left", "TransactionLogError")
"""What a server says, in code or message, whose disk takes nothing more."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is: what to connect to, which database, and what to show people, without secrets."""

    uri: str
    database: str | None
    shown: str


def address_of(url: str) -> Address:
    """What a URL such as `neo4j+s://example.org/network` names; the last part is the database.

    Raises:
        UserError: when it names no server, holds a name or a password, or would send all in the clear to another one.
    """
    try:
        parts = urlsplit(url)
        is_server = bool(parts.hostname) and "%" not in parts.netloc and parts.port != 0
    except ValueError as error:  # half an IPv6 address, or a port that is no number
        raise UserError(*NO_SERVER) from error
    if "@" in parts.netloc:
        raise UserError(
            "A name or a password does not belong into the address of a store.",
            "Set NEO4J_USERNAME and NEO4J_PASSWORD instead.",
        )
    if not is_server or parts.query or parts.fragment or len(url) > LONGEST or not url.isprintable():
        raise UserError(*NO_SERVER)
    if parts.scheme in ("neo4j", "bolt") and parts.hostname not in LOOPBACK:
        raise UserError(
            f"{parts.scheme}:// would send your contacts unencrypted to {parts.hostname}.",
            f"Use {parts.scheme}+s:// for a server on another machine.",
        )
    database = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE") or None
    uri = f"{parts.scheme}://{parts.netloc}"
    return Address(uri, database, uri + (f"/{database}" if database else ""))


def driver_of(address: Address, environment: Mapping[str, str] = os.environ) -> neo4j.Driver:
    """A driver with the name and password of the environment."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what it would warn of is told as one sentence
    user, password = environment.get("NEO4J_USERNAME", "neo4j"), environment.get("NEO4J_PASSWORD")
    with in_plain_words(address):
        return neo4j.GraphDatabase.driver(
            address.uri,
            auth=neo4j.basic_auth(user, password) if password else None,
            telemetry_disabled=True,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=RETRY_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            liveness_check_timeout=RETRY_SECONDS,
            notifications_min_severity="OFF",
            user_agent="intrograph",
        )


@contextmanager
def in_plain_words(address: Address) -> Iterator[None]:
    """Turns what a person can put right into a `UserError`; everything else stays what it is."""
    try:
        yield
    except AuthError as error:
        raise UserError(
            f"The server at {address.shown} does not accept the name and password.",
            "Set NEO4J_USERNAME and NEO4J_PASSWORD to those of the server.",
        ) from error
    except ConfigurationError as error:
        raise UserError(
            f"The server at {address.shown} cannot be spoken to this way.",
            "Use neo4j:// or bolt:// without encryption on this machine, neo4j+s:// or bolt+s:// with it elsewhere.",
        ) from error
    except (ServiceUnavailable, SessionExpired, DatabaseUnavailable) as error:
        raise UserError(
            f"No Neo4j server answers at {address.shown}.",
            "Start it, or check the address and whether it wants encryption (neo4j+s://); nothing was lost.",
        ) from error
    except (ClientError, DriverError) as error:
        code = getattr(error, "code", None) or ""
        if "DatabaseNotFound" in code:
            raise UserError(
                f"The server has no database {address.database}.", "Leave the last part of the address away."
            ) from error
        if "TransactionTimedOut" in code:
            raise UserError(
                "The server took more than a minute to answer.", "Ask for less, or try again when it is less busy."
            ) from error
        raise
    except Neo4jError as error:
        if any(sign in f"{error.code} {error.message}" for sign in FULL):
            raise UserError(
                "The server could not write; its disk may be full.",
                "Make room on it, start it again and try again; nothing was changed.",
            ) from error
        raise
