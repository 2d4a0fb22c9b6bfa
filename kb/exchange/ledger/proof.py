"""Verifies everything that must agree: the chain, heads from outside, records, search entries."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TextIO

from kb.council.models import Body, Group, Seat, Session, State
from kb.exchange.ledger.signing import SignatureFault, check_signature
from kb.records.agreeing import check_entries, check_records
from kb.records.auditing import ChainRow, Finding, walk
from kb.records.chain import canonical
from votes.models import RollCall

# What `load_reference` brings has no row until somebody changes it.
LOADED = (Body, Group, Seat, Session, State)
# What an entry says of a vote stands in other rows, too.
READING = {RollCall: RollCall._base_manager.select_related("resolution", "draft")}


class KnownHead(NamedTuple):
    """A head that was kept outside of this site; `name` is that of its file."""

    name: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """`end` is the digest at the end of the ledger; `seconds` went by on the chain alone."""

    rows: int
    erased: int
    end: str
    seconds: float
    findings: list[Finding]


def read_head(name: str, content: bytes) -> KnownHead:
    """Raises ValueError, with a sentence, for what is no head."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is not JSON, so no head of a ledger") from error
    if not (isinstance(said, dict) and isinstance(said.get("ledger"), str)):
        raise ValueError("this names no “ledger”, so it is no head of one")
    return KnownHead(name, said)


def verify(rows: Iterable[ChainRow], heads: Sequence[KnownHead], trusted: str | None) -> Proof:
    """Run it inside a snapshot. `trusted` is the public key of the heads, None if none is known."""
    began = time.monotonic()
    walked = walk(rows, heads={head.said["ledger"] for head in heads})
    seconds = time.monotonic() - began
    findings = [
        *walked.findings,
        *_check_heads(heads, trusted, walked.missing_heads()),
        *check_records(walked.newest, loaded=LOADED),
        *check_entries(READING),
    ]
    return Proof(walked.rows, walked.erased, walked.end, seconds, findings)


def _check_heads(
    heads: Sequence[KnownHead], trusted: str | None, missing: set[str]
) -> Iterator[Finding]:
    for head in heads:
        try:
            check_signature(head.said, trusted)
        except SignatureFault as fault:
            yield Finding("head_not_proven", f"{head.name} proves nothing: {fault}.")
        if head.said["ledger"] in missing:
            yield Finding(
                "head_missing",
                f"{head.name} (of {head.said.get('at')}) does not stand in this ledger: rows were "
                "taken from its end, or it was written anew.",
            )


def rows_for_auditors(rows: Iterable[ChainRow], dump: TextIO) -> Iterator[ChainRow]:
    """Passes the rows on, and writes each without its content: NDJSON for docs/verify-ledger.py."""
    for row in rows:
        line = {
            "previous": row.previous,
            "content_digest": row.content_digest,
            "facts": row.facts(),
            "digest": row.digest,
        }
        dump.write(canonical(line).decode() + "\n")
        yield row
