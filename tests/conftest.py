"""What every test may ask for: reference data, the shared folder, no network but loopback."""

import os
import socket
from ipaddress import ip_address
from pathlib import Path

import pytest

from kb.council.services import load_reference

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = set(filter(None, os.environ.get("KB_REQUIRE", "").split(",")))


def missing(what: str, reason: str) -> None:
    """Skip a test that needs what this machine lacks; fail where KB_REQUIRE names it."""
    if what in REQUIRED:
        pytest.fail(f"KB_REQUIRE names {what}: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped reference data stand in every test's database."""
    with django_db_blocker.unblock():
        load_reference()


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("KB_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        missing("shared", f"there is no folder of real files at {folder} (set KB_SHARED)")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _only_loopback():
    """No test reaches the network."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
