"""Texts of which a document says that they were adopted without a vote."""

import re
from collections.abc import Iterator

from votes.reading.cells import ReadingError, TextFacts, Transcript
from votes.reading.phrases import level
from votes.reading.prose.passages import Passage
from votes.reading.prose.statement import (
    adopted_as,
    adopted_without_a_vote,
    day_before,
    meeting_before,
    report_of_a_meeting,
    sentences_of,
    symbol_of_page,
    symbols_of,
    title_in,
)
from votes.reading.prose.subject import is_footnote, kind_of, subject_of, symbol_of_amendment

_MANY = re.compile(
    r"\b(?:drafts|(?:resolutions|decisions|texts) .{0,300}were|projets|proyectos|fueron|ont ete|"
    r"проекты|были)\b"
)
_FARTHEST = 60_000
_FARTHEST_REPORT = 12_000
_MOST = 3000


def adoptions_in(passage: Passage) -> Iterator[tuple[int, Transcript]]:
    """(place, transcript without cells) of each text adopted without a vote, where one is named.

    Raises ReadingError where there are far too many.
    """
    if adopted_without_a_vote(passage.text) is None:
        return
    number = 0
    for place, sentence in sentences_of(passage.text):
        if adopted_without_a_vote(sentence) is None:
            continue
        number += 1
        if number > _MOST:
            line = passage.line_at(place)
            raise ReadingError(line, f"more than {_MOST:,} texts adopted", "a smaller text")
        before = passage.text[max(0, place - _FARTHEST) : place]
        for symbol in _symbols(passage, before, sentence):
            yield place, _transcript(before, sentence, symbol)


def _up_to_the_meeting(before: str, sentence: str) -> str:
    """The text up to the adoption: its own sentence, or one before it, names the meeting."""
    own = before + sentence[: adopted_without_a_vote(sentence)]
    return own if meeting_before(own) else report_of_a_meeting(before[-_FARTHEST_REPORT:]) or own


def _symbols(passage: Passage, before: str, sentence: str) -> list[str]:
    if is_footnote(sentence):
        symbol = passage.symbol or symbol_of_page(before) or title_in(before)[0]
        return [symbol] if symbol else []
    if subject_of(sentence) == "amendment":
        own, _ = symbol_of_amendment(sentence)
        return [own] if own else []
    symbols = [match[0] for match in symbols_of(sentence)]
    if symbols:
        return symbols if _MANY.search(level(sentence)) else symbols[:1]
    number = adopted_as(sentence)
    return [number] if number else []


def _transcript(before: str, sentence: str, symbol: str) -> Transcript:
    subject = subject_of(sentence) or "whole"
    amends = symbol_of_amendment(sentence)[1] if subject == "amendment" else None
    is_own = is_footnote(sentence)
    meeting = _up_to_the_meeting(before, sentence)
    return Transcript(
        cells=(),
        symbol=symbol,
        title=title_in(before)[1] if is_own else None,
        date=day_before(meeting),
        facts=TextFacts(
            kind="amendment" if subject == "amendment" else kind_of(sentence),
            subject=subject,
            amends=amends,
            outcome="adopted_without_vote",
            is_final=True if is_own else None,
            meeting=meeting_before(meeting),
        ),
    )
