"""Names matched and cells checked for many records: names and the seats of a day looked up once."""

from collections import Counter
from dataclasses import dataclass, field, replace

from kb.council.lookup import state_labels
from kb.council.models import Body
from votes.models import Reading
from votes.reading.cells import Position, Transcript
from votes.reading.check import Finding, check
from votes.reading.names import NameIndex, match
from votes.services.importing.facts import bare
from votes.services.matching import Seatings, known_names
from votes.symbols import lookup_key

# One cell as a reading keeps it: State, position, and that no person named the State.
UnderstoodCell = tuple[str | None, Position | None, bool]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What `Reading.understood` holds, None for a cell left out, and what remains to be settled."""

    cells: tuple[UnderstoodCell | None, ...]
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def left_out(self) -> list[int]:
        return [place for place, cell in enumerate(self.cells) if cell is None]

    @property
    def positions(self) -> dict[str, Position]:
        """{State code: position} of every cell that is understood."""
        return {cell[0]: cell[1] for cell in self.cells if cell and cell[0] and cell[1]}


@dataclass(slots=True)
class Checker:
    """`left_out` are printed names whose cells count for nothing, because a person said so."""

    left_out: frozenset[str] = frozenset()
    index: NameIndex = field(default_factory=known_names)
    seatings: Seatings = field(default_factory=lambda: Seatings(state_labels()))

    def understand(self, transcript: Transcript, body: Body) -> Understanding:
        seating = self.seatings.on(body, transcript.date)
        kept = self._kept(transcript)
        matches = match(
            [cell.printed for cell in kept.cells],
            self.index,
            on=transcript.date,
            seated=seating.entitled | seating.suspended if seating else None,
        )
        findings = check(kept, matches, names=self.seatings.labels, seating=seating)
        read = zip(kept.cells, matches, strict=True)
        understood = ((found.state, cell.position, False) for cell, found in read)
        return Understanding(
            cells=tuple(
                None if cell.printed in self.left_out else next(understood)
                for cell in transcript.cells
            ),
            findings=tuple(findings),
        )

    def says_the_same(self, reading: Reading, transcript: Transcript) -> bool:
        """Whether a reading on record holds all that a transcript says of the vote.

        Formats and harvests spell names and name totals in their own ways: that says nothing new.
        """
        ours, theirs = reading.transcript, transcript
        totals = ours.declared or {}
        return (
            (ours.date, ours.listed) == (theirs.date, theirs.listed)
            and lookup_key(ours.symbol or "") == lookup_key(theirs.symbol or "")
            and bool(totals) >= bool(theirs.declared)
            and all(totals.get(name, n) == n for name, n in (theirs.declared or {}).items())
            and self._said(ours) == self._said(theirs)
        )

    def _said(self, transcript: Transcript) -> Counter[tuple[str, str]]:
        day = transcript.date
        return Counter(
            (
                self.index.state_of(cell.printed, day) or bare(cell.printed),
                cell.position or cell.mark,
            )
            for cell in transcript.cells
        )

    def _kept(self, transcript: Transcript) -> Transcript:
        if not self.left_out:
            return transcript
        kept = tuple(cell for cell in transcript.cells if cell.printed not in self.left_out)
        return replace(transcript, cells=kept)
