import datetime as dt

import pytest

from tests.votes.reading.marc import MALI, RECORDED, facts, field, only, typed
from votes.reading.cells import Sponsor, TextFacts


def test_a_record_tells_of_its_text_and_of_the_action_on_it():
    (vote,) = typed("ohchr-43-21.xml")
    assert vote.facts == TextFacts(
        body="hrc",
        session="43",
        kind="resolution",
        drafts=("A/HRC/43/L.31/Rev.1",),
        outcome="adopted_by_vote",
        is_final=True,
        meeting=45,
        agenda_item=3,
        links={
            "record": "https://searchlibrary.ohchr.org/record/29343",
            "text": "http://undocs.org/A/HRC/RES/43/21",
            "draft": "https://undocs.org/A/HRC/43/L.31/Rev.1",
        },
    )


def test_texts_adopted_without_a_vote_or_withdrawn_have_no_cells():
    adopted, _, withdrawn = typed("ohchr-collection.xml")
    assert adopted.cells == withdrawn.cells == ()
    assert (adopted.declared, withdrawn.declared) == (None, None)
    assert [vote.facts and vote.facts.outcome for vote in (adopted, withdrawn)] == [
        "adopted_without_vote",
        "withdrawn",
    ]


def test_an_amendment_names_what_it_amends_and_its_fate_is_that_of_its_own_words():
    amendment = typed("ohchr-collection.xml")[1].facts
    assert amendment is not None
    assert (amendment.subject, amendment.amends) == ("amendment", "A/HRC/27/L.24")
    assert (amendment.outcome, amendment.is_final) == ("rejected", False)
    assert [sponsor.name for sponsor in amendment.sponsors][-1] == (
        "Venezuela (Bolivarian Republic of)"
    )


def test_the_note_of_an_adopted_text_s_own_record_is_read():
    own = only(
        field("191", a="A/RES/57/222"),
        field("992", a="20021218"),
        field("996", a="Adopted 122-55-1, 77th plenary meeting"),
    )
    assert own.declared == {"yes": 122, "no": 55, "abstain": 1}
    assert (own.symbol, own.date) == ("A/RES/57/222", dt.date(2002, 12, 18))
    assert own.facts is not None
    assert (own.facts.meeting, own.facts.outcome) == (77, "adopted_by_vote")


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2020-06-22", dt.date(2020, 6, 22)),
        ("20200622", dt.date(2020, 6, 22)),
        ("22 June 2020", dt.date(2020, 6, 22)),
        ("2020", None),
        ("20200230", None),
        ("20040914, 20041004", None),
    ],
)
def test_the_date_is_one_day_or_none(printed: str, date: dt.date | None):
    assert only(MALI, field("269", a=printed)).date == date


@pytest.mark.parametrize(
    ("symbol", "stated", "words", "session"),
    [
        ("A/HRC/RES/43/21", "", "", "43"),
        ("A/HRC/RES/S-28/1", "", "", "s-28"),
        ("A/HRC/DEC/OM/1/3", "", "", "om-1"),
        ("A/HRC/DEC22/117", "", "", "22"),
        ("A/HRC/32/L.54", "", "", "32"),
        ("A/RES/ES-10/21", "10emsp", "", "es-10"),
        ("A/RES/3379 (XXX)", "", "", "30"),
        ("A/RES/58/1", "58", "", "58"),
        ("S/RES/1973(2011)", "", "", None),
        ("E/CN.4/RES/2002/1", "", "adopted by the Commission at its 58th session", "58"),
        ("", "34sp", "", "s-34"),
        ("", "", "adopted at its 34th special session", "s-34"),
    ],
)
def test_the_session_is_read_from_symbol_field_or_words(symbol, stated, words, session):
    found = facts(field("791", a=symbol, c=stated), field("245", a="T", c=words))
    assert found.session == session


@pytest.mark.parametrize(
    ("printed", "symbol", "remark"),
    [
        ("A/HRC/RES/43/21", "A/HRC/RES/43/21", ""),
        ("A/HRC/DEC22/117", "A/HRC/DEC/22/117", ""),
        ("A/HRC/50/L.37 as orally revised", "A/HRC/50/L.37", "as orally revised"),
        ("S/RES/1973 (2011)", "S/RES/1973(2011)", ""),
        ("A/RES/31/6 A", "A/RES/31/6 A", ""),
    ],
)
def test_a_remark_beside_the_symbol_is_no_part_of_it(printed: str, symbol: str, remark: str):
    vote = only(MALI, field("791", a=printed))
    assert vote.facts is not None
    assert (vote.symbol, vote.facts.remark) == (symbol, remark)


@pytest.mark.parametrize(
    "parts",
    [
        {"a": "Civil society space :", "b": "resolution /", "c": "adopted by the Council"},
        {"a": "Civil society space : resolution /"},
        {"a": "Civil society space :", "b": "draft decision /"},
        {"a": "Civil society space amendment /"},
        {"a": "Civil society space : resolution / adopted by the General Assembly"},
    ],
)
def test_the_title_stands_without_the_words_for_its_kind(parts: dict[str, str]):
    assert only(MALI, field("245", **parts)).title == "Civil society space"


def test_a_title_that_speaks_of_a_resolution_is_left_alone():
    title = "Follow-up to Council resolution 8/4"
    assert only(MALI, field("245", a=f"{title} :", b="resolution /")).title == title


@pytest.mark.parametrize(
    ("printed", "drafts", "remark"),
    [
        ("Draft resolution A//HRC/40/L.1", ("A/HRC/40/L.1",), ""),
        ("Draft resolution A/HRC/27L.2 as amended", ("A/HRC/27/L.2",), "as amended"),
        ("DRAFT RESOLUTION A/HRC/43/L.31/Rev.1", ("A/HRC/43/L.31/Rev.1",), ""),
        ("A/C.3/75/L.50", ("A/C.3/75/L.50",), ""),
        ("Submitted verbally by the President", (), ""),
    ],
)
def test_drafts_are_read_from_words_and_put_right(printed, drafts, remark):
    found = facts(field("791", a="A/HRC/RES/40/1"), field("993", "2 ", a=printed))
    assert (found.drafts, found.remark) == (drafts, remark)


def test_reports_and_meeting_records_are_no_drafts():
    related = [field("993", "1 ", a="A/75/478"), field("993", "4 ", a="A/75/PV.46")]
    found = facts(field("791", a="A/RES/75/1"), *related)
    assert (found.drafts, found.meeting) == ((), 46)


@pytest.mark.parametrize(
    ("printed", "amends", "outcome"),
    [
        ("Amendment A/HRC/37/L.60 to draft resolution L.41 Rejected by a vote", "L.41", "rejected"),
        ("Amendment to A/HRC/39/L.20 A/HRC/39/L.27 Cuba Withdrawn", "A/HRC/39/L.20", "withdrawn"),
        (
            "Amendment A/HRC/18/L.33 to draft resolution A/HRC/18/L.13"
            " Not acted upon after adoption of L.34",
            "A/HRC/18/L.13",
            "not_considered",
        ),
    ],
)
def test_an_amendment_is_tied_to_its_text(printed, amends, outcome):
    found = facts(field("993", "2 ", a=printed))
    assert (found.kind, found.amends, found.outcome) == ("amendment", amends, outcome)


def test_several_agenda_items_and_made_up_ones_are_no_agenda_item():
    assert facts(field("991", b="72 (c)")).agenda_item == 72
    assert facts(field("991", b="3."), field("991", b="4.")).agenda_item is None
    assert facts(field("991", b="[89]")).agenda_item is None


@pytest.mark.parametrize(
    ("note", "sponsors"),
    [
        (
            "Main sponsors: Canada, Finland (on behalf of the European Union)",
            [("Canada", None), ("Finland", "European Union")],
        ),
        (
            "Main sponsor: Pakistan on behalf of the OIC, except Albania and Tunisia",
            [("Pakistan", "OIC, except Albania and Tunisia")],
        ),
        (
            "Main sponsors: Saudi Arabia and South Africa on behalf of a group of countries",
            [("Saudi Arabia", "a group of countries"), ("South Africa", "a group of countries")],
        ),
        (
            "Main sponsors: Bosnia and Herzegovina, Chile and Peru",
            [("Bosnia and Herzegovina", None), ("Chile", None), ("Peru", None)],
        ),
        ("Issued in English only", []),
    ],
)
def test_sponsors_are_read_with_the_group_for_which_they_speak(note, sponsors):
    found = facts(field("500", a=note)).sponsors
    assert [(sponsor.name, sponsor.on_behalf_of) for sponsor in found] == sponsors


def test_a_body_is_a_sponsor_only_where_the_record_says_so():
    found = facts(field("710", a="UN. Human Rights Council."), field("710", a="Cuba", e="sponsor"))
    assert found.sponsors == (Sponsor("Cuba", "Cuba"),)


def test_a_publisher_is_named_only_by_what_the_record_says():
    assert only(RECORDED).publisher is None
    assert only(RECORDED, field("980", a="Voting Collection")).publisher == "OHCHR Library"
    assert only(field("967", c="MLI", d="Y")).publisher == "UN Digital Library"
    oai = field("909", "CO", o="oai:digitallibrary.un.org:1")
    assert only(RECORDED, oai).publisher == "UN Digital Library"
