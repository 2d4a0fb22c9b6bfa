"""What stands in statements and articles: quotes, asks, what they cite, and claims checked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kb.exchange.documents.asks import SAID, ask_documents
from kb.exchange.documents.fields import (
    Document,
    flag,
    ident,
    one,
    web_address,
    whole_number,
    words,
)
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.named import record_told, segment_told, speaker_told, text_told
from kb.exchange.documents.shapes import (
    OURS,
    RecordNamed,
    SourceNamed,
    SpeakerNamed,
    TextNamed,
)
from kb.exchange.documents.sources import source_told
from statements.models import Article, Ask, ClaimCheck, Mention, Quote, Statement
from statements.models.part import Part
from statements.services import score_asks

SEGMENT = "The paragraph or sentence of the statement: p5s2."
Place = Statement | Article


class QuoteDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    text = words("The words, without quotation marks.", SAID)
    is_described = flag("Whether it is our account of what was said.", "staff")
    segment = words(SEGMENT, OURS, null=True)
    person = one(SpeakerNamed, "Who said it, where that may be told.", SAID, null=True)
    capacity = words("In what capacity it was said.", SAID, null=True)


class MentionDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    segment = words(SEGMENT, OURS, null=True)
    symbol = words("The symbol, as printed.", SAID, null=True)
    title = words("The title of the document.", SAID, null=True)
    paragraphs = words("The paragraphs cited: “104, 106”.", SAID, null=True)
    url = web_address("Where it can be read.", SAID, null=True)
    resolution = one(TextNamed, "The text that is cited.", "staff", null=True)
    vote = one(RecordNamed, "The vote that is cited.", "staff", null=True)
    statement = one(RecordNamed, "The statement that is cited.", "staff", null=True)


class ClaimCheckDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    segment = words(SEGMENT, OURS, null=True)
    claim = words("The claim, as printed.", SAID)
    finding = words("What the record says, in our own words.", "staff")
    vote = one(RecordNamed, "The vote that it is about.", "staff", null=True)
    source = one(SourceNamed, "What the finding rests on beside the vote.", "staff", null=True)


class PartsOf:
    """The public parts of some public statements, or articles: four queries, and those of scores.

    `of()` gives them as the last fields of a document.
    """

    def __init__(self, places: Sequence[Place], sight: Sight) -> None:
        column = "statement" if places and isinstance(places[0], Statement) else "article"
        self._stands_in = {f"{column}__in": places}
        self._column, self._sight = f"{column}_id", sight
        self._quotes = self._by_place(Quote.objects.with_speakers(), _quote)
        self._asks = self._asks_by_place()
        self._mentions = self._by_place(Mention.objects.with_targets(), _mention)
        claims = ClaimCheck.objects.public(sight.at).select_related(
            "roll_call__resolution", "source", "segment"
        )
        self._claims = self._by_place(claims, _claim)

    def of(self, place: Place) -> dict[str, list[dict[str, Any]]]:
        return {
            "quotes": self._quotes[place.pk],
            "asks": self._asks[place.pk],
            "mentions": self._mentions[place.pk],
            "claim_checks": self._claims[place.pk],
        }

    def _by_place(self, rows: Any, document: Any) -> dict[int, list[dict[str, Any]]]:
        """A part of which nothing may be told is left out."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in rows.filter(**self._stands_in).order_by("pk"):
            if made := document(row, self._sight):
                found[getattr(row, self._column)].append(made)
        return found

    def _asks_by_place(self) -> dict[int, list[dict[str, Any]]]:
        asks = Ask.objects.with_facts().filter(**self._stands_in).order_by("pk")
        scored = score_asks(asks, at=self._sight.at)
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for each, made in zip(scored, ask_documents(scored, self._sight), strict=True):
            found[getattr(each.ask, self._column)].append(made)
        return found


def _beginning(part: Part) -> dict[str, Any]:
    return {"id": str(part.public_id), "version": part.version}


def _quote(quote: Quote, sight: Sight) -> dict[str, Any]:
    shown = quote.shown_speaker(sight.at)
    return _beginning(quote) | {
        "text": quote.text,
        "is_described": quote.is_described,
        "segment": segment_told(quote),
        "person": speaker_told(quote.person, sight) if shown.name else None,
        "capacity": shown.capacity or None,
    }


def _mention(mention: Mention, sight: Sight) -> dict[str, Any] | None:
    """A record that is not public leaves what was printed of it, or nothing."""
    is_told = mention.public_target(sight.at) is not None
    if not (mention.symbol or mention.title or mention.url or is_told):
        return None
    return _beginning(mention) | {
        "segment": segment_told(mention),
        "symbol": mention.symbol or None,
        "title": mention.title or None,
        "paragraphs": mention.paragraphs or None,
        "url": mention.url or None,
        "resolution": text_told(mention.resolution, sight) if is_told else None,
        "vote": record_told(mention.roll_call, sight),
        "statement": record_told(mention.cited_statement, sight) if is_told else None,
    }


def _claim(claim: ClaimCheck, sight: Sight) -> dict[str, Any]:
    return _beginning(claim) | {
        "segment": segment_told(claim),
        "claim": claim.claim,
        "finding": claim.finding,
        "vote": record_told(claim.roll_call, sight),
        "source": source_told(claim.source, sight),
    }
