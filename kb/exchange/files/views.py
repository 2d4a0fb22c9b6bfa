"""Whole files, sent while they are made: the first bytes at once, memory the same at any size."""

import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request

from kb.exchange.api.views import DataView
from kb.exchange.feed.version import public_version
from kb.exchange.files.archive import archive
from kb.exchange.files.made import File, file_named
from kb.exchange.keys.rates import AnonymousExportRate, PartnerExportRate
from kb.exchange.snapshot import snapshot

ZIP = File("kb.zip", "application/zip", archive)
# As gzip wraps it (zlib.compressobj).
GZIP = 16 + zlib.MAX_WBITS


class FileView(DataView):
    """One file of everything that is public, whoever asks."""

    throttle_classes = (AnonymousExportRate, PartnerExportRate)

    def get(self, request: Request, name: str) -> HttpResponse:
        file = ZIP if name == ZIP.name else file_named(name)
        if file is None:
            raise Http404
        return send(request, file)


def send(request: Request, file: File) -> HttpResponse:
    """HEAD says the same and makes nothing."""
    response = StreamingHttpResponse(content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    is_packed = False
    if file is not ZIP:
        patch_vary_headers(response, ["Accept-Encoding"])
        is_packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    if answer := unchanged(request, response):
        return answer
    if request.method != "HEAD":
        chunks = consistent(file.chunks, timezone.now())
        response.streaming_content = gzipped(chunks) if is_packed else chunks
    return response


def unchanged(request: Request, response: HttpResponse) -> HttpResponse | None:
    """304 where the reader has it already; else None, and the answer bears its tag.

    The tag is weak, since some files bear the instant at which they are made. It is taken before
    the snapshot: a change in between makes the file newer than its tag, never older.
    """
    tag = f'W/"{public_version()}"'
    response.headers["ETag"] = tag
    answer = get_conditional_response(request, etag=tag, response=response)
    return None if answer is response else answer


def takes_gzip(accepted: str) -> bool:
    """Whether a reader's Accept-Encoding names it, and not as refused ("gzip;q=0")."""
    for each in accepted.lower().replace(" ", "").split(","):
        name, _, weight = each.partition(";q=")
        if name == "gzip":
            return not weight or bool(weight.strip("0."))
    return False


def consistent(
    chunks: Callable[[datetime], Iterator[bytes]], now: datetime
) -> Generator[bytes, None, None]:
    """All of a file from one state of the database, however long it takes."""
    with snapshot():
        yield from chunks(now)


def gzipped(chunks: Generator[bytes, None, None]) -> Iterator[bytes]:
    """The first chunk goes out at once."""
    compressor, is_first = zlib.compressobj(6, zlib.DEFLATED, GZIP), True
    with closing(chunks):
        for chunk in chunks:
            packed = compressor.compress(chunk)
            if is_first:
                packed += compressor.flush(zlib.Z_SYNC_FLUSH)
                is_first = False
            if packed:
                yield packed
        yield compressor.flush()
