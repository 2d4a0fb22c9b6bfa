"""Keys are made, changed by the desk, and revoked; the key itself leaves this house once."""

import hashlib
import re
import secrets
from typing import Any

from django.utils import timezone

from kb.exchange.models import PartnerKey
from kb.records.ledger import writes
from kb.records.services import Refused, save_record

# otr_PREFIX_SECRET, so that whoever looks through code for secrets knows one: the prefix 48 bits,
# the secret 256.
KEY = re.compile(r"otr_([0-9a-f]{12})_[0-9a-f]{64}")


def digest_of(key: str) -> str:
    """SHA-256 of the whole key, in hexadecimal."""
    return hashlib.sha256(key.encode("ascii")).hexdigest()


@writes
def make_key(record: PartnerKey, *, by: Any, reason: str = "") -> str:
    """Save a new record with a key of its own, and give that key: nobody can ask for it again.

    Raises ValidationError for a scope that is not known and an end that has passed.
    """
    record.prefix = secrets.token_hex(6)
    key = f"otr_{record.prefix}_{secrets.token_hex(32)}"
    record.digest = digest_of(key)
    record.created_by = by
    save_record(record, by=by, reason=reason)
    return key


@writes
def revoke_key(record: PartnerKey, *, by: Any, reason: str) -> PartnerKey:
    """It opens nothing from now on, and never again. The reason stays in its history."""
    if record.revoked_at is not None:
        raise Refused(f"The key of {record} is revoked already.")
    if not reason.strip():
        raise Refused("Say why the key is revoked. The reason is for staff alone.")
    record.revoked_at = timezone.now()
    return save_record(record, by=by, reason=reason, action="revoked")
