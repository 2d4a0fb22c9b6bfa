"""The site as it is served: a folder and a database of its own, behind the real server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn", "kb.wsgi", "--threads", "4"]
GUNICORN += ["--no-control-socket", "--log-level", "warning"]


def environment_in(folder: Path) -> dict[str, str]:
    """What the server and its commands are told, so that they work in `folder` alone."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'kb.sqlite3'}",
        "KB_VAR_DIR": str(folder),
        "KB_LOCAL": "1",
        "KB_SECRET_KEY": "only-for-tests-" + "x" * 50,
    }


def manage(environment: Mapping[str, str], command: str, *options: str) -> str:
    """What a command of the project prints. Raises CalledProcessError where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def load_demonstration(environment: Mapping[str, str]) -> None:
    manage(environment, "migrate", "--noinput", "-v0")
    manage(environment, "load_reference")
    manage(environment, "demo")
    manage(environment, "collectstatic", "--noinput", "-v0")


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a server, which ends with the block."""
    port = _free_port()
    # Addresses in answers lead to this server.
    own = {"KB_PUBLIC_URL": f"http://localhost:{port}"}
    server = subprocess.Popen(
        [*GUNICORN, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env={**environment, **own}
    )
    try:
        address = f"http://localhost:{port}"
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address, timeout=10).close()  # noqa: S310 (our own server)
            return
        except OSError:
            # Not there yet, or so busy that its first answer takes long.
            time.sleep(0.1)
    raise AssertionError(f"the server at {address} did not answer within half a minute")
