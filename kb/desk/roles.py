"""Roles: who may do what, as groups of permissions. docs/roles.md shows them state by state.

A permission to add, change or delete reaches drafts alone; what left the draft behind needs
“publish” (kb.records.admin.rights). Nobody is a superuser: each person has one role or several.
"""

from collections.abc import Iterator

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

VIEW = ("view",)
DRAFT = ("view", "add", "change", "delete")
EDIT = ("view", "add", "change", "delete")
PUBLISH = (*DRAFT, "publish", "withdraw")

COUNCIL = ("council.body", "council.session", "council.state", "council.group", "council.seat")
COUNCIL_ROWS = (
    "council.agendaitem",
    "council.statename",
    "council.groupmembership",
    "council.seatsuspension",
)
TEXTS = ("votes.initiative", "votes.resolution", "votes.rollcall")
TEXT_ROWS = ("votes.draft", "votes.sponsorship", "votes.followup")
SAID = (
    "statements.statement",
    "statements.article",
    "statements.organisation",
    "statements.person",
    "statements.signature",
)
SAID_ROWS = (
    "statements.ask",
    "statements.quote",
    "statements.mention",
    "statements.claimcheck",
    "statements.role",
)
CONFLICTS = ("records.conflict", "records.conflictvalue")

Table = dict[tuple[str, ...], tuple[str, ...]]

CONTRIBUTOR: Table = {
    ("records.source", *TEXTS, *SAID): DRAFT,
    (*TEXT_ROWS, *SAID_ROWS): EDIT,
    ("votes.reading",): ("view", "add"),
    (*COUNCIL, *COUNCIL_ROWS, *CONFLICTS): VIEW,
}
EDITOR: Table = CONTRIBUTOR | {
    ("records.source", "votes.initiative", *SAID): PUBLISH,
    ("records.conflict",): ("view", "decide"),
}
RECORDS_OFFICER: Table = {
    ("records.source", *TEXTS): PUBLISH,
    TEXT_ROWS: EDIT,
    ("votes.reading",): ("view", "add", "accept"),
    ("votes.ballot",): VIEW,
    (*COUNCIL, *COUNCIL_ROWS): EDIT,
    CONFLICTS: VIEW,
    ("records.conflict",): ("view", "decide"),
    (*SAID, *SAID_ROWS): VIEW,
}
ADMINISTRATOR: Table = {
    ("auth.user",): ("view", "add", "change"),
    ("auth.group",): VIEW,
    ("exchange.partnerkey",): ("view", "add", "change"),
}
ROLES: dict[str, Table] = {
    "Contributor": CONTRIBUTOR,
    "Editor": EDITOR,
    "Records officer": RECORDS_OFFICER,
    "Administrator": ADMINISTRATOR,
}

# Permissions whose name does not end in the kind that they concern.
SPECIAL = {
    ("votes.reading", "accept"): ("accept_reading", "correct_ballot"),
    ("records.conflict", "decide"): ("decide_conflict",),
}


def codenames(role: str) -> Iterator[tuple[str, str]]:
    """(kind, codename) of every permission of a role: ("votes.rollcall", "publish_rollcall")."""
    for kinds, actions in ROLES[role].items():
        for kind in kinds:
            for action in actions:
                usual = (f"{action}_{kind.partition('.')[2]}",)
                for codename in SPECIAL.get((kind, action), usual):
                    yield kind, codename


@transaction.atomic
def load_roles() -> dict[str, Group]:
    """Make the groups, or bring them back to this table. Who is in them stays."""
    kinds = {f"{each.app_label}.{each.model}": each.pk for each in ContentType.objects.all()}
    known = {(each.content_type_id, each.codename): each for each in Permission.objects.all()}
    groups = {}
    for role in ROLES:
        groups[role], _ = Group.objects.get_or_create(name=role)
        groups[role].permissions.set(
            {known[kinds[kind], codename] for kind, codename in codenames(role)}
        )
    return groups
