"""Boards that a person can read and nobody can tell apart: refused with the line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from votes.reading.board.rows import is_strong_mark
from votes.reading.cells import ReadingError
from votes.reading.phrases import is_name_shaped

_LONGEST_LINE = 300
_SEPARATOR = re.compile(r"[\t|;]")
_ALIGNED = re.compile(r"\S {2,}\S")
_BEFORE_A_WORD = re.compile(r"\A\(?(?:[dl]['’])?")
_FEWEST_PAIRS_IN_A_LINE = 2
_EXPECTED = "a tab, |, or comma between mark and name"


def refuse_columns_of_blanks(lines: list[str]) -> None:
    """Raise ReadingError where rows of a board have only blanks between their columns."""
    before = 0
    for number, line in enumerate(lines, start=1):
        pairs = _pairs_in(line)
        if pairs >= _FEWEST_PAIRS_IN_A_LINE or (pairs and before):
            first = number if pairs >= _FEWEST_PAIRS_IN_A_LINE and not before else before
            raise ReadingError(first, _found(lines[first - 1]), _EXPECTED)
        before = number if pairs else 0


def _found(line: str) -> str:
    if _ALIGNED.search(line.strip()):
        return "columns aligned by several blanks"
    return "columns separated by single blanks"


def _pairs_in(line: str) -> int:
    """How many marks stand beside a name with only blanks between them.

    Both begin with a capital: "yes" and "no" are words of sentences too.
    """
    if len(line) > _LONGEST_LINE:
        return 0
    fields = [field for field in _SEPARATOR.split(line) if field.strip()]
    pairs = [pairs_in_field(field.split()) for field in fields]
    return sum(pairs) if all(pairs) else 0


def pairs_in_field(words: list[str]) -> int:
    """How many marks stand beside a name among the words of a text, at one of its ends."""
    marks = [n for n, word in enumerate(words) if not word[0].islower() and is_strong_mark(word)]
    if not marks or (marks[0] and marks[-1] != len(words) - 1):
        return 0
    names = list(_between_marks(words, marks))
    is_board = names and all(is_name_shaped(name) and is_in_capitals(name) for name in names)
    return len(marks) if is_board else 0


def is_in_capitals(name: str) -> bool:
    """Whether no word of a name begins in small letters, but for "of", "the" and "d'"."""
    words = (_BEFORE_A_WORD.sub("", word, count=1) for word in name.split())
    return not any(word[:1].islower() for word in words if len(word) > 3)


def _between_marks(words: list[str], marks: list[int]) -> Iterator[str]:
    edges = [-1, *marks, len(words)]
    for left, right in pairwise(edges):
        if right - left > 1:
            yield " ".join(words[left + 1 : right])
