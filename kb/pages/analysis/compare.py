"""Any two votes of one body: who moved between them, apart from who left and who came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from kb.council.models import Body, Group
from kb.pages.analysis.group import word_of
from kb.pages.analysis.kinds import Row
from kb.pages.analysis.rolls import Roll, rolls_of
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.shown import Link, day_words
from kb.pages.vote.facts import VotedText, seats_of_days, voted_texts
from kb.pages.vote.states import Seats, ShownShift, shown_shift
from kb.records.addresses import MovedPage, find_public
from votes.analysis.groups import tally_by_group
from votes.analysis.record import Term, membership
from votes.analysis.shifts import Shifts, shifts
from votes.analysis.tally import Tally, entitled_positions
from votes.models import Ballot, RollCall
from votes.reading.cells import Position
from votes.services.analysing import group_terms

COLUMNS = ("state", "from", "to", "change")


class TwoBodies(Exception):
    """Votes of two bodies: who could vote in one had perhaps no vote in the other."""


@dataclass(frozen=True, slots=True)
class End:
    """One of the two votes. `positions` are those of the States that could vote."""

    roll: Roll
    positions: Mapping[str, Position]

    @property
    def name(self) -> str:
        """ "A/HRC/RES/43/21", "Amendment A/HRC/43/L.60"; its day where there is neither."""
        return self.roll.what or self.roll.symbol or f"the vote of {self.day}"

    @property
    def day(self) -> str:
        return day_words(self.roll.held_on) if self.roll.held_on else "a day to come"


@dataclass(frozen=True, slots=True)
class GroupShift:
    code: str
    name: str
    before: Tally | None
    after: Tally | None

    @property
    def url(self) -> str:
        return reverse("group", args=[word_of(self.code)])


@dataclass(frozen=True, slots=True)
class TwoVotes:
    """`shifts` and `shown` are None where one of the two has no ballots yet."""

    before: End
    after: End
    body: Body
    shifts: Shifts | None
    shown: ShownShift | None
    groups: Sequence[GroupShift]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What `pages/analysis/compare.html` prints."""

    head: PageHead
    title: str
    votes: list[Link]
    found: TwoVotes
    json_url: str
    csv_url: str


def compare_address(first: str, second: str, ending: str = "") -> str:
    return reverse(f"compare-votes{ending}", args=[first, second])


def two_votes(first: str, second: str, at: datetime, ending: str = "") -> TwoVotes:
    """The votes with these slugs, the earlier first. A fixed number of queries.

    Raises Http404, WithdrawnPage, MovedPage (also for the other order) and TwoBodies.
    """
    if first == second:
        raise Http404
    ends = [
        _roll_call(slug, other, at, ending) for slug, other in ((first, second), (second, first))
    ]
    before, after = sorted(ends, key=lambda each: (each.held_on or date.max, each.slug))
    if before is not ends[0]:
        raise MovedPage(compare_address(before.slug, after.slug, ending))
    if before.resolution.body_id != after.resolution.body_id:
        raise TwoBodies
    return _found(before, after, at)


def _roll_call(slug: str, other: str, at: datetime, ending: str) -> RollCall:
    """A former address leads on to the comparison under the new one."""
    votes = RollCall.objects.select_related("resolution__body")
    try:
        return find_public(votes, path=reverse("vote", args=[slug]), slug=slug, at=at)
    except MovedPage as moved:
        own = moved.url.strip("/").rpartition("/")[2]
        raise MovedPage(compare_address(own, other, ending)) from moved


def _found(before: RollCall, after: RollCall, at: datetime) -> TwoVotes:
    both, body = [before, after], before.resolution.body
    rolls = rolls_of(RollCall.objects.published(at).filter(pk__in=[each.pk for each in both]))
    texts = voted_texts(Ballot.objects.filter(roll_call__in=both))
    if len(texts) < 2:
        ends = [End(rolls[each.pk], {}) for each in both]
        return TwoVotes(*ends, body, None, None, ())
    seats = Seats.around(seats_of_days(body, {each.held_on for each in both}), texts.values())
    one, other = (texts[each.pk] for each in both)
    ends = [_end(rolls[text.pk], text, seats) for text in (one, other)]
    moved = shifts(one.ballots, other.ballots, seats.entitled(one), seats.entitled(other))
    shown = shown_shift(one, other, seats)
    return TwoVotes(*ends, body, moved, shown, _groups(body, ends))


def _end(roll: Roll, text: VotedText, seats: Seats) -> End:
    return End(roll, entitled_positions(text.ballots, seats.entitled(text)))


def _groups(body: Body, ends: Sequence[End]) -> list[GroupShift]:
    """Regional groups, then political ones, each with its members of either day."""
    groups = list(Group.objects.order_by("-kind", "name"))
    terms = group_terms(body, groups)
    before, after = (tally_by_group(end.positions, _members(terms, end)) for end in ends)
    return [
        GroupShift(each.code, each.name, before.get(each.code), after.get(each.code))
        for each in groups
        if each.code in before or each.code in after
    ]


def _members(terms: Mapping[str, Sequence[Term]], end: End) -> dict[str, list[str]]:
    """{group: codes of its members that day}."""
    day = [end.roll.held_on]
    return {
        group: [state for state, votes in membership(day, found).items() if votes]
        for group, found in terms.items()
    }


def compare_page(found: TwoVotes, at: datetime) -> ComparePage:
    before, after = found.before, found.after
    slugs = before.roll.slug, after.roll.slug
    title = _title(found)
    return ComparePage(
        head=page_head(
            compare_address(*slugs),
            head_title=title,
            description=f"{title}. {before.roll.title} ({before.day}) and {after.roll.title} "
            f"({after.day}), State by State.",
            breadcrumbs=[Link("Votes", reverse("votes")), Link("Two votes", reverse("compare"))],
            cited_as=title,
            at=at,
        ),
        title=title,
        votes=[
            Link(f"{each.name}, {each.day}: {each.roll.title}", each.roll.url)
            for each in (before, after)
        ],
        found=found,
        json_url=compare_address(*slugs, "-json"),
        csv_url=compare_address(*slugs, "-csv"),
    )


def _title(found: TwoVotes) -> str:
    between = f"from {found.before.name} to {found.after.name}"
    moved = found.shifts
    if moved is None:
        return f"Not to be compared yet, {between}: one of them has no result"
    if not moved.common:
        return f"No State sat both times, {between}"
    number = len(moved.switches) or "None"
    return f"{number} of {moved.common} States that sat both times moved {between}"


def document(found: TwoVotes) -> dict[str, Any]:
    """JSON-ready, as `manage.py compare` has it, with the votes by slug and every State."""
    moved = found.shifts
    return {
        "from": _vote(found.before),
        "to": _vote(found.after),
        "body": found.body.code,
        "common": moved.common if moved else None,
        "switched": len(moved.switches) if moved else None,
        "unchanged": moved.unchanged if moved else None,
        "states": list(rows(found)),
        "groups": [
            {
                "group": each.code,
                "from": dict(each.before.counts) if each.before else None,
                "to": dict(each.after.counts) if each.after else None,
            }
            for each in found.groups
        ],
        "licence": settings.LICENCE,
        "publisher": settings.PUBLISHER or None,
    }


def _vote(end: End) -> dict[str, str | None]:
    day = end.roll.held_on
    return {
        "vote": end.roll.slug,
        "symbol": end.roll.symbol or None,
        "held_on": day.isoformat() if day else None,
    }


def rows(found: TwoVotes) -> Iterator[Row]:
    """A row a State that could vote on either day."""
    moved = found.shifts
    if moved is None:
        return
    changes = {each.state: "switched" for each in moved.switches}
    changes |= {each.state: "not_comparable" for each in moved.absent}
    changes |= dict.fromkeys(moved.joined, "joined") | dict.fromkeys(moved.left, "left")
    before, after = found.before.positions, found.after.positions
    for state in sorted({*before, *after}):
        yield {
            "state": state,
            "from": before.get(state),
            "to": after.get(state),
            "change": changes.get(state, "unchanged"),
        }
