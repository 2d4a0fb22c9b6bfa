"""Two sources, two values for one field: both stay readable, staff choose one with a reason."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from kb.records.models.publishable import Record
from kb.records.models.source import Source
from kb.search.visibility import visible


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def about(self, *records: Record) -> "ConflictQuerySet":
        """The conflicts over fields of these records."""
        return self.filter(record__in=[record.public_id for record in records])

    def open(self) -> "ConflictQuerySet":
        return self.filter(decided_at__isnull=True)


class Conflict(Record):
    """As public as the record that it is about; each of its values is as public as its source."""

    subject_kind = models.CharField(max_length=60, help_text="The kind of record it is about.")
    record = models.UUIDField(db_index=True, help_text="The public id of that record.")
    field = models.CharField(max_length=60, help_text="The field on which the sources differ.")
    label = models.CharField(max_length=200, help_text="What differs, in words: “Draft”.")
    chosen_value = models.CharField(
        max_length=300, blank=True, help_text="The value that our pages show; empty while open."
    )
    reason = models.TextField(blank=True, help_text="Why this value was chosen.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who decided is part of the evidence.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["field"]
        permissions = [("decide_conflict", "Can choose between the values of a conflict")]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "field"],
                name="records_conflict_one_per_field",
                violation_error_message="There is already a conflict over this field: add to it.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(reason=""),
                name="records_conflict_decided_has_a_reason",
                violation_error_message="Say why this value was chosen.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, chosen_value="")
                | (Q(decided_at__isnull=False) & ~Q(chosen_value="")),
                name="records_conflict_decided_has_a_value",
                violation_error_message="A decision names the value that was chosen.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ConflictValueQuerySet(models.QuerySet["ConflictValue"]):
    def disputes(self, at: datetime, *records: Record) -> dict[str, list["ConflictValue"]]:
        """The fields on which public sources give more than one value, as `claims()` gives them."""
        claims = self.claims(at, *records)
        return {
            name: found for name, found in claims.items() if len({each.value for each in found}) > 1
        }

    def claims(self, at: datetime, *records: Record) -> dict[str, list["ConflictValue"]]:
        """{field: what public sources say of it}, the chosen value first, in one query."""
        values = (
            self.filter(
                visible(at, "source__"), conflict__record__in=[each.public_id for each in records]
            )
            .select_related("conflict", "source")
            .order_by("conflict__field", "pk")
        )
        by_field: dict[str, list[ConflictValue]] = {}
        for value in values:
            by_field.setdefault(value.conflict.field, []).append(value)
        return {
            name: sorted(found, key=lambda value: not value.is_chosen)
            for name, found in by_field.items()
        }


class ConflictValue(models.Model):
    conflict = models.ForeignKey(
        Conflict,
        # A value means nothing without its conflict; conflicts themselves are never deleted.
        on_delete=models.CASCADE,
        related_name="values",
        db_index=False,  # covered by the constraint
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        related_name="+",
    )
    value = models.CharField(max_length=300, help_text="What this source says, in our terms.")
    printed = models.CharField(
        max_length=300, blank=True, help_text="As the source prints it, where that differs."
    )
    objects = ConflictValueQuerySet.as_manager()

    class Meta:
        ordering = ["conflict", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conflict", "source", "value"],
                name="records_conflictvalue_once_per_source",
                violation_error_message="This source already gives this value.",
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def is_chosen(self) -> bool:
        """Whether it is what our pages show. Select `conflict` with it."""
        return self.value == self.conflict.chosen_value
