"""A printed symbol is taken apart, put right and set in its place among its text's others."""

import csv
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.symbols import Stage, Symbol, body_of, canonical, lookup_key, session_of, slug


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("a/hrc/43/l.31/rev.1", "A/HRC/43/L.31/Rev.1"),
        ("A-HRC-43-L-31-Rev-1", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/43/L.31 Rev 1", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/43/L.31/Revision 1", "A/HRC/43/L.31/Rev.1"),
        ("A//HRC/40/L.1", "A/HRC/40/L.1"),
        ("A/HRC/45/L..43/Rev.1", "A/HRC/45/L.43/Rev.1"),
        ("A/HRC/44L.3", "A/HRC/44/L.3"),
        ("/HRC/45/L.30", "A/HRC/45/L.30"),
        ("A/HRC/RES/ S-2/1", "A/HRC/RES/S-2/1"),
        ("A/HRC/DEC22/117", "A/HRC/DEC/22/117"),
        ("A/HRC/DEC/18/114 a", "A/HRC/DEC/18/114A"),
        ("A/HRC/DEC/OM/1/102", "A/HRC/DEC/OM/1/102"),
        ("A/HRC/24/L.34/Rev.1as amended", "A/HRC/24/L.34/Rev.1 as amended"),
        ("A/HRC/48/L.8 (as orally revised)", "A/HRC/48/L.8 as orally revised"),
        ("A/HRC/43/NGO/12", "A/HRC/43/NGO/12"),
        ("A/HRC/WG.6/29/L.1", "A/HRC/WG.6/29/L.1"),
        ("A/RES/46/36 L", "A/RES/46/36L"),
        ("A/RES/217 A (III)", "A/RES/217(III)A"),
        ("A/RES/377 (V)", "A/RES/377(V)"),
        ("A/RES/3201(S-VI)", "A/RES/3201(S-VI)"),
        ("A/C.3/75/L.50", "A/C.3/75/L.50"),
        ("a/es-11/l.4", "A/ES-11/L.4"),
        ("E/CN.4/2005/L.10/Add.1", "E/CN.4/2005/L.10/Add.1"),
        ("S/RES/2334 (2016)", "S/RES/2334(2016)"),
        ("S/PRST/2020/1", "S/PRST/2020/1"),
        ("S/2016/1100", "S/2016/1100"),
        ("resolution 43/21", "RES/43/21"),
        ("L.13 / Rev.1", "L.13/Rev.1"),
        ("S-34/1", "S-34/1"),
        ("Annex II to the  report", "Annex II to the report"),
    ],
)
def test_a_misprinted_symbol_is_put_right_and_no_symbol_is_left_alone(printed, right):
    assert canonical(printed) == right


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "as",
        "A/HRC/43",
        "A/HRC/44/2 (Annex II) -",
        "A/HRC/43/L.31 as 2",
        "A/HRC/43/L.",
        "12.5",
        "23 16",
        "3:00",
        "2020-06-22",
        "決議 43/21",
        "A/" * 5_000,
        "1" * 5_000,
    ],
)
def test_what_is_no_symbol_is_not_taken_apart(printed):
    assert Symbol.parse(printed) is None


def test_a_symbol_is_taken_apart():
    assert Symbol.parse("A/HRC/S-2/L.1/Rev.2/Corr.1 as amended") == Symbol(
        body="A/HRC",
        session="S-2",
        series="L",
        number=1,
        stages=(Stage("Rev", 2), Stage("Corr", 1)),
        remark="as amended",
    )


@pytest.mark.parametrize(
    ("printed", "body", "session"),
    [
        ("A/HRC/43/L.31", "hrc", "43"),
        ("A/HRC/RES/S-2/1", "hrc", "s-2"),
        ("A/HRC/DEC/OM/1/102", "hrc", "om-1"),
        ("A/75/L.1", "ga", "75"),
        ("A/RES/ES-11/3", "ga", "es-11"),
        ("A/RES/217(III)A", "ga", "3"),
        ("A/RES/2758(XXVI)", "ga", "26"),
        ("A/C.3/75/L.50", None, "75"),
        ("E/CN.4/2005/L.40", "chr", "2005"),
        ("S/RES/2334(2016)", "sc", "2016"),
        ("L.13/Rev.1", None, None),
        ("Oral amendment", None, None),
    ],
)
def test_a_symbol_says_its_body_and_its_session(printed, body, session):
    assert (body_of(printed), session_of(printed)) == (body, session)


def test_the_symbols_of_a_text_stand_in_the_order_of_its_course():
    course = [
        "A/HRC/43/L.31",
        "A/HRC/43/L.31/Corr.1",
        "A/HRC/43/L.31/Rev.1",
        "A/HRC/43/L.31/Rev.2",
        "A/HRC/43/L.31/Rev.10",
        "A/HRC/RES/43/21",
    ]
    parsed = [Symbol.parse(each) for each in reversed(course)]

    assert [str(each) for each in sorted(parsed, key=lambda each: each.place)] == course


numbers = st.integers(1, 9_999)
stages = st.lists(
    st.builds(Stage, st.sampled_from(["Rev", "Corr", "Add"]), numbers), max_size=3
).map(tuple)
remarks = st.sampled_from(["", "as amended", "as orally revised"])
sessions = st.one_of(
    st.builds(str, st.integers(1, 120)),
    st.builds("S-{}".format, st.integers(1, 60)),
    st.builds("ES-{}".format, st.integers(1, 20)),
)
adopted = st.builds(
    Symbol,
    body=st.sampled_from(["A/HRC", "A", "E/CN.4", ""]),
    session=sessions | st.just("OM/1"),
    series=st.sampled_from(["RES", "DEC", "PRST"]),
    number=numbers,
    letter=st.sampled_from(["", *"ABLV"]),
    stages=stages,
    remark=remarks,
)
documents = st.builds(
    Symbol,
    body=st.sampled_from(["A/HRC", "A", "A/C.3", "E/CN.4", "E/CN.4/Sub.2", "A/HRC/WG.6", "E", ""]),
    session=sessions,
    series=st.sampled_from(["", "L", "CRP", "NGO", "R"]),
    number=numbers,
    stages=stages,
    remark=remarks,
)
old = st.builds(
    Symbol,
    body=st.just("A"),
    session=st.sampled_from(["III", "V", "XXVI", "S-VI", "ES-II"]),
    series=st.just("RES"),
    number=numbers,
    letter=st.sampled_from(["", "A", "C"]),
)
of_the_security_council = st.builds(
    Symbol,
    body=st.just("S"),
    session=st.integers(1946, 2099).map(str),
    series=st.sampled_from(["RES", "PRST", ""]),
    number=numbers,
)
symbols = st.one_of(adopted, documents, old, of_the_security_council)


@given(symbols)
def test_a_printed_symbol_is_taken_apart_into_the_same(symbol):
    assert Symbol.parse(str(symbol)) == symbol


@given(symbols)
def test_the_key_of_a_symbol_is_its_address_without_the_remark(symbol):
    bare = replace(symbol, remark="")

    assert lookup_key(str(symbol)) == slug(str(bare))
    assert slug(str(symbol)) == slug(f"{slug(str(bare))} {symbol.remark}")


@given(symbols, st.randoms(use_true_random=False))
def test_case_blanks_and_hyphens_for_slashes_make_no_difference(symbol, chance):
    printed = re.sub(r"[/.]", lambda sign: chance.choice([sign[0], "-", " / "]), str(symbol))

    assert canonical(chance.choice([printed.lower(), printed, f" {printed} "])) == str(symbol)


@given(st.one_of(symbols.map(str), st.text(max_size=40), st.text("A/HRCSL.-12 ()Vas", max_size=25)))
def test_what_was_put_right_stays_as_it_is(printed):
    assert canonical(canonical(printed)) == canonical(printed)


@pytest.mark.shared
def test_every_symbol_of_the_councils_record_is_taken_apart(shared):
    path = shared / "data/hrc/resolutions_2006-2021.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    known = [(each["symbol"], Symbol.parse(each["symbol"])) for each in rows]

    assert len(rows) == 2_531
    assert [printed for printed, symbol in known if symbol is None] == []
    assert {lookup_key(printed) != lookup_key(str(symbol)) for printed, symbol in known} == {False}
    assert {symbol.body for _, symbol in known} == {"A/HRC"}
