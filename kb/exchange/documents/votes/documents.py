"""Votes: result, ballots, readings, conflicts, and asks with what became of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kb.exchange.documents.asks import ask_documents, in_order
from kb.exchange.documents.conflicts import conflicts_about
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import text_named
from kb.exchange.documents.votes.ballots import BallotsOf, read_ballots
from kb.exchange.documents.votes.readings import listed_words, reading_document, readings_of
from kb.exchange.documents.votes.shapes import VoteDocument
from kb.records.models import Conflict, Source
from kb.search.keyset import Key, newest_first
from kb.search.visibility import visible
from statements.models import Ask
from statements.outcomes import Action
from statements.services import ScoredAsk, Subject, action_on, score_asks
from votes.analysis.tally import Tally, tally
from votes.filters import VoteFilters
from votes.models import Reading, RollCall

SELECTED = (
    "resolution__body",
    "resolution__session",
    "resolution__agenda_item",
    "draft",
    "requested_by",
)


def votes_to_tell(at: datetime) -> "QuerySet[RollCall]":
    """Public votes with all that their documents need of them, and of what they need not ask.

    `has_…` are true as well where nothing of it is public: the document asks by the gate.
    """
    asks = Ask.objects.filter(
        Q(roll_call=OuterRef("pk")) | Q(roll_call=None, resolution=OuterRef("resolution"))
    )
    conflicts = Conflict.objects.filter(record=OuterRef("public_id"))
    return (
        RollCall.objects.published(at)
        .select_related(*SELECTED)
        .annotate(
            accepted_listed=F("accepted_reading__listed"),
            has_asks=Exists(asks),
            has_conflicts=Exists(conflicts),
        )
    )


def vote_documents(votes: Sequence[RollCall], sight: Sight) -> list[dict[str, Any]]:
    """Two queries; more only where something is disputed, asked or corrected."""
    ballots, readings = read_ballots(votes), readings_of(votes, sight)
    actions = {vote: _action(vote, ballots[vote.pk]) for vote in votes}
    disputed = [vote for vote in votes if vote.has_conflicts]
    conflicts = conflicts_about(disputed, sight) if disputed else {}
    asks = _asks(actions, sight)
    evidence = _Evidence(votes, ballots, sight)
    return [
        _facts(vote, sight)
        | _result(vote, ballots[vote.pk], actions[vote], readings[vote.pk])
        | {
            "exceptions": evidence.exceptions(vote),
            "readings": [reading_document(each) for each in readings[vote.pk]],
            "conflicts": conflicts.get(vote.public_id, []),
            "asks": ask_documents(asks[vote.pk], sight),
        }
        for vote in votes
    ]


def _facts(vote: RollCall, sight: Sight) -> dict[str, Any]:
    text = vote.resolution
    return head(vote, sight) | {
        "slug": vote.slug,
        "url": page_url(vote),
        "title": text.title,
        "body": text.body.code,
        "session": text.session.code,
        "agenda_item": text.agenda_item.number if text.agenda_item else None,
        "resolution": text_named(text) | {"outcome": text.outcome},
        "draft": vote.draft.symbol if vote.draft else None,
        "subject": vote.subject,
        "subject_symbol": vote.subject_symbol or None,
        "subject_label": vote.subject_label or None,
        "is_final": vote.is_final,
        "meeting": vote.meeting,
        "held_on": day_words(vote.held_on),
        "requested_by": vote.requested_by.code if vote.requested_by else None,
        "standing": vote.standing,
    }


def _result(
    vote: RollCall, ballots: BallotsOf, action: Action, readings: Sequence[Reading]
) -> dict[str, Any]:
    counted = ballots.counted
    accepted = next((e for e in readings if e.pk == vote.accepted_reading_id), None)
    return {
        "is_adopted": action.is_adopted,
        "accepted_reading": str(accepted.public_id) if accepted else None,
        "positions_listed": listed_words(vote.accepted_listed),
        "counts": _counts(tally(counted.values()), vote.accepted_listed) if counted else None,
        "ballots": ballots.rows,
    }


def _action(vote: RollCall, ballots: BallotsOf) -> Action:
    subject = Subject(vote.resolution, vote)
    return action_on(subject, ballots=ballots.positions, entitled=ballots.entitled)


def _counts(counted: Tally, listed: Collection[str] | None) -> dict[str, int | None]:
    """None for a position that the source does not list, while somebody is not recorded."""
    if listed is None or not counted.not_recorded:
        return dict(counted.counts)
    known = {*listed, "not_recorded"}
    return {position: number if position in known else None for position, number in counted.counts}


def _asks(actions: Mapping[RollCall, Action], sight: Sight) -> dict[int, list[ScoredAsk]]:
    """{key of the vote: the asks about it}, as `Ask.about()` finds them for one."""
    asked = [vote for vote in actions if vote.has_asks]
    found: dict[int, list[ScoredAsk]] = defaultdict(list)
    for vote in asked:
        asks = Ask.objects.public(sight.at).about(vote, sight.at).with_facts()
        scored = score_asks(asks, at=sight.at, known={vote: actions[vote]})
        found[vote.pk] = in_order(scored)
    return found


class _Evidence:
    """The public ids of what single ballots rest on: two queries where there are such ballots."""

    def __init__(
        self, votes: Sequence[RollCall], ballots: Mapping[int, BallotsOf], sight: Sight
    ) -> None:
        self._others = {vote.pk: ballots[vote.pk].others for vote in votes}
        pairs = [pair for others in self._others.values() for pair in others.values()]
        self._readings = _ids(
            Reading.objects.public(sight.at), {reading for reading, _ in pairs if reading}
        )
        self._corrections = _ids(
            Source.objects.filter(visible(sight.at)), {source for _, source in pairs if source}
        )

    def exceptions(self, vote: RollCall) -> list[dict[str, str | None]]:
        return [
            {
                "state": code,
                "reading": self._readings.get(reading),
                "correction": self._corrections.get(correction),
            }
            for code, (reading, correction) in sorted(self._others[vote.pk].items())
        ]


def _ids(rows: "QuerySet[Any]", keys: Collection[int]) -> dict[int | None, str]:
    if not keys:
        return {}
    found: list[tuple[int, UUID]] = list(rows.filter(pk__in=keys).values_list("pk", "public_id"))
    return {key: str(public_id) for key, public_id in found}


VOTES = Kind(
    name="votes",
    one="vote",
    about="Recorded votes with ballots, readings, conflicts, and asks with their outcomes.",
    model=RollCall,
    shape=VoteDocument,
    rows=votes_to_tell,
    documents=vote_documents,
    filters=VoteFilters,
    keys=(newest_first("held_on"), Key("slug")),
)
