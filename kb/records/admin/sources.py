from django.contrib import admin

from kb.records.admin.base import RecordAdmin
from kb.records.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", "kind", "publisher", "dated_on", "state", "release_at"]
    list_filter = ["kind", "state", "dated_on"]
    search_fields = ["title", "publisher", "reference", "url"]
    fieldsets = [
        ("What it is", {"fields": ["kind", "title", "publisher", "reference"]}),
        ("When and where", {"fields": ["dated_on", "retrieved_on", "url"]}),
    ]
