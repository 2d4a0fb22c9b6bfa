"""Bodies that vote, their sessions, agenda items, and who had a seat when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kb.council.models.groups import Group
from kb.council.models.states import State, dates_in_order, during
from kb.records.models import Record


class Body(Record):
    code = models.CharField(max_length=10, unique=True, help_text="As in addresses: hrc.")
    name = models.CharField(max_length=100, help_text="Its full name in English.")
    seat_count = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many seats it has; empty where every member sits."
    )
    since = models.DateField(
        null=True, blank=True, help_text="First day of the body; empty if not known."
    )
    until = models.DateField(null=True, blank=True, help_text="Last day; empty if it still meets.")

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [dates_in_order("council_body_dates_in_order")]

    def __str__(self) -> str:
        return self.name


class Session(Record):
    class Kind(models.TextChoices):
        REGULAR = "regular", "Regular session"
        SPECIAL = "special", "Special session"
        EMERGENCY = "emergency", "Emergency special session"
        ORGANISATIONAL = "organisational", "Organisational meeting"

    body = models.ForeignKey(
        Body,
        # Texts and votes hang on the session.
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text="The body that meets.",
    )
    code = models.CharField(max_length=20, unique=True, help_text="As in addresses: hrc43.")
    label = models.CharField(max_length=60, help_text="As people say it: 43rd session.")
    kind = models.CharField(
        max_length=14, choices=Kind, help_text="Sessions of each kind are numbered apart."
    )
    number = models.PositiveSmallIntegerField(help_text="Its number among sessions of its kind.")
    starts_on = models.DateField(
        null=True, blank=True, help_text="First day; empty if not known yet."
    )
    ends_on = models.DateField(null=True, blank=True, help_text="Last day, resumed parts included.")

    class Meta:
        ordering = ["body", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "number"],
                name="council_session_once",
                violation_error_message="This session is already recorded.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="council_session_dates_in_order",
                violation_error_message="The last day cannot come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.code])


class AgendaItem(models.Model):
    body = models.ForeignKey(
        Body,
        # Texts refer to it.
        on_delete=models.PROTECT,
        related_name="agenda_items",
        help_text="The body whose agenda it is.",
    )
    number = models.PositiveSmallIntegerField(help_text="Such as 3.")
    title = models.CharField(max_length=300, help_text="As the agenda prints it, in English.")

    class Meta:
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"],
                name="council_agendaitem_once",
                violation_error_message="This agenda item is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return f"Item {self.number}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def on(self, day: date) -> "SeatQuerySet":
        """Every seat that covers `day`, suspended ones included."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def entitled_on(self, day: date) -> "SeatQuerySet":
        """The seats whose States may vote on `day`: suspended ones left out."""
        suspended = SeatSuspension.objects.filter(during(day)).values("seat")
        return self.on(day).exclude(pk__in=suspended)


class Seat(Record):
    body = models.ForeignKey(
        Body,
        # Entitlement to vote hangs on it.
        on_delete=models.PROTECT,
        related_name="seats",
        help_text="Where the State has a seat.",
    )
    state = models.ForeignKey(
        State,
        # Entitlement to vote hangs on it.
        on_delete=models.PROTECT,
        related_name="seats",
        help_text="The State that sits.",
    )
    group = models.ForeignKey(
        Group,
        # The group for which a seat was held is part of the record.
        on_delete=models.PROTECT,
        related_name="seats",
        null=True,
        blank=True,
        help_text="The regional group for which it was elected; empty where the body has none.",
    )
    since = models.DateField(help_text="First day of the membership.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty if it goes on.")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "state", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "state", "since"],
                name="council_seat_once",
                violation_error_message="This seat is already recorded.",
            ),
            dates_in_order("council_seat_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.state} from {self.since}"

    def clean(self) -> None:
        """The database refuses overlaps too (migration 0002); this says so in a sentence."""
        if not (self.body_id and self.state_id and self.since):
            # Full cleaning names the field that is missing.
            return
        others = Seat.objects.filter(body=self.body, state=self.state).exclude(pk=self.pk)
        overlapping = others.filter(Q(until__isnull=True) | Q(until__gte=self.since))
        if self.until is not None:
            overlapping = overlapping.filter(since__lte=self.until)
        if overlapping.exists():
            raise ValidationError(
                "%(state)s already has a seat in this time.", params={"state": self.state}
            )


class SeatSuspension(models.Model):
    seat = models.ForeignKey(
        Seat,
        # It says something about that seat alone.
        on_delete=models.CASCADE,
        related_name="suspensions",
        help_text="The seat without its rights.",
    )
    since = models.DateField(help_text="First day without the rights of membership.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty if it goes on.")

    class Meta:
        verbose_name = "suspension"
        ordering = ["seat", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "since"],
                name="council_seatsuspension_once",
                violation_error_message="This suspension is already recorded.",
            ),
            dates_in_order("council_seatsuspension_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, suspended from {self.since}"
