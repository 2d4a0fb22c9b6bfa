"""The yardstick of the vote page: what a careful Django project would write.

The same words and markup, by a view that selects and prefetches everything it shows, in templates
with a loop for each list and an include for each tile, row and mark. Nothing is asked twice, no
query depends on the size, addresses of States are made once a process.
"""

from datetime import datetime
from types import SimpleNamespace

from django.db.models import F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from kb.council.models import Seat
from kb.pages.parts.changes import with_last_change
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import joined, shown_source, state_url
from kb.pages.vote import words
from kb.records.models import ConflictValue
from kb.search.visibility import visible
from votes.analysis.tally import IN_WORDS, entitled_positions, tally
from votes.models import Ballot, Reading, RollCall
from votes.pictures import MARKS, tally_bar
from votes.pictures.places import COLUMNS, PLACES, ROWS
from votes.pictures.world import CODE, LETTER, PITCH, TILE
from votes.reading.cells import POSITIONS

SELECTED = (
    "resolution__body",
    "resolution__session",
    "resolution__agenda_item",
    "resolution__initiative",
    "resolution__source",
    "draft",
    "requested_by",
)


def prefetch_page(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    roll_call = get_object_or_404(_votes(at), slug=slug)
    page = _page(roll_call, at)
    return render(request, "yardstick/vote.html", {"page": page})


def _votes(at: datetime):
    readings = Reading.objects.public(at).select_related("source").defer("text")
    votes = RollCall.objects.published(at).select_related(*SELECTED)
    votes = votes.annotate(text_symbol=text_symbol(), listed=F("accepted_reading__listed"))
    return with_last_change(votes).prefetch_related(
        Prefetch("ballots", Ballot.objects.select_related("state")),
        Prefetch("readings", readings.order_by("recorded_at", "pk")),
    )


def _page(roll_call: RollCall, at: datetime) -> SimpleNamespace:
    ballots = list(roll_call.ballots.all())
    states = {ballot.state.code: ballot.state for ballot in ballots}
    cast = {ballot.state.code: ballot.position for ballot in ballots}
    on, body = roll_call.held_on, roll_call.resolution.body
    seats = Seat.objects.entitled_on(on).filter(body=body).select_related("state", "group")
    states |= {seat.state.code: seat.state for seat in seats}
    positions = entitled_positions(cast, {seat.state.code for seat in seats})
    counted = tally(positions.values())
    answer = words.answer(roll_call, counted.adopted, counted, at, roll_call.listed)
    names = {code: state.name for code, state in states.items()}
    readings = list(roll_call.readings.all())
    head = words.head(roll_call, answer, at)
    return SimpleNamespace(
        head=head,
        title=roll_call.resolution.title,
        json_url=reverse("vote-json", args=[roll_call.slug]),
        csv_url=reverse("vote-csv", args=[roll_call.slug]),
        what=words.what_was_voted(roll_call),
        meeting=words.meeting(roll_call),
        held_on=on,
        record=roll_call.standing,
        record_label=words.record_label(roll_call, readings[0]),
        outcome=answer.headline,
        score=answer.score,
        said_counts=answer.said_counts,
        tally=counted,
        counts=[
            SimpleNamespace(mark=MARKS[position], number=number, word=IN_WORDS[position])
            for position, number in counted.counts
            if number
        ],
        bar=tally_bar(counted),
        world=_world(positions) if len(positions) > 100 else None,
        world_words=counted.words,
        tiles=_tiles(positions, states),
        conflicts=list(_conflicts(roll_call, at)),
        readings=readings,
        rows=_rows(readings[0], names),
        missing=joined(sorted(names[code] for code in positions.keys() - cast.keys())),
        copy_text=words.copy_text(roll_call, answer, positions, names, head.permanent_url),
        sources=[shown_source(reading.source) for reading in readings],
    )


def _world(positions):
    tiles = [
        SimpleNamespace(
            code=code,
            mark=MARKS.get(positions.get(code)),
            x=column * PITCH + 1,
            y=row * PITCH + 1,
            middle=column * PITCH + 1 + TILE // 2,
            code_y=row * PITCH + 1 + CODE,
            letter_y=row * PITCH + 1 + LETTER,
        )
        for code, (column, row) in PLACES.items()
    ]
    return SimpleNamespace(tiles=tiles, side=TILE, width=COLUMNS * PITCH, height=ROWS * PITCH)


def _tiles(positions, states):
    tiles = [
        SimpleNamespace(
            mark=MARKS[position], name=states[code].tile_name, url=state_url(code), differs=False
        )
        for code, position in positions.items()
    ]
    return sorted(tiles, key=lambda tile: (POSITIONS.index(tile.mark.position), tile.name))


def _conflicts(roll_call, at):
    records = [roll_call.public_id, roll_call.resolution.public_id]
    values = ConflictValue.objects.filter(visible(at, "source__"), Q(conflict__record__in=records))
    return values.select_related("conflict", "source")


def _rows(reading, names):
    rows = [
        SimpleNamespace(
            name=names.get(found[0], cell["printed"]),
            url=state_url(found[0]),
            printed=cell["printed"],
            printed_mark=cell["mark"],
            mark=MARKS[found[1]],
        )
        for cell, found in zip(reading.cells, reading.understood, strict=True)
    ]
    return sorted(rows, key=lambda row: row.name)
