"""Addresses are promises: a page that moved is still found under its old address."""

from django.db import models


class FormerAddress(models.Model):
    path = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=60)
    record = models.UUIDField()

    class Meta:
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.path
