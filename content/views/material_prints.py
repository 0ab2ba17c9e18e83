"""A document of the library on paper: one sheet about it with the code that fetches it, or all that it says."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.errors import DomainError
from content import queries
from content.models import MaterialPage, ShelfItem
from content.printing.documents import document_handout, draw_document, forms_of, material_of
from content.printing.forms import FOR_READABLE
from content.printing.sheet import Handout
from content.views.prints import FOLDER, PER_MINUTE, pdf
from content.views.shown import nothing_at
from people.throttle import asks_too_often, later

DRAWN = "2"  # raise it when the drawing changes


@require_safe
def printed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The PDF of the document as it is on the shelf now."""
    item = queries.on_shelf(queries.Kind.MATERIAL).filter(slug=slug).first()
    if item is None:
        raise nothing_at(slug, MaterialPage)
    if form not in forms_of(item):
        raise Http404
    if asks_too_often(request, "ban-in", PER_MINUTE):
        return later(request)
    said = document_handout(item)
    try:
        data = _kept(item, said, form) if form in FOR_READABLE else draw_document(item, said, form)
    except DomainError as why:
        return render(
            request, "content/public/no_paper.html", {"message": why, "item": item}, status=why.status
        )
    return pdf(data, f"{slug}-{form}")


def _kept(item: ShelfItem, said: Handout, form: str) -> bytes:
    """Drawn once for each file and what our page says about it, and kept."""
    page = material_of(item)
    about = f"{DRAWN}|{page.document.file.name}|{page.document.file_hash}|{page.print_notes}|{said}"
    path = f"{FOLDER}/tl-{item.page_id}-{form}-{sha256(about.encode()).hexdigest()[:16]}.pdf"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(draw_document(item, said, form)))
    with default_storage.open(path) as kept:
        return bytes(kept.read())
