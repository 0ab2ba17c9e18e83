"""Every component with sample data, in both themes on one page; a test renders them all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lms.styleguide_samples import all_samples

THEMES = (("light", "nền sáng"), ("dark", "nền tối"))


@dataclass(frozen=True)
class Sample:
    """One component, or one of its states, and what it is shown with."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    state: str = ""

    def html(self, request: HttpRequest, theme: str) -> str:
        """The sample as a page would show it; ids carry the theme, since both stand on one page."""
        shown = {
            name: f"{value}-{theme}" if name in ("id", "opens") else value
            for name, value in self.context.items()
        }
        return render_to_string(f"{self.template}.html", shown, request)


@dataclass(frozen=True)
class Group:
    """Samples under one heading."""

    title: str
    samples: Sequence[Sample]
    layout: str = "stack-s"


def groups(theme: str) -> list[Group]:
    """All samples, in the order of the page."""
    return [
        Group(title, [Sample(*sample) for sample in samples], layout)
        for title, layout, samples in all_samples(theme)
    ]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every group once in each theme."""
    themes = [
        {
            "name": name,
            "label": label,
            "groups": [
                {"title": group.title, "layout": group.layout, "samples": _rendered(group, request, name)}
                for group in groups(name)
            ],
        }
        for name, label in THEMES
    ]
    return render(request, "styleguide/page.html", {"themes": themes})


def _rendered(group: Group, request: HttpRequest, theme: str) -> list[dict[str, str]]:
    return [{"state": sample.state, "html": sample.html(request, theme)} for sample in group.samples]
