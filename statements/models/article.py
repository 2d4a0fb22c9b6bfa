"""Articles: what was published about votes and statements, in our words or the publisher's."""

from datetime import date, datetime

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F
from django.urls import reverse

from kb.records.models import Publishable, Source
from statements.models.organisation import Organisation
from statements.models.person import Person, Speaker, speaker
from statements.models.statement import language_is_a_code
from statements.models.telling import Telling


class Article(Telling):
    publisher = models.ForeignKey(
        Organisation,
        # Who published it is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="The organisation that published it.",
    )
    author = models.ForeignKey(
        Person,
        # Who wrote it is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="Who wrote it, if it says so.",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where it was read.",
    )
    title = models.CharField(max_length=300, help_text="As printed.")
    slug = models.SlugField(
        max_length=120, unique=True, help_text="Words for its address. It is kept for ever."
    )
    published_on = models.DateField(null=True, blank=True, help_text="The date that it bears.")
    lede = models.TextField(
        blank=True,
        validators=[ProhibitNullCharactersValidator()],
        help_text="One or two sentences under the title.",
    )
    body = models.TextField(
        blank=True,
        validators=[ProhibitNullCharactersValidator()],
        help_text="A blank line parts paragraphs.",
    )
    is_described = models.BooleanField(
        "described in our own words",
        default=False,
        help_text="Lede and body are our description, not the publisher's words.",
    )
    language = models.CharField(
        max_length=3, default="en", help_text="The language of the text: en, fr, es, ru, zh, ar."
    )
    url = models.URLField(max_length=500, blank=True, help_text="Where a reader can open it.")
    image_credit = models.CharField(
        max_length=200, blank=True, help_text="As printed: “UN Webcast”."
    )
    contact = models.CharField(
        max_length=300, blank=True, help_text="For staff: whom to ask. It is never made public."
    )

    class Meta(Publishable.Meta):
        ordering = [F("published_on").desc(nulls_last=True), "slug"]
        constraints = [*Publishable.Meta.constraints, language_is_a_code()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    def words(self) -> list[str]:
        return [self.title, self.slug, self.lede, self.body, self.url, self.image_credit]

    def hidden_names(self) -> list[str]:
        return self.author.hidden_names() if self.author else []

    def search_text(self) -> tuple[str, str]:
        return self.title, " ".join(filter(None, [self.lede, self.body]))

    @property
    def said_on(self) -> date | None:
        """The day that counts for what is asked in it."""
        return self.published_on

    def shown_author(self, at: datetime) -> Speaker:
        """What may be told of its author. Select `author` with it."""
        return speaker(self.author, "", at)
