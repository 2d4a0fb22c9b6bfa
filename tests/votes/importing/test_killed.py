"""An import that is killed at any moment leaves all of its records behind, or none of them.

KB_KILLS sets at how many random moments (3 by default; `KB_KILLS=200` takes some minutes).
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from kb.council.services import load_reference

ROOT = Path(__file__).resolve().parents[3]
KILLS = int(os.environ.get("KB_KILLS", "3"))
TABLES = ("records_source", "votes_resolution", "votes_rollcall", "votes_reading", "votes_ballot")
RECORDS = 400
HEAD = "record_id,symbol,date,year,body,vote_type,seq,iso3,country,vote\n"
STATES = (("AUS", "AUSTRALIA"), ("CHL", "CHILE"), ("IND", "INDIA"), ("PAK", "PAKISTAN"))


def write_ballots(folder: Path, first: int) -> Path:
    """A table of new records, numbered from `first`."""
    path = folder / f"ballots-{first}.csv"
    rows = (
        f"{number},A/HRC/RES/43/{number},2020-06-22,2020,Human Rights Council,RECORDED,"
        f"{place},{code},{name},{random.choice('YNA')}\n"  # noqa: S311 any vote will do
        for number in range(first, first + RECORDS)
        for place, (code, name) in enumerate(STATES, start=1)
    )
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path, transactional_db) -> str:
    """The address of a database that another process can open, with the reference data in it."""
    if connection.vendor == "postgresql":
        load_reference()
        server = settings.DATABASES["default"]
        where = f"{server['USER']}@{server['HOST']}:{server['PORT'] or 5432}"
        return f"postgres://{where}/{server['NAME']}"
    url = f"sqlite:///{tmp_path / 'kb.sqlite3'}"
    for command in ("migrate", "load_reference"):
        subprocess.run(manage(command), env=environment(url), check=True, capture_output=True)
    return url


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), *arguments]


def environment(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "KB_LOCAL": "1",
        "KB_SECRET_KEY": "only-for-tests-" + "x" * 50,
    }


def start(url: str, ballots: Path) -> subprocess.Popen:
    command = manage("import_votes", str(ballots))
    return subprocess.Popen(
        command, env=environment(url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def counts(url: str) -> tuple[int, ...]:
    is_file = url.startswith("sqlite:///")
    opened = sqlite3.connect(url.removeprefix("sqlite:///")) if is_file else psycopg.connect(url)
    with closing(opened) as rows:
        if not is_file:
            wait_for_others(rows)
        found = [rows.execute(f"SELECT count(*) FROM {table}") for table in TABLES]  # noqa: S608
        return tuple(cursor.fetchone()[0] for cursor in found)


def wait_for_others(rows: psycopg.Connection) -> None:
    """The server goes on for a moment with what a killed client asked for last, be it a COMMIT."""
    rows.autocommit = True
    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    while rows.execute(busy).fetchone()[0]:
        time.sleep(0.01)


def test_killed_at_any_moment_it_leaves_everything_or_nothing(database, tmp_path):
    whole = (RECORDS, RECORDS, RECORDS, RECORDS, RECORDS * len(STATES))
    began = time.monotonic()
    assert start(database, write_ballots(tmp_path, 1000)).wait() == 0
    longest = time.monotonic() - began
    before, killed = counts(database), 0
    assert before == whole
    for turn in range(1, KILLS + 1):
        process = start(database, write_ballots(tmp_path, 1000 + turn * RECORDS))
        try:
            process.wait(timeout=random.uniform(0.1, longest))  # noqa: S311 any moment will do
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        after = counts(database)
        assert after in (before, tuple(map(sum, zip(before, whole, strict=True))))
        before = after
    assert killed or KILLS == 0
    assert start(database, write_ballots(tmp_path, 500_000)).wait() == 0
