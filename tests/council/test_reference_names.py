import csv
import datetime as dt
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from kb.council import reference

EARLIEST, LATEST = dt.date.min, dt.date.max


def spelling(printed: str) -> str:
    """`printed` without what readers ignore: case, accents, apostrophes, punctuation, blanks."""
    letters = unicodedata.normalize("NFKD", printed.casefold()).replace("&", " and ")
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    letters = re.sub(r"['’‘ʼ`´]", "", letters)
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def overlap(one: reference.Dated, other: reference.Dated) -> bool:
    return (one.since or EARLIEST) <= (other.until or LATEST) and (other.since or EARLIEST) <= (
        one.until or LATEST
    )


def by_spelling() -> dict[str, list[reference.NameRow]]:
    rows = defaultdict(list)
    for row in reference.names():
        rows[spelling(row.name)].append(row)
    return rows


def meaning(printed: str, day: dt.date) -> set[str]:
    return {
        row.code
        for row in reference.names()
        if spelling(row.name) == spelling(printed) and reference.covers(row, day)
    }


def test_every_name_belongs_to_a_known_state():
    known = {state.code for state in reference.states()}

    assert {row.code for row in reference.names()} == known


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_every_state_has_one_short_name_in_each_language(language):
    short = Counter(
        row.code for row in reference.names() if row.kind == "short" and row.language == language
    )

    assert short == {state.code: 1 for state in reference.states()}


def test_no_spelling_means_two_states_on_one_day():
    clashes = [
        (one, other)
        for rows in by_spelling().values()
        for one, other in combinations(rows, 2)
        if one.code != other.code and overlap(one, other)
    ]

    assert clashes == []


def test_no_spelling_means_two_states_today():
    unbounded = [
        rows
        for rows in by_spelling().values()
        if len({row.code for row in rows if row.until is None}) > 1
    ]

    assert unbounded == []


def test_no_row_of_names_is_there_twice():
    rows = Counter((r.code, r.language, r.name, r.kind, r.since) for r in reference.names())

    assert max(rows.values()) == 1


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("DEMOCRATIC REPUBLIC OF CONGO", "COD"),
        ("Dem. Rep. Congo", "COD"),
        ("CONGO (DEMOCRATIC REPUBLIC OF)", "COD"),
        ("CONGO", "COG"),
        ("REP. OF KOREA", "KOR"),
        ("KOREA, REPUBLIC OF", "KOR"),
        ("DPR OF KOREA", "PRK"),
        ("IRAN (ISLAMIC REP. OF)", "IRN"),
        ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "VEN"),
        ("BOLIVIA (PLURINATIONAL STATE OF)", "BOL"),
        ("UNITED KINGDOM", "GBR"),
        ("USA", "USA"),
        ("RUSSIAN FED.", "RUS"),
        ("LAO PDR", "LAO"),
        ("VIETNAM", "VNM"),
        ("TFYR MACEDONIA", "MKD"),
        ("Turkey", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("CZECH REPUBLIC", "CZE"),
        ("SWAZILAND", "SWZ"),
        ("LIBYAN ARAB JAMAHIRIYA", "LBY"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Cape Verde", "CPV"),
        ("Guinea Bissau", "GNB"),
        ("TRINIDAD-TOBAGO", "TTO"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("NETHERLANDS", "NLD"),
        ("HOLY SEE", "VAT"),
        ("Royaume-Uni", "GBR"),
        ("Fédération de Russie", "RUS"),
        ("Países Bajos", "NLD"),
        ("Соединенные Штаты Америки", "USA"),
        ("大韩民国", "KOR"),
        ("الصين", "CHN"),
        ("FJI", "FJI"),
    ],
)
def test_a_printed_name_means_one_state(printed, code):
    assert meaning(printed, dt.date(2020, 6, 22)) == {code}


@pytest.mark.parametrize(
    ("printed", "day", "code"),
    [
        ("Russia", "1991-12-23", "SUN"),
        ("Russia", "1991-12-24", "RUS"),
        ("RUS", "1980-01-01", "SUN"),
        ("Yugoslavia", "2003-02-04", "YUG"),
        ("Yugoslavia", "2003-02-05", "SRB"),
        ("YUG", "2010-01-01", "SRB"),
        ("Serbia and Montenegro", "2005-01-01", "SRB"),
        ("China", "1971-10-25", "CHN"),
        ("Yemen", "1980-01-01", "YEM"),
        ("Democratic Yemen", "1980-01-01", "YMD"),
        ("Germany, Federal Republic of", "1980-01-01", "DEU"),
        ("German Democratic Republic", "1980-01-01", "DDR"),
        ("Tanganyika", "1962-01-01", "TZA"),
        ("United Arab Republic", "1960-01-01", "EGY"),
        ("Congo (Leopoldville)", "1962-01-01", "COD"),
        ("Republic of the Congo", "1970-01-01", "COG"),
        ("Byelorussian SSR", "1980-01-01", "BLR"),
        ("RU", "1991-12-23", "SUN"),
        ("RU", "1991-12-24", "RUS"),
        ("YU", "2003-02-04", "YUG"),
        ("YU", "2003-02-05", "SRB"),
        ("CS", "1992-12-31", "CSK"),
        ("CS", "2005-04-14", "SRB"),
        ("891", "2001-11-09", "YUG"),
        ("280", "1980-01-01", "DEU"),
    ],
)
def test_a_printed_name_is_read_at_its_date(printed, day, code):
    assert meaning(printed, dt.date.fromisoformat(day)) == {code}


@pytest.mark.parametrize("printed", ["FUJI", "Zanzibar", "Korea", "Rhodesia"])
def test_a_name_that_no_record_settles_means_no_state(printed):
    assert meaning(printed, dt.date(1963, 12, 16)) | meaning(printed, dt.date(2020, 6, 22)) == set()


@pytest.mark.parametrize("column", ["code", "alpha2", "m49"])
def test_every_code_of_a_state_is_a_name_of_it_between_its_days(column):
    codes = {(r.name, r.code, r.since, r.until) for r in reference.names() if r.kind == "code"}

    own = {(getattr(s, column), s.code, s.since, s.until) for s in reference.states()}

    assert own <= codes


def test_every_code_that_is_not_a_states_own_says_why_it_is_there():
    own = {(s.code, code) for s in reference.states() for code in (s.code, s.alpha2, s.m49)}
    former = [r for r in reference.names() if r.kind == "code" and (r.code, r.name) not in own]

    assert {r.name for r in former} >= {"RU", "643", "YU", "CS", "280", "BU", "ZR", "ROM"}
    assert [r.name for r in former if not r.note] == []


def test_china_before_october_1971_is_another_delegation():
    assert meaning("China", dt.date(1971, 10, 24)) == set()


@pytest.mark.shared
def test_every_name_in_the_council_records_means_the_state_they_say(shared):
    path = shared / "data/hrc/votes_2006-2021.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        printed = {(row["country"], row["iso3"]) for row in csv.DictReader(file)}

    rows = by_spelling()
    told = {
        (name, row.code) for name, _ in printed for row in rows[spelling(name)] if row.until is None
    }

    assert told == printed


@pytest.mark.shared
def test_only_two_delegations_of_the_assembly_records_have_no_state(shared):
    with gzip.open(shared / "data/ga/un_votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        printed = {row["country"] for row in csv.DictReader(file)}

    known = by_spelling()

    assert {name for name in printed if spelling(name) not in known} == {"Taiwan", "Zanzibar"}
