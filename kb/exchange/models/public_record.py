"""What partners were told of: every record that is or was public, by its last public change."""

from django.db import models
from django.db.models import Q


class PublicRecord(models.Model):
    """One row a record. It moves to the end when the document that the public gets changes.

    `kind` is the name of its Kind, `record` its public id. `digest` is the hash of its document,
    empty once it is not public any more. Only `kb.exchange.feed.settling` writes it.
    """

    kind = models.CharField(max_length=20)
    record = models.UUIDField()
    digest = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(unique=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        # Nobody edits it: there is nothing to permit.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"],
                name="exchange_publicrecord_once",
                violation_error_message="This record stands in the feed already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind} {self.record}"


class FeedState(models.Model):
    """The one row that says how far the feed has come.

    `word` is in every cursor, so that one of another feed is refused. `position` is the last that
    was given. All ledger rows up to the key `ledger_seen` and all releases up to `settled_at` are
    settled; `made_with` is the hash of what documents hang on beside records.
    """

    word = models.CharField(max_length=16)
    position = models.BigIntegerField(default=0)
    ledger_seen = models.BigIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    made_with = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="exchange_feedstate_is_one",
                violation_error_message="There is one feed.",
            ),
        ]

    def __str__(self) -> str:
        return f"The feed up to {self.position}"
