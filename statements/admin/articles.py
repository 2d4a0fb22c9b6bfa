from django import forms
from django.contrib import admin

from kb.records.admin.base import RecordAdmin
from statements.admin.filters import HasOpenConflict
from statements.admin.forms import PROSE, WIDE, SluggedForm
from statements.admin.parts import AskRows, ClaimCheckRows, MentionRows, QuoteRows
from statements.models import Article


class ArticleForm(SluggedForm):
    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": WIDE}),
            "lede": forms.Textarea(attrs={"class": PROSE, "rows": 3}),
            "body": forms.Textarea(attrs={"class": PROSE, "rows": 24}),
        }


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    form = ArticleForm
    list_display = ["title", "publisher", "published_on", "state", "release_at"]
    list_filter = [
        "state",
        ("publisher", admin.RelatedOnlyFieldListFilter),
        "published_on",
        HasOpenConflict,
    ]
    list_select_related = ["publisher"]
    date_hierarchy = "published_on"
    search_fields = ["title", "publisher__name", "publisher__short_name"]
    autocomplete_fields = ["publisher", "author", "source"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        ("What and when", {"fields": ["title", "slug", ("published_on", "url")]}),
        ("Who", {"fields": [("publisher", "author"), "contact"]}),
        (
            "Text",
            {"fields": ["lede", "body", ("language", "is_described"), "image_credit"]},
        ),
        ("How we know", {"fields": ["source"]}),
    ]
    inlines = [AskRows, MentionRows, QuoteRows, ClaimCheckRows]
