"""All components with sample data on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def styleguide(request: HttpRequest) -> HttpResponse:
    """Render every component in both themes."""
    return render(request, "styleguide.html")
