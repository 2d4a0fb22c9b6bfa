"""The lines above a board: symbol, title, clock and day, as far as they are printed."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from votes.reading.phrases import days_in, plain, symbols_in, trimmed, words_beside_days

LONGEST_LINE = 400

_CLOCK = re.compile(
    r"""(?<![\w:.]) (?:[01]?\d|2[0-3])
    (?: :[0-5]\d (?::[0-5]\d)? (?:[ ]?[ap]\.?m\b\.?)?
      | \.[0-5]\d[ ]?[ap]\.?m\b\.?
      | [ ]?[ap]\.?m\b\.?
      | [ ]?h(?:[ ]?[0-5]\d)?
    ) (?![\w:])""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE_NUMBER = re.compile(
    r"(?:(?:resolution|résolution|decision|décision) )?((?:E?S-)?\d{1,2}/\d{1,3})(?=\s*[.:–—-]\s)",
    re.I,
)
_JOINT = " \t-–—:;,.|/\"“”«»'()[]*#\u00a0"
_CIRCUMSTANCE = re.compile(
    r"\b(?:session|sessions|meeting|seance|plenary|council|conseil|committee|assembly|agenda|item|"
    r"point|vote|votes|voting|scrutin|results?|resultats?|board|recorded|roll call|room|salle|"
    r"hrc ?\d+)\b"
)
_KIND_OF_TEXT = re.compile(
    r"(?:the )?(?:vote (?:on|sur)|recorded vote (?:on|sur)|voting (?:on|results? (?:on|for))|"
    r"draft|projet de|projet d'|action on|item \d+|agenda item \d+|point \d+|oral|hrc ?\d+|"
    r"resolution|resolutions|decision|amendment|amendement|text|texte|document|"
    r"proposed|proposal|symbol|cote|no|la|le|l'|du|de|of|the|to|on|sur)\b[ :.,–-]*"
)
_LINKS_BACK = re.compile(r"\s+(?:to|au|aux|à)\s", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\s[-–—|]\s|\t|[|(,;]")
_LONGEST_DAY = 30
_BEGINS_WITH_JOINT = re.compile(r"\s*[-–—:|,;.]\s")
# What people write beside a day: anything else makes it a part of the title.
_BESIDE_A_DAY = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "lundi", "mardi", "mercredi", "jeudi"}
    | {"vendredi", "samedi", "dimanche", "geneva", "geneve", "date", "dated", "on", "at", "the"}
    | {"of", "le", "du", "a", "morning", "afternoon", "matin", "apres", "midi"}
)
_LABEL = re.compile(
    r"\A(?:title|titre|subject|sujet|objet|intitul[ée])\s*(?::|\t|\s[–-]\s)\s*", re.I
)
_ENTITLED = re.compile(r"\W*(?:entitled|intitul[ée]e?)\b", re.IGNORECASE)
_MOST_TITLE_WORDS_OF_CIRCUMSTANCE = 7


@dataclass(frozen=True, slots=True)
class Heading:
    symbol: str | None = None
    title: str | None = None
    clock: str | None = None
    date: dt.date | None = None


def is_circumstance(text: str) -> bool:
    """Whether a short line speaks of the session, the meeting or the vote, not of the text."""
    words = plain(text)
    return (
        len(words.split()) <= _MOST_TITLE_WORDS_OF_CIRCUMSTANCE
        and _CIRCUMSTANCE.search(words) is not None
    )


def is_heading_shaped(line: str) -> bool:
    """Whether a line holds what only a heading holds: a symbol, a clock or a day."""
    if len(line) > LONGEST_LINE or not any(map(str.isdigit, line)):
        return False
    return bool(_symbol_in(line) or _CLOCK.search(line) or days_in(line))


def is_of_a_meeting(line: str) -> bool:
    """Whether a line has the clock of a vote, or its session or meeting, with a day or without."""
    if len(line) > LONGEST_LINE:
        return False
    return _CLOCK.search(line) is not None or is_circumstance(_last_part(line)[0])


def read_heading(lines: Sequence[str]) -> Heading:
    """What the lines of a board's own heading say, in their order from top to bottom."""
    clock = next((match[0] for line in lines if (match := _CLOCK.search(line))), None)
    stripped = [_CLOCK.sub("", line) for line in lines]
    at = next((n for n, line in enumerate(stripped) if _symbol_in(line)), None)
    symbol = _symbol_in(stripped[at]) if at is not None else None
    title, used = _title(stripped, at)
    days = {day for n, line in enumerate(stripped) for day in _own_days(line, n in used)}
    return Heading(
        symbol=symbol,
        title=title,
        clock=trimmed(clock) if clock else None,
        date=days.pop() if len(days) == 1 else None,
    )


def _symbol_in(line: str) -> str | None:
    matches = symbols_in(line)
    if matches:
        return matches[0][0].rstrip(")") if "(" not in matches[0][0] else matches[0][0]
    bare = _BARE_NUMBER.match(line.strip(_JOINT))
    return bare[1] if bare else None


def _title(lines: Sequence[str], at: int | None) -> tuple[str | None, set[int]]:
    """The title and the lines it was taken from."""
    if at is None:
        own = [n for n, line in enumerate(lines) if _is_title(line)]
        return (_without_day(lines[own[-1]]), {own[-1]}) if own else (None, set())
    title = _title_beside_symbol(lines[at])
    if title:
        more = (
            at + 1 < len(lines) and lines[at + 1].strip()[:1].islower() and _is_title(lines[at + 1])
        )
        return (f"{title} {_clean(lines[at + 1])}", {at, at + 1}) if more else (title, {at})
    for n in (at + 1, at - 1):
        if 0 <= n < len(lines) and _is_title(lines[n]):
            return _without_day(lines[n]), {n}
    return None, set()


def _title_beside_symbol(line: str) -> str | None:
    symbol = _symbol_in(line) or ""
    before, _, after = line.partition(symbol)
    if _LINKS_BACK.match(after):
        return _clean(f"{before.rstrip()} {after.strip()}")
    title = _without_day(_ENTITLED.sub("", after, count=1))
    return title if title and _has_words(title) else _before_symbol(before)


def _before_symbol(before: str) -> str | None:
    title = _without_day(before)
    rest = plain(title or "")
    while rest and (match := _KIND_OF_TEXT.match(rest)):
        rest = rest[match.end() :]
    return title if title and _has_words(rest) else None


def _has_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 2


def _is_title(line: str) -> bool:
    text = plain(_without_day(line) or "")
    if not _has_words(text) or _symbol_in(text):
        return False
    return not is_circumstance(text)


def _own_days(line: str, is_title: bool) -> list[dt.date]:
    """The days of a line; of the title's own line only one that stands apart at its end."""
    if not is_title:
        return days_in(line)
    return days_in(_last_part(line)[1])


def _without_day(line: str) -> str | None:
    return _clean(_last_part(line)[0])


def _last_part(line: str) -> tuple[str, str]:
    """A line parted before the day that stands apart at its end: text, day (or nothing)."""
    is_short = len(line.strip()) <= _LONGEST_DAY and not _BEGINS_WITH_JOINT.match(line)
    if is_short and days_in(line):
        return "", line
    for joint in reversed(list(_BEFORE_DAY.finditer(line))):
        if len(line) - joint.end() > 2 * _LONGEST_DAY:
            break
        if _is_day(line[joint.end() :]):
            return line[: joint.start()], line[joint.end() :]
    return line, ""


def _is_day(text: str) -> bool:
    """Whether a text has a day, and beside it only what people write beside one."""
    return bool(days_in(text)) and _BESIDE_A_DAY.issuperset(words_beside_days(text))


def _clean(text: str) -> str | None:
    flat = " ".join(_LABEL.sub("", text.strip(), count=1).split())
    left = flat.lstrip(_JOINT)
    right = left.rstrip(_JOINT.replace(")", "").replace("]", ""))
    if right.count(")") > right.count("("):
        right = right.removesuffix(")")
    return right or None
