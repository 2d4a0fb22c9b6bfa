import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from votes.reading import prose
from votes.reading.cells import Cell, NoVoteFoundError, ReadingError, Transcript

RECORDS = Path(__file__).resolve().parents[2] / "records"


def typed(name: str) -> Transcript:
    return only((RECORDS / name).read_text(encoding="utf-8"))


def only(text: str) -> Transcript:
    (transcript,) = prose.read(text)
    return transcript


def names(listed: str) -> list[str]:
    """The names of a list, as they are read under a heading."""
    transcript = only(f"In favour: {listed}\nAgainst: Nobody")
    return [cell.printed for cell in transcript.cells if cell.position == "yes"]


@pytest.mark.shared
def test_the_footnote_of_43_21_is_read_from_the_text_by_paragraphs(shared: Path):
    transcript = only((shared / "data/hrc/A_HRC_RES_43_21_text.json").read_text(encoding="utf-8"))
    assert Counter(cell.position for cell in transcript.cells) == {
        "yes": 23,
        "no": 16,
        "abstain": 8,
    }
    assert transcript.symbol == "A/HRC/RES/43/21"
    assert transcript.declared == {"yes": 23, "no": 16, "abstain": 8}
    assert transcript.date == dt.date(2020, 6, 22)
    printed = [cell.printed for cell in transcript.cells]
    assert printed[14:16] == ["Pakistan", "Philippines"]


def test_a_footnote_copied_from_a_pdf_is_read_over_the_edge_of_a_page():
    transcript = typed("footnote-english.txt")
    assert Counter(cell.position for cell in transcript.cells) == {
        "yes": 23,
        "no": 16,
        "abstain": 8,
    }
    assert transcript.cells[14] == Cell(17, "Pakistan", "In favour", "yes")
    assert transcript.cells[15] == Cell(24, "Philippines", "In favour", "yes")
    assert transcript.cells[22].printed == "Venezuela (Bolivarian Republic of)"


def test_symbol_title_and_day_stand_where_the_text_states_them():
    transcript = typed("footnote-english.txt")
    assert transcript.symbol == "A/HRC/RES/43/21"
    assert transcript.title == (
        "Promoting mutually beneficial cooperation in the field of human rights"
    )
    assert transcript.date == dt.date(2020, 6, 22)


def test_a_french_footnote_is_read():
    transcript = typed("footnote-french.txt")
    assert [(cell.printed, cell.mark, cell.position) for cell in transcript.cells] == [
        ("Allemagne", "Ont voté pour", "yes"),
        ("Bolivie (État plurinational de)", "Ont voté pour", "yes"),
        ("Corée, République de", "Ont voté pour", "yes"),
        ("Royaume-Uni de Grande-Bretagne et d’Irlande du Nord", "Ont voté pour", "yes"),
        ("Bénin", "Ont voté contre", "no"),
        ("Iran (République islamique d’)", "Ont voté contre", "no"),
        ("Guinée-Bissau", "Ont voté contre", "no"),
        ("Côte d’Ivoire", "Se sont abstenus", "abstain"),
    ]
    assert transcript.declared == {"yes": 4, "no": 3, "abstain": 1}
    assert transcript.listed == {"yes", "no", "abstain", "absent"}
    assert transcript.date == dt.date(2022, 10, 6)


def test_a_press_release_is_read_and_ends_where_its_lists_end():
    transcript = typed("press-release.txt")
    assert [(cell.printed, cell.position) for cell in transcript.cells] == [
        ("Albania", "yes"),
        ("Bosnia and Herzegovina", "yes"),
        ("Bolivia (Plurinational State of)", "no"),
        ("Tanzania, United Republic of", "no"),
        ("Trinidad and Tobago", "no"),
        ("Antigua and Barbuda", "abstain"),
    ]
    assert transcript.declared == {"yes": 2, "no": 3, "abstain": 1}


def test_only_the_texts_with_a_vote_are_read_from_paragraphs():
    transcript = typed("paragraphs.json")
    assert transcript.symbol == "A/HRC/RES/99/1"
    assert transcript.cells == (
        Cell(4, "Chad", "In favour", "yes"),
        Cell(4, "Mali", "In favour", "yes"),
    )
    assert transcript.declared == {"yes": 2, "no": 0, "abstain": 0}
    assert transcript.listed == {"yes", "no", "abstain"}


@pytest.mark.parametrize(
    "name",
    [
        "Bolivia (Plurinational State of)",
        "Bosnia and Herzegovina",
        "Congo, Democratic Republic of the",
        "Guinea-Bissau",
        "Iran (Islamic Republic of)",
        "Iran, Islamic Republic of",
        "Korea, Republic of",
        "Korea, Democratic People's Republic of",
        "Bahamas, The",
        "Macedonia, the former Yugoslav Republic of",
        "Micronesia (Federated States of)",
        "Micronésie, États fédérés de",
        "Congo, République démocratique du",
        "Iran, République islamique d’",
        "Saint Kitts and Nevis",
        "Saint Vincent and the Grenadines",
        "Sao Tome and Principe",
        "Serbia and Montenegro",
        "United Kingdom of Great Britain and Northern Ireland",
        "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
        "Dem. Rep. Congo",
    ],
)
@pytest.mark.parametrize("listed", ["{}, Peru", "Chad, {}, Peru", "Chad and {}", "{} and Peru"])
def test_a_name_with_a_comma_or_and_stays_one_name(name, listed):
    others = {"Chad", "Peru"}
    assert [found for found in names(listed.format(name)) if found not in others] == [name]


@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_member_s_name_at_the_united_nations_stays_one_name(shared, language):
    path = shared / f"data/ref/UNSD-{language}.csv"
    with path.open(encoding="utf-8-sig") as file:
        printed = [row["Country or Area"] for row in csv.DictReader(file)]
    joined = ("Bonaire", "China", "Chine", "Heard", "South Georgia", "Svalbard", "Turks", "Wallis")
    territories = {name for name in printed if name.startswith((*joined, "Saint Pierre"))}
    members = [name for name in printed if name not in territories - {"China", "Chine"}]
    assert names(", ".join(members)) == members


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("Nepal, Pakistan, 1 A/HRC/43/31. Philippines", ["Nepal", "Pakistan", "Philippines"]),
        ("Nepal, 2 See A/HRC/43/31, para. 5. Qatar", ["Nepal", "Qatar"]),
        ("Cuba*, Chile1, Peru 2, Togo†", ["Cuba", "Chile", "Peru", "Togo"]),
        ("Demo-\ncratic Republic of the Congo", ["Democratic Republic of the Congo"]),
        ("Timor-\nLeste, United\nStates of America", ["Timor-Leste", "United States of America"]),
        ("Chad; Mali; and Togo.", ["Chad", "Mali", "Togo"]),
        ("\n- Chad\n- Mali", ["Chad", "Mali"]),
    ],
)
def test_what_is_not_part_of_a_name_is_left_out(listed, found):
    assert names(listed) == found


@pytest.mark.parametrize(
    ("heading", "position"),
    [
        ("In favor", "yes"),
        ("Voting in favour", "yes"),
        ("Those voting in favour", "yes"),
        ("Pour", "yes"),
        ("Voting against", "no"),
        ("CONTRE", "no"),
        ("Abstentions", "abstain"),
        ("S’abstiennent", "abstain"),
        ("Absent", "absent"),
        ("Did not vote", "absent"),
        ("Non-voting", "absent"),
        ("N’ont pas voté", "absent"),
    ],
)
def test_a_heading_gives_its_names_a_position_and_is_their_mark(heading, position):
    other = "Against" if position != "no" else "In favour"
    transcript = only(f"{other}: Peru\n{heading}: Chad\n")
    assert transcript.cells[1] == Cell(2, "Chad", heading, position)


def test_a_heading_may_have_a_line_of_its_own():
    transcript = only("In favour\nChad, Mali\n\nAgainst\nPeru\n")
    assert [(cell.printed, cell.position) for cell in transcript.cells] == [
        ("Chad", "yes"),
        ("Mali", "yes"),
        ("Peru", "no"),
    ]


@pytest.mark.parametrize(
    ("statement", "declared"),
    [
        ("by a recorded vote of 23 to 16, with 8 abstentions", {"yes": 23, "no": 16, "abstain": 8}),
        ("by 23 votes to 16, with 8 abstentions", {"yes": 23, "no": 16, "abstain": 8}),
        ("by a recorded vote of 46 to none", {"yes": 46, "no": 0}),
        ("by 46 votes to 1, with no abstentions", {"yes": 46, "no": 1, "abstain": 0}),
        ("by twenty-three votes to one", {"yes": 23, "no": 1}),
        ("with 23 in favour, 16 against and 8 abstaining", {"yes": 23, "no": 16, "abstain": 8}),
        ("par 23 voix contre zéro, avec une abstention", {"yes": 23, "no": 0, "abstain": 1}),
    ],
)
def test_the_totals_stated_in_words_are_declared(statement, declared):
    text = f"Adopted {statement}. The voting was as follows: In favour: Chad Against: Peru"
    assert only(text).declared == declared


def test_totals_beside_the_headings_are_declared():
    assert only("In favour (2): Chad, Mali\nAgainst (1): Peru").declared == {"yes": 2, "no": 1}


def test_a_total_before_a_blank_line_has_no_list():
    text = "In favour: Chad, Mali\nAgainst: 0\n\nThe Council then rose.\n"
    assert [cell.printed for cell in only(text).cells] == ["Chad", "Mali"]


def test_without_any_total_nothing_is_declared():
    assert only("In favour: Chad\nAgainst: Peru").declared is None


def test_each_footnote_of_a_text_is_a_transcript_of_its_own():
    first, second = prose.read(
        "A/HRC/43/L.1\n[Adopted by 2 votes to 1. In favour: Chad, Mali Against: Peru]\n"
        "A/HRC/43/L.2\n[Adopted by 1 vote to none. In favour: Togo Against: None]\n"
    )
    assert (first.symbol, len(first.cells)) == ("A/HRC/43/L.1", 3)
    assert (second.symbol, len(second.cells)) == ("A/HRC/43/L.2", 1)


def test_the_sentence_that_states_the_vote_gives_its_symbol_and_day():
    transcript = only(
        "At its 45th meeting, on 22 June 2020, the Council adopted draft resolution A/HRC/43/L.31, "
        "as orally revised, by a recorded vote of 1 to 1. In favour: Chad; Against: Peru."
    )
    assert transcript.symbol == "A/HRC/43/L.31, as orally revised"
    assert transcript.date == dt.date(2020, 6, 22)


def test_the_last_list_ends_with_its_sentence():
    text = "In favour: Chad. Against: Peru, Mali. The Council then rose, and members left."
    assert [cell.printed for cell in only(text).cells] == ["Chad", "Peru", "Mali"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("One.\n[Adopted without a vote.]", "line 2: a text adopted without a vote"),
        ("La résolution est adoptée sans être mise aux voix.", "line 1: a text adopted without"),
        ("Adopted by 23 votes to 16.", "line 1: a recorded vote without the States"),
        ('{"A/HRC/1": [["OP1", ', "line 1: JSON that cannot be read"),
    ],
)
def test_a_vote_that_lists_no_states_is_refused_in_its_own_words(text, message):
    with pytest.raises(ReadingError, match=message):
        prose.read(text)


@pytest.mark.parametrize(
    "text",
    ["", "A word for: you, me. No: never.", '{"A": {"b": 1}}', "In favour: 23\nAgainst: 16"],
)
def test_a_text_without_a_vote_holds_none(text):
    with pytest.raises(NoVoteFoundError):
        prose.read(text)


def test_a_name_joined_by_and_that_breaks_over_two_lines_stays_one_name():
    text = "In favour: Bosnia and Herze-\ngovina, Peru\nAgainst: None"

    (found,) = prose.read(text)

    assert [cell.printed for cell in found.cells] == ["Bosnia and Herzegovina", "Peru"]


@pytest.mark.parametrize("last", ["United States", "United Mexican States"])
@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_a_name_that_ends_in_states_is_no_part_of_the_next_heading(last, gap):
    transcript = only(f"In favour: Chad, {last}{gap}Against: Peru")
    assert [(c.printed, c.mark) for c in transcript.cells][1:] == [
        (last, "In favour"),
        ("Peru", "Against"),
    ]


@pytest.mark.parametrize("heading", ["Did\nnot vote", "Absent\n(1)"])
def test_a_heading_may_break_over_two_lines(heading):
    assert len(only(f"In favour: Chad. Against: Peru. {heading}: Mali").cells) == 3
