"""Keys of partners at the desk: made and shown once, changed, revoked, by administrators alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from kb.exchange.keys.services import revoke_key
from kb.exchange.models import PartnerKey
from kb.records.models import Ledger
from tests.admin_forms import form_of
from tests.desk.signing_in import staff_client
from tests.desk.test_signin_accounts import confirmed
from tests.exchange.test_keys import NEW, a_key, ask, is_refused, learnt

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return confirmed(staff_client("Administrator"))


def page_of(record: PartnerKey, page: str = "change") -> str:
    return f"/admin/exchange/partnerkey/{record.pk}/{page}/"


def test_the_desk_shows_a_new_key_once(administrator: Client):
    answer = administrator.post("/admin/exchange/partnerkey/add/", NEW)

    record = PartnerKey.objects.get()
    key = re.search(r"otr_[0-9a-f]{12}_[0-9a-f]{64}", answer.content.decode())[0]
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert learnt(key)["partner"] == "A newsroom"
    assert record.created_by == administrator.user
    secret = key.rpartition("_")[2]
    for page in ("change", "history"):
        assert secret not in administrator.get(page_of(record, page)).content.decode()


def test_a_form_with_a_name_alone_makes_a_key_for_a_year_and_what_is_public(administrator: Client):
    form = form_of(administrator.get("/admin/exchange/partnerkey/add/").content.decode())

    administrator.post("/admin/exchange/partnerkey/add/", form | {"partner": "A newsroom"})

    record = PartnerKey.objects.get()
    assert record.scopes == ["public"]
    assert timedelta(364) < record.expires_at - record.created_at < timedelta(366)


def test_a_desk_left_open_makes_no_key():
    answer = staff_client("Administrator").post("/admin/exchange/partnerkey/add/", NEW)

    assert answer.url.startswith("/account/confirm/")
    assert not PartnerKey.objects.exists()


def test_the_desk_gives_a_key_a_wider_scope_and_tells_of_it(administrator: Client):
    record, key = a_key()
    form = form_of(administrator.get(page_of(record)).content.decode())

    administrator.post(page_of(record), form | {"scopes": "public embargoed"})

    assert learnt(key)["sees_embargoed"] is True
    row = Ledger.objects.about(record).get(version=2)
    assert row.changes == {"scopes": [["public"], ["public", "embargoed"]]}
    assert row.by == administrator.user


def test_a_form_that_changes_nothing_makes_no_version(administrator: Client):
    record, _ = a_key(scopes=["public", "embargoed"])
    form = form_of(administrator.get(page_of(record)).content.decode())

    assert administrator.post(page_of(record), form).status_code == 302

    assert PartnerKey.objects.get().version == 1


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": "all"}, {"scopes": ""}, {"expires_at": "2001-01-01 12:00"}, {"expires_at": "x"}],
)
def test_the_desk_refuses_what_no_key_can_be(administrator: Client, wrong: dict[str, str]):
    answer = administrator.post("/admin/exchange/partnerkey/add/", NEW | wrong)

    assert "errorlist" in answer.content.decode()
    assert not PartnerKey.objects.exists()


def test_what_a_form_cannot_set_stays(administrator: Client):
    record, _ = a_key()
    form = form_of(administrator.get(page_of(record)).content.decode())
    sent = {"prefix": "0" * 12, "digest": "0" * 64, "revoked_at": "", "partner": "Changed"}

    administrator.post(page_of(record), form | sent)

    kept = PartnerKey.objects.get()
    assert (kept.partner, kept.prefix, kept.digest) == ("Changed", record.prefix, record.digest)


def test_the_desk_revokes_with_a_reason(administrator: Client):
    record, key = a_key()
    assert page_of(record, "revoke") in administrator.get(page_of(record)).content.decode()

    administrator.post(page_of(record, "revoke"), {"reason": ""})
    assert ask(key).status_code == 200
    administrator.post(page_of(record, "revoke"), {"reason": "Seen in a public file."})

    assert is_refused(ask(key))
    history = administrator.get(page_of(record, "history")).content.decode()
    assert "Seen in a public file." in history
    assert record.digest not in history


def test_a_revoked_key_is_closed_at_the_desk(administrator: Client):
    record, _ = a_key()
    form = form_of(administrator.get(page_of(record)).content.decode())
    revoke_key(record, by=None, reason="Lost.")

    administrator.post(page_of(record), form | {"partner": "Changed", "opened_version": "2"})
    again = administrator.post(page_of(record, "revoke"), {"reason": "Again."}, follow=True)

    assert PartnerKey.objects.get().partner == "A newsroom"
    assert "revoked already" in again.content.decode()
    page = administrator.get(page_of(record)).content.decode()
    assert page_of(record, "revoke") not in page


def test_no_key_is_ever_removed(administrator: Client):
    record, _ = a_key()

    assert administrator.post(page_of(record, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("standing", "shown"), [("valid", 1), ("ended", 0), ("revoked", 0)])
def test_the_list_is_narrowed_by_standing(administrator: Client, standing: str, shown: int):
    a_key(partner="The only one")

    page = administrator.get(f"/admin/exchange/partnerkey/?standing={standing}").content.decode()

    assert page.count("The only one") >= shown
    assert ("The only one" in page) is bool(shown)


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Records officer"])
def test_only_administrators_see_keys(role: str):
    record, _ = a_key()
    client = confirmed(staff_client(role))

    for page in ("change", "history", "revoke"):
        assert client.get(page_of(record, page)).status_code == 403
    assert client.get("/admin/exchange/partnerkey/").status_code == 403
    assert client.post("/admin/exchange/partnerkey/add/", NEW).status_code == 403
    assert "Partner keys" not in client.get("/admin/").content.decode()


def test_administrators_find_keys_on_the_first_page(administrator: Client):
    page = administrator.get("/admin/").content.decode()

    assert "/admin/exchange/partnerkey/" in page
