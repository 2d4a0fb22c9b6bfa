"""An upload that is read and forgotten: kept in memory, bounded, never a file of ours."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from votes.reading.formats import MOST_BYTES


class InMemory(FileUploadHandler):
    """Keeps at most so many bytes of all the files of a request, and tells their true sizes."""

    def __init__(self, request: HttpRequest, room: int = MOST_BYTES) -> None:
        super().__init__(request)
        self.room = room
        self.kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        taken = raw_data[: self.room]
        self.room -= len(taken)
        self.kept.write(taken)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )
