"""The tables, and how a store of an older version becomes one of this version.

`PRAGMA user_version` is the number of migrations applied. They run in one transaction, after a backup of the file; a
store written by a newer version is refused.
"""

import os
import sqlite3
from pathlib import Path

from graph.errors import UserError, cannot_write
from graph.passing import passing_place

_FIRST_TABLES = """
create table meta (name text primary key, value text not null) without rowid;
insert into meta values ('revision', '0');
pragma application_id = 1229410888;

create table run (
    id text primary key, number integer not null unique, owner text not null, owner_name text not null,
    files text not null, at text not null, counts text not null
) without rowid;

create table record (
    id text primary key, run text not null references run (id), scope text not null, origin text not null,
    key text not null, content text not null, locator text not null, person text
) without rowid;
create index record_run on record (run);
create index record_person on record (person);
create index record_of_owner on record (origin) where origin = 'owner';
create index record_scope on record (scope);

create table identifier (
    record text not null references record (id), kind text not null, value text not null,
    primary key (record, kind, value)
) without rowid;
create index identifier_value on identifier (kind, value);

create table person (
    number integer primary key, id text not null unique, name text not null, name_fold text not null,
    facts text not null
);
create index person_name_fold on person (name_fold);

create table alias (
    id text not null, person text not null references person (id), primary key (id, person)
) without rowid;
create index alias_person on alias (person);

create virtual table person_words using fts5 (words);

create table organization (id text primary key, name text not null, key text not null) without rowid;

create table affiliation (
    person text not null references person (id), organization text not null references organization (id),
    name text not null, title text, start text, "end" text, current integer not null, run text not null,
    locator text not null
);
create index affiliation_person on affiliation (person);
create index affiliation_organization on affiliation (organization, current);

create table evidence (
    record text not null references record (id), low text not null, high text not null, outward integer not null,
    kind text not null, first text, last text, sent integer not null, received integer not null,
    run text not null, locator text not null
);
create index evidence_record on evidence (record);
create index evidence_ends on evidence (low, high);
create index evidence_high on evidence (high);

create table target (
    organization text primary key references organization (id), name text not null, role text,
    priority integer not null, added_at text not null
) without rowid;

create table decision (
    kind text not null, subjects text not null, at text not null, primary key (kind, subjects)
) without rowid;
"""

_PAIRS = """
create table pair (
    record text primary key references record (id), a text not null, b text not null, person_a text, person_b text
) without rowid;
create index pair_a on pair (a);
create index pair_b on pair (b);
create index pair_people on pair (person_a, person_b);
create index record_entry on record (scope, key);
create index record_of_interest on record (origin) where origin = 'interest';
create index record_of_pairs on record (scope) where origin = 'pair';

alter table run add column as_of text;
alter table evidence add column together integer not null default 0;
alter table evidence add column stated real;
alter table evidence add column label text;
delete from record where content like '{"type":"relation"%' or content like '{"type":"interaction"%';
"""
"""What is said about two people together, and how new an export is. Relations were kept one by one and led to nothing;
those whom they tie are found by taking their import back and importing the file again."""

_FADING = """
alter table evidence add column sent_fresh real not null default 0;
alter table evidence add column received_fresh real not null default 0;
alter table evidence add column shift real not null default 0;
update evidence set sent_fresh = min(sent, 1), received_fresh = min(received, 1) where last is not null;
create table archive (scope text primary key, shift real not null) without rowid;
"""
"""What is left of messages and meetings by their last day, and how readily the people of an archive keep writing. Of
what an older version imported only the last one each way counts, until its import is taken back and made again."""

_STAMPS = "insert into meta values ('stamp', '');"
"""Tells one state of a store from every other, also after a backup was restored and numbers of revisions come again."""

_NOTES = """
alter table target add column posting integer not null default 0;
alter table target add column stage text not null default 'wished';
alter table run add column shows text not null default 'everything';
alter table run add column expires text;
create table note (
    kind text not null, id text not null, content text not null, about text not null, primary key (kind, id)
) without rowid;
create table suppressed (mark text primary key) without rowid;
"""
"""What the user keeps beside the people, how far they have come with a target, what an owner lets others see and until
when, and whom to keep out."""

_MADE = "alter table run add column made text;"
"""When a bundle was made, so that an older one of the same sender does not take a newer one's place."""

_NETWORK = """
insert into meta select 'network', value from meta where name = 'stamp';
insert into meta select 'seen', value from meta where name = 'stamp';
drop index affiliation_organization;
create index affiliation_organization on affiliation (organization, current, person);
"""
"""Tells one state of people, imports, evidence and decisions from every other, and whether the last write knew of that;
and who is at a company is counted in the index alone, five times as fast."""

APPLICATION_ID = 1229410888
"""Tells a store from other programs' databases (the letters "IGRH"); the first migration writes it."""

BACKUP_ENDING = ".before-version-"
"""What the backup that is made before a migration is called, after the store's name and before the version."""

MIGRATIONS = (_FIRST_TABLES, _PAIRS, _FADING, _STAMPS, _NOTES, _MADE, _NETWORK)
"""One text of statements for each version, oldest first; never edited once released, only added to."""


def prepare(connection: sqlite3.Connection, path: Path | None) -> None:
    """Brings the tables up to this version; `path` is the file, None in memory.

    Raises:
        UserError: when a newer version wrote the store.
    """
    if _version(connection) == len(MIGRATIONS) and _is_ours(connection):
        return
    if path and 0 < _version(connection) < len(MIGRATIONS):
        back_up(connection, path.with_name(f"{path.name}{BACKUP_ENDING}{len(MIGRATIONS)}"))
    connection.execute("begin immediate")
    try:
        _migrate(connection)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def back_up(connection: sqlite3.Connection, file: Path) -> None:
    """Copies the store into a file that nobody else may read; it is there whole or not at all, and replaces another."""
    with passing_place(file.parent) as place:
        unfinished = place / "unfinished"
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            connection.execute("vacuum into ?", (str(unfinished),))
            with unfinished.open("rb+") as written:
                os.fsync(written.fileno())
            os.replace(unfinished, file)
        except OSError as error:
            raise cannot_write(file, error) from error


def _migrate(connection: sqlite3.Connection) -> None:
    version = _version(connection)
    if not _is_ours(connection) and connection.execute("select count(*) from sqlite_schema").fetchone()[0]:
        raise UserError(
            "This file is a database of another program.", "Name another file with --store; this one was not changed."
        )
    if version > len(MIGRATIONS):
        raise UserError(
            "This store was written by a newer version of Intrograph.",
            "Update Intrograph, or name another store with --store.",
        )
    for statements in MIGRATIONS[version:]:
        for statement in statements.split(";\n"):
            if statement.strip():
                connection.execute(statement)
    connection.execute(f"pragma user_version = {len(MIGRATIONS):d}")


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])
