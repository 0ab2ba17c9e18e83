"""Small pages of the whole site: text size."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def set_text_size(request: HttpRequest) -> HttpResponse:
    """The design engineer completes this view."""
    return redirect("/")
