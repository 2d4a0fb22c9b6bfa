"""Whether quoted words stand in a text."""

import re
import unicodedata

from statements.segments import WORDS

# What was left out: … or ..., alone or in brackets.
GAP = re.compile(r"[\[(]?\s*(?:…|\.{3})\s*[\])]?")
# A letter whose case was changed to fit: “[T]he Council”.
ADAPTED = re.compile(r"\[(\w)\]")


def stands_in(quote: str, text: str) -> bool:
    """Whether the words of `quote` stand in `text` one after the other, parts in their order.

    Blanks, quotation marks and other punctuation do not count, nor does the case of the first
    letter of a part; between parts, joined by “…” or “[…]”, anything may stand. A quote without a
    word stands nowhere.
    """
    parts = [part for each in GAP.split(ADAPTED.sub(r"\1", quote)) if (part := _words(each))]
    words, place = _words(text), 0
    for part in parts:
        place = _end_of(part, words, place)
        if place < 0:
            return False
    return bool(parts)


def _words(text: str) -> str:
    """The words with one blank around each, so that no part of a word is taken for a word."""
    words = WORDS.findall(unicodedata.normalize("NFC", text))
    return f" {' '.join(words)} " if words else ""


def _end_of(part: str, words: str, start: int) -> int:
    """Where `part` ends in `words`, -1 if it is not there. Its last blank may begin the next."""
    either = (f" {first}{part[2:]}" for first in {part[1].upper(), part[1].lower()})
    ends = [found + len(each) - 1 for each in either if (found := words.find(each, start)) >= 0]
    return min(ends, default=-1)
