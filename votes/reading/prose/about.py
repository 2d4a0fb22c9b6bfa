"""What the text around a vote says it was about: symbol, title, day, and the facts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from votes.reading.cells import Subject, TextFacts
from votes.reading.prose.passages import Passage
from votes.reading.prose.statement import (
    Statement,
    adopted_as,
    adopted_without_a_vote,
    day_before,
    meeting_before,
    report_of_a_meeting,
    sentences_of,
    symbol_of_page,
    title_in,
)
from votes.reading.prose.subject import (
    draft_in,
    facts_of,
    is_footnote,
    is_of_a_draft,
    subject_of,
    symbol_of_amendment,
    symbol_of_text,
)

_FARTHEST_SENTENCE = 6000
_FARTHEST_REPORT = 12_000
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class About:
    symbol: str | None
    title: str | None
    date: dt.date | None
    facts: TextFacts | None


def about(passage: Passage, start: int, before: str, statement: Statement) -> About:
    """What is said of a vote whose lists begin at `start`.

    `before` is the text from the vote before it up to its lists. What a report says once for
    several votes, the meeting and the draft, may stand farther up.
    """
    stated = statement.sentence
    around = [text for _, text in sentences_of(before[-_FARTHEST_SENTENCE:]) if text != stated]
    nearest = [stated, *reversed(around[-_MOST_SENTENCES:])]
    farther = passage.text[max(0, start - _FARTHEST_REPORT) : start]
    subject = _subject(nearest)
    number, title = title_in(before)
    amends: str | None = None
    if subject == "amendment":
        symbol, amends = _amendment([stated, *reversed(around)])
    else:
        symbol = _symbol(nearest, around, before) or number or _antecedent(nearest, farther)
    own = _before_bracket(before)
    own = own if meeting_before(own) else report_of_a_meeting(farther) or own
    facts = facts_of(nearest, subject=subject, amends=amends, meeting=meeting_before(own))
    return About(passage.symbol or symbol, title, day_before(own), facts)


def _subject(nearest: Sequence[str]) -> Subject | None:
    """What the sentence that states the vote speaks of, else the sentence nearest to it."""
    stated, *others = nearest
    subject = subject_of(stated)
    if subject is None and is_footnote(stated):
        return "whole"
    return subject or next(filter(None, map(subject_of, others)), None)


def _amendment(sentences: Sequence[str]) -> tuple[str | None, str | None]:
    """An amendment's symbol and its draft's, from the nearest sentences that have them."""
    own: str | None = None
    for sentence in sentences:
        if subject_of(sentence) != "amendment":
            continue
        found, amends = symbol_of_amendment(sentence)
        if own is None or found == own:
            own = found
            if amends:
                return own, amends
    return own, None


def _symbol(nearest: Sequence[str], around: Sequence[str], before: str) -> str | None:
    stated = nearest[0]
    symbol = symbol_of_text(stated)
    if symbol or is_footnote(stated):
        return symbol or symbol_of_page(before)
    introduced = next(filter(None, map(draft_in, reversed(around))), None)
    return introduced or adopted_as(stated) or symbol_of_page(before)


def _antecedent(nearest: Sequence[str], farther: str) -> str | None:
    """The draft last named before a vote on a part of "the draft", but not one settled since."""
    if not any(map(is_of_a_draft, nearest)):
        return None
    for _, sentence in reversed(list(sentences_of(farther))):
        if adopted_without_a_vote(sentence) is not None:
            return None
        if draft := draft_in(sentence):
            return draft
    return None


def _before_bracket(before: str) -> str:
    """The text up to the bracket of the footnote, where it has one near its lists."""
    bracket = before.rfind("[", max(0, len(before) - 600))
    return before[:bracket] if bracket >= 0 else before
