"""Texts, from their first draft to what became of them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kb.council.models import AgendaItem, Body, Session
from kb.records.models import Publishable, Source
from votes.models.initiative import Initiative
from votes.symbols import slug

# What the search says of an amendment before its title, which is often that of its text.
AMENDMENT = "Amendment: "


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

        if self.amends_id is not None and self.amends_id == self.pk:
            raise ValidationError({"amends": "A text does not amend itself."})

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.slug])

    @property
    def is_adopted(self) -> bool:
        return self.outcome in {self.Outcome.ADOPTED_BY_VOTE, self.Outcome.ADOPTED_WITHOUT_VOTE}

    def search_text(self) -> tuple[str, str]:
        drafts = self.drafts.values_list("symbol", flat=True) if self.pk else []
        return self.search_title, self.symbols_in_words(drafts)

    @property
    def search_title(self) -> str:
        return f"{AMENDMENT}{self.title}" if self.kind == self.Kind.AMENDMENT else self.title

    def symbols_in_words(self, drafts: Iterable[str]) -> str:
        return " ".join([self.symbol, *drafts])

    def search_dependents(self) -> list[Publishable]:
        return list(self.roll_calls.all())
