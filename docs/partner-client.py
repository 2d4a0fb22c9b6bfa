#!/usr/bin/env python3
"""Keeps a copy of everything public in a folder, and brings it up to date.

    python3 partner-client.py https://example.org mirror           # once
    python3 partner-client.py https://example.org mirror --every 300

Each record is one file, mirror/<kind>/<id>.json, that holds its document. Files are replaced whole
and the place in the feed is written last: the program can be killed at any moment, and goes on
where it was. A document whose hash is wrong is not written, and the program ends with status 1.

A key is not needed. If you have one, put it into the environment variable KB_API_KEY.
Python 3.9 or newer, nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

STATE, SEEN = "feed.json", "seen-*.txt"
NAME = re.compile(r"[a-z][a-z_]{0,30}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LIMIT = 200
TIMEOUT, ATTEMPTS, LONGEST_WAIT = 60, 8, 600


class Failed(Exception):
    """Something that trying again does not mend. The message is for whoever runs this."""


class BeginAnew(Exception):
    """The server does not know our place in its feed any more."""


class Answer(NamedTuple):
    """`body` is None where nothing changed since the answer that bore `etag`."""

    body: dict[str, Any] | None
    etag: str | None


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key is sent to nobody but the server that was named."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def fetch(url: str, etag: str | None) -> Answer:
    """What the server answers; waits where it asks for that, and tries again where it fails."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with OPENER.open(request(url, etag), timeout=TIMEOUT) as answer:
                return Answer(json.load(answer), answer.headers.get("ETag"))
        except urllib.error.HTTPError as error:
            if error.code == 304:
                return Answer(None, etag)
            if error.code == 410:
                raise BeginAnew from error
            if error.code != 429 and error.code < 500:
                raise Failed(f"{url}: {error.code} {said(error)}") from error
            wait, why = wait_for(error.headers.get("Retry-After"), attempt), f"{error.code}"
        except (OSError, ValueError) as error:
            # Out of reach, or cut off in the middle of an answer.
            wait, why = wait_for(None, attempt), str(error)
        complain(f"{why}: trying again in {wait:g} seconds")
        time.sleep(wait)
    raise Failed(f"{url}: gave up after {ATTEMPTS} attempts")


def request(url: str, etag: str | None) -> urllib.request.Request:
    headers = {"Accept": "application/json", "User-Agent": "partner-client/1"}
    if etag:
        headers["If-None-Match"] = etag
    key = os.environ.get("KB_API_KEY", "").strip()
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return urllib.request.Request(url, headers=headers)  # noqa: S310 (it was named by hand)


def said(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return str(error.reason)


def wait_for(retry_after: str | None, attempt: int) -> float:
    """As many seconds as the server says, else longer each time."""
    if retry_after and retry_after.strip().isdigit():
        return min(int(retry_after), LONGEST_WAIT)
    return min(2.0**attempt / 2, LONGEST_WAIT)


class Mirror:
    """The folder. Only what `write` and `remove` did is ever seen by whoever reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("**/*.tmp"):
            left.unlink()

    def path(self, kind: Any, ident: Any) -> Path:
        """What the server says becomes a path only if it is a plain word and an id."""
        if not (NAME.fullmatch(str(kind)) and ID.fullmatch(str(ident))):
            raise Failed(f"not a record: {kind!r} {ident!r}")
        return self.folder / str(kind) / f"{ident}.json"

    def write(self, path: Path, content: str) -> None:
        """Either the old content or the new is there, whatever happens."""
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(".tmp")
        with open(draft, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)

    def records(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("*/*.json") if ID.fullmatch(path.stem))

    def state(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.folder / STATE).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def keep(self, state: dict[str, Any]) -> None:
        self.write(self.folder / STATE, json.dumps(state, indent=1) + "\n")

    def note(self, seen: str, keys: set[str]) -> None:
        """Remember what a run from the beginning met: what it never meets is gone since."""
        with open(self.folder / seen, "a", encoding="utf-8") as file:
            file.write("".join(f"{key}\n" for key in sorted(keys)))
            file.flush()
            os.fsync(file.fileno())

    def drop_unseen(self, seen: str) -> None:
        met = set((self.folder / seen).read_text(encoding="utf-8").split())
        for path in list(self.records()):
            if key_of(path) not in met:
                path.unlink()
                tell(f"removed {key_of(path)}")

    def forget_seen(self) -> None:
        for path in self.folder.glob(SEEN):
            path.unlink()


def key_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def apply(mirror: Mirror, change: dict[str, Any]) -> str:
    """Do to the folder what one change says; gives the key of the record."""
    path = mirror.path(change["kind"], change["id"])
    if change["action"] == "tombstone":
        if path.exists():
            path.unlink()
            tell(f"removed {key_of(path)}")
        return key_of(path)
    document = change["document"]
    if change["action"] != "upsert" or hash_of(document) != change["hash"]:
        raise Failed(f"{key_of(path)}: the document does not have the hash that the feed says")
    content = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        mirror.write(path, content)
        tell(f"wrote {key_of(path)}")
    return key_of(path)


def hash_of(document: Any) -> str:
    """SHA-256 over the document with its keys sorted, as UTF-8, no blanks between its parts."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def bring_up_to_date(mirror: Mirror, site: str, limit: int) -> None:
    """Follow the feed to its end. The place in it is kept after each page that is applied."""
    state = mirror.state()
    if state.get("site") != site:
        state = begin(mirror, site)
    has_more = True
    while has_more:
        place = {"after": state["after"]} if state["after"] else {}
        query = urllib.parse.urlencode({"limit": limit, **place})
        try:
            answer = fetch(f"{site}/api/v1/changes?{query}", state["etag"])
        except BeginAnew:
            complain("the feed begins anew")
            state = begin(mirror, site)
            continue
        if answer.body is None:
            return
        has_more = answer.body["next"] is not None
        state = apply_page(mirror, state, answer, has_more)


def begin(mirror: Mirror, site: str) -> dict[str, Any]:
    """From the beginning: files stay until the end shows which of them are gone."""
    seen = SEEN.replace("*", secrets.token_hex(4))
    state = {"site": site, "after": None, "etag": None, "seen": seen}
    mirror.keep(state)
    return state


def apply_page(
    mirror: Mirror, state: dict[str, Any], answer: Answer, has_more: bool
) -> dict[str, Any]:
    """Do what it says, then keep the new place in the feed."""
    body, seen = answer.body or {}, state["seen"]
    keys = {apply(mirror, change) for change in body["results"]}
    if seen:
        mirror.note(seen, keys)
    if seen and not has_more:
        mirror.drop_unseen(seen)
        seen = None
    # The same question may be answered with “nothing new” next time.
    etag = answer.etag if body["after"] == state["after"] else None
    state = {"site": state["site"], "after": body["after"], "etag": etag, "seen": seen}
    mirror.keep(state)
    if not seen:
        mirror.forget_seen()
    return state


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", help="the address of the knowledge base: https://example.org")
    parser.add_argument("folder", type=Path, help="where the copy is kept")
    often = parser.add_mutually_exclusive_group()
    often.add_argument("--once", action="store_true", help="bring it up to date and end (usual)")
    often.add_argument("--every", type=float, metavar="SECONDS", help="go on, and wait in between")
    parser.add_argument("--limit", type=int, default=LIMIT, help="changes in one answer")
    options = parser.parse_args()
    try:
        mirror = Mirror(options.folder)
        while True:
            bring_up_to_date(mirror, options.site.rstrip("/"), options.limit)
            if options.every is None:
                return 0
            time.sleep(options.every)
    except Failed as failed:
        complain(str(failed))
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
