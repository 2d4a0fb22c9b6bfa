"""The desk's forms of statements for tests: opened, filled in and sent as a browser would."""

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.admin_forms import form_of

Fields = dict[str, object]
REASON = {"change_reason": "A slip of the pen."}


def address(record: Model | type[Model], page: str) -> str:
    opts = record._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_{page}"
    return reverse(name, args=[record.pk] if isinstance(record, Model) else [])


def opened(client: Client, url: str) -> Fields:
    answer = client.get(url)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def rows(prefix: str, *filled: Fields) -> Fields:
    """New rows on a page that holds none of them yet."""
    fields = {f"{prefix}-{n}-{name}": v for n, row in enumerate(filled) for name, v in row.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}


def save(client: Client, url: str, form: Fields, status: int = 302) -> str:
    """What came back. 302: saved; 200: shown again with errors; 409: refused."""
    answer = client.post(url, form)
    words = answer.content.decode()
    assert answer.status_code == status, words[words.find("errornote") :][:2000]
    return words
