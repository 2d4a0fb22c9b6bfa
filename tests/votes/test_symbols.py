"""How people type symbols, and under which keys they are found."""

import time

import pytest

from votes.symbols import candidates, draft_number, is_draft_number, lookup_key, slug


@pytest.mark.parametrize(
    "typed",
    [
        "A/HRC/43/L.31/Rev.1",
        "a/hrc/43/l.31/rev.1/",
        "A-HRC-43-L-31-Rev-1",
        " A/HRC/43/L.31 Rev.1 ",
        "A/HRC/43/L31/Rev1",
        "A/HRC/43/L.31/Rev.1\x00",
        "HRC/43/L.31/Rev.1",
        "43/L.31/Rev.1",
        "A/HRC/43/L.31/Rev.1 as orally revised",
        "A/HRC/43/L.31/Rev.1 (as amended)",
    ],
)
def test_a_draft_is_found_however_its_symbol_is_typed(typed):
    assert "a-hrc-43-l-31-rev-1" in candidates(typed)


@pytest.mark.parametrize(
    "typed",
    ["A/HRC/RES/43/21", "a-hrc-res-43-21", "HRC/RES/43/21", "RES/43/21", "resolution 43/21"],
)
def test_an_adopted_text_is_found_however_its_symbol_is_typed(typed):
    assert "a-hrc-res-43-21" in candidates(typed)


def test_a_bare_number_is_the_resolution_before_the_decision():
    assert candidates("43/21") == ["a-hrc-res-43-21", "a-hrc-dec-43-21", "a-hrc-prst-43-21"]


def test_a_bare_number_of_a_special_session_is_its_resolution():
    assert candidates("S-34/1")[0] == "a-hrc-res-s-34-1"


def test_a_report_is_not_taken_for_a_resolution():
    assert "a-hrc-res-43-31" not in candidates("A/HRC/43/31")


@pytest.mark.parametrize("typed", ["", " ", "///", "\x00", "決議", "x" * 10_000, "as-" * 4_000])
def test_what_can_be_no_symbol_has_no_key(typed):
    assert candidates(typed) == []


@pytest.mark.parametrize("typed", ["L.13/Rev.1", "l.13", "L 13"])
def test_the_end_of_a_draft_is_only_a_number(typed):
    assert is_draft_number(typed)


@pytest.mark.parametrize("typed", ["A/HRC/43/L.13", "43/21", "", "Libya"])
def test_a_whole_symbol_is_more_than_a_number(typed):
    assert not is_draft_number(typed)


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("a-hrc-43-l-31-rev-1", "a-hrc-43-l-31"),
        ("a-hrc-43-l-31", "a-hrc-43-l-31"),
        ("a-hrc-43-l-31-rev-1-as-orally-revised", "a-hrc-43-l-31"),
        ("a-hrc-43-l-31-corr-1", "a-hrc-43-l-31"),
        ("l-13-rev-1", "l-13"),
    ],
)
def test_every_stage_of_a_draft_has_one_number(key, number):
    assert draft_number(key) == number


def test_a_remark_is_part_of_the_address_but_not_of_the_look_up():
    symbol = "A/HRC/50/L.37 as orally revised"

    assert slug(symbol) == "a-hrc-50-l-37-as-orally-revised"
    assert lookup_key(symbol) == "a-hrc-50-l-37"


def test_a_very_long_text_costs_no_time():
    start = time.process_time()

    lookup_key("as/" * 100_000)

    assert time.process_time() - start < 1


def test_a_corrigendum_is_found_with_the_draft_that_it_corrects():
    found = candidates("A/HRC/43/L.31/Rev.1/Corr.1")

    assert found.index("a-hrc-43-l-31-rev-1-corr-1") < found.index("a-hrc-43-l-31-rev-1")
