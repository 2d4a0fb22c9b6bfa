"""Records for tests: plain functions, a sensible record with no arguments."""

from datetime import date
from itertools import count

from kb.council.models import Body, Session, State
from kb.records.models import Source
from kb.records.services import publish, save_record
from votes.models import Initiative, Resolution, RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import accept_reading, add_draft, record_reading

numbers = count(1)
DAY = date(2020, 6, 22)
MARKS = {"yes": "YES", "no": "NO", "abstain": "ABST", "absent": ".", "not_recorded": ""}


def make_source(*, published: bool = True, **fields) -> Source:
    fields.setdefault("kind", Source.Kind.BOARD)
    fields.setdefault("title", f"Vote board {next(numbers)}")
    return _saved(Source(**fields), published)


def make_initiative(*, published: bool = True, **fields) -> Initiative:
    number = next(numbers)
    fields.setdefault("slug", f"family-{number}")
    fields.setdefault("title", f"Family number {number}")
    return _saved(Initiative(**fields), published)


def make_resolution(
    *, number: int | None = None, drafts: tuple[str, ...] = (), published: bool = True, **fields
) -> Resolution:
    number = number or 1000 + next(numbers)
    fields.setdefault("symbol", f"A/HRC/RES/43/{number}")
    fields.setdefault("title", f"Text number {number}")
    fields.setdefault("body", Body.objects.get(code="hrc"))
    fields.setdefault("session", Session.objects.get(code="hrc43"))
    fields.setdefault("outcome", Resolution.Outcome.ADOPTED_BY_VOTE)
    resolution = save_record(Resolution(**fields), by=None)
    for symbol in drafts:
        add_draft(resolution=resolution, symbol=symbol, by=None)
    return _saved(resolution, published)


def make_roll_call(
    *, resolution: Resolution | None = None, published: bool = True, **fields
) -> RollCall:
    resolution = resolution or make_resolution()
    fields.setdefault("slug", resolution.slug)
    fields.setdefault("held_on", DAY)
    fields.setdefault("is_final", True)
    return _saved(RollCall(resolution=resolution, **fields), published)


def make_transcript(positions: dict[str, str], **fields) -> Transcript:
    """A board that prints each State by its UN short name."""
    names = dict(State.objects.values_list("code", "name"))
    cells = tuple(
        Cell(row, names.get(code, code), MARKS[position], position)
        for row, (code, position) in enumerate(positions.items(), start=1)
    )
    return Transcript(cells=cells, **fields)


def make_reading(roll_call: RollCall, positions: dict[str, str], *, source=None, **fields):
    transcript = make_transcript(positions, **fields)
    return record_reading(
        roll_call=roll_call,
        source=source or make_source(),
        transcript=transcript,
        text=repr(transcript),
        by=None,
    )


def make_vote(positions: dict[str, str], *, as_: str = "official", **fields) -> RollCall:
    """A roll call with accepted ballots."""
    roll_call = make_roll_call(**fields)
    return accept_reading(make_reading(roll_call, positions), as_=as_, by=None)


def _saved(record, published: bool):
    save_record(record, by=None)
    return publish(record, by=None) if published else record
