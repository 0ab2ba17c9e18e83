"""Drafts that save themselves while a new page is written; imported by wagtail_hooks.py.

The first draft makes the page. What the same form sends afterwards to the address for new pages, because the answer
was lost or the press came before it, belongs to that page.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from content.page_form import FORM_KEY


@hooks.register("insert_global_admin_js")
def publish_script() -> SafeString:
    """Waits in the browser, so that drafts and presses do not overtake each other."""
    return format_html('<script type="module" src="{}"></script>', static("js/studio-publish.js"))


@hooks.register("before_create_page")
def go_on_with_the_draft(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Save into the page that this very form has made; anything else is new, or refused as ever."""
    draft = _draft_of(request, parent, page_class) if request.method == "POST" else None
    return EditView.as_view()(request, draft.pk) if draft else None


def _draft_of(request: HttpRequest, parent: Page, page_class: type[Any]) -> Page | None:
    """One's own and never public: a key is no right."""
    try:
        key = UUID(request.POST.get(FORM_KEY, ""))
    except ValueError:
        return None
    mine = page_class.objects.child_of(parent).filter(owner=request.user, first_published_at__isnull=True)
    draft: Page | None = mine.filter(translation_key=key).first()
    return draft
