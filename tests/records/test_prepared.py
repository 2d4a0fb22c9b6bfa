"""Queries whose SQL is made once: what they bind, and what they refuse."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.records.models import Source
from kb.records.prepared import prepared
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_every_call_binds_its_own_values():
    sources = [make_source(dated_on=date(2020, 6, day)) for day in (22, 23)]
    made = []

    @prepared
    def dated(*, on: date, pk: int):
        made.append(on)
        return Source.objects.filter(dated_on=on, pk=pk)

    found = [dated(on=each.dated_on, pk=each.pk) for each in sources]

    assert found == [[each] for each in sources]
    assert len(made) == 1


def test_rows_change_with_the_record():
    source = make_source(title="Old")

    @prepared
    def titled(*, title: str):
        return Source.objects.filter(title=title).values_list("title", "dated_on")

    assert titled(title="Old") == [("Old", None)]
    Source.objects.filter(pk=source.pk).update(title="New")

    assert titled(title="Old") == []
    assert titled(title="New") == [("New", None)]


def test_the_gate_opens_at_its_instant():
    make_source()
    now = timezone.now()

    @prepared
    def public(*, at):
        return Source.objects.published(at)

    assert public(at=now - timedelta(days=1)) == []
    assert len(public(at=now)) == 1


def test_a_value_that_is_missing_makes_another_query():
    make_source(dated_on=None, title="Without")
    make_source(dated_on=date(2020, 6, 22), title="With")

    @prepared
    def titles(*, on: date | None):
        return Source.objects.filter(dated_on=on).values_list("title", flat=True)

    assert titles(on=None) == ["Without"]
    assert titles(on=date(2020, 6, 22)) == ["With"]


def test_a_value_that_does_not_reach_the_query_is_refused():
    @prepared
    def forgetful(*, pk: int, title: str):
        return Source.objects.filter(pk=pk)

    with pytest.raises(ValueError, match="do not reach the query: title"):
        forgetful(pk=1, title="x")


def test_a_list_is_refused():
    @prepared
    def listed(*, pks: list):
        return Source.objects.filter(pk__in=pks)

    with pytest.raises(TypeError, match="pks: a prepared query takes no list"):
        listed(pks=[1])
