"""The paper of a print run, and the way from its code to what was printed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from common import clock
from common.errors import DomainError
from content import queries
from content.models import MaterialPage, PrintRun, ShelfItem, TutorialPage
from content.printing.documents import document_handout, draw_document, forms_of
from content.printing.sheet import handout_of
from content.services.print_runs import count_scan
from content.views.prints import drawn, pdf
from content.views.shown import withdrawn
from content.views.taps import is_a_tap
from courses.models import ActivityVersion
from courses.models.activity import Kind
from people.throttle import asks_too_often

PER_MINUTE = 120  # a hall that scans one poster together


def run_paper(run: PrintRun) -> HttpResponse:
    """The PDF of a run, with the code of its own; a document is printed as it is now, and its foot says its number."""
    path = reverse("print_scan", args=[run.code])
    data = _of_version(run, run.version, path) if run.version else _of_document(run, path)
    return pdf(data, f"dot-in-{run.code}")


@never_cache
@require_GET
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """From paper to what it tells of, as that is now; counted for the run, and for nobody else."""
    run = get_object_or_404(PrintRun.objects.select_related("version__activity"), code=code.lower())
    if is_a_tap(request) and not asks_too_often(request, "quet-ma", PER_MINUTE):
        count_scan(run=run, at=clock.now())
    return _to_version(run.version) if run.version else redirect("material", slug=_document(run).slug)


def _to_version(version: ActivityVersion) -> HttpResponse:
    slug = queries.slug_of(version.activity_id)
    if slug is None and version.kind != Kind.TUTORIAL:
        return redirect("activity", version.activity.uuid)  # which asks who is there
    if slug is None:
        raise withdrawn(TutorialPage)
    return redirect("tutorial", slug=slug)


def _document(run: PrintRun) -> ShelfItem:
    item = queries.document_of(run.material_id)
    if item is None:
        raise withdrawn(MaterialPage)
    return item


def _of_version(run: PrintRun, version: ActivityVersion, path: str) -> bytes:
    address = settings.SITE_ADDRESS.rstrip("/") + path
    with translation.override("vi"):
        said = handout_of(version, address=address, typed=address.split("://")[-1].rstrip("/"))
    return drawn(said, run.form, run.unit.full_name)


def _of_document(run: PrintRun, path: str) -> bytes:
    item = _document(run)
    if run.form not in forms_of(item):
        raise DomainError(_("Tệp của tài liệu đã đổi, nay không in được thành loại giấy này."), status=409)
    return draw_document(item, document_handout(item, path), run.form, run.unit.full_name)
