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

from kb.council.models import State
from kb.exchange.bundle.reading import BundleError, read_bundle
from kb.exchange.bundle.writing import import_bundle
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import KINDS
from kb.records.services import Refused
from tests.exchange.generated import Generated
from tests.factories import make_source
from votes.models import Resolution

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


def demonstration() -> bytes:
    """The first case as a bundle; nothing of it stays."""
    with transaction.atomic():
        call_command("demo", stdout=io.StringIO())
        found = exported(timezone.now())
        transaction.set_rollback(True)
    return found


def test_the_first_case_has_its_pages_again(client):
    import_bundle(read_bundle(demonstration()), by=None)

    vote = client.get("/votes/a-hrc-res-43-21/").content.decode()
    assert "23–16–8" in vote
    assert client.get("/search?q=mutually").content.decode().count("a-hrc-res-43-21") > 0
    assert client.get("/states/chn/").status_code == 200


def test_what_came_in_stands_in_the_ledger():
    import_bundle(read_bundle(demonstration()), by=None)

    call_command("audit", stdout=io.StringIO())


def test_a_knowledge_base_that_holds_something_is_left_alone():
    bundle = read_bundle(demonstration())
    make_source()

    with pytest.raises(Refused, match="sources here already"):
        import_bundle(bundle, by=None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it.update(schema_version="9"), "schema_version: expected 1.0"),
        (lambda it: it.pop("votes"), "votes: expected a list of documents"),
        (lambda it: it["votes"].append(3), r"votes\[3\]: expected an object"),
        (lambda it: it["votes"][0].pop("slug"), r"votes\[0\].slug: is missing, expected words"),
        (lambda it: it["votes"][0].update(more=1), r"votes\[0\].more: this key is not known"),
        (
            lambda it: it["votes"][0]["ballots"][0].update(position="maybe"),
            r"votes\[0\].ballots\[0\].position: expected one of: yes, no",
        ),
        (
            lambda it: it["votes"][0].update(held_on="22 June"),
            r"votes\[0\].held_on: expected a day, such as 2020-06-22",
        ),
        (
            lambda it: it["votes"][0].update(is_final="yes"),
            r"votes\[0\].is_final: expected true or false",
        ),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_place(change, said):
    whole = json.loads(demonstration())
    change(whole)

    with pytest.raises(BundleError, match=said):
        read_bundle(json.dumps(whole).encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda it: it["votes"][0]["ballots"][0].update(state="XXX"),
            r"votes\[0\].ballots: “XXX” is not among the states",
        ),
        (
            lambda it: it["sources"].clear(),
            "is not among the sources of the bundle",
        ),
    ],
)
def test_a_bundle_that_names_what_it_does_not_hold_changes_nothing(change, said):
    whole = json.loads(demonstration())
    change(whole)
    before = State.objects.count()

    with pytest.raises(BundleError, match=said), transaction.atomic():
        import_bundle(read_bundle(json.dumps(whole).encode()), by=None)

    assert (State.objects.count(), Resolution.objects.count()) == (before, 0)


def test_the_command_says_what_came_in_and_what_it_cannot_read(tmp_path):
    path, printed = tmp_path / "kb.json", io.StringIO()
    path.write_bytes(demonstration())

    call_command("import_bundle", str(path), "--json", stdout=printed)

    assert json.loads(printed.getvalue())["votes"] == 3
    path.write_bytes(b"{")
    with pytest.raises(CommandError, match="here already"):
        call_command("import_bundle", str(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "expected JSON"),
        (b"[]", "the file holds no object"),
        (b"\xff\xfe", "byte 0: no letter of UTF-8"),
    ],
)
def test_a_file_that_is_no_bundle_is_refused(content, said):
    with pytest.raises(BundleError, match=said):
        read_bundle(content)
