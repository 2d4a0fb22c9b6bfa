"""An answer of the feed as OpenAPI describes it."""

from typing import Any

from kb.exchange.documents.kinds import KINDS

Schema = dict[str, Any]

CURSOR: Schema = {
    "type": "string",
    "pattern": "^[0-9a-z]{1,12}-[0-9a-f]{8}$",
    "description": "A place in the feed, for `after`.",
}
CHANGE: Schema = {
    "cursor": CURSOR,
    "kind": {
        "type": "string",
        "enum": [kind.name for kind in KINDS],
        "description": "The kind of record, as lists call it.",
    },
    "id": {"type": "string", "format": "uuid", "description": "The lasting id of the record."},
    "action": {
        "type": "string",
        "enum": ["upsert", "tombstone"],
        "description": "Keep the document, or remove the record: it is not public any more.",
    },
    "hash": {
        "type": ["string", "null"],
        "pattern": "^[0-9a-f]{64}$",
        "description": "SHA-256 of the document, keys sorted, as UTF-8, without blanks.",
    },
    "changed_at": {
        "type": "string",
        "format": "date-time",
        "description": "Since when it is so, or the moment at which that was found out.",
    },
    "document": {
        "description": "As in lists; null for a tombstone.",
        "anyOf": [
            *({"$ref": f"#/components/schemas/{kind.shape.__name__}"} for kind in KINDS),
            {"type": "null"},
        ],
    },
}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


FEED_SCHEMA = _object(
    {
        "results": {"type": "array", "items": _object(CHANGE)},
        "next": {
            "type": ["string", "null"],
            "format": "uri",
            "description": "The address of what comes next; null if there is nothing yet.",
        },
        "after": CURSOR,
    }
)
