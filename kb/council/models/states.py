"""States, and every name under which a source may print them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kb.records.models import Record


def during(day: date, prefix: str = "") -> Q:
    """Rows whose dates cover `day`. Both ends count; an empty end is open."""
    since, until = f"{prefix}since", f"{prefix}until"
    return (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": day})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
    )


def dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message="The last day cannot come before the first.",
    )


class State(Record):
    class Kind(models.TextChoices):
        MEMBER = "member", "UN member State"
        OBSERVER = "observer", "Observer State"
        PAST = "past", "State that no longer exists"

    code = models.CharField(
        max_length=3, unique=True, help_text="ISO 3166-1 alpha-3, or 3166-3 for past States."
    )
    alpha2 = models.CharField(
        "two-letter code", max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, such as FJ."
    )
    m49 = models.CharField(
        "M49 code", max_length=3, blank=True, help_text="UN M49, three digits, such as 242."
    )
    kind = models.CharField(max_length=10, choices=Kind, help_text="Its standing in the UN.")
    name = models.CharField(max_length=100, help_text="The UN short name in English.")
    tile_name = models.CharField(
        max_length=20, help_text="A short form for the tiles of a map, at most 20 characters."
    )
    member_since = models.DateField(
        null=True,
        blank=True,
        help_text="Day of admission to the UN; empty if it was never a member.",
    )
    member_until = models.DateField(
        null=True, blank=True, help_text="Last day as a member; empty if it still is one."
    )

    class Meta:
        verbose_name = "State"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{3}$"),
                name="council_state_code_is_three_capitals",
                violation_error_message="A State's code is three capital letters, such as FJI.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("state", args=[self.code.lower()])


class StateName(models.Model):
    class Kind(models.TextChoices):
        SHORT = "short", "Short name"
        FORMAL = "formal", "Formal name"
        FORMER = "former", "Former name"
        BOARD = "board", "As printed on boards"
        CODE = "code", "Code"
        OTHER = "other", "Other"
        LEARNT = "learnt", "Learnt by staff"

    state = models.ForeignKey(
        State,
        # A name means nothing without its State; States with seats or ballots are protected.
        on_delete=models.CASCADE,
        related_name="names",
        help_text="The State that it means.",
    )
    language = models.CharField(
        max_length=2, blank=True, help_text="en, fr, es, ru, zh, ar; empty where it is none."
    )
    name = models.CharField(max_length=200, help_text="The spelling, as a source prints it.")
    kind = models.CharField(max_length=10, choices=Kind, help_text="What kind of name it is.")
    since = models.DateField(
        null=True,
        blank=True,
        help_text="First day on which it means this State; empty if it always did.",
    )
    until = models.DateField(
        null=True,
        blank=True,
        help_text="Last day on which it means this State; empty if it still does.",
    )

    class Meta:
        verbose_name = "State name"
        ordering = ["state", "language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language", "state", "kind", "since"],
                name="council_statename_once",
                violation_error_message="This name is already known.",
            ),
            models.UniqueConstraint(
                fields=["name", "language", "state", "kind"],
                condition=Q(since__isnull=True),
                name="council_statename_once_without_a_date",
                violation_error_message="This name is already known.",
            ),
            dates_in_order("council_statename_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
