"""Damaged files for every reader of outside files: `python -m tests.fuzz [READER…] [SECONDS]`.

Each reader runs SECONDS long (30 unless told), beginning with whole files and with what earlier
runs found. Whatever is neither a vote nor a ReadingError is printed, and the input that did it is
kept under var/fuzz. Exit 0 nothing found, 1 something found, 2 an unknown reader.
"""

import subprocess
import sys
from pathlib import Path

from tests.fuzz import damage
from tests.fuzz.targets import MOST_BYTES, TARGETS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "fuzz"
SECONDS = 30
# A reader that hangs is stopped by the fuzzer, which keeps the input.
MOST_SECONDS_AN_INPUT = 30
MOST_MEGABYTES = 2_048


def main(arguments: list[str]) -> int:
    seconds = next((int(each) for each in arguments if each.isdecimal()), SECONDS)
    readers = [each for each in arguments if not each.isdecimal()] or list(TARGETS)
    unknown = [each for each in readers if each not in TARGETS]
    if unknown:
        print(f"No reader {', '.join(unknown)}: there are {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    found = [reader for reader in readers if not _survives(reader, seconds)]
    if found:
        print(f"Found something in {', '.join(found)}: the inputs are in {FOLDER}.")
        return 1
    print(f"Nothing found in {', '.join(readers)}.")
    return 0


def _survives(reader: str, seconds: int) -> bool:
    corpus = FOLDER / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(damage.seeds(reader)):
        (corpus / f"seed-{number}").write_bytes(data)
    print(f"{reader}: {seconds} s", flush=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={MOST_BYTES}",
        f"-timeout={MOST_SECONDS_AN_INPUT}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-artifact_prefix={FOLDER}/{reader}-",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    command = [sys.executable, "-m", "tests.fuzz.worker", reader, *options, str(corpus)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
