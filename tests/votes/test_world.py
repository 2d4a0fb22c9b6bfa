"""The tile map of the world: every member once, neighbours near, readable without colour."""

import re

import pytest

from kb.council.models import State
from votes.pictures import off_the_map, world_map
from votes.pictures.places import PICTURE, PLACES


@pytest.mark.django_db
def test_every_member_state_has_one_tile_and_nobody_else():
    members = State.objects.filter(kind="member").values_list("code", flat=True)

    assert sorted(PICTURE.replace(".", " ").split()) == sorted(members)


def test_no_two_states_share_a_place():
    assert len(set(PLACES.values())) == len(PLACES) == 193


REGIONS = {
    "the Americas": ("CAN USA MEX GTM CUB TTO COL PER BRA CHL ARG URY", range(7), range(2, 15)),
    "Europe": ("ISL IRL NOR FIN PRT FRA DEU ITA GRC UKR RUS", range(8, 16), range(9)),
    "Africa": ("MAR EGY CPV SEN NGA ETH SOM COD KEN ZAF MDG MUS", range(7, 19), range(10, 19)),
    "Asia": ("TUR ISR YEM IRN KAZ IND CHN JPN THA IDN PHL", range(16, 28), range(4, 12)),
    "the Pacific": ("AUS NZL PNG FJI PLW KIR", range(26, 30), range(10, 16)),
}


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_stays_together(region):
    codes, columns, rows = REGIONS[region]

    away = [c for c in codes.split() if PLACES[c][0] not in columns or PLACES[c][1] not in rows]

    assert away == []


@pytest.mark.parametrize(
    "border",
    ["CAN-USA", "USA-MEX", "BRA-BOL", "FRA-ESP", "FRA-BEL", "DEU-POL", "IND-PAK", "CHN-MNG",
     "VNM-LAO", "PRK-KOR", "KEN-UGA", "ZAF-LSO", "EGY-LBY", "SAU-JOR", "TUR-ARM", "ARG-URY",
     "HTI-DOM"],
)  # fmt: skip
def test_those_with_a_border_touch_or_nearly(border):
    (x1, y1), (x2, y2) = (PLACES[code] for code in border.split("-"))

    assert max(abs(x1 - x2), abs(y1 - y2)) == 1


@pytest.mark.parametrize("pair", ["CAN-ARG", "NOR-ITA", "EGY-ZAF", "KAZ-IND", "CHN-IDN", "JPN-AUS"])
def test_north_is_up(pair):
    north, south = pair.split("-")

    assert PLACES[north][1] < PLACES[south][1]


def test_each_position_has_its_letter_and_its_pattern():
    picture = world_map(
        {"FJI": "yes", "AUS": "no", "NZL": "abstain", "TON": "absent", "TUV": "not_recorded"}
    )

    for position, letter in zip(
        ("yes", "no", "abstain", "absent", "not_recorded"), "YNA–?", strict=True
    ):
        assert re.search(rf'class="letter on-{position}"[^>]*>{re.escape(letter)}<', picture)
    assert picture.count("url(#world-no)") == picture.count("url(#world-abstain)") == 1
    assert "1 yes, 1 no, 1 abstaining, 1 absent, 1 not recorded" in picture


def test_who_had_no_part_is_an_empty_tile_without_a_letter():
    picture = world_map({"FJI": "yes"})

    assert picture.count('<rect class="no-part"') == 192
    assert picture.count('class="letter') == 1


def test_no_style_stands_in_the_picture():
    assert "style" not in world_map(dict.fromkeys(PLACES, "no"))


def test_those_without_a_tile_are_named():
    assert off_the_map({"FJI", "SUN", "VAT"}) == ["SUN", "VAT"]
