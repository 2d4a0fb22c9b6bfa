"""Roll calls in JSON, each with its ballots inside, as rows for `readings`.

Ballots are a list of objects (our own readings, Popolo's vote events, anybody's), a mapping of
States to marks, or lists of States under "yes", "no" and "abstain".
"""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from votes.reading.cells import ReadingError
from votes.reading.marks import position_of
from votes.reading.tables import readings
from votes.reading.tables.headings import TOTALS, kind_of
from votes.reading.tables.json_text import Placed, Value, printed
from votes.reading.tables.sheets import Row

_BALLOTS = (
    "cells",
    "votes",
    "ballots",
    "positions",
    "rollcall",
    "roll_call",
    "voting",
    "countries",
)
_NAMES: tuple[str, ...] = (
    "printed",
    "name",
    "country_name",
    "ms_name",
    "state_name",
    "country",
    "state",
)
_NAMES += ("member_state", "member", "voter", "pays", "etat", "label", "iso3", "ms_code")
_NAMES += ("country_code", "state_code", "code", "iso2", "iso", "voter_id", "identifier", "id")
_MARKS = ("mark", "vote", "option", "position", "ms_vote", "ballot", "value", "choice", "vote_cast")
_TOTALS = ("declared", "counts", "totals", "tally", "total")
_LONGEST_ROW = 7


class Ballot(NamedTuple):
    """One State's: the line, the name and the mark as printed, and what a reading of ours says."""

    line: int
    name: str
    mark: str
    stated: str = ""


def ballots_of(record: Placed) -> list[Ballot] | None:
    """The ballots inside a roll call, none where it has an empty list; None for another object."""
    for key in _BALLOTS:
        value = record.get(key)
        if isinstance(value, list):
            found = _in_list(value)
        else:
            found = _in_mapping(value) if isinstance(value, Placed) else None
        if found is not None:
            return found
    return _in_lists_by_position(record)


def rows_of(records: Iterator[Placed]) -> Iterator[Row]:
    """A row for each ballot; one without a name for a roll call that lists none."""
    for number, record in zip(count(1), records, strict=False):
        head = (str(number), *_head(record))
        ballots = ballots_of(record) or [Ballot(record.line, "", "")]
        for place, ballot in enumerate(ballots):
            text = record.text if not place else ""
            yield ballot.line, (*head, ballot.name, ballot.mark, ballot.stated), text


def _in_list(entries: list[Value]) -> list[Ballot] | None:
    objects = [entry for entry in entries if isinstance(entry, Placed)]
    if len(objects) < len(entries) or (objects and not _under_any(objects[0], _MARKS)):
        return None
    return [_ballot(entry) for entry in objects]


def _ballot(entry: Placed) -> Ballot:
    is_ours = {"printed", "mark", "position"} <= set(entry)
    name = _text_under(entry, ("printed",) if is_ours else _NAMES)
    if not name:
        raise ReadingError(entry.line, "a vote without a State", "its name or code beside it")
    mark = _mark_of(entry)
    if not is_ours:
        return Ballot(entry.line, name, mark)
    # A reading of ours says what its cells mean, and on which line of which file they stood.
    row, position = entry.get("row"), entry["position"]
    is_row = isinstance(row, str) and row.isdecimal() and len(row) <= _LONGEST_ROW
    stated = position if isinstance(position, str) else readings.UNKNOWN
    return Ballot(max(1, int(str(row))) if is_row else entry.line, name, mark, stated)


def _mark_of(entry: Placed) -> str:
    """What stands under the first key for marks, also if it is blank: nothing else is the mark."""
    return _text_under(entry, tuple(key for key in _MARKS if key in entry)[:1])


def _under_any(entry: Placed, keys: tuple[str, ...]) -> bool:
    return any(key in entry for key in keys)


def _text_under(entry: Placed, keys: tuple[str, ...]) -> str:
    """The text under the first of these keys that has one, also inside an object there."""
    for key in keys:
        value = entry.get(key)
        if isinstance(value, list):
            continue
        text = printed(value, entry.line) if not isinstance(value, Placed) else ""
        if isinstance(value, Placed):
            text = _text_under(value, keys)
        if text:
            return text
    return ""


def _in_mapping(mapping: Placed) -> list[Ballot] | None:
    """{State: mark} or {State: {"vote": mark}}; {"yes": 23} are totals."""
    by_position = _in_lists_by_position(mapping)
    if by_position is not None or not mapping:
        return by_position
    if any(isinstance(value, list) for value in mapping.values()) or _are_totals(mapping):
        return None
    if any(isinstance(v, Placed) and not _under_any(v, _MARKS) for v in mapping.values()):
        return None
    return [_of_state(mapping.line, name, value) for name, value in mapping.items()]


def _are_totals(mapping: Placed) -> bool:
    values = mapping.values()
    return all(isinstance(value, str) and value.isdecimal() for value in values) and all(
        map(_total_of, mapping)
    )


def _of_state(line: int, key: str, value: Value) -> Ballot:
    name = printed(key, line)
    if not name:
        raise ReadingError(line, "a vote without a State", "its name or code as the key")
    if isinstance(value, Placed):
        return Ballot(value.line, name, _mark_of(value))
    return Ballot(line, name, "" if isinstance(value, list) else printed(value, line))


def _in_lists_by_position(mapping: Placed) -> list[Ballot] | None:
    """{"yes": ["Angola", …], "no": […]}: the key is the mark."""
    lists = {
        key: value
        for key, value in mapping.items()
        if isinstance(value, list) and _total_of(key) and not any(map(_is_nested, value))
    }
    if len(lists) < 2:
        return None
    return [
        Ballot(mapping.line, name, key)
        for key, names in lists.items()
        for each in names
        if not _is_nested(each) and (name := printed(each, mapping.line))
    ]


def _is_nested(value: Value) -> bool:
    return isinstance(value, list | Placed)


def _head(record: Placed) -> tuple[str, ...]:
    """What `readings.HEADER` wants of a roll call, in its order."""
    head: dict[str, str] = {}
    _tell(head, record)
    motion = record.get("motion")
    if isinstance(motion, Placed):
        _put(head, "title", motion.get("text"), motion.line)
    for key in ("start_date", "end_date"):
        _put(head, "date", record.get(key), record.line)
    for key, value in record.items():
        if isinstance(value, Placed) and key not in (*_BALLOTS, *_TOTALS):
            _tell(head, value, ("symbol", "title", "date"))
    for key in _TOTALS:
        _tell_totals(head, record.get(key))
    columns = ("record_id", "symbol", "title", "date", *readings.DECLARED)
    return tuple(head.get(column, "") for column in columns)


def _tell(
    head: dict[str, str],
    record: Placed,
    wanted: tuple[str, ...] = ("record_id", "symbol", "title", "date", *TOTALS),
) -> None:
    for key in sorted(record, key=lambda key: key not in wanted):
        kind = kind_of(key)
        if kind in wanted:
            _put(head, kind, record[key], record.line)


def _put(head: dict[str, str], kind: str, value: Value, line: int) -> None:
    if not isinstance(value, list | Placed) and not head.get(kind):
        head[kind] = printed(value, line)


def _tell_totals(head: dict[str, str], totals: Value) -> None:
    """{"yes": 23} or Popolo's [{"option": "yes", "value": 23}]."""
    if isinstance(totals, Placed):
        for key, value in totals.items():
            _put(head, _total_of(key) or "", value, totals.line)
    elif isinstance(totals, list):
        for entry in totals:
            if isinstance(entry, Placed):
                option = _total_of(_text_under(entry, ("option", "position", "vote", "name")))
                _put(head, option or "", entry.get("value", entry.get("count")), entry.line)


def _total_of(word: str) -> str | None:
    """The total that a key names, "yes" or "not voting"."""
    kind = kind_of(word)
    return kind if kind in TOTALS else position_of(word.replace("_", " "))
