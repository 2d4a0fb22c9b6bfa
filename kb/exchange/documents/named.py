"""How a document names another public record."""

from typing import Any

from kb.exchange.documents.kind import Sight
from votes.models import Resolution


def record_named(record: Any) -> dict[str, Any]:
    """The caller has seen that it is public."""
    return {"id": str(record.public_id), "slug": record.slug}


def record_told(record: Any, sight: Sight) -> dict[str, Any] | None:
    """A record that may be missing, or not be public."""
    return record_named(record) if record and record.is_public(sight.at) else None


def text_named(resolution: Resolution) -> dict[str, Any]:
    return record_named(resolution) | {"symbol": resolution.symbol or None}


def text_told(resolution: Resolution | None, sight: Sight) -> dict[str, Any] | None:
    is_told = resolution is not None and resolution.is_public(sight.at)
    return text_named(resolution) if is_told else None


def speaker_told(record: Any, sight: Sight) -> dict[str, Any] | None:
    """An organisation or person, by name."""
    named = record_told(record, sight)
    return named | {"name": record.name} if named else None


def segment_told(part: Any) -> str | None:
    """The address of a paragraph or sentence, while that is there."""
    return part.segment.address if part.segment and not part.segment.is_retired else None
