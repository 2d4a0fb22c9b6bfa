"""The README's examples print what it says."""

import io
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = re.compile(r"^\.venv/bin/python manage\.py (.+)\n\n((?:.+\n)+?)```", re.MULTILINE)
EXAMPLES = dict(EXAMPLE.findall((ROOT / "README.md").read_text(encoding="utf-8")))


def test_the_readme_has_its_two_examples():
    assert [command.split()[0] for command in EXAMPLES] == ["read_votes", "compare"]


@pytest.mark.django_db
@pytest.mark.parametrize("command", EXAMPLES)
def test_an_example_prints_what_the_readme_says(command, monkeypatch):
    monkeypatch.chdir(ROOT)
    call_command("demo", stdout=io.StringIO())
    printed = io.StringIO()
    call_command(*shlex.split(command), stdout=printed)
    said = [line for line in EXAMPLES[command].splitlines() if line.strip() != "…"]
    assert set(said) - set(printed.getvalue().splitlines()) == set()


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
