"""Handing in certificates earned elsewhere, and seeing what became of them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.models import ExternalCertificate
from certificates.paper_forms import PaperForm
from certificates.queries.papers import courses_accepting, papers_of
from certificates.services.external import resubmit, submit, withdraw
from certificates.services.scans import TYPES, clean_scan
from common import clock
from common.errors import DomainError
from people.models import Account, Person
from people.scope import visible_people
from people.services import audit


@login_required
@require_safe
def my_papers(request: HttpRequest) -> HttpResponse:
    """Own papers, newest first, with what each waits for."""
    context = {"papers": papers_of(_person_id(request)), "accepting": courses_accepting()}
    return render(request, "certificates/papers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """Hand one in."""
    account: Account = request.user  # type: ignore[assignment]
    if account.person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _saved(form, person=account.person):
        messages.success(request, _("Đã nộp. Cán bộ nhân sự của đơn vị sẽ xem xét."))
        return redirect("my_papers")
    return render(request, "certificates/paper_edit.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mend one that was returned and hand it in again."""
    paper = get_object_or_404(papers_of(_person_id(request)), uuid=uuid)
    if paper.state != ExternalCertificate.State.RETURNED:
        return redirect("my_papers")
    form = PaperForm(request.POST or None, request.FILES or None, instance=paper)
    if form.is_valid() and _saved(form, certificate=paper):
        messages.success(request, _("Đã nộp lại."))
        return redirect("my_papers")
    context = {"form": form, "paper": paper}
    return render(request, "certificates/paper_edit.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def paper_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one back before it is decided."""
    withdraw(certificate=get_object_or_404(papers_of(_person_id(request)), uuid=uuid), at=clock.now())
    messages.success(request, _("Đã rút giấy này; bản quét đã xóa."))
    return redirect("my_papers")


@login_required
@require_safe
def paper_scan(request: HttpRequest, uuid: UUID) -> FileResponse:
    """The scan, for its person and for HR in scope; a PDF is never shown inside our pages."""
    account: Account = request.user  # type: ignore[assignment]
    paper = get_object_or_404(ExternalCertificate.objects.select_related("person"), uuid=uuid)
    owner = paper.person.merged_into_id or paper.person_id
    seen = owner == account.person_id or visible_people(account, clock.today()).filter(pk=owner).exists()
    if not (seen and paper.scan):
        raise Http404
    if owner != account.person_id:
        audit.looked(
            "external_scan_viewed", by=account, at=clock.now(), person=paper.person, number=paper.number
        )
    ending = str(paper.scan.name).rpartition(".")[2]
    answer = FileResponse(
        paper.scan.open("rb"), content_type=TYPES[ending], as_attachment=ending == "pdf",
        filename=f"giay-noi-khac.{ending}",
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _saved(
    form: PaperForm, *, person: Person | None = None, certificate: ExternalCertificate | None = None
) -> bool:
    """Whether it was handed in; a refusal stands beside the form."""
    upload = form.cleaned_data.get("tep")
    try:
        scan = clean_scan(upload) if upload else None
        if certificate:
            resubmit(certificate=certificate, paper=form.paper, scan=scan, at=clock.now())
        elif person and scan:
            submit(person=person, paper=form.paper, scan=scan, at=clock.now())
    except DomainError as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _person_id(request: HttpRequest) -> int | None:
    return request.user.person_id  # type: ignore[union-attr]
