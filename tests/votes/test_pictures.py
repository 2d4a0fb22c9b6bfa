import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.shifts import shifts
from votes.analysis.tally import Tally
from votes.pictures import shift_diagram, tally_bar
from votes.reading.cells import POSITIONS

ballots = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.sampled_from(POSITIONS))


def drawn(picture):
    return ElementTree.fromstring(picture)  # noqa: S314 -- our own markup, not a stranger's


def texts(picture):
    return [text.text for text in drawn(picture).iter("text")]


def classes(picture, shape):
    return [each.get("class") for each in drawn(picture).findall(shape)]


def compared(before, after):
    return shifts(before, after, before.keys(), after.keys())


SWITCHED = compared({"AUS": "abstain", "PER": "no"}, {"AUS": "no", "PER": "no"})
TURNOVER = compared({"PER": "no", "USA": "no"}, {"PER": "no", "IND": "yes"})


def test_the_tally_bar_says_in_words_what_it_shows():
    bar = drawn(tally_bar(Tally(yes=23, no=16, abstain=8)))

    assert bar.get("role") == "img"
    assert bar.get("aria-label") == "23 yes, 16 no, 8 abstaining, of 47"


def test_each_segment_of_the_bar_is_labelled_by_letter_and_count():
    assert texts(tally_bar(Tally(yes=23, no=16, abstain=8))) == ["Y 23", "N 16", "A 8"]


def test_the_segments_of_the_bar_fill_it_from_end_to_end():
    bar = drawn(tally_bar(Tally(yes=20, no=17, abstain=7, absent=2, not_recorded=1)))

    widths = [float(rect.get("width").rstrip("%")) for rect in bar.findall("rect")]
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_a_segment_too_narrow_for_its_count_goes_without_and_the_words_keep_it():
    bar = tally_bar(Tally(yes=28, no=1, abstain=17, absent=1))

    assert texts(bar) == ["Y 28", "A 17"]
    assert "1 no" in drawn(bar).get("aria-label")


def test_a_position_that_nobody_took_has_no_segment():
    assert classes(tally_bar(Tally(yes=30, abstain=17)), "rect") == ["yes", "abstain"]


def test_no_ballots_make_no_bar():
    assert tally_bar(Tally()) == ""


def test_a_key_with_markup_in_it_is_escaped():
    assert "<script>" not in tally_bar(Tally(yes=1, no=1), key='"><script>')


def test_two_bars_of_one_page_share_no_id():
    page = tally_bar(Tally(yes=1, no=1), key="a") + tally_bar(Tally(yes=1, no=1), key="b")

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize("picture", [tally_bar(Tally(no=1)), shift_diagram(SWITCHED)])
def test_a_picture_is_safe_markup_without_inline_styles(picture):
    assert isinstance(picture, SafeString)
    assert "style=" not in picture


def test_a_switch_is_a_ribbon_with_its_count():
    picture = shift_diagram(SWITCHED)

    assert classes(picture, "path") == ["ribbon same", "ribbon moved no"]
    assert "1" in texts(picture)


def test_a_state_that_was_silent_once_is_not_drawn_as_moved():
    picture = shift_diagram(compared({"LBY": "absent"}, {"LBY": "no"}))

    assert classes(picture, "path") == ["ribbon apart"]


def test_members_that_left_or_came_stand_at_the_columns_and_have_no_ribbon():
    picture = shift_diagram(TURNOVER)

    assert classes(picture, "path") == ["ribbon same"]
    assert texts(picture) == ["2 no", "1 left", "1 yes", "1 newly seated", "1 no"]


def test_the_shift_diagram_says_in_words_what_it_shows():
    assert drawn(shift_diagram(TURNOVER)).get("aria-label") == (
        "The only State that sat both times did not move. "
        "Any difference between the totals comes from the change of members. "
        "First vote: 2 no; 1 of these left. Second vote: 1 yes, 1 no; 1 of these newly seated."
    )


def test_the_columns_are_headed_by_the_labels_given_escaped():
    picture = shift_diagram(SWITCHED, before_label="37/23 <2018>", after_label="43/21 & after")

    assert texts(picture)[0] == "37/23 <2018>"
    assert "43/21 & after" in texts(picture)


def test_where_nobody_was_entitled_there_is_no_diagram():
    assert shift_diagram(compared({}, {})) == ""


@given(ballots, ballots)
def test_every_diagram_is_well_formed_and_keeps_inside_its_frame(before, after):
    picture = shift_diagram(compared(before, after))

    if picture:
        height = float(drawn(picture).get("viewBox").split()[3])
        bars = drawn(picture).findall("rect")
        assert all(float(bar.get("y")) + float(bar.get("height")) <= height for bar in bars)
