"""A statement at the desk: entered whole in one go, edited, and never losing what was typed."""

import pytest
from django.test import Client

from kb.council.models import AgendaItem, Session
from kb.records.models import FormerAddress, Ledger
from statements.models import Ask, Mention, Person, Quote, Signature, Statement
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution
from tests.statements.desk import REASON, Fields, address, opened, rows, save
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db

ASKED = "We call on the Council to reject it."
TEXT = f"Madam President,\n\nThe draft is divisive. {ASKED}\n\nWe thank you."
ADD = address(Statement, "add")


@pytest.fixture
def editor() -> Client:
    return staff_client("Editor")


def new_statement(client: Client, **fields: object) -> Fields:
    filled = {"title": "Joint statement on rights", "kind": "general_debate", "modality": "oral"}
    return opened(client, ADD) | filled | {"text": TEXT} | fields


def test_a_whole_statement_is_entered_in_one_go(editor):
    session = Session.objects.get(code="hrc43")
    item = AgendaItem.objects.get(body=session.body, number=10)
    speaker, signatory = make_organisation(), make_organisation()
    text = make_resolution()
    form = new_statement(
        editor,
        session=session.pk,
        agenda_item=item.pk,
        delivered_by=speaker.pk,
        delivered_on="2020-06-19",
        declared_signatories="11",
    )
    form |= rows(
        "signatures",
        {"organisation": speaker.pk, "confidentiality": "named"},
        {
            "organisation": signatory.pk,
            "confidentiality": "role_only",
            "role_label": "A human rights organisation",
        },
    )
    form |= rows(
        "asks",
        {
            "segment": "p2s2",
            "text": ASKED,
            "target_kind": "council",
            "act": "reject",
            "resolution": text.pk,
        },
        {"segment": "P2", "text": "Vote against.", "target_kind": "members", "act": "reject"},
        {"text": "Reconsider.", "target_kind": "sponsor", "act": "reconsider"},
    )
    form |= rows("mentions", {"segment": "p2", "resolution": text.pk})
    form |= rows(
        "quotes", {"segment": "p2s1", "text": "The draft is divisive", "spoken_as": "Advocate"}
    )

    save(editor, ADD, form)

    statement = Statement.objects.get()
    assert statement.get_absolute_url() == "/statements/joint-statement-on-rights/"
    assert [s.organisation for s in Signature.objects.all()] == [speaker, signatory]
    assert {s.state for s in Signature.objects.all()} == {"draft"}
    assert [a.segment and a.segment.address for a in Ask.objects.all()] == ["p2s2", "p2", None]
    assert Mention.objects.get().segment.address == "p2"
    assert Quote.objects.get().segment.text == "The draft is divisive."
    assert Ledger.objects.filter(by=editor.user, action="created").count() == 8


def test_paragraphs_keep_their_addresses_through_an_edit_at_the_desk(editor):
    statement = make_statement(published=False, text=TEXT)
    quote = make_quote(statement=statement, segment=statement.segments.get(address="p2s1"))
    url = address(statement, "change")
    form = opened(editor, url)

    save(editor, url, form | {"text": f"Thank you.\n\n{TEXT}"})

    quote.refresh_from_db()
    assert quote.segment.text == "The draft is divisive."
    assert list(statement.segments.paragraphs().values_list("address", flat=True)) == [
        "p4",
        "p1",
        "p2",
        "p3",
    ]


def test_the_page_shows_the_addresses_of_today(editor):
    statement = make_statement(published=False, text=TEXT)

    page = editor.get(address(statement, "change")).content.decode()

    assert f"<code>p2s2</code> {ASKED}" in page
    assert '<option value="p2s1">The draft is divisive.</option>' in page


def test_a_part_may_name_a_paragraph_that_the_same_save_writes(editor):
    statement = make_statement(published=False, text="We thank you.")
    url = address(statement, "change")
    form = opened(editor, url) | {"text": TEXT}
    form |= rows("quotes", {"segment": "p3", "text": "The draft is divisive", "spoken_as": "A"})

    save(editor, url, form)

    assert Quote.objects.get().segment.text.startswith("The draft is divisive.")


def test_a_paragraph_that_is_not_there_is_refused_beside_its_field(editor):
    form = new_statement(editor)
    form |= rows("quotes", {"segment": "p9", "text": "It is divisive", "spoken_as": "Advocate"})

    page = save(editor, ADD, form, status=200)

    assert "The statement has no paragraph or sentence p9." in page
    assert "It is divisive" in page
    assert not Statement.objects.exists()


def test_a_part_is_moved_to_another_paragraph_and_out_of_all(editor):
    statement = make_statement(published=False, text=TEXT)
    quote = make_quote(statement=statement, segment=statement.segments.get(address="p1"))
    url = address(statement, "change")

    for typed, stored in (("p2", "p2"), ("", None)):
        save(editor, url, opened(editor, url) | {"quotes-0-segment": typed})
        quote = Quote.objects.get()
        assert (quote.segment and quote.segment.address) == stored


def test_the_page_of_a_quote_that_no_longer_matches_shows_the_text_of_today(editor):
    quote = make_quote(statement=make_statement(text=TEXT), text="The draft is unfair")
    of_an_article = make_quote(article=make_article())

    page = editor.get(address(quote, "change")).content.decode()
    other = editor.get(address(of_an_article, "change")).content.decode()

    assert "<code>p2s1</code> The draft is divisive." in page
    assert "Articles have no addresses." in other


# The address of the page


def test_the_address_is_made_from_the_title_and_kept_when_the_title_changes(editor):
    save(editor, ADD, new_statement(editor))
    statement = Statement.objects.get()
    url = address(statement, "change")

    save(editor, url, opened(editor, url) | {"title": "Another title", "slug": ""})

    assert Statement.objects.get().slug == "joint-statement-on-rights"


def test_a_title_without_latin_letters_asks_for_an_address(editor):
    page = save(editor, ADD, new_statement(editor, title="人权声明"), status=200)

    assert "Give words for its address in Latin letters" in page


def test_an_address_that_is_taken_is_refused_and_nothing_typed_is_lost(editor):
    make_statement(slug="joint-statement-on-rights")

    page = save(editor, ADD, new_statement(editor), status=200)

    assert "already exists" in page
    assert "The draft is divisive." in page


def test_the_old_address_of_a_public_statement_leads_to_the_new_one(editor, client):
    statement = make_statement(slug="first-words")
    url = address(statement, "change")

    save(editor, url, opened(editor, url) | REASON | {"slug": "better-words"})

    assert FormerAddress.objects.get().path == "/statements/first-words/"
    answer = client.get("/statements/first-words/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/statements/better-words/")


# Signatures


def test_the_page_counts_the_signatures_that_wait_and_leads_to_them(editor):
    statement = make_statement()
    make_signature(statement=statement)
    waiting = make_signature(statement=statement, published=False)
    make_signature(published=False)

    page = editor.get(address(statement, "change")).content.decode()
    list_url = address(Signature, "changelist") + f"?statement={statement.slug}&waits=yes"
    listed = editor.get(list_url)

    assert "1 of 2 not published yet" in page
    assert list_url.replace("&", "&amp;") in page
    assert list(listed.context["cl"].queryset) == [waiting]


def test_many_signatures_are_published_at_once_from_their_list(editor):
    statement = make_statement()
    signatures = [make_signature(statement=statement, published=False) for _ in range(3)]
    chosen = {"action": "publish", "_selected_action": [each.pk for each in signatures]}

    asked = editor.post(address(Signature, "changelist"), chosen)
    form = opened(editor, asked.headers["Location"])
    save(editor, asked.headers["Location"], form)

    assert Signature.objects.published().count() == 3


# Names that must not be told


def hidden_speaker() -> Person:
    return make_person(name="Canary Name", confidentiality="role_only")


def test_a_hidden_name_is_refused_in_the_text_and_what_was_typed_is_kept(editor):
    statement = make_statement(spoken_by=hidden_speaker())
    url = address(statement, "change")

    page = save(
        editor, url, opened(editor, url) | REASON | {"text": "So said Canary Name."}, status=200
    )

    assert "tells a name that must not be told" in page
    assert "So said Canary Name." in page
    assert "Canary" not in Statement.objects.get().text


def test_a_hidden_name_is_refused_in_a_new_row_and_what_was_typed_is_kept(editor):
    statement = make_statement(spoken_by=hidden_speaker())
    url = address(statement, "change")
    row = {"text": "Thus spoke Canary Name", "spoken_as": "Advocate", "segment": "p1"}

    page = save(editor, url, opened(editor, url) | REASON | rows("quotes", row), status=200)

    assert "tells a name that must not be told" in page
    assert "Thus spoke Canary Name" in page
    assert not Quote.objects.exists()


def test_a_row_of_a_public_statement_needs_a_reason_and_is_kept_until_one_is_given(editor):
    statement = make_statement()
    url = address(statement, "change")
    row = {"text": "We call on the Council", "spoken_as": "Advocate"}
    form = opened(editor, url) | rows("quotes", row)

    page = save(editor, url, form, status=409)
    save(editor, url, form | REASON)

    assert "say under “About this change” why it is changed" in page
    assert "We call on the Council" in page
    assert Ledger.objects.about(Quote.objects.get()).get().reason == REASON["change_reason"]
