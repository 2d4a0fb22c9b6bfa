"""The chain of the ledger: each row's digest covers its content and the row before it.

The content is digested with a salt of its own, so that erasing content and salt together leaves a
digest that nobody can guess the content from, and the chain still verifies.
"""

import hashlib
import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """The same bytes for the same value on every engine: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        cls=DjangoJSONEncoder,
    ).encode()


def new_salt() -> str:
    """128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


def content_digest(salt: str, changes: Any, reason: str) -> str:
    """SHA-256, in hexadecimal, of what can later be erased."""
    return hashlib.sha256(salt.encode() + canonical([changes, reason])).hexdigest()


def link_digest(previous: str, content: str, facts: list[Any]) -> str:
    """SHA-256, in hexadecimal, of the row before, this row's content and its other columns."""
    return hashlib.sha256(canonical([previous, content, facts])).hexdigest()
