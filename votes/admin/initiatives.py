from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.text import slugify

from kb.records.admin.forms import HeadForm
from votes.admin.families.views import proposed, proposed_links
from votes.admin.finding import with_latest_draft
from votes.admin.linked_list import LinkedListAdmin
from votes.models import Initiative


class InitiativeForm(HeadForm):
    class Meta:
        widgets = {
            "title": AdminTextInputWidget(attrs={"class": "vLargeTextField"}),
            "summary": AdminTextareaWidget(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Left empty, it is taken from the title."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_empty = not self.cleaned_data.get("slug") and "slug" not in self.errors
        if is_empty and (title := cleaned.get("title") or self.instance.title):
            cleaned["slug"] = slugify(title)[:100].rstrip("-")
        return cleaned


@admin.register(Initiative)
class InitiativeAdmin(LinkedListAdmin):
    form = InitiativeForm
    list_display = ["title", "text_count", "state"]
    list_filter = ["state"]
    search_fields = ["title", "summary", "slug"]
    # Said here again: counting their texts makes the database forget the order of the model.
    ordering = ["title"]
    readonly_fields = ["texts"]
    fieldsets = [
        ("What it is about", {"fields": ["title", "summary"]}),
        ("Its texts", {"fields": ["texts"]}),
        ("Address", {"fields": ["slug"]}),
    ]

    def list_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        return proposed_links(request.user)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(proposed)
        return [path("proposed/", view, name="votes_initiative_proposed"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(text_count=Count("resolutions"))

    @admin.display(description="Texts", ordering="text_count")
    def text_count(self, initiative: Initiative) -> int:
        return initiative.text_count

    @admin.display(description="In the order of their action")
    def texts(self, initiative: Initiative) -> SafeString:
        found = with_latest_draft(initiative.resolutions.select_related("session")).order_by(
            F("acted_on").asc(nulls_last=True), "session__starts_on", "slug"
        )
        return render_to_string("admin/votes/texts.html", {"texts": found})
