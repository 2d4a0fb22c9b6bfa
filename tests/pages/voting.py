"""Votes in which every State with a seat has a position."""

from datetime import date

from kb.council.models import Seat
from tests.factories import DAY


def absent_but(on: date = DAY, **positions: str) -> dict[str, str]:
    """Positions of every State with a seat: these, and of the others that they were absent."""
    seats = Seat.objects.filter(body__code="hrc").on(on)
    return dict.fromkeys(seats.values_list("state__code", flat=True), "absent") | positions
