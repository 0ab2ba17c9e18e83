"""A tutorial inside another site's page: a frame of a few kilobytes, and the line of HTML that puts it there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from content import queries
from content.public_cache import cached_public
from content.views.shown import shown_tutorial
from content.views.tutorial import shown

WIDTH, HEIGHT = (
    360,
    480,
)  # of the frame; it fills the column of a portal and is not wider than a film is sharp


@require_safe
@xframe_options_exempt
@cached_public
def framed(request: HttpRequest, slug: str) -> HttpResponse:
    """The one address that other sites may frame: film, first words, link. No cookie, no script, no form."""
    item = queries.tutorial(slug)
    if item is None:  # a page of ours that says so could not be framed: the portal would show a hole
        response = render(request, "content/public/embed_gone.html", status=404)
    else:
        context = {"page": item, **shown(item.version, request.GET)}
        response = render(request, "content/public/embed.html", context)
    response.headers["Content-Security-Policy"] = policy()
    return response


@require_safe
@cached_public
def embed_code(request: HttpRequest, slug: str) -> HttpResponse:
    """What a commune's webmaster copies."""
    version = shown_tutorial(slug).version
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("tutorial_framed", args=[slug])
    code = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" allowfullscreen></iframe>',
        address, version.title, WIDTH, HEIGHT,
    )  # fmt: skip
    context = {"slug": slug, "version": version, "code": code, "address": address}
    return render(request, "content/public/embed_code.html", context)


def policy() -> str:
    """The site's own, but for who may frame; nothing is sent from inside a frame."""
    said = {**settings.CONTENT_POLICY, "frame-ancestors": settings.EMBED_ANCESTORS}
    said |= {"script-src": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in said.items())
