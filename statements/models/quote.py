"""Quotes: somebody's words, and in what capacity they were said."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Concat

from statements.models.part import Part, PartQuerySet
from statements.models.person import Person, Speaker, speaker
from statements.quoting import stands_in


class QuoteQuerySet(PartQuerySet):
    def with_speakers(self) -> "QuoteQuerySet":
        return self.select_related("person", "statement", "article", "segment")

    def no_longer_matching(self) -> "Iterator[Quote]":
        """Those whose words stand no longer where they were taken from. One query.

        That is the paragraph or sentence, else the statement's text or the article's lede and
        body. What is described in our own words, and a text that nobody recorded, proves nothing.
        """
        between = Value("\n\n", models.TextField())
        article = Concat("article__lede", between, "article__body")
        quotes = (
            self.filter(is_described=False)
            .exclude(statement__is_described=True)
            .exclude(article__is_described=True)
            .annotate(taken_from=Coalesce("segment__text", "statement__text", article))
            .select_related("statement", "article", "segment")
            .defer("statement__text", "article__body")
        )
        for quote in quotes.iterator():
            is_gone = quote.segment is not None and quote.segment.is_retired
            text = quote.taken_from.strip()
            if is_gone or (text and not stands_in(quote.text, text)):
                yield quote


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
