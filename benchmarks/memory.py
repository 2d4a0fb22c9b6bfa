"""Peak memory of an import: the same however many ballots a file has."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.databases import Database
from benchmarks.general_assembly import write_tables
from benchmarks.load import LEFT_OUT
from benchmarks.measure import child
from benchmarks.table import Goal, Row

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100_000, 870_109)
MIB = 2**20


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """A process of its own for each size; the smallest is the yardstick."""
    smallest = None
    for size in sorted(sizes):
        with TemporaryDirectory(prefix="on-the-record-") as folder:
            files = [str(path) for path in write_tables(Path(folder), size)]
            left_out = [word for name in LEFT_OUT for word in ("--leave-out", name)]
            command = [sys.executable, "manage.py", "import_votes", *files, "--body", "ga"]
            settings = {"DJANGO_SETTINGS_MODULE": "kb.settings"}
            peak = child([*command, *left_out], settings, ROOT).peak / MIB
        smallest = smallest or peak
        goal = Goal("≤", 1.2, of_ratio=True)
        yield Row("peak of an import, MiB", database.name, size, peak, smallest, goal)
