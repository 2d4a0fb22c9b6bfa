"""Words as search compares them: without accents, without capitals."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
ACCENT = re.compile("[\u0300-\u036f]")
# What is typed beyond this is left out: no title or name is as long.
LONGEST, MOST_WORDS, LONGEST_WORD = 300, 20, 60


class _Plain(dict[int, str]):
    """{code point: its letter without accent or capital}, one letter for one letter."""

    def __missing__(self, code: int) -> str:
        first, *rest = unicodedata.normalize("NFKD", chr(code))
        letter = first if all(map(ACCENT.match, rest)) else chr(code)
        self[code] = letter.lower() if len(letter.lower()) == 1 else letter
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """ "Türkiye" -> "turkiye". As long as `text`, so that places in one are places in the other."""
    return text.translate(_PLAIN)


def decomposed(word: str) -> str:
    """Without accents as PostgreSQL's index takes it off (migration 0002)."""
    return ACCENT.sub("", unicodedata.normalize("NFKD", word))


def words_in(text: str) -> list[str]:
    """ "L'Égypte, 1956" -> ["L", "Égypte", "1956"]."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def typed_words(query: str) -> list[str]:
    """The words of what somebody typed, as many as are looked for."""
    return [word[:LONGEST_WORD] for word in words_in(query[:LONGEST])[:MOST_WORDS]]


def holds(name: str, wanted: list[str]) -> bool:
    """Whether all of `wanted`, made plain, are words of `name`, the last of them as a beginning."""
    line = plain(unicodedata.normalize("NFC", name))
    if not all(word in line for word in wanted):
        return False
    words = set(WORD.findall(line))
    *whole, last = wanted
    return words.issuperset(whole) and any(word.startswith(last) for word in words)


def excerpt(text: str, wanted: Iterable[str], length: int = 160) -> str:
    """`text` in one line, or the part of it around the first of the words; cut at blanks."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(line) <= length:
        return line
    beginnings = "|".join(map(plain, wanted))
    found = re.search(rf"\b(?:{beginnings})", plain(line)) if beginnings else None
    start = max(0, found.start() - length // 3) if found else 0
    start = line.find(" ", start) + 1 if start else 0
    end = len(line) if start + length >= len(line) else line.rfind(" ", start, start + length)
    end = end if end > start else start + length
    before, after = "…\u00a0" if start else "", "\u00a0…" if end < len(line) else ""
    return f"{before}{line[start:end]}{after}"
