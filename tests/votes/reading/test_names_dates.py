"""A spelling or code is read at the day of the vote, and in whatever encoding it comes."""

import csv
import datetime as dt
import gzip
import re
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.council import reference
from votes.reading.names import KnownName, NameIndex, match, name_key

ROWS = reference.names()
INDEX = NameIndex.of(KnownName(row.name, row.code, row.since, row.until) for row in ROWS)
STATES = {state.code: state for state in reference.states()}
KEYS = {name_key(row.name) for row in ROWS}
TODAY = dt.date(2024, 6, 1)


def state_of(printed: str, day: str = "2020-06-22") -> str | None:
    return INDEX.state_of(printed, dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("printed", "day", "code"),
    [
        ("Libyan Arab Republic", "1975-11-10", "LBY"),
        ("Libyan Arab Jamahiriya", "2010-06-18", "LBY"),
        ("Swaziland", "2015-03-26", "SWZ"),
        ("Cape Verde", "2012-12-20", "CPV"),
        ("TURKEY", "2012-12-20", "TUR"),
        ("Türkiye", "2022-10-06", "TUR"),
        ("Macedonia", "2006-06-30", "MKD"),
        ("The former Yugoslav Republic of Macedonia", "2014-06-26", "MKD"),
        ("Burma", "1975-11-10", "MMR"),
        ("Zaire", "1980-12-05", "COD"),
        ("Upper Volta", "1975-11-10", "BFA"),
        ("Dahomey", "1972-11-02", "BEN"),
        ("Ceylon", "1960-12-14", "LKA"),
        ("Kampuchea", "1980-12-05", "KHM"),
        ("Byelorussian SSR", "1980-12-05", "BLR"),
        ("United Arab Republic", "1960-12-14", "EGY"),
        ("Tanganyika", "1962-12-14", "TZA"),
        ("Siam", "1947-11-29", "THA"),
        ("Persia", "1947-11-29", "IRN"),
        ("Holy See", "2020-06-22", "VAT"),
        ("State of Palestine", "2020-06-22", "PSE"),
        ("Yemen Arab Republic", "1980-12-05", "YEM"),
        ("Federal Republic of Germany", "1980-12-05", "DEU"),
        ("Union of Soviet Socialist Republics", "1980-12-05", "SUN"),
        ("Congo (Brazzaville)", "1962-12-14", "COG"),
    ],
)
def test_a_former_name_means_its_state_when_it_was_used(printed, day, code):
    assert state_of(printed, day) == code


@pytest.mark.parametrize(
    ("code", "day", "state"),
    [
        ("RU", "1991-12-23", "SUN"),
        ("RU", "1991-12-24", "RUS"),
        ("643", "1991-12-23", "SUN"),
        ("SU", "1980-12-05", "SUN"),
        ("YU", "2003-02-04", "YUG"),
        ("YU", "2003-02-05", "SRB"),
        ("CS", "1980-12-05", "CSK"),
        ("CS", "2005-04-14", "SRB"),
        ("CN", "1971-10-24", None),
        ("CN", "1971-10-25", "CHN"),
        ("DD", "1980-12-05", "DDR"),
        ("YD", "1980-12-05", "YMD"),
        ("280", "1980-12-05", "DEU"),
        ("NA", "2020-06-22", "NAM"),
        ("NO", "2020-06-22", "NOR"),
        ("242", "2020-06-22", "FJI"),
        ("4", "2020-06-22", "AFG"),
        ("004", "2020-06-22", "AFG"),
        (" FJ ", "2020-06-22", "FJI"),
    ],
)
def test_a_code_of_two_capitals_or_of_digits_is_read_at_its_day(code, day, state):
    assert state_of(code, day) == state


@pytest.mark.parametrize(
    "printed", ["na", "No", "no.", "NO*", "4.0", "4 2", "0", "NA, ", "HR 43", "1234", "Ф4", "²⁴²"]
)
def test_what_only_resembles_a_code_is_no_state(printed):
    assert state_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("NIGER", "NER"),
        ("NIGERIA", "NGA"),
        ("GUINEA", "GIN"),
        ("GUINEA-BISSAU", "GNB"),
        ("EQUATORIAL GUINEA", "GNQ"),
        ("CONGO", "COG"),
        ("DR CONGO", "COD"),
        ("DOMINICA", "DMA"),
        ("DOMINICAN REPUBLIC", "DOM"),
        ("KOREA", None),
        ("Taiwan", None),
        ("China, Taiwan Province of", None),
        ("China, Hong Kong Special Administrative Region", None),
        ("Kosovo", None),
    ],
)
def test_like_names_are_kept_apart(printed, code):
    assert state_of(printed) == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("la République de Corée", "KOR"),
        ("Équateur (l’)", "ECU"),
        ("los Estados Unidos de América", "USA"),
        ("Países Bajos (los)", "NLD"),
        ("Niger (the)", "NER"),
        ("El Salvador", "SLV"),
        ("Корейская Народно-Демократическая Республика", "PRK"),
        ("科特迪瓦", "CIV"),
        ("كوت ديفوار", "CIV"),
        ("Bolivia (Plurinational State of)", "BOL"),
    ],
)
def test_an_article_or_another_language_makes_no_difference(printed, code):
    assert state_of(printed) == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("CÃ´te dâ€™Ivoire", "CIV"),
        ("CÃ´te dâ\x80\x99Ivoire", "CIV"),
        ("CÃƒÂ´te d'Ivoire", "CIV"),
        ("TÃ¼rkiye", "TUR"),
        ("Ðîññèÿ", "RUS"),
        ("Р РѕСЃСЃРёСЏ", "RUS"),
        ("тПУУЙС", "RUS"),
        ("ÖÐ¹ú", "CHN"),
        ("×èëè", "CHL"),
    ],
)
def test_a_name_read_in_the_wrong_encoding_is_read_again(printed, code):
    assert state_of(printed) == code


def test_a_cell_of_any_length_costs_no_time_and_is_no_state():
    assert match([" " * 200_000 + "x", "1" * 200_000], INDEX, on=TODAY)[0].state is None


def test_no_two_states_share_a_key_on_one_day():
    """Asked on each first and last day of any name, and today: no meaning changes in between."""
    days = {day for row in ROWS for day in (row.since, row.until) if day} | {TODAY}
    by_key: dict[str, list[reference.NameRow]] = {}
    for row in ROWS:
        by_key.setdefault(name_key(row.name), []).append(row)

    shared = {
        (key, day)
        for key, rows in by_key.items()
        if len({row.code for row in rows}) > 1
        for one, other in combinations(rows, 2)
        for day in days
        if one.code != other.code and reference.covers(one, day) and reference.covers(other, day)
    }

    assert shared == set()


def without_article(printed: str) -> str:
    return re.sub(r"^((la|le|les|el|los|las) +|l.)", "", printed.lower())


@given(
    st.sampled_from(ROWS),
    st.floats(0, 1, exclude_max=True),
    st.one_of(st.just(""), st.characters(categories=["L"])),
    st.integers(0, 1),
)
def test_no_misspelling_is_taken_for_a_name(row, where, letter, lost):
    """One letter changed, lost or added: only a person may say what it means."""
    place = int(where * len(row.name))
    misspelt = row.name[:place] + letter + row.name[place + lost :]
    head, _, tail = misspelt.partition(",")
    assume(not misspelt.endswith(")") and not misspelt.isdigit())
    readings = {misspelt, without_article(misspelt), f"{tail} {head}"}
    assume(not KEYS & {name_key(each) for each in readings})

    assert match([misspelt], INDEX, on=TODAY)[0].state is None


@given(st.text(max_size=30))
def test_a_spelling_means_the_same_when_it_is_met_again(printed):
    fresh = NameIndex.of(KnownName(row.name, row.code) for row in ROWS[:300])
    first = fresh.state_of(printed, TODAY)

    assert fresh.state_of(printed, TODAY) == first


NO_STATES = {"Taiwan", "Zanzibar"}


@pytest.mark.shared
def test_every_name_and_code_of_the_assemblys_record_is_read_at_its_day(shared):
    """Code and name agree; what is no State of ours is listed, and there is nothing else."""
    with gzip.open(shared / "data/ga/un_roll_calls.csv.gz", "rt", encoding="utf-8") as lines:
        days = {r["rcid"]: dt.date.fromisoformat(r["date"]) for r in csv.DictReader(lines)}
    with gzip.open(shared / "data/ga/un_votes.csv.gz", "rt", encoding="utf-8") as lines:
        met = {(r["country"], r["country_code"], days[r["rcid"]]) for r in csv.DictReader(lines)}

    read = {(n, c, INDEX.state_of(n, d), INDEX.state_of(c, d) if c else None) for n, c, d in met}

    assert {name for name, _, state, _ in read if state is None} == NO_STATES
    assert {(n, c) for n, c, state, by_code in read if c and by_code != state} == set()
    assert {s for n, _, s, _ in read if n == "Russia"} == {"SUN", "RUS"}
    assert {s for n, _, s, _ in read if n == "Yugoslavia"} == {"YUG", "SRB"}
    assert {s for n, _, s, _ in read if n == "Yemen Arab Republic"} == {"YEM"}


def names_in(row: dict[str, str]) -> set[str]:
    """What a line of the country-codes file calls one country: names, and the codes of ISO."""
    wanted = ("UNTERM", "official_name", "CLDR", "M49", "ISO3166-1-A", "ISO3166-1-n")
    found = {value for key, value in row.items() if key.startswith(wanted)}
    return {each for each in found | {row["M49"].zfill(3)} if each.strip()}


@pytest.mark.shared
def test_every_name_of_the_list_of_countries_means_its_own_state_or_none(shared):
    with (shared / "data/ref/country-codes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {r["ISO3166-1-Alpha-3"]: names_in(r) for r in csv.DictReader(file)}

    wrong = {
        (name, code)
        for code, names in rows.items()
        for name in names
        if INDEX.state_of(name, TODAY) != (code if code in STATES else None)
    }

    assert sum(map(len, rows.values())) > 3_000
    assert wrong == set()


@pytest.mark.shared
@pytest.mark.parametrize("language", ["ar", "cn", "en", "es", "fr", "ru"])
def test_every_name_of_the_statistics_division_means_its_own_state_or_none(shared, language):
    path = shared / f"data/ref/UNSD-{language}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    wrong = {
        (name, code)
        for row in rows
        if (code := row["ISO-alpha3 Code"])
        for name in (row["Country or Area"], row["M49 Code"], row["M49 Code"].lstrip("0"), code)
        if INDEX.state_of(name, TODAY) != (code if code in STATES else None)
    }

    assert len(rows) > 240
    assert wrong == set()
