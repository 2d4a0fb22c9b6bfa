"""Printed names: exact once normalised, otherwise a suggestion for a person, never a decision."""

import csv
import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.council import reference
from votes.reading.names import KnownName, Match, NameIndex, match

DAY = dt.date(2020, 6, 22)
INDEX = NameIndex.of(
    KnownName(row.name, row.code, row.since, row.until) for row in reference.names()
)
SEATED = frozenset(row.state for row in reference.seats_on(DAY))


def state_of(printed: str, on: dt.date | None = DAY) -> str | None:
    return match([printed], INDEX, on=on)[0].state


def suggestion_for(printed: str, *others: str) -> str | None:
    return match([printed, *others], INDEX, on=DAY, seated=SEATED)[0].suggestion


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "VEN"),
        ("Venezuela, Bolivarian Republic of", "VEN"),
        ("DEMOCRATIC REPUBLIC OF CONGO", "COD"),
        ("Dem. Rep. of the Congo", "COD"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo", "COG"),
        ("REPUBLIC OF KOREA", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Côte d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("COTE D`IVOIRE", "CIV"),
        ("CÃ´te d'Ivoire", "CIV"),
        ("Czech Republic", "CZE"),
        ("Gambia (the)", "GMB"),
        ("The Gambia", "GMB"),
        ("NAMIBIA", "NAM"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Cuba*", "CUB"),
        ("Chile1", "CHL"),
        ("  Fiji ", "FJI"),
        ("ＪＡＰＡＮ", "JPN"),
        ("Swaziland", "SWZ"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Brésil", "BRA"),
        ("中国", "CHN"),
        ("FJI", "FJI"),
        ("Trinidad & Tobago", "TTO"),
        ("Bosnia-Herzegovina", "BIH"),
    ],
)
def test_a_known_spelling_is_resolved_whatever_its_case_accents_and_punctuation(printed, code):
    assert state_of(printed) == code


@pytest.mark.parametrize("printed", ["FUJI", "Atlantis", "", "123", "Total", "na"])
def test_a_spelling_that_nobody_knows_is_no_state(printed):
    assert state_of(printed) is None


def test_a_spelling_means_what_it_meant_on_the_day():
    assert state_of("Yugoslavia", dt.date(1980, 1, 1)) == "YUG"
    assert state_of("USSR", dt.date(1980, 1, 1)) == "SUN"


def test_without_a_day_a_spelling_means_what_it_means_today():
    assert state_of("RUSSIAN FEDERATION", None) == "RUS"


def test_a_misprint_brings_a_suggestion_among_the_seated_states():
    assert suggestion_for("FUJI") == "FJI"
    assert suggestion_for("VENEZULA") == "VEN"


def test_a_state_that_another_cell_names_is_not_suggested():
    assert suggestion_for("AUSTRI", "Austria") != "AUT"


def test_nonsense_brings_no_suggestion():
    assert suggestion_for("xyzzy qqq") is None


def test_a_state_without_a_seat_is_not_suggested():
    assert suggestion_for("CHINNA") != "CHN"


@given(st.text(max_size=40))
def test_a_match_is_exact_or_a_suggestion_and_never_both(printed):
    (found,) = match([printed], INDEX, on=DAY, seated=SEATED)

    assert found.state is None or found.suggestion is None
    assert found.suggestion is None or found.suggestion in SEATED


@given(st.sampled_from(sorted(SEATED)), st.text("abcdefghijklmnopqrstuvwxyz ", max_size=12))
def test_a_name_is_resolved_only_where_its_own_spelling_is_known(code, printed):
    """Nothing near a name is taken for it: the index either holds the key or it does not."""
    index = NameIndex.of([KnownName("fiji", "FJI")])

    (found,) = match([printed], index, on=DAY, seated={code, "FJI"})

    assert (found == Match(state="FJI")) == (printed.replace("the", "").strip() == "fiji")


@pytest.mark.shared
def test_every_name_of_the_councils_record_resolves_to_its_own_code(shared):
    with gzip.open(shared / "data/hrc/votes_2006-2021.csv.gz", "rt", encoding="utf-8") as lines:
        rows = {(r["country"], r["iso3"], r["date"]) for r in csv.DictReader(lines)}

    wrong = {
        (name, code)
        for name, code, day in rows
        if state_of(name, dt.date.fromisoformat(day)) != code
    }

    assert len(rows) > 6_000
    assert wrong == set()
