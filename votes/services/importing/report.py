"""What an import did, record by record in sentences, and in counts."""

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.core.exceptions import ValidationError

from kb.records.services import Refused
from votes.reading.cells import Transcript
from votes.services.importing.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to know about one record of the source."""

    record: str
    sentence: str


@dataclass(slots=True)
class Report:
    """Counts of records of the source, and what staff have to look at.

    `created`: new here; `changed`: the source says something new of what was here; `refused`: not
    stored, with the reason; `waiting`: stored, and not the result of its vote; `conflicts`: fields
    on which sources differ now. `unknown` counts the names that nobody knows. `results` counts the
    readings that became the result of their vote, and `ballots` their ballots.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    results: int = 0
    ballots: int = 0
    refused: list[Told] = field(default_factory=list)
    waiting: list[Told] = field(default_factory=list)
    conflicts: list[Told] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.created + self.changed + self.unchanged + len(self.refused)

    def plain(self) -> dict[str, Any]:
        """Every count, and every sentence with the record that it is about, as JSON takes it."""
        told = {name: getattr(self, name) for name in ("refused", "waiting", "conflicts")}
        return {
            "read": self.read,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "results": self.results,
            "ballots": self.ballots,
            **{name: [asdict(each) for each in found] for name, found in told.items()},
            "unknown": dict(self.unknown.most_common()),
        }

    def add(self, other: "Report") -> None:
        """Take in what was told of one more record."""
        for each in fields(self):
            ours = getattr(self, each.name)
            ours += getattr(other, each.name)
            setattr(self, each.name, ours)

    def count_unknown(self, transcript: Transcript, found: Understanding) -> None:
        for cell, understood in zip(transcript.cells, found.cells, strict=True):
            if understood is not None and understood[0] is None:
                self.unknown[cell.printed] += 1

    def refuse(self, record: str, refusal: Refused | ValidationError) -> None:
        is_invalid = isinstance(refusal, ValidationError)
        sentence = " ".join(refusal.messages) if is_invalid else str(refusal)
        self.refused.append(Told(record, sentence))

    def wait(self, record: str, sentence: str) -> None:
        self.waiting.append(Told(record, sentence))

    def dispute(self, record: str, sentence: str) -> None:
        self.conflicts.append(Told(record, sentence))
