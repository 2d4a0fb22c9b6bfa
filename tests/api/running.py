"""Starts the server, tells schemathesis what is there, and reads what it found."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from tests.served import ROOT, environment_in, load_demonstration, serving

# How often a generated word is one that the demonstration has.
SHARE = 0.5
# Long addresses are the API's to refuse, not the server's before it; and as many as there are.
LIMITS = {
    "GUNICORN_CMD_ARGS": "--limit-request-line 0",
    "KB_RATE_ANONYMOUS": "1000000/min",
    "KB_RATE_EXPORT": "1000000/min",
}
# By these an address names a record, beside its id.
NAMES = ("slug", "code")


@dataclass(frozen=True, slots=True)
class Result:
    cases: int
    failures: int
    code: int


def run(cases: int, phases: str = "examples,coverage,fuzzing") -> Result:
    with TemporaryDirectory(prefix="on-the-record-") as folder:
        environment = environment_in(Path(folder)) | LIMITS
        load_demonstration(environment)
        with serving(environment) as address:
            return _ask(address, Path(folder), cases, phases)


def _ask(address: str, folder: Path, cases: int, phases: str) -> Result:
    schema = _read(f"{address}/api/v1/schema")
    settings = folder / "schemathesis.toml"
    settings.write_text(_settings(address, schema), encoding="utf-8")
    report = folder / "report.json"
    each = -(-cases // len(schema["paths"]))
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run"]
    command += [f"{address}/api/v1/schema", "--url", address, "--checks", "all"]
    command += ["--max-examples", str(each), "--workers", "2", "--seed", "1"]
    command += ["--phases", phases, "--no-color"]
    command += ["--report", "json", "--report-json-path", str(report)]
    hooks = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.hooks"}
    done = subprocess.run(command, cwd=ROOT, env=hooks, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    failures = sum(each["count"] for each in found["failures"] + found["errors"])
    return Result(found["test_cases"]["generated"], failures, done.returncode)


def _read(url: str) -> Any:
    with urlopen(url) as answer:  # noqa: S310 (our own server)
        return json.load(answer)


def _settings(address: str, schema: dict[str, Any]) -> str:
    """Words of the demonstration for the addresses of items, kind by kind."""
    lines = [
        "[checks.positive_data_acceptance]",
        'expected-statuses = ["2xx", "301", "304", "400", "401", "404", "410"]',
    ]
    for path in schema["paths"]:
        if not path.endswith("/{word}/"):
            continue
        kind = path.split("/")[-3]
        words = _words(f"{address}/api/v1/{kind}/?limit=20")
        if words:
            lines += [f"[dictionaries.{kind}]", f"values = {json.dumps(words)}"]
            lines += ["[[operations]]", f'include-path = "{path}"']
            lines += ["[operations.parameters]"]
            lines += [f'"path.word" = {{ dictionary = "{kind}", probability = {SHARE} }}']
    return "\n".join(lines)


def _words(url: str) -> list[str]:
    found = _read(url)["results"]
    return [each[name] for each in found for name in (*NAMES, "id") if name in each]
