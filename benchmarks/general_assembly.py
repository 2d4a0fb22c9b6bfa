"""The ballots of the General Assembly from the shared folder of real files: 870,109 of them."""

import csv
import gzip
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path

from benchmarks.table import Skip

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KB_SHARED", ROOT.parent / "shared"))
# Sizes at which a benchmark over the whole record measures, in ballots.
SIZES = (10_000, 100_000, 870_109)


@dataclass(frozen=True, slots=True)
class PrintedRollCall:
    """`key` is the file's own number; `symbol` and `words` as printed, each may be empty."""

    key: str
    session: int
    held_on: date
    symbol: str
    words: str


@dataclass(frozen=True, slots=True)
class PrintedBallot:
    """`state` is the name as printed, `code` has two letters, `vote` is yes, no or abstain."""

    roll_call: str
    state: str
    code: str
    vote: str


def roll_calls() -> Iterator[PrintedRollCall]:
    for row in _rows("un_roll_calls.csv.gz"):
        day = date.fromisoformat(row["date"])
        yield PrintedRollCall(
            row["rcid"], int(row["session"]), day, row["unres"], row["short"] or row["descr"]
        )


def ballots(limit: int | None = None) -> Iterator[PrintedBallot]:
    """In the order of the file, roll call by roll call; a State without a ballot has no row."""
    for row in islice(_rows("un_votes.csv.gz"), limit):
        yield PrintedBallot(row["rcid"], row["country"], row["country_code"], row["vote"])


def write_tables(folder: Path, size: int) -> tuple[Path, Path]:
    """The files with whole roll calls, so many that they have about `size` ballots.

    Beyond the real record it begins again, under record numbers of its own.
    """
    heads, lists = folder / "roll_calls.csv", folder / "votes.csv"
    with heads.open("w", newline="") as head_file, lists.open("w", newline="") as list_file:
        head_writer, list_writer = csv.writer(head_file), csv.writer(list_file)
        written = 0
        for turn in count():
            head_rows = _rows("un_roll_calls.csv.gz")
            wanted = _first_roll_calls(size - written)
            for row in head_rows:
                if not head_file.tell():
                    head_writer.writerow(row)
                if row["rcid"] in wanted:
                    head_writer.writerow(
                        (
                            row | {"rcid": f"{row['rcid']}{'x' * turn}", "unres": _apart(row, turn)}
                        ).values()
                    )
            for row in _rows("un_votes.csv.gz"):
                if not list_file.tell():
                    list_writer.writerow(row)
                if row["rcid"] in wanted:
                    list_writer.writerow((row | {"rcid": f"{row['rcid']}{'x' * turn}"}).values())
                    written += 1
            if written >= size * 0.98:
                return heads, lists


def _apart(row: dict[str, str], turn: int) -> str:
    """A symbol is that of one text: a repeated roll call has none."""
    return "" if turn else row["unres"]


def _first_roll_calls(ballots_wanted: int) -> set[str]:
    """The first of the file that have so many ballots together."""
    sizes = Counter(row["rcid"] for row in _rows("un_votes.csv.gz"))
    wanted, total = set(), 0
    for key, size in sizes.items():
        if total + size > ballots_wanted and wanted:
            break
        wanted.add(key)
        total += size
    return wanted


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = SHARED / "data" / "ga" / name
    if not path.is_file():
        raise Skip(f"there is no file of real ballots at {path} (set KB_SHARED)")
    with gzip.open(path) as stream, io.TextIOWrapper(stream, "utf-8", newline="") as text:
        yield from csv.DictReader(text)
