"""One reader under the fuzzer, in a process of its own: `python -m tests.fuzz.worker READER …`.

The arguments after the reader's name are the fuzzer's own.
"""

import importlib
import random
import sys

import atheris

from tests.fuzz import damage

with atheris.instrument_imports(include=["votes"]):
    targets = importlib.import_module("tests.fuzz.targets")


def main() -> None:
    reader = sys.argv[1]
    whole = damage.seeds(reader)

    def mutated(data: bytes, max_size: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 no secret
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(data, max_size))
        return damage.damaged(data, chance, whole)[:max_size]

    def one_input(data: bytes) -> None:
        targets.try_once(reader, data)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one_input, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
