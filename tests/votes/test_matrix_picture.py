"""The pictures of analysis: the agreement matrix and a group's cohesion over time."""

import re
from xml.etree import ElementTree

import pytest

from votes.analysis.agreement import Agreement
from votes.analysis.groups import GroupVote, cohesion
from votes.analysis.tally import Tally
from votes.pictures.cohesion import cohesion_chart
from votes.pictures.matrix import agreement_matrix

ORDER = ["CHL", "AGO", "DEU"]
PAIRS = [
    Agreement("AGO", "CHL", 45, 31, 4, 0, 0, 0),
    Agreement("AGO", "DEU", 0, 0, 0, 0, 0, 45),
    Agreement("CHL", "DEU", 8, 8, 0, 0, 0, 37),
]


def cell(picture: str, title: str) -> str:
    return re.search(rf"<path ([^>]*)><title>{title}</title>", picture)[1]


def test_each_pair_has_a_cell_that_tells_its_votes():
    picture = agreement_matrix(ORDER, PAIRS, "exact")

    assert 'class="alike-6"' in cell(picture, "AGO, CHL: 69 % of 45")
    assert 'class="alike-9"' in cell(picture, "CHL, DEU: 100 % of 8")


def test_a_pair_without_a_common_vote_is_hatched():
    picture = agreement_matrix(ORDER, PAIRS, "exact", key="m")

    assert 'fill="url(#m-none)"' in cell(picture, "AGO, DEU: no common votes")


def test_a_cell_stands_in_the_row_of_the_later_and_the_column_of_the_earlier():
    picture = agreement_matrix(ORDER, PAIRS, "exact")

    assert 'd="M0 10h' in cell(picture, "AGO, CHL: 69 % of 45")
    assert 'd="M0 20h' in cell(picture, "CHL, DEU: 100 % of 8")
    assert 'd="M10 20h' in cell(picture, "AGO, DEU: no common votes")


@pytest.mark.parametrize("states", [[], ["CHL"]])
def test_one_state_alone_makes_no_picture(states):
    assert agreement_matrix(states, [], "exact") == ""


def test_a_column_is_as_high_as_the_cohesion_of_its_period():
    periods = [
        ("2019", cohesion([GroupVote(0, Tally(yes=3, no=1))])),
        ("2020", cohesion([GroupVote(1, Tally(no=4))])),
        ("2021", cohesion([])),
    ]

    picture = ElementTree.fromstring(cohesion_chart(periods))  # noqa: S314 (our own markup)

    columns = [each for each in picture.iter() if each.tag == "rect"]
    assert [float(each.get("height")) for each in columns] == [90, 120, 0]
    assert columns[0][0].text == "2019: 75 % of 1 vote"
    assert columns[2][0].text == "2021: no vote to count"


def test_one_period_makes_no_picture():
    assert cohesion_chart([("2020", cohesion([]))]) == ""
