"""The one append-only history: who changed what, when, why, and on which source."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kb.records.models.publishable import Record
from kb.records.models.source import Source


class LedgerQuerySet(models.QuerySet["Ledger"]):
    def about(self, record: Record) -> "LedgerQuerySet":
        return self.filter(record=record.public_id)


class Ledger(models.Model):
    """One row a change. The database refuses to change or delete a row (migration 0002).

    `changes` maps a field to [old, new]. It, the reason and the salt can be erased when a person
    must be protected; `content_digest` stays, so the chain of `digest` over `previous` holds.
    """

    kind = models.CharField(max_length=60)
    record = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=30)
    changes = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    source = models.ForeignKey(
        Source,
        # A source that a correction cites stays.
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who did it is part of the evidence. Empty: a command of the system.
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, blank=True)
    content_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "ledger"

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.record} v{self.version}"
