"""Signatures: who stands behind a statement, as far as we know and may tell."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kb.records.models import Publishable, PublishableQuerySet, Source
from kb.search.visibility import visible
from statements.models.names import holds_a_name
from statements.models.organisation import Organisation
from statements.models.person import Confidentiality, Person, confidentiality_is_known
from statements.models.statement import Statement
from statements.models.telling import Wording


class SignatureQuerySet(PublishableQuerySet):
    def listed(self, at: datetime) -> "SignatureQuerySet":
        """The known signatories that may be shown at `at`, with what names them and its source."""
        return self.published(at).select_related("organisation", "person", "source")


class Signature(Wording, Publishable):
    """As public as itself, its statement, and whoever it names."""

    statement = models.ForeignKey(
        Statement,
        # Who signed is part of the record.
        on_delete=models.PROTECT,
        related_name="signatures",
        help_text="The statement that was signed.",
    )
    organisation = models.ForeignKey(
        Organisation,
        # Who signed is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        help_text="The organisation that signed.",
    )
    person = models.ForeignKey(
        Person,
        # Who signed is part of the record.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        help_text="The person who signed, in their own name or for the organisation.",
    )
    source = models.ForeignKey(
        Source,
        # A source that is cited stays.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="How we know, where it is not the statement itself.",
    )
    name_as_printed = models.CharField(
        max_length=200, blank=True, help_text="As the statement or the source prints it."
    )
    role_label = models.CharField(
        "role",
        max_length=200,
        blank=True,
        help_text="What is shown instead of a name: “a human rights organisation”.",
    )
    confidentiality = models.CharField(
        max_length=10,
        choices=Confidentiality,
        default=Confidentiality.NAMED,
        help_text="Role only: the role is shown instead of the name. Withheld: nothing is.",
    )
    shares_the_views = models.BooleanField(
        default=False,
        help_text="It shares the views expressed, having no ECOSOC status to sign with.",
    )

    objects = SignatureQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["statement", "shares_the_views", "name_as_printed", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            confidentiality_is_known(),
            models.CheckConstraint(
                # Of whoever is known by role only, the name need not be kept at all.
                condition=Q(organisation__isnull=False)
                | Q(person__isnull=False)
                | ~Q(name_as_printed="")
                | Q(confidentiality="role_only"),
                name="statements_signature_has_a_name",
                violation_error_message="Say who signed.",
            ),
            models.CheckConstraint(
                condition=~Q(confidentiality="role_only") | ~Q(role_label=""),
                name="statements_signature_role_is_said",
                violation_error_message="Say what is shown instead of the name.",
            ),
            models.UniqueConstraint(
                fields=["statement", "organisation"],
                condition=Q(person__isnull=True),
                name="statements_signature_organisation_once",
                violation_error_message="This organisation's signature is already recorded.",
            ),
            models.UniqueConstraint(
                fields=["statement", "person"],
                name="statements_signature_person_once",
                violation_error_message="This person's signature is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed or str(self.organisation or self.person or self.role_label)

    @classmethod
    def visible_at(cls, at: datetime, via: str = "") -> Q:
        named = Q(**{f"{via}confidentiality": Confidentiality.NAMED})
        role_only = Q(**{f"{via}confidentiality": Confidentiality.ROLE_ONLY})
        no_organisation = Q(**{f"{via}organisation__isnull": True})
        no_person = Q(**{f"{via}person__isnull": True})
        tellable = (no_organisation | Organisation.visible_at(at, f"{via}organisation__")) & (
            no_person | Person.visible_at(at, f"{via}person__")
        )
        signed = visible(at, via) & Statement.visible_at(at, f"{via}statement__")
        return signed & (role_only | (named & tellable))

    def clean(self) -> None:
        super().clean()
        if self.is_role_only and holds_a_name(self._names(), self.role_label):
            raise ValidationError("The role would give away the name that must not be told.")
        if self.statement_id:
            self.statement.refuse_hidden_names(changed=self)

    def words(self) -> list[str]:
        hidden = self.state != self.State.PUBLISHED or (
            self.is_named and self.person and not self.person.is_named
        )
        # Partners read the printed name too, beside that of the register.
        return [] if hidden else [self.shown_as, self.name_as_printed if self.is_named else ""]

    def hidden_names(self) -> list[str]:
        if self.is_named:
            return self.person.hidden_names() if self.person else []
        return self._names()

    def is_public(self, at: datetime) -> bool:
        return super().is_public(at) and all(parent.is_public(at) for parent in self._parents())

    def gone_since(self, at: datetime) -> datetime | None:
        """A signature has no page of its own, so none that could be gone."""
        return None

    def public_from(self) -> datetime | None:
        instants = [super().public_from(), *(parent.public_from() for parent in self._parents())]
        return max(instants) if all(instants) else None

    def _parents(self) -> list[Publishable]:
        named = [self.organisation, self.person] if self.is_named else []
        return [self.statement, *filter(None, named)]

    def publish_refusals(self) -> list[str]:
        if self.confidentiality != Confidentiality.WITHHELD:
            return []
        return ["This signature is withheld, so it cannot be published."]

    def search_text(self) -> tuple[str, str]:
        return "", ""

    @property
    def shown_as(self) -> str:
        """The words for the public. Select `organisation` and `person` with it."""
        if self.is_role_only:
            return self.role_label
        return self._names()[0] if self.is_named else ""

    @property
    def is_named(self) -> bool:
        return self.confidentiality == Confidentiality.NAMED

    @property
    def is_role_only(self) -> bool:
        return self.confidentiality == Confidentiality.ROLE_ONLY

    def _names(self) -> list[str]:
        """As a reader looks for it first: the register's name, else the printed one."""
        registered = [record.name for record in (self.person, self.organisation) if record]
        together = [", ".join(registered)] if len(registered) > 1 else []
        return [*together, *registered, *filter(None, [self.name_as_printed])]
