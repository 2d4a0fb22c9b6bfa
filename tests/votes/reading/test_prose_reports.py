"""Reports and minutes: several votes of one document, each with its own subject."""

import datetime as dt
from pathlib import Path

import pytest

from votes.reading import prose
from votes.reading.cells import NoVoteFoundError, ReadingError, TextFacts, Transcript

RECORDS = Path(__file__).resolve().parents[2] / "records"


def actions(name: str) -> list[Transcript]:
    return prose.read_actions((RECORDS / name).read_text(encoding="utf-8"))


def facts(transcript: Transcript) -> TextFacts:
    assert transcript.facts is not None
    return transcript.facts


def test_each_vote_of_a_report_has_its_own_subject_symbol_and_outcome():
    found = [(t.symbol, facts(t).subject, facts(t).outcome) for t in actions("report-english.txt")]
    assert found == [
        ("A/HRC/43/L.50", "amendment", "rejected"),
        ("A/HRC/43/L.31", "paragraph", "adopted_by_vote"),
        ("A/HRC/43/L.31", "paragraph", "rejected"),
        ("A/HRC/43/L.31", "no_action", "rejected"),
        ("A/HRC/43/L.30", "whole", "adopted_without_vote"),
        ("A/HRC/43/L.31, as orally revised", "whole", "adopted_by_vote"),
    ]


def test_a_report_says_which_draft_is_amended_and_which_paragraph_is_meant():
    found = actions("report-english.txt")
    assert facts(found[0]).amends == "A/HRC/43/L.31"
    assert [facts(transcript).label for transcript in found[1:3]] == ["OP8", "PP3"]


def test_the_meeting_of_a_report_holds_until_another():
    found = actions("report-english.txt")
    assert {(transcript.date, facts(transcript).meeting) for transcript in found} == {
        (dt.date(2020, 6, 22), 45)
    }


def test_only_the_vote_that_made_a_resolution_is_said_to_be_final():
    assert [facts(each).is_final for each in actions("report-english.txt")] == [*[None] * 5, True]


def test_totals_after_the_lists_are_those_of_the_lists_before_them():
    found = [transcript.declared for transcript in actions("minutes-english.txt")]
    assert found == [{"yes": 2, "no": 1, "abstain": 2}, {"yes": 2, "no": 1, "abstain": 1}]


def test_the_sentence_after_the_last_list_is_no_name():
    names = [[c.printed for c in each.cells][-1] for each in actions("minutes-english.txt")]
    assert names == ["Gabon", "Fiji"]


def test_those_who_did_not_take_part_are_absent_as_the_source_says_it():
    third = actions("report-english.txt")[2]
    absent = [(c.row, c.printed, c.mark) for c in third.cells if c.position == "absent"]
    words = "did not participate in the vote"
    assert absent == [(19, "Cuba", words), (20, "Mali", words)]
    assert third.listed == {"yes", "no", "abstain", "absent"}


@pytest.mark.parametrize(
    "sentence",
    [
        "La délégation du Mali n'a pas participé au vote.",
        "La delegación de Mali no participó en la votación.",
        "Mali did not take part in the voting.",
        "Mali代表团没有参加表决。",
    ],
)
def test_a_sentence_about_one_who_took_no_part_is_read(sentence):
    (transcript,) = prose.read(f"In favour: Chad\nAgainst: Peru\n{sentence}\n")
    assert [(c.printed, c.position) for c in transcript.cells][2:] == [("Mali", "absent")]


def test_who_took_no_part_in_the_next_vote_is_not_absent_from_this_one():
    first, second = prose.read(
        "L.1 was adopted by 1 vote to 1.\nIn favour: Chad\nAgainst: Peru\n\n"
        "L.2 was adopted by 1 vote to none. The delegation of Mali did not take part in the vote. "
        "As follows:\nIn favour: Chad\nAgainst: None\n"
    )
    assert [cell.printed for cell in first.cells] == ["Chad", "Peru"]
    assert [(cell.printed, cell.position) for cell in second.cells] == [
        ("Chad", "yes"),
        ("Mali", "absent"),
    ]


def test_a_roll_call_alone_has_no_facts():
    (transcript,) = prose.read("In favour: Chad\nAgainst: Peru\n")
    assert transcript.facts is None


def test_read_gives_roll_calls_alone_and_refuses_a_text_without_any():
    text = (RECORDS / "report-english.txt").read_text(encoding="utf-8")
    assert all(transcript.cells for transcript in prose.read(text))
    with pytest.raises(ReadingError, match="a text adopted without a vote"):
        prose.read("Draft resolution A/HRC/43/L.30 was adopted without a vote.")


def test_a_text_adopted_without_a_vote_and_without_a_symbol_is_no_action():
    with pytest.raises(ReadingError, match="a text adopted without a vote"):
        prose.read_actions("The Council adopted it without a vote.")
    with pytest.raises(NoVoteFoundError):
        prose.read_actions("The Council met.")


def test_an_oral_amendment_is_not_taken_for_the_draft_that_it_amends():
    (transcript,) = prose.read(
        "The oral amendment to draft resolution A/HRC/43/L.31 was rejected by 1 vote to 1. "
        "In favour: Chad. Against: Peru."
    )
    assert (transcript.symbol, facts(transcript).amends) == (None, "A/HRC/43/L.31")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Preambular paragraph 3", "PP3"),
        ("Operative paragraphs 8 and 9", "OP8, OP9"),
        ("Paragraph 8", "paragraph 8"),
        ("The eighth preambular paragraph", "PP8"),
        ("Le paragraphe 8 du dispositif", "OP8"),
        ("Le troisième alinéa du préambule", "PP3"),
        ("El párrafo 8 de la parte dispositiva", "OP8"),
        ("El tercer párrafo del preámbulo", "PP3"),
        ("Пункт 8 постановляющей части", "OP8"),
        ("Третий пункт преамбулы", "PP3"),
        ("执行部分第8段", "OP8"),
        ("序言部分第三段", "PP3"),
        ("الفقرة 8 من المنطوق", "OP8"),
    ],
)
def test_a_paragraph_is_labelled_as_the_source_names_it(words, label):
    (transcript,) = prose.read(
        f"{words} was retained by 1 vote to 1. In favour: Chad. Against: Peru."
    )
    assert (facts(transcript).subject, facts(transcript).label) == ("paragraph", label)


def test_the_same_meeting_has_the_day_of_the_meeting_named_before():
    (transcript,) = prose.read(
        "At the 35th meeting, on 7 July 2025, Egypt introduced amendment A/HRC/59/L.39. "
        "At the same meeting, a recorded vote was taken on it. In favour: Chad. Against: Peru."
    )
    assert transcript.date == dt.date(2025, 7, 7)


def test_another_meeting_without_a_day_has_not_the_day_of_the_one_before():
    (transcript,) = prose.read(
        "At the 35th meeting, on 7 July 2025, Egypt introduced amendment A/HRC/59/L.39. "
        "At the 36th meeting, a recorded vote was taken on it. In favour: Chad. Against: Peru."
    )
    assert transcript.date is None


def test_a_delegation_that_cast_no_vote_is_absent():
    (transcript,) = prose.read(
        "The amendment was rejected by 1 vote to 1. In favour: Chad. Against: Peru.\n\n"
        "The delegation of Ethiopia did not cast a vote.\n"
    )
    assert [(cell.printed, cell.position) for cell in transcript.cells][2:] == [
        ("Ethiopia", "absent")
    ]


def test_of_two_amendments_named_together_neither_amends_the_other():
    (transcript,) = prose.read(
        "Egypt introduced amendments A/HRC/59/L.39 and A/HRC/59/L.40 to draft resolution "
        "A/HRC/59/L.7. Amendment A/HRC/59/L.39 was rejected by 1 vote to 1. "
        "In favour: Chad. Against: Peru."
    )
    assert (transcript.symbol, facts(transcript).amends) == ("A/HRC/59/L.39", "A/HRC/59/L.7")


def test_an_adoption_without_a_vote_has_the_meeting_of_its_own_sentence():
    (transcript,) = prose.read_actions(
        "At its 35th meeting, on 7 July 2025, the Council adopted draft resolution A/HRC/59/L.9 "
        "without a vote (resolution 59/5).\n"
    )
    assert (transcript.date, facts(transcript).meeting) == (dt.date(2025, 7, 7), 35)
