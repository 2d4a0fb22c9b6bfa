"""Registers by file in the admin: choose, look at what would change, confirm; and export."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from kb.records.admin.rights import may
from kb.records.registers import uploads
from kb.records.registers.outcomes import Outcome
from kb.records.registers.resources import RecordResource, import_table
from kb.records.registers.tables import (
    MOST_BYTES,
    MOST_ROWS,
    TOO_LARGE,
    TableError,
    csv_file,
    read_table,
    xlsx_file,
)

SALT = "kb.records.admin.registers"
# Rows that a page lists; all of them count.
SHOWN = 200
TOO_LATE = "The preview is older than an hour, or was confirmed already. Choose the file again."
MOVED_ON = (
    "Somebody changed what the file is about since you saw the preview. Nothing was written. Look "
    "at the changes again, then confirm."
)
FILES = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class RegisterForm(forms.Form):
    """`registers` are resource classes; with one alone there is nothing to choose."""

    register = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, registers: Iterable[type[RecordResource]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.registers = list(registers)
        field = self.fields["register"]
        field.choices = [(n, capfirst(each.title())) for n, each in enumerate(self.registers)]
        field.initial = 0
        if len(self.registers) == 1:
            field.widget, field.required, field.empty_value = forms.HiddenInput(), False, 0


class ImportForm(RegisterForm):
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=f"CSV or XLSX, at most {MOST_BYTES // 1024**2} MB and {MOST_ROWS:,} rows. "
        "The first row names the columns.",
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return file


class ExportForm(RegisterForm):
    kind = forms.ChoiceField(
        label="Kind of file",
        choices=[("csv", "CSV"), ("xlsx", "XLSX")],
        initial="csv",
        widget=forms.RadioSelect,
    )


class RegisterMixin:
    """Import and export by file for the admin of a record. `registers` are resource classes."""

    registers: list[type[RecordResource]] = []
    change_list_template = "admin/registers/change_list.html"

    def get_urls(self) -> list[Any]:
        views = {
            "import": self.import_view,
            "import/confirm": self.confirm_view,
            "export": self.export_view,
        }
        return [
            *(
                path(f"{step}/", self.admin_site.admin_view(view), name=self._name(step))
                for step, view in views.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        links = {
            "may_import": bool(self._imports(request.user)),
            "may_export": bool(self._exports(request.user)),
        }
        return super().changelist_view(request, extra_context={**(extra_context or {}), **links})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form; and for a file, what it would change, with nothing written."""
        registers = _or_refuse(self._imports(request.user))
        form = ImportForm(registers, request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self._import_page(request, form)
        file, number = form.cleaned_data["file"], form.cleaned_data["register"]
        content = file.read()
        try:
            outcome = _import(registers[number], file.name, content, by=request.user, is_trial=True)
        except TableError as error:
            form.add_error("file", str(error))
            return self._import_page(request, form)
        if outcome.is_refused or not outcome.written:
            return self._import_page(request, form, outcome)
        return self._preview(request, registers[number], file.name, content, outcome)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Write the file if it does what the preview showed, and nothing else."""
        registers = _or_refuse(self._imports(request.user))
        agreed = _agreed(request)
        resource = next((r for r in registers if r.__name__ == agreed.get("register")), None)
        content = uploads.take(agreed["stored"]) if resource else None
        if content is None:
            messages.error(request, TOO_LATE)
            return redirect(self._address("import"))
        name = agreed["file"]
        with transaction.atomic():
            outcome = _import(resource, name, content, by=request.user, is_trial=False)
            is_agreed = outcome.digest == agreed["digest"] and not outcome.is_refused
            transaction.set_rollback(not is_agreed)
        if is_agreed:
            messages.success(request, f"Imported from “{name}”: {outcome.counts}.")
            return redirect(self._address("changelist"))
        messages.error(request, MOVED_ON)
        if outcome.is_refused:
            return self._import_page(request, ImportForm(registers), outcome, status=409)
        return self._preview(request, resource, name, content, outcome, status=409)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The rows of the list as it is filtered, as a file that can be imported again."""
        registers = _or_refuse(self._exports(request.user))
        form = ExportForm(registers, request.POST or None)
        if not form.is_valid():
            return self._page(request, "export", form, title="Export")
        resource = registers[form.cleaned_data["register"]]()
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(self._address("changelist"))
        return _file(resource, self._rows_of(resource, rows), form.cleaned_data["kind"])

    def _rows_of(self, resource: RecordResource, rows: models.QuerySet[Any]) -> Any:
        if resource._meta.model is self.model:
            return resource.get_queryset().filter(pk__in=rows.order_by().values("pk"))
        heads = {f"{resource.head}__in": rows.order_by().values("pk")}
        return resource.get_queryset().filter(**heads)

    def _imports(self, user: Any) -> list[type[RecordResource]]:
        """The registers into which the user may bring a file; their heads change with them."""
        return [
            register
            for register in self.registers
            if all(
                may(user, action, model)
                for action in ("add", "change")
                for model in (register._meta.model, self.model)
            )
        ]

    def _exports(self, user: Any) -> list[type[RecordResource]]:
        return [each for each in self.registers if may(user, "view", each._meta.model)]

    def _preview(
        self,
        request: HttpRequest,
        resource: type[RecordResource],
        name: str,
        content: bytes,
        outcome: Outcome,
        status: int = 200,
    ) -> HttpResponse:
        agreed = {
            "register": resource.__name__,
            "file": name,
            "stored": uploads.keep(content),
            "digest": outcome.digest,
            "by": request.user.pk,
        }
        return self._page(
            request,
            "preview",
            None,
            status=status,
            title=f"What “{name}” would change",
            outcome=outcome,
            written=outcome.written[:SHOWN],
            more=len(outcome.written[SHOWN:]),
            agreed=signing.dumps(agreed, salt=SALT),
        )

    def _import_page(
        self,
        request: HttpRequest,
        form: ImportForm,
        outcome: Outcome | None = None,
        status: int = 200,
    ) -> HttpResponse:
        shown = {}
        if outcome is not None:
            shown = {
                "outcome": outcome,
                "refused": outcome.refused[:SHOWN],
                "more": len(outcome.refused[SHOWN:]),
            }
        tables = [(capfirst(each.title()), each().explained()) for each in form.registers]
        return self._page(
            request, "import", form, status=status, title="Import a file", tables=tables, **shown
        )

    def _page(
        self, request: HttpRequest, name: str, form: Any, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "form": form,
            "list_url": self._address("changelist"),
            "confirm_url": self._address("import/confirm"),
            "import_url": self._address("import"),
            **context,
        }
        return render(request, f"admin/registers/{name}.html", context, status=status)

    def _name(self, step: str) -> str:
        opts = self.model._meta
        return f"{opts.app_label}_{opts.model_name}_{step.replace('/', '_')}"

    def _address(self, step: str) -> str:
        return reverse(f"admin:{self._name(step)}")


def _or_refuse(registers: list[type[RecordResource]]) -> list[type[RecordResource]]:
    if not registers:
        raise PermissionDenied
    return registers


def _agreed(request: HttpRequest) -> dict[str, Any]:
    """What the preview showed to this user; empty where that was nobody, or is too long ago."""
    try:
        agreed = signing.loads(request.POST.get("agreed", ""), salt=SALT, max_age=uploads.LONGEST)
    except signing.BadSignature:
        return {}
    return agreed if agreed["by"] == request.user.pk else {}


def _import(
    register: type[RecordResource], name: str, content: bytes, *, by: Any, is_trial: bool
) -> Outcome:
    table = read_table(name, content)
    return import_table(register(), table, by=by, file_name=name, is_trial=is_trial)


def _file(resource: RecordResource, rows: Iterable[models.Model], kind: str) -> HttpResponse:
    write, content_type = FILES[kind]
    header = [field.column_name for field in resource.get_import_fields()]
    content = write(header, ([*resource.texts(row).values()] for row in rows))
    name = f"{resource.title().replace(' ', '-')}-{timezone.localdate()}.{kind}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
