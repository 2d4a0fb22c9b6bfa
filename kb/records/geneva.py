"""The clock in Geneva, by which the Council sits and releases are timed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

GENEVA = ZoneInfo("Europe/Zurich")


def instant_in_geneva(wall: datetime, *, is_second: bool = False) -> datetime:
    """The instant (UTC) at which the clock in Geneva shows `wall`, a time without a zone.

    In the night in which the clocks go back an hour is shown twice: `is_second` means the second
    time. Raises ValueError with a sentence for a time that the clock never shows, and for
    `is_second` where it is shown only once.
    """
    first = wall.replace(tzinfo=GENEVA, fold=0)
    second = wall.replace(tzinfo=GENEVA, fold=1)
    instant = first.astimezone(UTC)
    if instant.astimezone(GENEVA).replace(tzinfo=None) != wall:
        raise ValueError(
            f"The clock in Geneva never shows {wall:%H:%M} on {wall.day} {wall:%B %Y}: it goes "
            "forward by an hour that night. Choose a time before 02:00 or from 03:00 on."
        )
    if not is_second:
        return instant
    if first.utcoffset() == second.utcoffset():
        raise ValueError(
            f"The clock in Geneva shows {wall:%H:%M} only once on {wall.day} {wall:%B %Y}. Leave "
            "“the second time” empty."
        )
    return second.astimezone(UTC)


def in_geneva(instant: datetime) -> str:
    """ "25 October 2026, 02:30 (winter time)"."""
    local = instant.astimezone(GENEVA)
    season = "summer" if local.dst() else "winter"
    return f"{local.day} {local:%B %Y, %H:%M} ({season} time)"
