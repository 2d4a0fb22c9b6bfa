"""docs/data-format.md says of every field what it means, its type and whence it comes."""

from pathlib import Path

from django.core.management import call_command

from kb.exchange.documents.described import data_format
from kb.exchange.documents.kinds import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-format.md"


def test_the_page_says_what_the_descriptions_say():
    assert PAGE.read_text(encoding="utf-8") == data_format(KINDS), (
        "run manage.py data_format > docs/data-format.md"
    )


def test_every_field_has_a_type_a_meaning_and_a_source():
    rows = [
        line.strip("| ").split(" | ") for line in data_format(KINDS).splitlines() if "`" in line
    ]
    fields = [row for row in rows if row[0].startswith("`") and len(row) > 1]

    assert len(fields) > 40
    assert [row for row in fields if len(row) != 4 or not all(row)] == []


def test_the_command_prints_the_page(capsys):
    call_command("data_format")

    assert capsys.readouterr().out.startswith("# The data, field by field")
