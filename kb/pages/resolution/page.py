"""The resolution page: a text from its first draft to what became of it and what it orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from kb.council.lookup import state_labels
from kb.pages.parts.asked import in_short, shown_about
from kb.pages.parts.asks import ShownAsk, asks_to_show, by_importance
from kb.pages.parts.disputes import shown_disputes
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.listed import (
    ListedVote,
    Result,
    actions_on,
    listed_vote,
    results_of,
    votes_to_list,
)
from kb.pages.parts.mentioned import MentionedIn, mentioned_in
from kb.pages.parts.shown import Link, ShownSource, day_words
from kb.pages.parts.sourced import public_sources
from kb.pages.resolution.amendments import (
    Amended,
    ShownAmendment,
    amended_by,
    amendments_to,
    title_of,
)
from kb.pages.resolution.family import ShownFamily, shown_family
from kb.pages.resolution.sponsors import ShownSponsors, shown_sponsors
from kb.pages.vote.readings import ShownConflict
from kb.records.models import ConflictValue
from statements.models import Ask, Mention
from statements.services import ScoredAsk, score_asks
from votes.models import Draft, FollowUp, Resolution, RollCall

PUT_TO_THE_VOTE = {Resolution.Outcome.ADOPTED_BY_VOTE, Resolution.Outcome.REJECTED}
SELECTED = ("body", "session", "agenda_item", "initiative", "source")


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    paragraph: str
    description: str
    due: Link | None


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """What `pages/resolution.html` prints. `final` is the vote that settled the text.

    `amends` is what an amendment amends, `amendments` those on which no vote was taken.
    """

    head: PageHead
    title: str
    what: str
    is_amendment: bool
    amends: Link | None
    fate: "Fate"
    final: ListedVote | None
    asks_in_short: str
    drafts: Sequence[Draft]
    sponsors: ShownSponsors | None
    votes: list[ListedVote]
    amendments: list[ShownAmendment]
    asks: list[ShownAsk]
    follow_ups: list[ShownFollowUp]
    family: ShownFamily | None
    mentioned_in: list[MentionedIn]
    conflicts: list[ShownConflict]
    sources: list[ShownSource]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the text. `on` is the day of that, or the one that is planned for it."""

    outcome: str
    score: str
    on: date | None

    @property
    def in_full(self) -> str:
        return f"{self.outcome} {self.score}".strip()

    @property
    def cited(self) -> str:
        """In full, inside a sentence."""
        return f"{self.in_full[0].lower()}{self.in_full[1:]}"


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
    found = [*votes.family, *votes.own]
    lines = {each.pk: listed_vote(each, votes.results[each.pk], at) for each in found}
    settled_by = lines[final.pk] if final else None
    acted_on = _acted_on(resolution, settled_by)
    fate = _fate(resolution, settled_by, acted_on)
    amended = amended_by(resolution, at)
    return ResolutionPage(
        head=_head(resolution, drafts, fate, amended, at),
        title=title_of(resolution, amended),
        what=_what(resolution, drafts, amended),
        is_amendment=resolution.kind == Resolution.Kind.AMENDMENT,
        amends=amended.link if amended else None,
        fate=fate,
        final=settled_by,
        asks_in_short=short,
        drafts=drafts,
        sponsors=shown_sponsors(resolution, acted_on),
        votes=[lines[each.pk] for each in votes.own],
        amendments=amendments_to(resolution, at),
        asks=_asks(scored, votes, at),
        follow_ups=_follow_ups(resolution),
        family=shown_family(
            resolution, {each.resolution_id: lines[each.pk] for each in votes.family}, at
        ),
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
    votes = votes_to_list(RollCall.objects.published(at).filter(wanted))
    found = list(votes.order_by(F("held_on").asc(nulls_last=True), "is_final", "slug"))
    return Read(
        own=[each for each in found if each.resolution_id == resolution.pk],
        family=[each for each in found if each.is_final],
        results=results_of(found),
    )


def _scored(resolution: Resolution, votes: Read, at: datetime) -> list[ScoredAsk]:
    """Asks about the text and its public votes; one about a hidden vote is left out."""
    asks = asks_to_show(Ask.objects.public(at).about_text(resolution))
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
    return by_importance(
        ask if each.roll_call else replace(ask, about=None)
        for ask, each in zip(shown, scored, strict=True)
    )


def _acted_on(resolution: Resolution, final: ListedVote | None) -> date | None:
    """The day of the vote that settled it, else of the action; one that is only planned is none."""
    was_voted = final and (final.answer.counted or resolution.outcome in PUT_TO_THE_VOTE)
    return (final.held_on if was_voted else None) or resolution.acted_on


def _fate(resolution: Resolution, final: ListedVote | None, acted_on: date | None) -> Fate:
    """What the record says of the text; before anyone said it, what the vote says.

    The score is that of the text as a whole, never of a part of it or of a motion.
    """
    if final and resolution.outcome == Resolution.Outcome.PENDING:
        return Fate(final.answer.outcome, final.answer.score, final.held_on)
    score = final.answer.score if final and final.is_whole else ""
    return Fate(resolution.get_outcome_display(), score, acted_on)


def _name(resolution: Resolution, drafts: Sequence[Draft]) -> str:
    return resolution.symbol or (drafts[-1].symbol if drafts else "")


def _what(resolution: Resolution, drafts: Sequence[Draft], amended: Amended | None) -> str:
    """ "Resolution A/HRC/RES/43/21, Human Rights Council, 43rd session, item 3"."""
    kind = resolution.get_kind_display()
    if not resolution.symbol and resolution.kind != Resolution.Kind.AMENDMENT:
        kind = f"Draft {kind.lower()}"
    item = f"item {resolution.agenda_item.number}" if resolution.agenda_item else ""
    parts = [
        " ".join(filter(None, [kind, _name(resolution, drafts), _to(amended)])),
        str(resolution.body),
        str(resolution.session),
        item,
    ]
    return ", ".join(filter(None, parts))


def _to(amended: Amended | None) -> str:
    return f"to {amended.name}" if amended and amended.name else ""


def _called(resolution: Resolution, name: str, amended: Amended | None) -> str:
    """ "Safe water (A/HRC/RES/43/7)"; "amendment A/HRC/43/L.70 to A/HRC/RES/43/7: Safe water"."""
    if resolution.kind == Resolution.Kind.AMENDMENT:
        amendment = " ".join(filter(None, ["amendment", name, _to(amended)]))
        return f"{amendment}: {resolution.title}"
    return f"{resolution.title} ({name})" if name else resolution.title


def _head(
    resolution: Resolution,
    drafts: Sequence[Draft],
    fate: Fate,
    amended: Amended | None,
    at: datetime,
) -> PageHead:
    name = _name(resolution, drafts)
    day = f" on {day_words(fate.on)}" if fate.on else ""
    item = resolution.agenda_item
    return record_head(
        resolution,
        head_title=f"{fate.in_full}: {_called(resolution, name, amended)}",
        description=(
            f"{fate.in_full}{day}. {_what(resolution, drafts, amended)}: drafts, sponsors, votes, "
            "what was asked, what it orders, and the sources."
        ),
        breadcrumbs=[
            Link(str(resolution.session), resolution.session.get_absolute_url()),
            *([Link(f"Item {item.number}")] if item else []),
            *([Link(amended.name or "Amended text", amended.url)] if amended else []),
            Link(name or resolution.get_kind_display()),
        ],
        cited_as=f"{name or resolution.title}, {fate.cited}",
        at=at,
    )


def _follow_ups(resolution: Resolution) -> list[ShownFollowUp]:
    return [
        ShownFollowUp(each.paragraph, each.description, _due(each))
        for each in resolution.follow_ups.select_related("due_session")
    ]


def _due(order: FollowUp) -> Link | None:
    session = order.due_session
    return Link(str(session), session.get_absolute_url()) if session else None
