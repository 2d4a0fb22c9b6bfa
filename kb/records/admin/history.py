"""The ledger of one record as a page that people can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from kb.records.geneva import in_geneva
from kb.records.models import Ledger, Record

ROWS = 50
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ShownChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    at: str
    by: str
    action: str
    version: int
    reason: str
    source: str
    changes: list[ShownChange]
    is_erased: bool


def history_page(
    model_admin: Any, request: HttpRequest, object_id: str, extra: dict[str, Any]
) -> HttpResponse:
    record = model_admin.get_object(request, object_id)
    if record is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    rows = Ledger.objects.about(record).order_by("-pk").select_related("by", "source")
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"History of “{record}”",
        "opts": model_admin.model._meta,
        "object": record,
        "rows": page,
        "entries": shown_entries(type(record), page.object_list),
        **extra,
    }
    return render(request, "admin/records/history.html", context)


def entries_since(record: Record, version: int | None) -> list[ShownEntry]:
    """What happened to a record after the version that somebody opened, the newest first."""
    if version is None:
        return []
    rows = Ledger.objects.about(record).filter(version__gt=version).order_by("-pk")
    return shown_entries(type(record), rows.select_related("by", "source")[:ROWS])


def shown_entries(model: type[models.Model], rows: Iterable[Ledger]) -> list[ShownEntry]:
    """Rows in words. One query for each kind of record that the changes point to."""
    rows = list(rows)
    names = _names(model, rows)
    return [
        ShownEntry(
            at=in_geneva(row.at),
            by=str(row.by or "the system"),
            action=capfirst(row.action),
            version=row.version,
            reason=row.reason,
            source=str(row.source or ""),
            changes=[
                ShownChange(
                    _label(model, name),
                    _value(model, name, old, names),
                    _value(model, name, new, names),
                )
                for name, (old, new) in (row.changes or {}).items()
            ],
            is_erased=row.changes is None,
        )
        for row in rows
    ]


def _field(model: type[models.Model], name: str) -> models.Field | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _label(model: type[models.Model], name: str) -> str:
    field = _field(model, name)
    return capfirst(str(field.verbose_name) if field else name)


def _value(
    model: type[models.Model], name: str, value: Any, names: Mapping[str, Mapping[str, str]]
) -> str:
    field = _field(model, name)
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field is not None and field.is_relation:
        return names.get(name, {}).get(str(value), str(value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(field, models.DateField):
        return _when(field.to_python(value))
    return str(value)


def _when(value: date) -> str:
    """A day, or an instant by the clock in Geneva."""
    return in_geneva(value) if isinstance(value, datetime) else f"{value.day} {value:%B %Y}"


def _names(model: type[models.Model], rows: Iterable[Ledger]) -> dict[str, dict[str, str]]:
    """{field: {public id: what it is called}} for the relations that the rows mention."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for name, pair in (row.changes or {}).items():
            field = _field(model, name)
            if field is not None and field.is_relation:
                wanted.setdefault(name, set()).update(str(each) for each in pair if each)
    return {name: _called(_field(model, name), ids) for name, ids in wanted.items()}


def _called(field: models.Field, ids: set[str]) -> dict[str, str]:
    target = field.related_model
    key = next((k for k in ("code", "public_id") if _field(target, k) is not None), None)
    if key is None:
        return {}
    try:
        found = list(target._base_manager.filter(**{f"{key}__in": ids}))
    except (ValidationError, ValueError):
        return {}
    return {str(getattr(each, key)): str(each) for each in found}
