"""What one source says of one roll call, as printed: the shapes that every format gives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Position = Literal["yes", "no", "abstain", "absent", "not_recorded"]
POSITIONS: tuple[Position, ...] = get_args(Position)


@dataclass(frozen=True, slots=True)
class Cell:
    """One State's cell. `printed` and `mark` are the exact text, trimmed.

    `row` is the 1-based line of the file. `position` is None for a mark nobody knows, and for a
    cell that holds more than one.
    """

    row: int
    printed: str
    mark: str
    position: Position | None


TextKind = Literal["resolution", "decision", "presidents_statement", "amendment"]
Subject = Literal["whole", "amendment", "paragraph", "no_action"]
Outcome = Literal[
    "adopted_by_vote", "adopted_without_vote", "rejected", "withdrawn", "not_considered", "deferred"
]


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor as printed, "Pakistan (on behalf of the OIC)", and taken apart: name and group."""

    printed: str
    name: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a library's record says of the text and of the action on it, beside the votes.

    None or empty: the source does not say. `session` is the key of a session inside its body:
    "43", special "s-34", emergency special "es-11", organisational "om-1". `drafts` are the
    symbols of the text's drafts in their order, put right ("A//HRC/40/L.1" is "A/HRC/40/L.1"),
    without remarks; `remark` is what stood behind the last ("as amended"). `amends` is the draft
    that an amendment amends, "A/HRC/32/L.29" or a bare "L.41". `label` says in words which
    paragraph was voted on. `is_final` only where the source says that this action settled the
    text. `links` are addresses that the record gives: {"record": …, "text": …, "draft": …}.
    """

    body: str | None = None
    session: str | None = None
    kind: TextKind | None = None
    subject: Subject = "whole"
    drafts: tuple[str, ...] = ()
    remark: str = ""
    amends: str | None = None
    label: str = ""
    outcome: Outcome | None = None
    is_final: bool | None = None
    meeting: int | None = None
    agenda_item: int | None = None
    sponsors: tuple[Sponsor, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One source's account of one roll call, or of a text on which no roll call was taken.

    `cells` stand in the order of the source: down each pair of columns, pairs from left to right.
    `declared` holds only the totals that the source states, by position, and `non_voting` where it
    counts absent and unrecorded States together. `clock` is the time printed on a board ("3:00").
    `listed` says which positions the source lists States for; None means all of them (a board),
    a set means that States with other positions are simply not there (a footnote).

    A library's record has more: `symbol` is then the adopted symbol or an amendment's own,
    `publisher` who keeps the records ("OHCHR Library"), `facts` what it says of the text, and
    `raw` that part of the file which is this record (None: the whole file). Where the record
    lists no State, `cells` are empty.
    """

    cells: tuple[Cell, ...]
    symbol: str | None = None
    title: str | None = None
    record_id: str | None = None
    date: dt.date | None = None
    clock: str | None = None
    declared: Mapping[str, int] | None = None
    listed: frozenset[str] | None = None
    publisher: str | None = None
    facts: TextFacts | None = None
    raw: str | None = None


class ReadingError(Exception):
    """A text that holds no vote, or that cannot be told apart.

    `line` is 1-based. `found` and `expected` are short phrases for people. `document` is the name
    of the file, where several are read together.
    """

    document: str | None = None

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(f"line {line}: {found}, expected {expected}")
        self.line, self.found, self.expected = line, found, expected


class NoVoteFoundError(ReadingError):
    """Nothing in the text resembles the format: another format may still know it."""
