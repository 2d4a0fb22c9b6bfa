"""Parameters that no page of the desk ever sends: refused in a sentence, never a fault."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.desk.signing_in import staff_client
from tests.factories import make_resolution, make_roll_call, make_source

pytestmark = pytest.mark.django_db

KINDS = ["records_source", "records_conflict", "votes_initiative", "votes_resolution"]
KINDS += ["votes_rollcall", "votes_reading"]
LONG = "9" * 100_000
IN_LISTS: list[dict[str, str]] = [
    {"title__regex": "["},
    {"title__iregex": "(a+)+$"},
    {"title__contains": "x"},
    {"dated_on__year": "99999999"},
    {"dated_on__year": "zz"},
    {"dated_on__gte": "zz"},
    {"dated_on__gte": "0000-00-00"},
    {"dated_on__week": "99999999999"},
    {"dated_on__month": "zz"},
    {"acted_on__year": "0"},
    {"acted_on__gte": "99999-01-01"},
    {"held_on__year": "10000"},
    {"held_on__year": "2020", "held_on__month": "13"},
    {"held_on__year": "2020", "held_on__month": "2", "held_on__day": "31"},
    {"release_at__gte": "0001-01-01 00:00:00"},
    {"release_at__lt": "9999-12-31 23:59:59"},
    {"recorded_at__gte": "0001-01-01 00:00:00+14:00"},
    {"recorded_at__lt": "9999-12-31 23:59:59-14:00"},
    {"decided_at__gte": "0001-01-01"},
    {"id__in": "1,2,99999999999999999"},
    {"id": "99999999999999999999999"},
    {"pk__in": "zz"},
    {"meeting": "999999999999999999"},
    {"version__gt": "999999999999999999"},
    {"initiative__id__exact": "zz"},
    {"initiative__id__exact": "999999999999999999"},
    {"resolution__title__regex": "["},
    {"public_id": "zz"},
    {"session": "zz"},
    {"item": "hrc-99999999999999999"},
    {"item": "zz"},
    {"outcome__exact": "zz"},
    {"is_final__exact": "zz"},
    {"standing__in": "none,zz"},
    {"state__isnull": "zz"},
    {"decided": "zz"},
    {"open": "zz"},
    {"o": "99999999999999"},
    {"o": "1.-2.zz.." + "9" * 18},
    {"p": "99999999"},
    {"p": "-1"},
    {"p": "zz"},
    {"all": "zz"},
    {"q": "\x00"},
    {"q": LONG},
    {"q": '" or 1=1 -- \ud83d'.encode("utf-8", "replace").decode()},
    {"_facets": "zz"},
    {"_to_field": "zz"},
    {"_popup": "1", "_to_field": "title"},
    {"e": "1"},
    {"nothing": "1"},
    {"x" * 1000: "1"},
    {"title\x00": "1"},
]
IN_NEW_PAGES: list[dict[str, str]] = [
    {"dated_on": "zz"},
    {"dated_on": "\x00"},
    {"acted_on": "99999-01-01"},
    {"held_on": "zz"},
    {"resolution": "zz"},
    {"resolution": "999999999999999999"},
    {"resolution": "²"},
    {"draft": "zz"},
    {"session": "zz", "body": "-1", "agenda_item": "zz"},
    {"meeting": "zz"},
    {"is_final": "zz"},
    {"subject": "zz"},
    {"kind": "zz"},
    {"title": LONG},
    {"change_source": "zz"},
    {"opened_version": "zz"},
    {"_to_field": "zz"},
    {"_popup": "1"},
    {"_changelist_filters": "\x01&=&&%00"},
    {"nothing": "1"},
]
RESOLUTION_OF_A_VOTE = {"app_label": "votes", "model_name": "rollcall", "field_name": "resolution"}
IN_AUTOCOMPLETES: list[dict[str, str]] = [
    {},
    {"term": "x"},
    {"term": "x", "app_label": "zz", "model_name": "zz", "field_name": "zz"},
    {"term": "x", "app_label": "votes", "model_name": "rollcall", "field_name": "zz"},
    {"term": "x", "app_label": "votes", "model_name": "rollcall", "field_name": "slug"},
    {"term": "x", "app_label": "records", "model_name": "ledger", "field_name": "by"},
    *(
        RESOLUTION_OF_A_VOTE | {"term": term}
        for term in ("\x00", LONG, "[", "%", "\\", "L.31/Rev.1")
    ),
    *(RESOLUTION_OF_A_VOTE | {"term": "x", "page": page} for page in ("2", "9" * 8, "zz", "-1")),
]
SENT_TO_LISTS: list[dict[str, str]] = [
    {"action": "publish", "index": "0", "_selected_action": "zz"},
    {"action": "publish", "index": "zz", "_selected_action": "1"},
    {"action": "publish", "index": "0", "_selected_action": "9" * 30},
    {"action": "publish", "index": "0", "_selected_action": "\x00"},
    {"action": "zz", "index": "0", "_selected_action": "1"},
    {"action": "publish", "index": "0", "select_across": "1", "_selected_action": "1"},
    {"_save": "Save", "form-TOTAL_FORMS": "zz"},
]
SENT_TO_PAGES: list[dict[str, str]] = [
    {},
    {"title": "\x00"},
    {"title": LONG},
    {"opened_version": "zz"},
    {"opened_version": "9" * 30},
    {"body": "9" * 30, "session": "zz", "agenda_item": "²"},
    {"drafts-TOTAL_FORMS": "zz"},
    {"drafts-TOTAL_FORMS": "1", "drafts-INITIAL_FORMS": "1", "drafts-0-id": "9" * 30},
    {"drafts-TOTAL_FORMS": "999999", "drafts-INITIAL_FORMS": "999999"},
    {"initial-body": "²", "initial-title": "\x00", "body": "²"},
]


@pytest.fixture
def officer(db) -> Client:
    client = staff_client("Records officer")
    client.raise_request_exception = False
    return client


def faults(ask: Callable[[Any], HttpResponse], questions: Iterable[Any]) -> dict[str, int]:
    """The questions that a server should have refused and failed at."""
    asked = {str(each)[:100]: ask(each).status_code for each in questions}
    return {question: status for question, status in asked.items() if status >= 500}


@pytest.mark.parametrize("kind", KINDS)
def test_no_parameter_of_a_list_is_a_fault(officer, kind):
    make_roll_call()
    make_source(dated_on="2020-06-22")
    url = reverse(f"admin:{kind}_changelist")

    assert faults(lambda query: officer.get(url, query, follow=True), IN_LISTS) == {}


@pytest.mark.parametrize("kind", ["records_source", "votes_resolution", "votes_rollcall"])
def test_no_parameter_of_a_new_page_is_a_fault(officer, kind):
    url = reverse(f"admin:{kind}_add")

    assert faults(lambda query: officer.get(url, query), IN_NEW_PAGES) == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_no_key_of_a_page_is_a_fault(officer, kind, page):
    keys = ["zz", "999999999999999999", "9" * 30, "_5B", "-1", "²", "\x00"]
    urls = [reverse(f"admin:{kind}_{page}", args=[key]) for key in keys]

    assert faults(lambda url: officer.get(url, follow=True), urls) == {}


def test_no_question_of_an_autocomplete_is_a_fault(officer):
    make_resolution()
    url = reverse("admin:autocomplete")

    assert faults(lambda asked: officer.get(url, asked), IN_AUTOCOMPLETES) == {}


def test_a_pattern_is_refused(officer):
    url = reverse("admin:records_source_changelist")

    assert officer.get(url, {"title__regex": "["}).status_code == 400


def test_nothing_sent_to_a_list_is_a_fault(officer):
    make_source()
    url = reverse("admin:records_source_changelist")

    assert faults(lambda sent: officer.post(url, sent, follow=True), SENT_TO_LISTS) == {}


def test_nothing_sent_to_a_page_is_a_fault(officer):
    text = make_resolution(published=False, drafts=("A/HRC/43/L.1",))
    vote = make_roll_call(published=False)
    urls = [
        reverse("admin:votes_resolution_add"),
        reverse("admin:votes_resolution_change", args=[text.pk]),
        reverse("admin:votes_rollcall_change", args=[vote.pk]),
    ]

    for url in urls:
        assert faults(lambda sent, url=url: officer.post(url, sent), SENT_TO_PAGES) == {}
