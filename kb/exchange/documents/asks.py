"""Asks with what became of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from kb.exchange.documents.fields import (
    Document,
    day,
    flag,
    ident,
    list_of,
    one,
    web_address,
    whole_number,
    word,
    words,
)
from kb.exchange.documents.kind import Kind, Sight, day_words
from kb.exchange.documents.named import record_named, record_told, segment_told, text_named
from kb.exchange.documents.shapes import OURS, RecordNamed, SourceNamed, TextNamed
from kb.exchange.documents.sources import source_named
from kb.records.models import Source
from kb.search.keyset import Key, newest_first, number
from statements.filters import OUTCOMES, AskFilters
from statements.models import Ask
from statements.outcomes import Counts, Outcome
from statements.services import ScoredAsk, score_asks

VERDICTS = [name for name, _ in OUTCOMES if name != "not_scored"]
SAID = "the statement or article"
COUNTED = "computed from the ballots"
NOTHING_KNOWN = Outcome(None)


class CountsDocument(Document):
    """The entitled States behind an outcome: sorted codes, each in one list."""

    did_as_asked = list_of(words("A State.", COUNTED), "Those that did as asked.", COUNTED)
    abstained = list_of(words("A State.", COUNTED), "Those that abstained.", COUNTED)
    absent = list_of(words("A State.", COUNTED), "Those that were absent.", COUNTED)
    not_recorded = list_of(words("A State.", COUNTED), "Those of which nothing is known.", COUNTED)
    did_not = list_of(words("A State.", COUNTED), "Those that did the opposite.", COUNTED)


class AskDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    text = words("The sentence that asks.", SAID)
    is_verbatim = flag("Whether these are the words themselves, or our account.", "staff")
    said_in = web_address("The page of the statement or article.", OURS)
    statement = one(RecordNamed, "The statement in which it stands.", OURS, null=True)
    article = one(RecordNamed, "Or the article.", OURS, null=True)
    segment = words("The paragraph or sentence of the statement: p5s2.", OURS, null=True)
    target = word("Who is asked.", Ask.Target.values, SAID)
    target_state = words("The code of the State that is asked.", SAID, null=True)
    target_group = words("The code of the group that is asked.", SAID, null=True)
    act = word("What they are asked to do.", Ask.Act.values, SAID)
    position_asked = word(
        "The position asked, where the act does not say it.", Ask.Position.values, SAID, null=True
    )
    resolution = one(
        TextNamed,
        "The text that it is about. Where it is about no public text, nothing is said of that: "
        "every field that would is null or false.",
        "staff",
        null=True,
    )
    vote = one(RecordNamed, "The vote that it names itself.", "staff", null=True)
    scored_on = one(RecordNamed, "The vote by which its outcome is known.", COUNTED, null=True)
    made_on = day("The day on which it was made.", SAID, null=True)
    made_after_vote = flag("Whether staff say that it came after the vote of that day.", "staff")
    amended_as_asked = flag("Whether a source says that the text was amended as asked.", "staff")
    amended_source = one(SourceNamed, "The source that says so.", "staff", null=True)
    outcome = word("What became of it; null where it is not scored.", VERDICTS, COUNTED, null=True)
    made_after = flag("Whether it was made after the vote, and is not scored.", COUNTED)
    left_out = flag("Whether the State asked had no seat, and is left out.", COUNTED)
    counts = one(CountsDocument, "The States behind the outcome.", COUNTED, null=True)


def ask_documents(scored: Sequence[ScoredAsk], sight: Sight) -> list[dict[str, Any]]:
    """Asks come `with_facts()`; each tells of public things alone. No query."""
    return [_document(each, sight) for each in scored]


def _document(scored: ScoredAsk, sight: Sight) -> dict[str, Any]:
    ask = scored.ask
    # What is said of a vote or a text that is not public would tell that there is one.
    text, result = scored.resolution, scored.outcome if scored.resolution else NOTHING_KNOWN
    amended = _amended_source(scored, sight)
    return {
        "id": str(ask.public_id),
        "version": ask.version,
        "text": ask.text,
        "is_verbatim": not ask.said_in.is_described,
        "said_in": settings.PUBLIC_URL + ask.said_in.get_absolute_url(),
        "statement": record_named(ask.statement) if ask.statement else None,
        "article": record_named(ask.article) if ask.article else None,
        "segment": segment_told(ask),
        "target": ask.target_kind,
        "target_state": ask.target_state.code if ask.target_state else None,
        "target_group": ask.target_group.code if ask.target_group else None,
        "act": ask.act,
        "position_asked": (ask.position_asked or None) if text else None,
        "resolution": text_named(text) if text else None,
        "vote": record_told(ask.roll_call, sight),
        "scored_on": record_named(scored.roll_call) if scored.roll_call else None,
        "made_on": day_words(ask.asked_on),
        "made_after_vote": ask.made_after_vote and text is not None,
        "amended_as_asked": amended is not None,
        "amended_source": source_named(amended) if amended else None,
        "outcome": result.verdict,
        "made_after": result.made_after,
        "left_out": result.left_out,
        "counts": _counts(result.counts) if result.counts else None,
    }


def _amended_source(scored: ScoredAsk, sight: Sight) -> Source | None:
    """The public source that says that the public text was amended as asked."""
    source = scored.ask.amended_source if scored.ask.amended_as_asked else None
    is_told = source and scored.resolution and source.is_public(sight.at)
    return source if is_told else None


def _counts(counts: Counts) -> dict[str, list[str]]:
    return {name: list(states) for name, states in asdict(counts).items()}


def public_asks(at: datetime) -> "QuerySet[Ask]":
    """Each with the day, the address and the place in it by which lists order them."""
    return (
        Ask.objects.public(at)
        .with_facts()
        .annotate(
            day=Coalesce("made_on", "statement__delivered_on", "article__published_on"),
            place=Coalesce("statement__slug", "article__slug"),
            paragraph=F("segment__order"),
        )
    )


def in_order(scored: Sequence[ScoredAsk]) -> list[ScoredAsk]:
    """By day, then by where they stand; within one place as they were recorded."""
    return sorted(
        scored,
        key=lambda each: (str(each.ask.asked_on or "9"), each.ask.said_in.get_absolute_url()),
    )


ASKS = Kind(
    name="asks",
    one="ask",
    about="What organisations asked of the Council, of States and of sponsors.",
    model=Ask,
    shape=AskDocument,
    rows=public_asks,
    documents=lambda rows, sight: ask_documents(score_asks(rows, at=sight.at), sight),
    filters=AskFilters,
    keys=(
        newest_first("day"),
        Key("place"),
        Key("paragraph", number, may_be_empty=True),
        Key("public_id", UUID),
    ),
    named_by="public_id",
)
