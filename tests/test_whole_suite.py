"""`python -m tests`: what runs, what is left out, and whether that may be."""

import subprocess
from types import SimpleNamespace

import pytest

from tests import __main__ as suite

NO_SERVER = "postgres://kb:s3cret@127.0.0.1:1/kb"


@pytest.fixture
def bare(tmp_path):
    """A machine with neither PostgreSQL nor Chromium nor the shared files."""
    return {
        "KB_TEST_POSTGRES_URL": NO_SERVER,
        "KB_CHROMIUM": str(tmp_path / "chromium"),
        "KB_SHARED": str(tmp_path / "shared"),
    }


@pytest.fixture
def calls(monkeypatch):
    """The calls of pytest, which are not made; `calls.code` is what they would end with."""
    made = SimpleNamespace(commands=[], environments=[], code=0)

    def run(command, *, env, **_):
        made.commands.append(command)
        made.environments.append(env)
        return subprocess.CompletedProcess(command, made.code)

    monkeypatch.setattr(subprocess, "run", run)
    return made


def test_a_bare_machine_runs_sqlite_and_passes(bare, calls):
    assert suite.main([], bare) == 0
    assert [each["KB_TEST_ENGINE"] for each in calls.environments] == ["sqlite"]


def test_what_was_left_out_is_said_with_how_to_have_it(bare, calls, capsys):
    suite.main([], bare)
    last = capsys.readouterr().out.splitlines()[-3:]
    assert [line.partition(":")[0] for line in last] == ["PostgreSQL", "Browser", "Shared files"]
    assert "start one and set KB_TEST_POSTGRES_URL" in last[0]
    assert "install the package chromium or set KB_CHROMIUM" in last[1]
    assert f"no folder at {bare['KB_SHARED']}; set KB_SHARED" in last[2]


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://kb@localhost/kb"])
def test_an_address_that_is_none_of_postgresql_leaves_it_out(url, bare, calls, capsys):
    assert suite.main([], bare | {"KB_TEST_POSTGRES_URL": url}) == 0
    assert "PostgreSQL: left out" in capsys.readouterr().out


def test_the_password_of_an_unreachable_server_is_not_printed(bare, calls, capsys):
    suite.main([], bare)
    assert "s3cret" not in capsys.readouterr().out


@pytest.mark.parametrize("need", ["postgres", "browser", "shared"])
def test_a_missing_need_that_is_required_is_a_failure_and_named(need, bare, calls, capsys):
    assert suite.main([], bare | {"KB_REQUIRE": need}) == 1
    assert capsys.readouterr().out.count("KB_REQUIRE demands it") == 1


def test_a_requirement_that_nobody_knows_is_refused(bare, calls, capsys):
    assert suite.main([], bare | {"KB_REQUIRE": "postgress"}) == 2
    assert "postgress" in capsys.readouterr().err
    assert calls.commands == []


def test_a_failing_test_fails_the_whole(bare, calls, capsys):
    calls.code = 1
    assert suite.main([], bare) == 1
    assert "SQLite: FAILED" in capsys.readouterr().out


def test_arguments_reach_pytest(bare, calls):
    suite.main(["-k", "board"], bare)
    assert calls.commands[0][-2:] == ["-k", "board"]


def test_arguments_that_select_nothing_are_no_failure(bare, calls):
    calls.code = suite.NOTHING_SELECTED
    assert suite.main(["-k", "board"], bare) == 0


def test_a_suite_without_tests_is_a_failure(bare, calls):
    calls.code = suite.NOTHING_SELECTED
    assert suite.main([], bare) == 1


def test_a_reachable_postgresql_gets_a_second_run_without_the_browser(
    bare, calls, capsys, monkeypatch
):
    monkeypatch.setattr(suite, "answers", lambda server: True)
    suite.main([], bare)
    assert [each["KB_TEST_ENGINE"] for each in calls.environments] == ["sqlite", "postgres"]
    assert "not browser" in calls.commands[1]
    assert "PostgreSQL: passed" in capsys.readouterr().out


def test_the_browser_tests_run_where_a_chromium_is_found(bare, calls, tmp_path):
    chromium = tmp_path / "chromium"
    chromium.touch(mode=0o755)
    suite.main([], bare)
    assert "not browser" not in calls.commands[0]
    assert calls.environments[0]["KB_CHROMIUM"] == str(chromium)


def test_a_sites_own_database_is_never_tested_on(bare, calls):
    suite.main([], bare | {"DATABASE_URL": "postgres://live.example.org/kb"})
    assert calls.environments[0]["DATABASE_URL"] == "sqlite://:memory:"
