"""The whole suite: `python -m tests`, with any arguments of pytest's.

It runs on SQLite, with the browser tests where a Chromium is found, then again on PostgreSQL where
one is reachable. The last lines say what ran, what was left out and how to have it. What
KB_REQUIRE names ("postgres,browser,shared") may not be left out. Exit 0 all passed, 1 something
failed or is missing, 2 KB_REQUIRE names what nobody knows.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent
POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/postgres"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOTHING_SELECTED = 5  # pytest's exit code

Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Need:
    """What some tests need of the machine. `found` says where it is, "" that it is missing."""

    name: str
    label: str
    found: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Run:
    """One pass through the suite on one database."""

    label: str
    engine: str
    selection: tuple[str, ...] = ()


def main(arguments: Sequence[str], environment: Environment) -> int:
    needs = [postgres(environment), browser(environment), shared_files(environment)]
    required = set(filter(None, environment.get("KB_REQUIRE", "").split(",")))
    if unknown := required - {need.name for need in needs}:
        print(f"KB_REQUIRE names what nobody knows: {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    settled = surroundings(environment)
    results = {run.label: call_pytest(run, arguments, settled) for run in runs(needs)}
    print("\n".join(report(results, needs, required)))
    missing = any(need.name in required and not need.found for need in needs)
    return 1 if missing or not all(results.values()) else 0


def postgres(environment: Environment) -> Need:
    server = server_of(environment.get("KB_TEST_POSTGRES_URL", POSTGRES_URL))
    address = (
        f"{server.get('host', 'localhost')}:{server.get('port', 5432)}" if server else "that URL"
    )
    return Need(
        "postgres",
        "PostgreSQL",
        address if server and answers(server) else "",
        f"not reachable at {address}; start one and set KB_TEST_POSTGRES_URL",
    )


def server_of(url: str) -> dict[str, Any]:
    """The parts of a PostgreSQL URL; empty for anything else."""
    try:
        return conninfo_to_dict(url) if url else {}
    except psycopg.ProgrammingError:
        return {}


def answers(server: Mapping[str, Any]) -> bool:
    """Whether it lets us in within two seconds."""
    try:
        psycopg.connect(**{**server, "connect_timeout": 2}).close()
    except psycopg.Error:
        return False
    return True


def browser(environment: Environment) -> Need:
    asked = environment.get("KB_CHROMIUM", "")
    found = filter(None, map(shutil.which, [asked] if asked else CHROMIUMS))
    return Need(
        "browser",
        "Browser",
        next(found, ""),
        f"no Chromium found{f' at {asked}' if asked else ''}; "
        "install the package chromium or set KB_CHROMIUM",
    )


def shared_files(environment: Environment) -> Need:
    folder = Path(environment.get("KB_SHARED", ROOT.parent / "shared"))
    return Need(
        "shared",
        "Shared files",
        str(folder) if (folder / "data").is_dir() else "",
        f"no folder at {folder}; set KB_SHARED",
    )


def runs(needs: Iterable[Need]) -> list[Run]:
    found = {need.name for need in needs if need.found}
    everywhere = Run("SQLite", "sqlite", () if "browser" in found else ("-m", "not browser"))
    again = Run("PostgreSQL", "postgres", ("-m", "not browser"))
    return [everywhere, again] if "postgres" in found else [everywhere]


def surroundings(environment: Environment) -> dict[str, str]:
    """The environment for the tests. A site's own database and hosts, in .env too, do not count."""
    own = {"DATABASE_URL": "sqlite://:memory:", "KB_ALLOWED_HOSTS": "localhost", "KB_LOCAL": "1"}
    return {**environment, **own, "KB_CHROMIUM": browser(environment).found}


def call_pytest(run: Run, arguments: Sequence[str], environment: Environment) -> bool:
    """Whether nothing failed. Arguments may select nothing here and something elsewhere."""
    print(f"\n{run.label}", flush=True)
    command = [sys.executable, "-m", "pytest", *run.selection, *arguments]
    code = subprocess.run(
        command, cwd=ROOT, env={**environment, "KB_TEST_ENGINE": run.engine}, check=False
    ).returncode
    return code == 0 or (code == NOTHING_SELECTED and bool(arguments))


def report(
    results: Mapping[str, bool], needs: Iterable[Need], required: Iterable[str]
) -> list[str]:
    """The last lines, for people."""
    needs = list(needs)
    lines = ["", *(f"{run}: {'passed' if passed else 'FAILED'}" for run, passed in results.items())]
    lines += [f"{n.label}: {n.found}" for n in needs if n.found and n.label not in results]
    left_out = [need for need in needs if not need.found]
    for need in left_out:
        demand = " (KB_REQUIRE demands it)" if need.name in required else ""
        lines.append(f"{need.label}: left out{demand}, {need.otherwise}")
    return lines if left_out else [*lines, "Nothing was left out."]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
