"""The paragraphs and sentences of a statement under their lasting addresses."""

from django.db import models
from django.db.models import Prefetch, Q

from statements.models.statement import Statement


class SegmentQuerySet(models.QuerySet["Segment"]):
    def paragraphs(self) -> "SegmentQuerySet":
        """Today's paragraphs in order, with their sentences in `sentences.all()`: two queries."""
        sentences = Segment.objects.filter(is_retired=False)
        return self.filter(is_retired=False, paragraph=None).prefetch_related(
            Prefetch("sentences", sentences)
        )


class Segment(models.Model):
    """Only `statements.services` writes it. A retired one keeps its address out of use for ever."""

    statement = models.ForeignKey(
        Statement,
        # A paragraph is a part of its statement.
        on_delete=models.CASCADE,
        related_name="segments",
        db_index=False,  # covered by the constraint
        help_text="The statement whose text it is a part of.",
    )
    paragraph = models.ForeignKey(
        "self",
        # A sentence is a part of its paragraph.
        on_delete=models.CASCADE,
        null=True,
        related_name="sentences",
        help_text="Empty for a paragraph.",
    )
    address = models.CharField(max_length=20, help_text="p5 for a paragraph, p5s2 for a sentence.")
    order = models.PositiveIntegerField(help_text="Its place in the text, from 1.")
    text = models.TextField(help_text="Its words, as they stand now or stood last.")
    is_retired = models.BooleanField(default=False, help_text="An edit removed it.")

    objects = SegmentQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "address"],
                name="statements_segment_address_once",
                violation_error_message="An address stands for one paragraph or sentence for ever.",
            ),
            models.CheckConstraint(
                condition=Q(paragraph__isnull=True, address__regex=r"^p[1-9][0-9]*$")
                | Q(paragraph__isnull=False, address__regex=r"^p[1-9][0-9]*s[1-9][0-9]*$"),
                name="statements_segment_address_fits",
                violation_error_message=(
                    "A paragraph's address is like p5, a sentence of it has one like p5s2."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} #{self.address}"
