"""Databases of a benchmark's own: SQLite in a temporary file, PostgreSQL beside what is there."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from benchmarks.table import Skip
from kb.council.services import load_reference
from kb.settings import database as settings_of_database
from tests.settings import POSTGRES_URL


@dataclass(frozen=True, slots=True)
class Database:
    """What the project works with at the moment. Child processes find it by DATABASE_URL."""

    name: str
    url: str


@contextmanager
def sqlite() -> Iterator[Database]:
    with TemporaryDirectory(prefix="on-the-record-") as folder:
        yield from _prepared(Database("SQLite", f"sqlite:///{Path(folder) / 'kb.sqlite3'}"))


@contextmanager
def postgresql() -> Iterator[Database]:
    """Raises Skip where no server answers at KB_TEST_POSTGRES_URL."""
    name = f"bench_kb_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES_URL, autocommit=True)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Skip(f"no PostgreSQL at KB_TEST_POSTGRES_URL: {reason}") from error
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = urlunsplit(urlsplit(POSTGRES_URL)._replace(path=f"/{name}"))
            yield from _prepared(Database("PostgreSQL", url))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _prepared(database: Database) -> Iterator[Database]:
    """The project works with it, its tables made and the reference data loaded."""
    os.environ["DATABASE_URL"] = database.url
    _work_with(settings_of_database())
    try:
        call_command("migrate", verbosity=0)
        load_reference()
        yield database
    finally:
        connections["default"].close()


def _work_with(config: dict[str, object]) -> None:
    connections["default"].close()
    connections.databases["default"] = connections.configure_settings({"default": config})[
        "default"
    ]
    del connections["default"]


DATABASES: dict[str, Callable[[], AbstractContextManager[Database]]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgresql,
}
