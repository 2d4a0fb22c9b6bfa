"""Who put a text forward, as its source prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.council.lookup import entitled_on
from kb.pages.parts.shown import joined
from votes.models import Resolution, Sponsorship

HEADINGS = {
    Sponsorship.Role.MAIN: ("Main sponsor", "Main sponsors"),
    Sponsorship.Role.CO_SPONSOR: ("Co-sponsor", "Co-sponsors"),
    Sponsorship.Role.ADDITIONAL: ("Joined later", "Joined later"),
}


@dataclass(frozen=True, slots=True)
class ShownSponsor:
    name: str
    on_behalf_of: str
    joined_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class SponsorsByRole:
    role: str
    sponsors: list[ShownSponsor]


@dataclass(frozen=True, slots=True)
class ShownSponsors:
    by_role: list[SponsorsByRole]
    note: str


def shown_sponsors(resolution: Resolution, acted_on: date | None) -> ShownSponsors | None:
    """Two queries at most. A main sponsor that could not vote on its own text is pointed out."""
    rows = list(resolution.sponsorships.select_related("state", "on_behalf_of").order_by("pk"))
    if not rows:
        return None
    by_role = [
        SponsorsByRole(HEADINGS[role][len(found) > 1], [_shown(row) for row in found])
        for role in HEADINGS
        if (found := [row for row in rows if row.role == role])
    ]
    return ShownSponsors(by_role, _without_a_vote(resolution, rows, acted_on))


def _shown(row: Sponsorship) -> ShownSponsor:
    group = str(row.on_behalf_of) if row.on_behalf_of else ""
    # "Egypt, on behalf of the African Group" is often printed as one.
    is_said = not group or "behalf" in row.name_as_printed
    url = row.state.get_absolute_url() if row.state else ""
    return ShownSponsor(row.name_as_printed, "" if is_said else group, row.joined_on, url)


def _without_a_vote(
    resolution: Resolution, rows: Sequence[Sponsorship], acted_on: date | None
) -> str:
    main = [row.state for row in rows if row.state and row.role == Sponsorship.Role.MAIN]
    if not main or acted_on is None:
        return ""
    entitled = entitled_on(acted_on, resolution.body)
    without = [state.name for state in main if entitled and state.code not in entitled]
    if not without:
        return ""
    verb = "had no vote of its own" if len(without) == 1 else "had no votes of their own"
    return f"{joined(without)} {verb} that day: a sponsor need not be a member."
