"""Organisations that speak, sign and publish."""

from django.db import models
from django.urls import reverse

from kb.records.models import Publishable


class Organisation(Publishable):
    name = models.CharField(max_length=200, help_text="Its full name, as it writes it itself.")
    short_name = models.CharField(
        max_length=60, blank=True, help_text="What people call it, such as “ISHR”."
    )
    slug = models.SlugField(
        max_length=100, unique=True, help_text="Words for its address. It is kept for ever."
    )
    has_ecosoc_status = models.BooleanField(
        "ECOSOC status",
        null=True,
        blank=True,
        help_text="Whether it has consultative status with ECOSOC. Unknown if no source says so.",
    )
    url = models.URLField(max_length=500, blank=True, help_text="Its own website.")

    class Meta(Publishable.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])

    def search_text(self) -> tuple[str, str]:
        return self.name, self.short_name
