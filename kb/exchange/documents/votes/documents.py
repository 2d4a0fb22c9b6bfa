"""Votes: result, ballots, readings, conflicts, and asks with what became of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from statements.models.ask import final_votes
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
    accepted = {vote: _accepted(vote, readings[vote.pk]) for vote in votes}
    evidence = _Evidence(votes, ballots, sight)
    return [
        _facts(vote, sight)
        | _result(vote, ballots[vote.pk], actions[vote], accepted[vote])
        | {
            "exceptions": evidence.exceptions(vote, accepted[vote]),
            "readings": [reading_document(each) for each in readings[vote.pk]],
            "conflicts": conflicts.get(vote.public_id, []),
            "asks": ask_documents(asks.get(vote.pk, ()), sight),
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
    vote: RollCall, ballots: BallotsOf, action: Action, accepted: Reading | None
) -> dict[str, Any]:
    counted = ballots.counted
    return {
        "is_adopted": action.is_adopted,
        "accepted_reading": str(accepted.public_id) if accepted else None,
        "positions_listed": listed_words(vote.accepted_listed),
        "counts": _counts(tally(counted.values()), vote.accepted_listed) if counted else None,
        "ballots": ballots.rows,
    }


def _accepted(vote: RollCall, readings: Sequence[Reading]) -> Reading | None:
    """The reading on which the result rests, if it is among the public ones."""
    return next((each for each in readings if each.pk == vote.accepted_reading_id), None)


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
    """{key of the vote: the asks about it}, as `Ask.about()` finds them for one.

    The number of queries does not grow with the votes; none where nothing is asked.
    """
    asked = [vote for vote in actions if vote.has_asks]
    if not asked:
        return {}
    last = _last_votes({vote.resolution_id for vote in asked if vote.is_final}, sight)
    keys = {vote.pk for vote in asked}
    settled = {text: key for text, key in last.items() if key in keys}
    about = Q(roll_call__in=asked) | Q(roll_call=None, resolution__in=settled)
    known = {
        vote: action
        for vote, action in actions.items()
        if not vote.is_final or vote.resolution_id in settled
    }
    asks = Ask.objects.public(sight.at).filter(about).with_facts()
    found: dict[int, list[ScoredAsk]] = defaultdict(list)
    for each in in_order(score_asks(asks, at=sight.at, known=known)):
        found[each.ask.roll_call_id or settled[each.ask.resolution_id]].append(each)
    return found


def _last_votes(texts: Collection[int], sight: Sight) -> dict[int, int]:
    """{key of the text: key of its final vote}, the last public one if there are several."""
    votes = final_votes(sight.at).filter(resolution__in=texts)
    return dict(votes.values_list("resolution_id", "pk"))


class _Evidence:
    """The public ids of what single ballots rest on: two queries where there are such ballots."""

    def __init__(
        self, votes: Sequence[RollCall], ballots: Mapping[int, BallotsOf], sight: Sight
    ) -> None:
        self._ballots = ballots
        pairs = [pair for vote in votes for pair in ballots[vote.pk].others.values()]
        self._readings = _ids(
            Reading.objects.public(sight.at), {reading for reading, _ in pairs if reading}
        )
        self._corrections = _ids(
            Source.objects.filter(visible(sight.at)), {source for _, source in pairs if source}
        )

    def exceptions(self, vote: RollCall, accepted: Reading | None) -> list[dict[str, str | None]]:
        """Of evidence that is not public only what the accepted reading shows of itself.

        Where it says the same, or where it is hidden too, nulls would tell of hidden evidence.
        """
        positions, others = self._ballots[vote.pk].positions, self._ballots[vote.pk].others
        if not others:
            return []
        said = accepted.positions if accepted else positions
        return [
            {"state": code, "reading": reading, "correction": correction}
            for code, reading, correction in self._told(others)
            if reading or correction or said.get(code) != positions[code]
        ]

    def _told(
        self, others: Mapping[str, tuple[int | None, int | None]]
    ) -> Iterator[tuple[str, str | None, str | None]]:
        for code, (reading, correction) in sorted(others.items()):
            yield code, self._readings.get(reading), self._corrections.get(correction)


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
