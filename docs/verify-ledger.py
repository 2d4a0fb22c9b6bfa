#!/usr/bin/env python3
"""Checks an export of On the Record without trusting the site that made it.

    verify-ledger.py ledger-head.json --public-key KEY --files export.zip
    verify-ledger.py march.json june.json --public-key KEY --ledger rows.ndjson

A head, ledger-head.json, stands in every export and at /export/ledger-head.json. It names the end
of the site's ledger and the SHA-256 of each file of the export, and is signed with Ed25519.

--public-key KEY  the site's public key, base64 or hexadecimal, as it published it elsewhere; else
                  the key that the head itself names is taken, which proves only that the head
                  belongs together
--files PLACE     the export, a zip or a folder: each file must be as the (one) head says
--ledger ROWS     rows of the ledger without their content, which the site's staff hand to an
                  auditor (manage.py audit --dump ROWS): the chain is computed again from its first
                  row, and each head must stand in it, the older before the newer

Exit 0: all of it holds; 1: something does not; 2: something cannot be read.
Needs Python 3.11 or newer and the library cryptography.
"""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64
HEAD_NAME = "ledger-head.json"
PIECE = 1 << 20
HEAD_KEYS = {"ledger", "at", "publisher", "files", "public_key", "signature"}
ROW_KEYS = {"previous", "content_digest", "facts", "digest"}

Head = dict[str, Any]


class Unreadable(Exception):
    """Something that cannot be checked at all, in a sentence."""


def canonical(value: Any) -> bytes:
    """The bytes that are signed and digested: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key_bytes(text: str) -> bytes:
    """An Ed25519 public key, 32 bytes, out of base64 or 64 hexadecimal digits."""
    try:
        is_hexadecimal = len(text) == 64
        found = bytes.fromhex(text) if is_hexadecimal else base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Unreadable(f"{text} is no key: neither base64 nor hexadecimal.") from error
    if len(found) != 32:
        raise Unreadable(f"{text} is no key: it holds {len(found)} bytes instead of 32.")
    return found


def read_head(name: str) -> Head:
    try:
        head = json.loads(Path(name).read_bytes())
    except OSError as error:
        raise Unreadable(f"{name} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is not JSON.") from error
    if not isinstance(head, dict) or not head.keys() >= HEAD_KEYS:
        raise Unreadable(f"{name} is no head: it should name {', '.join(sorted(HEAD_KEYS))}.")
    if not isinstance(head["files"], dict):
        raise Unreadable(f"{name} is no head: “files” should name files.")
    return head


def signature_faults(name: str, head: Head, pinned: bytes | None) -> Iterator[str]:
    if not head["signature"] or not head["public_key"]:
        yield f"{name} is not signed: anybody could have written it."
        return
    try:
        public = key_bytes(str(head["public_key"]))
        signature = base64.b64decode(str(head["signature"]), validate=True)
        said = canonical({key: value for key, value in head.items() if key != "signature"})
    except (Unreadable, ValueError):
        yield f"{name} holds a key or a signature that is none."
        return
    if pinned is not None and public != pinned:
        yield f"{name} is signed with another key than the one given."
        return
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except InvalidSignature:
        yield f"{name} was changed after it was signed."


def files_of(place: str) -> dict[str, str]:
    """{name: SHA-256 in hexadecimal} of what lies in a zip or in a folder, but for the head."""
    root = Path(place)
    try:
        found = dict(in_folder(root) if root.is_dir() else in_zip(root))
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise Unreadable(f"{place} cannot be read as a zip or a folder: {error}.") from error
    found.pop(HEAD_NAME, None)
    return found


def in_folder(root: Path) -> Iterator[tuple[str, str]]:
    for file in root.rglob("*"):
        if file.is_file():
            with file.open("rb") as stream:
                yield file.relative_to(root).as_posix(), digest_of(stream)


def in_zip(root: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(root) as packed:
        for each in packed.infolist():
            if not each.is_dir():
                with packed.open(each) as stream:
                    yield each.filename, digest_of(stream)


def digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def file_faults(head: Head, place: str) -> Iterator[str]:
    named, found = head["files"], files_of(place)
    for name in sorted(named.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing from {place}."
        elif name not in named:
            yield f"{name} lies in {place}, and the head does not name it."
        elif named[name] != found[name]:
            yield f"{name} is not the file that was signed."


def rows_of(place: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with open(place, encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                row = json.loads(line)
                if not isinstance(row, dict) or not row.keys() >= ROW_KEYS:
                    raise Unreadable(f"{place}: line {number} is no row of a ledger.")
                yield number, row
    except OSError as error:
        raise Unreadable(f"{place} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{place} is not NDJSON, one row a line.") from error


def chain_faults(place: str, places: dict[str, int]) -> Iterator[str]:
    """What is wrong with the chain; fills `places` with where each wanted digest stands."""
    end, last = GENESIS, 0
    if GENESIS in places:
        places[GENESIS] = 0
    for number, row in rows_of(place):
        digest = hashlib.sha256(
            canonical([row["previous"], row["content_digest"], row["facts"]])
        ).hexdigest()
        if row["previous"] != end:
            yield f"Row {number} does not follow row {last}: a row was dropped, put in or moved."
        if row["digest"] != digest:
            yield f"Row {number} is not as first written: {row['facts']}."
        end, last = row["digest"], number
        if end in places:
            places[end] = number


def head_faults(heads: dict[str, Head], place: str) -> Iterator[str]:
    """The chain, and where the heads stand in it."""
    places = {str(head["ledger"]): -1 for head in heads.values()}
    yield from chain_faults(place, places)
    latest, latest_name = -1, ""
    for name, head in sorted(heads.items(), key=lambda each: str(each[1]["at"])):
        stands = places[str(head["ledger"])]
        if stands < 0:
            yield (
                f"{name} (of {head['at']}) does not stand in this ledger: rows were taken from "
                "its end, or it was written anew."
            )
        elif stands < latest:
            yield f"{name} is newer than {latest_name} and stands before it."
        else:
            latest, latest_name = stands, name


def faults(arguments: argparse.Namespace) -> Iterator[str]:
    heads = {name: read_head(name) for name in arguments.head}
    pinned = key_bytes(arguments.public_key) if arguments.public_key else None
    if arguments.files and len(heads) != 1:
        raise Unreadable("--files needs one head, the one out of that export.")
    for name, head in heads.items():
        yield from signature_faults(name, head, pinned)
        if arguments.files:
            yield from file_faults(head, arguments.files)
    if arguments.ledger:
        yield from head_faults(heads, arguments.ledger)


def conclusion(arguments: argparse.Namespace) -> str:
    said = ["Every signature holds."]
    if arguments.files:
        said.append("Every file is the one that was signed.")
    if arguments.ledger:
        said.append("The ledger holds from its first row, and every head stands in it.")
    if not arguments.public_key:
        said.append("Whose key it is was not checked: give --public-key.")
    return " ".join(said)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("head", nargs="+", metavar="HEAD", help="a ledger-head.json")
    parser.add_argument("--public-key", metavar="KEY", help="the site's public key")
    parser.add_argument("--files", metavar="PLACE", help="a zip or a folder")
    parser.add_argument("--ledger", metavar="ROWS", help="rows of the ledger, NDJSON")
    arguments = parser.parse_args()
    try:
        found = list(faults(arguments))
    except Unreadable as error:
        sys.stderr.write(f"verify-ledger: {error}\n")
        return 2
    sys.stdout.write(("\n".join(found) or conclusion(arguments)) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
