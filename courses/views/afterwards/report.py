"""The page after a class: the trainer's report, the cost a person, the scans and the folder."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError
from courses.models import ClassReport, TrainingSession
from courses.past_forms import EvidenceForm
from courses.queries.training.costs import cost_of
from courses.queries.training.viewing import Viewer
from courses.report_forms import ReportForm
from courses.services.afterwards.report import write_report
from courses.views.afterwards.shared import own_or_taught
from courses.views.training.shared import class_page, context_of


@class_page
@require_safe
def training_afterwards(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """For those who run or teach the class."""
    session = own_or_taught(viewer, uuid)
    total, trained, each = cost_of(session)
    context = context_of(
        viewer, session=session, report=_report(session), total=total, trained=trained, each=each,
        runs=viewer.runs(session),
        evidence=session.evidence.all(), evidence_form=EvidenceForm(),
        folder=session.folders.filter(asked_by=viewer.account).first(),
    )  # fmt: skip
    return render(request, "courses/afterwards/detail.html", context)


@class_page
@require_http_methods(["GET", "POST"])
def training_report(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Written by whoever taught or ran it."""
    session = own_or_taught(viewer, uuid)
    form = ReportForm(request.POST if request.method == "POST" else None, instance=_report(session))
    if form.is_valid():
        try:
            write_report(session=session, at=clock.now(), by=viewer.account, **form.cleaned_data)
            messages.success(request, _("Đã lưu báo cáo."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("training_afterwards", session.uuid)
    status = 422 if form.is_bound else 200
    context = context_of(viewer, session=session, form=form)
    return render(request, "courses/afterwards/report.html", context, status=status)


def _report(session: TrainingSession) -> ClassReport | None:
    return ClassReport.objects.filter(session=session).select_related("written_by__person").first()
