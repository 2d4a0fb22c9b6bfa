"""What something costs: processor time of all processes concerned, and peak memory of a child."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
# Where /proc/<pid>/stat says how long a process ran, counted from behind its name (proc(5)).
USER, SYSTEM = 11, 12


@dataclass(slots=True)
class Cost:
    """Seconds: `cpu` of every process concerned, `server` the part of it in the database server,
    `wall` on the clock."""

    cpu: float = 0.0
    server: float = 0.0
    wall: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """What the body costs this process, the children that it waits for, and its database server.

    Of a server only the process that answers this connection counts, and only where it runs on this
    machine (`sees_server()`).
    """
    cost, server = Cost(), _Server()
    gc.collect()
    wall, own = time.perf_counter(), _own_seconds()
    yield cost
    cost.wall = time.perf_counter() - wall
    cost.server = server.seconds()
    cost.cpu = _own_seconds() - own + cost.server


def sees_server() -> bool:
    """Whether the work of the database server is counted; SQLite has none."""
    return connection.vendor == "sqlite" or _Server().pid is not None


def each(do: Callable[[], Any], *, seconds: float = 1.0, rounds: int = 5) -> float:
    """Processor seconds that one call of `do` costs, in the least disturbed of several rounds.

    It runs a few times before, so that what is prepared once a process does not count; each round
    is as long as `seconds`, many times the grain of the clocks.
    """
    for _ in range(3):
        do()
    with measured() as once:
        do()
    times = max(3, int(seconds / max(once.wall, 1e-6)))
    costs = []
    for _ in range(rounds):
        with measured() as cost:
            for _ in range(times):
                do()
        costs.append(cost.cpu / times)
    return min(costs)


# A process bears the peak of the one that started it, as it was then. So a small one starts it.
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class ChildCost:
    """A finished child process: processor seconds and peak memory (bytes) of its own."""

    cpu: float
    peak: int


def child(
    command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> ChildCost:
    """Run a command to its end, in a folder. Raises CalledProcessError where it fails.

    `environment` is added to that of this process, which names the database of the benchmark.
    """
    done = subprocess.run(  # noqa: S603 (commands of the benchmarks themselves)
        [sys.executable, "-c", LAUNCHER, *command],
        env={**os.environ, **(environment or {})},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    cpu, peak = done.stdout.split()
    return ChildCost(float(cpu), int(peak) * 1024)


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class _Server:
    """The process of the database server that answers this connection, from now on."""

    def __init__(self) -> None:
        self.pid = self._find()
        self.began = self._read()

    def _find(self) -> int | None:
        if connection.vendor != "postgresql":
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        try:
            name = Path(f"/proc/{pid}/comm").read_text()
        except OSError:
            return None
        return pid if name.startswith("postgres") else None

    def _read(self) -> float:
        if self.pid is None:
            return 0.0
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[USER]) + int(fields[SYSTEM])) / TICKS

    def seconds(self) -> float:
        return self._read() - self.began
