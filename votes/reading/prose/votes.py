"""One vote of a passage: its headings, the list under each, and what is stated around them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from votes.reading.cells import Cell, ReadingError, Transcript
from votes.reading.phrases import is_name_shaped
from votes.reading.prose.about import about
from votes.reading.prose.absent import absent_in
from votes.reading.prose.headings import ListHeading, headings_in
from votes.reading.prose.lists import LONGEST_LIST, NameList, list_under
from votes.reading.prose.passages import Passage
from votes.reading.prose.statement import sentences_of, statement_of
from votes.reading.prose.totals import declared_in

_MOST_HEADINGS = 3000
_NEAR = 1500
_FARTHEST_TITLE = 60_000
_FARTHEST_ABSENT = 600


def votes_in(passage: Passage) -> Iterator[tuple[int, Transcript]]:
    """The votes of a passage in its order, each with the place where its lists begin.

    Raises ReadingError where there are far too many.
    """
    end = 0
    headings = list(islice(headings_in(passage.text), _MOST_HEADINGS + 1))
    if len(headings) > _MOST_HEADINGS:
        line = passage.line_at(headings[-1].start)
        raise ReadingError(line, f"more than {_MOST_HEADINGS:,} lists", "a smaller text")
    groups = list(_grouped(headings))
    limits = [*(group[0].start for group in groups[1:]), len(passage.text)]
    for group, limit in zip(groups, limits, strict=False):
        lists = _lists(passage, group, limit, end)
        if lists:
            transcript, end = _transcript(passage, group, lists, (end, limit))
            yield group[0].start, transcript


def _grouped(headings: Sequence[ListHeading]) -> Iterator[list[ListHeading]]:
    """The headings of each vote: another begins where a heading comes again, or far away."""
    group: list[ListHeading] = []
    for heading in headings:
        seen = {other.key for other in group}
        if group and (heading.key in seen or heading.start - group[-1].end > LONGEST_LIST):
            yield group
            group = []
        group.append(heading)
    if group:
        yield group


def _lists(passage: Passage, group: list[ListHeading], limit: int, after: int) -> list[NameList]:
    """The lists of a vote; none where the headings are those of some other text."""
    if all(heading.is_common for heading in group):
        return []
    before = passage.text[max(after, group[0].start - _NEAR) : group[0].start]
    if len(group) < 2 and not declared_in(before):
        return []
    limits = [*(heading.start for heading in group[1:]), min(limit, group[-1].end + LONGEST_LIST)]
    lists = [
        list_under(passage, heading, end, is_last=heading is group[-1])
        for heading, end in zip(group, limits, strict=True)
    ]
    names = [cell.printed for found in lists for cell in found.cells]
    likely = sum(is_name_shaped(name) and not name[0].islower() for name in names)
    return lists if likely * 2 > len(names) else []


def _transcript(
    passage: Passage, group: list[ListHeading], lists: list[NameList], around: tuple[int, int]
) -> tuple[Transcript, int]:
    """The vote whose text lies between two places, and the place where that text ends."""
    after, limit = around
    start, end = group[0].start, lists[-1].end
    before = passage.text[max(after, start - _FARTHEST_TITLE) : start]
    cells = [cell for found in lists for cell in found.cells]
    counted: Counter[str] = Counter(cell.position for cell in cells if cell.position)
    statement = statement_of(before, passage.text[end:limit], counted)
    stated_at = before.rfind(statement.sentence) if statement.sentence else -1
    beside = [
        *_sentences(passage, start - len(before) + stated_at if stated_at >= 0 else start, start),
        *_sentences_after(passage, end, min(limit, end + _FARTHEST_ABSENT), statement.end),
    ]
    absent = list(_absent(passage, beside, {cell.printed for cell in cells}))
    said = about(passage, start, before, statement)
    counts = {
        heading.key: found.count
        for heading, found in zip(group, lists, strict=True)
        if found.count is not None
    }
    transcript = Transcript(
        cells=(*cells, *absent),
        symbol=said.symbol,
        title=said.title,
        date=said.date,
        declared=(counts | dict(statement.declared)) or None,
        listed=frozenset([*(each.position for each in group), *(["absent"] if absent else [])]),
        facts=said.facts,
    )
    return transcript, end + statement.end


def _sentences(passage: Passage, start: int, end: int) -> Iterator[tuple[int, str]]:
    for place, sentence in sentences_of(passage.text[start:end]):
        yield start + place, sentence


def _sentences_after(passage: Passage, start: int, end: int, own: int) -> Iterator[tuple[int, str]]:
    """The sentences after the lists up to that which states another vote."""
    for place, sentence in _sentences(passage, start, end):
        if place - start >= own and declared_in(sentence):
            return
        yield place, sentence


def _absent(passage: Passage, sentences: list[tuple[int, str]], listed: set[str]) -> Iterator[Cell]:
    """The States that the sentences beside the lists say did not vote."""
    for place, sentence in sentences:
        for offset, name, how in absent_in(sentence):
            if name and name not in listed:
                yield Cell(passage.line_at(place + offset), name, how, "absent")
