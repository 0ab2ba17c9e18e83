"""Serves files of the media store with byte ranges: the embedded profile's stand-in for nginx or a CDN.

Only folders named here are public; originals, rosters, certificates and half-made outputs are not.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from common.errors import Forbidden
from common.members_films import LASTS, is_for_members, opened

YEAR, DAY = 31_536_000, 86_400
# Named after their content, so a browser need never ask again; pictures keep their name when replaced.
PUBLIC = dict.fromkeys(("v", "p", "captions"), f"public, max-age={YEAR}, immutable")
PUBLIC["images"] = f"public, max-age={DAY}"
TYPES = {
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
    "m3u8": "application/vnd.apple.mpegurl",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "vtt": "text/vtt; charset=utf-8",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
}
# Subtitles of another site are not shown, and a playlist's pieces are looked for where it came from.
SENT_BY_US = ("vtt", "m3u8")
PIECE = 128 * 1024
# A browser asks for "the rest" and then reads it slowly while playing. Giving it the next part only
# keeps the few threads of the embedded server free; the browser asks on.
MOST_OF_THE_REST = 2 * 1024 * 1024
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})$")


@dataclass(frozen=True)
class Part:
    """Bytes `first` to `last`, both included, of `size`; `partial` if a range was asked for."""

    first: int
    last: int
    size: int
    partial: bool = True

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer 200, 206, 304, 404 or 416 for one public file; a members' film needs its signed address."""
    _public(path)
    if is_for_members(path):
        return _refused(_("Video này chỉ dành cho người học. Hãy đăng nhập và mở bài học để xem."))
    return _served(request, path, _public(path)[1])


@require_safe
def signed_media(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """The same for an address of a few hours; kept by the reader's own browser only, and no longer than that."""
    _public(path)
    try:
        left = opened(token, path, at=clock.now())
    except Forbidden as refusal:
        return _refused(str(refusal))
    return _served(request, path, f"private, max-age={int(left)}")


def _refused(sentence: str) -> HttpResponse:
    return HttpResponse(
        sentence, status=403, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _served(request: HttpRequest, path: str, policy: str) -> HttpResponseBase:
    ending = path.rpartition(".")[2].lower()
    kind = TYPES[ending]
    if getattr(settings, "S3_PRESIGNED", False) and ending not in SENT_BY_US:
        return _sent_to_bucket(path)
    size = _size(path)
    tag = _tag(path, size)
    response = _answer(request, path, size, tag)
    response.headers["ETag"] = tag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = policy
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = kind
    return _light(response)


def _light(response: HttpResponseBase) -> HttpResponseBase:
    """A page fetches a dozen pictures: a name to save under and the policy of whole pages are bytes for nothing."""
    del response.headers["Content-Disposition"]
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _sent_to_bucket(path: str) -> HttpResponse:
    """The private bucket answers by an address of its own, which ends as ours do; ranges and all."""
    bucket: Any = storages["private"]  # Django's own interface knows no end
    answer = HttpResponseRedirect(bucket.url(path, expire=int(LASTS.total_seconds())))
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


def _public(path: str) -> tuple[str, str]:
    """The type and cache policy of a path that may be served."""
    folder, *rest = path.split("/")
    ending = path.rpartition(".")[2].lower()
    if folder not in PUBLIC or ending not in TYPES or not rest or any(_hidden(name) for name in rest):
        raise Http404
    return TYPES[ending], PUBLIC[folder]


def _hidden(name: str) -> bool:
    return not name or name.startswith(".") or "\\" in name or "\0" in name


def _size(path: str) -> int:
    try:
        return default_storage.size(path)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error


def _tag(path: str, size: int) -> str:
    """Strong: a file under a content's hash never changes, and a picture's change shows in time or size."""
    changed = "" if path.startswith("v/") else default_storage.get_modified_time(path).timestamp()
    return '"' + hashlib.sha256(f"{path}|{size}|{changed}".encode()).hexdigest()[:32] + '"'


def _answer(request: HttpRequest, path: str, size: int, tag: str) -> HttpResponseBase:
    if _knows(request.headers.get("If-None-Match", ""), tag):
        return HttpResponse(status=304)
    accelerator = getattr(settings, "MEDIA_ACCEL", "")
    if accelerator:  # nginx sends the file, ranges and all
        return HttpResponse(headers={"X-Accel-Redirect": f"{accelerator.rstrip('/')}/{path}"})
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        asked = ""
    part = _part(asked, size)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    return _bytes(request, path, part)


def _knows(header: str, tag: str) -> bool:
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in header.split(",") if one.strip())


def _part(asked: str, size: int) -> Part | None:
    """The part to send: all of it for what we do not understand (RFC 9110), None if out of reach."""
    found, whole = RANGE.match(asked), Part(0, size - 1, size, partial=False)
    first, last = found.groups() if found else ("", "")
    if not (first or last) or (first and last and int(last) < int(first)):
        return whole
    if not first:
        part = Part(max(0, size - int(last)), size - 1, size)
    else:
        end = int(last) if last else int(first) + MOST_OF_THE_REST - 1
        part = Part(int(first), min(end, size - 1), size)
    return part if part.length > 0 else None


def _bytes(request: HttpRequest, path: str, part: Part) -> HttpResponseBase:
    status, headers = 200, {"Content-Length": str(part.length)}
    if part.partial:
        status, headers["Content-Range"] = 206, f"bytes {part.first}-{part.last}/{part.size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    file = default_storage.open(path)
    if not part.partial:
        return FileResponse(file, headers=headers)
    return StreamingHttpResponse(_pieces(file, part), status=206, headers=headers)


def _pieces(file: File[Any], part: Part) -> Iterator[bytes]:
    with file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
