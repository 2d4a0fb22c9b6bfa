"""The session page: its texts, votes and statements, what is due at it, and who sat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kb.council.models import Session
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.listed import ListedVote, listed_vote, results_of, votes_to_list
from kb.pages.parts.mentioned import MentionedIn, statement_line
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import Fact, Link, counted, joined, span_words
from kb.pages.parts.texts import ListedText, listed_text
from kb.pages.session.members import ShownMembers, shown_members
from statements.models import Statement
from votes.models import FollowUp, Resolution, RollCall

WITHOUT_ITEM = "Without an agenda item on record"


@dataclass(frozen=True, slots=True)
class TextsOfItem:
    heading: str
    texts: list[ListedText]


@dataclass(frozen=True, slots=True)
class DueOrder:
    """What a text orders to be done by this session."""

    description: str
    paragraph: str
    text: Link


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What `pages/session.html` prints. `counts` lead to the sections that they count."""

    head: PageHead
    title: str
    facts: list[Fact]
    counts: list[Link]
    items: list[TextsOfItem]
    votes: list[ListedVote]
    agreement_url: str
    statements: list[MentionedIn]
    due: list[DueOrder]
    members: ShownMembers | None
    previous: Link | None
    next: Link | None


def session_page(session: Session, at: datetime) -> SessionPage:
    """Select `body` with the session. The number of queries does not grow with what it holds."""
    votes = _votes(session, at)
    results = results_of(votes)
    lines = {each.pk: listed_vote(each, results[each.pk], at) for each in votes}
    finals = {each.resolution_id: lines[each.pk] for each in votes if each.is_final}
    items = _items(session, finals, at)
    statements, due = _statements(session, at), _due(session, at)
    counts = _counts(items, votes, statements, due)
    previous, following = _neighbours(session)
    return SessionPage(
        head=_head(session, counts, at),
        title=f"{session.body}, {session}",
        facts=_facts(session),
        counts=counts,
        items=items,
        votes=list(lines.values()),
        agreement_url=_agreement_url(session),
        statements=statements,
        due=due,
        members=shown_members(session, timezone.localdate(at)),
        previous=previous,
        next=following,
    )


def _votes(session: Session, at: datetime) -> list[RollCall]:
    votes = RollCall.objects.published(at).filter(resolution__session=session)
    return list(
        votes_to_list(votes).order_by(F("held_on").asc(nulls_last=True), "is_final", "slug")
    )


def _items(session: Session, finals: Mapping[int, ListedVote], at: datetime) -> list[TextsOfItem]:
    """By the number of the item; texts without one stand last."""
    texts = Resolution.objects.published(at).filter(session=session).select_related("agenda_item")
    texts = texts.annotate(text_symbol=text_symbol("")).order_by(
        F("agenda_item__number").asc(nulls_last=True), "slug"
    )
    items: dict[str, list[ListedText]] = {}
    for text in texts:
        item = text.agenda_item
        heading = f"Item {item.number}: {item.title}" if item else WITHOUT_ITEM
        line = listed_text(text, finals.get(text.pk), symbol=text.text_symbol)
        items.setdefault(heading, []).append(line)
    if list(items) == [WITHOUT_ITEM]:
        items = {"": items[WITHOUT_ITEM]}
    return [TextsOfItem(heading, found) for heading, found in items.items()]


def _statements(session: Session, at: datetime) -> list[MentionedIn]:
    found = Statement.objects.published(at).filter(session=session)
    return [statement_line(each, at) for each in found.select_related("delivered_by")]


def _due(session: Session, at: datetime) -> list[DueOrder]:
    orders = FollowUp.objects.filter(
        Resolution.visible_at(at, "resolution__"), due_session=session
    ).select_related("resolution")
    return [
        DueOrder(
            each.description,
            each.paragraph,
            Link(
                ", ".join(filter(None, [each.text_symbol, each.resolution.title])),
                each.resolution.get_absolute_url(),
            ),
        )
        for each in orders.annotate(text_symbol=text_symbol()).order_by("text_symbol", "pk")
    ]


def _agreement_url(session: Session) -> str:
    """Who voted with whom on its days; empty while they are not known."""
    days = session.starts_on, session.ends_on
    if None in days:
        return ""
    first, last = (day.isoformat() for day in days)
    words = {"body": session.body.code, "from": first, "to": last}
    return f"{reverse('agreement')}?{urlencode(words)}"


def _counts(
    items: Sequence[TextsOfItem],
    votes: Sequence[RollCall],
    statements: Sequence[MentionedIn],
    due: Sequence[DueOrder],
) -> list[Link]:
    """ "3 texts", "1 vote"; what there is none of is left out."""
    counts = (
        Link(counted(sum(len(item.texts) for item in items), "text"), "#texts"),
        Link(counted(len(votes), "vote"), "#votes"),
        Link(counted(len(statements), "statement"), "#statements"),
        Link(counted(len(due), "follow-up"), "#due"),
    )
    return [count for count in counts if count.label]


def _neighbours(session: Session) -> tuple[Link | None, Link | None]:
    """The sessions of its kind before and after it. One query."""
    numbers = [session.number - 1, session.number + 1]
    found = {
        each.number: Link(str(each), each.get_absolute_url())
        for each in Session.objects.filter(
            body=session.body_id, kind=session.kind, number__in=numbers
        )
    }
    return found.get(numbers[0]), found.get(numbers[1])


def _facts(session: Session) -> list[Fact]:
    facts = [
        Fact("Body", str(session.body)),
        Fact("Kind", session.get_kind_display()),
        Fact("Dates", span_words(session.starts_on, session.ends_on)),
    ]
    return [fact for fact in facts if fact.value]


def _head(session: Session, counts: Sequence[Link], at: datetime) -> PageHead:
    name = f"{session}, {session.body}"
    held = joined(count.label for count in counts) or "no text, vote or statement on record yet"
    days = span_words(session.starts_on, session.ends_on)
    return page_head(
        session.get_absolute_url(),
        head_title=f"{name}: {held}",
        description=f"{name}{f', {days}' if days else ''}: {held}. The texts with their outcomes, "
        "the votes, the statements, and who sat.",
        breadcrumbs=[Link("Sessions", reverse("sessions")), Link(str(session))],
        cited_as=name,
        at=at,
    )
