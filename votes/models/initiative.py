"""Initiatives: the families of successive texts under one title."""

from django.db import models
from django.urls import reverse

from kb.records.models import Publishable


class Initiative(Publishable):
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        help_text="Words for its address. It is kept for ever.",
        error_messages={"unique": "Another initiative has this address already."},
    )
    title = models.CharField(max_length=300, help_text="The title that its texts share.")
    summary = models.TextField(blank=True, help_text="In our own words: what it is about.")

    class Meta(Publishable.Meta):
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.slug])

    def search_text(self) -> tuple[str, str]:
        return self.title, self.summary
