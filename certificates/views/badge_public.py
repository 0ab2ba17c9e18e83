"""What verifiers and the world may read of badges: keys, issuer, achievements, status lists, shared pages."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates import badge_documents as documents
from certificates.badge_keys import BadgeKeys, badge_keys
from certificates.badge_queries import certificate_of_release, has_status_list, shared_badge
from certificates.badges.jsonld import OB3, VC2
from certificates.models import Badge, Certificate
from certificates.queries.register import certificate_by_serial
from certificates.queries.standing import Standing, standing_of
from certificates.rendering.badge_picture import badge_png, card_png
from certificates.rendering.qr_picture import qr_svg
from certificates.services.badges import issuer_name, signed_status_list
from certificates.services.files import check_url
from certificates.views.check import unlisted
from common import clock

FRESH = 300  # seconds that a status list may be old
View = Callable[..., HttpResponse]


def published(view: View) -> View:
    """Nothing without a key; otherwise for every origin, because wallets in browsers fetch it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys = badge_keys()
        if keys is None:
            raise Http404
        response = view(request, keys, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(cache_control(public=True, max_age=FRESH)(answer))


@published
def did(request: HttpRequest, keys: BadgeKeys) -> HttpResponse:
    """did:web: the keys that sign."""
    return _json(documents.did_document(keys), "application/did+json")


@published
def key_set(request: HttpRequest, keys: BadgeKeys) -> HttpResponse:
    """The same as JWKS."""
    return _json(documents.key_set(keys), "application/jwk-set+json")


@published
def issuer(request: HttpRequest, keys: BadgeKeys) -> HttpResponse:
    """The issuer as an Open Badges profile."""
    profile = documents.issuer_profile(issuer_name(keys, clock.now()))
    return _json({"@context": [VC2, OB3]} | profile, "application/ld+json")


@published
def achievement(request: HttpRequest, keys: BadgeKeys, course: UUID, release: int) -> HttpResponse:
    """What a course's badge stands for."""
    told = documents.achievement(_any_of(course, release))
    return _json({"@context": [VC2, OB3]} | told, "application/ld+json")


@published
def achievement_picture(request: HttpRequest, keys: BadgeKeys, course: UUID, release: int) -> HttpResponse:
    """The seal, without anybody's badge in it."""
    found = _any_of(course, release)
    png = badge_png(course=found.facts["course"], office=found.office.full_name, kind=found.kind)
    return HttpResponse(png, content_type="image/png")


@published
def status(request: HttpRequest, keys: BadgeKeys, number: int) -> HttpResponse:
    """A signed status list, made once in five minutes for everybody."""
    if not has_status_list(number):
        raise Http404
    name = f"badge-status:{number}:{keys.method}"
    text = cache.get(name)
    if text is None:
        text = json.dumps(signed_status_list(number, at=clock.now()), ensure_ascii=False)
        cache.set(name, text, timeout=FRESH // 5)
    return HttpResponse(text, content_type="application/vc+ld+json")


@unlisted
@require_safe
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """The page its owner turned on; turned off, it does not exist."""
    badge, certificate, standing = _shared(code)
    context = {
        "certificate": certificate,
        "office": badge.certificate.office,
        "standing": standing,
        "words": Standing.WORDS[standing],
        "address": documents.absolute("badge_shared", code),
        "picture": documents.absolute("badge_shared_picture", code),
        "check_url": check_url(certificate),
        "qr": qr_svg(check_url(certificate)),
    }
    return render(request, "certificates/badge_shared.html", context)


@unlisted
@require_safe
def shared_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The card for social networks; a worthless certificate has none."""
    badge, certificate, standing = _shared(code)
    if standing != Standing.VALID:
        raise Http404
    png = card_png(
        name=certificate.facts["name"], course=certificate.facts["course"],
        office=badge.certificate.office.full_name, issued_on=certificate.issued_on, kind=certificate.kind,
    )  # fmt: skip
    return HttpResponse(png, content_type="image/png")


def _shared(code: str) -> tuple[Badge, Certificate, str]:
    badge = shared_badge(code)
    certificate = certificate_by_serial(badge.certificate.serial) if badge else None
    if badge is None or certificate is None:
        raise Http404
    return badge, certificate, standing_of(certificate, clock.today())


def _any_of(course: UUID, release: int) -> Certificate:
    found = certificate_of_release(course, release)
    if found is None:
        raise Http404
    return found


def _json(document: dict[str, Any], kind: str) -> HttpResponse:
    return HttpResponse(json.dumps(document, ensure_ascii=False, indent=2), content_type=kind)
