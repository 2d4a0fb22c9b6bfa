"""What is hidden leaves no byte at the desk either, for those whose role has no content."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from kb.records.models import Publishable
from tests.desk.signing_in import staff_client
from tests.factories import make_vote
from tests.test_canary import CANARY, hidden_things

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden() -> list[Publishable]:
    vote = make_vote({"AGO": "yes", "AUS": "no", "AFG": "not_recorded"})
    return list(hidden_things(vote))


def autocompletes() -> Iterator[str]:
    """Every question that a box to search in can ask."""
    for model in admin.site._registry:
        for field in model._meta.fields:
            if isinstance(field, ForeignKey) and field.related_model in admin.site._registry:
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                    "term": CANARY[:4].lower(),
                }
                yield f"{reverse('admin:autocomplete')}?{urlencode(asked)}"


def pages(hidden: list[Publishable]) -> Iterator[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        opts = model._meta
        listed = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        yield from (listed, f"{listed}?q={CANARY.lower()}")
    for record in hidden:
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
        for page in ("change", "history", "delete"):
            yield reverse(f"{name}_{page}", args=[record.pk])
        yield f"{reverse(f'{name}_standing')}?to=publish&record={record.public_id}"
        yield reverse("admin:preview", args=[record.record_kind(), record.public_id])


def telling(client: Client, urls: Iterator[str]) -> list[str]:
    """The addresses whose answer holds the word, the address itself left out."""
    answers = {url: client.get(url, follow=True) for url in urls}
    return [
        url
        for url, answer in answers.items()
        if CANARY in f"{answer.headers} {answer.content.decode()}".replace(url, "")
    ]


def test_a_reader_learns_nothing_from_the_addresses_of_the_desk(client: Client, hidden):
    assert telling(client, pages(hidden)) == []
    assert telling(client, autocompletes()) == []


def test_an_administrator_learns_nothing_of_what_others_write(hidden):
    client = staff_client("Administrator")

    assert telling(client, pages(hidden)) == []
    assert telling(client, autocompletes()) == []


def test_those_who_write_it_find_it(hidden):
    """The net is no net if nothing can be caught in it."""
    client = staff_client("Editor", "Records officer")

    assert len(telling(client, pages(hidden))) > 20
    assert len(telling(client, autocompletes())) > 5
