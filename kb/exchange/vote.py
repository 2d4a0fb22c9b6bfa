"""One vote for programs: result, ballots, readings, conflicts, asks with outcomes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from kb.exchange.ballots import read_ballots
from kb.records.models import ConflictValue, Source
from statements.models import Ask
from statements.outcomes import Action
from statements.services import ScoredAsk, Subject, action_on, score_asks
from votes.analysis.tally import Tally, tally
from votes.models import Reading, Resolution, RollCall


def vote_document(roll_call: RollCall, at: datetime) -> dict[str, Any]:
    """JSON-ready, from public data alone. Positions are words, dates ISO 8601.

    `roll_call` comes with `accepted_listed`, the positions that its accepted reading lists.
    """
    text = roll_call.resolution
    ballots = read_ballots(roll_call)
    counted = ballots.counted
    held = roll_call.held_on
    action = action_on(
        Subject(text, roll_call), ballots=ballots.positions, entitled=ballots.entitled
    )
    return {
        "id": str(roll_call.public_id),
        "slug": roll_call.slug,
        "url": settings.PUBLIC_URL + roll_call.get_absolute_url(),
        "version": roll_call.version,
        "title": text.title,
        "body": text.body.code,
        "session": text.session.code,
        "agenda_item": text.agenda_item.number if text.agenda_item else None,
        "resolution": _text(text),
        "draft": roll_call.draft.symbol if roll_call.draft else None,
        "subject": roll_call.subject,
        "subject_symbol": roll_call.subject_symbol or None,
        "subject_label": roll_call.subject_label or None,
        "is_final": roll_call.is_final,
        "meeting": roll_call.meeting,
        "held_on": held.isoformat() if held else None,
        "requested_by": roll_call.requested_by.code if roll_call.requested_by else None,
        "standing": roll_call.standing,
        "is_adopted": action.is_adopted,
        "counts": _counts(tally(counted.values()), roll_call.accepted_listed) if counted else None,
        "ballots": ballots.rows,
        "readings": [_reading(each) for each in _public_readings(roll_call, at)],
        "conflicts": _conflicts(roll_call, at),
        "asks": [_ask(each) for each in _asks(roll_call, action, at)],
        "licence": settings.LICENCE,
        "publisher": settings.PUBLISHER or None,
    }


def _text(text: Resolution) -> dict[str, Any]:
    return {
        "id": str(text.public_id),
        "slug": text.slug,
        "symbol": text.symbol or None,
        "outcome": text.outcome,
    }


def _counts(counted: Tally, listed: Collection[str] | None) -> dict[str, int | None]:
    """None for a position that the source does not list, while somebody is not recorded."""
    if listed is None or not counted.not_recorded:
        return dict(counted.counts)
    known = {*listed, "not_recorded"}
    return {position: number if position in known else None for position, number in counted.counts}


def _public_readings(roll_call: RollCall, at: datetime) -> Iterable[Reading]:
    readings = Reading.objects.public(at).filter(roll_call=roll_call)
    return readings.select_related("source").order_by("recorded_at", "pk")


def _reading(reading: Reading) -> dict[str, Any]:
    cells = [_cell(*each) for each in zip(reading.cells, reading.understood, strict=True)]
    return {
        "id": str(reading.public_id),
        "source": _source(reading.source),
        "record_id": reading.record_id or None,
        "symbol": reading.symbol or None,
        "title": reading.title or None,
        "date": reading.dated_on.isoformat() if reading.dated_on else None,
        "declared": reading.declared,
        "sha256": reading.sha256,
        "cells": cells,
    }


def _cell(cell: dict[str, Any], understood: Sequence[Any] | None) -> dict[str, Any]:
    """As printed, then what we made of it. The keys in one order, whatever the database keeps."""
    state, position, named_by_a_person = understood or (None, None, False)
    return {
        "row": cell["row"],
        "printed": cell["printed"],
        "mark": cell["mark"],
        "position": position,
        "state": state,
        "named_by_a_person": named_by_a_person,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": str(source.public_id),
        "kind": source.kind,
        "title": source.title,
        "publisher": source.publisher or None,
        "reference": source.reference or None,
        "url": source.url or None,
        "dated_on": source.dated_on.isoformat() if source.dated_on else None,
    }


def _conflicts(roll_call: RollCall, at: datetime) -> list[dict[str, Any]]:
    """Disputes between public sources over this vote, each with every value."""
    by_field = ConflictValue.objects.disputes(at, roll_call)
    return [
        {
            "field": field,
            "label": found[0].conflict.label,
            # A reason for a value that is not public would tell of it.
            "reason": found[0].conflict.reason if any(each.is_chosen for each in found) else None,
            "values": [
                {
                    "value": value.value,
                    "printed": value.printed or None,
                    "is_chosen": value.is_chosen,
                    "source": _source(value.source),
                }
                for value in found
            ],
        }
        for field, found in by_field.items()
    ]


def _asks(roll_call: RollCall, action: Action, at: datetime) -> list[ScoredAsk]:
    asks = Ask.objects.public(at).about(roll_call, at).with_facts()
    return score_asks(asks, at=at, known={roll_call: action})


def _ask(scored: ScoredAsk) -> dict[str, Any]:
    ask, result = scored.ask, scored.outcome
    asked_on = ask.asked_on
    return {
        "id": str(ask.public_id),
        "text": ask.text,
        "is_verbatim": not ask.said_in.is_described,
        "said_in": settings.PUBLIC_URL + ask.said_in.get_absolute_url(),
        "target": ask.target_kind,
        "target_state": ask.target_state.code if ask.target_state else None,
        "target_group": ask.target_group.code if ask.target_group else None,
        "act": ask.act,
        "position_asked": ask.position_asked or None,
        "made_on": asked_on.isoformat() if asked_on else None,
        "outcome": result.verdict,
        "made_after": result.made_after,
        "left_out": result.left_out,
        "counts": asdict(result.counts) if result.counts else None,
    }
