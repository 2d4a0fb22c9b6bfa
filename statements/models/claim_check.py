"""Claim checks: what an article or statement claims, beside what the record says."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from kb.records.models import Source
from statements.models.part import Part, PartQuerySet
from votes.models import RollCall


class ClaimCheckQuerySet(PartQuerySet):
    def public(self, at: datetime) -> Self:
        """As public as what they stand in, the vote that they are about, and their source."""
        vote = Q(roll_call=None) | RollCall.visible_at(at, "roll_call__")
        source = Q(source=None) | Source.visible_at(at, "source__")
        return super().public(at).filter(vote, source)

    def about(self, roll_call: RollCall) -> "ClaimCheckQuerySet":
        return self.filter(roll_call=roll_call)


class ClaimCheck(Part):
    roll_call = models.ForeignKey(
        RollCall,
        # A vote that a claim was held against stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claim_checks",
        help_text="The vote that it is about.",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where the finding rests on something other than the vote itself.",
    )
    claim = models.CharField(max_length=300, help_text="The claim, as printed.")
    finding = models.TextField(help_text="What the record says, in our words.")

    objects = ClaimCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(finding=""),
                name="statements_claimcheck_says_both",
                violation_error_message="A claim check needs the claim and the finding.",
            ),
        ]

    def __str__(self) -> str:
        return self.claim

    def words(self) -> list[str]:
        return [self.claim, self.finding]
