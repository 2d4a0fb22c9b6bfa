"""A partner's key: what it opens, until when, and never the key itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kb.records.models import Record

LASTS = timedelta(days=365)
PUBLIC = "public"
EMBARGOED = "embargoed"
# What a key may be allowed. Whoever sees what is under embargo sees what is public as well.
ALLOWED_SCOPES = ([PUBLIC], [PUBLIC, EMBARGOED])


def only_public() -> list[str]:
    return [PUBLIC]


def in_a_year() -> datetime:
    return timezone.now().replace(microsecond=0) + LASTS


class PartnerKey(Record):
    """`digest` is the SHA-256 of the whole key, in hexadecimal.

    No slow hash: a password needs one because people choose it, and it can be guessed. A key holds
    256 random bits, which nobody guesses however fast the hash, and it is looked at with each
    request.
    """

    # The digest is of no use to whoever reads the history. The day of last use is no change that
    # anybody made: it is written beside the history and leaves the version alone.
    LEDGER_OMITS = frozenset({"digest", "last_used_on"})
    WRITTEN_ONCE = frozenset({"prefix", "digest"})

    partner = models.CharField(max_length=200, help_text="Who uses it.")
    note = models.TextField(
        blank=True, help_text="What for, and whom to ask. Only administrators see it."
    )
    scopes = models.JSONField(
        default=only_public, help_text="What it opens: public, or public and embargoed."
    )
    prefix = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        validators=[RegexValidator(r"\A[0-9a-f]{12}\Z")],
        help_text="The part of the key by which it is found; no secret.",
    )
    digest = models.CharField(
        max_length=64, editable=False, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")]
    )
    expires_at = models.DateTimeField(
        default=in_a_year, help_text="From this instant on it opens nothing."
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who gave it away is part of the evidence. Empty: the command line.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    last_used_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The day, and no more of it."
    )

    class Meta:
        ordering = ["partner", "pk"]
        # Never deleted: a key that was given away stays on record, revoked or expired.
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes=ALLOWED_SCOPES[0]) | Q(scopes=ALLOWED_SCOPES[1]),
                name="exchange_partnerkey_scopes_are_known",
                violation_error_message="A key opens what is public, or that and what is "
                "under embargo.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="exchange_partnerkey_expires_after_it_began",
                violation_error_message="A key ends after it was made: choose a later day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} ({self.prefix})"

    @property
    def sees_embargoed(self) -> bool:
        return EMBARGOED in self.scopes

    def is_valid(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at
