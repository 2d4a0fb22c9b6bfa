"""What one address takes and answers, for the description of the API.

A view says it by a method `operation()`, and an address without a view of that sort in
kb.exchange.api.description. Every answer that can come is named: a test sends ten thousand requests
and takes any other for a fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from kb.exchange.api.parameters import Parameter
from kb.exchange.documents.fields import Document

JSON = "application/json"
Schema = dict[str, Any]
Shape = type[Document] | Schema

ERROR: Schema = {"$ref": "#/components/schemas/Error"}
ERROR_SHAPE: Schema = {
    "type": "object",
    "description": "What went wrong.",
    "properties": {
        "error": {"type": "string", "description": "A code to look at; it does not change."},
        "parameter": {
            "type": ["string", "null"],
            "description": "The parameter that was not understood.",
        },
        "message": {"type": "string", "description": "A sentence for people; it may change."},
    },
    "required": ["error", "parameter", "message"],
    "additionalProperties": False,
}
REFUSALS = {
    HTTPStatus.BAD_REQUEST: "A parameter that this address does not take, or not in this form.",
    HTTPStatus.UNAUTHORIZED: "The key is not known, or has expired.",
    HTTPStatus.FORBIDDEN: "The key is not for this.",
    HTTPStatus.NOT_FOUND: "Never public, or unknown.",
    HTTPStatus.GONE: "Once public and withdrawn since: the day, and nothing of its words.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests in a minute.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Busy for a moment.",
}
ALWAYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
MOVED = "Under this slug it is no more: `Location` has its address of today."
TAG = {"ETag": {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}}}
RETRY = {
    "Retry-After": {
        "description": "Seconds to wait.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}
CONDITION: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an answer that you have: 304 if it is still the same.",
    "schema": {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` is its operationId, `gives` the shape of the answer, `media` its type.

    `refusals` are the errors that can come beside those of every address.
    """

    name: str
    summary: str
    about: str
    gives: Shape
    group: str
    query: tuple[Parameter, ...] = ()
    path: tuple[Parameter, ...] = ()
    is_list: bool = False
    refusals: tuple[HTTPStatus, ...] = ()
    may_move: bool = False
    is_tagged: bool = True
    media: str = JSON
    more: Mapping[str, Any] = field(default_factory=dict)

    def described(self, gives: Schema) -> dict[str, Any]:
        """The operation as OpenAPI has it; `gives` is the schema of what it gives, of each one
        where it gives a page of them.
        """
        return {
            "operationId": self.name,
            "summary": self.summary,
            "description": self.about,
            "tags": [self.group],
            "parameters": [
                *(_parameter(each, "path") for each in self.path),
                *(_parameter(each, "query") for each in self.query),
                *([CONDITION] if self.is_tagged else []),
            ],
            "security": [{}, {"key": []}],
            "responses": self._responses(_page_of(gives) if self.is_list else gives),
            **self.more,
        }

    def _responses(self, gives: Schema) -> dict[str, Any]:
        found: dict[str, Any] = {
            "200": {
                "description": self.summary,
                "headers": TAG if self.is_tagged else {},
                "content": {self.media: {"schema": gives}},
            }
        }
        if self.may_move:
            location = {"Location": {"required": True, "schema": {"type": "string"}}}
            found["301"] = {"description": MOVED, "headers": location}
        if self.is_tagged:
            found["304"] = {"description": "Still the same.", "headers": TAG}
        for status in sorted({*ALWAYS, *self.refusals}):
            found[f"{status:d}"] = _refusal(status)
        return found


def _refusal(status: HTTPStatus) -> dict[str, Any]:
    waits = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
    headers = RETRY if status in waits else {}
    return {
        "description": REFUSALS[status],
        "headers": headers,
        "content": {JSON: {"schema": ERROR}},
    }


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "description": parameter.meaning,
        "schema": dict(parameter.schema),
    }
    if place == "path":
        found["required"] = True
    if parameter.example is not None:
        found["example"] = parameter.example
    return found


def _page_of(each: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": each},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "The address of the next page; null on the last.",
            },
        },
        "required": ["results", "next"],
        "additionalProperties": False,
    }
