"""A learner's own badge: files for a wallet, and whether the world may see it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.badge_documents import absolute
from certificates.badge_keys import badge_keys
from certificates.badge_queries import certificate_for_badge
from certificates.badges.baking import bake
from certificates.models import Badge, Certificate
from certificates.queries.standing import Standing, standing_of
from certificates.rendering.badge_picture import badge_png
from certificates.services.badges import as_text, badge_for, credential_jwt, share, signed_credential, unshare
from common import clock
from people.models import Account


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_badge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The owner's page; somebody else's badge does not exist."""
    certificate = _own(request, uuid)
    now = clock.now()
    standing = standing_of(certificate, clock.local_day(now))
    badge = badge_for(certificate=certificate, at=now)
    if request.method == "POST":
        account: Account = request.user  # type: ignore[assignment]
        if request.POST.get("chia-se") == "bat":
            share(badge=badge, standing=standing, by=account, at=now)
            messages.success(request, _("Đã bật trang công khai. Ai có liên kết đều xem được."))
        else:
            unshare(badge=badge, by=account, at=now)
            messages.success(request, _("Đã tắt trang công khai; liên kết cũ không mở được nữa."))
        return redirect("badge_own", uuid=uuid)
    context = {
        "certificate": certificate,
        "badge": badge,
        "may_share": standing == Standing.VALID,
        "words": Standing.WORDS[standing],
        "link": absolute("badge_shared", badge.share_code) if badge.share_code else "",
        "has_email": bool(certificate.enrolment.learner.email),
    }
    return render(request, "certificates/badge_own.html", context)


@login_required
@never_cache
@require_safe
def badge_file(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """json, jwt or png; `?thu=1` adds the hash of the learner's address, by which a wallet knows its owner."""
    certificate = _own(request, uuid)
    if form not in FORMS:
        raise Http404
    kind, make = FORMS[form]
    badge = badge_for(certificate=certificate, at=clock.now())
    answer = HttpResponse(make(badge, request.GET.get("thu") == "1"), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="huy-hieu-{certificate.serial}.{form}"'
    return answer


def _own(request: HttpRequest, uuid: UUID) -> Certificate:
    certificate = certificate_for_badge(uuid) if badge_keys() else None
    if certificate is None:
        raise Http404
    learner = certificate.enrolment.learner
    if (learner.merged_into_id or learner.pk) != request.user.person_id:  # type: ignore[union-attr]
        raise Http404
    return certificate


def _json(badge: Badge, with_email: bool) -> bytes:
    return as_text(signed_credential(badge, with_email=with_email)).encode()


def _jwt(badge: Badge, with_email: bool) -> bytes:
    return credential_jwt(badge, with_email=with_email).encode()


def _baked(badge: Badge, with_email: bool) -> bytes:
    held = badge.certificate
    picture = badge_png(course=held.facts["course"], office=held.office.full_name, kind=held.kind)
    return bake(picture, _json(badge, with_email).decode())


FORMS: dict[str, tuple[str, Callable[[Badge, bool], bytes]]] = {
    "json": ("application/vc+ld+json", _json),
    "jwt": ("application/vc+jwt", _jwt),
    "png": ("image/png", _baked),
}
