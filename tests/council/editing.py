"""Records opened in the admin, as a browser would send them back."""

from django.test import Client
from django.urls import reverse

from kb.records.models import Record
from tests.admin_forms import form_of


def address_of(record: Record) -> str:
    return reverse(f"admin:council_{record._meta.model_name}_change", args=[record.pk])


def opened(client: Client, record: Record) -> dict:
    """The form of a record as a browser would send it back."""
    return form_of(client.get(address_of(record)).content.decode())


def row_of(form: dict, prefix: str, name: str, value: str) -> str:
    """The prefix of the row in which a field has a value, such as "names-3"."""
    found = [
        key.rpartition("-")[0]
        for key, each in form.items()
        if key.startswith(f"{prefix}-") and key.endswith(f"-{name}") and each == value
    ]
    return next(key for key in found if not key.startswith("initial"))
