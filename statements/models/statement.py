"""Statements: what was said to a body, by whom, on behalf of whom, in which words."""

from datetime import date, datetime

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kb.council.models import AgendaItem, Session
from kb.records.models import Publishable, Source
from statements.models.organisation import Organisation
from statements.models.person import Person, Speaker, speaker
from statements.models.telling import Telling, Wording


def language_is_a_code() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(language__regex=r"^[a-z]{2,3}$"),
        name="%(app_label)s_%(class)s_language_is_a_code",
        violation_error_message="Give the language as a code of two or three small letters: en.",
    )


class Statement(Telling):
    class Kind(models.TextChoices):
        GENERAL_DEBATE = "general_debate", "General debate"
        INTERACTIVE_DIALOGUE = "interactive_dialogue", "Interactive dialogue"
        PANEL = "panel", "Panel"
        UPR_ADOPTION = "upr_adoption", "UPR adoption"
        HIGH_LEVEL_SEGMENT = "high_level_segment", "High-level segment"
        PRESS_RELEASE = "press_release", "Press release"
        ANALYSIS = "analysis", "Analysis"
        OPEN_LETTER = "open_letter", "Open letter"
        OTHER = "other", "Other"

    class Modality(models.TextChoices):
        ORAL = "oral", "Oral"
        WRITTEN = "written", "Written"
        VIDEO = "video", "Video"

    session = models.ForeignKey(
        Session,
        # Lists hang on it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The session at which it was made, if it was made at one.",
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        # A statement refers to it.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The item under which it was made. It says nothing about the texts it is about.",
    )
    delivered_by = models.ForeignKey(
        Organisation,
        # Who spoke is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The organisation that delivered or issued it.",
    )
    spoken_by = models.ForeignKey(
        Person,
        # Who spoke is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        help_text="The person who delivered it, if known.",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where the text and these facts come from.",
    )
    title = models.CharField(max_length=300, help_text="What readers will look for.")
    slug = models.SlugField(
        max_length=120, unique=True, help_text="Words for its address. It is kept for ever."
    )
    kind = models.CharField(max_length=20, choices=Kind, help_text="The occasion, or its form.")
    modality = models.CharField(
        max_length=10, choices=Modality, help_text="How it reached its audience."
    )
    is_joint = models.BooleanField("joint", default=False, help_text="Made with others.")
    symbol = models.CharField(
        max_length=60, blank=True, help_text="A written statement's own, such as A/HRC/43/NGO/1."
    )
    spoken_as = models.CharField(
        max_length=200, blank=True, help_text="The speaker's capacity as printed, without the name."
    )
    delivered_on = models.DateField(null=True, blank=True, help_text="Empty if no source says.")
    declared_signatories = models.IntegerField(
        null=True,
        blank=True,
        help_text="How many it says it has, the one that delivered it included.",
    )
    check_against_delivery = models.BooleanField(
        default=False, help_text="The text may differ from what was said."
    )
    is_described = models.BooleanField(
        "described in our own words",
        default=False,
        help_text="The text below is our description, not the words as delivered.",
    )
    language = models.CharField(
        max_length=3, default="en", help_text="The language of the text: en, fr, es, ru, zh, ar."
    )
    text = models.TextField(
        validators=[ProhibitNullCharactersValidator()],
        help_text="A blank line parts paragraphs. Each keeps its address through later edits.",
    )

    class Meta(Publishable.Meta):
        ordering = [F("delivered_on").desc(nulls_last=True), "slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "general_debate",
                        "interactive_dialogue",
                        "panel",
                        "upr_adoption",
                        "high_level_segment",
                        "press_release",
                        "analysis",
                        "open_letter",
                        "other",
                    ]
                ),
                name="statements_statement_kind_is_known",
                violation_error_message="Choose the kind of statement from the list.",
            ),
            models.CheckConstraint(
                condition=Q(modality__in=["oral", "written", "video"]),
                name="statements_statement_modality_is_known",
                violation_error_message="A statement is oral, written or a video.",
            ),
            models.CheckConstraint(
                condition=Q(declared_signatories__isnull=True) | Q(declared_signatories__gte=0),
                name="statements_statement_signatories_not_negative",
                violation_error_message="There cannot be fewer than no signatories.",
            ),
            language_is_a_code(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.slug])

    def words(self) -> list[str]:
        return [self.title, self.slug, self.symbol, self.spoken_as, self.text]

    def hidden_names(self) -> list[str]:
        return self.spoken_by.hidden_names() if self.spoken_by else []

    def parts(self) -> list[Wording]:
        if self._state.adding:
            return []
        return [*super().parts(), *self.signatures.select_related("organisation", "person")]

    def search_text(self) -> tuple[str, str]:
        return self.title, " ".join(filter(None, [self.symbol, self.text]))

    @property
    def said_on(self) -> date | None:
        """The day that counts for what is asked in it."""
        return self.delivered_on

    def shown_speaker(self, at: datetime) -> Speaker:
        """What may be told of the person who delivered it. Select `spoken_by` with it."""
        return speaker(self.spoken_by, self.spoken_as, at)

    def not_identified(self, known: int) -> int:
        """How many of the declared signatories are not among the `known` ones."""
        return max((self.declared_signatories or 0) - known, 0)
