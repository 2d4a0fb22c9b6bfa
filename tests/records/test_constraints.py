"""What can never be false of a record: refused by the database, and told in a sentence."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.records.models import Conflict, ConflictValue, Source
from tests.factories import make_source

pytestmark = pytest.mark.django_db

REFUSED = [
    ({"state": "published"}, "needs the time"),
    ({"state": "lost"}, "draft, in review, published or withdrawn"),
    ({"kind": "rumour"}, "Choose the kind of source"),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_the_database_refuses_a_source_that_cannot_be(fields, sentence):
    source = Source(**{"kind": "board", "title": "Board"} | fields)

    with pytest.raises(ValidationError, match=sentence):
        source.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        source.save()


def test_a_published_source_with_a_release_time_is_accepted():
    source = Source(kind="board", title="Board", state="published", release_at=timezone.now())

    source.validate_constraints()
    source.save()

    assert source in Source.objects.published()


def test_a_field_of_a_record_has_one_conflict():
    about = make_source().public_id
    Conflict.objects.create(subject_kind="records.source", record=about, field="date", label="a")
    second = Conflict(subject_kind="records.source", record=about, field="date", label="b")

    with pytest.raises(ValidationError, match="already a conflict"):
        second.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decided": True, "chosen_value": "1"}, "Say why"),
        ({"decided": True, "reason": "x"}, "names the value"),
        ({"chosen_value": "1"}, "names the value"),
    ],
)
def test_a_decided_conflict_has_a_value_and_a_reason(fields, sentence):
    decided_at = timezone.now() if fields.pop("decided", False) else None
    conflict = Conflict(
        subject_kind="records.source",
        record=make_source().public_id,
        field="date",
        label="a",
        decided_at=decided_at,
        **fields,
    )

    with pytest.raises(ValidationError, match=sentence):
        conflict.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        conflict.save()


def test_a_source_gives_a_value_once():
    about = make_source()
    conflict = Conflict.objects.create(
        subject_kind="records.source", record=about.public_id, field="date", label="a"
    )
    ConflictValue.objects.create(conflict=conflict, source=about, value="1")
    second = ConflictValue(conflict=conflict, source=about, value="1")

    with pytest.raises(ValidationError, match="already gives this value"):
        second.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
