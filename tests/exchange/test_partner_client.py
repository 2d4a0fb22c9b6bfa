"""The reference client: a copy of everything public, however often it is killed on the way.

KB_KILLS sets at how many random moments (10 by default).
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest

from kb.exchange.documents.encoding import document_hash
from kb.exchange.documents.kinds import KINDS
from tests.served import ROOT, environment_in, load_demonstration, manage, serving

CLIENT = ROOT / "docs" / "partner-client.py"
KILLS = int(os.environ.get("KB_KILLS", "10"))
# What staff do all the while: rename, withdraw and publish whatever is there.
STAFF = """
import random
from kb.records.models import Source
from kb.records.services import Refused, publish, save_record, withdraw
from statements.models import Organisation, Statement
from votes.models import Resolution
chance = random.Random(1)
for number in range({deeds}):
    model = chance.choice([Source, Resolution, Statement, Organisation])
    record = chance.choice(list(model.objects.order_by("pk")))
    try:
        if chance.random() < 0.6:
            name = "name" if model is Organisation else "title"
            setattr(record, name, f"Renamed {{number}}")
            save_record(record, by=None)
        elif record.state == "published":
            withdraw(record, by=None, reason="Wrong")
        else:
            publish(record, by=None)
    except Refused:
        pass
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    found = environment_in(tmp_path_factory.mktemp("client"))
    load_demonstration(found)
    return found


@pytest.fixture
def commands(environment: dict[str, str], site: str) -> dict[str, str]:
    """The environment of commands: addresses in documents lead to the server that is running."""
    return environment | {"KB_PUBLIC_URL": site}


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[str]:
    with serving(environment) as address:
        yield address


def start(site: str, folder: Path, *options: str, **more: str) -> subprocess.Popen:
    command = [sys.executable, str(CLIENT), site, str(folder), *options]
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=os.environ | more, **out)


def mirror(site: str, folder: Path, *options: str, **more: str) -> str:
    """What the client prints that runs to its end."""
    process = start(site, folder, *options, **more)
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 0, complained
    return said


def work(environment: dict[str, str], deeds: int) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", STAFF.format(deeds=deeds)]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def copied(folder: Path) -> dict[tuple[str, str], dict]:
    return {
        (path.parent.name, path.stem): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.glob("*/*.json")
    }


def listed(site: str) -> dict[tuple[str, str], dict]:
    """Every document of every list."""
    found = {}
    for kind in KINDS:
        url = f"{site}/api/v1/{kind.name}/?limit=500"
        while url:
            with urlopen(url, timeout=60) as answer:  # noqa: S310 (our own server)
                page = json.load(answer)
            found |= {(kind.name, each["id"]): each for each in page["results"]}
            url = page["next"]
    return found


def test_the_copy_holds_what_the_lists_hold(site, tmp_path):
    mirror(site, tmp_path / "copy")

    assert copied(tmp_path / "copy") == listed(site)


def test_a_second_run_fetches_only_what_changed(site, commands, tmp_path):
    folder = tmp_path / "copy"
    mirror(site, folder)
    assert mirror(site, folder) == ""

    assert work(commands, deeds=3).wait() == 0
    said = mirror(site, folder)

    assert 1 <= len(said.splitlines()) < 60
    assert copied(folder) == listed(site)


def test_killed_at_any_moment_while_staff_work_it_ends_up_with_the_very_same(
    site, commands, tmp_path
):
    folder, killed = tmp_path / "copy", 0
    staff = work(commands, deeds=KILLS * 8)
    for _ in range(KILLS):
        client = start(site, folder, "--limit", "20", "--every", "0.05")
        try:
            client.wait(timeout=random.uniform(0.1, 1.5))  # noqa: S311 any moment will do
        except subprocess.TimeoutExpired:
            client.send_signal(signal.SIGKILL)
            killed += 1
        client.communicate()
        # Whoever reads the copy meanwhile finds whole documents alone.
        assert all(each["id"] == ident for (_, ident), each in copied(folder).items())
    assert staff.wait() == 0

    mirror(site, folder, "--limit", "20")
    mirror(site, tmp_path / "fresh")

    assert killed == KILLS
    assert copied(folder) == copied(tmp_path / "fresh") == listed(site)
    assert not list(folder.glob("**/*.tmp"))
    assert manage(commands, "settle_feed", "--everything") == "0 changes settled.\n"


def test_when_the_feed_begins_anew_the_copy_loses_only_what_is_gone(site, commands, tmp_path):
    folder = tmp_path / "copy"
    mirror(site, folder)
    gone = folder / "states" / "00000000-0000-4000-8000-000000000000.json"
    gone.write_text("{}", encoding="utf-8")
    manage(commands, "settle_feed", "--anew")

    said = mirror(site, folder)

    assert said == f"removed states/{gone.stem}\n"
    assert copied(folder) == listed(site)


class Scripted(BaseHTTPRequestHandler):
    """Gives the answers of a list, one after another, and remembers what it was asked."""

    answers: list[tuple[int, dict, dict]]
    asked: list[tuple[str, dict]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.pop(0)
        content = b"" if status == 304 else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def scripted() -> Iterator[type[Scripted]]:
    handler = type("Handler", (Scripted,), {"answers": [], "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler
    server.shutdown()
    server.server_close()


IDENT = "11111111-1111-4111-8111-111111111111"
EMPTY = {"results": [], "next": None, "after": "0-00000000"}


def upsert(document: dict, **fields) -> dict:
    change = {
        "cursor": "1-00000000",
        "kind": "sources",
        "id": IDENT,
        "action": "upsert",
        "hash": document_hash(document),
        "changed_at": "2020-06-22T00:00:00.000000Z",
        "document": document,
    }
    return {"results": [change | fields], "next": None, "after": "1-00000000"}


def test_it_waits_as_long_as_the_server_says(scripted, tmp_path):
    scripted.answers += [(429, {"Retry-After": "1"}, {}), (503, {"Retry-After": "0"}, {})]
    scripted.answers += [(200, {}, upsert({"id": IDENT, "title": "Türkiye 中国"}))]

    client = start(scripted.address, tmp_path)
    _, complained = client.communicate(timeout=60)

    assert client.returncode == 0
    assert "429: trying again in 1 seconds" in complained
    assert "503: trying again in 0 seconds" in complained
    assert copied(tmp_path) == {("sources", IDENT): {"id": IDENT, "title": "Türkiye 中国"}}


def test_it_asks_with_the_mark_of_the_last_answer_and_with_the_key(scripted, tmp_path):
    scripted.answers += [(200, {"ETag": '"a"'}, EMPTY)] * 2 + [(304, {}, {})]

    for _ in range(3):
        mirror(scripted.address, tmp_path, KB_API_KEY="kb_secret")

    marks = [headers.get("If-None-Match") for _, headers in scripted.asked]
    assert marks == [None, None, '"a"']
    assert {headers["Authorization"] for _, headers in scripted.asked} == {"Bearer kb_secret"}


@pytest.mark.parametrize(
    "fields",
    [
        {"hash": "0" * 64},
        {"kind": "../elsewhere"},
        {"id": "../../elsewhere"},
        {"action": "something else"},
    ],
)
def test_what_is_wrong_is_not_written(scripted, tmp_path, fields):
    scripted.answers.append((200, {}, upsert({"id": IDENT}, **fields)))

    client = start(scripted.address, tmp_path / "copy")
    _, complained = client.communicate(timeout=60)

    assert client.returncode == 1
    assert complained.strip()
    assert list(tmp_path.glob("**/*.json")) == [tmp_path / "copy" / "feed.json"]


def test_it_follows_no_redirect_with_its_key(scripted, tmp_path):
    scripted.answers.append((302, {"Location": "http://127.0.0.1:9/"}, {}))

    client = start(scripted.address, tmp_path, KB_API_KEY="kb_secret")
    client.communicate(timeout=60)

    assert client.returncode == 1
    assert len(scripted.asked) == 1
