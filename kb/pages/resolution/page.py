"""The resolution page: a text from its first draft to what became of it and what it orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from kb.council.lookup import state_labels
from kb.pages.parts.asked import in_short, shown_about
from kb.pages.parts.asks import ShownAsk
from kb.pages.parts.disputes import shown_disputes
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.listed import LISTED, ListedVote, Result, actions_on, listed_vote, results_of
from kb.pages.parts.mentioned import MentionedIn, mentioned_in
from kb.pages.parts.shown import Link, ShownSource, day_words
from kb.pages.parts.sourced import public_sources
from kb.pages.resolution.family import ShownFamily, shown_family
from kb.pages.resolution.sponsors import ShownSponsors, shown_sponsors
from kb.pages.vote.readings import ShownConflict
from kb.records.models import ConflictValue
from statements.models import Ask, Mention
from statements.services import ScoredAsk, score_asks
from votes.models import Draft, Resolution, RollCall

SELECTED = ("body", "session", "agenda_item", "initiative", "source")


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    paragraph: str
    description: str
    due: str


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """What `pages/resolution.html` prints. `final` is the vote that settled the text."""

    head: PageHead
    title: str
    what: str
    outcome: str
    acted_on: date | None
    final: ListedVote | None
    asks_in_short: str
    drafts: Sequence[Draft]
    sponsors: ShownSponsors | None
    votes: list[ListedVote]
    asks: list[ShownAsk]
    follow_ups: list[ShownFollowUp]
    family: ShownFamily | None
    mentioned_in: list[MentionedIn]
    conflicts: list[ShownConflict]
    sources: list[ShownSource]


@dataclass(frozen=True, slots=True)
class Read:
    """The public votes on the text and its family, with their results."""

    own: list[RollCall]
    family: list[RollCall]
    results: Mapping[int, Result]

    @property
    def final(self) -> RollCall | None:
        """The last final one, should there be several."""
        return next((each for each in reversed(self.own) if each.is_final), None)


def resolution_page(resolution: Resolution, at: datetime) -> ResolutionPage:
    """Select `resolution` with SELECTED. The number of queries does not grow with what it holds."""
    votes = _votes(resolution, at)
    drafts = list(resolution.drafts.order_by("order"))
    scored = _scored(resolution, votes, at)
    final = votes.final
    short = in_short(scored)
    disputes = ConflictValue.objects.disputes(at, resolution, *([final] if final else []))
    disputes = {name: found for name, found in disputes.items() if not name.startswith("ballot ")}
    acted_on = (final.held_on if final else None) or resolution.acted_on
    listed = final and listed_vote(final, votes.results[final.pk])
    outcome = _outcome(resolution, listed)
    return ResolutionPage(
        head=_head(resolution, drafts, outcome, listed, acted_on, at),
        title=resolution.title,
        what=_what(resolution, drafts),
        outcome=outcome,
        acted_on=acted_on,
        final=listed,
        asks_in_short=short,
        drafts=drafts,
        sponsors=shown_sponsors(resolution, acted_on),
        votes=[listed_vote(each, votes.results[each.pk]) for each in votes.own],
        asks=_asks(scored, votes, at),
        follow_ups=_follow_ups(resolution),
        family=shown_family(resolution, votes.family, votes.results, at),
        mentioned_in=mentioned_in(
            _mentions(resolution, at), at, also=(each.ask.said_in for each in scored)
        ),
        conflicts=shown_disputes(disputes),
        sources=public_sources(
            [resolution.source, *(each.source for values in disputes.values() for each in values)],
            at,
        ),
    )


def _votes(resolution: Resolution, at: datetime) -> Read:
    """Three queries: the votes, their ballots, the seats of their days."""
    wanted = Q(resolution=resolution)
    initiative = resolution.initiative
    if initiative and initiative.is_public(at):
        wanted |= Q(resolution__initiative=initiative, is_final=True)
    votes = RollCall.objects.published(at).filter(wanted).select_related(*LISTED)
    found = list(votes.order_by(F("held_on").asc(nulls_last=True), "is_final", "slug"))
    return Read(
        own=[each for each in found if each.resolution_id == resolution.pk],
        family=[each for each in found if each.is_final],
        results=results_of(found),
    )


def _scored(resolution: Resolution, votes: Read, at: datetime) -> list[ScoredAsk]:
    """Asks about the text and its public votes; one about a hidden vote is left out."""
    asks = Ask.objects.public(at).about_text(resolution).with_facts()
    scored = score_asks(asks, at=at, known=actions_on(votes.own, votes.results))
    return [each for each in scored if each.resolution]


def _mentions(resolution: Resolution, at: datetime) -> "QuerySet[Mention]":
    """Of the text and of its public votes."""
    public = Q(roll_call=None) | RollCall.visible_at(at, "roll_call__")
    return Mention.objects.of_text(resolution).filter(public)


def _asks(scored: Sequence[ScoredAsk], votes: Read, at: datetime) -> list[ShownAsk]:
    if not scored:
        return []
    names = state_labels()
    shown = [shown_about(each, votes.results, names, at) for each in scored]
    # Of what the text itself was asked to become, the text is not named again.
    return [
        ask if each.roll_call else replace(ask, about=None)
        for ask, each in zip(shown, scored, strict=True)
    ]


def _outcome(resolution: Resolution, final: ListedVote | None) -> str:
    """What the record says of the text; before anyone said it, what the vote says."""
    pending = resolution.outcome == Resolution.Outcome.PENDING
    return final.outcome if pending and final and final.score else resolution.get_outcome_display()


def _name(resolution: Resolution, drafts: Sequence[Draft]) -> str:
    return resolution.symbol or (drafts[-1].symbol if drafts else "")


def _what(resolution: Resolution, drafts: Sequence[Draft]) -> str:
    """ "Resolution A/HRC/RES/43/21, Human Rights Council, 43rd session, item 3"."""
    kind = resolution.get_kind_display()
    if not resolution.symbol:
        kind = f"Draft {kind.lower()}"
    item = f"item {resolution.agenda_item.number}" if resolution.agenda_item else ""
    parts = [
        " ".join(filter(None, [kind, _name(resolution, drafts)])),
        str(resolution.body),
        str(resolution.session),
        item,
    ]
    return ", ".join(filter(None, parts))


def _head(
    resolution: Resolution,
    drafts: Sequence[Draft],
    outcome: str,
    final: ListedVote | None,
    acted_on: date | None,
    at: datetime,
) -> PageHead:
    answer = f"{outcome} {final.score}".strip() if final else outcome
    name = _name(resolution, drafts)
    shown_name = f" ({name})" if name else ""
    day = f" on {day_words(acted_on)}" if acted_on else ""
    item = resolution.agenda_item
    return record_head(
        resolution,
        head_title=f"{answer}: {resolution.title}{shown_name}",
        description=(
            f"{answer}{day}. {_what(resolution, drafts)}: drafts, sponsors, votes, what was "
            "asked, what it orders, and the sources."
        ),
        breadcrumbs=[
            Link(str(resolution.session)),
            *([Link(f"Item {item.number}")] if item else []),
            Link(name or resolution.get_kind_display()),
        ],
        cited_as=f"{name or resolution.title}, {answer}",
        at=at,
    )


def _follow_ups(resolution: Resolution) -> list[ShownFollowUp]:
    return [
        ShownFollowUp(each.paragraph, each.description, str(each.due_session or ""))
        for each in resolution.follow_ups.select_related("due_session")
    ]
