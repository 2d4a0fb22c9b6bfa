"""What every record carries: a public id, a version, and the gate to the public."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from kb.search.visibility import visible


class Record(models.Model):
    """Anything whose changes leave a trace. Write it through `save_record()` alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Columns that the ledger leaves out: large, and proven by a digest among the others.
    LEDGER_OMITS: frozenset[str] = frozenset()
    # Columns that hold evidence: written with the record, and never sent to the database again.
    WRITTEN_ONCE: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def record_kind(cls) -> str:
        """How ledger, conflicts and search name this class of record, such as "votes.rollcall"."""
        return cls._meta.label_lower

    def gate(self) -> "Publishable | None":
        """The record whose state decides who may edit this one; None where nothing does."""
        return None


class PublishableQuerySet(models.QuerySet[Any]):
    def published(self, at: datetime | None = None) -> "PublishableQuerySet":
        """Only what the public may see at `at` (now by default), parents included."""
        return self.filter(self.model.visible_at(at or timezone.now()))


class Publishable(Record):
    """A record with a state and a release time. `objects` hides nothing: `published()` does."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    state = models.CharField(
        max_length=10,
        choices=State,
        default=State.DRAFT,
        editable=False,
        help_text="Drafts and what is in review are seen by staff alone.",
    )
    release_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Public from this instant on."
    )
    withdrawn_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When it was last taken back from the public.",
    )
    visible_from = models.GeneratedField(
        expression=Case(When(state="published", then=F("release_at"))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "withdraw")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "published", "withdrawn"]),
                name="%(app_label)s_%(class)s_state_is_known",
                violation_error_message="A record is a draft, in review, published or withdrawn.",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(release_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_a_date",
                violation_error_message="What is published needs the time from which it is public.",
            ),
        ]

    def gate(self) -> "Publishable":
        return self

    @classmethod
    def visible_at(cls, at: datetime, via: str = "") -> Q:
        """The condition for being public at `at`. A child adds that of its parent."""
        return visible(at, via)

    def is_public(self, at: datetime) -> bool:
        return self.state == self.State.PUBLISHED and self.release_at <= at

    @property
    def was_released(self) -> bool:
        """Whether staff ever let it go to the public, be it under an embargo."""
        states = {self.State.PUBLISHED, self.State.WITHDRAWN}
        return self.state in states or self.withdrawn_at is not None

    def gone_since(self, at: datetime) -> datetime | None:
        """When a record that was once public and is not at `at` was withdrawn, else None."""
        return None if self.is_public(at) else self.withdrawn_at

    def public_from(self) -> datetime | None:
        """The instant from which the page of this record is public, parents counted."""
        return self.release_at if self.state == self.State.PUBLISHED else None

    def publish_refusals(self) -> list[str]:
        """Why this record cannot be published yet, in sentences."""
        return []

    def search_text(self) -> tuple[str, str]:
        """Title and body of the search entry."""
        return str(self), ""

    def search_dependents(self) -> "list[Publishable]":
        """Records whose search entry changes when this one is published or withdrawn."""
        return []
