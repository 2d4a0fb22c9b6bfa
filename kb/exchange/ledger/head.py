"""The signed head of the ledger: what every export carries as proof of what it came from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from kb.exchange.ledger.signing import signed
from kb.records.ledger import end_of_chain, instant


def signed_head(files: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The end of the ledger at `now`, the files that go with it, and a signature over both.

    `files`: {name in the export: SHA-256 in hexadecimal}. Call it inside the snapshot that the
    files are made from. It holds no count and nothing of any row: the ledger also tells of what
    is not public (docs/decisions/0016-the-ledger-is-signed.md).
    """
    return signed(
        {
            "ledger": end_of_chain(),
            "at": instant(now),
            "publisher": settings.PUBLISHER or None,
            "files": dict(files),
        }
    )
