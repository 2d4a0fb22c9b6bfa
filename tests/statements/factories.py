"""Statements and what belongs to them: plain functions, a sensible record with no arguments."""

from datetime import date
from itertools import count

from kb.records.services import publish, save_record
from statements.models import (
    Article,
    Ask,
    ClaimCheck,
    Mention,
    Organisation,
    Person,
    Quote,
    Signature,
    Statement,
)
from statements.services import write_statement

numbers = count(1)
SAID_ON = date(2020, 6, 19)
TEXT = "Madam President,\n\nWe call on the Council to reject the draft. We thank you."


def make_organisation(*, published: bool = True, **fields) -> Organisation:
    number = next(numbers)
    fields.setdefault("name", f"Organisation {number}")
    fields.setdefault("slug", f"organisation-{number}")
    return _saved(Organisation(**fields), published)


def make_person(*, published: bool = True, **fields) -> Person:
    number = next(numbers)
    fields.setdefault("name", f"Ada Example {number}")
    fields.setdefault("slug", f"ada-example-{number}")
    return _saved(Person(**fields), published)


def make_statement(*, published: bool = True, **fields) -> Statement:
    number = next(numbers)
    fields.setdefault("title", f"Joint statement {number}")
    fields.setdefault("slug", f"joint-statement-{number}")
    fields.setdefault("kind", Statement.Kind.GENERAL_DEBATE)
    fields.setdefault("modality", Statement.Modality.ORAL)
    fields.setdefault("delivered_on", SAID_ON)
    fields.setdefault("text", TEXT)
    statement = write_statement(Statement(**fields), by=None)
    return publish(statement, by=None) if published else statement


def make_article(*, published: bool = True, **fields) -> Article:
    number = next(numbers)
    fields.setdefault("title", f"Article {number}")
    fields.setdefault("slug", f"article-{number}")
    fields.setdefault("lede", "What happened.")
    return _saved(Article(**fields), published)


def make_signature(*, published: bool = True, **fields) -> Signature:
    fields.setdefault("name_as_printed", f"Signatory {next(numbers)}")
    if "statement" not in fields:
        fields["statement"] = make_statement()
    return _saved(Signature(**fields), published)


def make_ask(**fields) -> Ask:
    fields.setdefault("text", "We call on the Council to reject the draft.")
    fields.setdefault("target_kind", Ask.Target.COUNCIL)
    fields.setdefault("act", Ask.Act.REJECT)
    return save_record(Ask(**_placed(fields)), by=None)


def make_quote(**fields) -> Quote:
    fields.setdefault("text", "It is divisive.")
    if "person" not in fields:
        fields.setdefault("spoken_as", "Advocate")
    return save_record(Quote(**_placed(fields)), by=None)


def make_mention(**fields) -> Mention:
    if not {"resolution", "roll_call", "cited_statement", "title", "url"} & set(fields):
        fields.setdefault("symbol", "A/HRC/43/31")
    return save_record(Mention(**_placed(fields)), by=None)


def make_claim_check(**fields) -> ClaimCheck:
    fields.setdefault("claim", "Nearly half did not support it.")
    fields.setdefault("finding", "24 of 47 did not.")
    return save_record(ClaimCheck(**_placed(fields)), by=None)


def _placed(fields: dict) -> dict:
    if "statement" not in fields and "article" not in fields:
        fields["statement"] = make_statement()
    return fields


def _saved(record, published: bool):
    save_record(record, by=None)
    return publish(record, by=None) if published else record
