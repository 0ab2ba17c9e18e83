"""The consolidated report: its text over the pattern, preview, issue, files, and what changed since it was frozen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError, Forbidden
from people import scope
from people.models import Account
from people.services.audit import looked
from reports.cycle_forms import BasisForm, DraftForm, IssueForm
from reports.documents.consolidated import FORMS, paper_of
from reports.documents.wording import body_of
from reports.models import Consolidated, DistributionList, LegalBasis, ReportCycle
from reports.overtaken import Overtaken
from reports.queries.consolidating import material_of
from reports.queries.cycles import may_check, may_open, require_checker, sees_all
from reports.queries.differences import differences_of, named
from reports.services import consolidated as services
from reports.views.cycles import account_of, cycle_of
from reports.views.page import desk_only


def _seen(request: HttpRequest, code: str) -> tuple[Account, ReportCycle]:
    account, cycle = account_of(request), cycle_of(code)
    if not sees_all(account, cycle):
        raise Forbidden(_("Báo cáo tổng hợp dành cho cơ quan tổng hợp và lãnh đạo toàn tỉnh, thành phố."))
    return account, cycle


@desk_only
@require_http_methods(["GET", "POST"])
def report_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Every part of the text as a field, with a preview below."""
    account, cycle = _seen(request, code)
    if request.method == "POST":
        require_checker(account, cycle)
    at = clock.now()
    report, material = cycle.consolidated, material_of(cycle, at)
    parts = [part for part in body_of(material, report.texts) if part.key != "ket-qua" or part.text]
    form = DraftForm(request.POST or None, parts=parts, report=report)
    if request.method == "POST" and form.is_valid() and _saved(request, form, report, account):
        return redirect("report_draft", code=code)
    fields = [(part, form[f"phan-{part.key}"], part.key in report.texts) for part in parts]
    context = {
        "cycle": cycle, "report": report, "form": form, "fields": fields, "paper": paper_of(report, at, material),
        "issue_form": IssueForm(), "may_write": may_check(account, cycle) and not report.is_issued,
        "lists": DistributionList.objects.all(), "run": material.run, "scope_label": scope.scope_title(account),
        "files": report.files.all(),
    }  # fmt: skip
    return render(request, "reports/consolidated.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, form: DraftForm, report: Consolidated, account: Account) -> bool:
    chosen = DistributionList.objects.filter(name=request.POST.get("list", "")).first()
    written = services.Written(
        texts=form.texts,
        bases=form.cleaned_data["bases"],
        recipients=chosen.lines if chosen else form.cleaned_data["recipients"],
        keep_list_as=form.cleaned_data["keep_list_as"],
        reset=request.POST.get("reset", ""),
        shown=form.shown,
    )
    try:
        services.save_consolidated(report=report, written=written, at=clock.now(), by=account)
    except Overtaken as refusal:
        form.tell(refusal, f"phan-{refusal.name}" if f"phan-{refusal.name}" in form.fields else refusal.name)
        return False
    messages.success(request, _("Đã lưu dự thảo."))
    return True


@desk_only
@require_POST
def report_issue(request: HttpRequest, code: str) -> HttpResponse:
    """Present it to the People's Committee, then issue it with number, day and signer."""
    account, cycle = account_of(request), cycle_of(code)
    require_checker(account, cycle)
    report = cycle.consolidated
    if request.POST.get("deed") == "trinh":
        services.present(report=report, at=clock.now(), by=account)
        messages.success(request, _("Đã trình UBND."))
        return redirect("report_draft", code=code)
    form = IssueForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Hãy ghi đủ số, ngày ban hành và người ký."), status=422)
    services.issue(report=report, signing=services.Signing(**form.cleaned_data), at=clock.now(), by=account)
    messages.success(request, _("Đã ban hành. Ba tệp được giữ nguyên từ nay."))
    return redirect("report_draft", code=code)


@desk_only
def report_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The report as DOCX, PDF or XLSX: the issued file, or one of the draft."""
    _account, cycle = _seen(request, code)
    if form not in FORMS:
        raise Http404
    report = cycle.consolidated
    answer = HttpResponse(services.file_in(report, form, clock.now()), content_type=FORMS[form][1])
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-{cycle.code}.{form}"'
    return answer


@desk_only
def report_differences(request: HttpRequest, code: str) -> HttpResponse:
    """Person by person, what would be counted otherwise today, and because of what."""
    account, cycle = _seen(request, code)
    run = getattr(cycle, "run", None)
    if run is None:
        raise DomainError(_("Kỳ này chưa chốt số liệu nên chưa có gì để so."), status=404)
    found = differences_of(run, clock.now())
    people = scope.visible_people(account, clock.today()).filter(uuid__in={one.member for one in found.items})
    by_uuid = {str(person.uuid): person for person in people}
    if found.items:
        looked("report_differences_seen", by=account, at=clock.now(), count=len(by_uuid), cycle=cycle.code)
    context = {
        "cycle": cycle, "run": run, "totals": found.totals, "items": named(found.items, by_uuid),
        "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/differences.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def legal_bases(request: HttpRequest) -> HttpResponse:
    """The list of bases; whoever sets targets adds to it, or corrects one with `?sua=`."""
    account = account_of(request)
    allowed, symbol = may_open(account), request.GET.get("sua", "")
    basis = get_object_or_404(LegalBasis, symbol=symbol) if symbol else None
    form = BasisForm(request.POST if request.method == "POST" else None, instance=basis)
    if request.method == "POST":
        if not allowed:
            raise Forbidden(_("Căn cứ do nhân sự phụ trách toàn tỉnh, thành phố ghi."))
        if form.is_valid():
            try:
                services.save_basis(basis=form.instance, at=clock.now(), by=account)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Đã ghi căn cứ."))
                return redirect("legal_bases")
    context = {
        "bases": LegalBasis.objects.all(), "form": form if allowed else None, "basis": basis,
        "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/legal_bases.html", context, status=422 if form.is_bound else 200)
