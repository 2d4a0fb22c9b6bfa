"""States in an order in which those that vote alike stand side by side."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.agreement import Agreement
from votes.analysis.blocs import in_blocs


def pair(first: str, second: str, same: int, common: int = 10) -> Agreement:
    return Agreement(first, second, common, same, 0, 0, 0, 0)


def test_two_blocs_whose_codes_alternate_stand_apart():
    blocs = {"AAA": 1, "BBB": 2, "CCC": 1, "DDD": 2, "EEE": 1, "FFF": 2}
    pairs = [
        pair(one, other, 9 if blocs[one] == blocs[other] else 2)
        for one, other in combinations(blocs, 2)
    ]

    order = [blocs[state] for state in in_blocs(pairs)]

    assert order in ([1, 1, 1, 2, 2, 2], [2, 2, 2, 1, 1, 1])


def test_states_between_two_blocs_stand_between_them():
    pairs = [pair("AAA", "CCC", 1), pair("AAA", "BBB", 6), pair("BBB", "CCC", 5)]

    assert in_blocs(pairs)[1] == "BBB"


def test_a_pair_without_a_common_vote_weighs_nothing():
    pairs = [pair("AAA", "BBB", 0, 0), pair("AAA", "CCC", 9), pair("BBB", "CCC", 1)]

    assert set(in_blocs(pairs)[:2]) in ({"AAA", "CCC"}, {"BBB", "CCC"})
    assert in_blocs(pairs)[1] != "BBB"


def test_no_pairs_make_no_order():
    assert in_blocs([]) == []


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=21, max_size=21))
def test_every_state_stands_in_it_once_and_the_order_of_the_pairs_does_not_matter(counts):
    pairs = [
        pair(*states, min(both), max(both))
        for states, both in zip(combinations("ABCDEFG", 2), counts, strict=True)
    ]

    order = in_blocs(pairs)

    assert sorted(order) == list("ABCDEFG")
    assert in_blocs(pairs[::-1]) == order
