"""What `make bench` prints: each figure beside its yardstick, and whether its goal is met."""

import pytest

from benchmarks.table import Goal, Row, as_table


@pytest.mark.parametrize(
    ("ours", "goal", "verdict"),
    [
        (30, Goal("≤", 0.35, of_ratio=True), "met"),
        (36, Goal("≤", 0.35, of_ratio=True), "missed"),
        (150, Goal("≥", 150), "met"),
        (149, Goal("≥", 150), "missed"),
        (5, Goal("≤", 4), "missed"),
        (5, None, ""),
    ],
)
def test_a_figure_is_held_against_its_goal(ours, goal, verdict):
    assert Row("page", "SQLite", 193, ours, yardstick=100, goal=goal).verdict == verdict


def test_without_a_yardstick_a_goal_on_the_ratio_says_nothing():
    row = Row("page", "SQLite", 193, 30, goal=Goal("≤", 0.35, of_ratio=True))

    assert row.verdict == ""


def test_the_table_names_ratio_goal_and_verdict():
    row = Row("page, CPU ms", "SQLite", 193, 7.5, yardstick=50, goal=Goal("≤", 0.35, of_ratio=True))

    last = as_table([row]).splitlines()[-1]

    cells = [cell.strip() for cell in last.strip("|").split("|")]
    assert cells == [
        "page, CPU ms", "SQLite", "193", "7.5", "50", "0.15", "ratio ≤ 0.35", "met"
    ]  # fmt: skip
