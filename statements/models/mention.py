"""Mentions: the texts, votes, statements and documents that a statement or article cites."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from statements.models.part import Part, PartQuerySet
from statements.models.statement import Statement
from votes.models import Resolution, RollCall


class MentionQuerySet(PartQuerySet):
    def of_text(self, resolution: Resolution) -> "MentionQuerySet":
        """Those of the text itself or of a vote on it."""
        return self.filter(Q(resolution=resolution) | Q(roll_call__resolution=resolution))

    def with_targets(self) -> "MentionQuerySet":
        return self.select_related(
            "statement",
            "article",
            "segment",
            "resolution",
            "roll_call__resolution",
            "cited_statement",
        )


class Mention(Part):
    resolution = models.ForeignKey(
        Resolution,
        # A text that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
        help_text="The text that is cited.",
    )
    roll_call = models.ForeignKey(
        RollCall,
        # A vote that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
        help_text="The vote that is cited.",
    )
    cited_statement = models.ForeignKey(
        Statement,
        # A statement that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentioned_in",
        help_text="The statement that is cited.",
    )
    symbol = models.CharField(
        max_length=60, blank=True, help_text="As printed, such as A/HRC/43/31 or L.13/Rev.1."
    )
    title = models.CharField(
        max_length=300, blank=True, help_text="The cited document's title, if it has no symbol."
    )
    paragraphs = models.CharField(
        max_length=100, blank=True, help_text="The paragraphs cited: “104, 106”."
    )
    url = models.URLField(max_length=500, blank=True, help_text="Where a reader can open it.")

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(resolution__isnull=False)
                | Q(roll_call__isnull=False)
                | Q(cited_statement__isnull=False)
                | ~Q(symbol="")
                | ~Q(title="")
                | ~Q(url=""),
                name="statements_mention_cites_something",
                violation_error_message="Say what is cited: a record, a symbol, a title or a link.",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title or self.url or str(self.target)

    def words(self) -> list[str]:
        return [self.symbol, self.title, self.paragraphs, self.url]

    @property
    def target(self) -> RollCall | Resolution | Statement | None:
        """The record that is cited, if it is in the knowledge base. Select it with the mention."""
        return self.roll_call or self.resolution or self.cited_statement

    def public_target(self, at: datetime) -> RollCall | Resolution | Statement | None:
        """The cited record where readers may see it: only then may a page name or link it."""
        return self.target if self.target and self.target.is_public(at) else None
