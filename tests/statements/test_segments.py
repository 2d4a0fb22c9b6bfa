"""Paragraphs and sentences, and the addresses they keep."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.segments import Segment, paragraphs, reanchor, sentences, split

TEXT = """Madam President,

We are concerned. The draft harms the Council's mandate.

We urge its sponsor to reconsider.

Thank you."""


def flat(segments):
    return [each for segment in segments for each in (segment, *segment.sentences)]


def addresses(segments):
    return [segment.address for segment in flat(segments)]


def text_at(segments, address):
    return next(segment.text for segment in flat(segments) if segment.address == address)


def paragraph_addresses(segments):
    return [segment.address for segment in segments]


def test_a_new_text_is_numbered_from_the_top():
    assert addresses(split(TEXT)) == [
        "p1",
        "p1s1",
        "p2",
        "p2s1",
        "p2s2",
        "p3",
        "p3s1",
        "p4",
        "p4s1",
    ]


def test_a_text_of_blanks_has_no_paragraph():
    assert split(" \n\n\t ") == ()


def test_blank_lines_part_paragraphs_and_single_breaks_stay_inside_them():
    assert paragraphs("One\ntwo  \n \u00a0\n\n  Three\r\n\r\nFour") == ["One\ntwo", "Three", "Four"]


def test_without_blank_lines_each_line_is_a_paragraph():
    assert paragraphs("\nOne.\nTwo.\n") == ["One.", "Two."]


@pytest.mark.parametrize(
    "expected",
    [
        ["It stresses sovereignty (para. 104) and more (paras. 106, 107).", "It is wrong."],
        ["See resolution No. 5.", "Did it help?", "No.", "It did not."],
        ["The report is A/HRC/43/31.", "It was tabled as L.13/Rev.1.", "We read it."],
        ["S. Brooks agrees with Ms. A. B. Smith and H.E. Dr. Jones.", "So do we."],
        ["“We object.”", "‘So do we.’", "(They do not.)", 'She said: "Never."', "Enough."],
        ['"Why?" he asked.', "Nobody answered."],
        ["We wait… and wait.", "Still nothing…", "Then it came... at last.", "[…] We go."],
        ["Il a dit : « Non. »", "Ensuite, M. Dupont est parti (art. 19).", "Vraiment ?", "Oui !"],
        ["¿Por qué?", "¡Porque sí!", "«Así es.»", "El Sr. Pérez cita el párr. 4."],
        ["هل يحمي القرار الضحايا؟", "لا يحميهم.", "نطلب رفضه!"],
        ["他说：“不。”", "我们反对！", "谢谢。"],
        ["1. We ask for a vote.", "2. We ask for courage.", "3. We wait."],
        ["It was adopted on 22 Jun. 2020.", "16 States voted no."],
        ["Really?!", "Yes!!!", "Good."],
        ["The U.S. Government, i.e. the executive, e.g. its mission, left.", "It came back."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    blank = "" if "。" in expected[-1] else " "

    assert sentences(blank.join(expected)) == expected


@pytest.mark.parametrize("text", ["." * 50_000, ". " * 50_000 + "a", "A. " * 30_000, "」" * 50_000])
def test_a_run_of_marks_takes_no_time(text):
    begin = process_time()

    sentences(text)

    assert process_time() - begin < 2


@given(st.text(max_size=300))
def test_nothing_but_blanks_is_lost(text):
    segments = split(text)

    in_paragraphs = "".join("".join(segment.text.split()) for segment in segments)
    in_sentences = "".join("".join(s.text.split()) for p in segments for s in p.sentences)

    assert in_paragraphs == in_sentences == "".join(text.split())


def test_an_unchanged_text_keeps_every_address():
    old = split(TEXT)

    edited = reanchor(old, TEXT)

    assert edited.current == old
    assert edited.retired == ()


def test_a_slightly_edited_paragraph_keeps_its_address_and_its_sentences():
    edited = reanchor(split(TEXT), TEXT.replace("concerned", "deeply concerned"))

    assert text_at(edited.current, "p2s1") == "We are deeply concerned."
    assert edited.retired == ()


def test_a_new_paragraph_takes_the_next_number_and_moves_no_other():
    edited = reanchor(split(TEXT), TEXT.replace("We urge", "An entirely new thought.\n\nWe urge"))

    assert paragraph_addresses(edited.current) == ["p1", "p2", "p5", "p3", "p4"]


def test_a_new_sentence_takes_the_next_number_of_its_paragraph():
    text = TEXT.replace("We are concerned.", "We are concerned. Others share that worry.")

    edited = reanchor(split(TEXT), text)

    assert addresses(edited.current)[2:6] == ["p2", "p2s1", "p2s3", "p2s2"]


def test_a_removed_paragraph_is_retired_with_its_sentences():
    edited = reanchor(split(TEXT), TEXT.replace("We urge its sponsor to reconsider.\n\n", ""))

    assert edited.retired == (
        Segment(
            "p3",
            "We urge its sponsor to reconsider.",
            (Segment("p3s1", "We urge its sponsor to reconsider."),),
        ),
        Segment("p3s1", "We urge its sponsor to reconsider."),
    )


def test_a_moved_paragraph_takes_its_address_along():
    parts = TEXT.split("\n\n")

    edited = reanchor(split(TEXT), "\n\n".join([parts[2], parts[0], parts[1], parts[3]]))

    assert paragraph_addresses(edited.current) == ["p3", "p1", "p2", "p4"]


def test_a_paragraph_that_stands_twice_keeps_both_addresses_in_order():
    old = split("Madam President,\n\nOne thing.\n\nMadam President,\n\nAnother matter.")

    edited = reanchor(old, "Madam President,\n\nMadam President,\n\nAnother matter.")

    assert paragraph_addresses(edited.current) == ["p1", "p3", "p4"]


def test_a_rewritten_paragraph_gets_a_new_address():
    edited = reanchor(split(TEXT), TEXT.replace("Thank you.", "Our time is over, alas."))

    assert paragraph_addresses(edited.current) == ["p1", "p2", "p3", "p5"]


def test_an_address_that_an_earlier_edit_retired_is_not_given_again():
    first = reanchor(split(TEXT), TEXT.replace("\n\nThank you.", ""))
    retired = [segment.address for segment in first.retired]

    second = reanchor(first.current, TEXT, retired)

    assert paragraph_addresses(second.current) == ["p1", "p2", "p3", "p5"]


PARAGRAPH = st.lists(
    st.sampled_from(["We ask.", "They voted no.", "Nobody moved at all.", "Why?", "So be it!"]),
    min_size=1,
    max_size=4,
).map(" ".join)
EDITS = st.lists(st.lists(PARAGRAPH, max_size=5).map("\n\n".join), min_size=2, max_size=6)


@given(EDITS)
def test_through_any_edits_no_address_ever_comes_back_or_stands_twice(texts):
    current, retired = (), set()
    for text in texts:
        edited = reanchor(current, text, retired)
        current = edited.current
        assert not retired & set(addresses(current))
        assert len(addresses(current)) == len(set(addresses(current)))
        retired |= {segment.address for segment in edited.retired}


@given(EDITS)
def test_through_any_edits_the_paragraphs_are_those_of_the_new_text(texts):
    current = ()
    for text in texts:
        current = reanchor(current, text).current

    assert [segment.text for segment in current] == paragraphs(texts[-1])


@pytest.mark.shared
def test_the_statement_of_the_first_case_asks_in_two_sentences_of_one_paragraph(shared):
    article = (shared / "seed" / "hrc43-article.txt").read_text(encoding="utf-8")
    segments = split(article[article.index("Madam President,") :])

    asking = next(segment for segment in segments if segment.text.startswith("We urge China"))

    assert [sentence.address for sentence in asking.sentences] == ["p8s1", "p8s2"]
    assert asking.sentences[1].text.endswith("its core mandate.")
