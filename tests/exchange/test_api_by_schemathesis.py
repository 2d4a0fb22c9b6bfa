"""The real server answers as it says of itself: a hundred of what `make api-test` sends."""

from tests.api.running import run


def test_a_hundred_requests_are_answered_as_described():
    result = run(100, phases="fuzzing")

    assert (result.failures, result.code) == (0, 0)
    assert result.cases >= 100
