"""Documents as bytes: how an answer and a file spell a document, and the hash over one.

The hash is the same wherever it is taken: over the canonical form, keys sorted, UTF-8, no
space between the parts, nothing escaped that JSON does not ask to be escaped. In Python
without a library it is `json.dumps(document, sort_keys=True, separators=(",", ":"),
ensure_ascii=False).encode()`.
"""

import hashlib
from typing import Any

import orjson


def dumps(document: Any) -> bytes:
    """The document as it is served: compact UTF-8 JSON, keys in the document's own order."""
    return orjson.dumps(document)


def canonical(document: Any) -> bytes:
    """The document in the form that hashes are taken over: keys sorted, compact UTF-8."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def document_hash(document: Any) -> str:
    """The SHA-256 of the document's canonical form, 64 lower-case hex digits."""
    return hashlib.sha256(canonical(document)).hexdigest()
