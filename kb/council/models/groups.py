"""Regional and political groups, and who belonged to them when."""

from django.db import models
from django.db.models import Q

from kb.council.models.states import State, dates_in_order
from kb.records.models import Record


class Group(Record):
    class Kind(models.TextChoices):
        REGIONAL = "regional", "Regional group"
        POLITICAL = "political", "Political group"

    code = models.CharField(
        max_length=20, unique=True, help_text="As in files and filters, such as GRULAC."
    )
    name = models.CharField(max_length=100, help_text="Its full name in English.")
    kind = models.CharField(
        max_length=10,
        choices=Kind,
        help_text="Seats are held for regional groups; States choose political groups themselves.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    group = models.ForeignKey(
        Group,
        # Membership has no meaning of its own.
        on_delete=models.CASCADE,
        related_name="memberships",
        help_text="The group.",
    )
    state = models.ForeignKey(
        State,
        # A State that belonged to a group is part of the record.
        on_delete=models.PROTECT,
        related_name="memberships",
        help_text="The State that belongs to the group.",
    )
    since = models.DateField(null=True, blank=True, help_text="First day; empty if not known.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty if it goes on.")

    class Meta:
        verbose_name = "membership"
        ordering = ["group", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "state", "since"],
                name="council_groupmembership_once",
                violation_error_message="This membership is already recorded.",
            ),
            models.UniqueConstraint(
                fields=["group", "state"],
                condition=Q(since__isnull=True),
                name="council_groupmembership_once_without_a_date",
                violation_error_message="This membership is already recorded.",
            ),
            dates_in_order("council_groupmembership_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.state} in {self.group}"
