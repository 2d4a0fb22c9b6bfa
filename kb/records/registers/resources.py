"""Registers by file: rows in codes and slugs, each written by `save_record()`, never deleted.

A column that the file leaves out stays as it is stored; an empty cell empties it. A row as before
writes nothing. One refused row refuses the file: all of it is written, or nothing.
"""

from dataclasses import dataclass
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import models, transaction
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import RowResult

from kb.records.admin.rights import may_edit
from kb.records.models import Record
from kb.records.parts import in_words, part_change
from kb.records.registers.columns import column_for
from kb.records.registers.outcomes import Change, Outcome, outcome_of
from kb.records.registers.tables import Table, TableError, shown
from kb.records.services import Refused, save_record

# No column of a file can have this name: none has a NUL.
NUMBER = "\0number"


class NumberedRow(RowResult):
    """The result of a row, with its number in the spreadsheet and the cells that name it."""

    number = 0
    name = ""


@dataclass(frozen=True, slots=True)
class ColumnHelp:
    """`is_key`: it says, alone or with others, which row is meant."""

    name: str
    help: str
    is_key: bool


class TextDiff:
    """A row before and after, as a file writes it."""

    def __init__(self, resource: "RecordResource", instance: models.Model, new: bool) -> None:
        self.before = {} if new else resource.texts(instance)
        self.after: dict[str, str] = {}

    def compare_with(self, resource: "RecordResource", instance: models.Model) -> None:
        self.after = resource.texts(instance)

    def as_html(self) -> list[Change]:
        return [
            Change(column, self.before.get(column, ""), text)
            for column, text in self.after.items()
            if text != self.before.get(column, "")
        ]


class ByKey(BaseInstanceLoader):
    """Every stored row by the cells that name it: one query a file."""

    def __init__(self, resource: "RecordResource", dataset: Any = None) -> None:
        self.resource = resource
        self.stored = {resource.key_of(each): each for each in resource.get_queryset()}

    def get_instance(self, row: dict[str, str]) -> models.Model | None:
        return self.stored.get(self.resource.key(row))


class RecordResource(ModelResource):
    """A register whose rows are records.

    `Meta.import_id_fields` names a row, `Meta.fields` are its columns in their order, and
    `needed_when_new` the columns whose default must not be taken silently.
    """

    needed_when_new: tuple[str, ...] = ()

    class Meta:
        instance_loader_class = ByKey
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        # Saving cleans, with all rules of the record.
        clean_model_instances = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seen: dict[tuple[str, ...], int] = {}

    @classmethod
    def field_from_django_field(cls, name: str, field: models.Field, readonly: bool) -> Field:
        return Field(attribute=name, column_name=name, widget=column_for(field))

    @classmethod
    def get_diff_class(cls) -> type[TextDiff]:
        return TextDiff

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return NumberedRow

    @classmethod
    def title(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    def explained(self) -> list[ColumnHelp]:
        """The columns in their order, in the words of the model's own form."""
        fields = [self._meta.model._meta.get_field(name) for name in self._meta.fields]
        return [
            ColumnHelp(
                field.name,
                f"{field.help_text} {self.fields[field.name].widget.explained}".strip(),
                field.name in self._meta.import_id_fields,
            )
            for field in fields
        ]

    def get_queryset(self) -> models.QuerySet[Any]:
        relations = [f.name for f in self._meta.model._meta.fields if f.is_relation]
        return super().get_queryset().select_related(*relations)

    def key(self, row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row[name] for name in self._meta.import_id_fields)

    def key_of(self, instance: models.Model) -> tuple[str, ...]:
        return tuple(self.fields[name].export(instance) for name in self._meta.import_id_fields)

    def texts(self, instance: models.Model) -> dict[str, str]:
        return {field.column_name: field.export(instance) for field in self.get_import_fields()}

    def import_row(self, row: dict[str, str], loader: Any, **kwargs: Any) -> RowResult:
        result = super().import_row(row, loader, **kwargs)
        result.number, result.name = int(row[NUMBER]), ", ".join(filter(None, self.key(row)))
        return result

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:
        number = int(row[NUMBER])
        first = self.seen.setdefault(self.key(row), number)
        if first != number:
            raise ValidationError(f"Row {first} is about the same.")

    def import_instance(self, instance: models.Model, row: dict[str, str], **kwargs: Any) -> None:
        if instance._state.adding:
            missing = [name for name in self.needed_when_new if name not in row]
            if missing:
                raise ValidationError(dict.fromkeys(missing, "A new row needs this column."))
        super().import_instance(instance, row, **kwargs)

    def save_instance(
        self, instance: Record, is_create: bool, row: dict[str, str], **kwargs: Any
    ) -> None:
        if not may_edit(kwargs["user"], instance):
            raise Refused("It left the draft behind: only who may publish it can change it.")
        save_record(instance, **_who_and_why(kwargs))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Not as the parent does: no row brings a key of ours, so no sequence is to be reset."""


class PartResource(RecordResource):
    """A register of plain rows that belong to a record, `head`: one ledger row a head and file."""

    head = ""

    class Meta(RecordResource.Meta):
        pass

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.before: str | None = None
        self.details: dict[Record, dict[str, Any]] = {}

    def after_init_instance(
        self, instance: models.Model, new: bool, row: dict[str, str], **kwargs: Any
    ) -> None:
        self.before = None if new else in_words(instance)

    def save_instance(
        self, instance: models.Model, is_create: bool, row: dict[str, str], **kwargs: Any
    ) -> None:
        with transaction.atomic():
            instance.full_clean()
            instance.save(force_insert=is_create)
        head = getattr(instance, self.head)
        self.details.setdefault(head, {}).update(part_change(instance, self.before))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        for head, details in self.details.items():
            save_record(head, details=details, **_who_and_why(kwargs))


def _who_and_why(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"by": kwargs["user"], "reason": f"Imported from “{kwargs['file_name']}”."}


def import_table(
    resource: RecordResource, table: Table, *, by: Any, file_name: str, is_trial: bool
) -> Outcome:
    """Write a table, or try it and take everything back. Raises TableError for its columns."""
    _check_columns(resource, table)
    rows = [(*row.cells, str(row.number)) for row in table.rows]
    result = resource.import_data(
        tablib.Dataset(*rows, headers=[*table.header, NUMBER]),
        dry_run=is_trial,
        rollback_on_validation_errors=True,
        user=by,
        file_name=file_name,
    )
    return outcome_of(result)


def _check_columns(resource: RecordResource, table: Table) -> None:
    known = [field.column_name for field in resource.get_import_fields()]
    for name in table.header:
        if name not in known:
            raise TableError(
                f"There is no column “{shown(name)}” in this register. Its columns are: "
                f"{', '.join(known)}."
            )
    for name in resource.get_import_id_fields():
        if name not in table.header:
            raise TableError(f"The file has no column “{name}”, which says what a row is about.")
