"""`python -m benchmarks [NAME …] [--size N …]`: without names every benchmark, at all its sizes."""

import argparse
import os
from collections.abc import Sequence
from importlib import import_module

import django

BENCHMARKS = (
    "page",
    "agreement",
    "load",
    "memory",
    "files",
    "streaming",
    "vote_json",
    "paging",
)


def main() -> None:
    asked = _asked()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    for name in asked.names or BENCHMARKS:
        _print(name, asked.size)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    # argparse holds an empty list against choices, too: the names are checked below.
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--size", nargs="+", type=int, metavar="N", help="at these sizes alone")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.names) - set(BENCHMARKS)):
        parser.error(f"no benchmark is called {', '.join(unknown)}: {', '.join(BENCHMARKS)} are")
    return asked


def _print(name: str, sizes: Sequence[int] | None) -> None:
    """The table of one benchmark, and why a part of it is missing."""
    # What a benchmark imports needs the settings, so none is imported before they are there.
    table = import_module("benchmarks.table")
    benchmark = import_module(f"benchmarks.{name}")
    print(f"\n{benchmark.__doc__.splitlines()[0]}\n")
    rows, skipped = [], []
    for database, use in import_module("benchmarks.databases").DATABASES.items():
        try:
            with use() as found:
                rows += benchmark.run(found, sizes or benchmark.SIZES)
        except table.Skip as reason:
            skipped.append(f"Skipped on {database}: {reason}.")
    if rows:
        print(table.as_table(rows))
    print(*skipped, sep="\n")


if __name__ == "__main__":
    main()
