"""The OHCHR library's tables: records, ballots, and both together."""

import datetime as dt
from collections import Counter

import pytest

from tests.votes.reading.tables.reading import ballots_in, ballots_of, read, read_files, rows_of
from votes.reading.cells import ReadingError, Sponsor, Transcript

RECORDS = "record_id,symbol,title,statement,date,body,vote_type,meeting,meeting_type,"
RECORDS += "agenda_item_no,main_sponsors,draft,yes,no,abstain,nonvoting,url_resolution,record_url\n"
BALLOTS = "record_id,symbol,date,year,body,vote_type,seq,iso3,country,vote\n"
BALLOT = "5,A/HRC/RES/49/5,2022-03-31,2022,Human Rights Council,RECORDED"
TEXT = {
    "record_id": "5",
    "symbol": "A/HRC/RES/49/5",
    "title": "Clean air : resolution /",
    "statement": "adopted by the Human Rights Council at its 49th session",
    "date": "2022-03-31",
    "body": "Human Rights Council",
    "vote_type": "RECORDED",
    "meeting": "Adopted at the 57th meeting",
    "meeting_type": "PLENARY MEETING",
    "agenda_item_no": "3.",
    "draft": "Draft resolution A/HRC/49/L.5/Rev.1 as amended",
    "yes": "1",
    "no": "1",
    "abstain": "0",
    "nonvoting": "1",
    "record_url": "https://library.example/5",
}


def records(**fields: str) -> str:
    values = TEXT | fields
    return RECORDS + ",".join(f'"{values.get(key, "")}"' for key in RECORDS.strip().split(","))


def ballots(*marks: tuple[str, str]) -> str:
    lines = [
        f"{BALLOT},{seq},{name[:3].upper()},{name},{mark}" for seq, (name, mark) in enumerate(marks)
    ]
    return BALLOTS + "\n".join(lines) + "\n"


def one(*contents: str) -> Transcript:
    (transcript,) = read(*contents)
    return transcript


def amendment(draft: str, **fields: str) -> Transcript:
    head = {"symbol": "A/HRC/49/L.60", "title": "Clean air : amendment /", "meeting": ""}
    return one(records(draft=draft, **(head | fields)))


def test_a_record_and_its_ballots_become_one_transcript():
    text = records()
    found = one(ballots(("Fiji", "Y"), ("Peru", "N"), ("Mali", ".")), text)
    assert (found.record_id, found.symbol, found.title) == ("5", "A/HRC/RES/49/5", "Clean air")
    assert (found.date, found.publisher) == (dt.date(2022, 3, 31), "OHCHR Library")
    assert found.declared == {"yes": 1, "no": 1, "abstain": 0, "non_voting": 1}
    assert [(cell.row, cell.printed, cell.mark, cell.position) for cell in found.cells] == [
        (2, "Fiji", "Y", "yes"),
        (3, "Peru", "N", "no"),
        (4, "Mali", ".", "absent"),
    ]


def test_what_the_record_says_of_the_text_is_taken_apart():
    facts = one(records()).facts
    assert (facts.body, facts.session, facts.kind, facts.subject) == (
        "hrc",
        "49",
        "resolution",
        "whole",
    )
    assert (facts.drafts, facts.remark) == (("A/HRC/49/L.5/Rev.1",), "as amended")
    assert (facts.outcome, facts.is_final) == ("adopted_by_vote", True)
    assert (facts.meeting, facts.agenda_item) == (57, 3)
    assert facts.links == {"record": "https://library.example/5"}


def test_a_blank_mark_is_not_recorded():
    (cell,) = one(ballots(("Fiji", ""))).cells
    assert (cell.mark, cell.position) == ("", "not_recorded")


def test_ballots_alone_say_only_what_their_columns_say():
    found = one(ballots(("Fiji", "Y")))
    assert (found.title, found.declared) == (None, None)
    assert (found.facts.session, found.facts.drafts) == ("49", ())


def test_a_record_alone_has_no_cells():
    assert one(records(vote_type="ADOPTED WITHOUT VOTE", yes="", no="")).cells == ()


def test_a_symbol_that_repeats_is_two_records():
    head, line = records().split("\n")
    found = read(f"{head}\n{line}\n{line.replace(chr(34) + '5', chr(34) + '6', 1)}\n")
    assert [each.record_id for each in found] == ["5", "6"]
    assert len({each.symbol for each in found}) == 1


def test_a_record_keeps_its_own_lines_however_the_rest_changes():
    more = ballots(("Fiji", "Y"), ("Peru", "N"))
    other = more + f"6{BALLOT[1:]},1,TCD,Chad,Y\n"
    (changed, _) = read(records(), other)
    assert changed.raw == one(records(), more).raw
    assert "Chad" not in changed.raw
    assert changed.raw.count("\n") == 5


def test_files_that_overlap_give_a_record_once():
    assert len(one(ballots(("Fiji", "Y")), ballots(("Fiji", "Y"))).cells) == 1


def test_files_that_differ_on_a_record_are_refused():
    with pytest.raises(ReadingError, match="record 5 a second time") as refusal:
        read(ballots(("Fiji", "Y")), ballots(("Fiji", "N")))
    assert refusal.value.document == "file-2"


@pytest.mark.parametrize(
    ("printed", "symbol", "session"),
    [
        ("A/HRC/DEC9/101", "A/HRC/DEC/9/101", "9"),
        ("A/HRC/RES/S-39/1", "A/HRC/RES/S-39/1", "s-39"),
        ("A/HRC/DEC/OM/2/1", "A/HRC/DEC/OM/2/1", "om-2"),
        ("A/HRC/PRST/40/1", "A/HRC/PRST/40/1", "40"),
        ("A/HRC/50/L.37 as orally revised", "A/HRC/50/L.37", "50"),
        ("E/CN.4/RES/2004/7", "E/CN.4/RES/2004/7", "49"),
    ],
)
def test_symbols_are_put_right_only_where_sure(printed, symbol, session):
    found = one(records(symbol=printed))
    assert (found.symbol, found.facts.session) == (symbol, session)


@pytest.mark.parametrize(
    ("draft", "symbols"),
    [
        ("Draft resolution A//HRC/49/L.1", ("A/HRC/49/L.1",)),
        ("Draft decision A/HRC/49/L..43/Rev.1", ("A/HRC/49/L.43/Rev.1",)),
        ("Draft resolution /A/HRC/49//L.2 as amended", ("A/HRC/49/L.2",)),
        ("Draft resolution A/HRC/49L.3", ("A/HRC/49/L.3",)),
        ("Draft resolution A/HRC/S-39/L.1", ("A/HRC/S-39/L.1",)),
        ("A/HRC/49/2 (Annex II) -", ()),
        ("Submitted verbally by the President", ()),
    ],
)
def test_drafts_are_put_right(draft, symbols):
    assert one(records(draft=draft)).facts.drafts == symbols


@pytest.mark.parametrize(
    ("draft", "amends", "outcome"),
    [
        (
            "to draft resolution A/HRC/49/L.5 Rejected by a recorded vote",
            "A/HRC/49/L.5",
            "rejected",
        ),
        ("to draft resolution L.41 Adopted by a recorded vote", "L.41", "adopted_by_vote"),
        ("to draft resolution A/HRC/49/L.5/Rev.1", "A/HRC/49/L.5/Rev.1", None),
    ],
)
def test_an_amendment_names_what_it_amends(draft, amends, outcome):
    facts = amendment(f"Amendment A/HRC/49/L.60 {draft}").facts
    assert (facts.kind, facts.subject, facts.is_final) == ("amendment", "amendment", False)
    assert (facts.amends, facts.outcome, facts.drafts) == (amends, outcome, ())


def test_an_amendment_may_be_named_behind_the_draft():
    text = "Amendment to A/HRC/49/L.6 A/HRC/49/L.60 Norway Rejected by a recorded vote (9 to 20)"
    assert amendment(text).facts.amends == "A/HRC/49/L.6"


@pytest.mark.parametrize(
    ("words", "vote_type", "outcome"),
    [
        ("Withdrawn by main sponser", "WITHDRAWN", "withdrawn"),
        ("Not acted upon after adoption of L.34", "RECORDED", "not_considered"),
        ("Acceptable to sponsor of L.5", "RECORDED", None),
        ("Adopted without a vote", "RECORDED", "adopted_without_vote"),
        # The type and the words contradict each other.
        ("Rejected by recorded vote", "WITHDRAWN", None),
    ],
)
def test_the_outcome_is_what_type_and_words_say_if_they_agree(words, vote_type, outcome):
    draft = f"Amendment A/HRC/49/L.60 to draft resolution A/HRC/49/L.5 {words}"
    totals = dict.fromkeys(("yes", "no", "abstain", "nonvoting"), "")
    assert amendment(draft, vote_type=vote_type, **totals).facts.outcome == outcome


def test_ballots_against_the_word_withdrawn_leave_the_outcome_open():
    draft = "Amendment A/HRC/49/L.60 to draft resolution A/HRC/49/L.5 Withdrawn by the sponsor"
    assert amendment(draft).facts.outcome is None


def test_a_vote_on_taking_no_action_is_no_vote_on_the_amendment():
    facts = amendment("Amendment A/HRC/49/L.60 to draft resolution L.5 No action by vote").facts
    assert (facts.subject, facts.outcome) == ("no_action", "not_considered")


@pytest.mark.parametrize("printed", ["", "11.", "0.", "ETHIOPIA"])
def test_an_agenda_item_that_the_council_does_not_have_stays_empty(printed):
    assert one(records(agenda_item_no=printed)).facts.agenda_item is None


@pytest.mark.parametrize(
    ("printed", "sponsors"),
    [
        (
            "Chad, Venezuela (Bolivarian Republic of)",
            [("Chad", None), ("Venezuela (Bolivarian Republic of)", None)],
        ),
        ("Mali (on behalf of ABC except Peru)", [("Mali", "ABC except Peru")]),
        (
            "Mali on behalf of the ABC, except Fiji and Peru",
            [("Mali", "ABC, except Fiji and Peru")],
        ),
        (
            "Chad and Mali on behalf of a group of States",
            [("Chad", "a group of States"), ("Mali", "a group of States")],
        ),
        ("Bosnia and Herzegovina", [("Bosnia and Herzegovina", None)]),
    ],
)
def test_sponsors_are_taken_apart(printed, sponsors):
    found = one(records(main_sponsors=printed)).facts.sponsors
    assert [(each.name, each.on_behalf_of) for each in found] == sponsors
    assert all(isinstance(each, Sponsor) and each.printed for each in found)


@pytest.fixture(scope="module")
def library(shared):
    folder = shared / "data/hrc"
    return list(read_files(folder / "resolutions_2006-2021.csv", folder / "votes_2006-2021.csv.gz"))


@pytest.mark.shared
def test_every_record_of_the_library_becomes_one_transcript(library, shared):
    ids = [row["record_id"] for row in rows_of(shared / "data/hrc/resolutions_2006-2021.csv")]
    assert [each.record_id for each in library] == ids


@pytest.mark.shared
def test_every_ballot_of_the_library_stands_in_its_order(library, shared):
    path = shared / "data/hrc/votes_2006-2021.csv.gz"
    expected = ballots_of(path, "record_id", "country", "vote")
    assert {each.record_id: ballots_in(each) for each in library if each.cells} == expected
    assert len(expected) == 789


@pytest.mark.shared
def test_the_library_s_outcomes_and_kinds_are_counted(library):
    outcomes = Counter(each.facts.outcome for each in library)
    assert outcomes["adopted_without_vote"] == 1586 + 1
    assert outcomes["adopted_by_vote"] == 448 + 11
    assert outcomes[None] == 9
    kinds = Counter(each.facts.kind for each in library)
    assert (kinds["amendment"], kinds["presidents_statement"], kinds[None]) == (497, 44, 0)
    assert sum(each.facts.is_final is True for each in library) == 448


@pytest.mark.shared
def test_every_session_is_the_one_that_the_record_states(library, shared):
    rows = rows_of(shared / "data/hrc/resolutions_2006-2021.csv")
    for transcript, row in zip(library, rows, strict=True):
        kind, _, number = transcript.facts.session.rpartition("-")
        assert f"at its {number}" in row["statement"]
        assert (kind == "s") == ("special" in row["statement"])
        assert (kind == "om") == ("organizational" in row["statement"])


@pytest.mark.shared
def test_the_first_case_is_read_as_the_library_has_it(library):
    (found,) = [each for each in library if each.record_id == "29343"]
    assert (found.symbol, found.facts.drafts) == ("A/HRC/RES/43/21", ("A/HRC/43/L.31/Rev.1",))
    assert found.declared == {"yes": 23, "no": 16, "abstain": 8, "non_voting": 0}
