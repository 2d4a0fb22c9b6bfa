"""The last tables of docs/roles.md: pages that are not the form of a record, role by role."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kb.council.models import Session
from kb.desk.urls import of_desk
from kb.exchange.keys.services import make_key
from kb.exchange.models import PartnerKey
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Conflict
from tests.admin_forms import form_of
from tests.conftest import ROOT
from tests.desk.signing_in import staff_client
from tests.desk.test_roles import DOCUMENT, ROLES, table
from tests.desk.test_signin_accounts import confirmed
from tests.factories import make_reading, make_roll_call, make_source
from tests.statements.factories import make_statement
from votes.models import Reading

pytestmark = pytest.mark.django_db

BOARD = "YES\tANGOLA\nNO\tAUSTRALIA\nABST\tFIJI\n"
RECORDS = ROOT / "tests" / "records"
NEW_KEY = {"scopes": "public", "expires_at": "2999-01-01 12:00"}
OF_A_KIND = {"changelist", "add", "change", "delete", "history", "standing"}


def opens(client: Client, name: str, *args: Any, query: str = "") -> bool:
    return client.get(reverse(f"admin:{name}", args=args) + query).status_code == 200


def sends(client: Client, url: str, said: dict[str, Any]) -> int:
    return client.post(url, said).status_code


def a_reading(*, published: bool) -> Reading:
    roll_call = make_roll_call(published=published)
    source = make_source(published=published)
    return make_reading(roll_call, {"Atlantis": "yes", "AGO": "no"}, source=source)


def a_conflict() -> Conflict:
    claims = [Claimed(make_source(), "2020-06-19"), Claimed(make_source(), "2020-06-22")]
    return record_conflict(
        make_statement(), field="delivered_on", label="Date", claims=claims, by=None
    )


def record(published: bool) -> Callable[[Client], bool]:
    def try_it(client: Client) -> bool:
        roll_call, source = make_roll_call(published=published), make_source(published=published)
        url = reverse("admin:votes_reading_new")
        opened = client.get(url)
        form = form_of(opened.content.decode()) if opened.status_code == 200 else {}
        said = {"vote": roll_call.slug, "source": source.pk, "text": BOARD, "format": "auto"}
        client.post(url, form | said)
        return Reading.objects.filter(roll_call=roll_call).exists()

    return try_it


def decide_on_a_cell(client: Client) -> bool:
    reading = a_reading(published=False)
    url = reverse("admin:votes_reading_cells", args=[reading.public_id])
    opened = staff_client("Records officer").get(url)
    form = form_of(opened.content.decode())
    place = next(name for name in form if re.search(r"position", name) and "1" in name)
    client.post(url, form | {place: "abstain"})
    return reading.decisions.exists()


def edit_a_session(client: Client) -> bool:
    session = Session.objects.get(code="hrc43")
    url = reverse("admin:council_session_change", args=[session.pk])
    form = form_of(staff_client("Records officer").get(url).content.decode())
    client.post(url, form | {"label": "Changed", "change_reason": "To try it."})
    return Session.objects.get(pk=session.pk).label == "Changed"


def imports(accept: str) -> Callable[[Client], bool]:
    def try_it(client: Client) -> bool:
        file = SimpleUploadedFile("record.xml", (RECORDS / "ohchr-43-21.xml").read_bytes())
        said = {"files": file, "accept": accept, "body": "hrc"}
        answer = client.post(reverse("admin:votes_rollcall_import"), said)
        return b"Nothing is written yet" in answer.content

    return try_it


def make_a_link(client: Client) -> bool:
    somebody = User.objects.create(username="somebody", is_staff=True)
    return opens(client, "auth_user_change", somebody.pk) and (
        sends(client, reverse("admin:auth_user_link", args=[somebody.pk]), {}) != 403
    )


def make_change_and_revoke_a_key(client: Client) -> bool:
    kept = PartnerKey(partner="A partner")
    make_key(kept, by=None)
    change = reverse("admin:exchange_partnerkey_change", args=[kept.pk])
    form = form_of(staff_client("Administrator").get(change).content.decode())
    revoke = reverse("admin:exchange_partnerkey_revoke", args=[kept.pk])
    add = reverse("admin:exchange_partnerkey_add")
    confirmed(client).post(add, NEW_KEY | {"partner": "Another"})
    client.post(change, form | {"partner": "Changed"})
    client.post(revoke, {"reason": "To try it."})
    kept.refresh_from_db()
    done = [
        PartnerKey.objects.filter(partner="Another").exists(),
        kept.partner == "Changed",
        kept.revoked_at is not None,
    ]
    assert all(done) or not any(done)
    return all(done)


TRIES: dict[str, Callable[[Client], bool]] = {
    "record a reading of a vote that is not public": record(published=False),
    "record a reading that is public at once": record(published=True),
    "see the cells of a reading": lambda client: opens(
        client, "votes_reading_cells", a_reading(published=True).public_id
    ),
    "decide on a cell of a reading of a vote that is not public": decide_on_a_cell,
    "accept a reading": lambda client: opens(
        client, "votes_rollcall_accept", a_reading(published=True).roll_call.public_id
    ),
    "correct a ballot": lambda client: opens(
        client, "votes_rollcall_correct", a_reading(published=True).roll_call.public_id
    ),
    "import records as drafts": imports("drafts"),
    "import records with their results": imports("official"),
    "confirm a proposed initiative": lambda client: opens(client, "votes_initiative_proposed"),
    "see a conflict": lambda client: opens(client, "records_conflict_change", a_conflict().pk),
    "decide a conflict": lambda client: opens(client, "records_conflict_decide", a_conflict().pk),
    "see sessions, States, groups, seats and bodies": lambda client: all(
        opens(client, f"council_{kind}_changelist")
        for kind in ("session", "state", "group", "seat", "body")
    ),
    "edit sessions, States, groups, seats and bodies": edit_a_session,
    "import sessions, groups and seats": lambda client: all(
        opens(client, f"council_{kind}_import") for kind in ("session", "group", "seat")
    ),
    "import organisations and people": lambda client: all(
        opens(client, f"statements_{kind}_import") for kind in ("organisation", "person")
    ),
    "preview what is not public": lambda client: opens(
        client, "preview", "statements.statement", make_statement(published=False).public_id
    ),
    "see people who work here": lambda client: opens(client, "auth_user_changelist"),
    "add people, give roles, make enrolment links": lambda client: (
        opens(client, "auth_user_add") and make_a_link(client)
    ),
    "see keys of partners": lambda client: opens(client, "exchange_partnerkey_changelist"),
    "make, change and revoke keys of partners": make_change_and_revoke_a_key,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", TRIES)
def test_a_role_reaches_the_pages_that_its_cell_says(action: str, role: str):
    cells = {
        name: dict(zip(ROLES, found, strict=True)) for name, *found in table("Everything else")
    }

    assert TRIES[action](staff_client(role)) is (cells[action][role] == "yes")


def test_every_row_of_the_table_is_tried():
    assert [action for action, *_ in table("Everything else")] == list(TRIES)


def names(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_no_page_of_the_desk_is_without_a_row():
    told = set(re.findall(r"`(\w+)`", DOCUMENT.partition("## Pages of the admin")[2]))

    others = {name for name in names(of_desk) if name.rpartition("_")[2] not in OF_A_KIND}

    assert others == told


def test_every_kind_at_the_desk_is_in_a_table_or_follows_one():
    kinds = {model._meta.label_lower for model in admin.site._registry}

    assert kinds == {
        "auth.user",
        "exchange.partnerkey",
        "records.source",
        "records.conflict",
        "council.body",
        "council.group",
        "council.seat",
        "council.session",
        "council.state",
        "votes.initiative",
        "votes.resolution",
        "votes.rollcall",
        "votes.reading",
        "statements.statement",
        "statements.article",
        "statements.organisation",
        "statements.person",
        "statements.signature",
        # Parts: as open as the statement, article or person that they stand in.
        "statements.ask",
        "statements.quote",
        "statements.mention",
        "statements.claimcheck",
        "statements.role",
    }


@pytest.mark.parametrize("name", ["index", "jsi18n", "votes_reading_new", "statements_ask_add"])
def test_a_reader_is_sent_to_sign_in(client: Client, name: str):
    answer = client.get(reverse(f"admin:{name}"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("admin:login"))
