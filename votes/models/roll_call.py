"""One recorded vote, and the ballots that staff accepted as its answer."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kb.council.models import State
from kb.records.models import Publishable, PublishableQuerySet, Source
from kb.search.visibility import visible
from votes.models.resolution import Resolution
from votes.models.text_parts import Draft
from votes.reading.cells import POSITIONS


class RollCallQuerySet(PublishableQuerySet):
    def of_initiative(self, initiative_id: int) -> "RollCallQuerySet":
        """The final roll calls of a family of texts, in the order in which they were taken."""
        return self.filter(resolution__initiative=initiative_id, is_final=True).order_by("held_on")


class RollCall(Publishable):
    class Subject(models.TextChoices):
        WHOLE = "whole", "Text as a whole"
        AMENDMENT = "amendment", "Amendment"
        PARAGRAPH = "paragraph", "Separate vote on a paragraph"
        NO_ACTION = "no_action", "No-action motion"

    class Standing(models.TextChoices):
        NONE = "none", "No result yet"
        PROVISIONAL = "provisional", "Provisional"
        OFFICIAL = "official", "Official record"

    resolution = models.ForeignKey(
        Resolution,
        # A text that was voted on stays.
        on_delete=models.PROTECT,
        related_name="roll_calls",
        help_text="The text that was before the body.",
    )
    draft = models.ForeignKey(
        Draft,
        # The very wording that was voted on.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roll_calls",
        help_text="The draft as it was put to the vote.",
    )
    requested_by = models.ForeignKey(
        State,
        # Who asked for the vote is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The State that asked for the vote, if a source names it.",
    )
    accepted_reading = models.ForeignKey(
        "votes.Reading",
        # The evidence for the result.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The reading that the result rests on.",
    )
    subject = models.CharField(
        "voted on",
        max_length=10,
        choices=Subject,
        default=Subject.WHOLE,
        help_text="The whole text, or something before it.",
    )
    subject_symbol = models.CharField(
        "symbol of the amendment",
        max_length=60,
        blank=True,
        help_text="An amendment's own symbol, if it has one.",
    )
    subject_label = models.CharField(
        "in words",
        max_length=100,
        blank=True,
        help_text="Which paragraph, or what an oral amendment does.",
    )
    slug = models.SlugField(
        "address",
        max_length=120,
        unique=True,
        help_text="Its address, from the symbol.",
        error_messages={"unique": "Another vote has this address already."},
    )
    is_final = models.BooleanField(
        "final vote",
        default=False,
        help_text="Whether this vote settled the text. Said by the source or staff.",
    )
    meeting = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the meeting."
    )
    held_on = models.DateField(
        "day of the vote", null=True, blank=True, help_text="Empty until a day is known."
    )
    standing = models.CharField(
        max_length=12,
        choices=Standing,
        default=Standing.NONE,
        editable=False,
        help_text="Official once an official record of the vote was accepted.",
    )

    objects = RollCallQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-held_on", "slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject__in=["whole", "amendment", "paragraph", "no_action"]),
                name="votes_rollcall_subject_is_known",
                violation_error_message="Choose what was voted on from the list.",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["none", "provisional", "official"]),
                name="votes_rollcall_standing_is_known",
                violation_error_message="A result is provisional, official or not there yet.",
            ),
            models.CheckConstraint(
                condition=Q(standing="none") | Q(held_on__isnull=False),
                name="votes_rollcall_result_has_a_day",
                violation_error_message="A result needs the day of the vote.",
            ),
            models.CheckConstraint(
                condition=Q(is_final=False) | ~Q(subject="amendment"),
                name="votes_rollcall_amendment_is_not_final",
                violation_error_message="A vote on an amendment does not settle the text.",
            ),
        ]

    def __str__(self) -> str:
        return f"Vote on {self.subject_symbol or self.resolution}"

    def clean(self) -> None:
        if self.draft and self.draft.resolution_id != self.resolution_id:
            raise ValidationError({"draft": "This draft belongs to another text."})

    def get_absolute_url(self) -> str:
        return reverse("vote", args=[self.slug])

    @classmethod
    def visible_at(cls, at: datetime, via: str = "") -> Q:
        return visible(at, via) & visible(at, f"{via}resolution__")

    def is_public(self, at: datetime) -> bool:
        return super().is_public(at) and self.resolution.is_public(at)

    def gone_since(self, at: datetime) -> datetime | None:
        """Its own day, or that of its text, if it was public until then."""
        own = super().gone_since(at)
        if own or self.state != self.State.PUBLISHED:
            return own
        gone = self.resolution.gone_since(at)
        return gone if gone and self.release_at <= gone else None

    def public_from(self) -> datetime | None:
        own, text = super().public_from(), self.resolution.public_from()
        return max(own, text) if own and text else None

    def search_text(self) -> tuple[str, str]:
        symbols = [self.subject_symbol, self.resolution.symbol, str(self.draft or "")]
        return f"Vote: {self.resolution.title}", " ".join(filter(None, symbols))


class BallotQuerySet(models.QuerySet["Ballot"]):
    def positions(self) -> dict[str, str]:
        """{State code: position}, in one query."""
        return dict(self.values_list("state__code", "position"))


class Ballot(models.Model):
    """The accepted position of one State. Only `votes.services` writes it."""

    roll_call = models.ForeignKey(
        RollCall,
        # A ballot is evidence: its vote stays.
        on_delete=models.PROTECT,
        related_name="ballots",
        help_text="The vote in which it was cast.",
        db_index=False,  # covered by the constraint
    )
    state = models.ForeignKey(
        State,
        # A State that voted is part of the record.
        on_delete=models.PROTECT,
        related_name="ballots",
        help_text="The State that cast it.",
        db_index=False,  # covered by the index with the position
    )
    reading = models.ForeignKey(
        "votes.Reading",
        # The evidence for the position.
        on_delete=models.PROTECT,
        null=True,
        related_name="ballots",
        help_text="The reading that it rests on; empty for a corrected ballot.",
        db_index=False,  # asked for by roll call alone
    )
    correction = models.ForeignKey(
        Source,
        # The evidence for a position that a person corrected.
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The source of a correction.",
        db_index=False,  # hardly ever set
    )
    position = models.CharField(
        max_length=12,
        choices=[(p, p) for p in POSITIONS],
        help_text="Yes, no, abstain, absent or not recorded.",
    )

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["roll_call", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["roll_call", "state"],
                name="votes_ballot_one_per_state",
                violation_error_message="A State has one ballot in a roll call.",
            ),
            models.CheckConstraint(
                condition=Q(position__in=list(POSITIONS)),
                name="votes_ballot_position_is_known",
                violation_error_message="A position is yes, no, abstain, absent or not recorded.",
            ),
            models.CheckConstraint(
                condition=Q(reading__isnull=False, correction__isnull=True)
                | Q(reading__isnull=True, correction__isnull=False),
                name="votes_ballot_has_one_evidence",
                violation_error_message="A ballot rests on a reading or on a correction's source.",
            ),
        ]
        indexes = [models.Index(fields=["state", "position"], name="votes_ballot_state_position")]

    def __str__(self) -> str:
        return f"{self.state}: {self.position}"
