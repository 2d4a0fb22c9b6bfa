"""The desk's lists of what was said: what still needs a person, and no query for each row."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.council.models import Group, State
from kb.records.conflicts import Claimed, record_conflict
from kb.records.services import save_record
from statements.models import (
    Article,
    Ask,
    ClaimCheck,
    Mention,
    Organisation,
    Person,
    Quote,
    Role,
    Signature,
    Statement,
)
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution, make_roll_call, make_source
from tests.pages.reading_pages import queries_of
from tests.statements.desk import address, opened, save
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return staff_client("Editor")


def listed(client: Client, model: type, query: str) -> list:
    answer = client.get(f"{address(model, 'changelist')}?{query}")
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


# What still needs a person


def test_asks_without_polarity_are_found(editor):
    text = make_resolution()
    amendment = make_roll_call(resolution=text, slug="amendment", is_final=False)
    missing = [make_ask(), make_ask(target_kind="sponsor", act="reconsider")]
    make_ask(resolution=text)
    make_ask(roll_call=amendment)
    type(amendment).objects.filter(pk=amendment.pk).update(subject="amendment")
    missing.append(Ask.objects.get(roll_call=amendment))
    make_ask(roll_call=amendment, position_asked="yes")

    assert set(listed(editor, Ask, "polarity=missing")) == set(missing)


def test_quotes_that_no_longer_match_are_found(editor):
    statement = make_statement(text="It is divisive.")
    make_quote(statement=statement, text="It is divisive")
    wrong = make_quote(statement=statement, text="It is unfair")

    assert listed(editor, Quote, "matches=no") == [wrong]


def test_records_with_an_open_conflict_are_found(editor):
    statement, _ = make_statement(), make_statement()
    claims = [Claimed(make_source(), "2020-06-19"), Claimed(make_source(), "2020-06-22")]
    record_conflict(statement, field="delivered_on", label="Date", claims=claims, by=None)

    assert listed(editor, Statement, "conflicts=open") == [statement]


@pytest.mark.parametrize("query", ["polarity=no", "statement__state__exact=nonsense"])
def test_an_answer_that_a_filter_does_not_know_never_shows_everything(editor, query):
    make_ask()

    answer = editor.get(f"{address(Ask, 'changelist')}?{query}")

    if answer.status_code == 200:
        assert not answer.context["cl"].result_count
    else:
        assert answer.headers["Location"].endswith("?e=1")


# No query for each row


class Pointed:
    """What rows point to. Each row reads it for itself, so all of them may share it."""

    def __init__(self) -> None:
        self.source, self.text = make_source(), make_resolution()
        self.vote = make_roll_call(resolution=self.text)
        self.person, self.cited = make_person(), make_statement()

    def add_rows(self, place: Statement | Article) -> None:
        """One of each kind, that points to everything it can point to."""
        said_in = {"article": place}
        if isinstance(place, Statement):
            said_in = {"statement": place, "segment": place.segments.first()}
            signed = {"organisation": make_organisation(), "source": self.source}
            make_signature(statement=place, published=False, **signed)
        group = {"target_kind": "group", "target_group": Group.objects.first()}
        make_ask(**said_in, **group, roll_call=self.vote, resolution=self.text)
        state = {"target_kind": "state", "target_state": State.objects.first()}
        amended = {"act": "amend", "amended_as_asked": True, "amended_source": self.source}
        make_ask(**said_in, **state, **amended)
        make_quote(**said_in, person=self.person)
        cited = {"roll_call": self.vote, "cited_statement": self.cited}
        make_mention(**said_in, resolution=self.text, **cited)
        make_claim_check(**said_in, roll_call=self.vote, source=self.source)

    def add_records(self) -> None:
        """One of every kind."""
        organisation = make_organisation()
        save_record(Role(person=self.person, organisation=organisation, title="Aide"), by=None)
        spoken = {"delivered_by": organisation, "spoken_by": make_person(), "source": self.source}
        self.add_rows(make_statement(published=False, **spoken))
        written = {"publisher": organisation, "author": self.person, "source": self.source}
        self.add_rows(make_article(published=False, **written))


KINDS = [
    Article,
    Ask,
    ClaimCheck,
    Mention,
    Organisation,
    Person,
    Quote,
    Role,
    Signature,
    Statement,
]


def test_a_list_takes_the_same_queries_for_one_row_and_for_many(editor):
    pointed = Pointed()
    pointed.add_records()
    lists = {kind: address(kind, "changelist") for kind in KINDS}
    editor.get(lists[Ask])
    before = {kind: queries_of(editor, url) for kind, url in lists.items()}

    for _ in range(4):
        pointed.add_records()

    assert all(len(listed(editor, kind, "")) >= 5 for kind in KINDS)
    assert {kind: queries_of(editor, url) for kind, url in lists.items()} == before


@pytest.mark.parametrize("make", [make_statement, make_article])
def test_a_form_takes_the_same_queries_for_two_rows_of_a_kind_and_for_twenty(make: Callable):
    pointed, place = Pointed(), make(published=False)
    clients = [staff_client(role) for role in ("Editor", "Records officer")]
    url = address(place, "change")
    for _ in range(2):
        pointed.add_rows(place)
    for client in clients:
        client.get(url)
    before = [queries_of(client, url) for client in clients]

    for _ in range(18):
        pointed.add_rows(place)

    assert [queries_of(client, url) for client in clients] == before


def test_a_row_that_nobody_touched_costs_one_look_at_most_when_the_page_is_saved(editor):
    statement = make_statement()
    url = address(statement, "change")
    costs = []
    for rows in (2, 12):
        for n in range(rows):
            make_quote(statement=statement, spoken_as=f"Advocate {n}")
        form = opened(editor, url) | {"title": f"With {rows}", "change_reason": "To count."}
        with CaptureQueriesContext(connection) as queries:
            save(editor, url, form)
        costs.append(len(queries))

    assert costs[1] - costs[0] <= 12


def test_a_statement_with_sixty_signatures_is_saved(editor):
    statement = make_statement(published=False)
    for _ in range(60):
        make_signature(statement=statement, published=False)
    url = address(statement, "change")

    save(editor, url, opened(editor, url) | {"title": "With sixty signatures"})

    assert Statement.objects.get().title == "With sixty signatures"
