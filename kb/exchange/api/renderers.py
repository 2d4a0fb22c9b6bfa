"""Every answer is JSON, whatever a reader would rather have: there is no other form to choose."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from kb.exchange.documents.encoding import dumps


class DocumentRenderer(BaseRenderer):
    """UTF-8, as JSON always is, so the header names no charset."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return dumps(data)


class AlwaysJson(BaseContentNegotiation):
    """A header `Accept` that names something else is no reason to refuse."""

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type
