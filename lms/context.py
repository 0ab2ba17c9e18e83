"""What every page template gets."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """The design engineer completes this."""
    return {}
