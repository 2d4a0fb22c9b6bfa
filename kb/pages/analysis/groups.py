"""All groups of States: which of them held together most."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from kb.council.models import Group
from kb.pages.analysis.choice import Choice, ChosenVotes
from kb.pages.analysis.group import FORMULA, cohesion_row, share_words, word_of
from kb.pages.analysis.kinds import Analysis, Frame, Row, Where, document
from kb.pages.analysis.states import capital
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, counted, with_article
from votes.analysis.groups import Cohesion, cohesion, group_votes
from votes.services.analysing import group_terms, read_record


@dataclass(frozen=True, slots=True)
class HeldTogether:
    group: Group
    cohesion: Cohesion


@dataclass(frozen=True, slots=True)
class AllGroups:
    choice: Choice
    votes: int
    groups: list[HeldTogether]


@dataclass(frozen=True, slots=True)
class GroupRow:
    group: Link
    kind: str
    cohesion: Cohesion
    share: str


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """What `pages/analysis/groups.html` prints, the group that holds together most first."""

    head: PageHead
    title: str
    frame: Frame
    formula: str
    rows: list[GroupRow]
    votes: int


def _read_all(choice: Choice, where: Where) -> AllGroups:
    record = read_record(choice.votes, choice.body).record
    groups = list(Group.objects.order_by("name"))
    terms = group_terms(choice.body, groups)
    found = [HeldTogether(e, cohesion(group_votes(record, terms[e.code]))) for e in groups]
    found.sort(key=lambda each: (-(each.cohesion.share or 0), each.group.name))
    return AllGroups(choice, len(record.days), found)


def _all_page(found: AllGroups, frame: Frame) -> GroupsPage:
    title = _all_title(found)
    return GroupsPage(
        head=frame.head(
            title,
            "How far regional and political groups voted together, with their members of each day.",
            [Link("Votes", reverse("votes")), Link("Groups")],
        ),
        title=title,
        frame=frame,
        formula=FORMULA,
        rows=[_row(each, found.choice) for each in found.groups],
        votes=found.votes,
    )


def _row(found: HeldTogether, choice: Choice) -> GroupRow:
    group = found.group
    url = choice.address("group", group=word_of(group.code))
    return GroupRow(
        Link(group.name, url), group.get_kind_display(), found.cohesion, share_words(found.cohesion)
    )


def _all_title(found: AllGroups) -> str:
    votes = f"{counted(found.votes, 'vote') or 'no vote'} {found.choice.said}"
    most = found.groups[0] if found.groups else None
    if most is None or not most.cohesion.votes:
        return f"No group can be counted: {votes}"
    name = capital(with_article(most.group.name))
    return f"{name} held together most, {share_words(most.cohesion)}: {votes}"


def _all_rows(found: AllGroups) -> Iterator[Row]:
    for each in found.groups:
        group = each.group
        row = cohesion_row("group", group.code, each.cohesion)
        yield {**row, "name": group.name, "kind": group.kind}


GROUPS = Analysis(
    name="groups",
    template="pages/analysis/groups.html",
    filters=ChosenVotes,
    canonical=lambda where: where,
    read=_read_all,
    page=_all_page,
    document=lambda found: document(
        found.choice,
        {"votes": found.votes, "formula": FORMULA, "groups": list(_all_rows(found))},
    ),
    columns=("group", "name", "kind", "votes", "united", "left_out", "cohesion"),
    rows=_all_rows,
)
