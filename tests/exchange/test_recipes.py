"""The recipes of docs/partners.md print what the page says, asked of a server of their own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "partners.md"
BLOCKS = re.compile(r"^## (\d+\..+?)$.*?```python\n(.*?)```\n\n```text\n(.*?)```", re.M | re.S)
TEXT = PAGE.read_text(encoding="utf-8")
BEGINNING = re.search(r"```python\n(.*?)```", TEXT, re.S)
RECIPES = {title: (code, printed) for title, code, printed in BLOCKS.findall(TEXT)}


def test_there_are_ten_recipes():
    assert len(RECIPES) == 10


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_prints_what_the_page_says(title, served):
    code, printed = RECIPES[title]

    run = subprocess.run(
        [sys.executable, "-c", f"{BEGINNING[1]}\n{code}"],
        env={"KB": served, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (run.stderr, run.stdout) == ("", printed)
