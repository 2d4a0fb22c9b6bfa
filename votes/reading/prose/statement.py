"""What stands before the lists of a footnote: totals, symbol, title and day."""

import datetime as dt
import re
from collections.abc import Iterator

from votes.reading.phrases import SYMBOL, days_in, plain, symbols_in

_SMALL = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen|zero un deux trois quatre cinq six sept huit neuf dix "
    "onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety|vingt trente quarante cinquante soixante"
)
_NOTHING = "no nil zero aucun aucune sans without"


def _number_words() -> Iterator[tuple[str, int]]:
    """The numbers up to ninety-nine (in French to soixante-neuf) in the form that `plain` gives."""
    for small, tens in zip(_SMALL.split("|"), _TENS.split("|"), strict=True):
        words = small.replace("-", "\xa0").split(" ")
        yield from ((word.replace("\xa0", " "), n) for n, word in enumerate(words))
        for ten, word in enumerate(tens.split(), start=2):
            yield word, ten * 10
            yield f"{word} et un", ten * 10 + 1
            yield from ((f"{word} {words[n]}", ten * 10 + n) for n in range(1, 10))
    yield from ((word, 0) for word in _NOTHING.split())
    yield "une", 1


_NUMBERS = dict(_number_words())
_N = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b"
_STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bby (?:an? )?(?:recorded |roll call )?(?:vote of )?(?P<yes>{_N})(?: votes?)?"
        rf"(?: in favou?r)? to (?P<no>{_N})(?: votes?)?(?: against)?"
        rf"(?:,? (?:and |with )?(?P<abstain>{_N}) abst)?",
        rf"\b(?P<yes>{_N}) (?:votes? )?(?:in favou?r|for),? (?:to )?(?P<no>{_N}) (?:votes? )?"
        rf"(?:against|opposed)(?:,? (?:and |with )?(?P<abstain>{_N}) abst)?",
        rf"\bpar (?P<yes>{_N})(?: voix)?(?: pour)?,? (?:contre |a )?(?P<no>{_N})(?: voix)?"
        rf"(?: contre)?(?:,? (?:avec |et )?(?P<abstain>{_N}) abst)?",
    )
)
_WITHOUT_A_VOTE = re.compile(
    r"\badopt(?:ed|s)\b[^.\n]{0,80}?\bwithout\s(?:a\s)?(?:\w+\s)?vote"
    r"|\badopt[ée]\w{0,3}\s[^.\n]{0,60}?\bsans\s(?:être\smise?s?\saux\svoix|vote|mise\saux\svoix)",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:meeting|s[ée]ance|session)\b", re.IGNORECASE)
_NUMBERED_TITLE = re.compile(
    r"(?m)^[ \t]*(?:(?:Resolution|Résolution|Decision|Décision)[ \t]+)?(?P<symbol>\d{1,2}/\d{1,3})"
    r"\.?[ \t]+(?P<title>[^\W\d_][^\n]{5,200}(?:\n(?!\s)[^\n]{1,200}){0,2})$"
)
_SENTENCE_END = re.compile(r"[.!?][\s\]]+(?=[A-ZÉÀ\[])|\n\s*\n")
_FARTHEST = 1500
_LONGEST_LINE = 120


def declared_in(text: str) -> dict[str, int]:
    """The totals that the last statement of a vote in a text gives, by position."""
    flat = plain(text[-_FARTHEST:])
    found = [match for pattern in _STATEMENTS for match in pattern.finditer(flat)]
    if not found:
        return {}
    last = max(found, key=lambda match: (match.end(), match.end() - match.start()))
    return {
        key: int(value) if value.isdigit() else _NUMBERS[value]
        for key, value in last.groupdict().items()
        if value
    }


def adopted_without_a_vote(text: str) -> int | None:
    """Where a text says that something was adopted without a vote."""
    match = _WITHOUT_A_VOTE.search(text)
    return match.start() if match else None


def symbol_and_title(before: str) -> tuple[str | None, str | None]:
    """The symbol and the title that stand next to a vote: `before` is the text up to its lists."""
    titles = list(_NUMBERED_TITLE.finditer(before))
    title = " ".join(titles[-1]["title"].split()) if titles else None
    symbol = _symbol_of_sentence(before) or _symbol_of_page(before)
    return symbol or (titles[-1]["symbol"] if titles else None), title


def _symbol_of_sentence(before: str) -> str | None:
    """The symbol in the sentence that states the vote."""
    near = before[-_FARTHEST:]
    for sentence in reversed(_SENTENCE_END.split(near)):
        if declared_in(sentence):
            symbols = symbols_in(sentence)
            return symbols[0][0] if symbols else None
    return None


def _symbol_of_page(before: str) -> str | None:
    """The last symbol that has a line to itself; an adopted text's before a draft's."""
    lines = (line.strip() for line in before.split("\n") if "/" in line)
    alone = [line for line in lines if len(line) <= _LONGEST_LINE and SYMBOL.fullmatch(line)]
    adopted = [symbol for symbol in alone if "/RES/" in symbol or "/DEC/" in symbol]
    return next(reversed(adopted or alone), None)


def day_before(text: str) -> dt.date | None:
    """The day of the meeting in the line that the vote follows: "45th meeting, 22 June 2020"."""
    near = text[-300:]
    meetings = list(_MEETING.finditer(near))
    if not meetings:
        return None
    days = set(days_in(near[meetings[-1].end() : meetings[-1].end() + 40]))
    return days.pop() if len(days) == 1 else None
