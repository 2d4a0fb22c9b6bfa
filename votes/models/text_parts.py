"""What belongs to a text: its drafts, its sponsors and what it orders."""

from django.db import models
from django.db.models import Q

from kb.council.models import Group, Session, State
from votes.models.resolution import Resolution
from votes.symbols import lookup_key


class Draft(models.Model):
    """One stage of a text. The chain is in `order`; the last one is what was acted on."""

    resolution = models.ForeignKey(
        Resolution,
        # A draft is a part of its text.
        on_delete=models.CASCADE,
        related_name="drafts",
        help_text="The text that it is a stage of.",
    )
    symbol = models.CharField(max_length=60, help_text="Such as A/HRC/43/L.31/Rev.1.")
    symbol_key = models.CharField(
        max_length=100, db_index=True, editable=False, help_text="The symbol as look-ups find it."
    )
    order = models.PositiveSmallIntegerField(help_text="1 for the first draft.")
    note = models.CharField(
        max_length=200, blank=True, help_text="“as orally revised”, “as amended”."
    )
    tabled_on = models.DateField(null=True, blank=True, help_text="The day it was tabled.")

    class Meta:
        ordering = ["resolution", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "order"],
                name="votes_draft_order_once",
                violation_error_message="Two drafts of one text cannot have the same place.",
            ),
            models.UniqueConstraint(
                fields=["resolution", "symbol"],
                name="votes_draft_symbol_once",
                violation_error_message="This draft is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    def save(self, *args: object, **kwargs: object) -> None:
        self.symbol_key = lookup_key(self.symbol)
        super().save(*args, **kwargs)


class Sponsorship(models.Model):
    """Who put a text forward. A sponsor need not have a seat."""

    class Role(models.TextChoices):
        MAIN = "main", "Main sponsor"
        CO_SPONSOR = "co_sponsor", "Co-sponsor"
        ADDITIONAL = "additional", "Additional co-sponsor"

    resolution = models.ForeignKey(
        Resolution,
        # It says something about that text alone.
        on_delete=models.CASCADE,
        related_name="sponsorships",
        help_text="The text that was put forward.",
    )
    state = models.ForeignKey(
        State,
        # A State that sponsored is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsorships",
        help_text="The State that the printed name means; empty for a group or an observer.",
    )
    on_behalf_of = models.ForeignKey(
        Group,
        # A group that sponsored is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsorships",
        help_text="The group for which it was put forward.",
    )
    name_as_printed = models.CharField(
        max_length=200, help_text="As the source prints the sponsor, with its footnote marks."
    )
    role = models.CharField(max_length=12, choices=Role, help_text="Its part in the text.")
    joined_on = models.DateField(
        null=True, blank=True, help_text="For additional co-sponsors: the day they joined."
    )

    class Meta:
        ordering = ["resolution", "role", "name_as_printed"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "name_as_printed"],
                name="votes_sponsorship_once",
                violation_error_message="This sponsor is already recorded.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["main", "co_sponsor", "additional"]),
                name="votes_sponsorship_role_is_known",
                violation_error_message="Choose the sponsor's part from the list.",
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed


class FollowUp(models.Model):
    """What a text orders to be done."""

    resolution = models.ForeignKey(
        Resolution,
        # It is a part of what the text says.
        on_delete=models.CASCADE,
        related_name="follow_ups",
        help_text="The text that orders it.",
    )
    due_session = models.ForeignKey(
        Session,
        # The order names it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        help_text="The session by which it is due.",
    )
    paragraph = models.CharField(max_length=10, help_text="Where the text orders it: OP8.")
    description = models.CharField(
        max_length=300, help_text="In our own words: what is to be done."
    )

    class Meta:
        ordering = ["resolution", "pk"]

    def __str__(self) -> str:
        return self.description
