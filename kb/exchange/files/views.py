"""Whole files, sent while they are made: the first bytes at once, memory the same at any size."""

import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
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
    """Weak, since the instant of the export stands in some files: all else in them is the same."""
    tag = f'W/"{public_version()}"'
    if request.headers.get("If-None-Match", "") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = StreamingHttpResponse(content_type=file.content_type)
    response.headers["ETag"] = tag
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    chunks = consistent(file.chunks, timezone.now())
    if file is not ZIP:
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.headers["Content-Encoding"] = "gzip"
            chunks = gzipped(chunks)
    if request.method != "HEAD":
        response.streaming_content = chunks
    return response


def consistent(chunks: Callable[[datetime], Iterator[bytes]], now: datetime) -> Iterator[bytes]:
    """All of a file from one state of the database, however long it takes."""
    with snapshot():
        yield from chunks(now)


def gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The first chunk goes out at once."""
    compressor, is_first = zlib.compressobj(6, zlib.DEFLATED, GZIP), True
    for chunk in chunks:
        packed = compressor.compress(chunk)
        if is_first:
            packed += compressor.flush(zlib.Z_SYNC_FLUSH)
            is_first = False
        if packed:
            yield packed
    yield compressor.flush()
