from django.contrib import admin

from kb.records.admin.base import RecordAdmin
from kb.records.admin.registers import RegisterMixin
from statements.admin.filters import HasOpenConflict
from statements.admin.forms import NamedForm
from statements.models import Organisation
from statements.registers import OrganisationResource


@admin.register(Organisation)
class OrganisationAdmin(RegisterMixin, RecordAdmin):
    form = NamedForm
    registers = [OrganisationResource]
    list_display = ["name", "short_name", "has_ecosoc_status", "state", "release_at"]
    list_filter = ["state", "has_ecosoc_status", HasOpenConflict]
    search_fields = ["name", "short_name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        ("What it is called", {"fields": ["name", "short_name", "slug"]}),
        ("What is known of it", {"fields": ["has_ecosoc_status", "url"]}),
    ]
