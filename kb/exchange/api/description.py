"""The description of the API in OpenAPI 3.1, made from the kinds and their filters.

To describe one more address: give its view, if it is a DataView, a method `operation()`; an address
that is none stands in OTHERS.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from kb.exchange.api.operations import ERROR_SHAPE, Operation
from kb.exchange.documents.kinds import KINDS, LISTED

Schema = dict[str, Any]

# The same answers lie beside the pages; they are described once.
FOLDER = "/api/"
_NAMES = [kind.name for kind in KINDS]

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {
    "type": "object",
    "properties": {
        "schema_version": _TEXT,
        "generated_at": {"type": "string", "format": "date-time"},
        "licence": _TEXT,
        "publisher": {"type": ["string", "null"]},
        **{
            kind.name: {
                "type": "array",
                "items": {"$ref": f"#/components/schemas/{kind.shape.__name__}"},
            }
            for kind in KINDS
        },
    },
    "required": ["schema_version", "generated_at", "licence", "publisher", *_NAMES],
    "additionalProperties": False,
}
_HEAD: Schema = {
    "type": "object",
    "properties": {
        "ledger": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "at": {"type": "string", "format": "date-time"},
        "publisher": {"type": ["string", "null"]},
        "files": {"type": "object", "additionalProperties": _TEXT},
        "public_key": {"type": ["string", "null"]},
        "signature": {"type": ["string", "null"]},
    },
    "required": ["ledger", "at", "publisher", "files", "public_key", "signature"],
    "additionalProperties": False,
}
# Path in the manner of OpenAPI -> what it takes and answers.
OTHERS: dict[str, Operation] = {
    "/export/kb.json": Operation(
        name="whole",
        summary="Everything as one document",
        about="A list of documents for each kind. It is sent while it is made.",
        gives=_WHOLE,
        group="files",
    ),
    "/export/ledger-head.json": Operation(
        name="ledger_head",
        summary="The signed end of the ledger",
        about="Keep it: whoever has it can have it proven that nothing before it was rewritten.",
        gives=_HEAD,
        group="files",
        is_tagged=False,
    ),
}

KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A partner's key. Without one everything public is readable at a lower rate.",
}


class Described(AutoSchema):
    """Asks the view, and has its shapes among the components."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Schema | None:
        self.path, self.path_regex, self.path_prefix = path, path_regex, path_prefix
        self.method, self.registry = method, registry
        if not hasattr(self.view, "operation") or not path.startswith(FOLDER):
            return None
        operation = self.view.operation()
        return operation.described(self._schema(operation))

    def _schema(self, operation: Operation) -> Schema:
        if isinstance(operation.gives, Mapping):
            return dict(operation.gives)
        return self.resolve_serializer(operation.gives(), "response").ref


@cache
def description() -> Schema:
    """The whole description, made once a process: it depends on the code alone."""
    return SchemaGenerator().get_schema(public=True)


def complete(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """The hook of drf-spectacular: other addresses, the shape of errors, and no further keys."""
    for path, operation in OTHERS.items():
        result["paths"][path] = {"get": operation.described(dict(operation.gives))}
    result["paths"] = dict(sorted(result["paths"].items()))
    schemas = result["components"].setdefault("schemas", {})
    _explain(schemas)
    schemas["Error"] = ERROR_SHAPE
    result["components"]["securitySchemes"] = {"key": KEY}
    result["servers"] = [{"url": settings.PUBLIC_URL}]
    _close(schemas)
    return result


def _explain(schemas: Schema) -> None:
    """A kind says what it is; parts are explained by the field that holds them."""
    for each in schemas.values():
        each.pop("description", None)
    for kind in LISTED:
        schemas[kind.shape.__name__]["description"] = kind.about


def _close(node: Any) -> None:
    """No object has more keys than are described."""
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
        if "properties" in node and node.get("type") == "object":
            node.setdefault("additionalProperties", False)
        for each in node.values():
            _close(each)
    elif isinstance(node, list):
        for each in node:
            _close(each)
