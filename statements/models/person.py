"""People who speak, sign and write, and what may be told of them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kb.council.models.states import dates_in_order
from kb.records.models import Publishable, Record
from kb.search.visibility import visible
from statements.models.names import given_away
from statements.models.organisation import Organisation
from statements.models.telling import Telling


class Confidentiality(models.TextChoices):
    NAMED = "named", "Named"
    ROLE_ONLY = "role_only", "Role only"
    WITHHELD = "withheld", "Withheld"


def confidentiality_is_known() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(confidentiality__in=["named", "role_only", "withheld"]),
        name="%(app_label)s_%(class)s_confidentiality_is_known",
        violation_error_message="Choose what may be told from the list.",
    )


class Person(Publishable):
    """Public, with a page and a name, only where the name may be told."""

    name = models.CharField(max_length=200, help_text="As the person writes it.")
    slug = models.SlugField(
        max_length=100, unique=True, help_text="Words for the address. It is kept for ever."
    )
    confidentiality = models.CharField(
        max_length=10,
        choices=Confidentiality,
        default=Confidentiality.NAMED,
        help_text="Named: name and capacity. Role only: the capacity. Withheld: neither.",
    )

    class Meta(Publishable.Meta):
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [*Publishable.Meta.constraints, confidentiality_is_known()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    @classmethod
    def visible_at(cls, at: datetime, via: str = "") -> Q:
        return visible(at, via) & Q(**{f"{via}confidentiality": Confidentiality.NAMED})

    def clean(self) -> None:
        super().clean()
        told = [words for place in self._told_in() for words in place.told(person=self)]
        if sentence := given_away(self.hidden_names(), told):
            raise ValidationError(sentence)

    def hidden_names(self) -> list[str]:
        return [] if self.is_named else [self.name]

    def _told_in(self) -> set[Telling]:
        """The statements and articles with a part of this person that are public, or will be."""
        if self.is_named or self._state.adding:
            return set()
        quoted = self.quotes.select_related("statement", "article")
        signed = self.signatures.select_related("statement")
        places = {*self.statements.all(), *self.articles.all()}
        places |= {quote.said_in for quote in quoted} | {each.statement for each in signed}
        return {place for place in places if place.state == self.State.PUBLISHED}

    def is_released(self, at: datetime) -> bool:
        """Whether staff released the person at all; how much may be told is another question."""
        return super().is_public(at)

    def is_public(self, at: datetime) -> bool:
        return self.is_named and self.is_released(at)

    def gone_since(self, at: datetime) -> datetime | None:
        """Never told of somebody whose name must not be: the page looks as if it never was."""
        return super().gone_since(at) if self.is_named else None

    def public_from(self) -> datetime | None:
        return super().public_from() if self.is_named else None

    def publish_refusals(self) -> list[str]:
        if self.confidentiality != Confidentiality.WITHHELD:
            return []
        return ["This person is withheld: nothing about them can be published."]

    def search_text(self) -> tuple[str, str]:
        return (self.name, "") if self.is_named else ("", "")

    @property
    def is_named(self) -> bool:
        return self.confidentiality == Confidentiality.NAMED


class Role(Record):
    """What a person is or was, where and when. It follows its person."""

    person = models.ForeignKey(
        Person,
        # A role is a part of what we know of its person.
        on_delete=models.CASCADE,
        related_name="roles",
        help_text="Who holds or held it.",
    )
    organisation = models.ForeignKey(
        Organisation,
        # An organisation that people spoke for stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        help_text="Where the role is held.",
    )
    title = models.CharField(max_length=200, help_text="Such as “Asia Advocate”.")
    since = models.DateField(null=True, blank=True, help_text="First day; empty if not known.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty if it goes on.")

    class Meta:
        ordering = ["person", "since", "title"]
        constraints = [dates_in_order("statements_role_dates_in_order")]

    def gate(self) -> Person:
        return self.person

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title


@dataclass(frozen=True, slots=True)
class Speaker:
    """What may be told of whoever spoke. Both are empty where nothing may."""

    name: str = ""
    capacity: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.capacity]))


def speaker(person: Person | None, capacity: str, at: datetime) -> Speaker:
    """The public face at `at` of a person who spoke in `capacity`.

    A capacity without a person on record is shown. Of a person who is not released, or withheld,
    nothing is; of one known by role only, the capacity alone.
    """
    if person is None:
        return Speaker(capacity=capacity)
    if not person.is_released(at) or person.confidentiality == Confidentiality.WITHHELD:
        return Speaker()
    return Speaker(person.name if person.is_named else "", capacity)
