"""The real server against its own description: `python -m tests.api [CASES]`.

Schemathesis makes requests from /api/v1/schema, whole ones and damaged ones, about CASES of them
(10,000 unless told), and holds every answer against the description by all of its checks. The
server has a database of its own with the demonstration. Exit 0 nothing found, 1 something found.
"""

import sys

from tests.api.running import run

CASES = 10_000


def main(arguments: list[str]) -> int:
    cases = int(arguments[0]) if arguments else CASES
    result = run(cases)
    print(f"{result.cases} cases, {result.failures} failures.")
    return 1 if result.failures or result.code or result.cases < cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
