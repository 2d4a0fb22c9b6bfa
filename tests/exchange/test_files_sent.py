"""How whole files are sent: at once, packed where asked for, and not again without need."""

import gzip
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.exchange.files.document import whole
from kb.exchange.files.walk import BATCH
from tests.exchange.generated import Generated
from tests.factories import make_initiative, make_vote

pytestmark = pytest.mark.django_db
HEADERS = ("Content-Type", "Content-Disposition", "ETag", "Vary", "Content-Encoding")


@pytest.mark.parametrize("accepted", ["gzip", "br;q=1.0, gzip;q=0.8", "GZIP", "deflate,gzip; q=1"])
def test_a_file_is_packed_for_whoever_takes_gzip(client, accepted):
    answer = client.get("/export/states.ndjson", headers={"Accept-Encoding": accepted})

    content = gzip.decompress(b"".join(answer.streaming_content))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert all(json.loads(line)["code"] for line in content.splitlines())


@pytest.mark.parametrize("accepted", ["", "gzip;q=0", "gzip; q=0.0, br", "identity", "xgzip"])
def test_a_file_is_plain_for_everybody_else(client, accepted):
    answer = client.get("/export/states.ndjson", headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(next(iter(b"".join(answer.streaming_content).splitlines())))


@pytest.mark.parametrize("name", ["kb.json", "votes.ndjson", "ballots.csv", "kb.zip"])
def test_head_says_the_same_without_reading_any_record(client, name):
    make_vote({"AGO": "yes"})
    answer = client.get(f"/export/{name}", headers={"Accept-Encoding": "gzip"})
    b"".join(answer.streaming_content)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        head = client.head(f"/export/{name}", headers={"Accept-Encoding": "gzip"})

    assert [head.headers.get(e) for e in HEADERS] == [answer.headers.get(e) for e in HEADERS]
    assert b"".join(head.streaming_content) == b""
    assert not [e for e in asked.captured_queries if "votes_ballot" in e["sql"]]


def test_the_first_bytes_need_no_query(django_assert_num_queries):
    chunks = whole(timezone.now())

    with django_assert_num_queries(0):
        first = next(chunks)

    assert first.startswith(b'{"schema_version":"1.0","generated_at":"')


@pytest.mark.parametrize("say", ["{}", '"other", {}', "*"])
def test_a_tag_is_known_again_however_it_is_said(client, say):
    tag = client.head("/export/kb.json").headers["ETag"]

    answer = client.get("/export/kb.json", headers={"If-None-Match": say.format(tag)})

    assert answer.status_code == 304
    assert answer.headers["ETag"] == tag
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.content == b""


def test_an_unknown_parameter_is_refused(client):
    answer = client.get("/export/kb.json?at=2020-01-01")

    assert answer.status_code == 400
    assert answer.json()["parameter"] == "at"


def test_any_site_may_read_and_nobody_write(client):
    assert client.get("/export/kb.json").headers["Access-Control-Allow-Origin"] == "*"
    assert client.post("/export/kb.json").status_code == 405


def test_records_are_read_in_batches_however_many_there_are(client):
    """No chunk holds more than a batch of lines: memory does not grow with the record."""
    many = BATCH * 3
    for _ in range(many):
        make_initiative()

    chunks = list(client.get("/export/initiatives.ndjson").streaming_content)

    assert sum(chunk.count(b"\n") for chunk in chunks) == many
    assert max(chunk.count(b"\n") for chunk in chunks) == BATCH


def test_the_zip_is_the_same_for_the_same_instant_and_as_the_files_beside_it(client, monkeypatch):
    Generated(5)
    # A zip knows even seconds alone.
    now = timezone.now().replace(second=30) + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: now)

    one, two = (b"".join(client.get("/export/kb.zip").streaming_content) for _ in range(2))

    assert one == two
    content = zipfile.ZipFile(io.BytesIO(one))
    assert {info.date_time for info in content.infolist()} == {now.timetuple()[:6]}
    for name in ("kb.json", "datapackage.json", "votes.ndjson", "votes.csv", "ballots.csv"):
        beside = b"".join(client.get(f"/export/{name}").streaming_content)
        assert content.read(name) == beside, name


def test_the_readme_names_what_is_in_the_zip(client):
    Generated(6)
    content = zipfile.ZipFile(io.BytesIO(b"".join(client.get("/export/kb.zip").streaming_content)))

    readme, names = content.read("README.txt").decode(), content.namelist()

    told = {line.split()[0] for line in readme.splitlines() if line[:1].isalnum() and "  " in line}
    plain = {each for each in told if not each.startswith("<") and not each.endswith("/")}
    assert len(plain) > 3
    assert plain <= set(names)
