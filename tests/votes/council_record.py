"""The shared record of the Council's roll calls, put straight into the test's database."""

import csv
import gzip
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.utils import timezone

from kb.council.models import Body, Session, State
from tests.factories import make_source
from votes.models import Ballot, Reading, Resolution, RollCall

POSITIONS = {"Y": "yes", "N": "no", "A": "abstain", ".": "absent", "": "not_recorded"}
BATCH = 2_000


def load_council(shared: Path) -> list[RollCall]:
    """Every roll call of the file with its ballots, published, whatever its totals say."""
    printed = [list(rows) for _, rows in groupby(_rows(shared), itemgetter("record_id"))]
    titles = _titles(shared)
    votes = _votes([rows[0] for rows in printed], titles)
    readings = Reading.objects.bulk_create(_readings(votes))
    states = dict(State.objects.values_list("code", "pk"))
    Ballot.objects.bulk_create(
        [
            Ballot(
                roll_call=vote,
                state_id=states[row["iso3"]],
                reading=reading,
                position=POSITIONS[row["vote"]],
            )
            for vote, reading, rows in zip(votes, readings, printed, strict=True)
            for row in rows
        ],
        batch_size=BATCH,
    )
    return votes


def _rows(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "hrc" / "votes_2006-2021.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return sorted(rows, key=lambda row: (row["date"], row["record_id"], int(row["seq"])))


def _titles(shared: Path) -> dict[str, str]:
    path = shared / "data" / "hrc" / "resolutions_2006-2021.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["record_id"]: row["title"] for row in csv.DictReader(file)}


def _votes(heads: list[dict[str, str]], titles: dict[str, str]) -> list[RollCall]:
    body = Body.objects.get(code="hrc")
    sessions = list(
        Session.objects.filter(body=body, starts_on__isnull=False).order_by("starts_on")
    )
    public = {"state": "published", "release_at": timezone.now()}
    texts = Resolution.objects.bulk_create(
        [
            Resolution(
                body=body,
                session=_session(sessions, date.fromisoformat(head["date"])),
                # Two records may carry one symbol: the library's number tells them apart.
                slug=f"record-{head['record_id']}",
                title=titles.get(head["record_id"], head["symbol"])[:500],
                outcome=Resolution.Outcome.PENDING,
                acted_on=head["date"],
                **public,
            )
            for head in heads
        ]
    )
    return RollCall.objects.bulk_create(
        [
            RollCall(
                resolution=text,
                slug=text.slug,
                held_on=date.fromisoformat(text.acted_on),
                standing=RollCall.Standing.OFFICIAL,
                **public,
            )
            for text in texts
        ]
    )


def _session(sessions: list[Session], day: date) -> Session:
    """The last that had begun by then."""
    return next((each for each in reversed(sessions) if each.starts_on <= day), sessions[0])


def _readings(votes: list[RollCall]) -> list[Reading]:
    source = make_source(kind="library_record", title="Records of the library")
    return [
        Reading(
            roll_call=vote,
            source=source,
            cells=[],
            text=vote.slug,
            sha256=f"{number:064x}",
            recorded_at=timezone.now(),
        )
        for number, vote in enumerate(votes)
    ]
