"""A bundle goes into an empty knowledge base, and comes out of it again byte for byte."""

import io
import json
import os

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kb.exchange.bundle.reading import BundleError, read_bundle
from kb.exchange.bundle.writing import import_bundle
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import KINDS
from kb.records.services import Refused
from tests.exchange.generated import Generated
from tests.factories import make_source

pytestmark = pytest.mark.django_db
# Each takes seconds: a whole knowledge base is made, taken out, brought in and taken out again.
EXAMPLES = int(os.environ.get("KB_EXAMPLES", "6"))


def exported(now) -> bytes:
    found = {}
    for kind in KINDS:
        rows = list(kind.rows(now).order_by("public_id"))
        found[kind.name] = kind.documents(rows, Sight.of_public(now))
    return orjson.dumps({"schema_version": "1.0", **found})


def first_difference(one: bytes, other: bytes) -> str:
    left, right = json.loads(one), json.loads(other)
    for kind in KINDS:
        for a, b in zip(left[kind.name], right[kind.name], strict=True):
            for key in a:
                if a[key] != b[key]:
                    return f"{kind.name}.{key}: {a[key]} / {b[key]}"
    return "only in the order of keys"


# A seed is as small as any other: there is nothing to shrink.
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9))
def test_export_import_export_gives_identical_bytes(seed):
    with transaction.atomic():
        Generated(seed)
        now = timezone.now()
        before = exported(now)
        transaction.set_rollback(True)

    with transaction.atomic():
        import_bundle(read_bundle(before), by=None)
        after = exported(now)
        transaction.set_rollback(True)

    assert before == after, first_difference(before, after)
