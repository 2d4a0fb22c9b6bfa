"""Signs and checks heads of the ledger, with Ed25519 (RFC 8032)."""

import base64
import re
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from kb.records.chain import canonical

KEY_BYTES = 32
HEXADECIMAL = re.compile(r"[0-9a-fA-F]{64}")


class SignatureFault(Exception):
    """Why a signature proves nothing, in a sentence."""


def signing_key() -> Ed25519PrivateKey | None:
    """The key of this site, None where it has none."""
    if not settings.SIGNING_KEY:
        return None
    return Ed25519PrivateKey.from_private_bytes(key_bytes(settings.SIGNING_KEY))


def key_bytes(text: str) -> bytes:
    """32 bytes out of base64 or hexadecimal. Raises ValueError."""
    text = text.strip()
    if HEXADECIMAL.fullmatch(text):
        return bytes.fromhex(text)
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("it is neither base64 nor hexadecimal") from error
    if len(found) != KEY_BYTES:
        raise ValueError(f"it holds {len(found)} bytes instead of {KEY_BYTES}")
    return found


def private_text(key: Ed25519PrivateKey) -> str:
    """The key as KB_SIGNING_KEY takes it: base64."""
    return base64.b64encode(key.private_bytes_raw()).decode()


def public_text(key: Ed25519PrivateKey) -> str:
    """What others check signatures with: base64 of 32 bytes."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signed(head: Mapping[str, Any]) -> dict[str, Any]:
    """The head with `public_key` and `signature`, both None where this site has no key."""
    key = signing_key()
    head = {**head, "public_key": public_text(key) if key else None}
    signature = base64.b64encode(key.sign(canonical(head))).decode() if key else None
    return head | {"signature": signature}


def check_signature(head: Mapping[str, Any], trusted: str | None) -> None:
    """Check a head against a public key that is known by other ways than the head itself.

    Without one, only that the head belongs together is checked. Raises SignatureFault.
    """
    if not head.get("signature"):
        raise SignatureFault("it is not signed")
    try:
        public = key_bytes(str(head.get("public_key")))
        signature = base64.b64decode(str(head["signature"]), validate=True)
        said = canonical({name: value for name, value in head.items() if name != "signature"})
    except ValueError as error:
        raise SignatureFault(f"its key or its signature cannot be read: {error}") from error
    if trusted and public != key_bytes(trusted):
        raise SignatureFault("it is signed with another key than the one given")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except InvalidSignature as error:
        raise SignatureFault("its signature does not belong to what it says") from error
