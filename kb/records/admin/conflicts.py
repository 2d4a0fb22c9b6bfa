"""Conflicts: what each source says, and the choice between them, with a reason."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kb.records.admin.base import RecordAdmin
from kb.records.conflicts import decide_conflict
from kb.records.models import Conflict, ConflictValue
from kb.records.services import Refused, StaleRecord, find_record
from kb.search.models import SearchEntry


class OpenFilter(admin.SimpleListFilter):
    title = "decided"
    parameter_name = "decided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Open"), ("yes", "Decided")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(decided_at__isnull=self.value() == "no")


class WithSubjects(ChangeList):
    """Each conflict of a page with the title of the record that it is about, in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        about = {each.record for each in self.result_list}
        entries = SearchEntry.objects.filter(record__in=about)
        titles = dict(entries.values_list("record", "title"))
        for each in self.result_list:
            each.about_title = titles.get(each.record, "")


class ValueRows(admin.TabularInline):
    """What each source says stays as it was recorded."""

    model = ConflictValue
    template = "admin/records/part_rows.html"
    fields = readonly_fields = ["value", "printed", "source"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source", "conflict")


class ChoiceForm(forms.Form):
    value = forms.ChoiceField(label="The value that our pages show", widget=forms.RadioSelect)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why this value was chosen. Readers see it beside the values.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, conflict: Conflict, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = conflict.values.select_related("source")
        said: dict[str, list[str]] = {}
        for each in values:
            said.setdefault(each.value, []).append(str(each.source))
        self.fields["value"].choices = [
            (value, f"{value} ({', '.join(sources)})") for value, sources in said.items()
        ]
        self.initial.setdefault("value", conflict.chosen_value)
        self.initial.setdefault("version", conflict.version)


@admin.register(Conflict)
class ConflictAdmin(RecordAdmin):
    list_display = ["label", "about", "chosen_value", "decided_at", "decided_by"]
    list_filter = [OpenFilter, "subject_kind"]
    list_select_related = ["decided_by"]
    search_fields = ["label", "field", "chosen_value"]
    inlines = [ValueRows]
    change_form_template = "admin/records/conflict.html"
    readonly_fields = ["label", "about", "chosen_value", "reason", "decided_at", "decided_by"]
    fieldsets = [(None, {"fields": readonly_fields})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="About")
    def about(self, conflict: Conflict) -> str:
        if not hasattr(conflict, "about_title"):
            return str(self._subject(conflict) or "")
        return conflict.about_title or conflict.subject_kind.partition(".")[2]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WithSubjects

    def _subject(self, conflict: Conflict) -> Any:
        return find_record(conflict.subject_kind, conflict.record)

    def get_urls(self) -> list[Any]:
        decide = path(
            "<int:pk>/decide/",
            self.admin_site.admin_view(self.decide),
            name="records_conflict_decide",
        )
        return [decide, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("records.decide_conflict"):
            raise PermissionDenied
        conflict = Conflict.objects.filter(pk=pk).first()
        if conflict is None:
            raise Http404
        form = ChoiceForm(conflict, request.POST if request.method == "POST" else None)
        status = 200
        if request.method == "POST" and form.is_valid():
            status = self._decided(request, conflict, form)
            if status == 302:
                return redirect(reverse("admin:records_conflict_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Choose a value: {conflict}",
            "opts": self.model._meta,
            "conflict": conflict,
            "subject": self._subject(conflict),
            "form": form,
        }
        return render(request, "admin/records/decide.html", context, status=status)

    def _decided(self, request: HttpRequest, conflict: Conflict, form: ChoiceForm) -> int:
        said = form.cleaned_data
        conflict.version = said["version"]
        try:
            decide_conflict(conflict, value=said["value"], reason=said["reason"], by=request.user)
        except StaleRecord as stale:
            form.add_error(None, f"{stale} Look at the values again, then save again.")
            form.data = form.data.copy()
            form.data["version"] = str(stale.stored.version)
            return 409
        except Refused as refused:
            form.add_error(None, str(refused))
            return 409
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return 409
        messages.success(request, f"Decided: {said['value']}.")
        return 302
