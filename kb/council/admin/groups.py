from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.council.models import Group, GroupMembership
from kb.council.registers import GroupResource, MembershipResource
from kb.records.admin.base import RecordAdmin
from kb.records.admin.choices import ChoosingInline
from kb.records.admin.registers import RegisterMixin


class MembershipRows(ChoosingInline):
    model = GroupMembership
    fields = ["state", "since", "until"]
    autocomplete_fields = ["state"]
    ordering = ["state__name", "since"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("group", "state")


@admin.register(Group)
class GroupAdmin(RegisterMixin, RecordAdmin):
    registers = [GroupResource, MembershipResource]
    inlines = [MembershipRows]
    list_display = ["name", "code", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    fieldsets = [("Which group", {"fields": ["name", "code", "kind"]})]
