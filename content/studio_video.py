"""The studio's views of conversions: the list of all, the state of one, stopping it, trying again."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from common import clock
from common.errors import DomainError
from content.models import Video
from content.services.video import cancel, retry
from content.video.progress import progress_of, progress_of_all
from people.models import Account

permissions = MediaPermissionPolicyChecker()
A_PAGE = 20
CHANGE = ["change", "delete"]


@require_safe
@permissions.require_any("add", "change", "delete")
def conversions(request: HttpRequest) -> HttpResponse:
    """All videos this person may change, the newest first, each with its progress."""
    mine = permissions.policy.instances_user_has_any_permission_for(request.user, CHANGE)
    wanted = request.GET.get("tinh-trang", "")
    if wanted in Video.Status.values:
        mine = mine.filter(status=wanted)
    videos = mine.select_related("uploaded_by_user__person").order_by("-created_at", "-pk")
    page = Paginator(videos, A_PAGE).get_page(request.GET.get("p"))
    rows = progress_of_all(page)
    context = {"page": page, "rows": rows, "states": Video.Status.choices, "wanted": wanted}
    return render(request, "content/video/conversions.html", context)


@require_safe
@never_cache
@permissions.require_any("add", "change", "delete")
def state(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """What studio-video.js asks every two seconds while a conversion runs."""
    progress = progress_of(_video(request, uuid))
    context = {"progress": progress, "actions": "nut" in request.GET}
    return JsonResponse(
        {
            "status": progress.video.status,
            "stage": progress.stage,
            "percent": progress.percent,
            "reason": progress.video.reason,
            "settled": progress.settled,
            "html": render_to_string("content/video/state.html", context, request),
        }
    )


@require_POST
@permissions.require_any("add", "change", "delete")
def try_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Queue a failed or cancelled conversion anew."""
    video = _video(request, uuid)
    return _done(
        request, lambda: retry(video=video, at=clock.now()), video,
        _("Đã xếp video “%(title)s” vào hàng chuyển đổi lại."),
    )  # fmt: skip


@require_POST
@permissions.require_any("add", "change", "delete")
def call_off(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Stop a conversion that waits or runs."""
    video = _video(request, uuid)
    return _done(
        request, lambda: cancel(video=video, by=cast("Account", request.user), at=clock.now()), video,
        _("Đã hủy chuyển đổi video “%(title)s”. Tệp gốc vẫn còn."),
    )  # fmt: skip


def _done(request: HttpRequest, deed: Callable[[], object], video: Video, sentence: str) -> HttpResponse:
    try:
        deed()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence % {"title": video})
    return redirect("wagtailmedia:edit", video.pk)


def _video(request: HttpRequest, uuid: UUID) -> Video:
    video = get_object_or_404(Video, uuid=uuid)
    if not permissions.policy.user_has_any_permission_for_instance(request.user, CHANGE, video):
        raise Http404  # to those who may not change it, it is not there
    return video
