"""Files of any size: the memory that making one takes at most, and the time to its first byte."""

import sys
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.databases import Database
from benchmarks.files import site
from benchmarks.load import bring_in
from benchmarks.measure import child
from benchmarks.serving import Server
from benchmarks.table import Goal, Row
from votes.models import Ballot

# Five million by `--size 10000 5000000`.
SIZES = (10_000, 870_109)
ROOT = Path(__file__).resolve().parent.parent
MIB = 2**20
ROUNDS = 5
FILES = ("ballots.ndjson", "votes.ndjson")
BEGINNINGS = ("ballots.ndjson", "votes.ndjson", "kb.json")
GROWTH, MOST, SOON = Goal("≤", 1.1, of_ratio=True), Goal("≤", 80), Goal("≤", 0.1)


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """The smallest size is the yardstick of the others."""
    smallest: dict[str, float] = {}
    for size in sorted(sizes):
        bring_in(size)
        ballots = Ballot.objects.count()
        for name in FILES:
            peak = _peak(name)
            smallest.setdefault(name, peak)
            what = f"peak of export {name}, MiB"
            yield Row(what, database.name, ballots, peak, None, MOST)
            what = f"{what}, beside the smallest size"
            yield Row(what, database.name, ballots, peak, smallest[name], GROWTH)
        with site() as server:
            for name in BEGINNINGS:
                soonest = min(_first_byte(server, f"/export/{name}") for _ in range(ROUNDS))
                what = f"first byte of {name}, s on the clock"
                yield Row(what, database.name, ballots, soonest, None, SOON)


def _peak(name: str) -> float:
    """Of the command in a process of its own, under the settings of a site."""
    kind, _, form = name.partition(".")
    command = [sys.executable, "manage.py", "export", "-", "--kind", kind, "--format", form]
    return child(command, {"DJANGO_SETTINGS_MODULE": "kb.settings"}, ROOT).peak / MIB


def _first_byte(server: Server, path: str) -> float:
    """Seconds on the clock; the rest of the file is not waited for."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, f"{path}: {answer.status}"
    answer.read(1)
    seconds = time.perf_counter() - began
    connection.close()
    return seconds
