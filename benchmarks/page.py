"""The page of a vote without statements about it, uncached: ours beside a careful prefetch page."""

from benchmarks.general_assembly import PrintedRollCall, ballots, roll_calls
from kb.council.models import Body, Session, State
from kb.records.models import Source
from kb.records.services import publish, save_record
from votes.models import Resolution, RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import accept_reading, record_reading

SIZES = (47, 193)
# In the file: a roll call of all 193 member States, on which they were divided.
KEY = "6130"
MARKS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "."}


def vote_of(size: int) -> RollCall:
    """A public vote with the ballots of the first `size` member States, read and accepted."""
    printed = next(each for each in roll_calls() if each.key == KEY)
    roll_call = _roll_call(printed, size)
    source = Source(
        kind=Source.Kind.LIBRARY_RECORD,
        title=f"Record of {printed.symbol}, {size} States",
        url=f"https://example.org/{printed.key}",
    )
    reading = record_reading(
        roll_call=roll_call,
        source=publish(save_record(source, by=None), by=None),
        transcript=_transcript(printed, size),
        text=f"{KEY}, {size}",
        by=None,
    )
    return accept_reading(reading, as_="official", by=None)


def _roll_call(printed: PrintedRollCall, size: int) -> RollCall:
    body = Body.objects.get(code="ga")
    session = Session.objects.filter(body=body, number=printed.session).first()
    session = session or save_record(
        Session(
            body=body,
            code=f"ga{printed.session}",
            label=f"{printed.session}th session",
            kind="regular",
            number=printed.session,
        ),
        by=None,
    )
    text = Resolution(
        symbol=f"A/RES/{printed.session}/{size}",
        title=printed.words,
        body=body,
        session=session,
        outcome=Resolution.Outcome.ADOPTED_BY_VOTE,
        acted_on=printed.held_on,
    )
    publish(save_record(text, by=None), by=None)
    roll_call = RollCall(
        resolution=text, slug=text.slug, held_on=printed.held_on, is_final=True, meeting=83
    )
    return publish(save_record(roll_call, by=None), by=None)


def _transcript(printed: PrintedRollCall, size: int) -> Transcript:
    """Every member State by its name; whom the file does not list under its code was absent."""
    votes = {each.code: each.vote for each in ballots() if each.roll_call == printed.key}
    members = State.objects.filter(kind=State.Kind.MEMBER).order_by("name")[:size]
    positions = [(state.name, votes.get(state.alpha2, "absent")) for state in members]
    cells = [
        Cell(row, name, MARKS[position], position)
        for row, (name, position) in enumerate(positions, start=1)
    ]
    return Transcript(cells=tuple(cells), date=printed.held_on)
