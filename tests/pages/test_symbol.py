"""Looking up a symbol: to its page, to a page of choices, or to none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, Body, Session
from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.services import publish, save_record, withdraw
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.pages.reading_pages import queries_of, words_of
from votes.models import Resolution, RollCall

pytestmark = pytest.mark.django_db
WIN_WIN = "A/HRC/43/L.31/Rev.1"


def look_up(client, typed: str, status: int = 200) -> str:
    answer = client.get(f"/symbol/{typed}")
    assert answer.status_code == status, answer.headers
    return answer.content.decode()


def leads_to(client, typed: str) -> str:
    answer = client.get(f"/symbol/{typed}")
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def make_session(body: Body, code: str, **fields) -> Session:
    return save_record(Session(body=body, code=code, label=code, **fields), by=None)


def make_win_win(**fields) -> Resolution:
    return make_resolution(number=21, drafts=("A/HRC/43/L.31", WIN_WIN), **fields)


def make_mali(**fields) -> Resolution:
    return make_resolution(
        number=38, drafts=("A/HRC/43/L.13",), title="Technical assistance for Mali",
        outcome="adopted_without_vote",
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=10), **fields,
    )  # fmt: skip


def make_misprinted_vote(**fields) -> RollCall:
    """The vote on L.31/Rev.1 with a board that prints L.13/Rev.1."""
    text = make_win_win(source=make_source(title="Library record"))
    vote = make_roll_call(resolution=text, draft=text.drafts.get(order=2), **fields)
    board = make_source(title="Vote board of the day")
    make_reading(vote, {"AGO": "yes"}, source=board, symbol="L.13/Rev.1")
    return vote


@pytest.mark.parametrize(
    "typed",
    [
        "A/HRC/RES/43/21",
        "A-HRC-RES-43-21",
        "a/hrc/res/43/21/",
        "A%2FHRC%2FRES%2F43%2F21",
        "%20A/HRC/RES/43/21%20",
        "HRC/RES/43/21",
        "RES/43/21",
        "43/21",
        "43-21",
        "resolution%2043/21",
        "A/HRC/43/L.31",
        WIN_WIN,
        "A/HRC/43/L.31%20Rev.1",
        "A/HRC/43/L.31/Rev.1%20as%20orally%20revised",
        "HRC/43/L.31",
        "43/L.31/Rev.1",
        "L.31/Rev.1",
        "L.31/Rev.1?session=hrc43",
        "l31?session=HRC43",
        "A/HRC/RES/43/21?utm_source=x",
    ],
)
def test_a_text_is_found_however_its_symbol_is_typed(client, typed):
    make_win_win()

    assert leads_to(client, typed) == "/resolutions/a-hrc-res-43-21/"


def test_a_draft_that_was_printed_with_a_remark_is_found_without_it(client):
    make_resolution(number=5, drafts=("A/HRC/43/L.37 as orally revised",))

    assert leads_to(client, "A/HRC/43/L.37") == "/resolutions/a-hrc-res-43-5/"


def test_a_text_of_a_special_session_is_found_by_its_number(client):
    session = Session.objects.get(code="hrcs34")
    make_resolution(symbol="A/HRC/RES/S-34/1", session=session, drafts=("A/HRC/S-34/L.1",))

    assert leads_to(client, "S-34/1") == "/resolutions/a-hrc-res-s-34-1/"
    assert leads_to(client, "L.1?session=hrcs34") == "/resolutions/a-hrc-res-s-34-1/"


def test_a_bare_number_means_the_resolution_before_the_decision(client):
    make_resolution(number=21)
    make_resolution(symbol="A/HRC/DEC/43/21", kind="decision")

    assert leads_to(client, "43/21") == "/resolutions/a-hrc-res-43-21/"


def test_a_bare_number_without_a_resolution_means_the_decision(client):
    make_resolution(symbol="A/HRC/DEC/43/21", kind="decision")

    assert leads_to(client, "43/21") == "/resolutions/a-hrc-dec-43-21/"


def test_the_symbol_of_an_amendment_leads_to_its_vote(client):
    make_vote(
        {"AGO": "no"}, resolution=make_win_win(), subject="amendment", is_final=False,
        subject_symbol="A/HRC/43/L.44", slug="a-hrc-43-l-44",
    )  # fmt: skip

    assert leads_to(client, "A/HRC/43/L.44") == "/votes/a-hrc-43-l-44/"
    assert leads_to(client, "L.44?session=hrc43") == "/votes/a-hrc-43-l-44/"


def test_a_draft_number_of_two_sessions_offers_both(client):
    make_resolution(number=1, drafts=("A/HRC/43/L.1",), title="This year's text")
    older = Session.objects.get(code="hrc37")
    make_resolution(
        symbol="A/HRC/RES/37/9", session=older, drafts=("A/HRC/37/L.1",), title="An older text"
    )

    page = look_up(client, "L.1")

    assert "“L.1” can mean 2 things" in page
    assert "A/HRC/43/L.1: This year&#x27;s text" in page
    assert "A/HRC/37/L.1: An older text" in page


def test_a_session_narrows_a_draft_number(client):
    make_resolution(number=1, drafts=("A/HRC/43/L.1",))
    older = Session.objects.get(code="hrc37")
    make_resolution(symbol="A/HRC/RES/37/9", session=older, drafts=("A/HRC/37/L.1",))

    assert leads_to(client, "L.1?session=hrc37") == "/resolutions/a-hrc-res-37-9/"


def test_a_symbol_that_two_texts_share_offers_both(client):
    make_resolution(number=1, drafts=("A/HRC/43/L.64",))
    make_resolution(number=2, drafts=("A/HRC/43/L.64",))

    page = look_up(client, "A/HRC/43/L.64")

    assert "/resolutions/a-hrc-res-43-1/" in page
    assert "/resolutions/a-hrc-res-43-2/" in page


@pytest.mark.parametrize(
    "typed", ["L.13/Rev.1", "A/HRC/43/L.13/Rev.1", "l.13%20rev.1?session=hrc43"]
)
def test_a_misprinted_symbol_is_explained_and_leads_to_no_other_text(client, typed):
    vote = make_misprinted_vote()
    make_mali()

    page = look_up(client, typed)
    words = words_of(page)

    assert "“L.13/Rev.1” is printed in Vote board of the day for the vote on" in words
    assert f"The record gives {WIN_WIN}" in words
    assert f'href="{vote.get_absolute_url()}"' in page
    assert "Not to be taken for it" in words
    assert "Adopted without a vote, A/HRC/RES/43/38, 43rd session, item 10" in words


def test_it_is_explained_after_the_conflict_was_decided_too(client):
    vote = make_misprinted_vote()
    conflict = record_conflict(vote, field="draft", label="Draft", claims=[], by=None)
    decide_conflict(conflict, value=WIN_WIN, reason="The official record says so.", by=None)

    assert f"The record gives {WIN_WIN}" in words_of(look_up(client, "L.13/Rev.1"))


def test_a_conflict_over_the_symbol_of_a_text_is_explained(client):
    text = make_win_win()
    claims = [Claimed(make_source(title="A press release"), "A/HRC/43/L.99")]
    record_conflict(text, field="symbol", label="Symbol", claims=claims, by=None)

    assert "is printed in A press release for the text on" in words_of(
        look_up(client, "A/HRC/43/L.99")
    )


def test_the_true_symbol_of_a_misprinted_vote_leads_straight_to_its_text(client):
    make_misprinted_vote()
    make_mali()

    assert leads_to(client, WIN_WIN) == "/resolutions/a-hrc-res-43-21/"
    assert leads_to(client, "A/HRC/43/L.13") == "/resolutions/a-hrc-res-43-38/"


def test_a_misprint_that_is_another_texts_symbol_offers_both(client):
    vote = make_misprinted_vote()
    make_resolution(number=40, drafts=("A/HRC/43/L.13/Rev.1",))

    page = look_up(client, "L.13/Rev.1")

    assert "can mean 2 things" in page
    assert f'href="{vote.get_absolute_url()}"' in page
    assert "/resolutions/a-hrc-res-43-40/" in page


def test_among_choices_a_vote_on_a_paragraph_is_called_by_it(client):
    text = make_win_win()
    for number in (1, 2):
        make_roll_call(
            resolution=text, subject="paragraph", subject_symbol="A/HRC/43/L.44",
            subject_label=f"OP{number}", is_final=False, slug=f"op-{number}",
        )  # fmt: skip

    page = words_of(look_up(client, "A/HRC/43/L.44"))

    assert "Paragraph OP1 (A/HRC/43/L.44) of A/HRC/RES/43/21" in page
    assert "Separate vote" not in page


def test_a_misprint_of_another_session_is_not_explained(client):
    make_misprinted_vote()

    look_up(client, "L.13/Rev.1?session=hrc37", 404)


def test_a_misprint_for_a_vote_that_is_not_public_leaves_no_trace(client):
    make_misprinted_vote(published=False)

    look_up(client, "L.13/Rev.1", 404)


def test_a_misprint_in_a_source_that_is_not_public_leaves_no_trace(client):
    vote = make_roll_call(resolution=make_win_win())
    make_reading(vote, {"AGO": "yes"}, source=make_source(published=False), symbol="L.13/Rev.1")

    look_up(client, "L.13/Rev.1", 404)


def test_a_text_that_is_not_public_is_not_listed_beside_a_misprint(client):
    make_misprinted_vote()
    make_mali(published=False)

    assert "Mali" not in look_up(client, "L.13/Rev.1")


def test_an_unknown_symbol_is_not_found_in_the_same_words_as_a_hidden_one(client):
    make_win_win(published=False)

    unknown, hidden = look_up(client, "A/HRC/RES/99/1", 404), look_up(client, WIN_WIN, 404)

    assert unknown.replace("A/HRC/RES/99/1", "") == hidden.replace(WIN_WIN, "")


def test_a_text_under_embargo_is_not_found(client):
    publish(make_win_win(published=False), by=None, release_at=timezone.now() + timedelta(days=1))

    look_up(client, "43/21", 404)


@pytest.mark.parametrize("typed", ["A/HRC/RES/43/21", "43/21", WIN_WIN])
def test_a_text_that_was_withdrawn_is_gone(client, typed):
    withdraw(make_win_win(title="canary"), by=None, reason="wrong")

    assert "canary" not in look_up(client, typed, 410)


def test_a_hidden_amendment_is_not_found(client):
    make_vote(
        {"AGO": "no"}, resolution=make_win_win(), subject="amendment", is_final=False,
        subject_symbol="A/HRC/43/L.44", slug="a-hrc-43-l-44", published=False,
    )  # fmt: skip

    look_up(client, "A/HRC/43/L.44", 404)


@pytest.mark.parametrize(
    "typed", ["%00", "A/HRC%00", "x" * 10_000, "%F0%9F%97%B3", "l-", "%25", "..%2F..", "-as-as-"]
)
def test_what_can_be_no_symbol_is_not_found(client, typed):
    look_up(client, typed, 404)


def test_an_unknown_session_is_refused_by_name(client):
    assert "session" in look_up(client, "L.1?session=hrc999", 400)


def test_the_form_leads_to_an_address_that_can_be_kept(client):
    answer = client.get("/symbol/", {"symbol": " A/HRC/RES/43/21 "})

    assert (answer.status_code, answer["Location"]) == (302, "/symbol/A/HRC/RES/43/21")


def test_the_form_keeps_the_session(client):
    answer = client.get("/symbol/", {"symbol": "L.13/Rev.1", "session": "hrc43"})

    assert answer["Location"] == "/symbol/L.13/Rev.1?session=hrc43"


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "/"])
def test_an_empty_form_leads_back_to_the_first_page(client, typed):
    assert client.get("/symbol/", {"symbol": typed})["Location"] == "/"


@pytest.mark.parametrize("typed", ["//evil.example", "x" * 10_000, "?a=b#c", "43/21\r\nX: y"])
def test_whatever_is_typed_into_the_form_stays_on_this_site(client, typed):
    answer = client.get("/symbol/", {"symbol": typed})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/symbol/")
    assert client.get(answer["Location"]).status_code == 404 or typed.startswith("43/21")


def test_its_page_asks_as_many_questions_for_one_choice_as_for_twenty(client):
    make_misprinted_vote()
    make_mali()
    make_resolution(drafts=("A/HRC/43/L.13/Rev.1",))
    few = queries_of(client, "/symbol/L.13/Rev.1")
    for number in range(20):
        make_resolution(drafts=("A/HRC/43/L.13/Rev.1",))
        make_resolution(drafts=(f"A/HRC/43/L.13/Rev.{number + 2}",))
        vote = make_roll_call(resolution=make_resolution(drafts=(f"A/HRC/43/L.9{number}",)))
        make_reading(vote, {"AGO": "yes"}, symbol="L.13/Rev.1")

    assert queries_of(client, "/symbol/L.13/Rev.1") == few


def test_a_text_of_an_emergency_special_session_is_found_however_it_is_typed(client):
    assembly, _ = Body.objects.get_or_create(code="ga", defaults={"name": "General Assembly"})
    session = make_session(assembly, "gaes11", kind="emergency", number=11)
    text = make_resolution(
        symbol="A/RES/ES-11/1", body=assembly, session=session, drafts=("A/ES-11/L.1",)
    )

    for typed in ("A/RES/ES-11/1", "ES-11/1", "a-res-es-11-1", "A/ES-11/L.1", "L.1?session=gaes11"):
        assert leads_to(client, typed) == text.get_absolute_url()


def test_a_text_of_an_organisational_meeting_is_found_however_it_is_typed(client):
    council = Body.objects.get(code="hrc")
    session = make_session(council, "hrcom1", kind="organisational", number=1)
    text = make_resolution(symbol="A/HRC/RES/OM/1/1", session=session)

    for typed in ("A/HRC/RES/OM/1/1", "OM/1/1", "a-hrc-res-om-1-1"):
        assert leads_to(client, typed) == text.get_absolute_url()


@pytest.mark.parametrize(
    ("kind", "full"),
    [("special", "A/HRC/S-1/L.5"), ("organisational", "A/HRC/OM/1/L.5")],
)
def test_a_short_symbol_that_a_source_prints_is_one_of_its_kind_of_session(client, kind, full):
    Session.objects.filter(body__code="hrc", kind=kind, number=1).delete()
    session = make_session(Body.objects.get(code="hrc"), f"hrc-{kind}", kind=kind, number=1)
    vote = make_roll_call(resolution=make_win_win(session=session))
    make_reading(vote, {"AGO": "yes"}, source=make_source(title="The board"), symbol="L.5")

    assert "The board" in look_up(client, full)
