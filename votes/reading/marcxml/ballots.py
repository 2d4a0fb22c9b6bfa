"""Fields 967 to 969 and 996: who voted how, and the totals that the record states."""

import re
from dataclasses import dataclass
from functools import lru_cache

from votes.reading.cells import Cell, ReadingError
from votes.reading.library import outcome_in
from votes.reading.marcxml.records import Field, Record
from votes.reading.marks import position_of
from votes.reading.phrases import plain, trimmed

# The General Assembly's list was once too long for one tag.
_TAGS = ("967", "968", "969")
_CODE = re.compile(r"[A-Z]{3}")
# A slip seen in records: the next subfields typed into this one, "VEN$eVENEZUELA".
_TYPED_SUBFIELD = re.compile(r"\$([a-z])")
_NUMBER = re.compile(r"\d{1,9}")
_MOST_BALLOTS = 2_000
_LONGEST_NAME = 300
_LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One State's field. `place` is the number the library gave it, or None."""

    line: int
    code: str
    code_at: str
    name: str
    mark: str
    place: int | None


def is_vote(record: Record) -> bool:
    """Whether a record tells of a vote or of the action on a text: a library has others."""
    if declared_in(record) or _note_tells(record):
        return True
    return any(each.mark and position_of(each.mark) for each in _ballots(record))


def has_marks(record: Record) -> bool:
    return any(each.mark for each in _ballots(record))


def notes_of(record: Record) -> list[str]:
    """What the record says of the action in words."""
    notes = record.texts("591", "a") + record.texts("590", "a") + record.texts("996", "a")
    return [note[:_LONGEST_NOTE] for note in notes]


# "RECORDED", "RECORDED - No machine generated vote"; a library of music has "Recorded live".
_RECORDED = re.compile(r"recorded(?: vote\b| ?[-–]|$)")


def says_recorded(record: Record) -> bool:
    return any(_RECORDED.match(plain(note)) for note in notes_of(record))


def _note_tells(record: Record) -> bool:
    """A bare "withdrawn" may be about a book: it counts beside the symbol of a text."""
    has_symbol = bool(record.text("791", "a") or record.text("191", "a"))
    return says_recorded(record) or (has_symbol and any(map(outcome_in, notes_of(record))))


def cells_of(record: Record) -> tuple[Cell, ...]:
    """A cell a State, in the order of the numbers in $a, else in that of the file."""
    ballots = _ballots(record)
    if all(each.place is not None for each in ballots):
        ballots = tuple(sorted(ballots, key=lambda each: each.place or 0))
    return tuple(
        Cell(each.line, each.name or each.code, each.mark, position_of(each.mark))
        for each in ballots
    )


def code_letter(record: Record) -> str:
    """The subfield that holds most States' codes, "b" or "c"; empty where none has a code."""
    letters = [each.code_at for each in _ballots(record) if each.code_at]
    return max(set(letters), key=letters.count) if letters else ""


@lru_cache(maxsize=1)
def _ballots(record: Record) -> tuple[_Ballot, ...]:
    """The ballots of the record at hand, which several questions are about."""
    fields = record.tagged(*_TAGS)
    if len(fields) > _MOST_BALLOTS:
        line = fields[_MOST_BALLOTS].line
        raise ReadingError(line, "still more ballots", f"at most {_MOST_BALLOTS:,} in a record")
    return tuple(ballot for each in fields if (ballot := _ballot(each)))


def _ballot(field: Field) -> _Ballot | None:
    """A State's ballot, by its code's shape and its name; None for a field without either.

    $a numbers the States, $b holds the code in the one library and in the other what the State
    was to the vote ("P", "R", "9" for not eligible), $c its code, $d the mark, $e the name.
    """
    subfields = _as_meant(field)
    coded = [(letter, subfields[letter]) for letter in "bca" if letter in subfields]
    code_at, code = next(
        ((letter, text) for letter, text in coded if _CODE.fullmatch(text)), ("", "")
    )
    name = subfields.get("e", "")
    if not code and not name:
        return None
    if max(len(name), len(subfields.get("d", ""))) > _LONGEST_NAME:
        raise ReadingError(
            field.line, "a ballot without end", f"{_LONGEST_NAME} characters at most"
        )
    number = _NUMBER.fullmatch(subfields.get("a", ""))
    place = int(number[0]) if number else None
    return _Ballot(field.line, code, code_at, name, subfields.get("d", ""), place)


def _as_meant(field: Field) -> dict[str, str]:
    """The first text of each subfield, with what was typed into another put in its place."""
    found: dict[str, str] = {}
    for code, text in field.subfields:
        first, *rest = _TYPED_SUBFIELD.split(text)
        found.setdefault(code, trimmed(first))
        for typed, meant in zip(rest[::2], rest[1::2], strict=True):
            found.setdefault(typed, trimmed(meant))
    return found


_TOTALS = (("b", "yes"), ("c", "no"), ("d", "abstain"), ("e", "non_voting"))
# Where `plain` has put blanks for hyphens.
_SUMMARY = re.compile(r"\badopted (\d{1,3}) (\d{1,3}) (\d{1,3})\b")


def declared_in(record: Record) -> dict[str, int]:
    """The totals that the record states, by position; none of them is worked out.

    996 holds them in $b to $e; a resolution's own record has a note, "Adopted 122-55-1".
    """
    for field in record.tagged("996"):
        stated = {
            position: int(number)
            for letter, position in _TOTALS
            if _NUMBER.fullmatch(number := field.first(letter))
        }
        if "yes" in stated and "no" in stated:
            return stated
        if match := _SUMMARY.search(plain(field.first("a")[:_LONGEST_NOTE])):
            return dict(zip(("yes", "no", "abstain"), map(int, match.groups()), strict=True))
    return {}
