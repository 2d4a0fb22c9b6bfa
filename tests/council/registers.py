"""Files of registers for tests, and the way through the import pages."""

import io
import re
from html import unescape
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

TAG = re.compile(r"<[^>]+>")
AGREED = re.compile(r'name="agreed" value="([^"]+)"')


def csv_of(*rows: str, name: str = "register.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(rows).encode())


def xlsx_of(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("register.xlsx", file.getvalue())


def choose(client: Client, kind: str, file: SimpleUploadedFile, register: int = 0) -> HttpResponse:
    """The answer to a file: what it would change, or what stands in its way."""
    address = reverse(f"admin:{kind.replace('.', '_')}_import")
    return client.post(address, {"file": file, "register": register})


def confirm(client: Client, kind: str, preview: HttpResponse) -> HttpResponse:
    agreed = unescape(AGREED.search(preview.content.decode())[1])
    address = reverse(f"admin:{kind.replace('.', '_')}_import_confirm")
    return client.post(address, {"agreed": agreed})


def bring(client: Client, kind: str, file: SimpleUploadedFile, register: int = 0) -> HttpResponse:
    return confirm(client, kind, choose(client, kind, file, register))


def export(
    client: Client, kind: str, *, as_: str = "csv", register: int = 0, query: str = ""
) -> SimpleUploadedFile:
    address = reverse(f"admin:{kind.replace('.', '_')}_export") + query
    answer = client.post(address, {"kind": as_, "register": register})
    assert answer.status_code == 200
    return SimpleUploadedFile(f"register.{as_}", answer.content)


def words(answer: HttpResponse) -> str:
    html = answer.content.decode()
    return " ".join(unescape(TAG.sub(" ", html[html.index('id="content-main"') :])).split())


def is_preview(answer: HttpResponse) -> bool:
    return bool(AGREED.search(answer.content.decode()))
