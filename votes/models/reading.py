"""Readings: what one source says of one roll call, whole and as printed."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from kb.council.models import State
from kb.records.models import Record, Source
from kb.search.visibility import visible
from votes.models.roll_call import RollCall
from votes.reading.cells import POSITIONS, Cell, Transcript


class ReadingQuerySet(models.QuerySet["Reading"]):
    def public(self, at: datetime) -> "ReadingQuerySet":
        """As public as the roll call and the source, whichever is less."""
        return self.filter(RollCall.visible_at(at, "roll_call__") & visible(at, "source__"))

    def unclear(self) -> "ReadingQuerySet":
        """Those with cells that a person must look at before they can be accepted."""
        return self.filter(Q(blocking_count__gt=0) | Q(blocking_count=None))


class Reading(Record):
    """The database refuses to change text, digest or cells (migration 0002).

    `cells` is a list of {"row", "printed", "mark", "position"} in the order of the source.
    `understood` stands beside it, cell by cell: [State code or null, position or null, whether a
    person named the State], or null for a cell that a person left out. `blocking_count` is how many
    findings forbade its acceptance when that was last looked at. Both are derived, and services
    write them again.
    """

    LEDGER_OMITS = frozenset({"cells", "text", "understood", "blocking_count"})
    WRITTEN_ONCE = frozenset({"cells", "text"})

    roll_call = models.ForeignKey(
        RollCall,
        # A reading is evidence: its vote stays.
        on_delete=models.PROTECT,
        related_name="readings",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        related_name="readings",
    )
    record_id = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    clock = models.CharField(max_length=20, blank=True)
    declared = models.JSONField(null=True, blank=True)
    listed = models.JSONField(null=True, blank=True)
    cells = models.JSONField()
    understood = models.JSONField(default=list, blank=True)
    # Empty for a reading that nobody looked at since the column came.
    blocking_count = models.PositiveIntegerField(null=True, blank=True, editable=False)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who typed it is part of the evidence. Empty: a command of the system.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["roll_call", "recorded_at", "pk"]
        permissions = [
            ("accept_reading", "Can accept a reading as the result of its vote"),
            ("correct_ballot", "Can correct an accepted ballot"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["roll_call", "source", "sha256"],
                name="votes_reading_once_per_source",
                violation_error_message="This source was already read for this vote.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} on {self.roll_call}"

    def gate(self) -> RollCall:
        return self.roll_call

    @property
    def positions(self) -> dict[str, str]:
        """{State code: position} of every cell that is understood."""
        found = [each for each in self.understood if each]
        return {state: position for state, position, _ in found if state and position}

    @property
    def spellings(self) -> dict[str, str]:
        """{State code: name as printed} where a person had to say which State it is."""
        return {
            each[0]: cell["printed"]
            for cell, each in zip(self.cells, self.understood, strict=True)
            if each and each[2]
        }

    @property
    def transcript(self) -> Transcript:
        """The reading in the shape that matching and checking take."""
        return Transcript(
            cells=tuple(Cell(**cell) for cell in self.cells),
            symbol=self.symbol or None,
            title=self.title or None,
            record_id=self.record_id or None,
            date=self.dated_on,
            clock=self.clock or None,
            declared=self.declared,
            listed=None if self.listed is None else frozenset(self.listed),
        )


class CellDecision(models.Model):
    """What a person decided about one cell. The cell itself stays as printed."""

    class What(models.TextChoices):
        STATE = "state", "Which State it is"
        POSITION = "position", "Which position it shows"
        LEAVE_OUT = "leave_out", "It is left out"

    reading = models.ForeignKey(
        Reading,
        # A decision is evidence: its reading stays.
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    state = models.ForeignKey(
        State,
        # A State that was decided on is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    cell = models.PositiveSmallIntegerField(help_text="Its place among the cells, from 0.")
    what = models.CharField(max_length=10, choices=What)
    position = models.CharField(max_length=12, blank=True, choices=[(p, p) for p in POSITIONS])
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who decided is part of the evidence. Empty: a command of the system.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["reading", "cell", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="state", state__isnull=False, position="")
                | Q(what="position", state__isnull=True, position__in=list(POSITIONS))
                | Q(what="leave_out", state__isnull=True, position=""),
                name="votes_celldecision_says_what",
                violation_error_message=(
                    "A decision names a State, or a known position, or leaves the cell out."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading}, cell {self.cell}: {self.state or self.position or self.what}"
