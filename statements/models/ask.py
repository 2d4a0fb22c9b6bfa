"""Asks: what a statement or article wants done, by whom, and about which text or vote."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kb.council.models import Group, State
from kb.records.models import PublishableQuerySet, Source
from statements.models.part import Part, PartQuerySet
from statements.outcomes import AskFacts
from votes.models import Resolution, RollCall


def final_votes(at: datetime | None = None) -> PublishableQuerySet:
    """The public votes that settled a text, for each text the one that counts last.

    A vote without a day is still to come.
    """
    votes = RollCall.objects.published(at).filter(is_final=True)
    return votes.order_by(F("held_on").asc(nulls_last=True), "pk")


class AskQuerySet(PartQuerySet):
    def about(self, roll_call: RollCall, at: datetime | None = None) -> "AskQuerySet":
        """Those that name this vote; for the final vote also those about the text as a whole.

        Of several final votes that are public at `at` (now by default) the last one is meant.
        """
        named = Q(roll_call=roll_call)
        if not roll_call.is_final:
            return self.filter(named)
        last = final_votes(at).filter(resolution=roll_call.resolution_id).reverse()[:1]
        text = RollCall.objects.filter(pk=roll_call.pk, pk__in=last.values("pk"))
        return self.filter(named | Q(roll_call=None, resolution__in=text.values("resolution")))

    def about_text(self, resolution: Resolution) -> "AskQuerySet":
        """Those about the text, its amendments and its paragraphs."""
        return self.filter(Q(resolution=resolution) | Q(roll_call__resolution=resolution))

    def without_polarity(self) -> "AskQuerySet":
        """Those of which nobody can say whether a Yes or a No would meet them.

        They are about no text at all, or about an amendment or motion with no position on it.
        """
        aside = Q(roll_call__subject__in=[RollCall.Subject.AMENDMENT, RollCall.Subject.NO_ACTION])
        voted_on = Q(act__in=[Ask.Act.REJECT, Ask.Act.ADOPT], position_asked="")
        return self.filter(Q(roll_call=None, resolution=None) | (aside & voted_on))

    def with_facts(self) -> "AskQuerySet":
        """All that an outcome and a line on a page need of the ask, in the same query."""
        return self.select_related(
            "statement__delivered_by",
            "article__publisher",
            "segment",
            "target_state",
            "target_group",
            "resolution",
            "roll_call__resolution",
            "amended_source",
        )


class Ask(Part):
    class Target(models.TextChoices):
        COUNCIL = "council", "The Council"
        STATE = "state", "A State"
        GROUP = "group", "A group of States"
        MEMBERS = "members", "All members"
        SPONSOR = "sponsor", "The sponsor"

    class Act(models.TextChoices):
        REJECT = "reject", "Reject"
        ADOPT = "adopt", "Adopt"
        AMEND = "amend", "Amend"
        WITHDRAW = "withdraw", "Withdraw"
        RECONSIDER = "reconsider", "Reconsider"
        CO_SPONSOR = "co_sponsor", "Co-sponsor"

    class Position(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        ABSTAIN = "abstain", "Abstain"

    target_state = models.ForeignKey(
        State,
        # Whom an ask addressed is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        help_text="The State that is asked, or the sponsor by name.",
    )
    target_group = models.ForeignKey(
        Group,
        # Whom an ask addressed is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        help_text="The group that is asked.",
    )
    resolution = models.ForeignKey(
        Resolution,
        # A text that was asked about stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        help_text="The text that it is about.",
    )
    roll_call = models.ForeignKey(
        RollCall,
        # A vote that was asked about stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        help_text="The vote that it is about, where it names an amendment, paragraph or motion.",
    )
    amended_source = models.ForeignKey(
        Source,
        # The evidence for what staff say.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where it can be read that the text was amended as asked.",
    )
    text = models.TextField(help_text="The sentence that asks, as it stands there.")
    target_kind = models.CharField(max_length=10, choices=Target, help_text="Who is asked.")
    act = models.CharField(max_length=10, choices=Act, help_text="What they are asked to do.")
    position_asked = models.CharField(
        max_length=10,
        choices=Position,
        blank=True,
        help_text=(
            "Empty: No for “reject”, Yes for “adopt”. On an amendment or a motion: the position "
            "on that amendment or motion."
        ),
    )
    made_on = models.DateField(
        null=True, blank=True, help_text="Only if it differs from the statement's own date."
    )
    made_after_vote = models.BooleanField(
        default=False, help_text="Made on the day of the vote, but after it. It is not scored."
    )
    amended_as_asked = models.BooleanField(
        default=False, help_text="The text was amended as asked, and a source says so."
    )

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statements_ask_has_words",
                violation_error_message="An ask needs its sentence.",
            ),
            models.CheckConstraint(
                condition=Q(
                    target_kind="state", target_state__isnull=False, target_group__isnull=True
                )
                | Q(target_kind="group", target_state__isnull=True, target_group__isnull=False)
                | Q(
                    target_kind__in=["council", "members"],
                    target_state__isnull=True,
                    target_group__isnull=True,
                )
                | (
                    Q(target_kind="sponsor")
                    & (Q(target_state__isnull=True) | Q(target_group__isnull=True))
                ),
                name="statements_ask_target_is_clear",
                violation_error_message=(
                    "Asking a State needs that State, asking a group that group, the Council and "
                    "its members neither; a sponsor may be one or the other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(target_kind="council", act__in=["reject", "adopt", "amend"])
                | Q(target_kind="members", act__in=["reject", "adopt", "co_sponsor"])
                | Q(target_kind="sponsor", act__in=["withdraw", "reconsider", "amend"])
                | Q(
                    target_kind__in=["state", "group"],
                    act__in=["reject", "adopt", "amend", "withdraw", "reconsider", "co_sponsor"],
                ),
                name="statements_ask_act_fits_target",
                violation_error_message=(
                    "The Council can reject, adopt or amend; members can reject, adopt or "
                    "co-sponsor; a sponsor can withdraw, reconsider or amend."
                ),
            ),
            models.CheckConstraint(
                condition=Q(position_asked="")
                | (Q(position_asked__in=["yes", "no"], act__in=["reject", "adopt"]))
                | (
                    Q(position_asked="abstain", act__in=["reject", "adopt"])
                    & ~Q(target_kind="council")
                ),
                name="statements_ask_position_fits",
                violation_error_message=(
                    "A position is yes, no or abstain, and goes with “reject” or “adopt”. "
                    "The Council as a whole cannot abstain."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amended_as_asked=False)
                | Q(amended_source__isnull=False, act__in=["amend", "withdraw", "reconsider"]),
                name="statements_ask_amended_has_a_source",
                violation_error_message=(
                    "“Amended as asked” needs the source that says so, and goes with “amend”, "
                    "“withdraw” or “reconsider”."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def words(self) -> list[str]:
        return [self.text]

    def clean(self) -> None:
        super().clean()
        if self.roll_call is None:
            return
        if self.resolution and self.resolution_id != self.roll_call.resolution_id:
            raise ValidationError("The vote is about another text.")
        on_the_text = self.roll_call.subject in {
            RollCall.Subject.WHOLE,
            RollCall.Subject.PARAGRAPH,
        }
        if self.act in {self.Act.REJECT, self.Act.ADOPT} and not (
            on_the_text or self.position_asked
        ):
            raise ValidationError(
                "Say which position on the amendment or motion is asked: to reject a draft can "
                "mean a Yes to its amendment."
            )

    @property
    def text_asked_about(self) -> Resolution | None:
        return self.roll_call.resolution if self.roll_call else self.resolution

    @property
    def asked_on(self) -> date | None:
        """Its own date, else that of the statement or article."""
        return self.made_on or self.said_in.said_on

    def facts(self, at: datetime, states: frozenset[str] = frozenset()) -> AskFacts:
        """The ask as outcomes take it at `at`. `states` are the codes of its group's members.

        “Amended as asked” counts once the source that says so is public.
        """
        asked = frozenset({self.target_state.code}) if self.target_state else states
        return AskFacts(
            target=self.target_kind,
            act=self.act,
            position=self.position_asked or None,
            states=asked,
            made_on=self.asked_on,
            made_after_vote=self.made_after_vote,
            amended_as_asked=self.amended_as_asked and self.amended_source.is_public(at),
        )
