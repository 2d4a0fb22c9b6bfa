"""What is found in a statement or an article, and is as public as that."""

from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements.models.article import Article
from statements.models.segment import Segment
from statements.models.statement import Statement
from statements.models.telling import Wording


class PartQuerySet(models.QuerySet[Any]):
    def public(self, at: datetime) -> Self:
        """As public as the statement or article they stand in."""
        return self.filter(
            Statement.visible_at(at, "statement__") | Article.visible_at(at, "article__")
        )


class Part(Wording):
    """A part of exactly one statement or article; `segment` says where in a statement."""

    statement = models.ForeignKey(
        Statement,
        # What cites a statement must not vanish with it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="The statement in which it stands.",
    )
    article = models.ForeignKey(
        Article,
        # What cites an article must not vanish with it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="Or the article in which it stands.",
    )
    segment = models.ForeignKey(
        Segment,
        # Where it was said is part of the evidence.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="The paragraph or sentence of the statement.",
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, article__isnull=True)
                | Q(statement__isnull=True, article__isnull=False),
                name="%(app_label)s_%(class)s_stands_in_one_place",
                violation_error_message="Choose either the statement or the article it stands in.",
            ),
            models.CheckConstraint(
                condition=Q(segment__isnull=True) | Q(statement__isnull=False),
                name="%(app_label)s_%(class)s_paragraph_needs_a_statement",
                violation_error_message="Only a statement has paragraphs to choose from.",
            ),
        ]

    def clean(self) -> None:
        if self.segment and self.segment.statement_id != self.statement_id:
            raise ValidationError("The paragraph belongs to another statement.")
        if self.said_in:
            self.said_in.refuse_hidden_names(changed=self)

    def get_absolute_url(self) -> str:
        """Its place on the page of what it stands in, down to the paragraph while that is there."""
        page = self.said_in.get_absolute_url()
        shown = self.segment is not None and not self.segment.is_retired
        return f"{page}#{self.segment.address}" if shown else page

    def gate(self) -> Statement | Article:
        return self.said_in

    @property
    def said_in(self) -> Statement | Article:
        """Select `statement` and `article` with it."""
        return self.statement or self.article
