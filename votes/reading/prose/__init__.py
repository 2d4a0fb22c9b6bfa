"""Votes in words: the footnote of an adopted text, or the paragraph of a report."""

from collections.abc import Iterator

from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.prose.consensus import adoptions_in
from votes.reading.prose.passages import Passage, passages_of
from votes.reading.prose.statement import adopted_without_a_vote
from votes.reading.prose.totals import declared_in
from votes.reading.prose.votes import votes_in

_LISTS = 'the States listed under "In favour:", "Against:" and "Abstaining:"'


def read(text: str) -> list[Transcript]:
    """Every vote of a text that lists States by position, in its order.

    The text is plain, or JSON of the shape `{symbol: [[paragraph, text], …]}`. Raises
    ReadingError for a vote without its lists and for a text adopted without a vote, and
    NoVoteFoundError where neither is found.
    """
    passages = passages_of(text)
    found = [transcript for passage in passages for _, transcript in votes_in(passage)]
    if not found:
        for passage in passages:
            _refuse(passage)
        raise NoVoteFoundError(1, "no vote found", _LISTS)
    return found


def read_actions(text: str) -> list[Transcript]:
    """Every vote as `read` gives it and, without cells, each text adopted without a vote.

    Of those only the texts whose symbol is said, in the order of the document. Raises as `read`
    does where there is neither.
    """
    found = [each for passage in passages_of(text) for each in _actions_in(passage)]
    return found or read(text)


def _actions_in(passage: Passage) -> Iterator[Transcript]:
    actions = [*votes_in(passage), *adoptions_in(passage)]
    yield from (transcript for _, transcript in sorted(actions, key=lambda action: action[0]))


def _refuse(passage: Passage) -> None:
    place = _stated_at(passage.text)
    if place is not None:
        line = passage.line_at(place)
        raise ReadingError(line, "a recorded vote without the States that cast it", _LISTS)
    place = adopted_without_a_vote(passage.text)
    if place is not None:
        line = passage.line_at(place)
        raise ReadingError(line, "a text adopted without a vote", "a recorded vote with States")


def _stated_at(text: str) -> int | None:
    """Where a recorded vote is stated in words."""
    place = 0
    for line in text.split("\n"):
        if any(map(str.isdecimal, line)) and declared_in(line):
            return place
        place += len(line) + 1
    return None
