"""The ballots of the General Assembly from the shared folder of real files: 870,109 of them."""

import csv
import gzip
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
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
    """The two files with whole roll calls, so many that they have about `size` ballots.

    Beyond the real record it begins again, under record numbers of its own and without symbols: a
    symbol is that of one text.
    """
    heads, lists = folder / "roll_calls.csv", folder / "votes.csv"
    turns = list(_turns(size))
    _write(heads, "un_roll_calls.csv.gz", turns)
    _write(lists, "un_votes.csv.gz", turns)
    return heads, lists


def _turns(size: int) -> Iterator[set[str]]:
    """The roll calls of each turn through the record until the size is reached."""
    sizes = Counter(row["rcid"] for row in _rows("un_votes.csv.gz"))
    while size > 0:
        wanted: set[str] = set()
        for key, ballots_of_it in sizes.items():
            if ballots_of_it > size:
                break
            wanted.add(key)
            size -= ballots_of_it
        if not wanted:
            return
        yield wanted


def _write(path: Path, name: str, turns: Sequence[set[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, next(_rows(name)).keys())
        writer.writeheader()
        for turn, wanted in enumerate(turns):
            again = {"unres": ""} if turn and "unres" in writer.fieldnames else {}
            for row in _rows(name):
                if row["rcid"] in wanted:
                    writer.writerow(row | {"rcid": row["rcid"] + "x" * turn} | again)


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = SHARED / "data" / "ga" / name
    if not path.is_file():
        raise Skip(f"there is no file of real ballots at {path} (set KB_SHARED)")
    with gzip.open(path) as stream, io.TextIOWrapper(stream, "utf-8", newline="") as text:
        yield from csv.DictReader(text)
