"""What a statement or an article holds: quotes, documents it cites, claims that were checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kb.pages.parts.shown import Link, public_link
from kb.pages.vote import words
from statements.models import ClaimCheck, Mention, Quote, Segment, Statement
from votes.models import Resolution, RollCall


@dataclass(frozen=True, slots=True)
class ShownQuote:
    words: str
    is_verbatim: bool
    speaker: str
    where: Link | None
    speaker_url: str = ""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """`printed` is what the text itself calls it; `record` is ours, where it is public."""

    printed: str
    url: str
    paragraphs: str
    record: Link | None
    where: Link | None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    claim: str
    finding: str
    about: Link | None
    source: Link | None


def shown_quotes(quotes: Iterable[Quote], at: datetime) -> list[ShownQuote]:
    """Select with `with_speakers()`."""
    return [
        ShownQuote(
            words=quote.text,
            is_verbatim=not quote.is_described,
            speaker=str(quote.shown_speaker(at)),
            where=here(quote.segment),
            speaker_url=public_link(quote.person, at).url,
        )
        for quote in quotes
    ]


def here(segment: Segment | None) -> Link | None:
    """A link to a paragraph or sentence of the page itself, while that is there."""
    if segment is None or segment.is_retired:
        return None
    number, _, sentence = segment.address.removeprefix("p").partition("s")
    label = f"paragraph {number}, sentence {sentence}" if sentence else f"paragraph {number}"
    return Link(label, f"#{segment.address}")


def shown_documents(mentions: Iterable[Mention], at: datetime) -> list[ShownDocument]:
    """Select with `with_targets()`. A record that is not public leaves what was printed of it."""
    shown = [_shown_document(mention, at) for mention in mentions]
    return [document for document in shown if document.printed or document.url or document.record]


def _shown_document(mention: Mention, at: datetime) -> ShownDocument:
    target = mention.public_target(at)
    return ShownDocument(
        printed=", ".join(filter(None, [mention.symbol, mention.title])),
        url=mention.url,
        paragraphs=mention.paragraphs,
        record=record_link(target) if target else None,
        where=here(mention.segment),
    )


def record_link(record: RollCall | Resolution | Statement) -> Link:
    return Link(record_name(record), record.get_absolute_url())


def record_name(record: RollCall | Resolution | Statement) -> str:
    if isinstance(record, Statement):
        return record.title
    if isinstance(record, Resolution):
        return f"{record.symbol}, {record.title}" if record.symbol else record.title
    text = record.resolution
    return f"Vote on {words.what_was_voted(record)}: {text.symbol or text.title}"


def checked_claims(claims: Iterable[ClaimCheck]) -> list[CheckedClaim]:
    """Public claims. Select `roll_call__resolution` and `source` with them."""
    return [
        CheckedClaim(
            claim=claim.claim,
            finding=claim.finding,
            about=record_link(claim.roll_call) if claim.roll_call else None,
            source=Link(str(claim.source), claim.source.url) if claim.source else None,
        )
        for claim in claims
    ]
