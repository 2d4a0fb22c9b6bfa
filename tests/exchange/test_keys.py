"""Keys of partners: what each opens, until when, and that nobody but its owner ever has it."""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from kb.exchange.keys import authentication
from kb.exchange.keys.services import make_key, revoke_key
from kb.exchange.models import PartnerKey
from kb.records.models import Ledger
from kb.records.services import Refused, save_record
from tests.factories import make_initiative

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/states/"
REFUSED = {
    "error": "bad_key",
    "parameter": None,
    "message": "This key opens nothing: it is not known, has expired or was revoked. "
    "Send it as “Authorization: Bearer otr_…”, or ask without one.",
}
NEW = {"partner": "A newsroom", "scopes": "public", "expires_at": "2999-06-30 12:00"}
UNKNOWN = f"otr_{'0' * 12}_{'0' * 64}"


def a_key(**fields: Any) -> tuple[PartnerKey, str]:
    record = PartnerKey(**{"partner": "A newsroom"} | fields)
    return record, make_key(record, by=None)


def ask(key: str, **more: Any) -> HttpResponse:
    return Client().get(ADDRESS, HTTP_AUTHORIZATION=f"Bearer {key}", **more)


class WhoAsks(APIView):
    """Says what a view learns of a key."""

    def get(self, request: Any) -> Response:
        key = request.auth
        return Response(
            {
                "partner": key and key.partner,
                "sees_embargoed": bool(key and key.sees_embargoed),
                "is_staff": request.user is not None and request.user.is_authenticated,
            }
        )


def learnt(key: str = "") -> dict[str, Any]:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
    answer = WhoAsks.as_view()(RequestFactory().get("/", **headers))
    return answer.data


# What a key opens


def test_without_a_key_nobody_is_known_and_the_database_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert learnt() == {"partner": None, "sees_embargoed": False, "is_staff": False}


def test_a_key_opens_what_is_public_and_no_more_unless_it_is_said():
    _, key = a_key()

    assert learnt(key) == {"partner": "A newsroom", "sees_embargoed": False, "is_staff": False}


def test_a_key_with_the_scope_sees_what_is_under_embargo():
    _, key = a_key(scopes=["public", "embargoed"])

    assert learnt(key)["sees_embargoed"] is True


def test_the_api_shows_a_record_under_embargo_to_that_key_alone():
    later = timezone.now() + timedelta(days=3)
    hidden = make_initiative(published=False)
    hidden.state, hidden.release_at = "published", later
    save_record(hidden, by=None)
    _, plain = a_key()
    _, wide = a_key(scopes=["public", "embargoed"])
    url = f"/api/v1/initiatives/{hidden.slug}/"

    answers = [
        Client().get(url, **({"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}))
        for key in ("", plain, wide)
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert answers[2].json()["embargoed_until"] is not None
    assert answers[2].headers["Cache-Control"] == "private, no-store"
    assert answers[1].content == answers[0].content


@pytest.mark.parametrize(
    "scopes", [[], ["embargoed"], ["public", "all"], ["embargoed", "public"], "public", None, {}]
)
def test_other_scopes_are_refused_by_the_form_and_by_the_database(scopes: Any):
    with pytest.raises(ValidationError):
        a_key(scopes=scopes)

    record, _ = a_key()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerKey.objects.filter(pk=record.pk).update(scopes=scopes)


def test_a_key_cannot_end_before_it_begins():
    with pytest.raises(ValidationError, match="ends after it was made"):
        a_key(expires_at=timezone.now() - timedelta(seconds=1))

    record, _ = a_key()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerKey.objects.filter(pk=record.pk).update(expires_at=record.created_at)


# What opens nothing


def is_refused(answer: HttpResponse) -> bool:
    assert answer.status_code == 401, answer.content
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    return answer.json() == REFUSED


def test_a_key_that_nobody_has_is_refused():
    assert is_refused(ask(UNKNOWN))


def test_a_key_with_another_secret_is_refused_in_the_same_words():
    _, key = a_key()

    wrong = ask(key[:-1] + ("0" if key[-1] != "0" else "1"))

    assert is_refused(wrong)
    assert wrong.content == ask(UNKNOWN).content


def test_an_unknown_key_takes_the_steps_of_a_wrong_one(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
):
    _, key = a_key()
    compared, in_constant_time = [], hmac.compare_digest

    def compare(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return in_constant_time(one, other)

    monkeypatch.setattr(authentication.hmac, "compare_digest", compare)
    for each in (UNKNOWN, key[:17] + "0" * 64):
        with django_assert_num_queries(1):
            ask(each)

    assert compared == [(64, 64), (64, 64)]


def test_a_key_ends_at_its_second(monkeypatch: pytest.MonkeyPatch):
    end = datetime(2027, 6, 30, 10, tzinfo=UTC)
    _, key = a_key(expires_at=end)
    now = [end - timedelta(microseconds=1)]
    monkeypatch.setattr(authentication.timezone, "now", lambda: now[0])
    assert ask(key).status_code == 200

    now[0] = end

    assert is_refused(ask(key))


def test_a_revoked_key_is_refused_from_the_next_request_on():
    record, key = a_key()
    assert ask(key).status_code == 200

    revoke_key(record, by=None, reason="It was seen in a public file.")

    assert is_refused(ask(key))


def test_revoking_needs_a_reason_and_happens_once():
    record, _ = a_key()
    with pytest.raises(Refused, match="Say why"):
        revoke_key(record, by=None, reason="  ")

    revoke_key(record, by=None, reason="Lost.")

    with pytest.raises(Refused, match="revoked already"):
        revoke_key(record, by=None, reason="Lost.")
    assert Ledger.objects.about(record).get(action="revoked").reason == "Lost."


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic b25lOnR3bw==",
        "Token {key}",
        "{key}",
        "Bearer {key} ",
        "Bearer {key}x",
        "Bearer {upper}",
        "Bearer {key}, Bearer {key}",
        "Bearer otr_\x00",
        "Bearer otr_é_é",
        "Bearer " + "9" * 9000,
    ],
)
def test_any_other_header_is_refused_and_never_passed_over(header: str):
    _, key = a_key()
    sent = header.format(key=key, upper=key.upper())

    answer = Client().get(ADDRESS, HTTP_AUTHORIZATION=sent)

    if header == "Bearer {key} ":
        assert answer.status_code == 200
    else:
        assert is_refused(answer)


@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "token", "authorization"])
def test_a_key_in_an_address_is_an_unknown_parameter_and_not_repeated(name: str):
    _, key = a_key()

    answer = Client().get(ADDRESS, {name: key})

    assert answer.status_code == 400
    assert answer.json()["parameter"] == name
    assert key not in answer.content.decode()


def test_a_key_opens_no_page_of_staff():
    _, key = a_key(scopes=["public", "embargoed"])

    answer = Client().get("/admin/", HTTP_AUTHORIZATION=f"Bearer {key}")

    assert answer.status_code == 302
