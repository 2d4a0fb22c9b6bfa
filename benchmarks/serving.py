"""A server of its own on this machine, and what its processes cost while it answers."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Where /proc/<pid>/stat says so, counted from behind the name (proc(5)).
PARENT, USER, SYSTEM = 1, 11, 12
READY_SECONDS = 60
CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer read to its end. Seconds on the clock until its first byte, and of the server's
    processors in all."""

    size: int
    first_byte: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int

    def fetch(self, path: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Raises AssertionError for an answer other than 200."""
        before, began = self.cpu(), time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1200)
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        assert answer.status == 200, f"{path}: {answer.status}"
        size = len(answer.read(1))
        first = time.perf_counter() - began
        while chunk := answer.read(CHUNK):
            size += len(chunk)
        connection.close()
        return Fetched(size, first, self.cpu() - before)

    def cpu(self) -> float:
        """Processor seconds so far of the server and the processes that it started."""
        return sum(seconds_of(pid) for pid in _family(self.pid))

    def peak(self) -> int:
        """The most memory that one of its processes ever held, in bytes."""
        return max(_peak(pid) for pid in _family(self.pid))


@contextmanager
def serving(
    command: Sequence[str], *, port: int, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server that a command starts at a port, ready for requests; stopped at the end."""
    process = subprocess.Popen(  # noqa: S603 (commands of the benchmarks themselves)
        command,
        env={**os.environ, **(environment or {})},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no server came up at port {port}")


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            parents[int(folder.name)] = int(fields[PARENT])
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def seconds_of(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[USER]) + int(fields[SYSTEM])) / TICKS if fields else 0.0


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    line = next((each for each in status.splitlines() if each.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024
