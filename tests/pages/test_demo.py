"""The first case, loaded as a demonstration, with the answers that the record gives."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kb.council.models import StateName
from kb.records.models import Conflict, Ledger
from kb.records.services import save_record, withdraw
from statements.models import Article, Ask, ClaimCheck, Quote, Signature, Statement
from statements.services import score_asks
from tests.factories import make_resolution
from votes.analysis.shifts import Shifts
from votes.analysis.tally import tally
from votes.models import Resolution, RollCall
from votes.services import compare_roll_calls, differences, final_roll_call

pytestmark = pytest.mark.django_db

VOTE = "a-hrc-res-43-21"


@pytest.fixture
def demo() -> None:
    call_command("demo")


def counts(slug: str) -> dict[str, int]:
    ballots = RollCall.objects.get(slug=slug).ballots
    return {word: number for word, number in tally(ballots.positions().values()).counts if number}


def compared(before: str, after: str) -> Shifts:
    return compare_roll_calls(final_roll_call(before), final_roll_call(after))


def test_the_three_votes_have_the_results_of_the_record(demo):
    assert counts("a-hrc-res-37-23") == {"yes": 28, "no": 1, "abstain": 17, "absent": 1}
    assert counts(VOTE) == {"yes": 23, "no": 16, "abstain": 8}
    assert counts("a-hrc-res-46-13") == {"yes": 26, "no": 15, "abstain": 6}


def test_from_the_first_text_to_the_second_nine_states_switched(demo):
    found = compared("A/HRC/RES/37/23", "A/HRC/RES/43/21")

    assert (found.common, found.unchanged, len(found.switches)) == (22, 13, 9)
    moved = {(move.before, move.after): 0 for move in found.switches}
    for move in found.switches:
        moved[move.before, move.after] += 1
    assert moved == {("abstain", "no"): 7, ("yes", "abstain"): 2}


def test_from_the_second_text_to_the_third_nobody_switched(demo):
    found = compared("A/HRC/RES/43/21", "A/HRC/RES/46/13")

    assert (found.common, len(found.switches)) == (37, 0)


def test_board_and_record_differ_on_two_states_alone(demo):
    assert list(differences(RollCall.objects.get(slug=VOTE))) == ["AFG", "COD"]


def test_the_board_stays_whole_as_it_was_printed(demo):
    board = RollCall.objects.get(slug=VOTE).readings.order_by("recorded_at").first()

    assert len(board.cells) == 47
    assert [cell["printed"] for cell in board.cells if not cell["mark"]] == [
        "AFGHANISTAN",
        "DEMOCRATIC REPUBLIC OF CONGO",
    ]
    assert "FUJI" in [cell["printed"] for cell in board.cells]


def test_a_demonstration_teaches_no_spelling(demo):
    assert not StateName.objects.filter(name="FUJI").exists()


def test_the_printed_symbol_is_settled_and_the_date_of_the_statement_is_open(demo):
    decided = Conflict.objects.get(field="draft")
    open_ = Conflict.objects.get(field="delivered_on")

    assert decided.chosen_value == "A/HRC/43/L.31/Rev.1"
    assert open_ in Conflict.objects.open()
    assert open_.values.count() == 2


def test_neither_ask_was_met(demo):
    asks = Ask.objects.public(timezone.now()).with_facts()
    scored = {each.ask.target_kind: each.outcome for each in score_asks(asks, at=timezone.now())}

    assert (scored["sponsor"].verdict, scored["sponsor"].counts) == ("not_met", None)
    council = scored["council"]
    assert council.verdict == "not_met"
    assert [len(codes) for codes in (council.counts.did_as_asked, council.counts.abstained)] == [
        16,
        8,
    ]
    assert len(council.counts.did_not) == 23


def test_eleven_signatories_are_declared_and_two_are_known(demo):
    statement = Statement.objects.get()
    known = Signature.objects.listed(timezone.now()).filter(statement=statement).count()

    assert (statement.declared_signatories, known, statement.not_identified(known)) == (11, 2, 9)


def test_the_article_comes_with_its_speaker_and_both_claims(demo):
    assert Article.objects.get().get_absolute_url()
    assert {quote.person.name for quote in Quote.objects.all()} == {"Sarah M Brooks"}
    assert ClaimCheck.objects.count() == 2


@pytest.mark.parametrize("path", ["/", "/about/", "/votes/a-hrc-res-46-13/", "/nowhere/"])
def test_every_page_says_that_it_is_a_demonstration(client, demo, path):
    assert "<strong>Demonstration.</strong>" in client.get(path).content.decode()


def test_without_the_demonstration_no_page_says_so(client):
    assert "<strong>Demonstration.</strong>" not in client.get("/").content.decode()


def test_loading_again_writes_nothing(demo):
    rows = Ledger.objects.count()

    call_command("demo")

    assert Ledger.objects.count() == rows


def test_loading_again_restores_nothing_that_staff_changed_or_withdrew(demo):
    statement = Statement.objects.get()
    withdraw(statement, by=None, reason="not ours to show")
    text = Resolution.objects.get(slug=VOTE)
    text.title = "Corrected"
    save_record(text, by=None)

    call_command("demo")

    statement.refresh_from_db()
    assert statement.state == Statement.State.WITHDRAWN
    assert Resolution.objects.get(slug=VOTE).title == "Corrected"


def test_the_automatic_load_leaves_a_knowledge_base_in_use_alone():
    make_resolution()

    call_command("demo", if_empty=True)

    assert not Statement.objects.exists()


def test_without_reference_data_it_says_what_to_do_first(monkeypatch):
    monkeypatch.setattr("kb.council.models.State.objects.exists", lambda: False)

    with pytest.raises(CommandError, match="load_reference first"):
        call_command("demo")


def test_it_says_so_where_the_record_has_its_texts_from_elsewhere():
    make_resolution(number=21)
    with pytest.raises(CommandError, match="the record has A/HRC/RES/43/21 already"):
        call_command("demo")
