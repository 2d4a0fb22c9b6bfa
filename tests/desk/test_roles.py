"""docs/roles.md, tried cell by cell through the admin."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.records.models import Publishable
from kb.records.services import publish, save_record, withdraw
from tests.admin_forms import form_of
from tests.conftest import ROOT
from tests.desk.signing_in import staff_client
from tests.factories import make_initiative, make_resolution, make_roll_call, make_source
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db

DOCUMENT = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
ROLES = ["Contributor", "Editor", "Records officer", "Administrator"]
STEPS = {
    "send to review": "review",
    "back to draft": "draft",
    "publish now": "publish",
    "publish at a time": "release",
    "withdraw": "withdraw",
}


KINDS: dict[str, dict[str, Callable[..., Publishable]]] = {
    "Sources": {"source": make_source},
    "Initiatives": {"initiative": make_initiative},
    "Texts and votes": {"resolution": make_resolution, "roll call": make_roll_call},
    "Statements, articles, organisations, people and signatures": {
        "statement": make_statement,
        "article": make_article,
        "organisation": make_organisation,
        "person": make_person,
        "signature": make_signature,
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    action: str
    state: str
    allowed: dict[str, bool]


def table(heading: str) -> Iterator[list[str]]:
    """The rows of the table below a heading, without its head."""
    part = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def rows(heading: str) -> list[Row]:
    return [
        Row(action, state, dict(zip(ROLES, (cell == "yes" for cell in cells), strict=True)))
        for action, state, *cells in table(heading)
    ]


def in_state(make: Callable[..., Publishable], state: str) -> Publishable:
    record = make(published=False)
    if state == "in review":
        record.state = Publishable.State.IN_REVIEW
        save_record(record, by=None)
    elif state == "embargoed":
        publish(record, by=None, release_at=timezone.now() + timedelta(days=1))
    elif state != "draft":
        publish(record, by=None)
    if state == "withdrawn":
        withdraw(record, by=None, reason="To try it.")
    return record


def address(record: Publishable, page: str) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[record.pk])


def is_allowed(client: Client, action: str, record: Publishable) -> bool:
    """Whether the admin does it: what is tried is taken back."""
    with transaction.atomic():
        try:
            return TRIES.get(action, take_a_step(action))(client, record)
        finally:
            transaction.set_rollback(True)


def see(client: Client, record: Publishable) -> bool:
    return client.get(address(record, "change")).status_code == 200


def see_history(client: Client, record: Publishable) -> bool:
    return client.get(address(record, "history")).status_code == 200


def edit(client: Client, record: Publishable) -> bool:
    url = address(record, "change")
    changed = opened_form(url) | {
        WORDS[record._meta.model_name]: "Changed",
        "change_reason": "To try it.",
    }
    client.post(url, changed)
    return type(record).objects.get(pk=record.pk).version > record.version


def remove(client: Client, record: Publishable) -> bool:
    client.post(address(record, "delete"), {"post": "yes"})
    return not type(record).objects.filter(pk=record.pk).exists()


def take_a_step(action: str) -> Callable[[Client, Publishable], bool]:
    def step(client: Client, record: Publishable) -> bool:
        opts = record._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_standing")
        query = f"?to={STEPS[action]}&record={record.public_id}"
        said = {f"version-{record.public_id}": record.version, "reason": "To try it."}
        tomorrow = timezone.localdate() + timedelta(days=2)
        client.post(url + query, said | {"release_on": tomorrow, "release_time": "12:00"})
        return type(record).objects.get(pk=record.pk).version > record.version

    return step


TRIES = {"see": see, "see its history": see_history, "edit": edit, "remove": remove}
WORDS = {
    "source": "title",
    "initiative": "title",
    "resolution": "title",
    "rollcall": "subject_label",
    "statement": "title",
    "article": "title",
    "organisation": "name",
    "person": "name",
    "signature": "name_as_printed",
}


def opened_form(url: str) -> dict[str, str | list[str]]:
    """The form as somebody who may edit it sees it: what is sent does not depend on who sends."""
    answer = staff_client("Editor", "Records officer").get(url)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


EACH = [(heading, kind) for heading, kinds in KINDS.items() for kind in kinds]


@pytest.mark.parametrize(("heading", "kind"), EACH, ids=[kind for _, kind in EACH])
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_its_cells_say_and_nothing_else(role: str, heading: str, kind: str):
    client = staff_client(role)
    wrong = []
    for state in dict.fromkeys(row.state for row in rows(heading)):
        record = in_state(KINDS[heading][kind], state)
        for row in rows(heading):
            if row.state == state and is_allowed(client, row.action, record) != row.allowed[role]:
                wrong.append((row.action, state, f"the document says {row.allowed[role]}"))
    assert wrong == []


def test_the_document_names_every_role_and_every_state():
    assert {row.state for heading in KINDS for row in rows(heading)} == {
        "draft",
        "in review",
        "embargoed",
        "published",
        "withdrawn",
    }
    assert all(set(row.allowed) == set(ROLES) for heading in KINDS for row in rows(heading))
    assert re.findall(r"^\* \*\*(.+)\*\*:", DOCUMENT, re.MULTILINE) == ROLES
