"""Resolutions, decisions and other texts, from their first draft to what became of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from kb.exchange.documents.conflicts import ConflictDocument, conflicts_about
from kb.exchange.documents.fields import (
    Document,
    day,
    flag,
    many,
    one,
    web_address,
    whole_number,
    word,
    words,
)
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import record_told, text_told
from kb.exchange.documents.shapes import OURS, PAGE, Head, RecordNamed, SourceNamed, TextNamed
from kb.exchange.documents.sources import source_told
from kb.search.keyset import Key, newest_first
from votes.filters import ResolutionFilters
from votes.models import Draft, FollowUp, Resolution, RollCall, Sponsorship

TEXT = "the text"
ITS_SOURCE = "the source of the text"


class FamilyDocument(RecordNamed):
    title = words("The title that its texts share.", "staff")


class DraftDocument(Document):
    symbol = words("Such as A/HRC/43/L.31/Rev.1.", TEXT)
    order = whole_number("1 for the first draft; the last was acted on.", ITS_SOURCE)
    note = words("“as orally revised”, “as amended”.", ITS_SOURCE, null=True)
    tabled_on = day("The day it was tabled.", ITS_SOURCE, null=True)


class SponsorDocument(Document):
    name_as_printed = words("As the source prints the sponsor.", ITS_SOURCE)
    state = words("The code of the State that it means; null for others.", "staff", null=True)
    on_behalf_of = words("The code of the group that it was for.", ITS_SOURCE, null=True)
    role = word("Its part in the text.", Sponsorship.Role.values, ITS_SOURCE)
    joined_on = day("For additional co-sponsors: the day they joined.", ITS_SOURCE, null=True)


class FollowUpDocument(Document):
    paragraph = words("Where the text orders it: OP8.", TEXT, null=True)
    description = words("What is to be done, in our own words.", "staff")
    due_session = words("The code of the session by which it is due.", TEXT, null=True)


class VoteOnTextDocument(RecordNamed):
    subject = word("What was voted on.", RollCall.Subject.values, "the source of the vote")
    is_final = flag("Whether this vote settled the text.", "the source of the vote, or staff")
    held_on = day("The day of the vote.", "the source of the vote", null=True)


class ResolutionDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    kind = word("What sort of text it is.", Resolution.Kind.values, ITS_SOURCE)
    title = words("As printed, without “resolution /”.", TEXT)
    symbol = words("Once adopted: A/HRC/RES/43/21.", TEXT, null=True)
    body = words("The code of the body that acted on it.", ITS_SOURCE)
    session = words("The code of the session at which it was tabled.", ITS_SOURCE)
    agenda_item = whole_number("As its source gives it.", ITS_SOURCE, null=True)
    initiative = one(FamilyDocument, "The family of texts it belongs to.", "staff", null=True)
    amends = one(TextNamed, "For an amendment: the text.", ITS_SOURCE, null=True)
    outcome = word("What became of it.", Resolution.Outcome.values, ITS_SOURCE)
    acted_on = day("The day of the action.", ITS_SOURCE, null=True)
    source = one(SourceNamed, "Where these facts come from.", "staff", null=True)
    drafts = many(DraftDocument, "Its drafts in their order.", ITS_SOURCE)
    sponsors = many(SponsorDocument, "Who put it forward.", ITS_SOURCE)
    follow_ups = many(FollowUpDocument, "What it orders to be done.", TEXT)
    votes = many(VoteOnTextDocument, "The public votes on it, in their order.", OURS)
    conflicts = many(ConflictDocument, "Where public sources differ about it.", OURS)


def _rows(at: datetime) -> "QuerySet[Resolution]":
    sponsors = Sponsorship.objects.select_related("state", "on_behalf_of").order_by("pk")
    follow_ups = FollowUp.objects.select_related("due_session").order_by("pk")
    return (
        Resolution.objects.published(at)
        .select_related("body", "session", "agenda_item", "initiative", "amends", "source")
        .prefetch_related(
            Prefetch("drafts", Draft.objects.order_by("order")),
            Prefetch("sponsorships", sponsors),
            Prefetch("follow_ups", follow_ups),
        )
    )


def _documents(rows: Sequence[Resolution], sight: Sight) -> list[dict[str, Any]]:
    """Two queries beside those of the rows."""
    votes = _votes_on(rows, sight)
    conflicts = conflicts_about(rows, sight)
    return [
        _document(each, sight)
        | {"votes": votes[each.pk], "conflicts": conflicts.get(each.public_id, [])}
        for each in rows
    ]


def _document(row: Resolution, sight: Sight) -> dict[str, Any]:
    return head(row, sight) | {
        "slug": row.slug,
        "url": page_url(row),
        "kind": row.kind,
        "title": row.title,
        "symbol": row.symbol or None,
        "body": row.body.code,
        "session": row.session.code,
        "agenda_item": row.agenda_item.number if row.agenda_item else None,
        "initiative": _family(row, sight),
        "amends": text_told(row.amends, sight),
        "outcome": row.outcome,
        "acted_on": day_words(row.acted_on),
        "source": source_told(row.source, sight),
        "drafts": [
            {
                "symbol": draft.symbol,
                "order": draft.order,
                "note": draft.note or None,
                "tabled_on": day_words(draft.tabled_on),
            }
            for draft in row.drafts.all()
        ],
        "sponsors": [_sponsor(each) for each in row.sponsorships.all()],
        "follow_ups": [
            {
                "paragraph": each.paragraph or None,
                "description": each.description,
                "due_session": each.due_session.code if each.due_session else None,
            }
            for each in row.follow_ups.all()
        ],
    }


def _family(row: Resolution, sight: Sight) -> dict[str, Any] | None:
    named = record_told(row.initiative, sight)
    return named | {"title": row.initiative.title} if named else None


def _sponsor(row: Sponsorship) -> dict[str, Any]:
    return {
        "name_as_printed": row.name_as_printed,
        "state": row.state.code if row.state else None,
        "on_behalf_of": row.on_behalf_of.code if row.on_behalf_of else None,
        "role": row.role,
        "joined_on": day_words(row.joined_on),
    }


def _votes_on(rows: Sequence[Resolution], sight: Sight) -> dict[int, list[dict[str, Any]]]:
    found = RollCall.objects.published(sight.at).filter(resolution__in=rows).order_by()
    columns = ("resolution_id", "public_id", "slug", "subject", "is_final", "held_on")
    by_text: dict[int, list[dict[str, Any]]] = defaultdict(list)
    in_order = sorted(found.values_list(*columns), key=lambda vote: (str(vote[5] or "9"), vote[2]))
    for text_, public_id, slug, subject, is_final, held_on in in_order:
        by_text[text_].append(
            {
                "id": str(public_id),
                "slug": slug,
                "subject": subject,
                "is_final": is_final,
                "held_on": day_words(held_on),
            }
        )
    return by_text


RESOLUTIONS = Kind(
    name="resolutions",
    one="text",
    about="Texts from their first draft to what became of them, the newest action first.",
    model=Resolution,
    shape=ResolutionDocument,
    rows=_rows,
    documents=_documents,
    filters=ResolutionFilters,
    keys=(newest_first("acted_on"), Key("slug")),
)
