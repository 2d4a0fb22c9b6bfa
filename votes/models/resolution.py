"""Texts: each with its drafts, its sponsors and what it orders."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kb.council.models import AgendaItem, Body, Group, Session, State
from kb.records.models import Publishable, Source
from votes.models.initiative import Initiative
from votes.symbols import lookup_key, slug


class Resolution(Publishable):
    """One text before a body, from its first draft to what became of it.

    An amendment is a text of its own where no vote was taken on it, or where nobody knows yet what
    it amends; a vote on it belongs to the text that it amends.
    """

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "Resolution"
        DECISION = "decision", "Decision"
        PRESIDENTS_STATEMENT = "presidents_statement", "President's statement"
        AMENDMENT = "amendment", "Amendment"

    class Outcome(models.TextChoices):
        PENDING = "pending", "Not yet acted on"
        ADOPTED_BY_VOTE = "adopted_by_vote", "Adopted by vote"
        ADOPTED_WITHOUT_VOTE = "adopted_without_vote", "Adopted without a vote"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NOT_CONSIDERED = "not_considered", "Not considered"
        DEFERRED = "deferred", "Deferred"

    body = models.ForeignKey(
        Body,
        # A text without its body means nothing.
        on_delete=models.PROTECT,
        related_name="resolutions",
        help_text="The body that acted on it.",
    )
    session = models.ForeignKey(
        Session,
        # Addresses and lists hang on it.
        on_delete=models.PROTECT,
        related_name="resolutions",
        help_text="The session at which it was tabled.",
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        # A text refers to it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        help_text="As its source gives it. Leave empty if no source does.",
    )
    initiative = models.ForeignKey(
        Initiative,
        # A text outlives the family that staff put it in.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolutions",
        help_text="The family of successive texts, confirmed by staff.",
    )
    amends = models.ForeignKey(
        "self",
        # An amendment means nothing without the text that it was to change.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        help_text="For an amendment: the text that it was to change.",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where these facts come from.",
    )
    kind = models.CharField(
        max_length=20, choices=Kind, default=Kind.RESOLUTION, help_text="What sort of text it is."
    )
    symbol = models.CharField(
        max_length=60, blank=True, help_text="Once adopted: A/HRC/RES/43/21. Empty before."
    )
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        help_text="From the adopted symbol, else from the latest draft.",
        error_messages={"unique": "Another text has this address already."},
    )
    title = models.CharField(max_length=500, help_text="As printed, without “resolution /”.")
    outcome = models.CharField(
        max_length=24, choices=Outcome, default=Outcome.PENDING, help_text="What became of it."
    )
    acted_on = models.DateField(
        "day of the action", null=True, blank=True, help_text="Empty until it was acted on."
    )

    class Meta(Publishable.Meta):
        ordering = ["-acted_on", "slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~Q(symbol=""),
                name="votes_resolution_symbol_once",
                violation_error_message="Another text already has this symbol.",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=[
                        "pending",
                        "adopted_by_vote",
                        "adopted_without_vote",
                        "rejected",
                        "withdrawn",
                        "not_considered",
                        "deferred",
                    ]
                ),
                name="votes_resolution_outcome_is_known",
                violation_error_message="Choose what became of the text from the list.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["resolution", "decision", "presidents_statement", "amendment"]
                ),
                name="votes_resolution_kind_is_known",
                violation_error_message="Choose the kind of text from the list.",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | Q(kind="amendment"),
                name="votes_resolution_amends_is_for_amendments",
                violation_error_message="Only an amendment names a text that it amends.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol or self.slug}: {self.title}"

    def clean(self) -> None:
        if self.symbol:
            self.slug = slug(self.symbol)
        if not self.slug:
            raise ValidationError({"symbol": "Give the text its symbol or its first draft."})
        if self.session_id and self.session.body_id != self.body_id:
            raise ValidationError({"session": "This is a session of another body."})
        if self.agenda_item and self.agenda_item.body_id != self.body_id:
            raise ValidationError({"agenda_item": "This is an agenda item of another body."})

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.slug])

    @property
    def is_adopted(self) -> bool:
        return self.outcome in {self.Outcome.ADOPTED_BY_VOTE, self.Outcome.ADOPTED_WITHOUT_VOTE}

    def search_text(self) -> tuple[str, str]:
        drafts = self.drafts.values_list("symbol", flat=True) if self.pk else []
        return self.title, self.symbols_in_words(drafts)

    def symbols_in_words(self, drafts: Iterable[str]) -> str:
        return " ".join([self.symbol, *drafts])

    def search_dependents(self) -> list[Publishable]:
        return list(self.roll_calls.all())


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
