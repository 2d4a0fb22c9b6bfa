"""What stands around the lists of a vote: its sentence, symbol, title, day and meeting."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from votes.reading.phrases import SYMBOL, chinese_number, days_in, level, symbols_in
from votes.reading.prose.totals import declared_in

_BETWEEN = r"(?:[^.。\n]|\.(?=\d)|\n(?!\s*\n)){0,80}?"
# For texts in the form that `level` gives.
_WITHOUT_A_VOTE = re.compile(
    rf"\badopt(?:ed|s)\b{_BETWEEN}\bwithout\s(?:a\s)?(?:\w+\s)?vote"
    rf"|\badopte\w{{0,3}}\s{_BETWEEN}\bsans\s(?:etre\smise?s?\saux\svoix|vote|mise\saux\svoix)"
    rf"|\baprob\w{{1,5}}\s{_BETWEEN}\bsin\s(?:\w{{1,15}}\s(?:a|en)\s)?votacion"
    rf"|\bприн\w{{1,8}}\s{_BETWEEN}\bбез\s(?:проведения\s)?голосования"
    r"|[未不]经表决(?:就|而|便)?(?:获得|获)?通过"
    rf"|اعت[\u064b-\u0652]?م\w{{1,4}}{_BETWEEN}\s(?:بدون|دون|من\sغير)\sتصويت"
)
_MEETING = re.compile(r"\b(?:meeting|seance|session|sesion|заседани[еия])\b|次会议|الجلسة")
_MEETING_NUMBER = re.compile(
    r"(?P<a>\d{1,4})(?:st|nd|rd|th|e|eme|re|er|a|ª|º|\.ª|-?[еомя]{1,2})? ?(?:\(\w+\) )?"
    r"(?:meeting|seance|sesion|заседани[еия])\b|第 ?(?P<b>\d{1,4}|[一二三四五六七八九十百]{1,6}) ?"
    r"次 ?(?:全体)?会议|(?:الجلسة|جلست\w{2}) (?:العامة )?(?P<c>\d{1,4})"
)
# "At its 45th meeting, on 22 June 2020": a report says so once for several votes.
_IN_A_REPORT = re.compile(
    r"(?:\b(?:at (?:its|the)|a (?:sa|la)|en (?:su|la)|на|في)\b|[在于])[^.。\n]{0,40}$"
)
_NUMBERED_TITLE = re.compile(
    r"(?m)^[ \t]*(?:(?:Resolution|Résolution|Decision|Décision|Resolución|Decisión|Резолюция|"
    r"Решение|القرار|المقرر|第)[ \t]*)?(?P<symbol>\d{1,2}/\d{1,3})(?:号(?:决议|决定))?"
    r"\.?[ \t]+(?P<title>[^\W\d_][^\n]{3,200}(?:\n(?!\s)[^\n]{1,200}){0,2})$"
)
_ADOPTED_AS = re.compile(
    r"\((?:decision|resolution|resolucion|решение|резолюция|القرار|المقرر|第) ?"
    r"(?P<symbol>\d{1,2}/\d{1,3}) ?(?:号(?:决议|决定))?\)"
)
# The head of a page: "United Nations                A/HRC/RES/43/21".
_HEAD = re.compile(
    r"\A\s*(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|"
    r"联\s?合\s?国|الأمم المتحدة)\s+(?=A/)"
)
_SENTENCE_END = re.compile(
    r"[.!?؟][\s\])]+(?=[A-ZÀ-ÞЀ-Я\u0620-\u064a㐀-鿿\[(])|。\s*|\n[ \t]*\n\s*|\n[ \t]*(?=\[)"
)
_FARTHEST = 1500
_FARTHEST_MEETING = 3000
_FARTHEST_AFTER = 700
_MOST_SENTENCES_AFTER = 3
_LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Statement:
    """The sentence that states a vote, and its totals; `end` is its end in the text after."""

    sentence: str = ""
    declared: Mapping[str, int] = field(default_factory=dict)
    end: int = 0


def sentences_of(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with the place of each; a blank line ends one, too."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, text[start : match.end()]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]


def statement_of(before: str, after: str, counts: Mapping[str, int]) -> Statement:
    """The sentence that states the totals of a vote, before its lists or right after them.

    `counts` are the States listed by position: a report states a vote after its lists where the
    sentence before them is another vote's.
    """
    stated_before, stated_after = _stated_before(before), _stated_after(after)
    if not stated_after or (stated_before and not _agrees(stated_after.declared, counts)):
        return stated_before or Statement()
    if stated_before and _agrees(stated_before.declared, counts):
        return stated_before
    is_first = (
        not after[: stated_after.end]
        .strip(" \n\t0123456789.")
        .removeprefix(stated_after.sentence.strip(" \n\t0123456789."))
    )
    return stated_after if is_first or _agrees(stated_after.declared, counts) else Statement()


def _stated_before(before: str) -> Statement | None:
    near = before[-_FARTHEST:]
    for _, sentence in reversed(list(sentences_of(near))):
        if declared := declared_in(sentence):
            return Statement(sentence, declared)
    declared = declared_in(near)
    return Statement("", declared) if declared else None


def _stated_after(after: str) -> Statement | None:
    sentences = sentences_of(after[:_FARTHEST_AFTER])
    for _, (start, sentence) in zip(range(_MOST_SENTENCES_AFTER), sentences, strict=False):
        if declared := declared_in(sentence):
            return Statement(sentence, declared, start + len(sentence))
    return None


def _agrees(declared: Mapping[str, int], counts: Mapping[str, int]) -> bool:
    return all(counts.get(key, 0) == value for key, value in declared.items())


def adopted_without_a_vote(text: str) -> int | None:
    """Where a text says that something was adopted without a vote."""
    match = _WITHOUT_A_VOTE.search(level(text))
    return match.start() if match else None


def title_in(before: str) -> tuple[str | None, str | None]:
    """The number and the title that an adopted text has over it: ("43/21", "Safe water")."""
    titles = list(_NUMBERED_TITLE.finditer(before))
    if not titles:
        return None, None
    return titles[-1]["symbol"], " ".join(titles[-1]["title"].split())


def adopted_as(sentence: str) -> str | None:
    """The number under which a sentence says that a text was adopted, "43/21"."""
    match = _ADOPTED_AS.search(level(sentence))
    return match["symbol"] if match else None


def symbol_of_page(before: str) -> str | None:
    """The last symbol that has a line to itself, or only the organisation's name before it.

    An adopted text's goes before a draft's.
    """
    lines = (_HEAD.sub("", line).strip() for line in before.split("\n") if "/" in line)
    alone = [line for line in lines if len(line) <= _LONGEST_LINE and SYMBOL.fullmatch(line)]
    adopted = [symbol for symbol in alone if "/RES/" in symbol or "/DEC/" in symbol]
    return next(reversed(adopted or alone), None)


def day_before(text: str) -> dt.date | None:
    """The day of the meeting in the line that the vote follows: "45th meeting, 22 June 2020"."""
    for farthest, pattern in ((300, _MEETING), (_FARTHEST_MEETING, _MEETING_NUMBER)):
        near = text[-farthest:]
        meetings = list(pattern.finditer(level(near)))
        # "At the same meeting" leaves the day to the meeting that was named before it.
        if meetings and (day := _day_beside(near, meetings[-1])):
            return day
    return None


def _day_beside(near: str, meeting: re.Match[str]) -> dt.date | None:
    """The day after a meeting, or in the line before it, as Chinese texts have it."""
    line_before = near[max(0, meeting.start() - 60) : meeting.start()].rsplit("\n", 2)[-2:]
    for text in (near[meeting.end() : meeting.end() + 40], "\n".join(line_before)):
        days = set(days_in(text))
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def meeting_before(text: str) -> int | None:
    """The number of the meeting that a vote follows."""
    meetings = list(_MEETING_NUMBER.finditer(level(text[-_FARTHEST_MEETING:])))
    if not meetings:
        return None
    printed = next(filter(None, meetings[-1].groups()))
    return int(printed) if printed.isdecimal() else chinese_number(printed)


def report_of_a_meeting(text: str) -> str:
    """The text up to the last meeting that it names as reports do; empty where it names none."""
    flat = level(text)
    meetings = list(_MEETING_NUMBER.finditer(flat))
    if not meetings or not _IN_A_REPORT.search(flat[: meetings[-1].start()][-60:]):
        return ""
    return text[: meetings[-1].end() + 60]


def symbols_of(sentence: str) -> list[re.Match[str]]:
    """The symbols of a sentence but for those of the adopted text in brackets at its end."""
    return [match for match in symbols_in(sentence) if "/RES/" not in match[0]] or symbols_in(
        sentence
    )
