"""One proposed family: its texts to tick, and the title and address of its initiative."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import slugify
from django.utils.text import Truncator

from votes.admin.finding import symbol_of
from votes.analysis.families import Proposal
from votes.models import Initiative, Resolution

LONGEST_TITLE = Initiative._meta.get_field("title").max_length
LONGEST_SLUG = Initiative._meta.get_field("slug").max_length


class FamilyForm(forms.Form):
    """`texts` are those of the proposal that are in no initiative yet."""

    texts = forms.MultipleChoiceField(required=False)
    title = forms.CharField(
        max_length=LONGEST_TITLE, widget=forms.TextInput(attrs={"class": "vLargeTextField"})
    )
    slug = forms.SlugField(
        label="Address",
        max_length=LONGEST_SLUG,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Words for its address. It is kept for ever.",
        error_messages={"invalid": "Use letters, digits and hyphens alone."},
    )
    is_public = forms.BooleanField(label="Public at once", required=False)

    def __init__(
        self, proposal: Proposal, texts: Sequence[Resolution], data: QueryDict | None, number: int
    ) -> None:
        keys = [str(text.public_id) for text in texts if text.initiative is None]
        title = Truncator(proposal.title).chars(LONGEST_TITLE)
        slug = slugify(title)[:LONGEST_SLUG].rstrip("-")
        initial = {"texts": keys, "title": title, "slug": slug, "is_public": True}
        super().__init__(data, initial=initial, auto_id=f"family-{number}-%s")
        self.fields["texts"].choices = [(key, key) for key in keys]
        if proposal.initiative is not None:
            for name in ("title", "slug", "is_public"):
                del self.fields[name]

    def ticked(self) -> set[str]:
        data: Any = self.data if self.is_bound else self.initial
        return set(data.getlist("texts") if isinstance(data, QueryDict) else data["texts"])


@dataclass(frozen=True, slots=True)
class ShownText:
    text: Resolution
    symbol: str
    is_ticked: bool

    @property
    def key(self) -> str:
        return str(self.text.public_id)


@dataclass(frozen=True, slots=True)
class ShownFamily:
    """A proposal as the page prints it. `key` is its first text, which no other proposal has."""

    key: str
    reason: str
    title: str
    initiative: Initiative | None
    texts: list[ShownText]
    form: FamilyForm

    def chosen(self) -> list[Resolution]:
        wanted = set(self.form.cleaned_data["texts"])
        return [each.text for each in self.texts if each.key in wanted]


def shown_family(
    proposal: Proposal,
    texts: Mapping[str, Resolution],
    data: QueryDict | None = None,
    number: int = 0,
) -> ShownFamily:
    """`texts` by their public ids; with `data`, what was sent of this family."""
    own = [texts[key] for key in proposal.texts]
    form = FamilyForm(proposal, own, data, number)
    ticked = form.ticked()
    return ShownFamily(
        key=proposal.texts[0],
        reason=proposal.reason,
        title=proposal.title,
        initiative=next((text.initiative for text in own if text.initiative), None),
        texts=[ShownText(each, symbol_of(each), str(each.public_id) in ticked) for each in own],
        form=form,
    )
