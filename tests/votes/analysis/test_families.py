"""Texts of one initiative are proposed by title and day, each family with its reason."""

import csv
import datetime as dt
import time

import pytest

from votes.analysis.families import Proposal, TextRow, propose
from votes.symbols import session_of

COUNTRIES = ("Belarus", "Burundi", "Eritrea", "Myanmar", "Somalia", "Syrian", "Yemen")
COOPERATION = "Promoting mutually beneficial cooperation in the field of human rights"


def text(session: int, title: str = COOPERATION, **fields) -> TextRow:
    day = dt.date(2006 + session // 3, 1 + session % 3 * 4, 20)
    shown = {"key": f"{session}", "body": "hrc", "session": str(session), "day": day}
    return TextRow(title=title, **(shown | fields))


def families(*texts: TextRow) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.reason, each.texts) for each in propose(texts)]


def test_texts_of_one_title_are_a_family_in_the_order_of_their_days():
    (found,) = propose([text(46), text(37), text(43)])

    assert found == Proposal(
        texts=("37", "43", "46"),
        title=COOPERATION,
        reason="same title",
        initiative=None,
        predecessors=(("43", "37"), ("46", "43")),
    )


@pytest.mark.parametrize(
    "title",
    [
        f"{COOPERATION} : resolution /",
        f"{COOPERATION.upper()}: draft decision",
        f"{COOPERATION}.",
        f" {COOPERATION.replace('the field', 'field')} [resolution] ",
        f"{COOPERATION} : résolution",
    ],
)
def test_case_points_and_the_kind_of_text_make_no_difference(title):
    assert families(text(37), text(43, title)) == [("same title", ("37", "43"))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The safety of journalists in 2014", "The safety of journalists in 2016"),
        ("Observance of the decade 2005-2014", "Observance of the decade 2015–2024"),
        ("Follow-up to resolution S-1/1", "Follow-up to resolution S-12/1"),
        ("Report on the 12th session", "Report on the 13th special session"),
    ],
)
def test_years_and_sessions_in_a_title_make_the_reason_weaker(first, second):
    assert families(text(37, first), text(43, second)) == [
        ("same title but for the year", ("37", "43"))
    ]


def test_the_same_words_in_another_order_are_proposed():
    first = "Human rights situation in the Syrian Arab Republic"
    second = "The situation of human rights in the Syrian Arab Republic"

    assert families(text(20, first), text(21, second)) == [
        ("same words in another order", ("20", "21"))
    ]


def test_one_heading_is_a_family_only_under_one_main_sponsor():
    first = "Rights of the child : access to justice"
    second = "Rights of the child : towards better investment"

    assert families(text(25, first), text(28, second)) == []
    assert families(text(25, first, sponsors=("Uruguay",)), text(28, second)) == []
    assert families(
        text(25, first, sponsors=("Uruguay", "Peru")), text(28, second, sponsors=("URUGUAY",))
    ) == [("titles alike and the same main sponsor", ("25", "28"))]


def test_situations_of_two_countries_are_no_family():
    first, second = "Situation of human rights in Mali", "Situation of human rights in Malawi"

    assert families(text(25, first, sponsors=("Togo",)), text(28, second, sponsors=("Togo",))) == []


def test_two_texts_of_one_session_are_one_family_only_under_the_same_title():
    other = text(37, "Human rights and cooperation mutually beneficial promoting field", key="37b")

    assert families(text(37), other) == []
    assert families(text(37), text(37, key="37b")) == [("same title", ("37", "37b"))]


def test_a_text_follows_none_of_its_own_session_and_the_adopted_before_the_withdrawn():
    withdrawn = text(40, is_adopted=False)

    (found,) = propose([text(37), withdrawn, text(43), text(43, key="43b")])

    assert found.predecessors == (("40", "37"), ("43", "37"), ("43b", "37"))


def test_outcomes_of_the_review_of_states_are_no_family():
    title = "Outcome of the universal periodic review : Fiji : decision /"

    assert families(text(14, title), text(28, title)) == []


def test_a_new_text_is_proposed_for_the_initiative_of_the_others():
    (found,) = propose([text(37, initiative="cooperation"), text(43)])

    assert found.initiative == "cooperation"


def test_what_staff_have_settled_is_not_proposed_again():
    assert propose([text(37, initiative="a"), text(43, initiative="a")]) == []
    assert propose([text(37, initiative="a"), text(43, initiative="b"), text(46)]) == []


def test_texts_of_two_bodies_and_texts_without_a_title_are_no_family():
    assert families(text(37), text(75, body="ga")) == []
    assert families(text(37, " : resolution /"), text(43, "")) == []


def test_the_time_grows_with_the_texts():
    texts = [text(n % 60, f"{'/' * 400} word{n} : resolution", key=str(n)) for n in range(2_000)]
    start = time.process_time()

    assert propose(texts) == []
    assert time.process_time() - start < 5


@pytest.fixture(scope="module")
def council(shared) -> list[TextRow]:
    """Every text of the shared record, its amendments left out."""
    path = shared / "data/hrc/resolutions_2006-2021.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            TextRow(
                key=line["symbol"],
                body="hrc",
                session=session_of(line["symbol"]) or "",
                day=dt.date.fromisoformat(line["date"]),
                title=line["title"],
                sponsors=tuple(filter(None, line["main_sponsors"].split(","))),
            )
            for line in csv.DictReader(file)
            if "amendment /" not in line["title"]
        ]


@pytest.mark.shared
def test_the_families_of_the_councils_record(council):
    found = propose(council)
    texts = [key for each in found for key in each.texts]

    assert len(council) > 2_000
    assert len(found) > 200
    assert len(texts) == len(set(texts))
    assert ("A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13") in [e.texts for e in found]
    assert len(found[0].texts) == 24  # Syria, under two titles


@pytest.mark.shared
def test_no_family_of_the_councils_record_holds_two_countries(council):
    for found in propose(council):
        titles = {row.title for row in council if row.key in found.texts}
        countries = {name for name in COUNTRIES for title in titles if name in title}
        assert len(countries) < 2
