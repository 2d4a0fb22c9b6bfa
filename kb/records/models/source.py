"""Where a fact comes from."""

from django.db import models
from django.db.models import Q

from kb.records.models.publishable import Publishable


class Source(Publishable):
    class Kind(models.TextChoices):
        BOARD = "board", "Vote board"
        PRESS_RELEASE = "press_release", "Press release"
        DRAFT_REPORT = "draft_report", "Draft report"
        ADOPTED_TEXT = "adopted_text", "Adopted text"
        LIBRARY_RECORD = "library_record", "Library record"
        STATEMENT = "statement", "Statement as delivered"
        WEB_PAGE = "web_page", "Web page"

    kind = models.CharField(max_length=20, choices=Kind, help_text="What sort of document this is.")
    title = models.CharField(
        max_length=300, help_text="As a reader would cite it: “Vote board of 22 June 2020, 15:00”."
    )
    publisher = models.CharField(
        max_length=200, blank=True, help_text="Who issued it, such as “OHCHR Library”."
    )
    dated_on = models.DateField(
        null=True, blank=True, help_text="The date that the document itself bears."
    )
    retrieved_on = models.DateField(
        null=True, blank=True, help_text="The day on which we last read it."
    )
    reference = models.CharField(
        max_length=200, blank=True, help_text="Its symbol or record number, if it has one."
    )
    digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="SHA-256 of what was last imported from it, by which a change is found out.",
    )
    url = models.URLField(
        max_length=500, blank=True, help_text="Where a reader can open it. Leave empty if nowhere."
    )

    class Meta(Publishable.Meta):
        ordering = ["title"]
        indexes = [models.Index(fields=["publisher", "reference"], name="records_source_reference")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "board",
                        "press_release",
                        "draft_report",
                        "adopted_text",
                        "library_record",
                        "statement",
                        "web_page",
                    ]
                ),
                name="records_source_kind_is_known",
                violation_error_message="Choose the kind of source from the list.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
