"""One entry for each page that can be found, written in the transaction that writes its record."""

from django.db import models


class SearchEntry(models.Model):
    kind = models.CharField(max_length=60)
    record = models.UUIDField(unique=True)
    title = models.TextField()
    body = models.TextField()
    url = models.CharField(max_length=300)
    visible_from = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.title
