"""The tus 1.0.0 addresses of the studio: promise a film, ask how much came, send a piece, throw it away, finish it."""

import logging
import threading
import time
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.errors import DomainError, Forbidden
from content.models import Upload
from content.studio_video import permissions
from content.upload import protocol
from content.upload.errors import Malformed, TooMuch
from content.upload.finish import Finished, finish
from content.upload.mine import find, throw_away
from content.upload.promise import Promise, promise
from content.upload.receive import receive

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
DRAIN_BYTES, DRAIN_SECONDS = 64 * 1024, 5.0
# Of the embedded server's four threads: a slow line holds one for as long as its piece takes.
SEATS = threading.BoundedSemaphore(2)
NO_SEAT = 503


def speaks_tus(view: View) -> View:
    """Versions compared before anything else, refusals as JSON with a sentence, a line in the log for each."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = _answer(view, request, *args, **kwargs)
        answer.headers["Tus-Resumable"] = protocol.VERSION
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return spoken


def _answer(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != protocol.VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": protocol.VERSION})
    try:
        return view(request, *args, **kwargs)
    except PermissionDenied:
        refusal: DomainError = Forbidden(_("Bạn không có quyền thêm video vào đây."))
    except DomainError as error:
        refusal = error
    if refusal.status != NO_SEAT:
        _drain(request)
    log.warning("upload refused to %s: %s %s", request.user.pk, refusal.status, refusal)
    return JsonResponse({"error": str(refusal)}, status=refusal.status)


def _drain(request: HttpRequest) -> None:
    """A browser that is still sending when the connection closes never reads the sentence."""
    until = time.monotonic() + DRAIN_SECONDS
    try:
        while time.monotonic() < until and request.read(DRAIN_BYTES):
            pass
    except OSError:
        return


@speaks_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """OPTIONS: what we speak. POST: promise a film, perhaps with its first piece."""
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Tus-Version": protocol.VERSION,
                "Tus-Extension": protocol.EXTENSIONS,
                "Tus-Max-Size": str(settings.VIDEO_MAX_BYTES),
            },
        )
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "OPTIONS, POST"})
    upload = promise(_promised(request), user=request.user, at=clock.now())
    address = request.build_absolute_uri(reverse("upload", args=[upload.uuid]))
    if request.content_type == protocol.PIECE_TYPE:
        _take(request, upload, 0)
    return _state(upload, 201, Location=address)


@speaks_tus
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """HEAD, PATCH and DELETE of one's own upload."""
    method = request.headers.get("X-HTTP-Method-Override", request.method or "")
    act = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete, "OPTIONS": _options}.get(method)
    if act is None:
        return HttpResponse(status=405, headers={"Allow": "OPTIONS, HEAD, PATCH, DELETE"})
    # Ended ones can still be taken from one's list.
    return act(request, find(uuid, user=request.user, at=clock.now(), ended=method == "DELETE"))


@require_POST
@permissions.require("add")
def upload_finish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All bytes are here: make the video. Asked again, it answers the same."""
    try:
        done = finish(
            upload=find(uuid, user=request.user, at=clock.now(), ended=True),
            sha256=request.POST.get("sha256", ""),
            watch=clock.now,
        )
    except DomainError as refusal:
        log.warning("upload %s not finished: %s", uuid, refusal)
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    return JsonResponse(_told(done))


def _told(done: Finished) -> dict[str, object]:
    return {
        "id": done.video.pk,
        "title": done.video.title,
        "edit": reverse("wagtailmedia:edit", args=[done.video.pk]),
        "chosen": reverse("wagtailmedia:media_chosen", args=[done.video.pk]),
        "state": reverse("video_state", args=[done.video.uuid]),
        "known": done.known,
    }


def _promised(request: HttpRequest) -> Promise:
    try:
        told = protocol.read_metadata(request.headers.get("Upload-Metadata", ""))
        return Promise(
            size=protocol.read_number(request.headers.get("Upload-Length", "")),
            name=told.get("filename", "") or told.get("name", ""),
            kind=told.get("filetype", "") or told.get("type", ""),
            collection=protocol.read_number(told.get("collection") or "0"),
            modified=protocol.read_number(told.get("modified") or "0"),
            sha256=told.get("sha256", ""),
        )
    except protocol.UnreadableError as error:
        raise _malformed() from error


def _head(request: HttpRequest, found: Upload) -> HttpResponse:
    told = {"filename": found.name, "modified": str(found.modified)}
    return _state(
        found, 200, **{"Upload-Length": str(found.size), "Upload-Metadata": protocol.write_metadata(told)}
    )


def _patch(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.content_type != protocol.PIECE_TYPE:
        raise Malformed(_("Yêu cầu tải lên không đúng chuẩn tus 1.0.0."), status=415)
    try:
        offset = protocol.read_number(request.headers.get("Upload-Offset", ""))
    except protocol.UnreadableError as error:
        raise _malformed() from error
    if not SEATS.acquire(blocking=False):
        raise DomainError(_("Máy chủ đang nhận nhiều tệp. Hệ thống sẽ tự thử lại."), status=NO_SEAT)
    try:
        _take(request, found, offset)
    finally:
        SEATS.release()
    return _state(found, 204)


def _take(request: HttpRequest, found: Upload, offset: int) -> None:
    try:
        length = protocol.read_number(request.headers.get("Content-Length", ""))
    except protocol.UnreadableError as error:
        raise _malformed() from error
    if offset + length > found.size:
        raise TooMuch(_("Phần gửi lên dài hơn phần còn thiếu của tệp."))
    found.offset = receive(upload=found, stream=request, offset=offset, length=length, watch=clock.now)


def _delete(request: HttpRequest, found: Upload) -> HttpResponse:
    throw_away(found)
    return HttpResponse(status=204)


def _options(request: HttpRequest, found: Upload) -> HttpResponse:
    return HttpResponse(status=204, headers={"Tus-Version": protocol.VERSION})


def _state(found: Upload, status: int, **headers: str) -> HttpResponse:
    ours = {"Upload-Offset": str(found.offset), "Upload-Expires": protocol.http_date(found.expires_at)}
    return HttpResponse(status=status, headers=ours | headers)


def _malformed() -> Malformed:
    return Malformed(_("Yêu cầu tải lên không đúng chuẩn tus 1.0.0."))
