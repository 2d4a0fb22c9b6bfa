"""Votes in which every State with a seat has a position, and votes that follow each other."""

from datetime import date

from kb.council.models import Seat
from kb.records.services import publish, save_record
from tests.factories import DAY, make_resolution, make_vote
from votes.models import Initiative, RollCall


def absent_but(on: date = DAY, **positions: str) -> dict[str, str]:
    """Positions of every State with a seat: these, and of the others that they were absent."""
    seats = Seat.objects.filter(body__code="hrc").on(on)
    return dict.fromkeys(seats.values_list("state__code", flat=True), "absent") | positions


def everybody(position: str, **others: str) -> dict[str, str]:
    seats = Seat.objects.filter(body__code="hrc").on(DAY)
    return dict.fromkeys(seats.values_list("state__code", flat=True), position) | others


def family(*votes: tuple[date, dict[str, str]]) -> list[RollCall]:
    """Votes on successive texts of one initiative."""
    number = Initiative.objects.count()
    initiative = save_record(Initiative(slug=f"family-{number}", title="Cooperation"), by=None)
    publish(initiative, by=None)
    return [
        make_vote(
            positions,
            held_on=day,
            resolution=make_resolution(initiative=initiative, acted_on=day),
        )
        for day, positions in votes
    ]
