"""`.env.example` and the settings name the same variables."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$")
READ_BY_SETTINGS = re.compile(r"\benv(?:\.\w+)?\(\s*[\"']([A-Z][A-Z0-9_]*)[\"']")

LINES = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
EXAMPLES = {found[1]: found[2] for line in LINES if (found := ASSIGNMENT.match(line))}


def settings_variables() -> set[str]:
    return set(READ_BY_SETTINGS.findall((ROOT / "kb" / "settings.py").read_text(encoding="utf-8")))


def test_every_variable_of_the_settings_stands_in_the_example():
    assert settings_variables() - EXAMPLES.keys() == set()


def test_the_example_names_no_variable_that_the_settings_do_not_read():
    assert EXAMPLES.keys() - settings_variables() == set()


def test_every_variable_of_the_example_has_a_sentence_above_it():
    above = {
        found[1]: LINES[number - 1]
        for number, line in enumerate(LINES)
        if (found := ASSIGNMENT.match(line))
    }
    assert [name for name, line in above.items() if not re.match(r"# [A-Z1].{20,}", line)] == []


def test_the_example_holds_no_secret():
    assert EXAMPLES["KB_SECRET_KEY"] == ""


def test_the_settings_take_every_value_of_the_example():
    loaded = subprocess.run(
        [sys.executable, "-c", "from kb.settings import *; print(SITE_NAME, PUBLIC_URL, LICENCE)"],
        cwd=ROOT,
        env={**os.environ, **EXAMPLES},
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.stderr == ""
    assert loaded.stdout == "On the Record https://example.org CC BY 4.0\n"
