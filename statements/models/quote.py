"""Quotes: somebody's words, and in what capacity they were said."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from statements.models.part import Part, PartQuerySet
from statements.models.person import Person, Speaker, speaker


class QuoteQuerySet(PartQuerySet):
    def with_speakers(self) -> "QuoteQuerySet":
        return self.select_related("person", "statement", "article", "segment")


class Quote(Part):
    person = models.ForeignKey(
        Person,
        # Who said it is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        help_text="Who said it.",
    )
    spoken_as = models.CharField(
        max_length=200, blank=True, help_text="The capacity as printed, without the name."
    )
    text = models.TextField(help_text="The words, without quotation marks.")
    is_described = models.BooleanField(
        "described in our own words",
        default=False,
        help_text="The text is our account of what was said, not the words.",
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(spoken_as=""),
                name="statements_quote_has_a_speaker",
                violation_error_message="Say who is quoted, or in what capacity they spoke.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statements_quote_has_words",
                violation_error_message="A quote needs its words.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def words(self) -> list[str]:
        return [self.spoken_as, self.text]

    def hidden_names(self) -> list[str]:
        return self.person.hidden_names() if self.person else []

    def shown_speaker(self, at: datetime) -> Speaker:
        """What may be told of the person quoted."""
        return speaker(self.person, self.spoken_as, at)
