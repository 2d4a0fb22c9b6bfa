"""Whole files: everything public, and nothing else, as documents, lines, tables and one zip."""

import csv
import gzip
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import KINDS
from kb.exchange.documents.votes.documents import VOTES
from kb.exchange.files.csv_cells import csv_lines, guarded, unguarded
from kb.exchange.files.made import FILES
from kb.exchange.files.tables import documents_from, table, tables_of
from kb.exchange.files.walk import documents_of
from kb.records.services import withdraw
from tests.exchange.generated import Generated
from tests.factories import make_resolution, make_vote

pytestmark = pytest.mark.django_db
KEYS = [
    *("schema_version", "generated_at", "licence", "publisher"),
    *("sources", "bodies", "sessions", "states", "groups", "seats"),
    *("initiatives", "resolutions", "votes", "statements", "articles"),
    *("organisations", "people", "conflicts"),
]
INSTANT = "2030-01-01T00:00:00Z"


def fetched(client, path: str, **headers) -> bytes:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_the_document_has_the_keys_of_the_contract_in_their_order(client):
    Generated(1)

    whole = json.loads(fetched(client, "/export/kb.json"))

    assert list(whole) == KEYS
    assert whole["schema_version"] == "1.0"


def test_lines_are_the_documents_of_the_whole(client):
    Generated(2)

    whole = json.loads(fetched(client, "/export/kb.json"))

    for kind in KINDS:
        lines = fetched(client, f"/export/{kind.name}.ndjson").splitlines()
        assert [json.loads(line) for line in lines] == whole[kind.name]


@pytest.mark.parametrize("seed", range(4))
def test_tables_give_the_documents_back_without_loss(client, seed):
    Generated(seed)
    whole = json.loads(fetched(client, "/export/kb.json"))

    for kind in KINDS:
        found = {
            each.name: rows(fetched(client, f"/export/{each.name}.csv"))[1:]
            for each in tables_of(kind)
        }
        assert documents_from(kind, found) == whole[kind.name]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",))))
def test_a_cell_never_begins_like_a_formula_and_gives_its_text_back(text):
    cell = guarded(text)
    (read,) = rows(csv_lines([[cell, "end"]]))

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(read[0]) == text


def test_the_fast_table_of_ballots_is_the_plain_one(client):
    for seed in range(3):
        Generated(seed)
    make_vote({"AGO": "yes", "AUS": "no"})
    now = timezone.now()

    plain = [
        [
            each["id"],
            str(place),
            ballot["state"],
            guarded(ballot["name"]),
            ballot["group"] or "",
            ballot["position"],
            str(ballot["entitled"]).lower(),
        ]
        for documents in documents_of(VOTES, Sight.of_public(now))
        for each in documents
        for place, ballot in enumerate(each["ballots"], start=1)
    ]

    head, *fast = rows(fetched(client, "/export/ballots.csv"))
    assert head == table("ballots").head
    assert fast == plain


def test_lines_of_ballots_name_their_vote(client):
    vote = make_vote({"AGO": "yes", "AUS": "no"})

    lines = [json.loads(e) for e in fetched(client, "/export/ballots.ndjson").splitlines()]

    assert {line["vote"] for line in lines} == {vote.slug}
    assert [line["position"] for line in lines if line["state"] == "AUS"] == ["no"]
    assert len(lines) == 47


def test_a_file_is_packed_where_that_is_understood(client):
    plain = fetched(client, "/export/states.ndjson")

    packed = client.get("/export/states.ndjson", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(packed.streaming_content)) == plain


def test_the_zip_holds_every_file_and_signs_them(client):
    Generated(3)

    content = zipfile.ZipFile(io.BytesIO(fetched(client, "/export/kb.zip")))

    assert content.testzip() is None
    assert set(FILES) <= set(content.namelist())
    assert content.namelist()[-1] == "ledger-head.json"
    head = json.loads(content.read("ledger-head.json"))
    assert set(head["files"]) == set(content.namelist()) - {"ledger-head.json"}
    assert list(json.loads(content.read("kb.json"))) == KEYS


def test_a_file_that_did_not_change_is_not_sent_again(client):
    make_vote({"AGO": "yes"})
    tag = client.head("/export/kb.json").headers["ETag"]

    again = client.get("/export/kb.json", headers={"If-None-Match": tag})
    make_vote({"AGO": "yes"})
    changed = client.get("/export/kb.json", headers={"If-None-Match": tag})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_what_is_hidden_changes_no_file(client):
    make_vote({"AGO": "yes"})
    before = {name: fetched(client, f"/export/{name}") for name in FILES}
    tag = client.head("/export/kb.json").headers["ETag"]

    hidden = make_resolution(title="Zirpvogel", published=False)
    make_vote({"AGO": "no"}, resolution=hidden, published=False)

    for name, content in before.items():
        after = fetched(client, f"/export/{name}")
        if name in ("kb.json", "datapackage.json"):
            assert b"Zirpvogel" not in after
        else:
            assert after == content
    assert client.head("/export/kb.json").headers["ETag"] == tag


def test_what_is_withdrawn_leaves_every_file(client):
    vote = make_vote({"AGO": "yes"}, resolution=make_resolution(title="Zirpvogel"))
    assert b"Zirpvogel" in fetched(client, "/export/kb.json")

    withdraw(vote.resolution, by=None, reason="letter")

    assert [name for name in FILES if b"Zirpvogel" in fetched(client, f"/export/{name}")] == []


def test_an_unknown_file_is_not_found(client):
    assert client.get("/export/other.json").status_code == 404


def test_the_command_writes_the_same_bytes_for_the_same_instant(tmp_path):
    Generated(4)
    for name in ("one.json", "two.json"):
        path = str(tmp_path / name)
        call_command("export", path, kind="kb", at=INSTANT, stdout=io.StringIO())

    one, two = ((tmp_path / name).read_bytes() for name in ("one.json", "two.json"))
    assert one == two
    assert b'"generated_at":"2030-01-01T00:00:00.000000Z"' in one


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["other.json"], "there is no file “other.json”"),
        (["kb.json", "--at", "yesterday"], "expected an instant"),
        (["/nowhere/kb.json"], "No such file or directory"),
    ],
)
def test_the_command_says_what_it_cannot_do(arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("export", *arguments)

    assert refused.value.returncode == 2


def test_no_table_has_two_columns_of_one_name():
    heads = [each.head for kind in KINDS for each in tables_of(kind)]

    assert [head for head in heads if len(head) != len(set(head))] == []
    assert len({each.name for kind in KINDS for each in tables_of(kind)}) == len(heads)
