"""What lies on paper with a code is withdrawn in the studio, never deleted: its print runs name it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from content.models import PrintRun


@hooks.register("before_delete_page")
def keep_printed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A sentence instead of a failure."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_all_printed(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """The same for many at once."""
    pages = [one for one in objects if isinstance(one, Page)] if action_type == "delete" else []
    return _refused(request, pages)


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Also for a shelf with such a document on it."""
    for page in pages:
        printed = PrintRun.objects.filter(material__path__startswith=page.path)
        if run := printed.select_related("material").first():
            words = _("“%(title)s” đã in ra giấy và đứng trong sổ in nên không xóa được. Hãy gỡ xuống.")
            messages.error(request, words % {"title": run.title})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
