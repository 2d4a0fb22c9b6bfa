"""An uploaded file between its preview and its confirmation: private, and gone within the hour."""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings

LONGEST = 3600


def keep(content: bytes) -> str:
    """Store a file that nobody but this process's user can read; its name, for `take()`."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder)
    name = secrets.token_hex(16)
    file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
    return name


def take(name: str) -> bytes | None:
    """The file, once: it is removed. None where it is gone already. `name` is one of ours."""
    path = _folder() / name
    try:
        content = path.read_bytes()
        path.unlink()
    except FileNotFoundError:
        return None
    return content


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - LONGEST:
            path.unlink(missing_ok=True)
