"""What a browser sends back of a form that nobody touched."""

from typing import Any


def answer_of(page: Any) -> dict[str, Any]:
    """The fields of the page's `form`; an empty one is left away."""
    return {
        field.html_name: [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
        for field in page.context["form"]
        if (value := field.value()) not in (None, False)
    }
