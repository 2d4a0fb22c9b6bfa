"""Forms of what was said: an address made from the title, and parts placed by “p5s2”."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import slugify

from kb.records.admin.choices import KnownChoicesForm
from kb.records.admin.forms import HeadForm, RecordForm
from kb.records.admin.formsets import Rows
from statements.models import Segment, Statement
from statements.services import addresses_after

# Django's own class for a field as wide as a text.
WIDE = "vLargeTextField"
PROSE = f"{WIDE} prose"
ADDRESS = (
    "Words for its address, made from the name if you leave it empty. It is kept for ever: once it "
    "was public, an old address leads to the new one."
)
NO_LATIN_WORDS = "Give words for its address in Latin letters, such as “joint-statement-on-rights”."
PARAGRAPH = (
    "Where in the statement: p5 for the fifth paragraph, p5s2 for its second sentence. What runs "
    "over several sentences has the address of the paragraph."
)


class SluggedForm(HeadForm):
    """The words of the address are made from the name where nobody gives any, and then kept."""

    made_from = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            slug = self.fields["slug"]
            slug.label, slug.help_text, slug.required = "Address", ADDRESS, False
            slug.widget.attrs["class"] = WIDE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slug") == "":
            cleaned["slug"] = self.instance.slug or self._made(cleaned.get(self.made_from, ""))
            if not cleaned["slug"]:
                self.add_error("slug", NO_LATIN_WORDS)
        return cleaned

    def _made(self, words: str) -> str:
        longest = self._meta.model._meta.get_field("slug").max_length
        return slugify(words)[:longest].rstrip("-")


class NamedForm(SluggedForm):
    made_from = "name"


class RowForm(KnownChoicesForm, RecordForm):
    """A record in a row on the page of another."""


class PlacedForm(forms.ModelForm):
    """A part of a statement, placed by the address of a paragraph or sentence."""

    segment = forms.CharField(
        label="Paragraph",
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"list": "addresses", "size": 8, "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=PARAGRAPH,
    )

    # Which addresses a statement will have once it is saved.
    addresses_after: Callable[[Statement], Collection[str]] = staticmethod(addresses_after)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            segment = self.instance.segment
            self.initial["segment"] = segment.address if segment else ""

    def clean(self) -> dict[str, Any]:
        if "segment" in self.cleaned_data:
            is_placed = "segment" in self.changed_data
            self.cleaned_data["segment"] = self._placed(self.cleaned_data) if is_placed else None
        return super().clean()

    def _placed(self, cleaned: dict[str, Any]) -> Segment | None:
        """The paragraph meant, not looked up yet: it may be written with the same save."""
        address, statement = cleaned["segment"].lower(), cleaned.get("statement")
        if not address:
            return None
        if statement is None:
            self.add_error("segment", "Only a statement has paragraphs to choose from.")
        elif address not in self.addresses_after(statement):
            self.add_error("segment", f"The statement has no paragraph or sentence {address}.")
        else:
            return Segment(statement=statement, address=address)
        return None


class PlacedRowForm(PlacedForm, RowForm):
    pass


class PlacedHeadForm(PlacedForm, HeadForm):
    pass


class PlacedRows(Rows):
    """The rows of one statement: its addresses are worked out once."""

    @cached_property
    def addresses(self) -> Collection[str]:
        return addresses_after(self.instance)

    def add_fields(self, form: PlacedForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.addresses_after = lambda statement: self.addresses
