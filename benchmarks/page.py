"""The page of a vote without statements about it, uncached: ours beside a careful prefetch page."""

from collections.abc import Callable, Iterator, Sequence
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.databases import Database
from benchmarks.general_assembly import PrintedRollCall, ballots, roll_calls
from benchmarks.measure import each, sees_server
from benchmarks.table import Goal, Row, Skip
from kb.council.models import Body, Session, State
from kb.records.models import Source
from kb.records.services import publish, save_record
from votes.models import Resolution, RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import accept_reading, record_reading

SIZES = (47, 193)
# In the file: a roll call of all 193 member States, on which they were divided.
KEY = "6130"
QUERIES, RATIO, REQUESTS = Goal("≤", 4), Goal("≤", 0.35, of_ratio=True), Goal("≥", 150)
MARKS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "."}


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """Anonymous requests through the whole stack, one after the other, nothing kept in between."""
    if not sees_server():
        raise Skip("the database server runs where its processor time cannot be read")
    get = browser()
    votes = {size: vote_of(size) for size in sizes}
    for size, vote in votes.items():
        ours, theirs = vote.get_absolute_url(), reverse("yardstick", args=[vote.slug])
        pages = [get(url) for url in (ours, theirs)]
        own, other = (each(lambda url=url: get(url)) for url in (ours, theirs))
        for what, figure, yardstick, goal in (
            ("bytes", *map(len, pages), None),
            ("queries", *(len(queries_of(get, url)) for url in (ours, theirs)), QUERIES),
            ("CPU ms", 1000 * own, 1000 * other, RATIO),
            ("requests a CPU second", 1 / own, 1 / other, REQUESTS if size == max(SIZES) else None),
        ):
            yield Row(f"vote page, {what}", database.name, size, figure, yardstick, goal)


def browser() -> Callable[[str], bytes]:
    """Asks the site as a web server does, and returns the page that it sends."""
    application = get_wsgi_application()

    def get(path: str) -> bytes:
        name, _, query = path.partition("?")
        environ: dict[str, object] = {"PATH_INFO": name, "QUERY_STRING": query}
        environ["REMOTE_ADDR"] = "127.0.0.1"
        setup_testing_defaults(environ)
        answers = []
        response = application(environ, lambda status, headers: answers.append(status))
        body = b"".join(response)
        response.close()
        assert answers == ["200 OK"], f"{path}: {answers}"
        return body

    return get


def queries_of(get: Callable[[str], bytes], path: str) -> list[str]:
    """What a page asks the database, in SQL."""
    with CaptureQueriesContext(connection) as queries:
        get(path)
    return [each["sql"] for each in queries.captured_queries]


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
